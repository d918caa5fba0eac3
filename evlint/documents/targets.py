"""Where relative links lead: the file that a target means, by the conventions of the tools that publish Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from evlint.documents.model import Document, Link
from evlint.patterns import pattern as lazy

_SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:|//")
_TEMPLATED = lazy(r"\{\{|\{%|\$\{|<%|\*|\[\[|^@|^<")


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative link: the path that it means (empty: this document), its fragment, and how the target is written."""

    link: Link
    path: str
    fragment: str
    written: str


def relative(document: Document) -> Iterator[Relative]:
    """The relative links of a document. Templates, globs, and addresses from the root of a site are left out: a generator resolves them."""
    for link in document.links:
        target = link.target.strip()
        if not target or _SCHEME.match(target) or _TEMPLATED.search(target) or target.startswith("/"):
            continue
        path, _, fragment = target.partition("#")
        path = unquote(path.partition("?")[0])
        full = normpath(join(dirname(document.path), path)) if path else ""
        yield Relative(link, full, unquote(fragment), target)


def candidates(path: str) -> Iterator[str]:
    """Files that a path may mean: itself, a Markdown file of that name, the index of a folder, the source of a page in HTML."""
    yield path
    stem = path.removesuffix(".html").removesuffix(".htm").rstrip("/")
    for ending in (".md", ".markdown", ".mdx", ".txt", ".rst", "/index.md", "/README.md", "/_index.md", "/readme.md", "/index.html"):
        yield stem + ending


def wanted(documents: Iterable[Document]) -> frozenset[str]:
    """Every path that a relative link of these documents may mean: what a disk can be asked for."""
    paths = {one.path for document in documents for one in relative(document) if one.path and not one.path.startswith("..")}
    return frozenset(name for path in paths for name in candidates(path))

"""Where relative links lead: the file that a target means, by the conventions of the tools that publish Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from evlint.documents.model import Document, Link
from evlint.patterns import at_words
from evlint.patterns import pattern as lazy

URL = lazy(r"\b(?:https?|ftp)://[^\s<>\"'`)\]}]{3,400}")
_SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:|//")
_REGISTERED = lazy(r"https?://(?:dx\.)?doi\.org/|https?://pubmed\.ncbi\.nlm\.nih\.gov/\d")
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


@dataclass(frozen=True, slots=True)
class Address:
    """An address that leads out of the project: its place in the reading text, and the text of its link (empty where the address stands bare)."""

    start: int
    end: int
    url: str
    shown: str = ""

    @property
    def page(self) -> str:
        """The address without its fragment, which no server is told."""
        return self.url.partition("#")[0]


def addresses(document: Document) -> Iterator[Address]:
    """The addresses of a document: those of links, then those that stand bare in the text."""
    outward = [link for link in document.links if "://" in link.target or link.target.startswith("//")]
    for link in outward:
        yield Address(link.start, link.end, link.target, document.prose[link.start : link.end].strip())
    starts = sorted((link.start, link.end) for link in outward)
    at = 0
    for match in at_words(URL, document.prose, "http", "ftp"):
        while at < len(starts) and starts[at][1] <= match.start():
            at += 1
        if at == len(starts) or not starts[at][0] <= match.start():
            yield Address(match.start(), match.end(), match[0].rstrip(".,;:"))


def asked(documents: Iterable[Document]) -> frozenset[str]:
    """The pages that these documents link to, but for identifiers of works, which registries are asked for."""
    urls = {one.page for document in documents for one in addresses(document)}
    return frozenset(url for url in urls if url.startswith(("http://", "https://")) and not _REGISTERED.match(url))


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

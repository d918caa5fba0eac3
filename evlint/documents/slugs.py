"""Anchors of a document: the names that a link may end in (`page.md#results`), as each renderer makes them from headings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Literal

from evlint.documents.model import Document
from evlint.patterns import pattern as lazy

Renderer = Literal["github", "mkdocs", "hugo", "pandoc"]

_EXPLICIT = lazy(r"\{#([\w:.-]{1,120})[^}\n]{0,200}\}|\b(?:id|name)\s?=\s?[\"']?([\w:.%-]{1,120})", re.I)
_ATTRIBUTES = lazy(r"\s{0,4}\{[#.:][^{}\n]{0,200}\}\s{0,4}$")


def _github(text: str) -> str:
    """GitHub: lower case, all but letters, digits, blanks, hyphens and underscores dropped, each blank a hyphen."""
    return "".join(char for char in text.lower() if char.isalnum() or char in " -_" or unicodedata.category(char) in ("Mn", "Mc")).replace(" ", "-")


def _mkdocs(text: str) -> str:
    """Python-Markdown's toc: ASCII letters only, runs of blanks and hyphens one hyphen."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _hugo(text: str) -> str:
    """Goldmark's default in Hugo follows GitHub, with outer blanks taken off."""
    return _github(text.strip())


def _pandoc(text: str) -> str:
    """pandoc: letters, digits, underscores, hyphens and full stops; blanks become hyphens; all before the first letter dropped."""
    kept = "".join(char for char in text.lower() if char.isalnum() or char in " _-.")
    return re.sub(r"^[^a-zà-ÿ]+", "", re.sub(r"\s+", "-", kept.strip())) or "section"


RENDERERS: Mapping[Renderer, tuple[Callable[[str], str], str]] = {"github": (_github, "-"), "mkdocs": (_mkdocs, "_"), "hugo": (_hugo, "-"), "pandoc": (_pandoc, "-")}
"""Renderer → how it makes a name from a heading, and what stands before the number of a name that repeats."""


def anchors(document: Document, renderer: Renderer) -> frozenset[str]:
    """Every anchor of a document: its headings as the renderer names them, and the names that the source gives explicitly."""
    make, mark = RENDERERS[renderer]
    seen: Counter[str] = Counter()
    found = {first or second for first, second in _EXPLICIT.findall(document.source.text)}
    for block in document.blocks:
        if block.kind == "heading" and document.format != "html":
            name = make(_ATTRIBUTES.sub("", document.text_of(block)).strip())
            found.add(name if not seen[name] else f"{name}{mark}{seen[name]}")
            seen[name] += 1
    found |= {f"fn{sep}{block.label[2:-1]}" for block in document.blocks if block.label.startswith("[^") for sep in ("", ":", "-")}
    return frozenset(found)

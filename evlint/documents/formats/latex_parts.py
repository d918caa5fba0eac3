"""Where a LaTeX text begins and ends, what its preamble says of it, and the keys of its own list of references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evlint.patterns import pattern as lazy

Span = tuple[int, int]

_BEGINS = lazy(r"\\begin\s{0,3}\{document\}")
_FIELD = lazy(r"\\(title|date|nocite)(?:\s{0,3}\[[^\[\]]{0,300}\])?\s{0,3}\{")
_ABSTRACT = lazy(r"\\abstract\s{0,3}\{")
_ITEM = lazy(r"\\bibitem(?:\s{0,3}\[(?:[^\[\]{}]|\{[^{}]{0,200}\}){0,400}\])?\s{0,3}\{\s{0,3}([^{}\s]{1,200})\s{0,3}\}")
_BRACE = lazy(r"\\.|[{}]")
_COMMENT = lazy(r"(?<!\\)%")
_LONGEST_LINE = 2000
_LONGEST_FIELD = 5000
_MANY = 100  # a text that gives itself a title more often than this is none


@dataclass(frozen=True, slots=True)
class Parts:
    """The stretches to be read, in order, and the spans of title, date and keys that are listed without a citation."""

    spans: tuple[Span, ...]
    fields: Mapping[str, Span]


def parts(text: str) -> Parts:
    """A text without `\\begin{document}` is a part of another one, and is read whole."""
    begins = next((match.end() for match in _BEGINS.finditer(text) if not _commented(text, match.start())), 0)
    ends = text.find("\\end{document}", begins)
    body = (begins, ends if ends >= 0 else len(text))
    abstract = _ABSTRACT.search(text, 0, begins)
    before = ((abstract.start(), argument(text, abstract.end()) + 1),) if abstract and not _commented(text, abstract.start()) else ()
    return Parts((*before, body), _fields(text))


def _fields(text: str) -> dict[str, Span]:
    out: dict[str, Span] = {}
    for count, match in enumerate(_FIELD.finditer(text)):
        if count == _MANY:
            break
        if match[1] not in out and not _commented(text, match.start()):
            out[match[1]] = (match.end(), argument(text, match.end()))
    return out


def argument(text: str, start: int) -> int:
    """Where the braces close that opened before `start`; a few thousand characters on, where they do not."""
    depth = 1
    for match in _BRACE.finditer(text, start, start + _LONGEST_FIELD):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return match.start()
    return min(len(text), start + _LONGEST_FIELD)


def bibliography_keys(text: str) -> dict[str, int]:
    """Key → number of each `\\bibitem`, in order."""
    keys = [match[1] for match in _ITEM.finditer(text) if not _commented(text, match.start())]
    return {key: number for number, key in enumerate(keys, 1)}


def _commented(text: str, at: int) -> bool:
    """Whether a comment holds this place."""
    line = text.rfind("\n", max(0, at - _LONGEST_LINE), at) + 1 or max(0, at - _LONGEST_LINE)
    return _COMMENT.search(text, line, at) is not None

"""Comments that speak to evlint: `evlint: ignore STA101 until 2027-01-31 by mk: the journal printed it so`.

Each format has its own comments (in Word those in the margin); a plain text has none, so there a directive is a line of its own. What a directive names are codes or
names of rules, or ids of single findings; how far it reaches is said by its verb:

    ignore        the paragraph, row or list item that holds the comment, or the next one where the comment stands alone
    ignore-line   the lines of the comment, or the next line where it stands alone
    ignore-file   the whole file
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from evlint.documents.lines import LineIndex
from evlint.patterns import pattern as lazy

MARK = "evlint:"
_HTML = lazy(r"<!--\s{0,20}evlint:(?P<said>(?:(?!-->).){0,1000})-->", re.S)
_LINK = lazy(r"^\[//\]: # [(\"']evlint:(?P<said>.{0,1000}?)[)\"'][ \t]*$", re.M)
_RST = lazy(r"^[ \t]*\.\. evlint:(?P<said>.{0,1000})$", re.M)
_PERCENT = lazy(r"(?<!\\)%[% \t]*evlint:(?P<said>.{0,1000})$", re.M)
_HASH = lazy(r"(?:^|(?<=\s))#[ \t]*evlint:(?P<said>.{0,1000})$", re.M)
_OWN_LINE = lazy(r"^[ \t]*(?:#|%|//|;)[ \t]*evlint:(?P<said>.{0,1000})$", re.M)
_FENCE = lazy(r"^ {0,3}(`{3,}|~{3,})", re.M)
SYNTAX = {
    "markdown": (_HTML, _LINK),
    "html": (_HTML,),
    "jats": (_HTML,),
    "rst": (_RST,),
    "latex": (_PERCENT,),
    "bibtex": (_PERCENT,),
    "text": (_HTML, _OWN_LINE),
    "yaml": (_HASH,),
}
_VERB = lazy(r"\s*(?P<verb>[\w-]*)(?P<rest>.*)", re.S)
_UNTIL = lazy(r"\s+until\s+(\S+)\Z")
_BY = lazy(r"\s+by\s+(\S(?:[^:]{0,60}\S)?)\Z")
_ID = lazy(r"[0-9a-f]{16}\Z")
Scope = Literal["block", "line", "file"]
_VERBS: dict[str, Scope] = {"ignore": "block", "ignore-line": "line", "ignore-file": "file"}


@dataclass(frozen=True, slots=True)
class Directive:
    """One comment: where it stands, the span that it reaches over (both in the source), what it names and why.

    `fault` says why it cannot be followed; it then names nothing.
    """

    start: int
    end: int
    reach: tuple[int, int]
    words: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""
    until: str = ""
    fault: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The words of it that are ids of findings."""
        return tuple(word for word in self.words if _ID.match(word))


def find(text: str, format_name: str, lines: LineIndex, blocks: Sequence[tuple[int, int]]) -> tuple[Directive, ...]:
    """The directives of a source text. `blocks` are the spans, in the source and in order, of what a comment can belong to."""
    if MARK not in text:
        return ()
    found = []
    fences = list(_FENCE.finditer(text)) if format_name == "markdown" else []
    for pattern in SYNTAX.get(format_name, ()):
        for match in pattern.finditer(text):
            if not _shown(text, match, fences):
                found.append(_directive(text, match, lines, blocks))
    return tuple(sorted(found, key=lambda one: one.start))


def is_own_line(line: str) -> bool:
    """Whether a line of plain text is a directive, and no text."""
    return MARK in line and bool(_OWN_LINE.match(line) or _HTML.match(line.strip()))


def _shown(text: str, match: re.Match[str], fences: list[re.Match[str]]) -> bool:
    """Whether a comment is only shown: within code, as in a manual of evlint."""
    return text[match.start() - 1 : match.start()] == "`" or bisect_left([fence.start() for fence in fences], match.start()) % 2 == 1


def _directive(text: str, match: re.Match[str], lines: LineIndex, blocks: Sequence[tuple[int, int]]) -> Directive:
    start, end = match.span()

    def reach(scope: Scope) -> tuple[int, int]:
        return (0, len(text)) if scope == "file" else _line(text, start, end, lines) if scope == "line" else _block(text, start, end, lines, blocks)

    return parse(match["said"], start, end, reach)


def parse(said: str, start: int, end: int, reach: Callable[[Scope], tuple[int, int]]) -> Directive:
    """A directive from what a comment says behind `evlint:`. `start` and `end` are shown as its place; `reach` gives the span of a scope."""
    verb, rest = _VERB.match(said).group("verb", "rest")  # type: ignore[union-attr]  # it matches every text
    scope = _VERBS.get(verb)
    if scope is None:
        known = ", ".join(_VERBS)
        return Directive(start, end, (start, end), fault=f"says {verb!r}, which evlint does not know; it knows {known}" if verb else f"says nothing; evlint can be told {known}")
    head, _, reason = rest.partition(":")
    return _read(Directive(start, end, reach(scope)), f" {head.strip()}", " ".join(reason.split()))


def _read(bare: Directive, head: str, reason: str) -> Directive:
    by = until = ""
    for _ in range(2):  # in either order
        if match := _UNTIL.search(head):
            until, head = match[1], head[: match.start()]
        elif match := _BY.search(head):
            by, head = match[1], head[: match.start()]
    words = tuple(word for word in re.split(r"[,\s]+", head) if word)
    fault = ""
    if not words:
        fault = "names no rule: write its code, as in `ignore STA101: reason`"
    elif any(word.lower() in ("all", "*", "any", "everything") for word in words):
        fault = "names every rule, and nothing switches all of them off: name single ones"
    elif until and not is_day(until):
        fault = f"'until' takes a date such as 2027-01-31, not {until!r}"
    elif not reason:
        fault = "has no reason: write it behind a colon, as in `ignore STA101: printed so by the journal`"
    return Directive(bare.start, bare.end, bare.reach, words, reason, by, until, fault)


def is_day(text: str) -> bool:
    """Whether a text is a date such as 2027-01-31."""
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False


def _alone(text: str, start: int, end: int, lines: LineIndex) -> tuple[bool, int, int]:
    """(whether nothing else stands on the lines of a comment, the start of its first, the end of its last)."""
    first = lines.starts[lines.position(start)[0] - 1]
    number = lines.position(max(start, end - 1))[0]
    last = lines.starts[number] if number < len(lines.starts) else len(text)
    return not (text[first:start] + text[end:last]).strip(), first, last


def _line(text: str, start: int, end: int, lines: LineIndex) -> tuple[int, int]:
    alone, first, last = _alone(text, start, end, lines)
    if not alone:
        return first, last
    return next((line for line in _following(text, last, lines) if text[line[0] : line[1]].strip()), (last, last))


def _following(text: str, at: int, lines: LineIndex) -> Iterator[tuple[int, int]]:
    """The lines that begin at or after an offset."""
    number = bisect_left(lines.starts, at)
    for i in range(number, len(lines.starts)):
        yield lines.starts[i], lines.starts[i + 1] if i + 1 < len(lines.starts) else len(text)


def _block(text: str, start: int, end: int, lines: LineIndex, blocks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The block around a comment, or the one whose last line it ends; else the one after it."""
    alone, first, last = _alone(text, start, end, lines)
    at = bisect_left(blocks, (start, start))
    if at and blocks[at - 1][1] >= end:
        return blocks[at - 1]
    before = blocks[at - 1] if at else None
    if not alone and before and first < before[1] <= start and "<" not in text[before[1] : start]:
        return before[0], max(before[1], end)
    return blocks[at] if at < len(blocks) else (last, last)

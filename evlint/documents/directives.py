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

from evlint.documents import showing
from evlint.documents.lines import LineIndex
from evlint.patterns import any_of
from evlint.patterns import pattern as lazy

MARK = "evlint:"
_ENDS = ("nt:", "NT:", "Nt:", "nT:")
_HTML = lazy(r"<!--\s{0,20}evlint:(?P<said>(?:(?!-->).){0,1000})-->", re.S | re.I)
_LINK = lazy(r"^\[//\]: # [(\"']evlint:(?P<said>.{0,1000}?)[)\"'][ \t]*$", re.M | re.I)
_RST = lazy(r"^\.\. evlint:(?P<said>.{0,1000})$", re.M | re.I)  # set in, it may be a line of code
_PERCENT = lazy(r"(?<!\\)%[% \t]*evlint:(?P<said>.{0,1000})$", re.M | re.I)
_HASH = lazy(r"(?:^|(?<=\s))#[ \t]*evlint:(?P<said>.{0,1000})$", re.M | re.I)
_OWN_LINE = lazy(r"^[ \t]*(?:#|%|//|;)[ \t]*evlint:(?P<said>.{0,1000})$", re.M | re.I)
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
_NEAR = 300  # between a comment and the block that it ends there is not much
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
        return tuple(word for word in self.words if _ID.match(word.lower()))


def find(text: str, format_name: str, lines: LineIndex, blocks: Sequence[tuple[int, int]], shown: showing.Spans = ()) -> tuple[Directive, ...]:
    """The directives of a source text. `blocks` are the spans, in the source and in order, of what a comment can belong to; `shown` are spans
    that are quoted text, besides those that the format knows."""
    if not speaks(text):
        return ()
    found: list[Directive] = []
    quoted = [*shown, *showing.spans(text, format_name)]
    for pattern in SYNTAX.get(format_name, ()):
        found += (_directive(text, match, lines, blocks, format_name) for match in pattern.finditer(text) if not showing.within(quoted, match.start()))
    return tuple(sorted(found, key=lambda one: one.start))


def speaks(text: str) -> bool:
    """Whether a text may hold a directive."""
    return MARK in text or (any_of(_ENDS, text) and MARK in text.lower())


def is_own_line(line: str) -> bool:
    """Whether a line of plain text is a directive, and no text."""
    return speaks(line) and bool(_OWN_LINE.match(line) or _HTML.match(line.strip()))


def _directive(text: str, match: re.Match[str], lines: LineIndex, blocks: Sequence[tuple[int, int]], format_name: str) -> Directive:
    start, end = match.span()

    def reach(scope: Scope) -> tuple[int, int]:
        return (0, len(text)) if scope == "file" else _line(text, start, end, lines) if scope == "line" else _block(text, start, end, lines, blocks, tags=format_name in ("html", "jats"))

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
    return not (text[max(first, start - _NEAR) : start].strip() or text[end : min(last, end + _NEAR)].strip()), first, last


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


def _block(text: str, start: int, end: int, lines: LineIndex, blocks: Sequence[tuple[int, int]], *, tags: bool) -> tuple[int, int]:
    """The block around a comment, or the one that it ends; else the one after it.

    A comment ends a block where it stands on its last line, or on the next one with a blank line or nothing behind it; in mark-up, where no tag
    stands between.
    """
    alone, first, last = _alone(text, start, end, lines)
    at = bisect_left(blocks, (start, start))
    before = blocks[at - 1] if at else None
    if before and before[1] >= end:
        return before
    if before and before[1] <= start:
        between = text[max(before[1], start - _NEAR) : start]
        ends = "<" not in between if tags else (not alone and first < before[1]) or (alone and between.count("\n") == 1 and _blank_after(text, last))
        if ends and not (tags and not between.strip() and "\n\n" in between):
            return before[0], max(before[1], end)
    after = blocks[at] if at < len(blocks) else None
    if before and alone and not tags and _indent(text, start, lines) > (_indent(text, after[0], lines) if after else 0):
        return before[0], max(before[1], end)  # set in under a list item, and what follows is not
    return after or (last, last)


def _indent(text: str, offset: int, lines: LineIndex) -> int:
    """How far the line of an offset is set in."""
    first = lines.starts[lines.position(offset)[0] - 1]
    line = text[first : first + _NEAR]
    return len(line) - len(line.lstrip(" \t"))


def _blank_after(text: str, at: int) -> bool:
    """Whether a blank line, or nothing, follows."""
    return not text[at : at + _NEAR].split("\n", 1)[0].strip()

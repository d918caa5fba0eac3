"""Lines of a PDF, in reading order, joined into paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from evlint.documents import layout
from evlint.documents.formats import pdf_signs
from evlint.documents.formats.pdf_pieces import Piece
from evlint.patterns import pattern as lazy

_TERMINAL = lazy(r"[.!?:;][”\"’)\]]{0,3}[⁰¹²³⁴-⁹⁻,]{0,12}(?:\s?\[[\d,–-]{1,12}\])?$")
_OPEN = lazy(r"(?:[,=<>≤≥(+]|\b(?:of|the|and|or|in|with|to|than|by|for|from|was|were|is|are|a|an))$")
_LEADERS = lazy(r"(?:\.\s?){5}")
_WORD = lazy(r"\S{1,60}")
_LETTER_WIDTH = 0.5  # of the size, on average
_NUMBER = lazy(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a region, with the edges of that region and the usual distance of its base lines."""

    row: Piece
    page: int
    region: int
    left: float
    right: float
    leading: float

    @property
    def text(self) -> str:
        return self.row.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are read as one; a row of a table is a paragraph of its own."""

    lines: tuple[Line, ...]
    tabular: bool = False


def lines(pages: Iterable[tuple[int, Iterable[Sequence[Piece]]]]) -> list[Line]:
    """The rows of all regions of all pages as lines."""
    out: list[Line] = []
    region = 0
    for page, regions in pages:
        for rows in regions:
            region += 1
            left, right, leading = min(row.left for row in rows), max(row.right for row in rows), _leading(rows)
            out += [Line(row, page, region, left, right, leading) for row in rows]
    return out


def _leading(rows: Sequence[Piece]) -> float:
    """The usual distance of two lines, in multiples of their size."""
    steps = [(above.y - below.y) / above.size for above, below in pairwise(rows) if 0.8 * above.size < above.y - below.y < 2.2 * above.size]
    return median_low(sorted(steps)) if steps else 1.25


def paragraphs(found: Sequence[Line]) -> Iterator[Paragraph]:
    """Paragraphs in reading order; they run on over columns and pages."""
    tabular = [_tabular(found, i) for i in range(len(found))]
    open_lines: list[Line] = []
    for i, line in enumerate(found):
        if open_lines and (tabular[i] or _parts(open_lines, line)):
            yield Paragraph(tuple(open_lines))
            open_lines = []
        if tabular[i]:
            yield Paragraph((line,), tabular=True)
        else:
            open_lines.append(line)
    if open_lines:
        yield Paragraph(tuple(open_lines))


def _tabular(found: Sequence[Line], at: int) -> bool:
    """Whether a line of several cells stands below or above another one."""
    if len(found[at].row.cells) < 2:
        return False
    beside = [found[i] for i in (at - 1, at + 1) if 0 <= i < len(found)]
    return any(line.region == found[at].region and len(line.row.cells) >= 2 and len(line.row.cells) + len(found[at].row.cells) >= 5 for line in beside)


def _parts(before: Sequence[Line], line: Line) -> bool:
    """Whether a new paragraph begins with `line`."""
    last = before[-1]
    if abs(last.row.size - line.row.size) > 0.08 * last.row.size or last.row.heavy != line.row.heavy or _LEADERS.search(line.text) or layout.CAPTION.match(line.text):
        return True
    if _marks(before, line):
        return True
    if last.region != line.region or line.row.y > last.row.y:
        return _turns(last, line)
    if last.row.y - line.row.y > 1.3 * last.leading * last.row.size:
        return True
    ended, short = _TERMINAL.search(last.text) is not None, _slack(last, line)
    if short > 0 and (ended or (short > 0.3 * (line.right - line.left) and not line.text[:1].islower() and not _OPEN.search(last.text))):
        return True
    return ended and abs(line.row.left - last.row.left) > 0.8 * line.row.size and line.text[:1].isupper()


def _turns(last: Line, line: Line) -> bool:
    """Whether a new paragraph begins with the first line of another column or page: not where a sentence goes on."""
    if line.text[:1].islower():
        return False
    ended = _TERMINAL.search(last.text) is not None
    return ended or (last.right - last.row.right > 0.3 * (last.right - last.left) and not _OPEN.search(last.text))


def _slack(last: Line, line: Line) -> float:
    """How much room the last line left after the first word of this one would have been set in it; below 0 there was none."""
    word = _WORD.match(line.text)
    needed = (len(word[0]) if word else 1) * _LETTER_WIDTH * 1.15 + 0.6
    return last.right - last.row.right - needed * line.row.size


def _marks(before: Sequence[Line], line: Line) -> bool:
    """Whether a line begins with the mark of a list item or a reference that no sentence runs into."""
    if layout.BULLET.match(line.text) and not line.text.startswith(("-", "–", "—", "+")):
        return True
    mark = layout.NUMBERED.match(line.text) or layout.BULLET.match(line.text)
    if mark is None:
        return False
    first = layout.NUMBERED.match(before[0].text)
    if first and mark.re is first.re and (number := _NUMBER.search(mark[1])) and (held := _NUMBER.search(first[1])):
        return int(number[0]) == int(held[0]) + 1
    return _TERMINAL.search(before[-1].text) is not None or _slack(before[-1], line) > 0


def join(paragraph: Paragraph, words: frozenset[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text of a paragraph on one line, and where in it each page begins, as (offset, page)."""
    text = ""
    pages: list[tuple[int, int]] = []
    for line in paragraph.lines:
        before = text
        text = pdf_signs.joined(before, line.text, words)
        if not pages or pages[-1][1] != line.page:
            pages.append((len(text) - len(line.text), line.page))
    return text, pages

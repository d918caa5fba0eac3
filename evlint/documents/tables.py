"""Tables that are drawn with characters: pandoc simple and grid tables, pipe rows, and columns set apart by tabs or blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RULER = re.compile(r"[ \t]{0,9}-{2,}(?:[ \t]{1,40}-{2,}){1,60}[ \t]*$")
_GRID = re.compile(r"[ \t]{0,9}\+(?:[-=:]{2,400}\+){1,60}[ \t]*$")
_PIPE = re.compile(r"[ \t]{0,9}\|.{0,4000}\|[ \t]*$")
_PIPE_RULER = re.compile(r"[ \t]{0,9}\|?[ \t]{0,9}:?-{1,400}:?[ \t]{0,9}(?:\|[ \t]{0,9}:?-{1,400}:?[ \t]{0,9}){1,60}\|?[ \t]*$")
_MAX_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """A row as printed: the span of its text and, where columns are known, the span of each cell."""

    start: int
    end: int
    header: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Lines [first, last) of the text, their span, and the rows among them (rulers are not rows)."""

    first: int
    last: int
    start: int
    end: int
    rows: tuple[Row, ...]


def find(lines: Sequence[tuple[int, int, str]]) -> Iterator[Table]:
    """Tables among lines given as (start, end, text without line end), in order, never overlapping."""
    at = 0
    while at < len(lines):
        text = lines[at][2]
        table = None
        if "--" in text or "==" in text:
            table = _simple(lines, at) if _RULER.match(text) and not (at + 1 < len(lines) and _RULER.match(lines[at + 1][2])) else _grid(lines, at) if _GRID.match(text) else None
        elif "|" in text and at + 1 < len(lines) and _PIPE_RULER.match(lines[at + 1][2]):
            table = _pipe(lines, at)
        if table is None:
            at += 1
        else:
            yield table
            at = max(at + 1, table.last)


def _row(line: tuple[int, int, str], *, header: bool) -> Row:
    start, _, text = line
    return Row(start + len(text) - len(text.lstrip()), start + len(text.rstrip()), header)


def _table(lines: Sequence[tuple[int, int, str]], first: int, last: int, rows: list[Row]) -> Table:
    return Table(first, last, lines[first][0], lines[last - 1][1], tuple(rows))


def _simple(lines: Sequence[tuple[int, int, str]], ruler: int) -> Table | None:
    """A pandoc simple table whose first ruler is this line. The header is the line above it, or stands between two rulers."""
    above = ruler > 0 and bool(lines[ruler - 1][2].strip())
    first = ruler - 1 if above else ruler
    parts: list[list[Row]] = [[_row(lines[first], header=True)] if above else []]
    at = ruler + 1
    while at < len(lines) and lines[at][2].strip() and at - ruler <= _MAX_ROWS:
        if _RULER.match(lines[at][2]) or set(lines[at][2].strip()) == {"-"}:
            parts.append([])
        else:
            parts[-1].append(_row(lines[at], header=False))
        at += 1
    if not above and len(parts) > 1 and parts[1]:
        parts[0] = [Row(row.start, row.end, header=True) for row in parts[0]]
    rows = [row for part in parts for row in part]
    return _table(lines, first, at, rows) if any(not row.header for row in rows) else None


def _grid(lines: Sequence[tuple[int, int, str]], first: int) -> Table | None:
    rows: list[Row] = []
    at, header_end = first + 1, None
    while at < len(lines) and at - first <= _MAX_ROWS:
        text = lines[at][2]
        if _GRID.match(text):
            header_end = len(rows) if "=" in text and header_end is None else header_end
        elif _PIPE.match(text):
            rows.append(_row(lines[at], header=False))
        else:
            break
        at += 1
    head = header_end or 0
    return _table(lines, first, at, [Row(row.start, row.end, i < head) for i, row in enumerate(rows)]) if rows else None


def _pipe(lines: Sequence[tuple[int, int, str]], first: int) -> Table:
    rows = [_row(lines[first], header=True)]
    at = first + 2
    while at < len(lines) and "|" in lines[at][2] and at - first <= _MAX_ROWS:
        rows.append(_row(lines[at], header=False))
        at += 1
    return _table(lines, first, at, rows)

"""Tables that are drawn with characters: pandoc simple and grid tables, pipe rows, and columns set apart by tabs or blanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evlint.patterns import pattern as lazy

_RULER = lazy(r"[ \t]{0,9}-{2,}(?:[ \t]{1,40}-{2,}){1,60}[ \t]*$")
_GRID = lazy(r"[ \t]{0,9}\+(?:[-=:]{2,400}\+){1,60}[ \t]*$")
_PIPE = lazy(r"[ \t]{0,9}\|.{0,4000}\|[ \t]*$")
_PIPE_RULER = lazy(r"[ \t]{0,9}\|?[ \t]{0,9}:?-{1,400}:?[ \t]{0,9}(?:\|[ \t]{0,9}:?-{1,400}:?[ \t]{0,9}){1,60}\|?[ \t]*$")
_SOLID = lazy(r"[ \t]{0,9}-{10,}[ \t]*$")
_CELL = lazy(r"[^ \t|]+(?: [^ \t|]+)*")
_RUN = lazy(r"-+")
_MAX_ROWS = 2000
_MAX_HEADER = 8
_MAX_LINES = 3  # of a row, on average

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a row as printed: the span of its text and the span of each cell, empty ones included (start = end).

    `continued`: the cells go on with those of the line above.
    """

    start: int
    end: int
    header: bool
    cells: tuple[Span, ...] = ()
    continued: bool = False


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
            while _GRID.match(text) and at < len(lines) and _GRID.match(lines[at][2]):
                at += 1  # rulers under each other begin no table, and each would look through the lines below
        else:
            yield table
            at = max(at + 1, table.last)


def _row(line: tuple[int, int, str], *, header: bool, columns: Sequence[Span] = ()) -> Row:
    """A line as a row; its cells lie between pipes, or under the dashes of a ruler (`columns`)."""
    start, _, text = line
    found = _under(text, columns) if columns else _between_pipes(text)
    return Row(start + len(text) - len(text.lstrip()), start + len(text.rstrip()), header, tuple((start + first, start + last) for first, last in found))


def _between_pipes(text: str) -> list[Span]:
    body = text.strip()
    offset = text.index(body) + body.startswith("|") if body else 0
    cells: list[Span] = []
    for piece in body.removeprefix("|").removesuffix("|").split("|"):
        lead = len(piece) - len(piece.lstrip())
        cells.append((offset + lead, offset + max(lead, len(piece.rstrip()))))
        offset += len(piece) + 1
    return cells


def _under(text: str, columns: Sequence[Span]) -> list[Span]:
    """The cell of each column. Mark-up that was taken out shifts cells by a few places, so a cell goes to the nearest column."""
    pieces = [match.span() for match in _CELL.finditer(text)]
    labelled = bool(pieces) and (len(columns) < 2 or pieces[0][0] < columns[1][0] - 3)
    if len(pieces) != len(columns) - (not labelled):
        pieces = [piece for first, last in pieces for piece in _cut(text, first, last, columns)]
    cells: list[Span] = [(first, first) for first, _ in columns]
    at = 0
    for first, last in pieces:
        while at + 1 < len(columns) and first >= columns[at + 1][0] - 3:
            at += 1
        begun, ended = cells[at]
        if begun != ended and len(pieces) <= len(columns):  # the shifts add up from cell to cell
            return _one_each(pieces, columns) if labelled or len(pieces) == len(columns) else [cells[0], *_one_each(pieces, columns[1:])]
        cells[at] = (first if begun == ended else begun, last)
    return cells


def _one_each(pieces: Sequence[Span], columns: Sequence[Span]) -> list[Span]:
    """Pieces in columns of their own, in order, as near to where they stand as can be."""
    free = len(columns) - len(pieces)  # columns that stay empty
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (free + 1)  # by the columns left empty so far: (places moved, columns taken)
    for i, (first, _) in enumerate(pieces):
        for empty in range(free + 1):
            start, end = columns[i + empty]
            taken = best[empty][0] + max(0, start - first, first - end), (*best[empty][1], i + empty)
            best[empty] = min(taken, best[empty - 1]) if empty else taken
    cells: list[Span] = [(first, first) for first, _ in columns]
    for piece, at in zip(pieces, best[free][1], strict=True):
        cells[at] = piece
    return cells


def _cut(text: str, first: int, last: int, columns: Sequence[Span]) -> Iterator[Span]:
    """A stretch of words cut where a column begins after a blank: a full cell leaves one blank before the next."""
    for begun, _ in columns[1:]:
        if first < begun < last and text[begun - 1] == " ":
            yield first, begun - 1
            first = begun
    yield first, last


def _table(lines: Sequence[tuple[int, int, str]], first: int, last: int, rows: list[Row]) -> Table:
    return Table(first, last, lines[first][0], lines[last - 1][1], tuple(rows))


def _simple(lines: Sequence[tuple[int, int, str]], ruler: int) -> Table | None:
    """A pandoc table whose first ruler of columns is this line.

    Its header is the line above, or stands between two rulers; with a solid ruler above the header, the table runs on over
    blank lines to the next solid one (a multiline table).
    """
    columns = [match.span() for match in _RUN.finditer(lines[ruler][2])]
    above = ruler > 0 and bool(lines[ruler - 1][2].strip())
    framed = _frame(lines, ruler)
    first = framed if framed is not None else ruler - 1 if above else ruler
    head = range(first + (framed is not None), ruler)
    parts: list[list[Row]] = [[replace(_row(lines[i], header=True, columns=columns), continued=i > head.start) for i in head]]
    at = ruler + 1
    while at < len(lines) and at - ruler <= _MAX_ROWS and (lines[at][2].strip() or lines[at][2] or framed is not None):
        text = lines[at][2]
        at += 1
        if _SOLID.match(text) and framed is not None:
            break
        if _RULER.match(text) or set(text.strip()) == {"-"}:
            parts.append([])
        elif text.strip():
            row = _row(lines[at - 1], header=False, columns=columns)
            parts[-1].append(replace(row, continued=framed is not None and lines[at - 2][2].strip() != "" and at - 2 > ruler))
    parts = [part if _is_multiline(part) else [replace(row, continued=False) for row in part] for part in parts]
    if not above and len(parts) > 1 and parts[1]:
        parts[0] = [replace(row, header=True) for row in parts[0]]
    rows = [row for part in parts for row in part]
    return _table(lines, first, at, rows) if any(not row.header for row in rows) else None


def _is_multiline(part: Sequence[Row]) -> bool:
    """Whether blank lines set rows apart, and not groups of rows."""
    begun = sum(not row.continued for row in part)
    return begun > 0 and (part[0].header or (begun > 1 and len(part) <= _MAX_LINES * begun))


def _frame(lines: Sequence[tuple[int, int, str]], ruler: int) -> int | None:
    """The solid ruler above the header of a multiline table that also closes with one, or None."""
    for at in range(ruler - 1, max(-1, ruler - _MAX_HEADER), -1):
        text = lines[at][2]
        if not text.strip():
            return None
        if _SOLID.match(text):
            closes = any(_SOLID.match(lines[i][2]) for i in range(ruler + 1, min(len(lines), ruler + _MAX_ROWS)) if "--" in lines[i][2])
            return at if at < ruler - 1 and closes else None
    return None


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
    return _table(lines, first, at, [replace(row, header=i < head) for i, row in enumerate(rows)]) if rows else None


def _pipe(lines: Sequence[tuple[int, int, str]], first: int) -> Table:
    rows = [_row(lines[first], header=True)]
    at = first + 2
    while at < len(lines) and "|" in lines[at][2] and at - first <= _MAX_ROWS:
        rows.append(_row(lines[at], header=False))
        at += 1
    return _table(lines, first, at, rows)

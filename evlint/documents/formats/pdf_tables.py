"""Rows of PDF tables: their cells go to the columns over which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from evlint.documents.formats.pdf_paragraphs import Line
from evlint.patterns import pattern as lazy

if TYPE_CHECKING:
    from evlint.documents.formats.pdf_text import Text

_NUMBER = lazy(r"[<>=≤≥−–-]{0,2}\s?\d")

Span = tuple[int, int]


def add(text: Text, lines: Sequence[Line]) -> None:
    """Set the rows of one table, a line each. Their cells are told apart only where every row has one for each column."""
    aligned = _aligned(lines)
    header = aligned and _is_header(lines[0])
    for i, line in enumerate(lines):
        start = text.add(line.text, [(0, line.page)])
        spans = [(start + first, start + last) for first, last in cells(line)] if aligned else []
        text.rows.append((start, text.size, header and i == 0, spans))


def cells(line: Line) -> list[Span]:
    """Where each cell of a row begins and ends in its text."""
    begun = [cell[0] for cell in line.row.cells]
    ended = [max(first, second - 2) for first, second in pairwise(begun)] + [len(line.text)]
    return list(zip(begun, ended, strict=True))


def _aligned(lines: Sequence[Line]) -> bool:
    """Whether all rows have as many cells, each over the one below it."""
    if len(lines) < 2 or len({len(line.row.cells) for line in lines}) != 1:
        return False
    for column in zip(*(line.row.cells for line in lines), strict=True):
        left, right = max(cell[1] for cell in column), min(cell[2] for cell in column)
        if left > right:
            return False
    return True


def _is_header(line: Line) -> bool:
    """Whether a row names columns rather than giving their numbers."""
    return not any(_NUMBER.match(line.text[first:last]) for first, last in cells(line)[1:])

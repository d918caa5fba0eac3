"""The order in which the lines of a PDF page are read: columns from left to right, between what runs over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from evlint.documents.formats.pdf_pieces import Piece, rows

_ROWS = 4  # each column of a page has at least so many
_LETTERS = 18  # in a usual line of a column; cells of tables hold fewer
_CANDIDATES = 8
_DEEPEST = 3


def regions(pieces: Sequence[Piece], depth: int = 0) -> Iterator[list[Piece]]:
    """The rows of the page in regions, each to be read from its top to its end. Without columns there is one, in the order of the file."""
    gutter = _gutter(pieces) if depth < _DEEPEST else None
    if gutter is None:
        if pieces:
            yield rows(pieces, by_height=depth > 0)
        return
    for crossing, band in _bands(pieces, gutter):
        left, right = _sides(band, gutter)
        if crossing or not _set_in_columns(left, right):
            yield rows(band, by_height=True)
        else:
            yield from regions(left, depth + 1)
            yield from regions(right, depth + 1)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where the right column begins: the left edge of many lines that parts most lines into two columns."""
    if len(pieces) < 2 * _ROWS:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    edges = Counter(round(piece.left) for piece in pieces if left + 0.25 * (right - left) <= piece.left <= left + 0.75 * (right - left))
    best, held = None, 0
    for edge, _ in edges.most_common(_CANDIDATES):
        parted = sum(len(band) for crossing, band in _bands(pieces, edge) if not crossing and _set_in_columns(*_sides(band, edge)))
        if parted > held or (parted == held and best is not None and edge < best):
            best, held = float(edge), parted
    return best


def _bands(pieces: Sequence[Piece], gutter: float) -> Iterator[tuple[bool, list[Piece]]]:
    """The page from its top in stretches that cross the gutter (True) and stretches that do not."""
    levels = _levels(pieces)
    crossing = [any(_crosses(piece, gutter) for piece in level) or _is_tabular(level, gutter) for level in levels]
    for crosses, stretch in groupby(zip(crossing, levels, strict=True), key=lambda pair: pair[0]):
        yield crosses, [piece for _, level in stretch for piece in level]


def _levels(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces of one height, from the top."""
    out: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if out and out[-1][0].y - piece.y <= 0.25 * piece.size:
            out[-1].append(piece)
        else:
            out.append([piece])
    return out


def _crosses(piece: Piece, gutter: float) -> bool:
    return piece.left < gutter - 3 and piece.right > gutter - 0.4 * min(piece.size, 12)


def _is_tabular(level: Sequence[Piece], gutter: float) -> bool:
    """Whether a level looks like a row of a table over both columns: three cells or more, none of them as long as a line."""
    return len(level) >= 3 and max(len(piece.text) for piece in level) < _LETTERS and len({piece.left < gutter - 3 for piece in level}) == 2


def _sides(pieces: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece]]:
    return [piece for piece in pieces if piece.left < gutter - 3], [piece for piece in pieces if piece.left >= gutter - 3]


def _set_in_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether both sides are columns of running text, beside each other."""
    if min(len(left), len(right)) < _ROWS:
        return False
    if min(max(one.y for one in left), max(one.y for one in right)) <= max(min(one.y for one in left), min(one.y for one in right)):
        return False
    return all(median(max(len(piece.text) for piece in level) for level in _levels(side)) >= _LETTERS for side in (left, right))

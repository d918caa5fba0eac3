"""Runs of a PDF page joined into pieces: what stands on one base line without a gap. Raised numbers become raised digits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from evlint.documents.formats import pdf_signs
from evlint.patterns import pattern as lazy

_GAP = 0.9  # in multiples of the size: wider than between most words
_CELL_GAP = 1.3  # wider than between any words
_BLANK = 0.2  # as wide as a blank at least
_SMALL = 0.86  # of the size of the line: what is not smaller is no superscript
_NUMBERS = lazy(r"[\d,;–—‒−+-](?:[\d,;\s–—‒−+-]{0,58}[\d,;–—‒−+-])?")
_RAISED = str.maketrans("0123456789,;–—‒−-+", "⁰¹²³⁴⁵⁶⁷⁸⁹,,⁻⁻⁻⁻⁻⁺")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_STATISTIC = lazy(r"(?:\b[tFrzQUWZ]|χ[²2]?)\(?$")


class Shown(Protocol):
    """What a run has that a piece is made of."""

    @property
    def text(self) -> str: ...
    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def size(self) -> float: ...
    @property
    def bold(self) -> bool: ...
    @property
    def parted(self) -> bool: ...


@dataclass(slots=True)
class Piece:
    """Text on one base line; `bold` counts its bold characters."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: int = 0
    cells: list[tuple[int, float, float]] = field(default_factory=list)  # where each begins in the text, and its left and right end

    @property
    def heavy(self) -> bool:
        """Whether nearly all of it is bold."""
        return self.bold >= 0.9 * len(self.text.replace(" ", ""))


def join(runs: Iterable[Shown]) -> list[Piece]:
    """Pieces in the order of the file."""
    out: list[Piece] = []
    for run in runs:
        text = pdf_signs.clean(run.text)
        if text and not (out and _extend(out[-1], run, text)):
            out.append(Piece(text, run.left, run.right, run.y, run.size, len(text.replace(" ", "")) * run.bold))
    return out


def _extend(piece: Piece, run: Shown, text: str) -> bool:
    """Set a run behind a piece, where it goes on with it."""
    larger = max(piece.size, run.size)
    gap, rise = run.left - piece.right, run.y - piece.y
    if not -0.5 * larger <= gap <= _GAP * larger or (run.parted and gap < -0.25 * larger):
        return False
    if run.size < _SMALL * piece.size and 0.15 * piece.size <= rise <= 0.75 * piece.size:
        _append(piece, run, raised(text), closely=True)
    elif run.size < _SMALL * piece.size and -0.5 * piece.size <= rise <= -0.05 * piece.size:
        _append(piece, run, _lowered(piece.text, text), closely=True)
    elif piece.size < _SMALL * run.size and -0.75 * run.size <= rise <= -0.15 * run.size and len(piece.text) <= 12:
        piece.text, piece.size, piece.y = raised(piece.text), run.size, run.y
        _append(piece, run, text)
    elif abs(rise) <= 0.15 * larger:
        _append(piece, run, text)
        piece.size = max(piece.size, run.size) if len(text) * 2 > len(piece.text) or run.size < piece.size else piece.size
    else:
        return False
    return True


def _append(piece: Piece, run: Shown, text: str, *, closely: bool = False) -> None:
    gap = run.left - piece.right
    blank = gap > (0.35 if closely else _BLANK) * piece.size or (run.parted and gap > 0.1 * piece.size and not closely)
    piece.text += " " * blank + text
    piece.right = max(piece.right, run.right)
    piece.bold += len(text.replace(" ", "")) * run.bold


def raised(text: str) -> str:
    """Numbers as raised digits, so that they are read as citations and exponents; words stay as they are."""
    return text.translate(_RAISED) if _NUMBERS.fullmatch(text) else text


def _lowered(before: str, text: str) -> str:
    """Degrees of freedom as lowered digits; other numbers stay as they are."""
    return text.translate(_LOWERED) if text.isdigit() and _STATISTIC.search(before[-4:]) else text


def in_row(pieces: Sequence[Piece]) -> Piece:
    """Pieces of one row as one, from left to right; wide gaps part cells, and show as two blanks."""
    ordered = sorted(pieces, key=lambda piece: piece.left)
    whole = max(ordered, key=lambda piece: len(piece.text))
    row = Piece("", ordered[0].left, ordered[0].left, whole.y, whole.size)
    for piece in ordered:
        script = piece.size < _SMALL * row.size and piece.y - row.y >= 0.15 * row.size
        gap = piece.left - row.right
        if not row.cells or gap > _CELL_GAP * row.size:
            row.text += "  " if row.cells else ""
            row.cells.append((len(row.text), piece.left, piece.right))
        elif gap > _BLANK * row.size:
            row.text += " "
        row.text += raised(piece.text) if script else piece.text
        row.cells[-1] = (*row.cells[-1][:2], piece.right)
        row.right, row.bold = max(row.right, piece.right), row.bold + piece.bold
    return row


def rows(pieces: Sequence[Piece], *, by_height: bool) -> list[Piece]:
    """Pieces that stand on one base line as one: neighbours in the given order, or in order of their height."""
    ordered = sorted(pieces, key=lambda piece: (-piece.y, piece.left)) if by_height else pieces
    out: list[list[Piece]] = []
    for piece in ordered:
        if out and _level(out[-1], piece):
            out[-1].append(piece)
        else:
            out.append([piece])
    return [in_row(row) for row in out]


def _level(row: list[Piece], piece: Piece) -> bool:
    """Whether a piece stands on the line of a row and not over another piece of it."""
    base = max(row, key=lambda one: one.size)
    reach = 0.2 * max(base.size, piece.size) if abs(base.size - piece.size) < 0.14 * base.size else 0.55 * max(base.size, piece.size)
    return abs(base.y - piece.y) <= reach and all(piece.left >= one.right - 0.3 * one.size or piece.right <= one.left + 0.3 * one.size for one in row)

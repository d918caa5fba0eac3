"""Running heads, feet and page numbers of PDF pages: what repeats at the edge of the pages, digits aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median_low

from evlint.documents.formats.pdf_pieces import Piece
from evlint.patterns import pattern as lazy

_EDGE = 0.12  # of the height of the page
_NUMBER = lazy(r"(?:page\s)?[-–—|\s]{0,4}(?:\d{1,4}|[ivxl]{1,6})(?:\s?(?:of|/)\s?\d{1,4})?[-–—|\s]{0,4}", re.I)
_DIGITS = lazy(r"\d{1,9}")

PageOf = tuple[Sequence[Piece], float, float]  # pieces, lower and upper end of the page


def without_furniture(pages: Sequence[PageOf]) -> list[list[Piece]]:
    """The pieces of each page without what belongs to the page."""
    edges = [_levels(*page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for levels in edges:
        seen.update({(_words(piece), round(piece.y)) for level in levels[0] + levels[1] for piece in level})
    size = _usual_size(pages)
    enough = min(3, max(2, len(pages) // 2 + 1))
    dropped = [piece for ends in edges for levels in ends for piece in _dropped(levels, seen, enough, size)]
    known, gone = {(_words(piece), round(piece.y)) for piece in dropped}, set(map(id, dropped))
    for ends in edges:
        bare = [levels for levels in ends if not levels[-1]]  # a page with nothing but its head and foot
        gone.update(id(piece) for levels in bare for level in levels for piece in level if (_words(piece), round(piece.y)) in known)
    return [[piece for piece in pieces if id(piece) not in gone] for pieces, _, _ in pages]


def _levels(pieces: Sequence[Piece], bottom: float, top: float) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """The lines near the upper end of the page, and those near its lower end, each from the edge inwards, and one line more (empty at the other edge)."""
    edge = _EDGE * (top - bottom)
    ordered = sorted(pieces, key=lambda piece: -piece.y)
    return _of_one_height(ordered, lambda y: y >= top - edge), _of_one_height(ordered[::-1], lambda y: y <= bottom + edge)


def _of_one_height(pieces: Sequence[Piece], near: Callable[[float], bool]) -> list[list[Piece]]:
    out: list[list[Piece]] = []
    for piece in pieces:
        if out and abs(out[-1][0].y - piece.y) <= 0.3 * piece.size:
            out[-1].append(piece)
        else:
            if out and not near(out[-1][0].y):
                return out
            out.append([piece])
    return out if out and not near(out[-1][0].y) else [*out, []]


def _dropped(levels: Sequence[list[Piece]], seen: Counter[tuple[str, int]], enough: int, size: float) -> list[Piece]:
    """Pieces of the outermost lines that repeat and stand apart from the text, and page numbers that stand alone."""
    found: list[Piece] = []
    pending: list[Piece] = []
    for i, level in enumerate(levels[:-1]):
        lone = i == 0 and len(level) == 1 and _NUMBER.fullmatch(level[0].text)
        repeated = [piece for piece in level if _repeats(piece, seen) >= enough or _NUMBER.fullmatch(piece.text)]
        if not lone and (not repeated or all(_NUMBER.fullmatch(piece.text) for piece in repeated)):
            break
        pending += repeated
        following = levels[i + 1]
        if lone or (following and _apart(level[0], following[0], size)):
            found += pending
            pending = []
    return found


def _apart(outer: Piece, inner: Piece, size: float) -> bool:
    """Whether an outer line keeps more distance than lines of text do, or is not of their size."""
    return abs(outer.y - inner.y) > 1.7 * max(outer.size, size) or abs(outer.size - size) > 0.04 * size


def _repeats(piece: Piece, seen: Counter[tuple[str, int]]) -> int:
    """On how many pages a piece stands at about this height."""
    words = _words(piece)
    return sum(seen[words, round(piece.y) + shift] for shift in (-2, -1, 0, 1, 2))


def _words(piece: Piece) -> str:
    return _DIGITS.sub("#", piece.text)


def _usual_size(pages: Sequence[PageOf]) -> float:
    """The size of most text."""
    sizes = sorted(round(piece.size, 1) for pieces, _, _ in pages for piece in pieces if len(piece.text) > 20)
    return median_low(sizes) if sizes else 10.0

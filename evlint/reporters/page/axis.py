"""The axis of a forest plot: from numbers to places, and its marks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evlint.reporters.page.view import Json

LEFT, RIGHT = 8.0, 392.0  # the ends of the axis in the picture
_DECADES = 3.0  # a logarithmic axis shows at most so much on either side of the null; what goes on beyond ends in an arrow
_MOST = 15.0  # unless all points lie farther out, and then not more than so much
_FAR, _NEAR = 10.0, 5.0  # a point, and an end of an interval, is cut beyond so many times the middle reach from the null
_LETTER = 6.2  # the width of a digit of the axis


@dataclass(frozen=True, slots=True)
class Point:
    """One row of a panel: the claims that print it, and its numbers."""

    claims: tuple[Json, ...]
    value: float
    low: float | None
    high: float | None

    @property
    def first(self) -> Json:
        return self.claims[0]


class Scale:
    """From a number to its place, and the marks of the axis.

    The axis shows the null and the middle of the data: what lies far from the null, by the middle reach of the intervals, is cut.
    """

    def __init__(self, log: bool, points: Sequence[Point]) -> None:
        self.log = log
        values = [self._at(point.value) for point in points]
        ends = [at for point in points for number in (point.low, point.high) if number is not None and math.isfinite(at := self._at(number))]
        reaches = sorted(reach for point in points if (reach := self._reach(point)) > 0)
        middle = reaches[(len(reaches) - 1) // 2] if reaches else 0.0
        most = max(_DECADES, min(_MOST, min(map(abs, values)) + 1)) if log else math.inf
        shown = [at for at in values if abs(at) <= min(_FAR * middle, most)] + [at for at in ends if abs(at) <= min(_NEAR * middle, most)]
        low, high = min(shown, default=0.0), max(shown, default=0.0)
        low, high = min(low, 0.0), max(high, 0.0)
        margin = (high - low) * 0.06 or 1.0
        self.low, self.high = low - margin, high + margin

    def _reach(self, point: Point) -> float:
        return max(abs(at) for number in (point.value, point.low, point.high) if number is not None and math.isfinite(at := self._at(number)))

    def _at(self, value: float) -> float:
        return (math.log10(value) if value > 0 else -math.inf) if self.log else value

    def value(self, at: float) -> float:
        return float(f"{10**at if self.log else at:.9g}")

    def x(self, value: float) -> float:
        at = min(max(self._at(value), self.low), self.high)
        return LEFT + (at - self.low) / (self.high - self.low) * (RIGHT - LEFT)

    def outside(self, value: float) -> int:
        return -1 if self._at(value) < self.low else 1 if self._at(value) > self.high else 0

    def ticks(self) -> list[tuple[str, float]]:
        """Marks at round numbers, in full, that leave room for their labels; the null before all others."""
        found: list[tuple[str, float]] = []
        null = 1.0 if self.log else 0.0
        for value in sorted(self._log_marks() if self.log else self._marks(), key=lambda value: (value != null, abs(self._at(value)), value)):
            label, x = _plain(value), round(self.x(value), 2)
            half = _LETTER * len(label) / 2
            free = all(abs(x - other) > half + _LETTER * (len(text) + 2) / 2 for text, other in found)
            if free and half <= x <= LEFT + RIGHT - half:
                found.append((label, x))
        return sorted(found, key=lambda tick: tick[1])

    def _marks(self) -> Iterator[float]:
        span = self.high - self.low
        step = 10 ** math.floor(math.log10(span))
        step *= next(part for part in (0.1, 0.2, 0.5, 1, 2, 5) if span / (step * part) <= 6)
        for at in range(math.ceil(self.low / step), math.floor(self.high / step) + 1):
            yield float(f"{at * step:.10g}")

    def _log_marks(self) -> Iterator[float]:
        steps = (1.0,) if self.high - self.low > 3 else (1.0, 3.0) if self.high - self.low > 2 else (1.0, 2.0, 5.0)
        fine = (1.0, 1.2, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0) if self.high - self.low < 0.7 else steps
        for power in range(math.floor(self.low), math.ceil(self.high) + 1):
            yield from (float(f"{step * 10.0**power:.10g}") for step in fine if self.low <= math.log10(step * 10.0**power) <= self.high)


def _plain(value: float) -> str:
    """A number in full digits: 1,000,000 and 0.00001."""
    text = format(Decimal(repr(value)), ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Line index: code-point offset → line and column, both counted from 1."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from evlint.patterns import pattern as lazy

_LINE_END = lazy(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Start offsets of every line of one text; `\\n`, `\\r\\n` and a lone `\\r` end a line."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> LineIndex:
        if "\r" in text:
            return cls((0, *(match.end() for match in _LINE_END.finditer(text))))
        return cls((0, *accumulate(len(line) + 1 for line in text.split("\n")))[:-1])

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column) of a code-point offset, each from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

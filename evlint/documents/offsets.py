"""Offset map: from the reading text of a document back to its source.

Mark-up is left out of the reading text. Each run that was kept remembers where it stood, so that every
span can be shown in the file that the author opens. A run is verbatim (same length in both) or it stands
for something longer, as `±` does for `&plusmn;`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from evlint.patterns import pattern as lazy

_WIDE = lazy(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Runs in order of the reading text: (start in the reading text, start in the source, length in the source)."""

    reading: tuple[int, ...]
    source: tuple[int, ...]
    lengths: tuple[int, ...]
    size: int

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Source span of the reading span [start, end); an empty span stays empty."""
        first = self._edge(start, last=False)
        return (first, first) if end <= start else (first, max(first, self._edge(end - 1, last=True)))

    def _edge(self, offset: int, *, last: bool) -> int:
        run = max(bisect_right(self.reading, offset) - 1, 0)
        run_end = self.reading[run + 1] if run + 1 < len(self.reading) else self.size
        width, kept = run_end - self.reading[run], self.lengths[run]
        if width == kept:
            return self.source[run] + offset - self.reading[run] + last
        return self.source[run] + (kept if last else 0)


class ReadingText:
    """Builds the reading text and its map from pieces in source order."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._runs: list[tuple[int, int, int]] = []
        self.size = 0

    def add(self, text: str, source: int, source_length: int | None = None) -> None:
        """Append `text`, which stands in the source at `source` over `source_length` code points (default: its own)."""
        if text:
            self._runs.append((self.size, source, len(text) if source_length is None else source_length))
            self._pieces.append(text)
            self.size += len(text)

    def gap(self, source: int) -> None:
        """End a block: a newline of the reading text that stands for nothing in the source."""
        if self.size:
            self.add("\n", source, 0)

    def tail(self, start: int) -> str:
        """The reading text from `start` on."""
        at, pieces = self.size, []
        for piece in reversed(self._pieces):
            if at <= start:
                break
            pieces.append(piece)
            at -= len(piece)
        return "".join(reversed(pieces))[max(0, start - at) :]

    def finish(self) -> tuple[str, OffsetMap]:
        runs: Sequence[tuple[int, int, int]] = self._runs or [(0, 0, 0)]
        reading, source, lengths = zip(*runs, strict=True)
        return "".join(self._pieces), OffsetMap(tuple(reading), tuple(source), tuple(lengths), self.size)


class CodePoints:
    """Byte offset of the UTF-8 form ↔ code-point offset, by the places of the characters that are not ASCII."""

    def __init__(self, text: str) -> None:
        self._points: list[int] = []  # of the wide characters, in code points and in bytes
        self._bytes: list[int] = []
        self._extra = [0]  # bytes beyond one a character, before each wide character and after the last
        for match in _WIDE.finditer(text):
            point, extra = match.start(), self._extra[-1]
            self._points.append(point)
            self._bytes.append(point + extra)
            self._extra.append(extra + len(match[0].encode("utf-8", "replace")) - 1)

    def of(self, byte: int) -> int:
        return byte - self._extra[bisect_left(self._bytes, byte)]

    def to_byte(self, offset: int) -> int:
        return offset + self._extra[bisect_left(self._points, offset)]

"""Pages of a PDF → its text: furniture dropped, columns in order, lines joined into paragraphs, hidden stretches named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from evlint.documents.formats import pdf_columns, pdf_edges, pdf_paragraphs, pdf_pieces, pdf_signs, pdf_tables

_OFTEN = 3  # pages on which turned text repeats that belongs to the margin


class Run(pdf_pieces.Shown, Protocol):
    """What a run says beside its text: what hides it, and how it is turned."""

    @property
    def by(self) -> str: ...
    @property
    def turned(self) -> int: ...


class Page(Protocol):
    """What a page has that its text is made of."""

    @property
    def runs(self) -> Sequence[Run]: ...
    @property
    def bottom(self) -> float: ...
    @property
    def top(self) -> float: ...


@dataclass(slots=True)
class Text:
    """The text of a file so far. `aside` holds what stands outside the running text of each page, with what hides it.

    `places`: (offset, page from 1); `hidden`: (start, end, by); `rows`: (start, end, is a header, spans of cells) of table rows.
    """

    aside: Sequence[Sequence[tuple[str, str]]] = ()
    parts: list[str] = field(default_factory=list)
    size: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[tuple[int, int, str]] = field(default_factory=list)
    rows: list[tuple[int, int, bool, list[tuple[int, int]]]] = field(default_factory=list)
    _done: int = 0  # pages whose asides are set

    def add(self, text: str, pages: Sequence[tuple[int, int]]) -> int:
        """Set one more paragraph, and say where it begins. `pages`: where in it each page begins."""
        self.finish(pages[0][1] - 1)
        return self._set(text, pages)

    def finish(self, until: int) -> None:
        """Set what stands aside on every page up to this one."""
        for page in range(self._done + 1, until + 1):
            for words, by in self.aside[page - 1]:
                start = self._set(words, [(0, page)])
                if by:
                    self.hidden.append((start, self.size, by))
        self._done = max(self._done, until)

    def _set(self, text: str, pages: Sequence[tuple[int, int]]) -> int:
        if self.parts:
            self.parts.append("\n\n")
            self.size += 2
        start = self.size
        for offset, page in pages:
            if not self.places or self.places[-1][1] != page:
                self.places.append((start + offset, page))
        self.parts.append(text)
        self.size += len(text)
        return start


def of(pages: Sequence[Page]) -> Text:
    """The text of all pages."""
    level = [(pdf_pieces.join(run for run in page.runs if not run.by and not run.turned), page.bottom, page.top) for page in pages]
    lines = pdf_paragraphs.lines((number, pdf_columns.regions(pieces)) for number, pieces in enumerate(pdf_edges.without_furniture(level), 1))
    words = pdf_signs.words_of(line.text for line in lines)
    text = Text(_aside(pages))
    for table, group in groupby(pdf_paragraphs.paragraphs(lines), key=lambda one: one.lines[0].region if one.tabular else 0):
        if table:
            pdf_tables.add(text, [paragraph.lines[0] for paragraph in group])
            continue
        for paragraph in group:
            text.add(*pdf_paragraphs.join(paragraph, words))
    text.finish(len(pages))
    return text


def _aside(pages: Sequence[Page]) -> list[list[tuple[str, str]]]:
    """Text of each page that is hidden or turned, with what hides it; turned text that many pages repeat is left out."""
    found = [list(_turned_or_hidden(page.runs)) for page in pages]
    seen = Counter(words for one in found for words, by in set(one) if not by)
    return [[(words, by) for words, by in one if by or seen[words] < _OFTEN] for one in found]


def _turned_or_hidden(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    for (by, turned), group in groupby(runs, key=lambda run: (run.by, run.turned)):
        if by or turned:
            yield " ".join(" ".join(pdf_signs.clean(run.text) for run in group).split()), by

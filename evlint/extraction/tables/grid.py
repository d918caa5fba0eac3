"""A table as a grid: lines of one row joined, and cells back under their column where a converter lost a row span.

A head or label that spans several rows stands in the first of them only; the cells of the others have moved to the left. They are put
back where they then look like the cells of the rows that are whole ("39.5 ± 10.6" below "38.8 ± 10.3"), and take over the label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evlint.documents.model import Block, Document
from evlint.extraction.numbers import NUMBER
from evlint.patterns import pattern as lazy

_MARKS = lazy(r"[*_`\\]|\^[^^ ]{1,12}\^|\[[^\]]{0,9}\]\(#?\)|[†‡§¶#]")
_VALUE = lazy(rf"[<>≤≥~]?\s?{NUMBER}")
_WORD = lazy(r"[A-MO-Za-z]")
_MOST_LOST = 2  # labels of a row that lie in the rows above
_LEAST_WHOLE = 2  # rows that show what the cells of a column look like
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its span in the reading text, whether it is marked as header, and the clean text of each cell."""

    start: int
    end: int
    header: bool
    texts: tuple[str, ...]


def clean(text: str) -> str:
    """A cell without mark-up, footnote signs and spare blanks."""
    return " ".join(_MARKS.sub("", text).replace("--", "–").split())


def rows(document: Document, blocks: Sequence[Block]) -> list[Row]:
    """The rows of a table given as its blocks, all of one width; header rows come as they are printed."""
    found: list[Row] = []
    for block in blocks:
        texts = tuple(clean(document.prose[start:end]) for start, end in block.cells)
        if block.continued and found and len(texts) == len(found[-1].texts):
            joined = tuple(" ".join(filter(None, both)) for both in zip(found[-1].texts, texts, strict=True))
            found[-1] = replace(found[-1], end=block.end, texts=joined)
        else:
            found.append(Row(block.start, block.end, block.level > 0, texts))
    width = max((len(row.texts) for row in found), default=0)
    return _taken_over(_put_back([replace(row, texts=(*row.texts, *[""] * (width - len(row.texts)))) for row in found], width))


def _taken_over(found: list[Row]) -> list[Row]:
    """Rows whose first cell is empty with the label of the row above, where labels stand in the second cell too."""
    out: list[Row] = []
    for row in found:
        goes_on = out and not row.header and not out[-1].header and not row.texts[0] and len(row.texts) > 2 and looks(row.texts[1]) == "T" and looks(out[-1].texts[1]) == "T" and any(row.texts[2:])
        out.append(replace(row, texts=(out[-1].texts[0], *row.texts[1:])) if goes_on else row)
    return out


def looks(text: str) -> str:
    """What a cell looks like: "" where it is empty, "T" where it holds words, else its signs with N for each number."""
    shape = _VALUE.sub("N", text).replace(" ", "")
    return "T" if _WORD.search(shape) else shape


def _put_back(found: list[Row], width: int) -> list[Row]:
    whole = [row.texts for row in found if not row.header and row.texts[0] and row.texts[-1]]
    if len(whole) < _LEAST_WHOLE:
        return found
    usual = [Counter(looks(texts[i]) for texts in whole).most_common(1)[0][0] for i in range(width)]
    out: list[Row] = [found[0]]
    above = usual
    for row in found[1:]:
        lost = 0 if row.header or row.texts[-1] or not row.texts[0] or out[-1].header else _lost(row.texts, above, usual)
        above = [looks(text) for text in row.texts] if row.texts[-1] else above
        out.append(replace(row, texts=(*out[-1].texts[:lost], *row.texts[: width - lost])) if lost else row)
    return out


def _lost(texts: Sequence[str], above: Sequence[str], usual: Sequence[str]) -> int:
    """By how many columns the cells of a row have moved to the left; 0 where they stand right. `above` is the last row that is whole."""
    shapes = [looks(text) for text in texts]
    filled = sum(shape != "" for shape in shapes)

    def alike(by: int) -> int:
        return sum(shape != "" and shape in (usual[i + by], above[i + by]) for i, shape in enumerate(shapes[: len(shapes) - by]))

    able = [by for by in range(1, _MOST_LOST + 1) if not any(texts[len(texts) - by :])]
    best = max(able, key=alike, default=0)
    return best if alike(best) > alike(0) and alike(best) >= _ALIKE * filled else 0

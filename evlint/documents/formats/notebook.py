"""Reader for Jupyter notebooks: their Markdown cells, in a text of their own. Code and its output are left out; a place is a cell and its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from evlint.documents import directives, layout
from evlint.documents.decode import UnreadableError
from evlint.documents.directives import Directive
from evlint.documents.formats import markdown
from evlint.documents.lines import LineIndex
from evlint.documents.model import Block, BlockKind, Hidden, Link, Reading

_ALL = (0, -1)  # the reach of a comment for the whole notebook, until its length is known
_ENTRIES = frozenset({"paragraph", "list-item", "lead-in", "quotation"})
_READ = frozenset({"markdown", "heading", "raw"})  # `heading` is of format 3


def read(text: str) -> Reading:
    """What the prose of a notebook says. Raises UnreadableError for a file that is none."""
    pieces: list[str] = []
    blocks: list[Block] = []
    links: list[Link] = []
    hidden: list[Hidden] = []
    said: list[Directive] = []
    places: list[tuple[int, str]] = []
    at = 0
    sections: list[tuple[int, str]] = []
    for number, cell in enumerate(_cells(text), 1):
        found = _read(cell)
        if found is None:
            blocks.append(Block("code", at, at, tuple(name for _, name in sections)))
            continue
        places += ((at + start, f"cell {number}, line {line}") for start, line in _lines(found))
        blocks += _moved(found, at, sections)
        links += (replace(link, start=link.start + at, end=link.end + at) for link in found.links)
        hidden += (replace(one, start=one.start + at, end=one.end + at) for one in found.hidden)
        said += _directives(found, at)
        pieces.append(found.prose + "\n")
        at += len(found.prose) + 1
    whole = (0, at)
    told = tuple(replace(one, reach=whole) if one.reach == _ALL else one for one in said)
    return Reading("".join(pieces), tuple(blocks), links=tuple(links), text="".join(pieces), places=tuple(places), hidden=tuple(hidden), directives=told)


def _directives(found: Reading, at: int) -> Iterator[Directive]:
    """The comments of a cell that speak to evlint, with their reach in the text of the notebook."""
    source = found.text or ""
    if not directives.speaks(source):
        return
    spans = {(found.offsets.to_source(b.start, b.end) if found.offsets else (b.start, b.end)): b for b in found.blocks if b.end > b.start}
    for one in directives.find(source, "markdown", LineIndex.of(source), sorted(spans)):
        reached = [block for span, block in spans.items() if span[0] < one.reach[1] and one.reach[0] < span[1]]
        start, end = (min(b.start for b in reached) + at, max(b.end for b in reached) + at) if reached else (at, at)
        yield replace(one, start=start, end=end, reach=_ALL if one.reach == (0, len(source)) else (start, end))


def _cells(text: str) -> list[dict[str, Any]]:
    """The cells of formats 4 and 3."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is no notebook: its JSON is broken ({error}); save it again from Jupyter") from None
    sheets = data.get("worksheets") if isinstance(data, dict) else None
    found = data.get("cells") if isinstance(data, dict) else None
    if found is None and isinstance(sheets, list):
        found = [cell for sheet in sheets if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list) for cell in sheet["cells"]]
    if not isinstance(found, list):
        raise UnreadableError("is no notebook, for it holds no cells; save it again from Jupyter, or exclude it in the configuration")
    return [cell if isinstance(cell, dict) else {} for cell in found]


def _read(cell: dict[str, Any]) -> Reading | None:
    """A cell of prose, with its source; None for code."""
    if cell.get("cell_type") not in _READ:
        return None
    source = cell.get("source", "")
    said = "".join(part for part in source if isinstance(part, str)) if isinstance(source, list) else source if isinstance(source, str) else ""
    said = said.encode("utf-8", "replace").decode()  # JSON may hold half a character
    if cell["cell_type"] == "heading":
        said = f"{'#' * min(6, max(1, int(cell.get('level', 1) if str(cell.get('level', 1)).isdigit() else 1)))} {said}"
    return replace(markdown.read(said), text=said)


def _lines(found: Reading) -> Iterator[tuple[int, int]]:
    """Where each line of the reading text begins, and its number in the cell as its author sees it."""
    said, start, seen, line = found.text or "", 0, 0, 1
    for body in found.prose.splitlines(keepends=True):
        stands = found.offsets.to_source(start, start + 1)[0] if found.offsets else start
        line += said.count("\n", seen, stands)
        seen = max(seen, stands)
        yield start, line
        start += len(body)


def _moved(found: Reading, at: int, sections: list[tuple[int, str]]) -> Iterator[Block]:
    """The blocks of a cell at their places, under the headings of the cells before."""
    listed = _listed(sections)
    for block in found.blocks:
        if block.kind == "heading":
            sections[:] = [one for one in sections if one[0] < block.level]
        above = tuple(name for _, name in sections)
        kind: BlockKind = "reference" if listed and block.kind in _ENTRIES else block.kind
        yield replace(block, kind=kind, start=block.start + at, end=block.end + at, section=above, cells=tuple((start + at, end + at) for start, end in block.cells))
        if block.kind == "heading":
            sections.append((block.level, found.prose[block.start : block.end].strip()))
            listed = _listed(sections)


def _listed(sections: list[tuple[int, str]]) -> bool:
    """Whether one of the headings above is that of a reference list."""
    return any(layout.REFERENCES.match(name) for _, name in sections)

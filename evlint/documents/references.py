"""The reference list of a document: where it stands, and where each entry of it begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from evlint.bibliography.reference import NUMBER, YEAR
from evlint.documents.model import Block, Link, ReferenceEntry
from evlint.patterns import pattern as lazy

_FEW = 3


def find_unheaded(prose: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks with a reference list that no heading announces: the last run of three or more numbered items that read like references."""
    if any(block.kind == "reference" for block in blocks):
        return blocks
    end = len(blocks)
    while end and blocks[end - 1].kind in ("furniture", "code"):
        end -= 1
    start = end
    while start and blocks[start - 1].kind == "list-item" and any(c.isdigit() for c in blocks[start - 1].label) and _reads_like_reference(prose, blocks[start - 1]):
        start -= 1
    if end - start < _FEW:
        return blocks
    return (*blocks[:start], *(replace(block, kind="reference") for block in blocks[start:end]), *blocks[end:])


def _reads_like_reference(prose: str, block: Block) -> bool:
    text = prose[block.start : block.end]
    return YEAR.search(text) is not None and text.count(". ") + text.endswith(".") >= 3


_NEXT_ENTRY = lazy(r"\n(?=\s{0,3}(?:\[\d{1,4}\]|\d{1,4}[.)])\s)")


_NO_NUMBER = lazy(r"\s{0,12}(?:(?:1[89]|20)\d\d[.)]\s|\d{1,4}[.)]\s{1,3}(?:1[89]|20)\d\d\b)")


def join_wrapped(prose: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Entries whose line was broken before a year or a volume ("… 2nd ed.\\n2012. Updated"): what looks like a new number is no entry."""
    out: list[Block] = []
    for block in blocks:
        line = prose[prose.rfind("\n", 0, block.start) + 1 : block.start + 12]
        if out and block.kind == "reference" == out[-1].kind and block.label and _NO_NUMBER.match(line):
            out[-1] = replace(out[-1], end=block.end)
        else:
            out.append(block)
    return tuple(out)


def split_entries(prose: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Reference blocks that hold several numbered entries on lines of their own, cut into one block an entry."""
    out: list[Block] = []
    for block in blocks:
        cuts = [match.end() for match in _NEXT_ENTRY.finditer(prose, block.start, block.end) if not _NO_NUMBER.match(prose, match.end())] if block.kind == "reference" else []
        for start, end in zip([block.start, *cuts], [*cuts, block.end], strict=True):
            out.append(replace(block, start=start, end=start + len(prose[start:end].rstrip())) if cuts else block)
    return tuple(out)


def entries(prose: str, blocks: tuple[Block, ...], links: tuple[Link, ...] = ()) -> tuple[ReferenceEntry, ...]:
    """The reference list of a document, in order."""
    out = []
    ordered = sorted(links, key=lambda link: link.start)
    starts = [link.start for link in ordered]
    for block in blocks:
        if block.kind == "reference":
            raw = prose[block.start : block.end]
            number = NUMBER.match(raw)
            printed = (number[1] or number[2] or number[3]) if number else re.sub(r"[^\w-]", "", block.label).strip("-")
            inside = ordered[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            out.append(ReferenceEntry(raw, printed, block.start, block.end, tuple(link.target for link in inside)))
    return tuple(out)

"""Documents in reading view: the text as people read it, with findings in the margin at their place."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evlint.documents.model import Block
from evlint.reporters.page.view import SEVERITIES, Json, Reading, View, document_key

_TAGS = {"heading": "h", "list-item": "li", "table-row": "tr", "quotation": "q", "code": "code", "reference": "ref", "furniture": "fur", "front-matter": "fm", "caption": "cap"}
LARGEST = 150_000
"""Characters of one document that the page shows; of a longer one, the passages with findings or claims."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same findings. `anchors` are ids that begin here."""

    text: str
    severity: str = ""
    finding: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A finding in the margin."""

    id: str
    rule: str
    severity: str
    message: str
    other: str = ""  # the other side of a conflict


@dataclass(frozen=True, slots=True)
class Row:
    """One block of the text. `gap` says that text before it was left out."""

    kind: str
    level: int
    label: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as the page shows it."""

    path: str
    head: Json
    counts: Mapping[str, int]
    findings: int
    rows: tuple[Row, ...]
    cut: bool  # whether only passages are shown
    why_not: str  # why there is no reading view
    elsewhere: tuple[Note, ...]  # findings whose place the reading text does not hold

    @property
    def key(self) -> str:
        return document_key(self.path)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    severity: str
    finding: str
    anchor: str
    source: int = -1  # where it begins in the source


def shown(head: Json, view: View, *, whole: bool = True) -> Shown:
    """A document with its margin. Without `whole`, only what findings and claims stand in."""
    path = head["path"]
    findings = view.by_document.get(path, [])
    counts = {severity: sum(finding["severity"] == severity for finding in findings) for severity in SEVERITIES}
    reading = view.reading(path)
    if reading is None:
        why = head["reason"] or ("the file is not at hand, or has changed since the report was made" if head["status"] == "read" else head["status"])
        return Shown(path, head, counts, len(findings), (), False, str(why), tuple(map(_note, findings)))
    spans = list(_spans(findings, view, reading, path))
    whole = whole and len(reading.document.prose) <= LARGEST
    rows = tuple(_rows(reading, spans, findings, whole=whole))
    placed = {note.id for row in rows for note in row.notes}
    elsewhere = tuple(_note(finding) for finding in findings if finding["id"] not in placed)
    return Shown(path, head, counts, len(findings), rows, not whole, "", elsewhere)


def _note(finding: Json, start: int = -1, path: str = "") -> Note:
    """A note in the margin; of two sides, it names the one that does not stand here."""
    sides = finding["locations"]
    others = [side for side in sides if (side["document"], side["start"]) != (path, start)] if len(sides) == 2 else []
    other = f"{others[0]['document'].rsplit('/', 1)[-1]}, {others[0]['place'] or 'line ' + str(others[0]['line'])}" if len(others) == 1 else ""
    return Note(finding["id"], finding["rule"], finding["severity"], finding["message"], other)


def _spans(findings: Iterable[Json], view: View, reading: Reading, path: str) -> Iterator[_Span]:
    for finding in findings:
        for n, place in enumerate(finding["locations"]):
            if place["document"] == path:
                start, end = reading.span(place["start"], place["end"])
                yield _Span(start, end, finding["severity"], finding["id"], f"at-{finding['id']}-{n}", place["start"])
    for claim in view.claims_of.get(path, ()):
        start, end = reading.span(claim["span"]["start"], claim["span"]["end"])
        yield _Span(start, end, "", "", f"p-{view.claim_key(claim)}")


def _rows(reading: Reading, spans: list[_Span], findings: Iterable[Json], *, whole: bool) -> Iterator[Row]:
    document = reading.document
    blocks = [block for block in document.blocks if block.end > block.start]
    if not blocks:
        blocks = [Block("paragraph", 0, len(document.prose))] if document.prose.strip() else []
    starts = [block.start for block in blocks]
    by_id = {finding["id"]: finding for finding in findings}
    inside: dict[int, list[_Span]] = {}
    opening: dict[int, frozenset[str]] = {}  # block → anchors that belong to it: a span of several blocks has its anchor in the first
    for span in spans:
        first = max(0, bisect_right(starts, span.start) - 1)
        if first < len(blocks) - 1 and span.start >= blocks[first].end:
            first += 1  # it begins between two blocks
        opening[first] = opening.get(first, frozenset()) | {span.anchor}
        for i in range(first, len(blocks)):
            if i > first and blocks[i].start >= span.end:
                break
            inside.setdefault(i, []).append(span)
    noted: set[str] = set()
    gap = False
    for i, block in enumerate(blocks):
        mine = inside.get(i, [])
        if not whole and not mine:
            gap = True
            continue
        fresh = [one for one in dict.fromkeys(span.finding for span in mine if span.finding) if one not in noted or _opens(one, mine, block)]
        noted.update(fresh)
        begins = {span.finding: span.source for span in mine if block.start <= span.start < block.end}
        notes = tuple(_note(by_id[one], begins.get(one, -1), document.path) for one in sorted(fresh, key=lambda one: SEVERITIES.index(by_id[one]["severity"])))
        yield Row(_TAGS.get(block.kind, "p"), block.level, block.label, tuple(_pieces(document.prose, block, mine, opening.get(i, frozenset()))), notes, gap)
        gap = False


def _opens(finding: str, spans: Iterable[_Span], block: Block) -> bool:
    """Whether a place of the finding begins in this block: its other places may stand in earlier ones."""
    return any(span.finding == finding and block.start <= span.start < block.end for span in spans)


def _pieces(prose: str, block: Block, spans: list[_Span], opening: frozenset[str]) -> Iterator[Piece]:
    """The text of a block in pieces; cells of a table row stand apart. Each anchor of `opening` comes up once."""
    left = set(opening)
    cells = block.cells if block.kind == "table-row" and block.cells else ((block.start, block.end),)
    for n, (start, end) in enumerate(cells):
        if n:
            yield Piece(" │ ")
        yield from _cut(prose, start, end, spans, left, last=n == len(cells) - 1)


def _cut(prose: str, start: int, end: int, spans: list[_Span], left: set[str], *, last: bool) -> Iterator[Piece]:
    """A stretch cut where findings begin and end; the worst finding over a piece names it. Anchors that are set are taken out of `left`."""
    ends = {start, end}
    anchors: dict[int, list[str]] = {}
    for span in spans:
        at = min(max(span.start, start), end)
        if span.anchor in left and (span.start < end or last):
            anchors.setdefault(at, []).append(span.anchor)
            left.discard(span.anchor)
        if span.finding:
            ends.update((at, min(max(span.end, start), end)))
        elif start <= span.start < end:
            ends.add(at)
    marks = sorted(ends)
    marked = [span for span in spans if span.finding]
    for a, b in itertools.pairwise(marks):
        over = [span for span in marked if span.start <= a and b <= span.end and span.end > span.start]
        worst = min(over, key=lambda span: SEVERITIES.index(span.severity), default=None)
        yield Piece(prose[a:b], worst.severity if worst else "", worst.finding if worst else "", tuple(anchors.pop(a, ())))
    if rest := tuple(anchor for group in anchors.values() for anchor in group):
        yield Piece("", anchors=rest)


def overview(view: View) -> list[dict[str, Any]]:
    """Documents with their counts: those that could not be read first, then the worst."""
    rows = []
    for path, head in view.heads.items():
        found = view.by_document.get(path, [])
        counts = {severity: sum(finding["severity"] == severity for finding in found) for severity in SEVERITIES}
        rows.append({"path": path, "key": document_key(path), "head": head, "counts": counts})
    return sorted(rows, key=lambda row: [row["head"]["status"] == "read", *(-row["counts"][severity] for severity in SEVERITIES), row["path"]])

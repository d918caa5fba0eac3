"""A citation points at no entry of the reference list, or there is no list.

## What it checks
Numbered citations in every style (`[8]`, `[1-3]`, superscripts, bare trailing numbers) against the entries of the document's own
list. Where the list itself is missing, one finding stands for all of them.

## Why it matters
A statement whose source cannot be looked up is unsupported, however sound it was when the list was still there.

## Example
`… treatment effect [124-128]` above a list of 15 entries.

## Not flagged
Bracketed numbers that belong to a statistic (`Χ2 [3]`, `[2.64, 10.81]`, `median 45 [32-91]`), years, pandoc keys (their entries may
stand in a .bib file), footnotes that are defined.

## Limits
A number that a quotation brought along from its source is a warning, since the quoting author did not number it.

## References
ICMJE Recommendations (2024), section IV.A.3.g: references are numbered in the order in which they are first cited.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document, Marker
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="REF101",
    name="dangling-citation",
    summary="a citation points at no entry of the reference list, or the list is missing",
    scope="document",
    severity="error",
    since="0.1.0",
    measured="3,662 abstracts: 24 flagged, all read, all right (they cite and hold no list); the five seeds: 4 of 4 right",
)
_NUMBERED = frozenset({"bracket", "superscript", "bare", "parenthesis"})
_FAINT = frozenset({"superscript", "bare", "parenthesis"})


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    markers = [marker for marker in document.markers if marker.style in _NUMBERED]
    if not markers:
        return
    numbers = {entry.number for entry in document.references if entry.number.isdigit()}
    if not document.references:
        if any(marker.style not in _FAINT for marker in markers) or len(markers) >= 3:
            yield _no_list(document, markers)
        return
    known = len(numbers) == len(document.references) and len(numbers) == max(map(int, numbers), default=0)
    for marker in markers:
        missing = [key for key in marker.keys if key not in numbers and int(key) > len(document.references)]
        yield _dangling(document, marker, missing, certain=known) if missing else PASSED


def _no_list(document: Document, markers: list[Marker]) -> Outcome:
    keys = sorted({int(key) for marker in markers for key in marker.keys})
    span = str(keys[0]) if len(keys) == 1 else f"{keys[0]} to {keys[-1]}"
    first = markers[0]
    return META.finding(
        f"{len(markers)} citations (numbers {span}), and no reference list" if len(markers) > 1 else f"a citation (number {span}), and no reference list",
        document.at(first.start, first.end, "first of them"),
        confidence=0.9,
        severity="warning",
        help="restore the reference list, or name the sources in the text",
        expected={"entries": f">= {keys[-1]}"},
        observed={"entries": "0"},
    )


def _dangling(document: Document, marker: Marker, missing: list[str], *, certain: bool) -> Outcome:
    sentence = document.sentence_at(marker.start)
    quoted = sentence is not None and document.blocks[sentence.block].kind == "quotation"
    entries = len(document.references)
    last = document.references[-1]
    return META.finding(
        f"cites {_listed(missing)}, and the list ends at {entries}",
        document.at(marker.start, marker.end, "cited here"),
        document.at(last.start, last.end, "last entry of the list", role="related"),
        confidence=0.9 if quoted or not certain else 0.96,
        severity="warning" if quoted or not certain else "error",
        notes=("the number stands in a quotation and seems to come from its source",) if quoted else (),
        help="leave the numbers of another list out of a quotation, or add the entries" if quoted else "add the entry, or correct the number",
        expected={"at most": str(entries)},
        observed={"cited": ", ".join(missing)},
    )


def _listed(keys: list[str]) -> str:
    return f"entry {keys[0]}" if len(keys) == 1 else f"entries {keys[0]} to {keys[-1]}"

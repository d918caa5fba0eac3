"""The numbers of a reference list repeat or skip.

## What it checks
The printed numbers of a list of three or more: all the same, one twice, or one missing.

## Why it matters
A citation `[3]` cannot be followed into a list whose entries are all numbered 1.

## Example
Five entries, each beginning with `1.`

## Not flagged
Lists that start again at 1 under another heading; Markdown lists whose every item is `1.`, which Markdown numbers itself; footnotes; unnumbered lists.

## Limits
A list that was cut short at its end looks whole.

## References
ICMJE Recommendations (2024), section IV.A.3.g.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document, ReferenceEntry
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.references._lists import list_starts

META = RuleMeta(
    code="REF103",
    name="numbering-broken",
    summary="the numbers of a reference list repeat or skip",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="the five seeds: 1 of 1 right; 3,662 abstracts: none flagged",
)
_ENOUGH = 3


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    notes = {block.start for block in document.blocks if block.label.startswith("[^")}  # footnotes that explain stand between those that cite
    numbered = [entry for entry in document.references if entry.number.isdigit() and entry.start not in notes]
    if len(numbered) < _ENOUGH or len(numbered) < 0.8 * len(document.references):
        return
    numbers = [int(entry.number) for entry in numbered]
    same = len(set(numbers)) == 1
    if same and document.format == "markdown":
        return
    fault = (0, 1, f"all {len(numbers)} entries are numbered {numbers[0]}") if same else _first_fault(numbers, list_starts(document, numbered))
    if fault is None:
        yield PASSED
        return
    first, second, message = fault
    yield _finding(document, numbered[first], numbered[second], message)


def _first_fault(numbers: list[int], starts: set[int]) -> tuple[int, int, str] | None:
    """(index before, index of the fault, what is wrong) of the first fault; a new list may begin at any number."""
    seen: dict[int, int] = {}
    for i, number in enumerate(numbers):
        if i in starts:
            seen = {}
        before = numbers[i - 1] if i else number - 1
        if number in seen:
            return seen[number], i, f"two entries are numbered {number}"
        if seen and number < before:
            return i - 1, i, f"{number} stands after {before}"
        if seen and number > before + 1:
            missing = f"{before + 1}" if number == before + 2 else f"{before + 1} to {number - 1}"
            late = before + 1 in numbers[i:]
            return i - 1, i, f"{number} stands before {before + 1}" if late else f"the list jumps from {before} to {number}; {missing} missing"
        seen[number] = i
    return None


def _finding(document: Document, before: ReferenceEntry, at: ReferenceEntry, message: str) -> Outcome:
    return META.finding(
        message,
        document.at(before.start, before.end, f"number {before.number}"),
        document.at(at.start, at.end, f"number {at.number}", role="related"),
        confidence=0.9,
        help="number the entries in order, so that citations can be followed",
    )

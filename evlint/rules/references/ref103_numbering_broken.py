"""The numbers of a reference list repeat or skip.

## What it checks
The printed numbers of a list of three or more: all the same, one twice, or one missing.

## Why it matters
A citation `[3]` cannot be followed into a list whose entries are all numbered 1.

## Example
Five entries, each beginning with `1.`

## Not flagged
Lists that start again at 1 under another heading; Markdown lists whose every item is `1.`, which Markdown numbers itself; unnumbered lists.

## Limits
A list that was cut short at its end looks whole.

## References
ICMJE Recommendations (2024), section IV.A.3.g.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document, ReferenceEntry
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="REF103",
    name="numbering-broken",
    summary="the numbers of a reference list repeat or skip",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="",
)
_ENOUGH = 3


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    numbered = [entry for entry in document.references if entry.number.isdigit()]
    if len(numbered) < _ENOUGH or len(numbered) < 0.8 * len(document.references):
        return
    numbers = [int(entry.number) for entry in numbered]
    same = len(set(numbers)) == 1
    if same and document.format == "markdown":
        return
    fault = (0, 1, f"all {len(numbers)} entries are numbered {numbers[0]}") if same else _first_fault(numbers)
    if fault is None:
        yield PASSED
        return
    first, second, message = fault
    yield _finding(document, numbered[first], numbered[second], message)


def _first_fault(numbers: list[int]) -> tuple[int, int, str] | None:
    """(index before, index of the fault, what is wrong); a restart at 1 begins another list."""
    seen: dict[int, int] = {}
    for i, number in enumerate(numbers):
        if number == 1:
            seen = {}
        if number in seen:
            return seen[number], i, f"two entries are numbered {number}"
        if i and number != 1 and number > numbers[i - 1] + 1:
            missing = f"{numbers[i - 1] + 1}" if number == numbers[i - 1] + 2 else f"{numbers[i - 1] + 1} to {number - 1}"
            return i - 1, i, f"the list jumps from {numbers[i - 1]} to {number}; {missing} missing"
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

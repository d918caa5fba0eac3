"""A comment or an entry of the baseline was to hold until a day that has passed.

## What it checks
The `until` of `evlint: ignore` comments and of baseline entries against the day of the run (`--as-of`).

## Why it matters
Somebody set a finding aside for a time, to look at it again. That time is over, and the finding is shown again.

## Example
`<!-- evlint: ignore STL107 until 2026-06-30 by mk: update is being written -->`, read in November.

## Not flagged
The last day itself.

## Limits
None.

## References
None.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Location
from evlint.findings.baseline import is_over
from evlint.findings.handling import Handled
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="IGN103",
    name="expired-suppression",
    summary="a comment or baseline entry was to hold until a day that has passed",
    scope="run",
    severity="warning",
    since="0.1.0",
    measured="exact by construction: a comparison of two dates",
)


def check(handled: Handled, corpus: Corpus) -> Iterator[Outcome]:
    for one in handled.comments:
        if one.over:
            yield _finding("this comment", one.comment.directive.until, one.comment.directive.by, one.comment.at())
        elif one.comment.directive.until:
            yield PASSED
    for listed in handled.baseline.lines if handled.baseline else ():
        if listed.entry is not None and is_over(listed.entry, handled.as_of):
            yield _finding(f"the baseline entry of {listed.entry.rule} in {listed.entry.document}", listed.entry.until, listed.entry.by, listed.place)
        elif listed.entry is not None and listed.entry.until:
            yield PASSED


def _finding(what: str, until: str, by: str, place: Location) -> Outcome:
    asked = f"ask {by}, or look" if by else "look"
    return META.finding(f"{what} held until {until}", place, confidence=1.0, help=f"{asked} at the finding again: mend it, or give a later day with a reason")

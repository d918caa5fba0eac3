"""A comment or an entry of the baseline cannot be followed as it stands.

## What it checks
`evlint:` comments without a verb, without a rule, without a reason, with a day that is none, or for every rule at once; comments that set
a conflict aside by its rule alone; lines of the baseline that are no entries.

## Why it matters
Whoever reads the document next year needs the reason. Nothing switches everything off, because the next fault would be hidden with it. A
conflict is a matter of two passages: it is set aside by its id, which is no longer the same once either of the two changes.

## Example
`<!-- evlint: ignore STA201 -->`: no reason.

## Not flagged
Comments within code, as in a manual of evlint.

## Limits
None.

## References
zizmor refuses `ignore[*]`; flake8-noqa NQA.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.findings.handling import Handled
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="IGN104",
    name="malformed-suppression",
    summary="a comment or baseline entry cannot be followed as it stands",
    scope="run",
    severity="warning",
    since="0.1.0",
    measured="exact by construction: the grammar of comments and entries",
)
_HOW = "write it as in `evlint: ignore STA101 until 2027-01-31 by mk: reason`; `until` and `by` may be left out"


def check(handled: Handled, corpus: Corpus) -> Iterator[Outcome]:
    for one in handled.comments:
        if one.comment.directive.fault:
            yield META.finding(f"this comment {one.comment.directive.fault}", one.comment.at(), confidence=1.0, help=_HOW)
        elif one.pairs:
            first = one.pairs[0]
            places = [place.related() for place in first.locations if place.document != one.comment.file.path or place.start >= one.comment.directive.end or place.end <= one.comment.directive.start]
            yield META.finding(
                f"a conflict is set aside by its id, not by {first.rule}: both passages count",
                one.comment.at(),
                *places,
                confidence=1.0,
                help="write " + " or ".join(finding.id for finding in one.pairs[:3]) + f" in place of {first.rule}",
            )
        else:
            yield PASSED
    for listed in handled.baseline.lines if handled.baseline else ():
        if listed.fault:
            yield META.finding(f"the baseline cannot be read here: {listed.fault}", listed.place, confidence=1.0, help="correct the line, or run `evlint baseline prune`")
        else:
            yield PASSED

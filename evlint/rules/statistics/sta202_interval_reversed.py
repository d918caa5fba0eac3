"""The lower limit of an interval is above its upper limit.

## What it checks
Intervals printed with a ratio or difference: the first limit must not exceed the second by more than rounding allows.

## Why it matters
Reversed limits are a slip of the pen or two numbers from different rows; programs and readers that take the first number for the
lower limit are misled.

## Example
`RR 4.06 (95% CI 13.95 to 1.18)`

## Not flagged
`-2.33–0.09`, which runs from minus 2.33 to 0.09; page ranges such as `943-69`, which are no intervals.

Two negative limits printed by size (-3.1 to -6.8), a habit of some authors, are only a note.

## Limits
A minus sign that was lost before the text reached evlint makes a sound interval look reversed.

## References
Altman DG, Machin D, Bryant TN, Gardner MJ. Statistics with Confidence, 2nd ed. BMJ Books 2000, chapter 14 (how to print intervals).
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.findings.model import Severity
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.statistics import parse, scale_of

META = RuleMeta(
    code="STA202",
    name="interval-reversed",
    summary="the lower limit of an interval is above the upper one",
    scope="claim",
    severity="error",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 4 warnings and 7 notes, all read, the limits reversed in all",
)


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    statistic = claim.record.statistic
    if statistic is None or statistic.interval is None:
        return
    low, high = parse(statistic.interval.low), parse(statistic.interval.high)
    if low.low <= high.high:
        yield PASSED
        return
    value = parse(statistic.value) if statistic.value else None
    inside = value is not None and high.low <= value.value <= low.high
    severity: Severity = "note" if high.value < 0 else "error" if inside and scale_of(statistic.type or "") == "ratio" else "warning"
    yield META.finding(
        f"the interval of {statistic.type} {statistic.value} runs from {low.text} down to {high.text}",
        claim.at("reported here"),
        confidence={"error": 0.96, "warning": 0.86, "note": 0.7}[severity],
        severity=severity,
        notes=("the estimate lies between the two, so they seem only to have changed places",) if inside else ("the estimate does not lie between them either",),
        help="print the lower limit first, after comparing both with the source",
        claims=(claim.id,),
        expected={"low": high.text, "high": low.text},
        observed={"low": low.text, "high": high.text},
    )

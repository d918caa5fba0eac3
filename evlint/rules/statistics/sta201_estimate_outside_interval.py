"""The point estimate lies outside its own interval.

## What it checks
A ratio or difference printed with its confidence interval. The estimate must lie between the limits, whatever the digits that
rounding hides: only a gap that no rounding can close is reported.

## Why it matters
An estimate outside its interval is always a slip (a digit, a sign, numbers of two rows mixed up), and a reader cannot tell which
of the three numbers is wrong.

## Example
`OR 0.50 (95% CI 0.60 to 0.90)`: 0.50 is below 0.60.

## Not flagged
Gaps within rounding (`HR 0.8, 95% CI 0.84 to 0.96` may be 0.845). Credible and prediction intervals, ranges and IQRs. Reversed
limits, which are STA202.

## Limits
Reads one sentence at a time: a table whose header says what the columns are is not read yet.

## References
Georgescu C, Wren JD. Algorithmic identification of discrepancies between published ratios and their reported confidence intervals
and P-values. Bioinformatics 2018;34:1758.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.claims.normal import estimate
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._read import sign_left_out

META = RuleMeta(
    code="STA201",
    name="estimate-outside-interval",
    summary="an estimate lies outside its own confidence interval",
    scope="claim",
    severity="error",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 2 flagged, read, right; 1,216 ratios with the point inside: no error",
)


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    read = estimate(claim.record)
    statistic = claim.record.statistic
    if read is None or statistic is None or statistic.interval is None:
        return
    if read.low.low > read.high.high:
        yield Undecided("limits reversed")
        return
    if read.value.high >= read.low.low and read.value.low <= read.high.high:
        yield PASSED
        return
    if sign_left_out(read):
        yield Undecided("the sign of the difference may be left out")
        return
    side = "below the lower" if read.value.value < read.low.value else "above the upper"
    labelled = statistic.interval.level is not None
    yield META.finding(
        f"{statistic.type} {statistic.value} lies {side} limit of its own interval, {statistic.interval.low} to {statistic.interval.high}",
        claim.at("reported here"),
        confidence=0.97 if labelled else 0.85,
        severity="error" if labelled else "warning",
        notes=(f"rounding allows {read.value.low} to {read.value.high} for the estimate, and {read.low.low} to {read.high.high} for the interval",),
        help="compare the three numbers with the source; one of them is misprinted",
        claims=(claim.id,),
        expected={"value": [str(read.low.low), str(read.high.high)]},
        observed={"value": statistic.value},
    )

"""A statistic has a value that it cannot have.

## What it checks
p above 1 or below 0; a correlation beyond -1 and 1; F, χ² or Q below 0; a limit of a ratio below 0; a standard deviation below 0;
degrees of freedom of 0.

## Why it matters
No data can give such a number: it is a misprint, or the statistic is another than the text says.

## Example
`r(16) = 26.05, p = .02`

## Not flagged
Percentages of change, which may exceed 100; negative t and z; differences below 0.

## Limits
A minus sign that is really a dash ("F - 3.2") is read as a sign only directly before the number.

## References
Hunter KE, et al. INSPECT-SR, item 4.4 (are any results impossible?).
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.claims.record import Statistic
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.statistics._read import in_words_alone
from evlint.statistics import parse, scale_of

META = RuleMeta(
    code="STA103",
    name="impossible-value",
    summary="a statistic has a value that it cannot have",
    scope="claim",
    severity="error",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 1 flagged, read, right",
)
_CORRELATIONS = frozenset({"r", "rho", "tau"})
_NOT_NEGATIVE = frozenset({"F", "chi2", "Q", "Qw", "Qb", "G2", "H", "U", "W"})


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    statistic = claim.record.statistic
    if statistic is None or claim.record.kind not in ("test", "estimate", "finding") or in_words_alone(claim):
        return
    reasons = list(_reasons(statistic))
    if not reasons:
        yield PASSED
        return
    yield META.finding(
        reasons[0],
        claim.at("reported here"),
        confidence=0.96,
        notes=reasons[1:],
        help="look the number up in the source: a sign, a decimal point or the name of the statistic is wrong",
        claims=(claim.id,),
    )


def _reasons(statistic: Statistic) -> Iterator[str]:
    value = parse(statistic.value).value if statistic.value else None
    if statistic.p and statistic.p.value and not 0 <= float(statistic.p.value) <= 1:
        yield f"p = {statistic.p.value}: a p value lies between 0 and 1"
    if value is not None and statistic.type in _CORRELATIONS and abs(value) > 1:
        yield f"{statistic.type} = {statistic.value}: a correlation lies between -1 and 1"
    if value is not None and statistic.type in _NOT_NEGATIVE and value < 0:
        yield f"{statistic.type} = {statistic.value}: this statistic is never below 0"
    if none_left := next((d for d in statistic.df if parse(d).value <= 0), None):
        yield f"{statistic.type} with {none_left} degrees of freedom: there is at least one"
    if statistic.interval and scale_of(statistic.type or "") == "ratio" and parse(statistic.interval.low).high < 0:
        yield f"the lower limit of {statistic.type} is {statistic.interval.low}: a ratio is never below 0"
    for arm in statistic.arms:
        if arm.sd and parse(arm.sd).value < 0:
            yield f"SD = {arm.sd}: a standard deviation is never below 0"

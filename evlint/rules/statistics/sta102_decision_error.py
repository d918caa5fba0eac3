"""A reported p lies on the other side of .05 than its own test statistic says.

## What it checks
As STA101, and the whole recomputed range of p lies on the other side of .05: a result called significant is not, or the reverse.
A warning where half of the recomputed p would agree with the reported one, for the test may have been one-tailed.

## Why it matters
This is the reporting error that changes a conclusion.

## Example
`t(28) = 1.20, p = .03`: t and df give p = 0.24.

## Not flagged
As STA101. p = .05 counts as significant. A recomputed range that touches .05 leaves the decision open, and is STA101 at most.

## Limits
Takes .05 for the level of significance.

## References
Nuijten MB, et al. The prevalence of statistical reporting errors in psychology (1985-2013). Behav Res Methods 2016;48:1205.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.findings.model import severity_for
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._recompute import ALPHA, HALVED, recompute, said

META = RuleMeta(
    code="STA102",
    name="decision-error",
    summary="a reported p lies on the other side of .05 than its own test statistic says",
    scope="claim",
    severity="error",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 1 warning, of an abstract that halves its p without saying so",
)


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    verdict = corpus.once(recompute, claim)
    statistic = claim.record.statistic
    if verdict is None or statistic is None or statistic.p is None:
        return
    if isinstance(verdict, str):
        yield Undecided(verdict)
        return
    if not (verdict.wrong and verdict.flips):
        yield PASSED
        return
    df = f"({', '.join(statistic.df)})" if statistic.df else ""
    side = "above" if verdict.low > ALPHA else "below"
    yield META.finding(
        f"{statistic.type}{df} = {statistic.value} gives p between {verdict.low:.3g} and {verdict.high:.3g}, {side} .05, but {said(statistic.p)} is reported",
        claim.at("reported here"),
        confidence=0.85 if verdict.halved else 0.96,
        severity=severity_for(0.85 if verdict.halved else 0.96),
        notes=("the decision at .05 is the opposite of the one reported", *[HALVED] * verdict.halved),
        help="compare statistic, df and p with the source before anything is concluded from this result",
        claims=(claim.id,),
        expected={"p": [f"{verdict.low:.4g}", f"{verdict.high:.4g}"]},
        observed={"p": said(statistic.p)},
    )

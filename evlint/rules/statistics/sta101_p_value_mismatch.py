"""A test statistic, its degrees of freedom and its p do not agree.

## What it checks
t, F, r, χ², z and Q with their df and p. The p is recomputed for every value that the printed digits can stand for; the reported p
must lie in that range, within its own rounding. One-tailed p values are accepted where the text names them, larger p values where it
names a correction. A p that half of the recomputed one agrees with is a warning, for the test may have been
one-tailed; one that was cut off instead of rounded, or that is less than a quarter off, is a note.

## Why it matters
Statistic, df and p are three prints of one fact. Where they disagree, one of them is misprinted.

## Example
`t(28) = 2.20, p = .03`: t and df give p between 0.0359 and 0.0367.

## Not flagged
A bound (`F < 1`) whose p lies on its side; one-tailed and corrected tests named in the paragraph or the methods; gaps of less than a hundredth of the last
printed digit; a correlation whose brackets hold N instead of its degrees of freedom; U, W, H and rank correlations, whose p needs more than the statistic. A p on the other side of .05 is STA102.

## Limits
Adjusted degrees of freedom printed as whole numbers look like a mismatch where the text does not name the correction.

## References
Nuijten MB, et al. The prevalence of statistical reporting errors in psychology (1985-2013). Behav Res Methods 2016;48:1205.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.findings.model import severity_for
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._recompute import HALVED, Recomputed, recompute, said

META = RuleMeta(
    code="STA101",
    name="p-value-mismatch",
    summary="a test statistic, its degrees of freedom and its p do not agree",
    scope="claim",
    severity="error",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 12 errors, 2 warnings and 17 notes, all read, statistic and p apart in all",
)


_CUT = "the reported p is the recomputed one with its last digits cut off instead of rounded"


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    verdict = corpus.once(recompute, claim)
    statistic = claim.record.statistic
    if verdict is None or statistic is None or statistic.p is None:
        return
    if isinstance(verdict, str):
        yield Undecided(verdict)
    elif verdict.wrong and not verdict.flips:
        yield _finding(claim, verdict)
    else:
        yield PASSED


def _finding(claim: Claim, verdict: Recomputed) -> Outcome:
    statistic = claim.record.statistic
    assert statistic is not None and statistic.p is not None
    small = verdict.truncated or verdict.slight
    confidence = 0.7 if small else 0.85 if verdict.halved else 0.95
    told = [_CUT] * verdict.truncated + [HALVED] * verdict.halved
    df = f"({', '.join(statistic.df)})" if statistic.df else ""
    return META.finding(
        f"{statistic.type}{df} = {statistic.value} gives p between {verdict.low:.3g} and {verdict.high:.3g}, but {said(statistic.p)} is reported",
        claim.at("reported here"),
        confidence=confidence,
        severity=severity_for(confidence),
        notes=("recomputed two-tailed (z, t, r) or upper tail (F, χ², Q), for every value that rounding allows", *told),
        help="compare statistic, df and p with the source; name the test where it was one-tailed or corrected",
        claims=(claim.id,),
        expected={"p": [f"{verdict.low:.4g}", f"{verdict.high:.4g}"]},
        observed={"p": said(statistic.p)},
    )

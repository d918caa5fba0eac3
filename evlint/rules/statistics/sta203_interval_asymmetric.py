"""An estimate does not lie in the middle of its interval.

## What it checks
Ratios on the log scale and differences on their own: with the limits that rounding allows, the estimate must lie in the middle of its
confidence interval, give or take a twentieth of the interval's width. Up to a tenth it is a note.

## Why it matters
Nearly every reported interval is symmetric by construction. One that is not holds a misprinted digit, or mixes two analyses.

## Example
`OR 55.0 (95% CI 2.86 to 105.67)`: the middle on the log scale is 17.4.

## Not flagged
Coefficients (b, β) and the effect sizes d and g, whose intervals are often bootstrapped or noncentral. Exact, bootstrap, credible,
Bayesian, profile and median-based intervals named in the sentence; costs, whose intervals mostly come from a bootstrap; ratios in the
middle of their interval without logarithms; limits at 0 or 1; adjusted for multiplicity; an estimate outside its interval (STA201).

## Limits
Exact intervals of rare events are asymmetric and often not named.

## References
Georgescu C, Wren JD. Bioinformatics 2018;34:1758.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from evlint.claims.model import Claim
from evlint.claims.normal import estimate
from evlint.findings.model import severity_for
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._read import BOOTSTRAPPED, QUIET, beside, negated, sign_left_out
from evlint.statistics import off_centre
from evlint.statistics.intervals import Estimate

META = RuleMeta(
    code="STA203",
    name="interval-asymmetric",
    summary="an estimate does not lie in the middle of its interval",
    scope="claim",
    severity="warning",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 17 warnings, read, the three numbers apart in all, 3 of them doubtful (exact or linear intervals?); 6 notes",
)
_SKEWED = lazy(r"\b(?:median|skew\w*|exact|bootstrap\w*|percentile|profile|clopper|wilson|firth|penali[sz]ed|hodges|costs?|range|IQR)\b", re.I)
_NEAR, _FAR = 0.05, 0.1  # shares of the width: of 2,100 estimates all but 40 lie nearer than the first


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    read = estimate(claim.record)
    statistic = claim.record.statistic
    if read is None or statistic is None or statistic.interval is None:
        return
    if word := beside(claim, corpus, QUIET, _SKEWED):
        yield Undecided(f"explained by '{word}'")
        return
    if statistic.type in BOOTSTRAPPED:
        yield Undecided(f"an interval of {statistic.type} need not be normal")
        return
    try:
        offset = off_centre(read)
    except ValueError as error:
        yield Undecided(str(error))
        return
    if not read.low.low <= read.value.value <= read.high.high or read.low.value >= read.high.value:
        yield Undecided("estimate outside its interval")
    elif offset < _NEAR or _clipped(read):
        yield PASSED
    elif sign_left_out(read) and off_centre(replace(read, value=negated(read.value))) < _NEAR:
        yield Undecided("the sign of the difference may be left out")
    elif read.scale == "ratio" and off_centre(replace(read, scale="difference")) == 0:
        yield Undecided("in the middle without logarithms")
    else:
        confidence = 0.85 if offset >= _FAR else 0.75
        yield META.finding(
            f"{statistic.type} {statistic.value} does not lie in the middle of its interval, {statistic.interval.low} to {statistic.interval.high}",
            claim.at("reported here"),
            confidence=confidence,
            severity=severity_for(confidence),
            notes=(f"the middle{' on the log scale' if read.scale == 'ratio' else ''} is {_middle(read):.3g}",),
            help="compare the three numbers with the source; name the method where the interval is exact or from a bootstrap",
            claims=(claim.id,),
            expected={"value": f"{_middle(read):.3g}"},
            observed={"value": statistic.value},
        )


def _middle(read: Estimate) -> float:
    low, high = float(read.low.value), float(read.high.value)
    return (low * high) ** 0.5 if read.scale == "ratio" else (low + high) / 2


def _clipped(read: Estimate) -> bool:
    return read.scale == "difference" and (read.low.value in (0, 1, -1, 100) or read.high.value in (0, 1, -1, 100))

"""An estimate does not lie in the middle of its interval.

## What it checks
Ratios on the log scale and differences on their own: with the limits that rounding allows, the estimate must lie in the middle of its
confidence interval, give or take a quarter of the interval's width.

## Why it matters
Nearly every reported interval is symmetric by construction. One that is not holds a misprinted digit, or mixes two analyses.

## Example
`OR 55.0 (95% CI 2.86 to 105.67)`: the middle on the log scale is 17.4.

## Not flagged
Exact, bootstrap, credible, Bayesian, profile and median-based intervals named in the sentence; limits at 0 or 1; adjusted for
multiplicity; an estimate outside its interval (STA201).

## Limits
Exact intervals of rare events are asymmetric and often not named; only an estimate off the middle by more than a quarter of the
interval's width counts.

## References
Georgescu C, Wren JD. Bioinformatics 2018;34:1758.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.claims.normal import estimate
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._read import quieting_word, sentence_of, word_of
from evlint.statistics import is_centred
from evlint.statistics.intervals import Estimate

META = RuleMeta(
    code="STA203",
    name="interval-asymmetric",
    summary="an estimate does not lie in the middle of its interval",
    scope="claim",
    severity="warning",
    since="0.1.0",
    measured="3,662 abstracts: 8 flagged, all read, a misprint plain in all",
)
_SKEWED = re.compile(r"\b(?:median|skew\w*|exact|bootstrap\w*|percentile|profile|clopper|wilson|firth|penali[sz]ed|hodges|range|IQR)\b", re.I)
_FAR = 0.25


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    read = estimate(claim.record)
    statistic = claim.record.statistic
    if read is None or statistic is None or statistic.interval is None:
        return
    if word := quieting_word(claim) or word_of(_SKEWED, sentence_of(claim)):
        yield Undecided(f"explained by '{word}'")
        return
    try:
        offset = _offset(read)
    except ValueError as error:
        yield Undecided(str(error))
        return
    if not read.low.low <= read.value.value <= read.high.high or read.low.value >= read.high.value:
        yield Undecided("estimate outside its interval")
    elif is_centred(read) or offset < _FAR or _clipped(read):
        yield PASSED
    else:
        yield META.finding(
            f"{statistic.type} {statistic.value} lies far from the middle of its interval, {statistic.interval.low} to {statistic.interval.high}",
            claim.at("reported here"),
            confidence=0.85,
            notes=(f"the middle{' on the log scale' if read.scale == 'ratio' else ''} is {_middle(read):.3g}",),
            help="compare the three numbers with the source; name the method where the interval is exact or from a bootstrap",
            claims=(claim.id,),
            expected={"value": f"{_middle(read):.3g}"},
            observed={"value": statistic.value},
        )


def _offset(read: Estimate) -> float:
    """Distance of the estimate from the middle, as a share of the interval's width."""
    value, low, high = read.transformed()
    return abs(value - (low + high) / 2) / (high - low) if high > low else 0.0


def _middle(read: Estimate) -> float:
    low, high = float(read.low.value), float(read.high.value)
    return (low * high) ** 0.5 if read.scale == "ratio" else (low + high) / 2


def _clipped(read: Estimate) -> bool:
    return read.scale == "difference" and (read.low.value in (0, 1, -1, 100) or read.high.value in (0, 1, -1, 100))

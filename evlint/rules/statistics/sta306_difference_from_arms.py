"""A stated difference is not the difference of the two values beside it.

## What it checks
A mean difference or risk difference printed with the means or percentages of its two arms: first minus second, in either order, for
everything that the printed digits can stand for.

## Why it matters
One of three numbers is wrong.

## Example
`The mean was 4.2 (SD 1.1) with zinc and 5.1 (SD 1.2) with placebo (mean difference -1.9, 95% CI -2.4 to -1.4)`: 4.2 − 5.1 is -0.9.

## Not flagged
Adjusted, least-squares, pooled, weighted and modelled differences; changes from baseline; medians; standardised differences.

## Limits
A difference adjusted without a word of it is a finding all the same.

## References
CONSORT 2010 explanation and elaboration, item 17a. BMJ 2010;340:c869 (results of each group and the effect size).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.claims.record import Arm
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._arms import MODELLED, Range, box, minus, two_arms
from evlint.rules.statistics._read import beside
from evlint.statistics import parse

META = RuleMeta(
    code="STA306",
    name="difference-from-arms",
    summary="a stated difference is not the difference of the two values beside it",
    scope="claim",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles, 8 judged: none flagged, so its precision is not known",
)
_MEASURES = frozenset({"MD", "RD", "ARR", "difference"})
_OTHER = lazy(r"\b(?:chang(?:e|es|ed)|baseline|median\w*|standardi[sz]ed|Hodges|improve\w*|percent change|annual\w*|slopes?|rates? of (?:change|decline))\b", re.I)


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    statistic, arms = claim.record.statistic, two_arms(claim)
    if claim.record.kind != "estimate" or statistic is None or arms is None or statistic.value is None or statistic.type not in _MEASURES:
        return
    pair = _values(*arms)
    if pair is None:
        return
    first, second = pair
    expected, printed = minus(box(first), box(second)), parse(statistic.value)
    changes = (1, -1, 0.01, -0.01) if arms[0].mean is None else (1, -1)  # a risk difference may be a share of 1
    if any(expected.mapped(lambda x, by=by: x * by).holds(printed) for by in changes):  # type: ignore[misc]
        yield PASSED
    elif word := (statistic.adjusted and "adjusted") or beside(claim, corpus, MODELLED, _OTHER):
        yield Undecided(f"explained by '{word}'")
    else:
        yield _finding(claim, statistic.value, first, second, expected)


def _values(first: Arm, second: Arm) -> tuple[str, str] | None:
    """The two printed values that the difference must come from: means, else percentages."""
    if first.mean and second.mean:
        return first.mean, second.mean
    return (first.percent, second.percent) if first.percent and second.percent else None


def _finding(claim: Claim, printed: str, first: str, second: str, expected: Range) -> Outcome:
    return META.finding(
        f"the difference is printed as {printed}, and {first} − {second} is {expected.text()}",
        claim.at("difference and values"),
        confidence=0.78,
        notes=("either order of the two values was tried",),
        help="compare the three numbers with the source; say 'adjusted' or 'least-squares' where the difference is",
        claims=(claim.id,),
        expected={"difference": expected.text()},
        observed={"difference": printed},
    )

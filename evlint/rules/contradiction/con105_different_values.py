"""Two documents print different values of one estimate.

## What it checks
Two documents give the same measure for the same intervention, outcome and time with different values that are compatible within
their intervals (|z| < 1.96).

## Why it matters
A reader meets two numbers for one thing, and neither place says why: two analyses, an update, or a slip in copying.

## Example
RR 4.94 (2.76 to 8.84) for psychedelic effects in one review, RR 5.35 (2.64 to 10.81) in another.

## Not flagged
Values that agree within rounding. Estimates whose conclusions differ (CON103) or that differ significantly. Two values within one
document, which says which is which. A stated difference in time, dose, subgroup or setting makes it a note; a broader and a narrower
population of one condition does not.

## Limits
Two systematic reviews of different trials give different values rightly; the text should then name both.

## References
Page MJ, Moher D. Evaluations of the uptake and impact of the PRISMA statement (several reviews on one question differ). Syst Rev 2017;6:263.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.normal import estimate
from evlint.index.compare import Comparison
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.contradiction._conflict import conflict
from evlint.rules.contradiction._source import quoted
from evlint.statistics import difference_z

META = RuleMeta(
    code="CON105",
    name="different-values",
    summary="two documents print different values of one estimate",
    scope="corpus",
    severity="warning",
    since="0.1.0",
    measured="the five seeds with records: 2 pairs, both right; 3,662 unrelated abstracts: none flagged",
)
SIGNIFICANT = 1.96


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for pair in corpus.results.comparisons:
        if not quoted(pair, corpus) and (outcome := _judge(pair)) is not None:
            yield outcome


def _judge(pair: Comparison) -> Outcome | None:
    records = pair.first.record, pair.second.record
    first, second = (estimate(record) for record in records)
    kinds = [record.statistic.type if record.statistic else None for record in records]
    if first is None or second is None or kinds[0] != kinds[1] or pair.first.claim.document.path == pair.second.claim.document.path:
        return None
    if pair.first.effect != pair.second.effect or pair.first.facing != pair.second.facing or first.level != second.level:
        return None
    if first.value.low <= second.value.high and second.value.low <= first.value.high:
        return PASSED
    try:
        z = abs(difference_z(first, second))
    except ValueError:
        return None
    if z >= SIGNIFICANT:
        return None
    shown = [f"{e.value.text} ({e.low.text} to {e.high.text})" for e in (first, second)]
    return conflict(
        META,
        pair,
        f"{pair.names[-1]}: {kinds[0]} {first.value.text} in one document, {second.value.text} in another",
        0.92,
        (shown[0], shown[1]),
        notes=(f"the two are compatible: z = {z:.2f}, independence assumed",),
        help="name the analysis that each value comes from, or use one of them",
    )

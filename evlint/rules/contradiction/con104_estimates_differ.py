"""Two estimates of one effect differ by more than chance.

## What it checks
Two claims on the same intervention, outcome and time print the same measure with intervals, both point the same way, and the estimates
themselves differ: z of their difference, taken as independent, is 1.96 or more. From 2.58 it is a warning.

## Why it matters
The direction agrees and the size does not: a reader who weighs benefit against harm gets two answers.

## Example
RR 0.40 (0.30 to 0.53) in one document, RR 0.80 (0.70 to 0.91) in another: z = 4.3.

## Not flagged
Conclusions that differ (CON103), opposite directions (CON101), values compatible within their intervals (CON105). A stated difference in
time, dose, subgroup or setting makes it a note.

## Limits
Independence is assumed. Estimates that share trials differ by less than z says, so those of one source are a note at most.

## References
Altman DG, Bland JM. Interaction revisited: the difference between two estimates. BMJ 2003;326:219.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.normal import estimate
from evlint.index.compare import Comparison
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.contradiction._conflict import conflict, silent
from evlint.rules.contradiction._source import quoted
from evlint.statistics import difference_z
from evlint.statistics.tails import normal_two_sided

META = RuleMeta(
    code="CON104",
    name="estimates-differ",
    summary="two estimates of one effect differ by more than chance",
    scope="corpus",
    severity="warning",
    since="0.1.0",
    measured="3,662 unrelated abstracts as one corpus: none flagged; not yet measured on labelled conflicts",
)
_DIFFERENT, _FAR = 1.96, 2.58


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for pair in corpus.results.comparisons:
        if not quoted(pair, corpus) and (outcome := _judge(pair)) is not None:
            yield outcome


def _judge(pair: Comparison) -> Outcome | None:
    records = pair.first.record, pair.second.record
    first, second = (estimate(record) for record in records)
    kinds = [record.statistic.type if record.statistic else None for record in records]
    if first is None or second is None or kinds[0] != kinds[1] or pair.first.facing != pair.second.facing or pair.first.effect != pair.second.effect or silent(pair):
        return None
    try:
        z = abs(difference_z(first, second))
    except ValueError:
        return None
    if z < _DIFFERENT:
        return PASSED
    shown = [f"{e.value.text} ({e.low.text} to {e.high.text})" for e in (first, second)]
    return conflict(
        META,
        pair,
        f"{pair.names[-1]}: {kinds[0]} {first.value.text} and {second.value.text} differ by more than chance",
        0.88 if z >= _FAR and not pair.one_source else 0.78,
        (shown[0], shown[1]),
        notes=(f"z of the difference = {z:.2f} (p = {normal_two_sided(z):.2g}), independence assumed",),
        help="say which population, analysis or set of trials each value comes from",
    )

"""Two estimates of one effect lead to different conclusions.

## What it checks
Two claims with the same intervention and outcome that both print an interval: one concludes a significant effect, the other none.
The two estimates are tested against each other (z of their difference), so that the finding says whether the measurements differ
or only the conclusions drawn from them.

## Why it matters
A page that quotes one of two such reviews gives its reader half of the evidence.

## Example
MD -1.68 (-2.25 to -1.12), "significant reduction", in one review; MD -1.12 (-2.33 to 0.09), "did not show a reduction", in another.

## Not flagged
As CON102. Estimates of different measures are compared in their conclusions only.

## Limits
The test takes the two estimates as independent, which reviews that share trials are not.

## References
Altman DG, Bland JM. Interaction revisited: the difference between two estimates. BMJ 2003;326:219.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.normal import estimate, time_text
from evlint.index.compare import Comparison
from evlint.rules.base import Corpus, Outcome, RuleMeta
from evlint.rules.contradiction._conflict import conflict, silent
from evlint.rules.contradiction._source import quoted
from evlint.statistics import difference_z
from evlint.statistics.tails import normal_two_sided

META = RuleMeta(
    code="CON103",
    name="conclusions-differ",
    summary="two estimates of one effect lead to different conclusions",
    scope="corpus",
    severity="warning",
    since="0.1.0",
    measured="the five seeds with records: 2 pairs, both right; 3,662 unrelated abstracts: no warning",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for pair in corpus.results.comparisons:
        records = pair.first.record, pair.second.record
        results = [record.result for record in records]
        if any(estimate(record) is None for record in records) or pair.first.facing != pair.second.facing or silent(pair) or quoted(pair, corpus):
            continue
        significant = [r is not None and r.significance == "significant" for r in results]
        hedged = any(r is not None and r.hedge in ("may", "trend") for r in results)
        if significant[0] == significant[1] or hedged or "none" not in (pair.first.effect, pair.second.effect):
            continue
        effect = (pair.first if significant[0] else pair.second).effect
        found = "a significant increase" if effect == "up" else "a significant decrease"
        labels = (found, "no significant effect") if significant[0] else ("no significant effect", found)
        when = pair.first.record.outcome.timepoint if pair.first.record.outcome else None
        at = f" at {time_text(when)}" if when else ""
        yield conflict(META, pair, f"{pair.names[-1]}{at}: one source concludes {labels[0]}, another {labels[1]}", 0.92, labels, notes=(_estimates(pair),))


def _estimates(pair: Comparison) -> str:
    first, second = estimate(pair.first.record), estimate(pair.second.record)
    kinds = [n.record.statistic.type if n.record.statistic else None for n in (pair.first, pair.second)]
    if first is None or second is None or kinds[0] != kinds[1]:
        return "the estimates are of different measures, so they cannot be tested against each other"
    try:
        z = abs(difference_z(first, second))
    except ValueError as error:
        return f"the estimates cannot be tested against each other: {error}"
    verdict = "the conclusions differ, the measurements need not" if z < 1.96 else "the measurements differ too"
    return f"the estimates themselves: {kinds[0]} {first.value.text} v {second.value.text}, z = {z:.2f} ({_p(normal_two_sided(z))}), independence assumed: {verdict}"


def _p(value: float) -> str:
    return f"p = {value:.2f}" if value >= 0.01 else "p < 0.01"

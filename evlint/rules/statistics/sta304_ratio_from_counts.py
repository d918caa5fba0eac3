"""A risk ratio, odds ratio, risk difference or number needed to treat does not follow from the counts beside it.

## What it checks
RR, OR, RD, ARR and NNT printed with events and sizes (or percentages) of two groups in one sentence or table row: recomputed in either
order of the groups, of events or of their absence, with and without half an event added to empty cells.

## Why it matters
Either the ratio or a count is wrong, and a meta-analysis takes the counts.

## Example
`12 of 40 with zinc and 24 of 40 with placebo (RR 0.70)`: 12/40 over 24/40 is 0.50.

## Not flagged
Adjusted, matched, pooled, weighted, stratified and modelled ratios; a ratio that fits another measure of the same counts.

## Limits
Hazard ratios and rate ratios need times, and are left alone. A ratio that was adjusted without a word of it is a finding all the same.

## References
Cochrane Handbook for Systematic Reviews of Interventions, 6.4.1 (effect measures of a 2×2 table).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.claims.record import Arm
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._arms import MODELLED, Range, box, minus, over, two_arms
from evlint.rules.statistics._read import beside, sentence_of
from evlint.statistics import TwoByTwo, odds_ratio, parse, risk_ratio
from evlint.statistics.printed import Printed

META = RuleMeta(
    code="STA304",
    name="ratio-from-counts",
    summary="a ratio or difference does not follow from the counts beside it",
    scope="claim",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles, 113 judged: 1 flagged, read, right (11 % and 29 % beside a risk ratio of 0.26)",
)
_MEASURES = {"RR": "RR", "OR": "OR", "RD": "RD", "ARR": "RD", "NNT": "NNT"}
# Ratios of a document that says any of this are seldom crude, and the sentence itself seldom says so.
_SYNTHESIS = lazy(
    r"\b(?:meta-?anal\w*|systematic review|trials|studies|mantel|stratified|clusters?|random(?:ly|i[sz]ed) (?:villages|schools|practices|clinics|hospitals)|logistic|multivaria\w*|"
    r"regression|adjusted|generali[sz]ed estimating|mixed|propensity|matched|weighted|imput\w*)\b",
    re.I,
)
_PERCENT = lazy(r"\d\s?%(?!\s?(?:C[Ir]|confidence|credible))")
_ADJUSTMENT = 1.15  # the unstated adjustments of trials that were read moved ratios by up to this factor
_NAMES = {"RR": "risk ratio", "OR": "odds ratio", "RD": "risk difference", "NNT": "number needed to treat"}


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    statistic, arms = claim.record.statistic, two_arms(claim)
    if claim.record.kind != "estimate" or statistic is None or arms is None or statistic.value is None or statistic.type not in _MEASURES:
        return
    measure, printed = _MEASURES[statistic.type], parse(statistic.value)
    ranges = _ranges(*arms)
    if measure not in ranges:
        return
    if _fits(measure, printed, ranges[measure]):
        yield PASSED
    elif word := (statistic.adjusted and "adjusted") or beside(claim, corpus, MODELLED) or corpus.word_in(claim.document, _SYNTHESIS):
        yield Undecided(f"explained by '{word}'")
    elif len(_PERCENT.findall(sentence_of(claim))) > 2:
        yield Undecided("several percentages in one sentence")
    elif measure in ("RR", "OR") and _fits(measure, printed, [Range(found.low / _ADJUSTMENT, found.high * _ADJUSTMENT) for found in ranges[measure]]):
        yield Undecided("an adjustment may explain it")
    elif other := next((kind for kind in ranges if _fits(kind, printed, ranges[kind])), None):
        yield Undecided(f"fits the {_NAMES[other]} of the counts")
    else:
        yield _finding(claim, measure, statistic.value, arms, ranges[measure][0])


def _ranges(first: Arm, second: Arm) -> dict[str, list[Range]]:
    """Measure → ranges that it may lie in, the plainest first; empty where an arm has neither counts nor percentage."""
    if first.events and first.n and second.events and second.n:
        return _of_counts(int(first.events), int(first.n), int(second.events), int(second.n))
    shares = [box(arm.percent).mapped(lambda percent: percent / 100) for arm in (first, second) if arm.percent]
    if len(shares) != 2 or any(share.low < 0 or share.high > 1 for share in shares):
        return {}
    risks, odds = over(shares[0], shares[1]), over(*(over(share, share.mapped(_absence)) for share in shares))
    absent = over(*(share.mapped(_absence) for share in shares))
    return {"RR": [risks, absent], "OR": [odds], **_differences(minus(shares[0], shares[1]))}


def _absence(share: float) -> float:
    return 1 - share


def _of_counts(events1: int, n1: int, events2: int, n2: int) -> dict[str, list[Range]]:
    if not (0 <= events1 <= n1 and 0 <= events2 <= n2 and n1 and n2):
        return {}
    tables = [TwoByTwo.of(events1, n1, events2, n2), TwoByTwo.of(n1 - events1, n1, n2 - events2, n2)]
    halved = [_corrected(table) for table in tables] if min(tables[0].a, tables[0].b, tables[0].c, tables[0].d) == 0 else []
    ratios = [risk_ratio(table) for table in tables if table.c]
    ratios += [(a / (a + b)) / (c / (c + d)) for a, b, c, d in halved]
    odds = [odds_ratio(tables[0])] if tables[0].b and tables[0].c else []
    odds += [a * d / (b * c) for a, b, c, d in halved[:1]]
    difference = events1 / n1 - events2 / n2
    found = {"RR": [Range(value, value) for value in ratios], "OR": [Range(value, value) for value in odds], **_differences(Range(difference, difference))}
    return {measure: ranges for measure, ranges in found.items() if ranges}


def _corrected(table: TwoByTwo) -> tuple[float, float, float, float]:
    """The table with half an event in each cell, as programs do where one is empty."""
    return table.a + 0.5, table.b + 0.5, table.c + 0.5, table.d + 0.5


def _differences(difference: Range) -> dict[str, list[Range]]:
    size = Range(0.0 if difference.low <= 0 <= difference.high else min(abs(difference.low), abs(difference.high)), max(abs(difference.low), abs(difference.high)))
    needed = Range(1 / size.high, 1 / size.low if size.low > 0 else float("inf")) if size.high > 0 else None
    return {"RD": [difference], **({"NNT": [needed]} if needed else {})}


def _fits(measure: str, printed: Printed, ranges: list[Range]) -> bool:
    for found in ranges:
        if measure == "NNT":
            # Numbers needed to treat are rounded up by custom.
            if Range(found.low, found.high + 1).holds(printed):
                return True
        elif measure == "RD":
            if any(found.mapped(change).holds(printed) for change in (lambda x: x, lambda x: -x, lambda x: 100 * x, lambda x: -100 * x)):
                return True
        elif found.holds(printed) or (found.low > 0 and found.mapped(lambda x: 1 / x).holds(printed)):
            return True
    return False


def _finding(claim: Claim, measure: str, printed: str, arms: tuple[Arm, Arm], expected: Range) -> Outcome:
    sides = " and ".join(f"{arm.events} of {arm.n}" if arm.events and arm.n else f"{arm.percent} %" for arm in arms)
    text = expected.text()
    return META.finding(
        f"{measure} {printed} is printed, and {sides} give {text}",
        claim.at("ratio and counts"),
        confidence=0.78,
        notes=("tried: either group first, events or their absence, half an event added to empty cells, another measure of the same counts",),
        help="compare ratio and counts with the source; say 'adjusted', 'pooled' or 'weighted' where the ratio is",
        claims=(claim.id,),
        expected={measure: text},
        observed={measure: printed},
    )

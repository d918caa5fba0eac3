"""The p of a comparison cannot come from the means, SDs and group sizes beside it.

## What it checks
Two means with SDs and group sizes, and the p of their comparison: recomputed by Student's and Welch's t, one- and two-tailed, with the
SDs as they are and as standard errors, for everything that the printed digits can stand for. Only a p that no choice gives is a finding.

## Why it matters
A mean, an SD, a size or the p is wrong; trials that were made up often show it here.

## Example
`3.2 ± 1.1 (n = 40) versus 3.3 ± 1.2 (n = 40), P < 0.001`: no t test of these gives a p below .3.

## Not flagged
Rank tests, medians, paired and repeated measures, changes from baseline, covariance analyses and models, transformed data, corrected p.

## Limits
Which test was used often stands elsewhere; a factor of ten lies between p and the nearest recomputed one before it is a finding.

## References
INSPECT-SR, item 4.9 (Hunter K, et al. Cochrane Evid Synth Methods 2024). Altman DG. Practical Statistics for Medical Research, 9.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.claims.record import Arm, PValue
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._arms import MODELLED, Range, two_arms
from evlint.rules.statistics._read import beside
from evlint.rules.statistics._recompute import said
from evlint.statistics import Group, parse, t_range

META = RuleMeta(
    code="STA307",
    name="test-from-summary",
    summary="a p value cannot come from the means, SDs and sizes beside it",
    scope="claim",
    severity="note",
    since="0.2.0",
    measured="3,662 abstracts and 361 articles, 37 judged: none flagged, so its precision is not known",
)
_OTHER_TEST = re.compile(
    r"\b(?:Mann|Whitney|Wilcoxon|rank|Kruskal|non-?parametric|median\w*|paired|within|repeated|chang(?:e|es|ed)|baseline|before|after|pre-?\w*|post-?\w*|(?:AN|MAN|ANC)OVA|transformed|interaction|trend|Bonferroni|Tukey|"
    r"correct(?:ed|ion)|follow-?up|over time|three|four|five|SEM?s?|standard errors?)\b",
    re.I,
)
# Said of the whole study, these make other p values possible than those of two separate groups.
_SAME_PEOPLE = re.compile(
    r"\b(?:paired|cross-?over|within-(?:subjects?|patients?|person)|repeated[- ]measures?|Wilcoxon|Mann[-–— ]Whitney|non-?parametric|split-mouth|same (?:patients|subjects|participants))\b", re.I
)
_SAYS_SD = re.compile(r"\bSDs?\b|\bstandard deviations?\b", re.I)
_FACTOR = 10.0


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    statistic, arms = claim.record.statistic, two_arms(claim)
    if statistic is None or arms is None or statistic.p is None or statistic.p.test not in (None, "superiority"):
        return
    groups = [_group(arm) for arm in arms]
    if groups[0] is None or groups[1] is None:
        return
    try:
        ranges = t_range(groups[0], groups[1])
    except ValueError:
        return
    if beside(claim, corpus, _SAYS_SD):
        ranges = {name: found for name, found in ranges.items() if "SE" not in name}
    possible = [Range(found.p_low, found.p_high) for found in ranges.values()]
    if any(_allows(statistic.p, one, 1.0) for one in possible):
        yield PASSED
    elif word := beside(claim, corpus, _OTHER_TEST, MODELLED) or corpus.word_in(claim.document, _SAME_PEOPLE):
        yield Undecided(f"explained by '{word}'")
    elif any(_allows(statistic.p, one, _FACTOR) for one in possible):
        yield Undecided("another test may give this p")
    else:
        yield _finding(claim, statistic.p, arms, possible[0])


def _group(arm: Arm) -> Group | None:
    if not (arm.mean and arm.sd and arm.n) or int(arm.n) < 2 or float(arm.sd) <= 0:
        return None
    return Group(parse(arm.mean), parse(arm.sd), int(arm.n))


def _allows(p: PValue, possible: Range, factor: float) -> bool:
    """Whether the printed p fits some p of the range, or one within a factor of it."""
    low, high = possible.low / factor, possible.high * factor
    if p.comparator == "ns" or p.value is None:
        return high > 0.05
    printed = parse(p.value)
    if p.comparator in ("<", "<="):
        return low <= float(printed.value)
    if p.comparator in (">", ">="):
        return high >= float(printed.value)
    return low <= float(printed.high) and float(printed.low) <= high


def _finding(claim: Claim, p: PValue, arms: tuple[Arm, Arm], possible: Range) -> Outcome:
    sides = " and ".join(f"{arm.mean} (SD {arm.sd}, n {arm.n})" for arm in arms)
    return META.finding(
        f"{said(p)} is printed, and {sides} give p {possible.text(2)} (Student, two-tailed)",
        claim.at("means, SDs and p"),
        confidence=0.75,
        notes=("tried: Student's and Welch's t, one- and two-tailed, SDs as they are and as standard errors, all that rounding allows",),
        help="compare means, SDs, sizes and p with the source; name the test where it is no t test",
        claims=(claim.id,),
        expected={"p": possible.text(2)},
        observed={"p": said(p)},
    )

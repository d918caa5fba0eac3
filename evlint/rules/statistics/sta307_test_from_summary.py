"""The p of a comparison cannot come from the numbers of the two groups beside it.

## What it checks
Two means with SDs and group sizes, and the p of their comparison: recomputed by Student's and Welch's t, one- and two-tailed, with the
SDs as they are and as standard errors, for everything that the printed digits can stand for. Two counts with their group sizes: by χ²,
with and without Yates' correction, and Fisher's exact test. Only a p that no choice gives is a finding.

## Why it matters
A mean, an SD, a size or the p is wrong; trials that were made up often show it here.

## Example
`3.2 ± 1.1 (n = 40) versus 3.3 ± 1.2 (n = 40), P < 0.001`: no t test of these gives a p below .3. `8/16 versus 4/16, P = 0.001`: Fisher's
exact test gives .27.

## Not flagged
Rank tests, medians, paired and repeated measures, changes from baseline, covariance analyses and models, transformed data, corrected p,
time-to-event and stratified tests.

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
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._arms import MODELLED, Range, two_arms
from evlint.rules.statistics._read import beside
from evlint.rules.statistics._recompute import said
from evlint.statistics import Group, TwoByTwo, p_choices, parse, t_range

META = RuleMeta(
    code="STA307",
    name="test-from-summary",
    summary="a p value cannot come from the numbers of the two groups beside it",
    scope="claim",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles, 127 judged: none flagged, so its precision is not known",
)
_OTHER_TEST = lazy(
    r"\b(?:Mann|Whitney|Wilcoxon|rank|Kruskal|non-?parametric|median\w*|paired|within|repeated|chang(?:e|es|ed)|baseline|before|after|pre-?\w*|post-?\w*|(?:AN|MAN|ANC)OVA|transformed|interaction|trend|Bonferroni|Tukey|"
    r"correct(?:ed|ion)|follow-?up|over time|three|four|five|SEM?s?|standard errors?|log-?rank|hazard|HR|survival|stratif\w*|per (?:year|person|patient)[- ]?\w*)\b",
    re.I,
)
# Said of the whole study, these make other p values possible than those of two separate groups.
_SAME_PEOPLE = lazy(
    r"\b(?:paired|cross-?over|within-(?:subjects?|patients?|person)|repeated[- ]measures?|Wilcoxon|Mann[-–— ]Whitney|non-?parametric|split-mouth|clusters?|cluster-\w+|same (?:patients|subjects|participants))\b",
    re.I,
)
_SAYS_SD = lazy(r"\bSDs?\b|\bstandard deviations?\b", re.I)
_WHOLE = lazy(r"\d+")
_FACTOR = 10.0


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    statistic, arms = claim.record.statistic, two_arms(claim)
    if statistic is None or arms is None or statistic.p is None or statistic.p.test not in (None, "superiority"):
        return
    possible = _of_means(claim, arms, corpus) or _of_counts(claim, arms)
    if not possible:
        return
    if any(_allows(statistic.p, one, 1.0) for one in possible.values()):
        yield PASSED
    elif word := beside(claim, corpus, _OTHER_TEST, MODELLED) or corpus.word_in(claim.document, _SAME_PEOPLE):
        yield Undecided(f"explained by '{word}'")
    elif any(_allows(statistic.p, one, _FACTOR) for one in possible.values()):
        yield Undecided("another test may give this p")
    else:
        yield _finding(claim, statistic.p, arms, possible)


def _of_means(claim: Claim, arms: tuple[Arm, Arm], corpus: Corpus) -> dict[str, Range]:
    """Way to make a t test of two means → the p that it gives."""
    groups = [_group(arm) for arm in arms]
    if groups[0] is None or groups[1] is None:
        return {}
    try:
        ranges = t_range(groups[0], groups[1])
    except ValueError:
        return {}
    says_sd = beside(claim, corpus, _SAYS_SD)
    return {name: Range(found.p_low, found.p_high) for name, found in ranges.items() if not (says_sd and "SE" in name)}


def _of_counts(claim: Claim, arms: tuple[Arm, Arm]) -> dict[str, Range]:
    """Test of a 2×2 table → its p, two- and one-tailed; only where all four numbers are printed in the claim itself."""
    numbers = [number for arm in arms for number in (arm.events, arm.n)]
    printed = set(_WHOLE.findall(claim.text))
    if any(number is None or number not in printed for number in numbers):
        return {}
    events1, n1, events2, n2 = (int(number or 0) for number in numbers)
    try:
        tests = p_choices(TwoByTwo.of(events1, n1, events2, n2))
    except ValueError:
        return {}
    return {name: Range(p / 2, p) for name, p in tests.items()}


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


def _finding(claim: Claim, p: PValue, arms: tuple[Arm, Arm], possible: dict[str, Range]) -> Outcome:
    means = arms[0].mean is not None
    sides = " and ".join(f"{arm.mean} (SD {arm.sd}, n {arm.n})" if means else f"{arm.events} of {arm.n}" for arm in arms)
    name, expected = next(iter(possible.items()))
    shown = expected.text(2) if means else f"{expected.high:.2g}"
    tried = (
        "Student's and Welch's t, one- and two-tailed, SDs as they are and as standard errors, all that rounding allows"
        if means
        else "χ², χ² with Yates' correction and Fisher's exact test, one- and two-tailed"
    )
    return META.finding(
        f"{said(p)} is printed, and {sides} give p {shown} ({name})",
        claim.at("numbers and p"),
        confidence=0.75,
        notes=(f"tried: {tried}",),
        help="compare the numbers of both groups and p with the source; name the test where it is another one",
        claims=(claim.id,),
        expected={"p": shown},
        observed={"p": said(p)},
    )

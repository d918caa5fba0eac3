"""The p value and the confidence interval of one estimate disagree.

## What it checks
An estimate printed with both. A 95 % interval that excludes the null goes with p < .05, one that includes it with p > .05. The p
recomputed from estimate and interval (normal approximation, log scale for ratios) must not differ from the reported one by more
than rounding and the usual choices of method explain.

## Why it matters
The two say the same thing in two ways. Where they do not, either number is wrong, and whether the result is "significant" hangs on which.

## Example
`RR 4.06 (95% CI 1.18 to 13.95), P = 0.30`: the interval excludes 1, and gives p = 0.03.

## Not flagged
p for noninferiority, equivalence, interaction, heterogeneity or trend; one-sided, exact, bootstrap, Bayesian and multiplicity-
adjusted results named in the sentence; levels other than 95 % beside a p at 5 %; coefficients (b, β) and the effect sizes d and
g, whose intervals are often bootstrapped; an interval that is not centred on its estimate, unless it contradicts the p outright;
results so close to the null that rounding or a t distribution decides.

## Limits
The normal approximation is poor in small samples, so only a recomputed p far from the reported one counts: on the other side of
.05 by a clear margin, or five times as large or small.

## References
Altman DG, Bland JM. How to obtain the P value from a confidence interval. BMJ 2011;343:d2304.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.claims.normal import estimate
from evlint.claims.record import PValue
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._read import BOOTSTRAPPED, quieting_word
from evlint.statistics import includes_null, is_centred, null_well_inside, p_range, parse

META = RuleMeta(
    code="STA204",
    name="p-versus-interval",
    summary="a p value and the confidence interval beside it disagree",
    scope="claim",
    severity="warning",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 11 flagged, all read, interval and p apart in all (why, the texts do not say)",
)
ALPHA = 0.05
CLEARLY_BELOW, CLEARLY_ABOVE = 0.035, 0.07
FACTOR = 5.0
_MARGIN = lazy(r"\bnon-?inferior\w*|\bequivalence\b", re.I)
# "RR 0.80 (0.70 to 0.91); P = 0.62, I² = 0%": the p of heterogeneity stands before its I².
_OF_ANOTHER = lazy(
    r"[\s,;)\]]{0,4}(?:(?:and|with)\s)?(?:an?\s)?(?:I\s?\^?[2²]|τ|[Tt]au|Cochran|by Cochran|(?:for|of)\s(?:the\s)?(?:\w{2,12}\s)?(?:difference|comparison|between|variation|subgroup|hetero|interaction|trend|non-?linear)|between\s|across\s|(?:versus|vs\.?|compared (?:with|to))\s)"
)
FLOOR = 0.002  # below this, p values are told apart by method more than by data


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    read = estimate(claim.record)
    statistic = claim.record.statistic
    if read is None or statistic is None or statistic.p is None or statistic.interval is None:
        return
    if statistic.p.test not in (None, "superiority"):
        yield Undecided(f"p for {statistic.p.test}")
        return
    word = quieting_word(claim, corpus)
    if word or statistic.type in BOOTSTRAPPED:
        yield Undecided(f"explained by '{word}'" if word else f"an interval of {statistic.type} need not be normal")
        return
    try:
        read.transformed()
        low, high = p_range(read)
    except ValueError as error:
        yield Undecided(str(error))
        return
    if read.value.value < read.low.low or read.value.value > read.high.high:
        yield Undecided("estimate outside its interval")
        return
    reported = _reported(statistic.p)
    centred = is_centred(read)
    apart = (_not_significant(statistic.p) and not includes_null(read)) or (_significant(statistic.p) and null_well_inside(read))
    flips = apart and (not centred or high < CLEARLY_BELOW or low > CLEARLY_ABOVE)
    far = centred and not _of_shares(claim) and (low > FACTOR * max(reported[1], FLOOR) or (statistic.p.comparator == "=" and reported[0] > FACTOR * max(high, FLOOR)))
    if not (centred or flips):
        yield Undecided("the interval is not centred on its estimate")
        return
    if not flips and not far:
        yield PASSED
        return
    if word := _for_another(claim, corpus, includes_null(read) and _significant(statistic.p)):
        yield Undecided(f"p may be for '{word}'")
        return
    said = "n.s." if statistic.p.comparator == "ns" else f"p {statistic.p.comparator} {statistic.p.value}"
    shown = f"{statistic.type} {statistic.value} ({statistic.interval.low} to {statistic.interval.high})"
    verdict = f"the interval of {shown} {'includes' if includes_null(read) else 'excludes'} {read.null:g}" if flips else f"{shown} gives p between {low:.2g} and {high:.2g}"
    yield META.finding(
        f"{verdict}, but {said} is reported",
        claim.at("reported here"),
        confidence=0.93 if flips else 0.82,
        notes=(f"estimate and interval give p between {low:.2g} and {high:.2g} (normal approximation, rounding allowed for)",),
        help="look up estimate, interval and p in the source; name the test where it is not the usual two-sided one",
        claims=(claim.id,),
        expected={"p": [f"{low:.3g}", f"{high:.3g}"]},
        observed={"p": said},
    )


def _for_another(claim: Claim, corpus: Corpus, beyond: bool) -> str | None:
    """What else the p may be for: what the words behind it say, or a margin where it is small and the interval holds the null (`beyond`)."""
    if match := _OF_ANOTHER.match(claim.document.prose, claim.end):
        return match[0].strip(" ,;)]")
    return corpus.word_in(claim.document, _MARGIN) if beyond else None


def _of_shares(claim: Claim) -> bool:
    """Whether the estimate is a difference of percentages: their p often comes from an exact test, their interval seldom does."""
    statistic = claim.record.statistic
    return statistic is not None and (statistic.type in ("RD", "ARR") or (statistic.type == "difference" and "%" in claim.text))


def _significant(p: PValue) -> bool:
    """Whether the reported p lies below .05, whatever its rounding."""
    printed = parse(p.value) if p.value else None
    return printed is not None and ((p.comparator in ("<", "<=") and float(printed.value) <= ALPHA) or (p.comparator == "=" and float(printed.high) < ALPHA))


def _not_significant(p: PValue) -> bool:
    printed = parse(p.value) if p.value else None
    if printed is None:
        return p.comparator == "ns"
    return (p.comparator in (">", ">=") and float(printed.value) >= ALPHA) or (p.comparator == "=" and float(printed.low) > ALPHA)


def _reported(p: PValue) -> tuple[float, float]:
    """Smallest and largest value that the reported p can stand for."""
    if p.comparator == "ns" or p.value is None:
        return ALPHA, 1.0
    printed = parse(p.value)
    if p.comparator in ("<", "<="):
        return 0.0, float(printed.value)
    if p.comparator in (">", ">="):
        return float(printed.value), 1.0
    return max(0.0, float(printed.low)), float(printed.high)

"""An interval is printed in a form that cannot be read safely.

## What it checks
Stray punctuation inside the label of an interval ("95%; confidence interval"), and a dash between limits of which the first is
negative ("-2.33–0.09"), where a reader cannot tell a dash from a minus.

## Why it matters
A misread sign turns a result without effect into a significant one, or the reverse.

## Example
`mean difference [MD] -1.12, 95%; confidence interval [CI] -2.33–0.09`

## Not flagged
Positive limits joined by a dash; negative limits joined by "to" or a comma.

## Limits
A matter of form: the numbers may be right.

## References
Altman DG, Machin D, Bryant TN, Gardner MJ. Statistics with Confidence, 2nd ed. BMJ Books 2000, chapter 14 (use "to", not a dash).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="STA207",
    name="malformed-interval",
    summary="an interval is printed in a form that cannot be read safely",
    scope="claim",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 7 flagged, all in one form, read, right; the five seeds: 1 of 1 right",
)
_STRAY = lazy(r"\d{2}\s?%\s?[;:,]\s?(?:confidence|CI\b)", re.I)
_PLAIN = lazy(r"\d\s?(?:[–—]\s?[-−]|−\s?-|-\s?−)")  # a dash and a minus that is another sign
_DASHED = lazy(r"[-−–]\s?\d+(?:[.·]\d+)?\s?[-–—−]\s?[-−–]?\s?\d+(?:[.·]\d+)?")


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    statistic = claim.record.statistic
    if claim.record.kind != "estimate" or statistic is None or statistic.interval is None:
        return
    reasons = []
    if match := _STRAY.search(claim.text):
        reasons.append(f"a stray sign in '{' '.join(match[0].split())}'")
    if statistic.interval.low.startswith("-") and (match := _DASHED.search(claim.text)) and not _PLAIN.search(match[0]):
        reasons.append(f"a dash that may be read as a minus in '{match[0]}'")
    if not reasons:
        yield PASSED
        return
    yield META.finding(
        f"the interval cannot be read safely: {' and '.join(reasons)}",
        claim.at("printed so"),
        confidence=0.78,
        help=f"print it as (95% CI {statistic.interval.low} to {statistic.interval.high})",
        claims=(claim.id,),
    )

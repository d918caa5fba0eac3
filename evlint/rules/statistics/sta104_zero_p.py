"""A p value of zero.

## What it checks
p printed as zero (`p = .000`), or below it (`p < 0`).

## Why it matters
No p is zero; programs print .000 for anything below .0005. The reader is owed the bound.

## Example
`F(7, 378) = 51.32, p = .000`

## Not flagged
`p < .001`, `p = .0004`.

## Limits
None known.

## References
APA Publication Manual, 7th ed., section 6.36: report p values less than .001 as p < .001.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.statistics._read import in_words_alone

META = RuleMeta(
    code="STA104",
    name="zero-p",
    summary="a p value of zero",
    scope="claim",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 11 flagged, all read, all right",
)


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    p = claim.record.statistic.p if claim.record.statistic else None
    if p is None or p.value is None or in_words_alone(claim):
        return
    if float(p.value) != 0 or p.comparator in (">", ">="):
        yield PASSED
        return
    digits = len(p.value.partition(".")[2])
    bound = "0." + "0" * (digits - 1) + "1" if digits else "0.001"
    yield META.finding(
        f"p {p.comparator} {p.value} is reported; no p value is zero",
        claim.at("reported here"),
        confidence=0.78,
        help=f"write p < {bound}",
        claims=(claim.id,),
        observed={"p": p.value},
    )

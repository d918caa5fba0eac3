"""The quote of a record stands in several places.

## What it checks
Records whose quote occurs more than once and whose `prefix` and `suffix` fit two of the places equally well.

## Why it matters
A record that may mean either of two passages cannot be compared with anything.

## Example
The same sentence in the summary and in the conclusion, and a record without prefix.

## Not flagged
Repeated quotes that prefix or suffix tells apart.

## Limits
Looks at 64 characters on each side.

## References
W3C. Selectors and States (TextQuoteSelector), Working Group Note 2017.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.records._anchors import anchored, quoted

META = RuleMeta(
    code="CLM106",
    name="anchor-ambiguous",
    summary="the quote of a record stands in several places",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="exact by construction: a comparison of records with their own text",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for item in anchored(corpus):
        if item.anchor.outcome != "ambiguous" or item.document is None:
            yield PASSED
            continue
        places = ((item.anchor.start, item.anchor.end), *item.anchor.others)
        yield META.finding(
            f"the quote of this record stands in {len(places)} places",
            item.stored.at("target", "exact", label=quoted(item)),
            *(item.document.at(start, end, "one of them", role="related") for start, end in places[:3]),
            confidence=1.0,
            help="add target.prefix or target.suffix: a few words before or after the right place",
            claims=(item.stored.record.id,),
        )

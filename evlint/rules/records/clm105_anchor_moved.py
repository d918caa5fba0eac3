"""The quote of a record was reworded, its numbers and direction unchanged.

## What it checks
Records whose quote is nearly there, with the same critical tokens in the same order and one clear candidate.

## Why it matters
The record still holds; its quote should follow the text before the next change makes it untraceable.

## Example
"reduced the risk" became "clearly reduced the risk" around the same numbers.

## Not flagged
Quotes that moved within the document without a change: they are simply found.

## Limits
At most a fifth of the letters may differ.

## References
W3C. Selectors and States (TextQuoteSelector), Working Group Note 2017.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.rewrite import replace_value
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.records._anchors import anchored, quoted

META = RuleMeta(
    code="CLM105",
    name="anchor-moved",
    summary="the quote of a record was reworded, its numbers and direction unchanged",
    scope="corpus",
    severity="note",
    since="0.1.0",
    measured="exact by construction: a comparison of records with their own text",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for item in anchored(corpus):
        if item.anchor.outcome != "moved" or item.document is None:
            yield PASSED
            continue
        now = item.document.prose[item.anchor.start : item.anchor.end]
        yield META.finding(
            "the quote of this record was reworded in the document",
            item.stored.at("target", "exact", label=quoted(item)),
            item.document.at(item.anchor.start, item.anchor.end, "what the document says", role="related"),
            confidence=0.95,
            help="run `evlint claims anchor --fix` to take over the new wording",
            claims=(item.stored.record.id,),
            fix=(replace_value(item.stored, ("target", "exact"), now, safe=True),),
        )

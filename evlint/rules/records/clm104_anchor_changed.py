"""The passage behind a record says something else now.

## What it checks
Records whose quote is nearly there: the closest passage differs in its critical tokens (numbers with sign, comparison signs, negation,
direction verbs, units).

## Why it matters
Somebody changed a number or a direction in the text; the record still holds the old one, and its review no longer covers it.

## Example
The record quotes `RR 0.80`, the document says `RR 0.60` in an otherwise equal sentence.

## Not flagged
Changes of wording around the same critical tokens (CLM105).

## Limits
`evlint claims anchor --fix` takes over the new quote and returns the record to draft; it never changes a number in the record.

## References
W3C. Selectors and States (TextQuoteSelector), Working Group Note 2017.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.rewrite import replace_value
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.records._anchors import anchored, quoted

META = RuleMeta(
    code="CLM104",
    name="anchor-changed",
    summary="the passage behind a record says something else now",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="exact by construction: a comparison of records with their own text",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for item in anchored(corpus):
        if item.anchor.outcome != "changed" or item.document is None:
            yield PASSED
            continue
        now = item.document.prose[item.anchor.start : item.anchor.end]
        edits = [replace_value(item.stored, ("target", "exact"), now, safe=False)]
        if item.stored.record.review.status != "draft":
            edits.append(replace_value(item.stored, ("review", "status"), "draft", safe=False))
        yield META.finding(
            "the passage behind this record says something else now",
            item.stored.at("target", "exact", label=quoted(item)),
            item.document.at(item.anchor.start, item.anchor.end, "what the document says", role="related"),
            confidence=0.98,
            help="read both, correct the record, and review it again (`evlint claims anchor --fix` takes over the quote and returns it to draft)",
            claims=(item.stored.record.id,),
            fix=edits,
        )

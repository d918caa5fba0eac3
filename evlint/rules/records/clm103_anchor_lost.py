"""The quote of a record is not in its document.

## What it checks
Every record's quote (`target.exact`) against its document, in a normal form that folds blanks, dashes and ligatures and nothing else.

## Why it matters
A record without its passage supports nothing, and may stand for a statement that was withdrawn.

## Example
The paragraph was deleted; the record still says what it said.

## Not flagged
Quotes that differ in blanks, line breaks or kinds of dashes. Quotes with an ellipsis whose parts stand in order in one paragraph.

## Limits
A passage that was rewritten from the ground up is lost, not changed.

## References
W3C. Selectors and States (TextQuoteSelector), Working Group Note 2017.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.records._anchors import anchored, quoted

META = RuleMeta(
    code="CLM103",
    name="anchor-lost",
    summary="the quote of a record is not in its document",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="exact by construction: a comparison of records with their own text",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    present = {document.path for document in corpus.documents}
    for file in corpus.records.files:
        if file.document.path not in present:
            yield META.finding(
                f"the document of these records, {file.document.path}, is not in the corpus",
                file.source.at(0, len(file.source.text.split("\n", 1)[0]), "record file"),
                confidence=1.0,
                help="correct document.path, add the document, or delete the record file",
            )
    for item in anchored(corpus):
        if item.anchor.outcome != "lost":
            yield PASSED
            continue
        yield META.finding(
            "the quote of this record is not in its document",
            item.stored.at("target", "exact", label=quoted(item)),
            confidence=1.0,
            help="correct the quote, set review.status to rejected, or remove the record",
            claims=(item.stored.record.id,),
        )

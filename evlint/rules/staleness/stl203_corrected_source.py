"""A work that a document rests on was corrected.

## What it checks
References and identifiers as STL201 does: works with a correction or an erratum and nothing graver.

## Why it matters
Most corrections touch an author's name; some change the number that is quoted. The notice tells which.

## Example
Reference 7, corrected a year after it appeared.

## Not flagged
Works with a concern or a retraction (STL202, STL201), notices themselves.

## Limits
Partial retractions are filed as corrections too: read the notice.

## References
US National Library of Medicine, Errata, Retractions, and Other Linked Citations in PubMed.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.staleness._rests import Rested, bearing, told_by
from evlint.sources.facts import Standing

META = RuleMeta(
    code="STL203",
    name="corrected-source",
    summary="a work that a document rests on was corrected",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="as right as the retraction data that were imported; not measured on documents",
)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for one in bearing("corrected", document, corpus):
        yield _finding(*one, corpus) if one else PASSED


def _finding(rested: Rested, found: Standing | None, corpus: Corpus) -> Outcome:
    return META.finding(
        "this document was corrected" if rested.own else "rests on a work that was corrected",
        rested.place,
        *rested.cited[:3],
        confidence=0.95,
        notes=told_by(found, corpus),
        help="read the notice, and compare it with what is quoted here",
        works=rested.names,
        dated=found.notice.date if found else "",
    )

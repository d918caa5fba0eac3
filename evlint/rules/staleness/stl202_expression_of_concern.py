"""A document rests on a work that has an expression of concern.

## What it checks
References and identifiers as STL201 does: works whose last word is an expression of concern.

## Why it matters
The journal doubts the work and has not decided. What rests on it alone may fall.

## Example
Reference 4, with an expression of concern since March.

## Not flagged
Works retracted since (STL201), works reinstated, notices themselves. Where the sentence speaks of the concern, the finding is a note.

## Limits
Retraction Watch lists concerns less completely than retractions.

## References
COPE Retraction Guidelines (2019), expressions of concern.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.staleness._rests import Rested, bearing, told_by
from evlint.sources.facts import Standing

META = RuleMeta(
    code="STL202",
    name="expression-of-concern",
    summary="a document rests on a work that has an expression of concern",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="as right as the retraction data that were imported; not measured on documents",
)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for one in bearing("concern", document, corpus):
        yield _finding(*one, corpus) if one else PASSED


def _finding(rested: Rested, found: Standing | None, corpus: Corpus) -> Outcome:
    return META.finding(
        "the journal has expressed concern about this document" if rested.own else "rests on a work with an expression of concern",
        rested.place,
        *rested.cited[:3],
        confidence=0.95,
        severity="note" if rested.admitted else "warning",
        notes=told_by(found, corpus),
        help="read the notice, and say in the text what it means for the statement",
        works=rested.names,
        dated=found.notice.date if found else "",
    )

"""A document rests on a retracted work, or is one.

## What it checks
Every reference, and every DOI or PMID in the text, against the imported retraction data (and online, against Crossref and PubMed):
works whose last word is a retraction. Also entries that say so themselves (`RETRACTED:`, PubMed's RIN).

## Why it matters
Nine in ten authors who cite a retracted paper do not know it. Its numbers may be invented, and guidance built on them harms.

## Example
Reference 12, retracted in 2020, cited in support of a dose.

## Not flagged
The notice of retraction itself, works reinstated later, works with a correction or a concern only (STL202, STL203). Where each sentence
that cites the work says that it was retracted, the finding is a note.

## Limits
A work that is not listed is not listed in the data at hand, never "clean". Without identifiers in the list nothing can be looked up.

## References
Retraction Watch database (Crossref); De Cassai A, et al. Inappropriate citation of retracted articles in anesthesiology and intensive
care medicine publications. Anesthesiology 2022;137:341.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.staleness._rests import Rested, bearing, told_by
from evlint.sources.facts import Standing

META = RuleMeta(
    code="STL201",
    name="retracted-source",
    summary="a document rests on a retracted work",
    scope="document",
    severity="error",
    since="0.1.0",
    measured="as right as the retraction data that were imported; not measured on documents",
)
_SHOWN = 3


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for one in bearing("retracted", document, corpus):
        yield _finding(*one, corpus) if one else PASSED


def _finding(rested: Rested, found: Standing | None, corpus: Corpus) -> Outcome:
    what = "this document was retracted" if rested.own else "rests on a retracted work" if rested.cited else "lists a retracted work" if rested.listed else "names a retracted work"
    return META.finding(
        what,
        rested.place,
        *rested.cited[:_SHOWN],
        confidence=0.97,
        severity="note" if rested.admitted else "error",
        notes=(
            *told_by(found, corpus),
            *(("the text says that it was retracted",) if rested.admitted else ()),
            *((f"cited {len(rested.cited)} times",) if len(rested.cited) > _SHOWN else ()),
        ),
        help="withdraw this document" if rested.own else "take the work out and read again what rested on it; if it is cited on purpose, say in the sentence that it was retracted",
        works=rested.names,
        dated=found.notice.date if found else "",
    )

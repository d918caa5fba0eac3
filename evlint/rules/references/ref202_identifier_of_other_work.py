"""An identifier leads to another work.

## What it checks
Online only (`--online`): the title, first author and year that the registry gives for a DOI or PMID, against those that the entry prints.

## Why it matters
The reader lands on a paper that says something else, and checks for retraction look at the wrong work.

## Example
A reference to a trial of 2015 whose DOI belongs to an editorial of 2009.

## Not flagged
Titles that are alike (.55 of their letters or more), entries where author or year agree, titles in another script, entries without a title.

## Limits
Translated titles look different; author and year must differ too.

## References
JabRef issue 1445: check that a DOI belongs to its entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from evlint.bibliography.model import Reference
from evlint.documents.listed import folded
from evlint.documents.model import Document
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.sources import works
from evlint.sources.facts import Work

META = RuleMeta(
    code="REF202",
    name="identifier-of-other-work",
    summary="an identifier leads to another work",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="against recorded answers only; not measured on documents",
    asks="registries",
)
_ALIKE = 0.55


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    known = corpus.facts.works
    if not known:
        return
    for entry in document.references:
        for name in sorted(works.of_reference(entry.reference)):
            if name in known and known[name].title and entry.reference.title and known[name].title.isascii() == entry.reference.title.isascii():
                other = _is_other(entry.reference, known[name])
                yield _finding(document, entry.start, entry.end, name, entry.reference, known[name]) if other else PASSED


def _is_other(printed: Reference, known: Work) -> bool:
    alike = SequenceMatcher(None, (printed.title or "").casefold()[:300], known.title.casefold()[:300], autojunk=False).ratio()
    author = not (printed.first_author and known.first_author) or folded(printed.first_author) == folded(known.first_author)
    year = not (printed.year and known.year) or abs(int(printed.year) - int(known.year)) <= 1
    return alike < _ALIKE and not author and not year


def _finding(document: Document, start: int, end: int, name: str, printed: Reference, known: Work) -> Outcome:
    return META.finding(
        f"{name} is another work: {known.first_author or 'unknown author'} {known.year}, “{known.title[:80]}”",
        document.at(start, end, "printed here"),
        confidence=0.85,
        notes=(f"told by {known.told_by}",),
        help="find the identifier of the work that is meant, or correct the reference",
        expected={"title": printed.title},
        observed={"title": known.title},
        works=(name,),
    )

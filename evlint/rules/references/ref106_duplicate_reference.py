"""Two entries of one reference list are the same work.

## What it checks
Entries of one list that share a DOI or a PMID, or author, year, volume, first page and title.

## Why it matters
One study counted twice looks like two; later citations no longer know which number is meant.

## Example
Entries 3 and 9 both end in `doi:10.1136/bmj.n71`.

## Not flagged
A preprint beside its paper (their DOIs differ), chapters of one book, papers in two parts, the same entry in lists of two sections.

## Limits
Entries without identifiers whose titles are printed in two ways are not matched.

## References
JabRef issues 1445 and 4449: one DOI on two entries is a mistake of the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from evlint.bibliography import identifiers
from evlint.documents.model import Document, ReferenceEntry
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.references._lists import list_starts

META = RuleMeta(
    code="REF106",
    name="duplicate-reference",
    summary="two entries of one reference list are the same work",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="361 articles (their lists are cut) and the five seeds: none flagged; recall not measured",
)
_ALIKE = 0.9


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    first: dict[str, ReferenceEntry] = {}
    starts = list_starts(document, document.references)
    for i, entry in enumerate(document.references):
        if i in starts:
            first = {}
        twin = next((first[key] for key in _keys(entry) if key in first and _one_work(first[key], entry)), None)
        yield _finding(document, twin, entry) if twin else PASSED
        for key in _keys(entry):
            first.setdefault(key, entry)


def _keys(entry: ReferenceEntry) -> list[str]:
    one = entry.reference
    keys = [identifiers.name_of("doi", one.doi)] if one.doi else []
    keys += [identifiers.name_of("pmid", one.pmid)] if one.pmid else []
    if one.first_author and one.year and one.volume and one.first_page:
        keys.append(f"{one.first_author.casefold()}|{one.year}|{one.volume}|{one.first_page}")
    return keys


def _one_work(first: ReferenceEntry, second: ReferenceEntry) -> bool:
    """Identifiers of one kind decide; without them the titles must be alike."""
    a, b = first.reference, second.reference
    if (a.doi and b.doi and a.doi.lower() != b.doi.lower()) or (a.pmid and b.pmid and a.pmid != b.pmid):
        return False
    if (a.doi and b.doi) or (a.pmid and b.pmid):
        return True  # one identifier on two entries: the same work, or a mistake of the list
    if not (a.title and b.title):
        return False
    return SequenceMatcher(None, a.title.casefold()[:300], b.title.casefold()[:300], autojunk=False).ratio() >= _ALIKE


def _finding(document: Document, first: ReferenceEntry, second: ReferenceEntry) -> Outcome:
    shared = first.reference.doi if first.reference.doi and second.reference.doi else first.reference.pmid if first.reference.pmid and second.reference.pmid else ""
    name = f"entry {first.number}" if first.number else "an entry above"
    return META.finding(
        f"the same work as {name}" + (f" ({shared})" if shared else ""),
        document.at(second.start, second.end, "listed again"),
        document.at(first.start, first.end, "listed here", role="related"),
        confidence=0.92,
        severity="warning",
        help="keep one of the two, and let the citations of both lead to it",
    )

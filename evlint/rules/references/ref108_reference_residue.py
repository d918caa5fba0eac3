"""Residue of another system in references: link labels, stray digits, empty fields.

## What it checks
Labels of links that were scraped along ("- DOI - PubMed", "[Google Scholar]"), affiliation numbers glued to an author's initials
("O'Connell NE1"), and a journal followed by nothing ("J Pain Res. .").

## Why it matters
Small in itself, it shows that an entry was copied without being read, and it breaks look-ups by author or title.

## Example
`O'Connell NE1, Wand BM, McAuley J. Interventions for treating pain …`

## Not flagged
Names of trial groups and receptors (H1, NCT numbers), digits inside titles.

## Limits
Knows the labels of the common databases only.

## References
National Library of Medicine. Citing Medicine, 2nd ed. 2007.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document, ReferenceEntry
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="REF108",
    name="reference-residue",
    summary="residue of another system in references: link labels, stray digits, empty fields",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="the five seeds: 4 of 4 right; 3,662 abstracts: none flagged",
)
_LABELS = lazy(r"(?:\s-\s(?:DOI|PubMed|PMC))+\s*$|\[(?:Google Scholar|CrossRef|PubMed|DOI|Free Full Text|Medline|Web of Science)\]|\b(?:View in Article|Google Scholar)\s*$")
_GLUED_DIGIT = lazy(r"(?:^|[,;]\s|\s)(?P<n>(?!(?:Group|Team|Study|Trial|Consortium|Collaboration|Network|Investigators|Committee)\b)[A-ZÀ-Þ][\w’'-]{2,30}\s[A-Z]{1,3}(?P<d>\d))(?=\s?[,;.])")
_EMPTY_JOURNAL = lazy(r"\b[A-Z][A-Za-z]{0,12}(?:\s[A-Z][A-Za-z]{1,12}){0,5}\.\s(?P<d>\.)(?!\s?\.)(?=\s|$)")
_AUTHORS_WITHIN = 400


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    if document.references:
        yield from _labels(document)
        for entry in document.references:
            yield from _digits(document, entry)
    for block in document.blocks:
        if block.kind in ("reference", "paragraph") and (match := _EMPTY_JOURNAL.search(document.prose, block.start, min(block.end, block.start + _AUTHORS_WITHIN))):
            yield META.finding(
                "a journal title is followed by an empty field",
                document.at(match.start(), match.end(), "nothing between the stops"),
                confidence=0.75,
                help="complete the citation (year, volume, pages), or remove the stray stop",
            )


def _labels(document: Document) -> Iterator[Outcome]:
    """One finding for all entries that carry link labels."""
    found = [(entry, match) for entry in document.references if (match := _LABELS.search(document.prose, entry.start, entry.end))]
    if not found:
        yield PASSED
        return
    (_, first), *others = found
    yield META.finding(
        f"{len(found)} {'references end' if len(found) > 1 else 'reference ends'} in labels of links ({first[0].strip(' -')})",
        document.at(first.start() + (len(first[0]) - len(first[0].lstrip())), first.end(), "left over from a web page"),
        confidence=0.78,
        notes=(f"also in entries: {', '.join(entry.number or '?' for entry, _ in others)}",) if others else (),
        help="remove the labels; keep the DOI itself",
    )


def _digits(document: Document, entry: ReferenceEntry) -> Iterator[Outcome]:
    text = document.prose[entry.start : entry.end]
    authors_end = text.find(". ")
    for match in _GLUED_DIGIT.finditer(text, 0, min(len(text), _AUTHORS_WITHIN if authors_end < 0 else authors_end + 1)):
        yield META.finding(
            f"a stray digit is glued to an author's initials: {match['n']}",
            document.at(entry.start + match.start("n"), entry.start + match.end("n"), "affiliation number"),
            confidence=0.78,
            help=f"remove the digit: {match['n'][:-1]}",
        )

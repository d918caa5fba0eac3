"""An identifier cannot be right as it is printed.

## What it checks
Registry numbers (NCT with 8 digits, ISRCTN with 8, ACTRN with 14), DOIs (a prefix without suffix, a blank inside), PMIDs of more than 8
digits: wrong in form, an error. Check digits of ISBN, ISSN and ORCID: a warning that names the digit expected.

## Why it matters
The reader who follows a broken identifier ends nowhere, and no tool can look up whether the work was retracted.

## Example
`NCT004174248`: nine digits.

## Not flagged
Code, identifiers that a line break cut in two, placeholders (`NCT########`, `10.xxxx/…`), numbers of other
registries.

## Limits
A well-formed identifier may still be of another work (REF202 looks that up online).

## References
ClinicalTrials.gov identifiers (NLM); Crossref, DOIs and matching regular expressions (2015); ISO 2108, ISO 3297, ISO 7064.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.bibliography import identifiers
from evlint.documents.model import Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="REF105",
    name="malformed-identifier",
    summary="an identifier cannot be right as it is printed",
    scope="document",
    severity="error",
    since="0.1.0",
    measured="3,662 abstracts: 3 flagged; 361 articles: 3 flagged; all read, all right",
)
_DIGITS = {"NCT": 8, "ISRCTN": 8, "ACTRN": 14, "DRKS": 8}
_REGISTERED = lazy(r"\b(?P<r>NCT|ISRCTN|ACTRN|DRKS)(?P<gap>[\s:#-]{0,2})(?P<d>\d{4,17})(?![\w-]|\s?\d{2})")
_SECOND = lazy(r"\b(?P<r>NCT|ISRCTN|ACTRN|DRKS)(?P<d>\d{1,17})[ \t]?\n[ \t]{0,8}(?P<e>\d{1,12})\b")
_BARE_DOI = lazy(r"(?:\bdoi\s?[:.]?\s?|doi\.org/)(?P<i>10\.\d{4,9}/?)(?=\s?[.,;)\]]{0,3}(?:\s|$))(?![ \t]*\r?\n[ \t]*\S)(?!\s?/?\s?\d|\s?/\s?\S)", re.I)
_BROKEN_DOI = lazy(r"(?:\bdoi\s?[:.]?\s?|doi\.org/)(?P<i>10\s?\.\s\d{4,9}/[^\s,;]{2,80}|10\.\d{4,9}[,;:]\d[^\s,;]{2,80}|I0\.\d{4,9}/\S{2,80})", re.I)
_ANCHORS = ("NCT", "ISRCTN", "ACTRN", "DRKS", "doi", "DOI", "PMID", "pubmed", "ISBN", "ISSN", "ORCID", "orcid")


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    if document.bibliography or not any(word in document.prose for word in _ANCHORS):
        return
    yield from _registered(document)
    yield from _dois(document)
    for one in identifiers.find(document.prose):
        if one.kind in ("isbn", "issn", "orcid", "pmid"):
            yield _finding(document, one.start, one.end, f"{one.kind.upper()} {one.value}: {one.fault}", checksum=not one.form) if one.fault else PASSED


def _registered(document: Document) -> Iterator[Outcome]:
    text = document.prose
    joined = {match.start(): len(match["d"]) + len(match["e"]) for match in _SECOND.finditer(text)}
    for match in _REGISTERED.finditer(text):
        wanted, given = _DIGITS[match["r"]], len(match["d"])
        if given == wanted or joined.get(match.start()) == wanted or set(match["d"]) <= {"0"} or match["d"] in "12345678901234567890":
            yield PASSED
        elif abs(given - wanted) <= 3:
            yield _finding(document, match.start(), match.end(), f"{match['r']} numbers have {wanted} digits; this has {given}")


def _dois(document: Document) -> Iterator[Outcome]:
    for match in _BARE_DOI.finditer(document.prose):
        yield _finding(document, match.start("i"), match.end("i"), "a DOI without its second half")
    for match in _BROKEN_DOI.finditer(document.prose):
        yield _finding(document, match.start("i"), match.end("i"), "a DOI begins with '10.', digits and a slash, without blanks")


def _finding(document: Document, start: int, end: int, message: str, *, checksum: bool = False) -> Outcome:
    return META.finding(
        message,
        document.at(start, end, "as printed"),
        confidence=0.9 if checksum else 0.96,
        severity="warning" if checksum else "error",
        help="look the work up in its registry and copy the identifier",
    )

"""The year of a citation is not the year of the entry that it names.

## What it checks
Citations that print an author and a year, alone (`Smith et al., 2019`) or before a number (`Smith et al. (2019) [4]`), against the one
entry of that author, or the entry of that number.

## Why it matters
A wrong year sends the reader to another paper of the same author, or hides that an older paper was meant.

## Example
"Albers et al. (2012) [1]" where entry 1 is "Albers K, … 2009".

## Not flagged
Authors with two entries or more, entries that print more than one year (reprints, `1984 [1970]`), entries by another author.

## Limits
A difference of one year is a note: papers appear online before they appear in print.

## References
de Lacey G, Record C, Wade J. How accurate are quotations and references in medical journals? BMJ 1985;291:884.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.bibliography.reference import YEAR
from evlint.documents.listed import AuthorYear, author_year
from evlint.documents.model import Document, Marker, ReferenceEntry
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="REF104",
    name="year-mismatch",
    summary="the year of a citation is not the year of the entry that it names",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="3,662 abstracts, 361 articles (their lists are cut) and the five seeds: none flagged; recall not measured",
)
_BEFORE = lazy(r"(?P<key>[A-ZÀ-Þ][\w’'-]{1,30}(?:,?\s(?:et\sal\.?|(?:and|&)\s[A-ZÀ-Þ][\w’'-]{1,30}))?,?\s\(?(?:19|20)\d\d[a-z]?)\)?,?\s?$")


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    listed = corpus.listed(document)
    seen: set[tuple[int, int]] = set()
    for marker, key, entries in corpus.citing(document):
        if marker.style == "author-year":
            who = author_year(key)
            candidates = listed.of_author(who.family) if who else ()
        else:
            who, candidates = _named_before(document, marker), entries
        if who is None or len(candidates) != 1 or not _of(who, candidates[0]):
            continue
        page = {candidates[0].reference.first_page, candidates[0].reference.last_page}
        years = {match[1] for match in YEAR.finditer(candidates[0].reference.raw)} - page
        if len(years) == 1 and len(who.years) == 1:
            sentence = document.sentence_at(marker.start)
            place = (candidates[0].start, sentence.start if sentence else -1)
            if place not in seen:
                yield PASSED if who.years[0] in years else _finding(document, marker, who, candidates[0])
            seen.add(place)


def _named_before(document: Document, marker: Marker) -> AuthorYear | None:
    """Author and year right before a numbered citation."""
    match = _BEFORE.search(document.prose, max(0, marker.start - 90), marker.start)
    return author_year(match["key"].replace("(", "")) if match else None


def _of(who: AuthorYear, entry: ReferenceEntry) -> bool:
    """Whether the entry is by that author, and by others too where others are named."""
    family = re.sub(r"[\W_]+", " ", (entry.reference.first_author or "").casefold()).strip()
    alone = len(entry.reference.authors) == 1 and "et al" not in entry.reference.raw
    return bool(family) and who.family.split(" ")[-1] == family.split(" ")[-1] and not (who.others and alone)


def _finding(document: Document, marker: Marker, who: AuthorYear, entry: ReferenceEntry) -> Outcome:
    year = entry.reference.year or ""
    near = abs(int(who.years[0]) - int(year)) == 1
    start = max(document.prose.rfind(who.years[0], max(0, marker.start - 90), marker.end), 0)
    return META.finding(
        f"cited as of {who.years[0]}; the entry is of {year}",
        document.at(min(start, marker.start), marker.end, f"here {who.years[0]}"),
        document.at(entry.start, entry.end, f"here {year}", role="related"),
        confidence=0.6 if near else 0.88,
        severity="note" if near else "warning",
        notes=("one year apart: online first and in print may differ",) if near else (),
        help="correct the year, or cite the paper that was meant",
        expected={"year": year},
        observed={"year": who.years[0]},
    )

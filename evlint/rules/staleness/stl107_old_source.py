"""The evidence under a document is older than its kind allows.

## What it checks
The document's own date or, where it has none, the day on which the copy was retrieved, else the year of the newest entry of its reference
list, against the age allowed for its
type: 3 years for guidelines and patient information, 5 for everything else (`max-age` in the configuration).

## Why it matters
Of 100 recommendations 92 are still valid after one year, 78 after four: an old text is not wrong, but somebody must look.

## Example
A page without a date whose newest reference is of 2018, read in 2026.

## Not flagged
Documents without date and reference list, lists of fewer than three dated entries, sources marked `keep: true`.

## Limits
The newest reference is a stand-in for the date of the last search.

## References
Martínez García L, et al. The validity of recommendations from clinical guidelines: a survival analysis. CMAJ 2014;186:1211.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evlint.documents.dates import last_day
from evlint.documents.model import Document, Location
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.staleness import _topic

META = RuleMeta(
    code="STL107",
    name="old-source",
    summary="the newest evidence under a document is older than its kind allows",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="the five seeds: 1 of 1 right; 3,662 abstracts: none flagged (they hold no lists)",
)
_ENOUGH = 3


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    found = None if document.bibliography else _newest(document, corpus)
    if found is None or _kept(document, corpus):
        return
    newest, place, what = found
    kind = _type(document, corpus)
    allowed = corpus.settings.max_age.get(kind, corpus.settings.max_age["default"])
    age = corpus.as_of.year - newest.year - ((corpus.as_of.month, corpus.as_of.day) < (newest.month, newest.day))
    if age <= allowed:
        yield PASSED
        return
    yield META.finding(
        f"{what} is {age} years old; {allowed} are allowed for a {kind.replace('_', ' ')}" if kind != "default" else f"{what} is {age} years old; {allowed} are allowed",
        place,
        confidence=0.75,
        help="check for newer evidence, then update the date; or set keep: true in sources.yaml for a classic",
        expected={"years": f"<= {allowed}"},
        observed={"years": str(age)},
    )


def _newest(document: Document, corpus: Corpus) -> tuple[date, Location, str] | None:
    own = _topic.issued(document, corpus)
    if own:
        first = document.blocks[0] if document.blocks else None
        return last_day(own), document.at(first.start if first else 0, first.end if first else 0, f"issued {own}"), "the document"
    retrieved = next((stated for stated in document.metadata.dates if stated.meaning == "retrieved" and stated.iso), None)
    if retrieved is not None:
        return last_day(retrieved.iso), document.at(retrieved.start, retrieved.end, f"retrieved {retrieved.iso}"), "this copy"
    dated = [(int(e.reference.year), e) for e in document.references if e.reference.year]
    if len(dated) < _ENOUGH:
        return None
    year, entry = max(dated, key=lambda pair: (pair[0], -pair[1].start))
    return date(min(year, 9999), 12, 31), document.at(entry.start, entry.end, "newest reference"), "the newest reference"


def _type(document: Document, corpus: Corpus) -> str:
    declared = next((f.document.type for f in corpus.records.files if f.document.path == document.path and f.document.type), None)
    stated = document.metadata.fields.get("type", "").lower().replace(" ", "_").replace("-", "_")
    return declared or (stated if stated in corpus.settings.max_age else "") or {"guideline": "guideline", "synthesis": "review"}.get(_topic.kind(document), "default")


def _kept(document: Document, corpus: Corpus) -> bool:
    return any(source.keep and source.document == document.path for source in corpus.records.sources)

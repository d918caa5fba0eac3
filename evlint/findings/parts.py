"""What a report tells of documents, claims and sources besides its findings: headings, review dates, normal forms, and works with their state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evlint.bibliography.model import Reference
from evlint.claims.model import Claim
from evlint.claims.normal import normalise
from evlint.claims.record import SourceRecord
from evlint.documents.dates import review_due
from evlint.documents.model import Document, ReferenceEntry
from evlint.sources import learning, works
from evlint.sources.facts import Facts
from evlint.sources.works import Cited
from evlint.vocabulary import Vocabulary

SOURCE_STATES = ("retracted", "concern", "corrected", "reinstated", "superseded", "absent", "active", "not_listed", "unknown")
_SAID = {"retracted": "retracted", "concern": "concern", "corrected": "corrected", "superseded": "superseded", "active": "active"}


def head(document: Document) -> dict[str, Any]:
    """Title, the day by which the document is to be reviewed, and its headings with their places in the source."""
    due = review_due(document.metadata.dates)
    return {
        "title": document.metadata.title,
        "due": due[1].isoformat() if due else None,
        "headings": [
            {"start": document.at(block.start, block.end).start, "level": block.level, "text": " ".join(document.prose[block.start : block.end].split())}
            for block in document.blocks
            if block.kind == "heading"
        ],
    }


def normal(claim: Claim, words: Vocabulary) -> dict[str, Any]:
    """The normal form in which a claim is compared: concepts, days, direction, and whether it was turned round for that."""
    form = normalise(claim, words)
    return {
        "intervention": form.intervention,
        "outcome": form.outcome,
        "condition": form.condition,
        "comparator": form.family,
        "days": None if form.days is None else round(form.days, 4),
        "effect": form.effect,
        "swapped": form.swapped,
        "turned": form.turned,
    }


def sources(documents: Iterable[Document], registered: Iterable[SourceRecord], facts: Facts) -> list[dict[str, Any]]:
    """The works that documents cite or sources.yaml lists: what they are, where they stand, and who cites them."""
    return [_source(work, facts) for work in works.cited((one for one in documents if one.status == "read"), registered)]


def _source(work: Cited, facts: Facts) -> dict[str, Any]:
    record = work.record
    reference = work.entries[0][1].reference if work.entries else None
    state, why = _state(work, reference, facts)
    family = next((author.family or author.literal for author in record.author), None) if record else None
    return {
        "id": record.id if record else None,
        "title": (record.title if record else None) or (reference.title if reference else None),
        "author": family or (reference.first_author if reference else None),
        "year": (record.issued[:4] if record and record.issued else None) or (reference.year if reference else None),
        "container": (record.container_title if record else None) or (reference.journal if reference else None),
        "text": " ".join(reference.raw.split()) if reference else "",
        "doi": (record.doi if record else None) or (reference.doi if reference else None),
        "pmid": (record.pmid if record else None) or (reference.pmid if reference else None),
        "url": (record.url if record else None) or (reference.url if reference else None),
        "document": record.document if record else None,
        "note": record.note if record else None,
        "state": state,
        "why": why,
        "cited_in": [_cited_in(document, entry) for document, entry in work.entries],
    }


def _cited_in(document: Document, entry: ReferenceEntry) -> dict[str, Any]:
    place = document.at(entry.start, entry.end)
    return {"document": document.path, "start": place.start, "end": place.end, "line": place.line, "number": entry.number}


def _state(work: Cited, reference: Reference | None, facts: Facts) -> tuple[str, str]:
    """(state, who says so). The data come first; then what a person wrote in sources.yaml; then what the entry says of itself."""
    names = work.identifiers()
    if found := learning.state_of(names, facts):
        return found.state, f"{found.notice.told_by or (facts.stamp.name if facts.stamp else 'the data')}, notice of {found.notice.date or 'unknown date'}"
    if work.record is not None and work.record.status in _SAID:
        by = f", by {work.record.superseded_by}" if work.record.superseded_by else ""
        return _SAID[work.record.status], f"sources.yaml says so{by}"
    if reference is not None and reference.status in _SAID:
        return _SAID[reference.status], "the reference says so itself"
    if newer := next((facts.works[name].newer for name in names if name in facts.works and facts.works[name].newer), ""):
        return "superseded", f"a registry knows {newer}"
    if any(name in facts.absent for name in names):
        return "absent", "a registry says that it does not exist"
    told = learning.described(names, facts)
    return ("not_listed", told) if told == "not listed" else ("unknown", told)

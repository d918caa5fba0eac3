"""Notices that the corpus itself holds: a JATS file that retracts or corrects an article, or says of itself that it was retracted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from evlint.bibliography import identifiers
from evlint.documents.model import Document
from evlint.sources.facts import Facts, Notice, NoticeKind
from evlint.sources.standing import net

_ABOUT_OTHERS: Mapping[str, NoticeKind] = {
    "related_retracted_article": "retraction",
    "related_partial_retraction": "correction",
    "related_corrected_article": "correction",
    "related_object_of_concern": "concern",
}
_ABOUT_ITSELF: Mapping[str, NoticeKind] = {
    "related_retraction_forward": "retraction",
    "related_correction_forward": "correction",
    "related_concern_forward": "concern",
    "related_expression_of_concern_forward": "concern",
}


def heard(facts: Facts, documents: Iterable[Document]) -> Facts:
    """Facts, and what the documents say of works."""
    told: dict[str, list[Notice]] = {}
    own: set[str] = set()
    for document in documents:
        fields = document.metadata.fields
        if not any(key.startswith("related_") for key in fields):
            continue
        for key, kind in _ABOUT_OTHERS.items():
            if name := _name(fields.get(key, "")):
                told.setdefault(name, []).append(Notice(kind, document.metadata.issued, _doi(fields.get("doi", "")), told_by=document.path))
                own.add(_name(fields.get("doi", "")))
        for key, kind in _ABOUT_ITSELF.items():
            if key in fields and (name := _name(fields.get("doi", ""))):
                told.setdefault(name, []).append(Notice(kind, "", _doi(fields[key]), told_by=document.path))
    if not told:
        return facts
    standings = dict(facts.standings)
    for name, found in told.items():
        known = standings[name].history if name in standings else ()
        if standing := net((*known, *found)):
            standings[name] = standing
    return replace(facts, standings=standings, notices=facts.notices | (own - {""}))


def _doi(text: str) -> str:
    found = next(identifiers.dois(text), None)
    return found.value.lower() if found else ""


def _name(text: str) -> str:
    return identifiers.name_of("doi", doi) if (doi := _doi(text)) else ""

"""Claims that cite → the entries of sources.yaml that they cite. A marker that leads to no entry, or to several, stays a marker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from evlint.claims.model import Claim
from evlint.claims.record import SourceLink, SourceRecord
from evlint.documents.listed import Listed
from evlint.documents.model import Document
from evlint.sources import works
from evlint.sources.works import Works


def resolve(claims: Mapping[str, tuple[Claim, ...]], documents: Mapping[str, Document], sources: Iterable[SourceRecord]) -> dict[str, tuple[Claim, ...]]:
    """The claims, each draft with `sources` for those of its `cites` that sources.yaml knows. What a person wrote stays as it is."""
    register = {name: source.id for source in reversed(tuple(sources)) for name in works.of_source(source)}
    if not register:
        return dict(claims)
    out: dict[str, tuple[Claim, ...]] = {}
    for path, found in claims.items():
        if any(claim.record.cites and not claim.record.sources for claim in found):
            listed = Listed(documents[path].references)
            out[path] = tuple(_resolved(claim, listed, register) for claim in found)
        else:
            out[path] = found
    return out


def _resolved(claim: Claim, listed: Listed, register: Mapping[str, str]) -> Claim:
    if claim.stored is not None or claim.record.sources:
        return claim
    refs: dict[str, None] = {}
    for key in claim.record.cites:
        entries = listed.entries(key)
        ref = _ref(works.of_reference(entries[0].reference), register) if len(entries) == 1 else None
        if ref:
            refs[ref] = None
    links = tuple(SourceLink(ref=ref, relation="cites") for ref in refs)
    return replace(claim, record=replace(claim.record, sources=links)) if links else claim


def _ref(names: Works, register: Mapping[str, str]) -> str | None:
    return next((register[name] for name in sorted(names) if name in register), None)

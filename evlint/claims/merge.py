"""Reviewed records and drafts → the claims of the corpus. People's word comes first; rejected drafts stay silent."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evlint.claims.anchors import Anchor, find, normal
from evlint.claims.model import Claim
from evlint.claims.record import ClaimRecord
from evlint.claims.store import RecordFile, Stored
from evlint.documents.model import Document


@dataclass(frozen=True, slots=True)
class Anchored:
    """A stored record and where its quote stands; `document` is None where its document was not read."""

    stored: Stored
    document: Document | None
    anchor: Anchor


def anchor_all(files: Iterable[RecordFile], documents: Mapping[str, Document]) -> list[Anchored]:
    """Anchor every stored record in its document."""
    out: list[Anchored] = []
    for file in files:
        document = documents.get(file.document.path)
        prose = normal(document.prose) if document is not None and document.status == "read" else None
        for stored in file.claims:
            if document is None or prose is None:
                out.append(Anchored(stored, document, Anchor("lost")))
            else:
                out.append(Anchored(stored, document, find(stored.record.target, document, prose)))
    return out


def merge(drafts: Mapping[str, Sequence[Claim]], anchored: Iterable[Anchored]) -> dict[str, tuple[Claim, ...]]:
    """Claims of each document, in order of place. A record whose quote changed or is lost takes no part."""
    kept: dict[str, list[Claim]] = {path: [] for path in drafts}
    silent: dict[str, list[Claim]] = {}
    for item in anchored:
        if item.document is None or item.anchor.outcome not in ("found", "moved"):
            continue
        claim = Claim(item.stored.record, item.document, item.anchor.start, item.anchor.end, item.stored)
        silent.setdefault(item.document.path, []).append(claim)
        if claim.record.review.status != "rejected":
            kept.setdefault(item.document.path, []).append(claim)
    out: dict[str, tuple[Claim, ...]] = {}
    for path, claims in kept.items():
        claims = claims + list(_unread(drafts.get(path, []), silent.get(path, [])))
        out[path] = in_order(claims)
    return out


def in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims of one document in order of place."""
    return tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.record.kind, claim.id)))


def _unread(drafts: Sequence[Claim], records: list[Claim]) -> Iterator[Claim]:
    """Drafts that no record stands for. Only records that may overlap are looked at: those that start at most the longest of them before."""
    by_start = sorted(records, key=lambda record: record.start)
    starts = [record.start for record in by_start]
    longest = max((record.end - record.start for record in records), default=0)
    for draft in drafts:
        near = by_start[bisect_left(starts, draft.start - longest) : bisect_right(starts, draft.end)]
        if not any(stands_for(record, draft) for record in near):
            yield draft


def stands_for(record: Claim, draft: Claim) -> bool:
    """Whether a record takes the place of a draft: same kind, same printed value where there is one, and quotes that overlap by half of the shorter."""
    overlap = min(record.end, draft.end) - max(record.start, draft.start)
    if record.record.kind != draft.record.kind or 2 * overlap < min(record.end - record.start, draft.end - draft.start):
        return False
    mine, theirs = _value(record.record), _value(draft.record)
    return mine is None or theirs is None or mine == theirs


def _value(record: ClaimRecord) -> object:
    if record.statistic is not None and record.statistic.value is not None:
        return record.statistic.value
    if record.count is not None:
        return (record.count.events, record.count.total) if record.count.events else None
    if record.dose is not None:
        return record.dose.quantity
    return None


def same(claims: Sequence[Claim], drafts: Sequence[Claim]) -> bool:
    """Whether the claims of a document are its drafts, and no record or register has changed any of them."""
    return len(claims) == len(drafts) and all(claim is draft for claim, draft in zip(claims, drafts, strict=True))

"""What an extractor yields: a span of the reading text and the parts of a record that it read there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evlint.claims.model import Claim, mint_id
from evlint.claims.record import ClaimRecord, Kind, Measure, Review, Target
from evlint.documents.model import Document, Sentence

_CONTEXT = 32
_REVIEW = Review(status="draft")


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it has an id: `parts` are fields of ClaimRecord."""

    kind: Kind
    start: int
    end: int
    confidence: float
    parts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """A sentence as extractors see it: its text without citation markers, and where it stands."""

    document: Document
    sentence: Sentence
    text: str
    declared: Measure | None = None  # what all values of its block are said to be
    label: str = ""  # behind which it stands: "methods"

    @property
    def section(self) -> tuple[str, ...]:
        return self.document.blocks[self.sentence.block].section

    def draft(self, kind: Kind, start: int, end: int, confidence: float, **parts: Any) -> Draft:
        """A draft whose span is given in offsets of `text`; absent parts may be passed as None."""
        given = {name: part for name, part in parts.items() if part is not None and part != ()}
        return Draft(kind, self.sentence.start + start, self.sentence.start + end, confidence, given)


def to_claims(document: Document, drafts: Iterable[Draft]) -> list[Claim]:
    """Drafts in order of place, as claims with minted ids, quotes and the markers cited in their sentence."""
    out: list[Claim] = []
    ordinals: dict[tuple[str, str], int] = {}
    for draft in sorted(drafts, key=lambda d: (d.start, d.end, d.kind)):
        quote = document.prose[draft.start : draft.end]
        ordinal = ordinals[draft.kind, quote] = ordinals.get((draft.kind, quote), -1) + 1
        sentence = document.sentence_at(draft.start)
        block = document.blocks[sentence.block] if sentence else None
        target = Target(
            exact=quote,
            prefix=" ".join(document.prose[max(0, draft.start - _CONTEXT) : draft.start].split()) or None,
            suffix=" ".join(document.prose[draft.end : draft.end + _CONTEXT].split()) or None,
            section=block.section if block else (),
        )
        parts = dict(draft.parts)
        if block is not None and block.kind == "quotation":
            parts["attribution"] = "quoted"
        cites = _cited(document, sentence) if sentence else ()
        record = ClaimRecord(id=mint_id(document.path, draft.kind, quote, ordinal), kind=draft.kind, target=target, review=_REVIEW, cites=cites, confidence=draft.confidence, **parts)
        out.append(Claim(record, document, draft.start, draft.end))
    return out


def _cited(document: Document, sentence: Sentence) -> tuple[str, ...]:
    """Entries named by the markers of a sentence, those right after its stop included."""
    from bisect import bisect_left

    first = bisect_left(document.markers, sentence.start, key=lambda marker: marker.start)
    keys: list[str] = []
    for marker in document.markers[first:]:
        if marker.start > sentence.end + 2:
            break
        keys += (key for key in marker.keys if key not in keys)
    return tuple(keys)

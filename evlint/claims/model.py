"""A claim: a record, drafted or reviewed, tied to the place of its quote in a document that was read."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from evlint.claims.anchors import normal_text
from evlint.claims.record import ClaimRecord, Comparator, Intervention, Outcome, Population, to_plain
from evlint.claims.store import Stored
from evlint.documents.model import Document, Location, Role


Reads = Literal["nothing", "numbers", "all"]
"""What a run needs of the claims of a document: none, those with numbers of results, or all of them."""
_NEAR = 600  # code points of a sentence on either side of a quote: more is no sentence


@dataclass(frozen=True, slots=True)
class Claim:
    """`start` and `end` are offsets of the document's reading text. `stored` is the place in YAML, None for a draft of this run."""

    record: ClaimRecord
    document: Document
    start: int
    end: int
    stored: Stored | None = None

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def reviewed(self) -> bool:
        """Whether a person stands behind the record."""
        return self.record.review.status in ("reviewed", "disputed")

    @property
    def text(self) -> str:
        return self.document.prose[self.start : self.end]

    def at(self, label: str = "", role: Role = "primary") -> Location:
        return self.document.at(self.start, self.end, label, role)

    def parts(self) -> dict[str, tuple[int, int]]:
        """Part → where its name stands in the reading text: in the quote, else in its sentence. Parts that stand elsewhere have no place here."""
        sentence = self.document.sentence_at(self.start)
        stretches = [(self.start, self.end), *([(max(sentence.start, self.start - _NEAR), max(min(sentence.end, self.end + _NEAR), self.end))] if sentence else [])]
        found = {}
        for name in ("population", "intervention", "comparator", "outcome"):
            if (text := _name(getattr(self.record, name))) and name not in self.record.inherited:
                at = next((at for start, end in stretches if (at := self.document.prose.find(text, start, end)) >= 0), -1)
                if at >= 0:
                    found[name] = at, at + len(text)
        return found

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON, with `document`, `span` (code points of the source; line and column from 1) and the spans of its `parts`."""
        place = self.at()
        span = {"start": place.start, "end": place.end, "line": place.line, "column": place.column}
        places = {name: self.document.at(*where) for name, where in self.parts().items()}
        parts = {name: {"start": where.start, "end": where.end} for name, where in places.items()}
        return {**to_plain(self.record), "document": self.document.path, "span": span, "parts": parts}


def _name(part: Population | Intervention | Comparator | Outcome | None) -> str:
    if isinstance(part, Population):
        return part.condition.text if part.condition else ""
    return part.text if part else ""


def mint_id(path: str, kind: str, quote: str, ordinal: int) -> str:
    """Id of a new record: 12 base32 digits of SHA-256 over path, kind, normalised quote and its ordinal among equal ones."""
    key = "\0".join((path, kind, normal_text(quote), str(ordinal)))
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return "clm-" + base64.b32encode(digest[:10]).decode().lower()[:12]

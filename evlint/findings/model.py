"""A finding: one thing that a rule says, with every place that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from evlint.config.settings import Severity as Severity  # noqa: PLC0414 - the word of this package, defined where the configuration needs it
from evlint.documents.model import Location

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")


def at_most(severity: Severity, ceiling: Severity) -> Severity:
    return SEVERITIES[min(SEVERITIES.index(severity), SEVERITIES.index(ceiling))]


def severity_for(confidence: float) -> Severity:
    """What a measured probability of being right allows: error from .95, warning from .80, else note."""
    return "error" if confidence >= 0.95 else "warning" if confidence >= 0.80 else "note"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace [start, end) of a source file by `text`. `safe` edits never change what a document says."""

    document: str
    start: int
    end: int
    text: str
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """Built by a rule through `RuleMeta.finding`, which checks that exactly one location is primary."""

    rule: str
    name: str
    severity: Severity
    confidence: float
    message: str
    locations: tuple[Location, ...]
    notes: tuple[str, ...] = ()
    help: str = ""
    topic: str | None = None
    claims: tuple[str, ...] = ()
    expected: Mapping[str, Any] | None = None
    observed: Mapping[str, Any] | None = None
    fix: tuple[Edit, ...] = ()
    works: frozenset[str] = frozenset()  # names of the work that it is about, by which a person can acknowledge it
    dated: str = ""  # date of the notice behind it: an acknowledgement made before does not cover it
    id: str = ""

    @property
    def primary(self) -> Location:
        return next(location for location in self.locations if location.role == "primary")

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON (DESIGN: report version 1)."""
        return {
            "id": self.id,
            "rule": self.rule,
            "name": self.name,
            "severity": self.severity,
            "confidence": round(self.confidence, 2),
            "topic": self.topic,
            "message": self.message,
            "notes": list(self.notes),
            "help": self.help,
            "locations": [_location(location) for location in self.locations],
            "claims": list(self.claims),
            "expected": dict(self.expected) if self.expected else None,
            "observed": dict(self.observed) if self.observed else None,
            "fix": [_edit(edit) for edit in self.fix] or None,
            "docs": f"rules/{self.rule}",
        }


def _location(place: Location) -> dict[str, Any]:
    return {
        "role": place.role,
        "document": place.document,
        "start": place.start,
        "end": place.end,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "quote": place.quote,
        "label": place.label,
        "place": place.place,
        "changed": place.changed,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {"document": edit.document, "start": edit.start, "end": edit.end, "text": edit.text, "safe": edit.safe}


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that a person has dealt with: how, why, who, and until which day."""

    finding: Finding
    by: Literal["comment", "baseline", "verdict", "acknowledgement"]
    reason: str
    reviewer: str = ""
    until: str = ""  # ISO date, the last day on which it holds

    def to_dict(self) -> dict[str, Any]:
        return {**self.finding.to_dict(), "by": self.by, "reason": self.reason, "reviewer": self.reviewer or None, "until": self.until or None}

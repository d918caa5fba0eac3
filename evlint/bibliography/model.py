"""A reference and its fields, all as printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a reference list; a field that the entry does not show is None or empty.

    `first_author` is a family name. `spans` gives, for each field that stands in `raw`, its first and last code point there; a field of
    several values has one span from the first to the last.
    """

    raw: str
    year: str | None = None
    first_author: str | None = None
    authors: tuple[str, ...] = ()
    title: str | None = None
    journal: str | None = None
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    registry: tuple[str, ...] = ()
    isbn: str | None = None
    url: str | None = None
    kind: str | None = None  # only where a bibliography file says it, in the names of CSL ("article-journal", "book")
    status: str | None = None  # what the entry says of itself: "retracted", "concern", "corrected", or "notice" (it announces one of these)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """JSON types: lists for tuples, absent fields as null."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**plain, "authors": list(self.authors), "registry": list(self.registry), "spans": {name: list(span) for name, span in self.spans.items()}}

"""What the head of an HTML page says of the page: title, dates and identifiers, from meta tags and JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

_META: Mapping[str, str] = {
    "citation_title": "title",
    "dc.title": "title",
    "dcterms.title": "title",
    "citation_publication_date": "issued",
    "citation_online_date": "issued",
    "citation_date": "issued",
    "dc.date.issued": "issued",
    "dcterms.issued": "issued",
    "dc.date": "issued",
    "article:published_time": "issued",
    "datepublished": "issued",
    "citation_doi": "doi",
    "citation_pmid": "pmid",
    "lastreviewed": "reviewed",
    "last-reviewed": "reviewed",
    "dcterms.reviewed": "reviewed",
    "review_date": "review_date",
    "nextreview": "review_date",
}
"""Names of meta tags (Highwire Press, Dublin Core, Open Graph, schema.org), in lower case → keys of front matter. The first that is given counts."""
_JSON: Mapping[str, str] = {"datePublished": "issued", "lastReviewed": "reviewed", "headline": "title"}
_LONGEST = 200_000
_DEEPEST = 5


def number(text: str | None, otherwise: int) -> int:
    """A whole number of an attribute."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


class Head:
    """Collects what tags of the head say."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}
        self._title = ""
        self._json = False

    def begin(self, name: str, attributes: Mapping[str, str | None]) -> None:
        self._json = name == "script" and (attributes.get("type") or "").lower().strip() == "application/ld+json"

    def end(self, name: str, text: str) -> None:
        if name == "title" and not self._title:
            self._title = " ".join(text.split())[:500]
        elif name == "script" and self._json and len(text) <= _LONGEST:
            for key, value in _values(text):
                self._fields.setdefault(key, value)

    def meta(self, attributes: Mapping[str, str | None]) -> None:
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        key = _META.get(name.lower().strip())
        value = " ".join((attributes.get("content") or "").split())[:500]
        if key and value:
            self._fields.setdefault(key, value)

    def fields(self) -> Mapping[str, str]:
        """What was said, by the keys of front matter. The title of the page is kept apart: it often names the site as well."""
        return {**self._fields, **({"page_title": self._title} if self._title else {})}


def _values(text: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    yield from _walk(data, 0)


def _walk(data: Any, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(data, list) and depth < _DEEPEST:
        for item in data[:20]:
            yield from _walk(item, depth + 1)
    elif isinstance(data, dict):
        for name, key in _JSON.items():
            if isinstance(data.get(name), str) and data[name].strip():
                yield key, data[name].strip()[:500]
        if "@graph" in data and depth < _DEEPEST:
            yield from _walk(data["@graph"], depth + 1)

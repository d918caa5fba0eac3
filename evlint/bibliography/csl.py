"""CSL-JSON: a list of items (or one item), read one by one so that each keeps its place and a broken one costs itself alone."""

from __future__ import annotations

import json
from typing import Any

from evlint.bibliography.files import Entry, Fault, Read, filled, pages, plain_doi
from evlint.bibliography.model import Reference
from evlint.patterns import pattern as lazy

_BETWEEN = lazy(r"[\s,]{0,200}")


def read(text: str) -> Read:
    """Entries and faults of a CSL-JSON file."""
    body = text.lstrip("\ufeff \t\r\n")
    at = len(text) - len(body)
    if not body.startswith(("[", "{")):
        return (), (Fault(at, at + len(body.split("\n")[0]), "a CSL-JSON file is a list of items: [{…}, …]"),)
    at += body.startswith("[")
    decoder = json.JSONDecoder()
    entries: list[Entry] = []
    while at < len(text):
        step = _BETWEEN.match(text, at)
        at = step.end() if step else at
        if at >= len(text) or text[at] == "]":
            break
        try:
            item, end = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            return tuple(entries), (Fault(at, at + 1, f"not JSON from here on: {getattr(error, 'msg', 'nested too deeply')}"),)
        if isinstance(item, dict) and "type" in item:
            entries.append(Entry(str(item.get("id", "")), _reference(text[at:end], item), at, end))
        at = end
    if not entries:
        return (), (Fault(0, 1, "no item of this file has a 'type', so it is no CSL-JSON bibliography"),)
    return tuple(entries), ()


def _reference(raw: str, item: dict[str, Any]) -> Reference:
    first, last = pages(_text(item.get("page")))
    people = item.get("author") if isinstance(item.get("author"), list) else []
    names = tuple(name for person in people or () if isinstance(person, dict) and (name := _name(person)))
    known = filled(
        year=_year(item.get("issued")),
        title=_text(item.get("title")),
        journal=_text(item.get("container-title")) or _text(item.get("container-title-short")),
        volume=_text(item.get("volume")),
        issue=_text(item.get("issue")),
        first_page=first,
        last_page=last,
        doi=plain_doi(_text(item.get("DOI"))),
        pmid=_text(item.get("PMID")),
        pmcid=_text(item.get("PMCID")),
        isbn=_text(item.get("ISBN")).split(" ")[0],
        url=_text(item.get("URL")),
        kind=_text(item.get("type")),
    )
    return Reference(raw, **known, authors=names, first_author=names[0] if names else None)  # type: ignore[arg-type]


def _text(value: object) -> str:
    return str(value) if isinstance(value, (str, int)) else ""


def _name(person: dict[str, Any]) -> str:
    family = _text(person.get("family")) or _text(person.get("literal"))
    particle = _text(person.get("non-dropping-particle"))
    return f"{particle} {family}".strip()


def _year(issued: object) -> str | None:
    if not isinstance(issued, dict):
        return _text(issued)[:4] or None
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return _text(parts[0][0])[:4] or None
    return _text(issued.get("raw") or issued.get("literal"))[:4] or None

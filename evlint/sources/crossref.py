"""Crossref: what is registered for a DOI, and the notices about it.

Direction is the classic mistake: `updated-by` stands on the damaged paper, `update-to` on the notice about it. `update-to` speaks of the work
itself only where it names the work's own DOI, which publishers do when they change a paper in place.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from evlint.patterns import pattern as lazy
from evlint.sources import handles
from evlint.sources.answers import Absent, Found, Registered, plain_doi
from evlint.sources.facts import Notice, NoticeKind, Work
from evlint.sources.fetch import Client, Unknown

BASE = "https://api.crossref.org"

# A partial retraction leaves the paper standing: it corrects it. Types that are not listed (addendum, …) say nothing about a paper's standing.
_KINDS: dict[str, NoticeKind] = {
    "retraction": "retraction",
    "removal": "retraction",
    "withdrawal": "retraction",
    "expression_of_concern": "concern",
    "partial_retraction": "correction",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "clarification": "correction",
    "reinstatement": "reinstatement",
}
_VERSIONS = {"new_version": "new version", "new_edition": "new edition"}  # these update a work without being notices
_RELATIONS = {"is-preprint-of": "published version of a preprint", "is-replaced-by": "replacement"}
_YEARS = ("issued", "published", "published-print", "published-online", "posted")
_TAG = lazy(r"</?[A-Za-z][^<>]{0,80}>")


def look_up(client: Client, doi: str, base: str = BASE, handle_base: str = handles.BASE) -> Found:
    """What Crossref says of a DOI (lower case, without `doi:`). A DOI that it does not know belongs to another agency, or to none: handles tell."""
    answer = client.get(f"{base}/works/{quote(doi, safe='', errors='replace')}")
    if isinstance(answer, Unknown):
        return answer
    if answer.status in (404, 410):
        handle = handles.look_up(client, doi, handle_base)
        if handle == "absent":
            return Absent("doi.org")
        return Registered(Work(f"doi:{doi}", told_by="doi.org")) if handle == "exists" else handle
    return read(answer.body, doi)


def read(body: bytes, doi: str) -> Registered | Unknown:
    """The answer for a DOI. Parts that do not have Crossref's form are passed over."""
    try:
        message = _map(_map(json.loads(body)).get("message"))
    except (ValueError, RecursionError):
        message = {}
    registered = plain_doi(message.get("DOI"))
    if not registered:
        return Unknown("Crossref answered in a form that is not its own")
    own = {doi, registered}  # they differ where one DOI is an alias of another
    by, to = list(_updates(message, "updated-by")), list(_updates(message, "update-to"))
    told = [_notice(update) for update in by if _type(update) in _KINDS]
    told += [_notice(update) for update in to if _type(update) in _KINDS and _target(update) in own]
    is_notice = any(_target(update) not in own and _type(update) not in _VERSIONS for update in to)
    newer, kind = _newer(message, by, own)
    author = _map(next(iter(_list(message.get("author"))), None))
    work = Work(
        f"doi:{doi}",
        title=_text(next(iter(_list(message.get("title"))), "")),
        first_author=_text(author.get("family")) or _text(author.get("name")),
        year=next((date[:4] for key in _YEARS if (date := _date(message.get(key)))), ""),
        newer=f"doi:{newer}" if newer else "",
        newer_kind=kind,
        told_by="Crossref",
    )
    return Registered(work, tuple(dict.fromkeys(told)), is_notice)


def _updates(message: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """Updates that name a work."""
    return (update for update in map(_map, _list(message.get(key))) if _target(update) and _type(update))


def _type(update: dict[str, Any]) -> str:
    return _text(update.get("type")).lower().replace("-", "_").replace(" ", "_")


def _target(update: dict[str, Any]) -> str:
    return plain_doi(update.get("DOI"))


def _notice(update: dict[str, Any]) -> Notice:
    teller = "Retraction Watch" if update.get("source") == "retraction-watch" else "Crossref"
    reasons = ("partial retraction",) if _type(update) == "partial_retraction" else ()
    return Notice(_KINDS[_type(update)], _date(update.get("updated")), _target(update), reasons=reasons, told_by=teller)


def _newer(message: dict[str, Any], by: list[dict[str, Any]], own: set[str]) -> tuple[str, str]:
    """(DOI of a later version, what it is): the latest that updates the work, else one that a relation names."""
    versions = [(_date(update.get("updated")), _target(update), _VERSIONS[_type(update)]) for update in by if _type(update) in _VERSIONS and _target(update) not in own]
    if versions:
        return max(versions)[1:]
    relations = _map(message.get("relation"))
    for name, kind in _RELATIONS.items():
        for other in map(_map, _list(relations.get(name))):
            found = plain_doi(other.get("id"))
            if found and found not in own:
                return found, kind
    return "", ""


def _date(value: object) -> str:
    """ISO 8601 date of `{"date-parts": [[2020, 6, 5]]}`, cut to the parts that are there."""
    parts = _list(next(iter(_list(_map(value).get("date-parts"))), None))
    out = ""
    for part, form, low, high in zip(parts, ("{:04}", "-{:02}", "-{:02}"), (1000, 1, 1), (2999, 12, 31), strict=False):
        if not isinstance(part, int) or not low <= part <= high:
            break
        out += form.format(part)
    return out


def _text(value: object) -> str:
    """Text without markup (`<i>`, `&amp;`), blanks made single."""
    return " ".join(html.unescape(_TAG.sub("", value)).split()) if isinstance(value, str) else ""


def _map(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []

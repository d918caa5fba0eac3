"""The baseline: findings that a project has taken over as they are, one sorted entry a line.

No line numbers and no time stamps: an entry changes only when its finding does, and two branches merge line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evlint.claims.fields import NonEmpty
from evlint.documents.directives import is_day
from evlint.documents.model import Location, Source
from evlint.findings.model import Finding, Suppressed

_QUOTE = 80  # letters of a quote that help people to know an entry again


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding by its id. Rule, document and quote are for people; `reason`, `by` and `until` are theirs to fill in."""

    id: NonEmpty
    rule: NonEmpty
    document: NonEmpty
    quote: str = ""
    reason: str = ""
    by: str = ""
    until: str = ""
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    def line(self) -> str:
        given = {name: value for name in ("document", "rule", "id", "quote", "reason", "by", "until") if (value := getattr(self, name))}
        return json.dumps(given, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry and its place in the file; `fault` says why a line is none."""

    entry: Entry | None
    place: Location
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline file as it was read."""

    source: Source
    lines: tuple[Listed, ...] = ()

    @property
    def entries(self) -> Mapping[str, Listed]:
        return {one.entry.id: one for one in self.lines if one.entry is not None}


def load(path: str, text: str) -> Baseline:
    """Read a baseline. Lines may come in any order and twice, as merges leave them; a line that cannot be read is kept as a fault."""
    source = Source.of(path, text.removeprefix("\ufeff"))
    found = []
    at = 0
    for line in source.text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            found.append(_listed(body, source.at(start, start + len(body))))
        at += len(line)
    return Baseline(source, tuple(found))


def _listed(body: str, place: Location) -> Listed:
    from evlint import schema

    if body.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        return Listed(None, place, "a merge was left unfinished here")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return Listed(None, place, "this line is no JSON object")
    entry, faults = schema.validate(Entry, data)
    if faults:
        return Listed(None, place, faults[0].message)
    if entry.until and not is_day(entry.until):
        return Listed(None, place, f"'until' takes a date such as 2027-01-31, not {entry.until!r}")
    return Listed(entry, place)


def apply_baseline(findings: Iterable[Finding], baseline: Baseline, as_of: date) -> tuple[list[Finding], list[Suppressed]]:
    """(findings that are new or whose entry is over, those that the baseline holds)."""
    entries = baseline.entries
    kept: list[Finding] = []
    held: list[Suppressed] = []
    for finding in findings:
        listed = entries.get(finding.id)
        if listed is None or listed.entry is None or is_over(listed.entry, as_of):
            kept.append(finding)
        else:
            held.append(Suppressed(finding, "baseline", listed.entry.reason, listed.entry.by, listed.entry.until))
    return kept, held


def is_over(entry: Entry, as_of: date) -> bool:
    """Whether an entry's last day has passed."""
    return bool(entry.until) and entry.until < as_of.isoformat()


def entry_of(finding: Finding, known: Mapping[str, Entry], defaults: Mapping[str, str], as_of: date) -> Entry:
    """The entry of a finding; what people wrote to an entry before stays, until its day is over."""
    quote = " ".join(finding.primary.quote.split())
    said = {name: getattr(known[finding.id], name) for name in ("reason", "by", "until")} if finding.id in known and not is_over(known[finding.id], as_of) else defaults
    fields: dict[str, Any] = {**said, "quote": quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…"}
    return Entry(id=finding.id, rule=finding.rule, document=finding.primary.document, **fields)


def text_of(entries: Iterable[Entry]) -> str:
    """The file: entries sorted by document, rule and id, one a line."""
    unique = {entry.id: entry for entry in entries}
    return "".join(f"{entry.line()}\n" for entry in sorted(unique.values(), key=lambda e: (e.document, e.rule, e.id)))

"""Literate cases: Markdown files that an editor can read and extend, one a rule.

A case is a `##` heading that begins with "fires" or "silent", the documents as fenced blocks whose info string is the file
name, and for "fires" one or more expectations as quoted lines:

    > CON103 warning: a.txt "MD -1.68" · b.txt "MD -1.12"

Each place names a document and a text that the finding's quote must hold; the first is the primary one. A block named
`claims/….yaml` is a record file, one named `evlint.toml` the configuration, one named `evlint-baseline.jsonl` the baseline, one named
`known.toml` what retraction data and registries say, `as-of: DATE` in the prose sets the day.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from evlint import engine
from evlint.config.model import from_table
from evlint.findings.baseline import load
from evlint.findings.model import Finding
from evlint.sources.facts import NOTHING, DataStamp, Facts, Notice, NoticeKind, Reach, Standing, State, Work

FIRING, SILENT = 3, 5
_CASE = re.compile(r"^## (fires|silent):? (.+)$", re.M)
_BLOCK = re.compile(r"^(`{3,})([\w./-]+)\n(.*?)^\1$", re.M | re.S)
_EXPECTED = re.compile(r"^> (?P<code>[A-Z]{3}\d{3}) (?P<severity>error|warning|note): (?P<places>.+)$", re.M)
_PLACE = re.compile(r'(\S+) "([^"]+)"')
_OTHER = ("evlint.toml", "known.toml", "evlint-baseline.jsonl")
_AS_OF = re.compile(r"as-of: (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True)
class Expected:
    code: str
    severity: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Case:
    rule: str
    title: str
    fires: bool
    documents: dict[str, str]
    claims: dict[str, str]
    config: dict[str, object]
    baseline: str
    known: dict[str, object]
    as_of: str
    expected: tuple[Expected, ...]

    @property
    def id(self) -> str:
        return f"{self.rule}: {self.title}"


def cases_in(file: Path, code: str) -> list[Case]:
    """The cases of one rule, from its file. Raises OSError, or ValueError for a file that is no UTF-8 or holds TOML that is none."""
    return list(_cases(code, file.read_text("utf-8")))


def faults_of(cases: Sequence[Case]) -> Iterator[str]:
    """What a set of cases lacks: three that fire, five that stay silent, titles of their own."""
    fires = sum(case.fires for case in cases)
    if fires < FIRING:
        yield f"a rule needs at least {FIRING} cases that fire; it has {fires}"
    if len(cases) - fires < SILENT:
        yield f"a rule needs at least {SILENT} cases that stay silent; it has {len(cases) - fires}"
    if len({case.title for case in cases}) != len(cases):
        yield "two cases have one title"


def run_case(case: Case) -> list[str]:
    """What is wrong with a rule by one of its cases; nothing where it does what the case says."""
    settings = from_table({**case.config, "select": [case.rule]}, "evlint.toml")
    listed = load("evlint-baseline.jsonl", case.baseline) if case.baseline else None
    known = partial(facts, case.known) if case.known else None
    report = engine.run(case.documents, case.claims, settings, date.fromisoformat(case.as_of), learn=known, baseline=listed)
    left = [finding for finding in report.findings if finding.rule == case.rule]
    if not case.documents and not case.claims:
        return ["the case has no document"]
    if case.fires and not case.expected:
        return ['a case that fires says what it expects: > CODE severity: document "words of the quote"']
    wrong = []
    for expected in case.expected if case.fires else ():
        match = next((finding for finding in left if _fits(finding, expected)), None)
        if match is None:
            wrong.append(f"not found: {expected.code} {expected.severity}: {' · '.join(f'{document} {text!r}' for document, text in expected.places)}")
        else:
            left.remove(match)
    return [*wrong, *(f"found and not expected: {_told(finding)}" for finding in left)]


def _told(finding: Finding) -> str:
    return f"{finding.rule} {finding.severity}: {' · '.join(f'{place.document} {place.quote!r}' for place in finding.locations)} ({finding.message})"


def _fits(finding: Finding, expected: Expected) -> bool:
    places = [finding.primary, *(place for place in finding.locations if place.role == "related")]
    return (
        finding.rule == expected.code
        and finding.severity == expected.severity
        and len(places) >= len(expected.places)
        and all(place.document == document and text in place.quote for place, (document, text) in zip(places, expected.places, strict=False))
    )


def _cases(code: str, text: str) -> Iterator[Case]:
    heads = list(_CASE.finditer(text))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        body = text[head.end() : following.start() if following else len(text)]
        blocks = {name: content for _, name, content in _BLOCK.findall(body)}
        outside = _BLOCK.sub("", body)
        as_of = _AS_OF.search(outside)
        expected = tuple(Expected(m["code"], m["severity"], tuple(_PLACE.findall(m["places"]))) for m in _EXPECTED.finditer(outside))
        yield Case(
            code,
            head[2].strip(),
            head[1] == "fires",
            {name: content for name, content in blocks.items() if not name.startswith("claims/") and name not in _OTHER},
            {name: content for name, content in blocks.items() if name.startswith("claims/")},
            tomllib.loads(blocks.get("evlint.toml", "")),
            blocks.get("evlint-baseline.jsonl", ""),
            tomllib.loads(blocks.get("known.toml", "")),
            as_of[1] if as_of else "2026-11-24",
            expected,
        )


def facts(known: Mapping[str, Any], names: Collection[str], addresses: Collection[str] = ()) -> Facts:
    """What a `known.toml` says: a table of names for each state, their notices' dates and reasons, and works, absent and unknown of registries; `reached` of addresses."""
    if not known:
        return NOTHING
    states: dict[str, State] = {"retracted": "retracted", "concern": "concern", "corrected": "corrected", "reinstated": "reinstated"}
    kinds: dict[str, NoticeKind] = {"retracted": "retraction", "concern": "concern", "corrected": "correction", "reinstated": "reinstatement"}
    standings = {}
    for name, state in states.items():
        for work, told in known.get(name, {}).items():
            day, _, reasons = told.partition("; ")
            standings[work] = Standing(state, Notice(kinds[name], day, "10.5555/notice", "", tuple(reasons.split("; ")) if reasons else ()))
    reached = {url: Reach(**{"url": url, **fields}) for url, fields in known.get("reached", {}).items() if url in addresses}
    works = {name: Work(name, told_by="Crossref", **fields) for name, fields in known.get("works", {}).items()}
    stamp = DataStamp("Retraction Watch", known["date"], "sha256:00", 4, known["date"]) if "date" in known else None
    return Facts(
        stamp, standings, frozenset(known.get("notices", ())), works, known.get("absent", {}), known.get("unknown", {}), frozenset(names), "works" in known or "absent" in known, reached, known.get("missing", "")
    )  # fmt: skip

"""How a finding came about, step by step: quote → record → normal form → comparison → verdict. For people who doubt it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evlint.claims.model import Claim
from evlint.claims.normal import normalise
from evlint.claims.record import to_plain
from evlint.findings.model import Finding, Suppressed
from evlint.findings.report import Report
from evlint.rules.registry import all_rules
from evlint.vocabulary import Vocabulary

_EFFECTS = {"up": "increases it", "down": "decreases it", "none": "no difference", "unclear": "unclear"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the chain: its name, and what it says in lines."""

    name: str
    lines: tuple[str, ...]


def steps(finding: Finding, report: Report, words: Vocabulary, set_aside: Suppressed | None = None) -> list[Step]:
    """The chain of one finding. Steps that it does not have (a finding without claims has no record) are left out."""
    by_id = {claim.id: claim for claim in report.claims}
    claims = [by_id[name] for name in finding.claims if name in by_id]
    found = [Step("quote", tuple(_quotes(finding)))]
    found += [Step(f"record {claim.id}", tuple(_record(claim))) for claim in claims]
    found += [Step(f"normal form of {claim.id}", tuple(_normal(claim, words))) for claim in claims]
    if compared := (*_measured("expected", finding.expected), *_measured("observed", finding.observed), *finding.notes):
        found.append(Step("comparison", compared))
    found.append(Step("verdict", tuple(_verdict(finding, set_aside))))
    return found


def _quotes(finding: Finding) -> Iterator[str]:
    for place in finding.locations:
        where = place.place or f"line {place.line}, column {place.column}"
        yield f"{place.document}, {where}{f' ({place.label})' if place.label else ''}:"
        yield f"  “{' '.join(place.quote.split())}”"


def _record(claim: Claim) -> Iterator[str]:
    who = claim.record.review
    told = f"{who.status}{f' by {who.by}' if who.by else ''}{f' on {who.date}' if who.date else ''}" if claim.stored else "drafted by the extractor in this run; nobody has reviewed it"
    yield f"{told}, of {claim.document.path}" + (f", kept in {claim.stored.file.path}" if claim.stored else "")
    for name, value in to_plain(claim.record).items():
        if name not in ("id", "target", "review"):
            yield f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"


def _normal(claim: Claim, words: Vocabulary) -> Iterator[str]:
    normal = normalise(claim, words)
    for name, value in (
        ("intervention", normal.intervention),
        ("outcome", normal.outcome),
        ("condition", normal.condition),
        ("comparator", normal.family),
        ("effect", _EFFECTS[normal.effect]),
        ("time", "" if normal.days is None else f"{normal.days:g} days"),
    ):
        yield f"{name}: {value or 'not stated'}"
    if normal.swapped:
        yield "intervention and comparator changed places, so that A v B meets B v A"
    if normal.turned:
        yield "told of the opposite outcome, and turned"


def _measured(word: str, values: Mapping[str, Any] | None) -> Iterator[str]:
    for name, value in (values or {}).items():
        shown = " to ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        yield f"{word} {name}: {shown}"


def _verdict(finding: Finding, set_aside: Suppressed | None) -> Iterator[str]:
    meta = next((rule.META for rule in all_rules() if rule.META.code == finding.rule), None)
    yield f"{finding.severity}: {finding.message}"
    yield f"right with a probability of about {finding.confidence:.2f}: an error needs .95, a warning .80"
    if meta is not None:
        yield f"the rule may say {meta.severity} at most; measured on: {meta.measured or 'nothing yet'}"
    if finding.help:
        yield f"next step: {finding.help}"
    if set_aside is not None:
        said = ", ".join(filter(None, (set_aside.reason, f"by {set_aside.reviewer}" if set_aside.reviewer else "", f"until {set_aside.until}" if set_aside.until else "")))
        yield f"not shown: set aside by {set_aside.by}{f' ({said})' if said else ''}"

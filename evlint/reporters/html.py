"""One self-contained HTML page for people who read no terminal. Everything that comes from documents is escaped by Jinja2."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from evlint.documents.model import Location
from evlint.findings.model import SEVERITIES, Finding
from evlint.findings.report import Report
from evlint.reporters import Style
from evlint.reporters.grouping import Group, fold
from evlint.rules.registry import FAMILIES
from evlint.sources import learning

_ASKS = {"error": "Fix before publishing", "warning": "Look at", "note": "Worth knowing"}
_AROUND = 160


def render(report: Report, style: Style) -> str:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(files("evlint.reporters").joinpath("report.html.jinja").read_text("utf-8"))
    groups = fold(report.findings)
    return template.render(
        title=style.title,
        report=report,
        coverage=report.coverage.to_dict(),
        retractions=learning.said(report.facts),
        asks=[(severity, _ASKS[severity], report.count(severity)) for severity in reversed(SEVERITIES)],
        sections=_sections(groups, report),
        by_document=_by_document(report),
        suppressed=report.suppressed,
    )


def _sections(groups: list[Group], report: Report) -> list[dict[str, Any]]:
    """Conflicts by topic, then the other families in their order; a section that holds something worse comes before."""
    conflicts = [group for group in groups if group.first.rule.startswith("CON")]
    parts = [(f"Conflict: {topic}" if topic else "Conflicts", [g for g in conflicts if (g.first.topic or "") == topic]) for topic in sorted({g.first.topic or "" for g in conflicts})]
    parts += [(title, [g for g in groups if g.first.rule.startswith(family)]) for family, (_, title) in FAMILIES.items() if family != "CON"]
    filled = [(title, sorted(members, key=_badness, reverse=True)) for title, members in parts if members]
    filled.sort(key=lambda part: SEVERITIES.index(part[1][0].first.severity), reverse=True)
    return [{"title": title, "groups": [_group(group, report) for group in members]} for title, members in filled]


def _badness(group: Group) -> tuple[int, float]:
    return SEVERITIES.index(group.first.severity), group.first.confidence


def _group(group: Group, report: Report) -> dict[str, Any]:
    return {"first": _finding(group.first, report), "rest": [_finding(finding, report) for finding in group.rest]}


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    return {"finding": finding, "places": [_place(location, report) for location in finding.locations]}


def _place(location: Location, report: Report) -> dict[str, Any]:
    """A quote with a little of its line on both sides."""
    text = report.sources.get(location.document, "")
    start = max(text.rfind("\n", 0, location.start) + 1, location.start - _AROUND)
    line_end = text.find("\n", location.end)
    end = min(len(text) if line_end < 0 else line_end, location.end + _AROUND)
    return {
        "location": location,
        "before": ("…" if start and text[start - 1] != "\n" else "") + text[start : location.start],
        "quote": location.quote,
        "after": text[location.end : end] + ("…" if end < len(text) and text[end] != "\n" else ""),
    }


def _by_document(report: Report) -> list[dict[str, Any]]:
    """Counts for each document, its related places included once a finding."""
    rows = []
    for document in report.documents:
        found = [f for f in report.findings if any(place.document == document.path for place in f.locations)]
        counts = {severity: sum(f.severity == severity for f in found) for severity in SEVERITIES}
        claims = sum(claim.document.path == document.path for claim in report.claims)
        rows.append({"document": document, "counts": counts, "claims": claims})
    return rows

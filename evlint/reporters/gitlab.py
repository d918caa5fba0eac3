"""GitLab's code quality report: a subset of Code Climate's issues, shown in merge requests.

GitLab tells new findings from fixed ones by their fingerprints, so they are the ids of findings, which know no line numbers.
Suppressed findings are left out: the format cannot show one as dealt with, and would show it as open.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from evlint.documents.model import Document, Location
from evlint.findings.model import Finding, Severity
from evlint.findings.report import Report
from evlint.reporters import Style, shared
from evlint.reporters.markup import code, plain

_SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "major", "note": "info"}
"""An error is wrong or unsafe to publish: critical. `blocker` stays free, for no finding of a linter stops a service; a warning asks an
editor to look, which is more than `minor`; a note is worth knowing, and asks for nothing."""
_CATEGORIES = {"SUP": "Clarity", "TRM": "Clarity", "STR": "Style", "LNK": "Security"}
"""Family of rules → Code Climate's category; the others say something wrong, which is a "Bug Risk"."""


def render(report: Report, style: Style) -> str:
    issues = [_issue(finding, style) for finding in report.findings]
    issues += [_unread(document) for document in report.documents if document.status == "failed"]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issue(finding: Finding, style: Style) -> dict[str, Any]:
    primary = finding.primary
    place = f" ({primary.place})" if primary.place else ""
    others = [_location(location) for location in finding.locations if location is not primary]
    return {
        "type": "issue",
        "check_name": f"{finding.rule} {finding.name}",
        "description": finding.message + place,
        "content": {"body": _body(finding, style)},
        "categories": [_CATEGORIES.get(finding.rule[:3], "Bug Risk")],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": finding.id,
        "location": _location(primary),
        **({"other_locations": others} if others else {}),
    }


def _body(finding: Finding, style: Style) -> str:
    """What the places say, why that is a finding, and what to do, in Markdown."""
    lines = [f"- {code(shared.where(place))}{f' ({plain(place.label)})' if place.label else ''}: {code(shared.clipped(place.quote, 300))}" for place in finding.locations]
    lines += [f"- {plain(note)}" for note in finding.notes]
    if finding.help:
        lines += ["", plain(finding.help)]
    if address := shared.page_address(style, finding.rule):
        lines += ["", f"[{finding.rule}]({address})"]
    return "\n".join(lines)


def _location(place: Location) -> dict[str, Any]:
    """A line is required; in a format that is no text it is the first one, and the description names the page or paragraph."""
    lines = {"begin": 1} if place.place else {"begin": place.line, "end": place.end_line}
    return {"path": place.document, "lines": lines}


def _unread(document: Document) -> dict[str, Any]:
    """A file that could not be read is an issue of its own: that nothing was found in it is no good news."""
    return {
        "type": "issue",
        "check_name": "not-read",
        "description": f"not read: {document.reason}",
        "categories": ["Bug Risk"],
        "severity": "major",
        "fingerprint": hashlib.sha256(f"not-read\0{document.path}".encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "location": {"path": document.path, "lines": {"begin": 1}},
    }

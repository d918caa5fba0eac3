"""Workflow commands of GitHub Actions: one annotation a finding, beside the line that it speaks of.

A command is one line; what documents say is escaped as GitHub's own toolkit does it, so nothing of it is taken for a command.
Suppressed findings have no annotation: there is no way to show one as dealt with.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document, Location
from evlint.findings.model import Finding
from evlint.findings.report import Report
from evlint.reporters import Style, shared
from evlint.reporters.text import printable

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, style: Style) -> str:
    lines = [_annotation(finding, style) for finding in report.findings]
    lines += [_unread(document) for document in report.documents if document.status != "read"]
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding, style: Style) -> str:
    properties = {**_place(finding.primary), "title": f"{finding.rule} {finding.name}"}
    return _command(_COMMANDS[finding.severity], properties, "\n".join(map(printable, _message(finding, style))))


def _unread(document: Document) -> str:
    """Nothing was found in a file that was not read; that is no good news."""
    name = "warning" if document.status == "failed" else "notice"
    return _command(name, {"file": document.path, "title": "evlint: not read"}, printable(document.reason or document.status))


def _place(place: Location) -> dict[str, str]:
    """GitHub takes columns only where a span ends on the line on which it begins, and knows no pages or paragraphs."""
    out = {"file": place.document}
    if place.place:
        return out
    out |= {"line": str(place.line), "endLine": str(place.end_line)}
    return out | ({"col": str(place.column), "endColumn": str(place.end_column)} if place.line == place.end_line else {})


def _message(finding: Finding, style: Style) -> Iterator[str]:
    yield finding.message
    if len(finding.locations) > 1:
        yield from shared.detail(finding.locations)
    elif finding.primary.place:
        yield from shared.detail((finding.primary,))
    yield from finding.notes
    if finding.help:
        yield f"help: {finding.help}"
    if address := shared.page_address(style, finding.rule):
        yield f"more: {address}"


def _command(name: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

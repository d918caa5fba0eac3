"""JUnit XML, for build servers: one suite a document, one case a finding; a document without findings is one case that passes.

Errors and warnings fail. A note asks for nothing, so its case passes and says it in `system-out`: a build that turns red or yellow over
notes is one that people switch off. What people dealt with is skipped, which is what the word means there, and what a change removed passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evlint.documents.model import Document
from evlint.findings.model import Finding
from evlint.findings.report import Report
from evlint.patterns import pattern as lazy
from evlint.reporters import Style, shared

_FORBIDDEN = lazy(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {ord(char): entity for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\r", "&#13;"))}
_ATTRIBUTE = {**_ENTITIES, ord("\n"): "&#10;", ord("\t"): "&#9;"}  # a parser makes blanks of these in an attribute


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case: `kind` is failure, error, skipped, or nothing where it passes."""

    name: str
    kind: str = ""
    type: str = ""
    message: str = ""
    text: str = ""


def render(report: Report, style: Style) -> str:
    suites = list(_suites(report, style))
    every = [case for _, cases in suites for case in cases]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="evlint" tests="{len(every)}" failures="{_count(every, "failure")}" errors="{_count(every, "error")}">']
    for name, cases in suites:
        numbers = f'tests="{len(cases)}" failures="{_count(cases, "failure")}" errors="{_count(cases, "error")}" skipped="{_count(cases, "skipped")}"'
        lines += [f'  <testsuite name="{attribute(name)}" {numbers}>', *(_xml(case, name) for case in cases), "  </testsuite>"]
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _count(cases: list[_Case], kind: str) -> int:
    return sum(case.kind == kind for case in cases)


def _suites(report: Report, style: Style) -> Iterator[tuple[str, list[_Case]]]:
    """Documents in their order, then record files that have findings."""
    cases: dict[str, list[_Case]] = {}
    for finding, case in _cases(report, style):
        cases.setdefault(finding.primary.document, []).append(case)
    sides: dict[str, list[str]] = {}
    for finding in report.findings:
        for name in dict.fromkeys(place.document for place in finding.locations):
            sides.setdefault(name, []).append(f"named in {_title(finding)} of {finding.primary.document}: {finding.message}")
    known = {document.path: document for document in report.documents}
    for name in shared.documents(report):
        if name in cases:
            yield name, cases[name]
        elif name in known:
            yield name, [_whole(known[name], sides.get(name, []))]


def _whole(document: Document, sides: list[str]) -> _Case:
    """The case of a document without findings of its own: it passes only if somebody looked; the other side of a conflict is named."""
    if document.status == "read":
        return _Case("no finding begins here" if sides else "no findings", text="\n".join(sides))
    failed = document.status == "failed"
    return _Case("not read", "error" if failed else "skipped", "failed" if failed else "", document.reason or "")


def _cases(report: Report, style: Style) -> Iterator[tuple[Finding, _Case]]:
    for finding in report.findings:
        fails = finding.severity != "note"
        yield finding, _Case(_title(finding), "failure" if fails else "", finding.severity if fails else "", finding.message, _text(finding, style))
    for item in report.suppressed:
        yield item.finding, _Case(_title(item.finding), "skipped", "", f"suppressed ({item.by}): {shared.reason(item)}", _text(item.finding, style))
    for finding in report.fixed:
        yield finding, _Case(_title(finding), text=f"fixed since {report.since or 'the version compared with'}: {finding.message}")


def _title(finding: Finding) -> str:
    """A name that stays when lines move, for servers follow a case by it."""
    return f"{finding.rule} {finding.name} [{finding.id}]"


def _text(finding: Finding, style: Style) -> str:
    lines = [finding.message]
    for place in finding.locations:
        lines += [f"{shared.where(place)}{f' ({place.label})' if place.label else ''}", place.quote]
    lines += [f"= {note}" for note in finding.notes]
    lines += [f"help: {finding.help}"] if finding.help else []
    address = shared.page_address(style, finding.rule)
    return "\n".join([*lines, f"more: {address}"] if address else lines)


def _xml(case: _Case, name: str) -> str:
    head = f'    <testcase name="{attribute(case.name)}" classname="{attribute(name)}"'
    if not case.kind:
        return f"{head}>\n      <system-out>{content(case.text)}</system-out>\n    </testcase>" if case.text else f"{head}/>"
    kind = f' type="{attribute(case.type)}"' if case.type else ""
    inner = f'<{case.kind}{kind} message="{attribute(case.message)}"'
    return f"{head}>\n      {inner}{f'>{content(case.text)}</{case.kind}>' if case.text else '/>'}\n    </testcase>"


def attribute(text: str) -> str:
    """A value of an attribute, without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text).translate(_ATTRIBUTE)


def content(text: str) -> str:
    """The text of an element, without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text).translate(_ENTITIES)

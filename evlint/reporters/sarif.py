"""SARIF 2.1.0, for code scanning and viewers. A conflict is stepped through side by side; what people dealt with is never shown as open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from evlint.documents.lines import LineIndex
from evlint.documents.model import Document, Location
from evlint.findings.model import Edit, Finding, Suppressed
from evlint.findings.report import Report
from evlint.patterns import pattern as lazy
from evlint.reporters import Style, shared
from evlint.reporters.pages import rule_page
from evlint.rules.base import Rule
from evlint.rules.registry import FAMILIES, all_rules
from evlint.sources import learning

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_AROUND = 120  # characters of its line that a viewer is shown on either side of a span
# What a rule needs to have measured before it may use a severity (CONTRIBUTING, "Add a rule"), in the words of code scanning.
_PRECISION = {"error": "very-high", "warning": "high", "note": "medium"}
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
_LINK = lazy(r"(\\*)\]\(")
# Line breaks that end a stretch around a span: not the one right next to it.
_BREAK_BEFORE, _BREAK_AFTER = lazy(r"\r(?!\n?\Z)|\n(?!\Z)"), lazy(r"(?<!\A)(?<!\A\r)[\r\n]")
_ABSOLUTE = lazy(r"/|[A-Za-z]:/")


def render(report: Report, style: Style) -> str:
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, style)]}, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a run: their number among the artifacts, their text, where its lines begin."""

    numbers: Mapping[str, int]
    texts: Mapping[str, str]
    lines: Mapping[str, LineIndex]

    @classmethod
    def of(cls, report: Report, names: list[str]) -> _Files:
        known = {document.path: document.source.lines for document in report.documents}
        lines = {name: known[name] if name in known else LineIndex.of(report.sources.get(name, "")) for name in names}
        return cls({name: number for number, name in enumerate(names)}, report.sources, lines)

    def location(self, path: str) -> dict[str, Any]:
        return {**_address(path), "index": self.numbers[path]}


def _run(report: Report, style: Style) -> dict[str, Any]:
    names = shared.documents(report)
    files = _Files.of(report, names)
    found = (*report.findings, *(item.finding for item in report.suppressed), *report.fixed)
    rules = sorted({finding.rule for finding in found}, key=_family)
    known = {document.path: document for document in report.documents}
    return {
        "tool": {"driver": _driver(report, style, rules, {finding.rule: finding.name for finding in found})},
        "invocations": [_invocation(report, files)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the folder in which evlint ran"}}},
        "artifacts": [_artifact(name, known.get(name)) for name in names],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "language": "en",
        "results": list(_results(report, files, {rule: number for number, rule in enumerate(rules)})),
        "properties": {
            "asOf": report.as_of,
            "since": report.since,
            "summary": report.summary(),
            "coverage": {**report.coverage.to_dict(), "notChecked": list(report.not_checked)},
            "data": learning.by(report.facts),
        },
    }


def _family(rule: str) -> tuple[int, str]:
    order = list(FAMILIES)
    return order.index(rule[:3]) if rule[:3] in order else len(order), rule


def _driver(report: Report, style: Style, codes: list[str], names: Mapping[str, str]) -> dict[str, Any]:
    rules = {rule.META.code: rule for rule in all_rules()}
    return {
        "name": "evlint",
        "version": report.version,
        "semanticVersion": report.version,
        **({"informationUri": style.docs} if style.docs else {}),
        "rules": [_rule(rules[code], style) if code in rules else {"id": code, "name": names[code]} for code in codes],
        "notifications": [
            _notice("not-read", "a document was not read", "A document was not read, so nothing in it was checked: that nothing was found in it says nothing."),
            _notice("read-with-care", "a document was read, and something about that is worth knowing", "A guess was needed to read a document, its encoding for example."),
        ],
    }


def _notice(identity: str, summary: str, description: str) -> dict[str, Any]:
    return {"id": identity, "shortDescription": {"text": summary}, "fullDescription": {"text": description}, "help": {"text": description}}


def _rule(rule: Rule, style: Style) -> dict[str, Any]:
    meta, page = rule.META, rule_page(rule)
    checks = re.search(r"^## What it checks\n+(.+?)(?=\n\n|\Z)", rule.__doc__ or "", re.M | re.S)
    address = shared.page_address(style, meta.code)
    return {
        "id": meta.code,
        "name": meta.name,
        "shortDescription": {"text": meta.summary},
        "fullDescription": {"text": " ".join((checks[1] if checks else meta.summary).split())},
        "help": {"text": page, "markdown": page},
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": meta.severity},
        "properties": {"precision": _PRECISION[meta.severity], "problem.severity": _PROBLEM[meta.severity], "tags": ["evidence", FAMILIES[meta.code[:3]][0]]},
    }


def _invocation(report: Report, files: _Files) -> dict[str, Any]:
    """A run over files that could not be read did not succeed, whatever it says of the others."""
    told = [_notification(document, files) for document in report.documents if document.status == "failed"]
    told += [_notification(document, files, notice) for document in report.documents for notice in document.notices]
    skipped = [_notification(document, files) for document in report.documents if document.status == "skipped"]
    return {
        "executionSuccessful": not any(document.status == "failed" for document in report.documents),
        "toolExecutionNotifications": told,
        "toolConfigurationNotifications": skipped,
    }


def _notification(document: Document, files: _Files, notice: str = "") -> dict[str, Any]:
    level = "note" if notice else "error" if document.status == "failed" else "warning"
    return {
        "descriptor": {"id": "read-with-care" if notice else "not-read"},
        "level": level,
        "message": {"text": _plain(f"{document.path} {notice}" if notice else f"{document.path} was not read: {document.reason}")},
        "locations": [{"physicalLocation": {"artifactLocation": files.location(document.path)}}],
    }


def _address(path: str) -> dict[str, str]:
    """A relative address under the folder of the run; a file elsewhere has only its full address."""
    escaped = quote(path, safe="/", errors="replace")
    if _ABSOLUTE.match(path):
        drive = path[1:2] == ":"
        return {"uri": f"file:///{path[:2]}{quote(path[2:], safe='/', errors='replace')}" if drive else f"file://{escaped}"}
    return {"uri": escaped, "uriBaseId": _ROOT}


def _artifact(name: str, document: Document | None) -> dict[str, Any]:
    out: dict[str, Any] = {"location": _address(name)}
    if document is None:
        return out
    algorithm, _, value = document.digest.partition(":")
    hashes = {"hashes": {algorithm.replace("sha256", "sha-256"): value}} if value else {}
    return {**out, "roles": ["analysisTarget"], **hashes, "properties": {"format": document.format, "status": document.status}}


def _results(report: Report, files: _Files, rules: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    """Open findings, those that people dealt with, and those that are gone. Where one has suppressions or a baseline state, all must."""
    compared = report.since is not None or bool(report.fixed) or any(item.by == "baseline" for item in report.suppressed)
    listed: dict[str, Any] = {"suppressions": []} if report.suppressed else {}
    for finding in report.findings:
        yield {**_result(finding, files, rules), **listed, **({"baselineState": "new"} if compared else {})}
    for item in report.suppressed:
        state = {"baselineState": "unchanged" if item.by == "baseline" else "new"} if compared else {}
        yield {**_result(item.finding, files, rules), "suppressions": [_suppression(item)], **state}
    for finding in report.fixed:
        yield {**_result(finding, files, rules), **listed, "baselineState": "absent"}


def _suppression(item: Suppressed) -> dict[str, Any]:
    who = {name: value for name, value in (("reviewer", item.reviewer), ("until", item.until)) if value}
    return {"kind": "inSource" if item.by == "comment" else "external", "status": "accepted", "justification": shared.reason(item), "properties": {"by": item.by, **who}}


def _result(finding: Finding, files: _Files, rules: Mapping[str, int]) -> dict[str, Any]:
    related = [place for place in finding.locations if place.role != "primary"]
    out: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules[finding.rule],
        "level": finding.severity,
        "message": {"text": _plain(_message(finding))},
        "locations": [_location(finding.primary, files)],
        "partialFingerprints": {"evlint/v1": finding.id},
        "rank": round(finding.confidence * 100, 1),
    }
    if related:
        out["relatedLocations"] = [{"id": number, **_location(place, files)} for number, place in enumerate(related, 1)]
        out["codeFlows"] = [_flow(finding, files)]
    if finding.fix:
        out["fixes"] = [_fix(finding.fix, files)]
    facts = {"confidence": round(finding.confidence, 2), "topic": finding.topic, "claims": list(finding.claims), "expected": finding.expected, "observed": finding.observed}
    out["properties"] = {name: value for name, value in facts.items() if value not in (None, [])}
    return out


def _message(finding: Finding) -> str:
    """The finding in a sentence, and below it what leads there and what to do: viewers show the first line where room is short."""
    place = f" ({finding.primary.place})" if finding.primary.place else ""
    return "\n".join([finding.message + place, *(f"= {note}" for note in finding.notes), *([f"help: {finding.help}"] if finding.help else [])])


def _plain(text: str) -> str:
    """A message without links: `[text](target)` from a document would be one in a viewer."""
    return _LINK.sub(lambda found: found[1] * 2 + "\\](", text)


def _location(place: Location, files: _Files) -> dict[str, Any]:
    """A place; in a format that is no text nobody finds a line, so the page or paragraph is named, and the quote stands beside it."""
    physical: dict[str, Any] = {"artifactLocation": files.location(place.document)}
    message = {"message": {"text": _plain(place.label)}} if place.label else {}
    if place.place:
        named = {"name": place.place, "fullyQualifiedName": f"{place.document}, {place.place}"}
        return {"physicalLocation": physical, "logicalLocations": [named], **message, "properties": {"quote": place.quote}}
    physical["region"] = {**_region(place.line, place.column, place.end_line, place.end_column), "snippet": {"text": place.quote}}
    if around := _context(place, files):
        physical["contextRegion"] = around
    return {"physicalLocation": physical, **message}


def _region(line: int, column: int, end_line: int, end_column: int) -> dict[str, Any]:
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _context(place: Location, files: _Files) -> dict[str, Any] | None:
    """The span with a stretch of its line on both sides, or of the line before or after where it fills its own; None where there is no more text."""
    text = files.texts.get(place.document, "")
    before, after = text[max(0, place.start - _AROUND) : place.start], text[place.end : place.end + _AROUND]
    start = place.start - len(_BREAK_BEFORE.split(before)[-1])
    end = place.end + len(_BREAK_AFTER.split(after)[0])
    if (start, end) == (place.start, place.end):
        return None
    lines = files.lines[place.document]
    return {**_region(*lines.position(start), *lines.position(end)), "snippet": {"text": text[start : place.start] + place.quote + text[place.end : end]}}


def _flow(finding: Finding, files: _Files) -> dict[str, Any]:
    """The sides of a finding as steps, so that a viewer walks from one to the other."""
    steps = [
        {"location": {"message": {"text": _plain(place.label or place.role)}, **_location(place, files)}, "importance": "essential", "executionOrder": number}
        for number, place in enumerate(finding.locations, 1)
    ]
    return {"message": {"text": _plain(finding.message)}, "threadFlows": [{"locations": steps}]}


def _fix(edits: tuple[Edit, ...], files: _Files) -> dict[str, Any]:
    changes = []
    for name in dict.fromkeys(edit.document for edit in edits):
        replacements = [_replacement(edit, files.lines[name]) for edit in edits if edit.document == name]
        changes.append({"artifactLocation": files.location(name), "replacements": replacements})
    safe = all(edit.safe for edit in edits)
    text = "safe: it changes nothing that the document says" if safe else "unsafe: a person must look at what it changes"
    return {"description": {"text": text}, "artifactChanges": changes, "properties": {"safe": safe}}


def _replacement(edit: Edit, lines: LineIndex) -> dict[str, Any]:
    region = _region(*lines.position(edit.start), *lines.position(edit.end))
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}

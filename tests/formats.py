"""What the tests of formats share: rendering, the official schema of SARIF, and how a viewer finds a region."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator

from evlint.documents.lines import LineIndex
from evlint.findings.report import Report
from evlint.reporters import Style, render

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text("utf-8")), format_checker=Draft4Validator.FORMAT_CHECKER)
PLAIN = Style()
DOCS = Style(docs="https://docs.test/evlint/")


def shown(name: str, report: Report, style: Style = PLAIN) -> str:
    return render(name, report, style)


def run_of(report: Report, style: Style = PLAIN) -> dict[str, Any]:
    log = json.loads(shown("sarif", report, style))
    SARIF.validate(log)
    (run,) = log["runs"]
    return dict(run)


def empty(report: Report) -> Report:
    return replace(report, findings=(), suppressed=(), fixed=(), since=None, documents=report.documents[:1])


def cut(text: str, region: dict[str, Any]) -> str:
    """What a viewer that counts lines and columns finds at a region."""
    starts = LineIndex.of(text).starts
    return text[starts[region["startLine"] - 1] + region["startColumn"] - 1 : starts[region["endLine"] - 1] + region["endColumn"] - 1]

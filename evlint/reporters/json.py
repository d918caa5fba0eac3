"""JSON: the report as it is, for programs. The shape is versioned; its schema is `evlint schema report`."""

from __future__ import annotations

import json

from evlint.findings.report import Report
from evlint.reporters import Style


def render(report: Report, style: Style) -> str:
    return json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n"

"""JSON: the report as it is, for programs. The shape is versioned; its schema is `evlint schema report`. Each item of a list stands on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from evlint.findings.report import Report
from evlint.reporters import Style


def render(report: Report, style: Style) -> str:
    return "{\n" + ",\n".join(_lines(report.to_dict())) + "\n}\n"


def _lines(data: dict[str, Any]) -> Iterator[str]:
    """A member of the report each; written without indentation, which Python's encoder takes ten times as long for."""
    for name, value in data.items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in value)
            yield f" {json.dumps(name)}: [\n{items}\n ]"
        else:
            yield f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"

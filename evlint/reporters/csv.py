"""CSV for spreadsheets: one row a finding, those that people dealt with last and marked as such.

Cells that a spreadsheet would take for a formula begin with an apostrophe; lines end and cells are quoted as RFC 4180 has it.
"""

from __future__ import annotations

import csv
from io import StringIO

from evlint.documents.model import Location
from evlint.findings.model import Finding, Suppressed
from evlint.findings.report import Report
from evlint.patterns import pattern as lazy
from evlint.reporters import Style, shared

COLUMNS = (
    "id", "rule", "name", "severity", "confidence", "document", "line", "column", "place", "message", "quote",
    "related document", "related line", "related quote", "help", "suppressed by", "reason", "page",
)  # fmt: skip
_NUMBER = lazy(r"[-+]?\d{1,30}(?:\.\d{1,30})?\Z")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # full-width signs start a formula too, in some languages


def render(report: Report, style: Style) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(finding, style) for finding in report.findings)
    writer.writerows(_row(item.finding, style, item) for item in report.suppressed)
    return out.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet computes; a number is none to compute."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.match(cell) else cell


def _row(finding: Finding, style: Style, dealt: Suppressed | None = None) -> list[str]:
    """Several related places share a cell, one a line, in the same order in all three columns."""
    primary = finding.primary
    related = [place for place in finding.locations if place is not primary]
    cells = (
        finding.id,
        finding.rule,
        finding.name,
        finding.severity,
        f"{finding.confidence:.2f}",
        primary.document,
        _line(primary),
        "" if primary.place else str(primary.column),
        primary.place,
        finding.message,
        primary.quote,
        "\n".join(place.document for place in related),
        "\n".join(place.place or _line(place) for place in related),
        "\n".join(place.quote for place in related),
        finding.help,
        dealt.by if dealt else "",
        shared.reason(dealt) if dealt else "",
        shared.page_address(style, finding.rule),
    )
    return [safe(cell) for cell in cells]


def _line(place: Location) -> str:
    """A line number is nobody's in a format that is no text."""
    return "" if place.place else str(place.line)

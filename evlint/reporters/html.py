"""One self-contained HTML page for people who read no terminal. The page itself is made in `reporters/page/`."""

from __future__ import annotations

from evlint.findings.report import Report
from evlint.reporters import Style


def render(report: Report, style: Style) -> str:
    from evlint.reporters.page import build

    read = {document.path: document for document in report.documents if document.status == "read"}
    return build(report.to_dict(), read, report.sources, style.title, docs=style.docs)

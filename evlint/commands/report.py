"""`evlint report`: one self-contained HTML page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from evlint import reporters
from evlint.commands import corpus
from evlint.commands.check import exit_code
from evlint.commands.files import write_report
from evlint.exits import Exit


def run(arguments: argparse.Namespace) -> Exit:
    loaded = corpus.load(arguments)
    report = corpus.check(loaded, corpus.with_rules(loaded.settings, arguments), arguments)
    file = Path(arguments.output)
    write_report(file, reporters.render("html", report, reporters.Style(title=arguments.title)), loaded)
    counts = report.summary()
    print(f"evlint: wrote {file}: {counts['error']} errors, {counts['warning']} warnings, {counts['note']} notes in {len(report.documents)} documents", file=sys.stderr)
    return exit_code(report, "never", unreadable=bool(loaded.unreadable))

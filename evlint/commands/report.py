"""`evlint report`: one self-contained page, in HTML or Markdown."""

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
    file = Path(arguments.output or reporters.PAGES[arguments.format])
    write_report(file, reporters.render(arguments.format, report, reporters.Style(title=arguments.title, docs=loaded.settings.docs_url)), loaded)
    counts = report.summary()
    print(f"evlint: wrote {file}: {counts['error']} errors, {counts['warning']} warnings, {counts['note']} notes in {len(report.documents)} documents", file=sys.stderr)
    return exit_code(report, "never", unreadable=bool(loaded.unreadable))

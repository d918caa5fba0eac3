"""`evlint check`: findings in one or several formats; the exit code says how bad they are."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from evlint import reporters
from evlint.commands import corpus
from evlint.commands.files import write_report
from evlint.config.settings import FailOn
from evlint.exits import Exit, UsageError, worst
from evlint.findings.model import SEVERITIES
from evlint.findings.report import Report


def run(arguments: argparse.Namespace) -> Exit:
    outputs = [_output(given) for given in arguments.format or ["text"]]
    if sum(file is None for _, file in outputs) > 1:
        raise UsageError("only one format can go to the terminal; give the others a file, as in --format json=out.json")
    loaded = corpus.load(arguments)
    settings = corpus.with_rules(loaded.settings, arguments)
    report = corpus.check(loaded, settings, arguments)
    for name, file in outputs:
        text = reporters.render(name, report, reporters.Style.for_stream(sys.stdout if file is None else None, coverage=arguments.show_coverage))
        if file is None:
            sys.stdout.write(text)
        else:
            write_report(file, text, loaded)
    return exit_code(report, arguments.fail_on or settings.fail_on, unreadable=bool(loaded.unreadable))


def _output(given: str) -> tuple[str, Path | None]:
    name, _, file = given.partition("=")
    if name not in reporters.FORMATS:
        raise UsageError(f"no format is named {name!r}; there are {', '.join(reporters.FORMATS)}")
    return name, Path(file) if file else None


def exit_code(report: Report, fail_on: FailOn, *, unreadable: bool) -> Exit:
    codes = [Exit.CLEAN]
    if fail_on != "never" and any(SEVERITIES.index(f.severity) >= SEVERITIES.index(fail_on) for f in report.findings):
        codes.append(Exit.FINDINGS)
    if unreadable or any(document.status == "failed" or (document.bibliography and document.notices) for document in report.documents):
        codes.append(Exit.UNREADABLE)
    if not report.documents:
        codes.append(Exit.EMPTY)
        print("evlint: nothing to check: no document matches", file=sys.stderr)
    return worst(codes)

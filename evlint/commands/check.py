"""`evlint check`: findings in one or several formats; the exit code says how bad they are."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches
from io import TextIOWrapper
from pathlib import Path

from evlint import reporters
from evlint.commands import corpus
from evlint.config.settings import FailOn
from evlint.exits import Exit, UsageError, worst
from evlint.findings.model import SEVERITIES
from evlint.findings.report import Report


def run(arguments: argparse.Namespace) -> Exit:
    outputs = [_output(given) for given in arguments.format or ["text"]]
    if sum(file is None for _, file in outputs) > 1:
        raise UsageError("only one format can go to the terminal; give the others a file, as in --format json=out.json")
    files = [file for _, file in outputs if file is not None]
    if twice := next((file for file in files if files.count(file) > 1), None):
        raise UsageError(f"two formats would go to {twice}; give each a file of its own")
    loaded = corpus.load(arguments)
    settings = corpus.with_rules(loaded.settings, arguments)
    report = corpus.check(loaded, settings, arguments)
    for name, file in outputs:
        text = reporters.render(name, report, reporters.Style.for_stream(sys.stdout if file is None else None, coverage=arguments.show_coverage))
        if file is None:
            _print(name, text)
        else:
            write_report(file, text, loaded)
    return exit_code(report, arguments.fail_on or settings.fail_on, unreadable=bool(loaded.unreadable))


def _print(name: str, text: str) -> None:
    """Text goes out as the terminal wants it; what programs read is the same bytes everywhere, as in a file: UTF-8, its own line ends."""
    if name != "text" and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")
    sys.stdout.write(text)


def _output(given: str) -> tuple[str, Path | None]:
    name, into, file = given.partition("=")
    if name not in reporters.FORMATS:
        near = get_close_matches(name.lower(), reporters.FORMATS, 1, 0.6)
        raise UsageError(f"no format is named {name!r}; {f'did you mean {near[0]!r}? ' if near else ''}there are {', '.join(reporters.FORMATS)}")
    if into and not file:
        raise UsageError(f"--format {given} names no file; write --format {name}=FILE, or --format {name} for the terminal")
    return name, Path(file) if file else None


def write_report(file: Path, text: str, loaded: corpus.Loaded) -> None:
    """Write a report, but never over a file that this run reads. Raises UsageError."""
    if loaded.owns(file):
        raise UsageError(f"{file} is a file of this project; choose another name for the report")
    write(file, text)


def write(file: Path, text: str) -> None:
    """Write a text as UTF-8. Raises UsageError where that cannot be done; nothing is touched before the text is encoded."""
    data = text.encode("utf-8", "replace")
    try:
        file.write_bytes(data)
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror or error}") from None


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

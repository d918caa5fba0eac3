"""`evlint check`: findings in one or several formats; the exit code says how bad they are."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from difflib import get_close_matches
from io import TextIOWrapper
from pathlib import Path

from evlint import reporters
from evlint.commands import corpus
from evlint.commands.files import write_report
from evlint.config.settings import FailOn, Settings
from evlint.exits import Exit, UsageError, worst
from evlint.findings.model import SEVERITIES
from evlint.findings.report import Report


def run(arguments: argparse.Namespace) -> Exit:
    if arguments.watch:
        from evlint.commands.watch import watch

        return watch(lambda: _once(arguments))
    return _once(arguments)


def _once(arguments: argparse.Namespace) -> Exit:
    outputs = [_output(given) for given in arguments.format or ["text"]]
    if sum(file is None for _, file in outputs) > 1:
        raise UsageError("only one format can go to the terminal; give the others a file, as in --format json=out.json")
    files = [file for _, file in outputs if file is not None]
    if twice := next((file for file in files if files.count(file) > 1), None):
        raise UsageError(f"two formats would go to {twice}; give each a file of its own")
    started = time.perf_counter()
    if "-" in arguments.paths and arguments.fix and not arguments.diff:
        raise UsageError("--fix needs files: what comes from standard input is nowhere to be written; --diff shows the fixes")
    loaded = corpus.load(arguments)
    settings = corpus.with_rules(loaded.settings, arguments)
    report = _judged(loaded, settings, arguments)
    if arguments.statistics:
        from evlint.commands.statistics import table

        print(table(report, time.perf_counter() - started), file=sys.stderr)
    if arguments.fix or arguments.diff:
        loaded, report = _fixed(loaded, settings, report, arguments)
    if arguments.blame:
        from evlint.commands.blame import with_commits

        report = replace(report, findings=tuple(with_commits(report.findings, loaded.root)))
    if not arguments.diff:
        _print(report, outputs, settings, loaded, arguments)
    return exit_code(report, arguments.fail_on or settings.fail_on, unreadable=bool(loaded.unreadable))


def _judged(loaded: corpus.Loaded, settings: Settings, arguments: argparse.Namespace) -> Report:
    """The report of the corpus; with `--changed`, of what changed in it."""
    if arguments.changed is None:
        return corpus.check(loaded, settings, arguments)
    from evlint.commands import changed

    then = changed.before(loaded, arguments.changed)
    now = corpus.check(loaded, settings, arguments)
    return changed.compare(now, corpus.judge(replace(loaded, files=then.files, records=then.records, baseline=then.baseline, present=then.present), settings, arguments), then)


def _fixed(loaded: corpus.Loaded, settings: Settings, report: Report, arguments: argparse.Namespace) -> tuple[corpus.Loaded, Report]:
    """Write the fixes and judge what is left, or show them as a diff."""
    from evlint.commands import fix

    unsafe = arguments.unsafe_fixes
    made = fix.fixed(loaded, report, unsafe=unsafe)
    unsafe_left = 0 if unsafe else sum(bool(finding.fix) and not all(edit.safe for edit in finding.fix) for finding in report.findings)
    fix.tell(made, unsafe_left=unsafe_left, written=arguments.fix and not arguments.diff)
    if arguments.diff:
        sys.stdout.write(fix.show(loaded, report, made))
        return loaded, report
    if not made.texts:
        return loaded, report
    after = fix.write(loaded, made)
    return after, _judged(after, settings, arguments)


def _print(report: Report, outputs: list[tuple[str, Path | None]], settings: Settings, loaded: corpus.Loaded, arguments: argparse.Namespace) -> None:
    for name, file in outputs:
        style = reporters.Style.for_stream(sys.stdout if file is None else None, coverage=arguments.show_coverage)
        text = reporters.render(name, report, replace(style, docs=settings.docs_url))
        if file is None:
            _to_terminal(name, text)
        else:
            write_report(file, text, loaded)


def _to_terminal(name: str, text: str) -> None:
    """Text goes out as the terminal wants it; what programs read is the same bytes everywhere, as in a file: UTF-8, its own line ends."""
    if name != "text" and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")
    sys.stdout.write(text)


def _output(given: str) -> tuple[str, Path | None]:
    name, into, file = given.partition("=")
    if name not in reporters.FORMATS and name not in reporters.others():
        near = get_close_matches(name.lower(), reporters.FORMATS, 1, 0.6)
        raise UsageError(f"no format is named {name!r}; {f'did you mean {near[0]!r}? ' if near else ''}there are {', '.join(reporters.FORMATS)}")
    if into and not file:
        raise UsageError(f"--format {given} names no file; write --format {name}=FILE, or --format {name} for the terminal")
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

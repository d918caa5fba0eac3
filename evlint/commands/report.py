"""`evlint report`: one self-contained page in HTML, of a run or of a saved JSON report, also against an older one; or the same in Markdown."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evlint import reporters
from evlint.commands import corpus, saved
from evlint.commands.check import exit_code
from evlint.commands.files import write, write_report
from evlint.exits import Exit, UsageError
from evlint.reporters.page import build
from evlint.reporters.page.view import Changes, plural

_OF_A_RUN = ("paths", "select", "ignore", "extend_select", "preview", "min_confidence", "reader", "baseline", "ignore_suppressions", "online", "as_of")


def run(arguments: argparse.Namespace) -> Exit:
    if arguments.format == "markdown" and (arguments.from_file or arguments.since):
        raise UsageError("--from and --since make the HTML page; leave --format markdown out")
    since = Changes(Path(arguments.since).name, saved.load_older(arguments.since)) if arguments.since else None
    file = Path(arguments.output or reporters.PAGES[arguments.format])
    today = datetime.now(UTC).date().isoformat()
    if arguments.from_file:
        return _from_saved(arguments, file, since, today)
    loaded = corpus.load(arguments)
    report = corpus.check(loaded, corpus.with_rules(loaded.settings, arguments), arguments)
    data = report.to_dict()
    read = {document.path: document for document in report.documents if document.status == "read"}
    _not_over(file, arguments.since)
    if arguments.format == "markdown":
        page = reporters.render("markdown", report, reporters.Style(title=arguments.title, docs=loaded.settings.docs_url))
    else:
        page = build(data, read, report.sources, arguments.title, run=today, since=since, docs=loaded.settings.docs_url)
    _only_over_a_page(file)
    write_report(file, page, loaded)
    _say(file, data)
    return exit_code(report, "never", unreadable=bool(loaded.unreadable))


def _from_saved(arguments: argparse.Namespace, file: Path, since: Changes | None, today: str) -> Exit:
    given = [name for name in _OF_A_RUN if getattr(arguments, name)]
    if given:
        raise UsageError(f"--from shows a run that is over: it takes no {', '.join('PATH' if name == 'paths' else '--' + name.replace('_', '-') for name in given)}")
    data = saved.load(arguments.from_file)
    documents, texts = saved.texts(data, arguments)
    for name in (arguments.from_file, arguments.since):
        _not_over(file, name)
    root, settings = corpus.formats_of(arguments)
    if corpus.name_of(file, root) in {*texts, *(head["path"] for head in data["documents"])}:
        raise UsageError(f"{file} is a file that this report speaks of; choose another name for the page")
    _only_over_a_page(file)
    write(file, build(data, documents, texts, arguments.title, run=today, since=since, docs=settings.docs_url, saved=True))
    _say(file, data)
    return Exit.CLEAN if data["documents"] else Exit.EMPTY


def _not_over(file: Path, other: str | None) -> None:
    if other and file.resolve() == Path(other).resolve():
        raise UsageError(f"{file} is what the page is made of; choose another name for the page")


def _only_over_a_page(file: Path) -> None:
    """Refuse to write over anything but an earlier page, or an empty file."""
    try:
        with file.open("rb") as there:
            head = there.read(400)
    except OSError:
        return
    if file.is_file() and head.strip() and reporters.MARKER.encode() not in head:
        raise UsageError(f"{file} is no report of evlint; choose another name for the page, or remove it first")


def _say(file: Path, data: Mapping[str, Any]) -> None:
    counts = data["summary"]
    told = ", ".join(plural(counts[severity], severity) for severity in ("error", "warning", "note"))
    print(f"evlint: wrote {file}: {told} in {plural(len(data['documents']), 'document')}", file=sys.stderr)

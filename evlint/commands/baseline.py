"""`evlint baseline write|prune|show`: findings that a project takes over as they are."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evlint.commands import corpus
from evlint.commands.files import write
from evlint.config.model import FILE_NAMES
from evlint.documents.directives import is_day
from evlint.exits import Exit, UsageError, worst
from evlint.findings import baseline, post
from evlint.findings.baseline import Baseline, Entry
from evlint.findings.model import Finding
from evlint.findings.report import Report
from evlint.rules import registry

_SUPPRESSIONS = "IGN"


def run(arguments: argparse.Namespace) -> Exit:
    if arguments.action == "write" and arguments.until and not is_day(arguments.until):
        raise UsageError(f"--until takes a date such as 2027-01-31, not {arguments.until!r}")
    file = _file(arguments)
    if arguments.action != "write" and not file.is_file():
        raise UsageError(f"there is no baseline {file}; `evlint baseline write` makes one")
    if "-" in arguments.paths:
        raise UsageError("a baseline is of files: standard input has none")
    arguments.baseline = str(file) if file.is_file() else None
    loaded = corpus.load(arguments)
    settings = corpus.with_rules(loaded.settings, arguments)
    known = loaded.baseline or Baseline(baseline.load("", "").source)
    _only_a_baseline(file, known, loaded)
    # Whatever the project wants to see, the findings are there: only what is new is taken over by what is shown.
    report = corpus.check(replace(loaded, baseline=replace(known, lines=())), replace(settings, reader="methodologist", min_confidence=0.0, per_file={}), arguments)
    shown = {finding.id for finding in post.adjust(report.findings, settings)[0]}
    unjudged = {document.path for document in report.documents if document.status != "read"}
    reach = _Reach(loaded.focus, frozenset(unjudged | {message.rpartition(": ")[0] for message in loaded.unreadable}))
    unread = Exit.UNREADABLE if loaded.unreadable else Exit.CLEAN
    if arguments.action == "show":
        return worst([unread, _show(known, report, arguments)])
    if known.source.text.strip() and any(one.fault.startswith("a merge") for one in known.lines):
        raise UsageError(f"{file} holds marks of an unfinished merge; finish the merge, then run this again")
    if arguments.action == "write":
        return worst([unread, _write(file, known, report, shown, reach, arguments)])
    return worst([unread, _prune(file, known, report, reach)])


def _file(arguments: argparse.Namespace) -> Path:
    """The file that is read and written: the one named, else the configured one."""
    if arguments.baseline:
        return Path(arguments.baseline)
    project = corpus.configured(arguments)
    return (project.root / project.settings.baseline) if project else Path("evlint-baseline.jsonl")


def _entries(known: Baseline) -> dict[str, Entry]:
    return {key: one.entry for key, one in known.entries.items() if one.entry is not None}


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a run can speak of: documents in the focus, where there is one, but not those that could not be read."""

    focus: frozenset[str] | None
    unread: frozenset[str]


def _only_a_baseline(file: Path, known: Baseline, loaded: corpus.Loaded) -> None:
    """Refuse to write over anything that is no baseline."""
    name = corpus.name_of(file, loaded.root)
    if name in loaded.files or name in loaded.records or file.name in FILE_NAMES or (known.lines and all(one.fault for one in known.lines) and not any("merge" in one.fault for one in known.lines)):
        raise UsageError(f"{file} is no baseline; choose another file with --baseline")


def _write(file: Path, known: Baseline, report: Report, shown: Collection[str], reach: _Reach, arguments: argparse.Namespace) -> Exit:
    """Every finding of now; what people wrote to entries stays, and so do entries that this run says nothing about."""
    old = _entries(known)
    day = corpus.as_of(arguments)
    fresh = {"reason": arguments.reason, "by": arguments.by, "until": arguments.until}
    entries = {finding.id: baseline.entry_of(finding, old, fresh, day) for finding in report.findings if _is_taken(finding, shown, old)}
    kept = {key: entry for key, entry in old.items() if key not in entries and not _judged(entry, report, reach)}
    _tell_unreadable(file, known)
    write(file, baseline.text_of((*entries.values(), *kept.values())))
    gone = len(old.keys() - entries.keys() - kept.keys())
    print(f"evlint: wrote {file}: {len(entries.keys() - old.keys())} new entries, {len(old.keys() & entries.keys()) + len(kept)} kept, {gone} removed", file=sys.stderr)
    return Exit.CLEAN


def _is_taken(finding: Finding, shown: Collection[str], old: Mapping[str, Entry]) -> bool:
    """Whether a finding gets an entry: it is shown, or has one; what is wrong with suppressions is mended, not taken over."""
    return not finding.rule.startswith(_SUPPRESSIONS) and (finding.id in shown or finding.id in old)


def _judged(entry: Entry, report: Report, reach: _Reach) -> bool:
    """Whether this run would have found the finding of an entry, were it there."""
    if entry.document in reach.unread or (reach.focus is not None and entry.document not in reach.focus):
        return False
    return entry.rule in report.coverage.rules or (entry.rule.lower() not in registry.names() and entry.rule[:3] in registry.FAMILIES)


def _tell_unreadable(file: Path, known: Baseline) -> None:
    for one in known.lines:
        if one.fault:
            print(f"evlint: {file}:{one.place.line}: {one.fault}; the line is removed: {one.place.quote[:100]}", file=sys.stderr)


def _prune(file: Path, known: Baseline, report: Report, reach: _Reach) -> Exit:
    present = {finding.id for finding in report.findings}
    old = _entries(known)
    kept = [entry for key, entry in old.items() if key in present or not _judged(entry, report, reach)]
    _tell_unreadable(file, known)
    write(file, baseline.text_of(kept))
    print(f"evlint: wrote {file}: {len(old) - len(kept)} stale entries removed, {len(kept)} kept", file=sys.stderr)
    return Exit.CLEAN


def _show(known: Baseline, report: Report, arguments: argparse.Namespace) -> Exit:
    present = {finding.id for finding in report.findings}
    day = corpus.as_of(arguments)
    states = {key: "over" if baseline.is_over(entry, day) else "holds" if key in present else "stale" for key, entry in _entries(known).items()}
    rows = [{"state": states[entry.id], **json.loads(entry.line())} for entry in _entries(known).values()]
    rows.sort(key=lambda row: (row["document"], row["rule"], row["id"]))
    sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n" if arguments.format == "json" else _text(rows))
    for one in known.lines:
        if one.fault:
            print(f"evlint: {known.source.path}:{one.place.line}: {one.fault}", file=sys.stderr)
    return Exit.CLEAN


def _text(rows: Sequence[Mapping[str, str]]) -> str:
    from evlint.reporters.text import printable

    lines = []
    for row in rows:
        said = ", ".join(filter(None, (row.get("reason", ""), f"by {row['by']}" if "by" in row else "", f"until {row['until']}" if "until" in row else "")))
        lines.append(printable(f"{row['state']:6} {row['rule']} {row['id']} {row['document']}: {row.get('quote', '')!r}{f' ({said})' if said else ''}"))
    counts = {state: sum(row["state"] == state for row in rows) for state in ("holds", "stale", "over")}
    return "\n".join((*lines, f"entries: {len(rows)} (holds {counts['holds']}, stale {counts['stale']}, over {counts['over']})")) + "\n"

"""`evlint claims check|anchor`: records against the schema and against their documents."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from evlint import engine, reporters
from evlint.claims import rewrite
from evlint.claims.yaml_tree import YamlError, parse
from evlint.commands import corpus
from evlint.commands.files import write
from evlint.documents.model import Source
from evlint.exits import Exit, UsageError, worst
from evlint.findings.model import Edit, Finding
from evlint.findings.report import Report
from evlint.rules import registry

ANCHOR_RULES = ("CLM103", "CLM104", "CLM105", "CLM106")


def run(arguments: argparse.Namespace) -> Exit:
    arguments.paths, arguments.no_config = [], False
    loaded = corpus.load(arguments)
    for message in loaded.unreadable:
        print(f"evlint: cannot read {message}", file=sys.stderr)
    if not loaded.project:
        raise UsageError("no configuration from here upwards, so no claim records are read; `evlint init` writes one")
    if not loaded.records:
        raise UsageError(f"no record files under {loaded.settings.claims or 'claims'}/; `evlint extract -o claims` drafts them")
    only = frozenset(corpus.name_of(Path(file), loaded.root) for file in arguments.files) or None
    if only and (strange := sorted(only - loaded.records.keys())):
        raise UsageError(f"{strange[0]} is no record file of this project; they stand under {loaded.settings.claims}/")
    settings = replace(loaded.settings, select=ANCHOR_RULES if arguments.action == "anchor" else ("CLM",), ignore=())
    report = engine.run(loaded.files, loaded.records, settings, corpus.as_of(arguments), only)
    if arguments.action == "check":
        report = _against_schema(report, loaded.records, only)
    elif arguments.fix and (fixed := _fix(loaded, report)):
        print(f"evlint: rewrote {fixed}; read them before you commit", file=sys.stderr)
        return run(argparse.Namespace(**{**vars(arguments), "fix": False}))
    sys.stdout.write(reporters.render("text", report, reporters.Style.for_stream(sys.stdout)))
    if not report.findings:
        files = only or loaded.records.keys()
        records = sum(claim.stored is not None and claim.stored.file.path in files for claim in report.claims)
        verdict = "every record fits the schema and its document" if arguments.action == "check" else "every quote stands in its document"
        print(f"evlint: {_count(records, 'record')} in {_count(len(files), 'file')}: {verdict}", file=sys.stderr)
    found = Exit.FINDINGS if any(f.severity == "error" for f in report.findings) else Exit.CLEAN
    return worst([found, Exit.UNREADABLE if loaded.unreadable else Exit.CLEAN])


def _fix(loaded: corpus.Loaded, report: Report) -> str:
    """Apply the edits of all findings, and say in words what that was; empty where there was nothing to do."""
    edits: dict[str, list[Edit]] = {}
    for finding in report.findings:
        for edit in finding.fix:
            edits.setdefault(edit.document, []).append(edit)
    for path, changes in edits.items():
        text = loaded.records[path]
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        write(loaded.root / path, mark + rewrite.apply(text.removeprefix(mark), changes))
    moved = sum(bool(finding.fix) for finding in report.findings)
    drafts = sum(any(not edit.safe for edit in finding.fix) for finding in report.findings)
    returned = f", and returned {_count(drafts, 'record')} to draft because its passage changed: review it again" if drafts else ""
    return f"{_count(moved, 'quote')}{returned}" if moved else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _against_schema(report: Report, records: dict[str, str], only: Iterable[str] | None) -> Report:
    """Hold the files against the published JSON Schema as well: it is the contract, whatever the model says."""
    known = {(f.primary.document, f.primary.line) for f in report.findings if f.rule == "CLM101"}
    extra = [f for path in sorted(only or records) for f in _schema_faults(Source.of(path, records[path])) if (path, f.primary.line) not in known]
    broken = {f.primary.document for f in report.findings if f.rule == "CLM101"}
    return replace(report, findings=(*report.findings, *(f for f in extra if f.primary.document not in broken)))


def _schema_faults(file: Source) -> list[Finding]:
    from jsonschema import Draft202012Validator

    from evlint.claims.validate import json_schema

    name = Path(file.path).stem
    try:
        tree = parse(file.text)
    except YamlError:
        return []  # reported by the loader, with its place
    validator = Draft202012Validator(json_schema(name if name in ("sources", "conflicts") else "claims"))
    return [_finding(file, tree.span(tuple(error.absolute_path)), error) for error in validator.iter_errors(tree.data)]


def _finding(file: Source, span: tuple[int, int], error: Any) -> Finding:
    rule = next(rule for rule in registry.all_rules() if rule.META.code == "CLM101")
    start = span[0]
    end = min(span[1], start + len(file.text[start : span[1]].split("\n", 1)[0]))
    return rule.META.finding(str(error.message)[:160], file.at(start, end), confidence=1.0, help="correct it; `evlint schema claims` prints what is allowed")

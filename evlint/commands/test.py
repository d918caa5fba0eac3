"""`evlint test PATH`: case files of rules, run as our own tests run them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from evlint.commands import corpus
from evlint.config.model import ConfigError
from evlint.exits import Exit, UsageError
from evlint.rules.own import OwnRuleError
from evlint.rules.registry import all_rules
from evlint.testing import cases_in, faults_of, run_case


def run(arguments: argparse.Namespace) -> Exit:
    if (project := corpus.configured(arguments)) is not None:
        corpus.allow_own_rules(project.root, project.settings, arguments)
    try:
        codes = {rule.META.name: rule.META.code for rule in all_rules()}
    except OwnRuleError as error:
        raise UsageError(str(error)) from None
    files = [file for path in arguments.paths for file in _files(Path(path))]
    if not files:
        raise UsageError("no case files there: a case file is named after its rule, as in p-value-mismatch.md")
    wrong = count = 0
    for file in files:
        told = list(_tested(file, codes.get(file.stem, "")))
        count += 1
        wrong += bool(told)
        print(f"{'FAIL' if told else 'ok  '} {file}")
        for line in told:
            print(f"     {line}")
    print(f"{count - wrong} of {count} case files hold")
    return Exit.FINDINGS if wrong else Exit.CLEAN


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise UsageError(f"no such file or folder: {path}")
    return sorted(path.rglob("*.md")) if path.is_dir() else [path]


def _tested(file: Path, code: str) -> Iterator[str]:
    if not code:
        yield f"no rule is named {file.stem!r}; `evlint rules` lists them, and a project's own need --allow-project-code"
        return
    try:
        cases = cases_in(file, code)
        yield from faults_of(cases)
        for case in cases:
            yield from (f"{case.title}: {fault}" for fault in run_case(case))
    except (OSError, ValueError, ConfigError) as error:
        yield f"cannot be read: {error}"

"""`evlint explain CODE` prints the page of a rule, `evlint explain FINDING-ID [PATHS]` how one finding came about."""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from difflib import get_close_matches

from evlint.commands import corpus
from evlint.exits import Exit, UsageError
from evlint.findings.model import Suppressed
from evlint.reporters.pages import rule_page
from evlint.rules.registry import all_rules

_ID = re.compile(r"[0-9a-f]{8,16}\Z")


def run(arguments: argparse.Namespace) -> Exit:
    if _ID.match(arguments.code.lower()):
        return _finding(arguments)
    rules = {name.lower(): rule for rule in all_rules() for name in (rule.META.code, rule.META.name)}
    rule = rules.get(arguments.code.lower())
    if rule is None:
        near = get_close_matches(arguments.code.lower(), rules, 1, 0.5)
        hint = f"did you mean {near[0].upper() if near[0][-1].isdigit() else near[0]}?" if near else "`evlint rules` lists them"
        raise UsageError(f"no rule is named {arguments.code!r}; {hint}")
    sys.stdout.write(rule_page(rule))
    return Exit.CLEAN


def _finding(arguments: argparse.Namespace) -> Exit:
    """The chain of a finding, in the corpus as it is now; suppressed ones too. The beginning of an id will do."""
    from evlint.reporters import Style
    from evlint.reporters.chain import steps
    from evlint.reporters.text import printable
    from evlint.vocabulary import Vocabulary

    loaded = corpus.load(arguments)
    settings = corpus.with_rules(loaded.settings, arguments)
    report = corpus.judge(loaded, settings, arguments)
    wanted = arguments.code.lower()
    every: list[tuple[str, Suppressed | None]] = [(finding.id, None) for finding in report.findings]
    every += [(item.finding.id, item) for item in report.suppressed]
    meant = [(name, item) for name, item in every if name.startswith(wanted)]
    if len({name for name, _ in meant}) != 1:
        what = "several findings have ids that begin so" if meant else "no finding has this id now; an id changes when a quote or the path of its document changes"
        raise UsageError(f"{arguments.code}: {what}; `evlint check` prints the ids")
    name, item = meant[0]
    finding = item.finding if item else next(one for one in report.findings if one.id == name)
    width = Style.for_stream(sys.stdout).width
    print(printable(f"finding {finding.id}: {finding.rule} {finding.name}"))
    for step in steps(finding, report, Vocabulary(settings.vocabulary), item):
        print(f"\n{step.name}")
        for line in step.lines:
            indent = "    " if line.startswith("  ") else "  "
            print("\n".join(textwrap.wrap(printable(line.strip()), width, initial_indent=indent, subsequent_indent="    ", break_on_hyphens=False)))
    return Exit.CLEAN

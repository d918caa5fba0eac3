"""`evlint explain CODE`: the page of one rule."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches

from evlint.exits import Exit, UsageError
from evlint.reporters.pages import rule_page
from evlint.rules.registry import all_rules


def run(arguments: argparse.Namespace) -> Exit:
    rules = {name.lower(): rule for rule in all_rules() for name in (rule.META.code, rule.META.name)}
    rule = rules.get(arguments.code.lower())
    if rule is None:
        near = get_close_matches(arguments.code.lower(), rules, 1, 0.5)
        hint = f"did you mean {near[0].upper() if near[0][-1].isdigit() else near[0]}?" if near else "`evlint rules` lists them"
        raise UsageError(f"no rule is named {arguments.code!r}; {hint}")
    sys.stdout.write(rule_page(rule))
    return Exit.CLEAN

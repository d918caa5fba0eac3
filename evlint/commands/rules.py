"""`evlint rules`: every rule with its severity and what it says."""

from __future__ import annotations

import argparse
import json
import sys

from evlint.exits import Exit
from evlint.reporters.pages import rule_table
from evlint.rules.registry import all_rules


def run(arguments: argparse.Namespace) -> Exit:
    metas = [rule.META for rule in all_rules()]
    if arguments.format == "json":
        fields = ("code", "name", "summary", "scope", "severity", "since", "measured", "preview")
        sys.stdout.write(json.dumps([{name: getattr(meta, name) for name in fields} for meta in metas], ensure_ascii=False, indent=2) + "\n")
    elif arguments.format == "markdown":
        sys.stdout.write(rule_table())
    else:
        width = max(len(meta.name) for meta in metas)
        sys.stdout.writelines(f"{meta.code}  {meta.severity:7}  {meta.name:{width}}  {meta.summary}\n" for meta in metas)
    return Exit.CLEAN

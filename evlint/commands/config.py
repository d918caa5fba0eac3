"""`evlint config`: the configuration as a run here would take it, and where each value comes from."""

from __future__ import annotations

import argparse
import json
import sys

from evlint.commands import corpus
from evlint.config import effective
from evlint.config.settings import Settings
from evlint.exits import Exit

_OPTIONS = ("select", "ignore", "extend_select", "preview", "min_confidence", "baseline", "fail_on", "reader")


def run(arguments: argparse.Namespace) -> Exit:
    project = corpus.configured(arguments)
    settings = corpus.with_rules(project.settings if project else Settings(), arguments)
    given = dict.fromkeys(project.given, project.file.name) if project else {}
    given |= {name.replace("_", "-"): "command line" for name in _OPTIONS if getattr(arguments, name, None)}
    found = effective.rows(settings, given)
    if arguments.format == "json":
        values = {key: {"value": value, "from": origin} for key, value, origin in found}
        sys.stdout.write(json.dumps({"file": str(project.file) if project else None, "settings": values}, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(f"# {project.file}\n" if project else "# no evlint.toml and no [tool.evlint] from here upwards: the defaults\n")
        sys.stdout.write(effective.toml(found))
    return Exit.CLEAN

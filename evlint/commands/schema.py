"""`evlint schema NAME`: a JSON Schema, as it stands in schemas/."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from evlint.exits import Exit

NAMES = ("claims", "sources", "conflicts", "config", "report", "baseline")


def run(arguments: argparse.Namespace) -> Exit:
    sys.stdout.write(text(arguments.name))
    return Exit.CLEAN


def text(name: str) -> str:
    """A schema as it is published: indented JSON with a newline at the end."""
    return json.dumps(_schema(name), ensure_ascii=False, indent=2) + "\n"


def _schema(name: str) -> dict[str, Any]:
    if name == "config":
        from evlint.config.keys import KEYS
        from evlint.config.model import ConfigFile
        from evlint.schema import json_schema

        schema = json_schema(ConfigFile, "evlint configuration")
        for key, (_, says) in KEYS.items():
            schema["properties"][key]["description"] = says
        return schema
    if name == "baseline":
        from evlint.findings.baseline import Entry
        from evlint.schema import json_schema

        return json_schema(Entry, "evlint baseline: one line")
    if name == "report":
        from evlint.findings.schema import report_schema

        return report_schema()
    from evlint.claims.validate import json_schema as record_schema

    return record_schema(name)

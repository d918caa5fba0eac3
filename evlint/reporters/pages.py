"""Pages about the rules: one for each, and the table of all. Generated from the rules themselves."""

from __future__ import annotations

import json

from evlint.rules.base import Rule, RuleMeta
from evlint.rules.registry import FAMILIES, all_rules

_SCOPES = {"claim": "one claim at a time", "document": "one document at a time", "corpus": "the whole corpus", "run": "comments and baseline, after all other rules"}


def rule_page(rule: Rule) -> str:
    """The page of a rule in Markdown: its facts, then its docstring."""
    meta = rule.META
    summary, _, body = (rule.__doc__ or "").strip().partition("\n")
    facts = (
        ("highest severity", meta.severity),
        ("looks at", _SCOPES[meta.scope]),
        ("works offline", "no: it says nothing without `--online`" if meta.asks else "yes"),
        ("since", f"{meta.since}, in preview: runs with `preview = true`, or where it is selected by code or name" if meta.preview else meta.since),
        ("measured", meta.measured or "not yet"),
    )
    table = "\n".join(f"| {name} | {value} |" for name, value in facts)
    return f"# {meta.code} {meta.name}\n\n{summary}\n\n| | |\n|---|---|\n{table}\n\n{body.strip()}\n{_options(meta)}"


def _options(meta: RuleMeta) -> str:
    """The options of a rule, as they stand in a configuration."""
    if not meta.options:
        return ""
    lines = (f"{option.name} = {json.dumps(list(option.default) if isinstance(option.default, tuple) else option.default)}  # {option.says}" for option in meta.options)
    return "\n## Options\n```toml\n[rules." + meta.code + "]\n" + "\n".join(lines) + "\n```\n"


def rule_table() -> str:
    """All rules as a Markdown table, grouped by family."""
    lines = ["| code | name | says | at most |", "|---|---|---|---|", *(_row(rule.META) for rule in all_rules())]
    return "\n".join(lines) + "\n"


def _row(meta: RuleMeta) -> str:
    return f"| [{meta.code}](docs/rules/{meta.code}.md) | {meta.name} | {meta.summary} | {meta.severity} |"


def index_page() -> str:
    """The list of rule pages."""
    lines = ["# Rules", "", "Generated from the rules by `make generate`; do not edit.", ""]
    for family, (_, title) in FAMILIES.items():
        lines += [f"## {family}: {title}", ""]
        lines += (f"- [{rule.META.code} {rule.META.name}]({rule.META.code}.md): {rule.META.summary}" for rule in all_rules() if rule.META.code.startswith(family))
        lines.append("")
    return "\n".join(lines)

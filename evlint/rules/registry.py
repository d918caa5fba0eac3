"""All rules, found by walking the folders of families. Loading refuses a rule without its headings, or a code used twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from evlint.extraction import Reads
from evlint.patterns import pattern as lazy
from evlint.rules.base import HEADINGS, Rule, RuleMeta

FAMILIES = {
    "STA": ("statistics", "Statistics that do not agree with themselves"),
    "CON": ("contradiction", "Two places that cannot both hold"),
    "SUP": ("support", "Statements beyond their evidence"),
    "STL": ("staleness", "Sources and statements that time has overtaken"),
    "REF": ("references", "Citations and references"),
    "LNK": ("links", "Links and injected text"),
    "TRM": ("terms", "Terms and abbreviations"),
    "STR": ("structure", "Structure of the document"),
    "CLM": ("records", "Claim records"),
}
READS: dict[str, Reads] = {"STA": "numbers", "CON": "all", "SUP": "all", "CLM": "all"}
"""What the rules of a family read of the claims; nothing where it is not listed."""
_HEADING = lazy(r"^## (.+)$", re.M)


class RuleContractError(RuntimeError):
    """A rule module that breaks the contract."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in order of families as listed and of codes."""
    rules: dict[str, Rule] = {}
    for folder, _ in FAMILIES.values():
        package = import_module(f"evlint.rules.{folder}")
        for module in sorted(iter_modules(package.__path__), key=lambda m: m.name):
            if not module.name.startswith("_"):
                rule = cast(Rule, import_module(f"{package.__name__}.{module.name}"))
                _admit(rule, folder, rules)
    order = list(FAMILIES)
    return tuple(sorted(rules.values(), key=lambda r: (order.index(r.META.code[:3]), r.META.code)))


def _admit(rule: Rule, folder: str, known: dict[str, Rule]) -> None:
    meta: RuleMeta = rule.META
    if meta.code in known or FAMILIES.get(meta.code[:3], ("", ""))[0] != folder:
        raise RuleContractError(f"{meta.code}: used twice, or in the wrong folder ({folder})")
    if tuple(_HEADING.findall(rule.__doc__ or "")) != HEADINGS:
        raise RuleContractError(f"{meta.code}: its docstring needs the headings {', '.join(HEADINGS)}, in this order")
    known[meta.code] = rule


def matches(meta: RuleMeta, pattern: str) -> bool:
    """Whether a code, the beginning of one, or a name means this rule."""
    return meta.code.startswith(pattern.upper()) or meta.name == pattern.lower()


def selected(select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that a selection leaves, by the most specific word on each: `--select STA --ignore STA204`."""
    wanted, unwanted = tuple(select), tuple(ignore)
    out = []
    for rule in all_rules():
        yes = max((len(p) for p in wanted if matches(rule.META, p)), default=-1 if wanted else 0)
        no = max((len(p) for p in unwanted if matches(rule.META, p)), default=-1)
        if yes > no:
            out.append(rule)
    return tuple(out)


def reads(rules: Iterable[Rule]) -> Reads:
    """The most that any of the rules reads of the claims."""
    return max((READS.get(rule.META.code[:3], "nothing") for rule in rules), key=("nothing", "numbers", "all").index, default="nothing")


def asks(rules: Iterable[Rule], of: str) -> bool:
    """Whether any of the rules needs this part of the network."""
    return any(rule.META.asks == of for rule in rules)


def unknown(patterns: Iterable[str]) -> list[str]:
    """Patterns that mean no rule."""
    return [pattern for pattern in patterns if not any(matches(rule.META, pattern) for rule in all_rules())]

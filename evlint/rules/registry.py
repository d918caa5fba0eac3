"""All rules, found by walking the folders of families. Loading refuses a rule without its headings, or a code used twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import cast

from evlint.claims.model import Reads
from evlint.config.selection import means, weight
from evlint.config.settings import Settings
from evlint.patterns import pattern as lazy
from evlint.rules.base import HEADINGS, Rule, RuleMeta
from evlint.rules.own import OwnRuleError, cases_of, installed, of_folder

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
    "IGN": ("suppressions", "Suppressions and the baseline"),
}
READS: dict[str, Reads] = {"STA": "numbers", "CON": "all", "SUP": "all", "CLM": "all"}
"""What the rules of a family read of the claims; nothing where it is not listed."""
_CODE = lazy(r"[A-Z]{3}\d{3}\Z")
_HEADING = lazy(r"^## (.+)$", re.M)


class RuleContractError(RuntimeError):
    """A rule module that breaks the contract."""


_folders: list[Path] = []  # of projects whose own rules the user lets run


def add_folder(folder: Path) -> None:
    """Let the rules of a folder run as well, for the rest of the process. Raises OwnRuleError where one of them cannot."""
    if folder not in _folders:
        _folders.append(folder)
        all_rules.cache_clear()
        names.cache_clear()
        try:
            all_rules()
        except OwnRuleError:
            _folders.remove(folder)
            raise


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in order of families as listed and of codes; then those from outside. Raises OwnRuleError for one of them that breaks the contract."""
    rules: dict[str, Rule] = {}
    for folder, _ in FAMILIES.values():
        package = import_module(f"evlint.rules.{folder}")
        for module in sorted(iter_modules(package.__path__), key=lambda m: m.name):
            if not module.name.startswith("_"):
                rule = cast(Rule, import_module(f"{package.__name__}.{module.name}"))
                _admit(rule, folder, rules)
    built_in = set(rules)
    for where, rule in (*installed(), *(found for folder in _folders for found in of_folder(folder))):
        _admit_own(rule, where, rules)
    order = list(FAMILIES)
    return tuple(sorted(rules.values(), key=lambda r: (r.META.code not in built_in, order.index(r.META.code[:3]) if r.META.code in built_in else 0, r.META.code)))


def _admit_own(rule: Rule, where: str, known: dict[str, Rule]) -> None:
    meta = rule.META
    taken = {other.META.name for other in known.values()}
    if not _CODE.match(meta.code) or meta.code[:3] in FAMILIES:
        raise OwnRuleError(f"{where}: the code {meta.code!r} must be three letters of a family of its own and three digits")
    if meta.code in known or meta.name in taken:
        raise OwnRuleError(f"{where}: another rule has the code {meta.code} or the name {meta.name!r}")
    if tuple(_HEADING.findall(rule.__doc__ or "")) != HEADINGS:
        raise OwnRuleError(f"{where}: {meta.code}: its docstring needs the headings {', '.join(HEADINGS)}, in this order")
    if cases_of(rule) is None:
        raise OwnRuleError(f"{where}: {meta.code}: it needs a case file {meta.name}.md beside its module; `evlint test` runs it")
    known[meta.code] = rule


def _admit(rule: Rule, folder: str, known: dict[str, Rule]) -> None:
    meta: RuleMeta = rule.META
    if meta.code in known or FAMILIES.get(meta.code[:3], ("", ""))[0] != folder:
        raise RuleContractError(f"{meta.code}: used twice, or in the wrong folder ({folder})")
    if tuple(_HEADING.findall(rule.__doc__ or "")) != HEADINGS:
        raise RuleContractError(f"{meta.code}: its docstring needs the headings {', '.join(HEADINGS)}, in this order")
    known[meta.code] = rule


def selected(settings: Settings) -> tuple[Rule, ...]:
    """The rules that a selection leaves, by the most specific word on each: `--select STA --ignore STA204`."""
    wanted, added, unwanted = settings.select, settings.extend_select, settings.ignore
    out = []
    for rule in all_rules():
        code, name = rule.META.code, rule.META.name
        yes = max(weight(wanted, code, name) if wanted else 0, weight(added, code, name))
        tried = settings.preview or not rule.META.preview or _named(rule.META, (*wanted, *added))
        if tried and yes > weight(unwanted, code, name):
            out.append(rule)
    return tuple(out)


def is_built_in(meta: RuleMeta) -> bool:
    """Whether a rule is evlint's own, and changes only with evlint."""
    return meta.code[:3] in FAMILIES


def _named(meta: RuleMeta, patterns: Iterable[str]) -> bool:
    return any(pattern.lower() in (meta.code.lower(), meta.name) for pattern in patterns)


def faults(settings: Settings) -> Iterator[str]:
    """What a configuration says of rules that cannot be: names that mean none, options that a rule does not have."""
    per_file = [one for table in settings.per_file.values() for one in (*table.select, *table.ignore, *table.severity)]
    for pattern in unknown((*settings.select, *settings.extend_select, *settings.ignore, *settings.severity, *per_file)):
        yield f"no rule is named {pattern!r}{_hint(pattern)}"
    by_code = {rule.META.code: rule.META for rule in all_rules()}
    for code, values in settings.rules.items():
        if code not in by_code:
            yield f"in rules: {code!r} is no code of a rule{_hint(code)}"
            continue
        options = {option.name: option for option in by_code[code].options}
        for name, value in values.items():
            if name not in options:
                near = get_close_matches(name, options, 1, 0.6)
                yield f"in rules.{code}: unknown option {name!r}" + (f"; did you mean {near[0]!r}?" if near else f"; it has {', '.join(options) or 'none'}")
            elif type(value) is not type(options[name].default):
                yield f"in rules.{code}: {name!r} must be {_KINDS[type(options[name].default)]}"


_KINDS: Mapping[type, str] = {bool: "true or false", int: "a whole number", str: "a text", tuple: "a list of texts"}


def _hint(pattern: str) -> str:
    names = [name for rule in all_rules() for name in (rule.META.code, rule.META.name)]
    near = get_close_matches(pattern.upper(), names, 1, 0.6) or get_close_matches(pattern.lower(), names, 1, 0.6)
    return f"; did you mean {near[0]}?" if near else "; `evlint rules` lists them"


@cache
def names() -> Mapping[str, str]:
    """Codes and names of all rules, in lower case → code."""
    return {word.lower(): rule.META.code for rule in all_rules() for word in (rule.META.code, rule.META.name)}


def reads(rules: Iterable[Rule]) -> Reads:
    """The most that any of the rules reads of the claims."""
    return max((READS.get(rule.META.code[:3], "nothing" if rule.META.code[:3] in FAMILIES else "all") for rule in rules), key=("nothing", "numbers", "all").index, default="nothing")


def asks(rules: Iterable[Rule], of: str) -> bool:
    """Whether any of the rules needs this part of the network."""
    return any(rule.META.asks == of for rule in rules)


def unknown(patterns: Iterable[str]) -> list[str]:
    """Patterns that mean no rule."""
    return [pattern for pattern in patterns if not any(means(pattern, rule.META.code, rule.META.name) for rule in all_rules())]

"""The configuration as a run takes it, each value with where it comes from, as TOML that could be written back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from evlint.config.settings import Settings

_INNER = frozenset({"suppressions"})  # of one run, no key of the file


def rows(settings: Settings, given: Mapping[str, str]) -> list[tuple[str, Any, str]]:
    """(key, value, where it comes from) of every setting, tables last as TOML wants them. `given`: key → the file or option that gives it."""
    found = []
    for one in fields(settings):
        if one.name not in _INNER:
            key = one.name.replace("_", "-")
            found.append((key, plain(getattr(settings, one.name)), given.get(key, "default")))
    return sorted(found, key=lambda row: isinstance(row[1], dict))


def plain(value: Any) -> Any:
    """A setting as JSON would have it; of tables, what is not empty."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name.replace("_", "-"): inner for one in fields(value) if (inner := plain(getattr(value, one.name))) not in ({}, [], "", None)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    return [plain(item) for item in value] if isinstance(value, (tuple, list)) else value


def toml(found: Iterable[tuple[str, Any, str]]) -> str:
    """The rows as TOML, the origin of each behind it."""
    return "\n".join(line for key, value, origin in found for line in _lines(key, value, origin)) + "\n"


def _lines(key: str, value: Any, origin: str) -> Iterator[str]:
    if isinstance(value, dict):
        if not value:
            yield f"# {key}: nothing  ({origin})"
            return
        yield ""
        yield f"[{key}]  # {origin}"
        inner = sorted(value.items(), key=lambda item: isinstance(item[1], dict))
        yield from (line for name, one in inner for line in _entry((key, name), one))
    elif value is None or value == "":
        yield f"# {key}: not set  ({origin})"
    else:
        yield f"{key} = {_value(value)}  # {origin}"


def _entry(path: tuple[str, ...], value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield f"[{'.'.join(map(_key, path))}]"
        yield from (f"{_key(name)} = {_value(one)}" for name, one in value.items())
    else:
        yield f"{_key(path[-1])} = {_value(value)}"


def _key(name: str) -> str:
    return name if name and all(c.isascii() and (c.isalnum() or c in "-_") for c in name) else json.dumps(name, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items()) + "}"
    return f"[{', '.join(map(_value, value))}]" if isinstance(value, list) else json.dumps(value, ensure_ascii=False)

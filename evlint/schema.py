"""Data from outside → frozen dataclasses, and their JSON Schema, both by pydantic. Imported only where such data is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value: its path, the reason, and whether the key itself (not its value) is at fault."""

    path: tuple[str | int, ...]
    message: str
    at_key: bool = False


_ADAPTERS: dict[type[Any], Any] = {}


def adapter(of: type[Any]) -> Any:
    """The pydantic adapter of a type, made once: building one costs more than reading a file."""
    if of not in _ADAPTERS:
        from pydantic import TypeAdapter

        _ADAPTERS[of] = TypeAdapter(of)
    return _ADAPTERS[of]


def validate(of: type[Any], data: Any) -> tuple[Any, list[Fault]]:
    """(value of type `of` or None, faults). Keys that begin with `x-` are free and left out of the value."""
    from pydantic import ValidationError

    try:
        return adapter(of).validate_python(_without_free_keys(data)), []
    except ValidationError as error:
        return None, [_fault(of, dict(detail)) for detail in error.errors(include_url=False)]


def json_schema(of: type[Any], title: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of a type: what `validate` accepts."""
    schema: dict[str, Any] = adapter(of).json_schema()
    for definition in (schema, *schema.get("$defs", {}).values()):
        if definition.get("type") == "object" and definition.get("additionalProperties") is False:
            definition["patternProperties"] = {"^x-": {}}
    return {"$schema": DIALECT, **schema, "title": title}


def _without_free_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_free_keys(value) for key, value in data.items() if not str(key).startswith("x-")}
    return [_without_free_keys(item) for item in data] if isinstance(data, list) else data


def _fault(of: type[Any], detail: dict[str, Any]) -> Fault:
    path = tuple(step for step in detail["loc"] if not (isinstance(step, str) and re.search(r"[\[(]", step)))
    name = str(path[-1]) if path else ""
    if detail["type"] == "unexpected_keyword_argument":
        known = _known_keys(of, path)
        near = get_close_matches(name, known, 1, 0.6)
        return Fault(path, f"unknown key {name!r}" + (f"; did you mean {near[0]!r}?" if near else f"; known here: {', '.join(sorted(known))}"), True)
    if detail["type"] == "missing":
        return Fault(path[:-1], f"{name!r} is missing")
    return Fault(path, _wording(detail, name))


def _wording(detail: dict[str, Any], name: str) -> str:
    given, context = detail.get("input"), detail.get("ctx", {})
    shown = f" (here: {str(given)[:60]!r})" if isinstance(given, (str, int, float)) else ""
    if detail["type"] == "string_pattern_mismatch":
        hint = {r"\S": "must not be empty", r"^clm-[a-z2-7]{8,12}$": "must be 'clm-' and 8 to 12 of the characters a-z and 2-7"}.get(context["pattern"], f"must look like {context['pattern']}")
        return f"{name!r} {hint}{shown}"
    if detail["type"] == "literal_error":
        near = get_close_matches(str(given), re.findall(r"'([^']+)'", context["expected"]), 1, 0.6)
        return f"{name!r} must be {context['expected']}{shown}" + (f"; did you mean {near[0]!r}?" if near else "")
    if detail["type"] == "tuple_type":
        return f"{name!r} must be a list{shown}"
    if detail["type"] == "dataclass_type":
        return f"{name!r} must be a mapping of keys to values" if name else "the file must be a mapping of keys to values"
    return f"{name!r}: {detail['msg'][0].lower()}{detail['msg'][1:]}{shown}"


def _known_keys(of: type[Any], path: tuple[str | int, ...]) -> set[str]:
    """Keys that the model knows at the place of an unknown one, read off the JSON Schema by walking the same path."""
    schema = adapter(of).json_schema()
    node: Any = schema
    for step in path[:-1]:
        resolved = _resolve(schema, node)
        of_any_name = next(iter(resolved.get("patternProperties", {}).values()), None) or resolved.get("additionalProperties") or {}
        node = resolved.get("items", {}) if isinstance(step, int) else resolved.get("properties", {}).get(step) or of_any_name
    return set(_resolve(schema, node).get("properties", ()))


def _resolve(schema: Any, node: Any) -> dict[str, Any]:
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    for branch in node.get("anyOf", ()):
        if branch.get("type") != "null":
            return _resolve(schema, branch)
    return dict(node)

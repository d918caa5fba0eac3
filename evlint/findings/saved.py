"""A report read back from its JSON: held against the schema before anything is made of it.

The report's schema uses a few words of JSON Schema; a function for each checks 10,000 findings in a second, where a general validator takes twenty.
What a record must hold by its kind is not asked again: the page prints a record as far as it goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from evlint.findings.schema import report_schema

Check = Callable[[Any], str]  # what is wrong and where, empty where nothing is
_TYPES: Mapping[str, tuple[type, ...]] = {"object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "null": (type(None),)}
_NOUNS = {"object": "an object", "array": "a list", "string": "a text", "integer": "a whole number", "number": "a number", "boolean": "true or false", "null": "null"}


class SavedReportError(ValueError):
    """A file that is no report; the message says where and why."""


def report(value: Any) -> dict[str, Any]:
    """The report that a JSON value is. Raises SavedReportError."""
    return _held(value, _whole())


def comparable(value: Any) -> dict[str, Any]:
    """The same for a report that is only compared with: findings, claims and date; versions before this one said less of the rest."""
    return _held(value, _findings_and_claims())


def _held(value: Any, check: Check) -> dict[str, Any]:
    if fault := check(value):
        raise SavedReportError(fault.lstrip(".") if not fault.startswith(": ") else fault[2:])
    try:
        date.fromisoformat(value["as_of"])
    except ValueError:
        raise SavedReportError("as_of: is no date") from None
    claims = [{name: part if name == "normal" else _stated(part) for name, part in claim.items() if part is not None} for claim in value["claims"]]
    return {**value, "claims": claims}


def _stated(part: Any) -> Any:
    """A part of a record without what is null: absent and null mean the same there."""
    if isinstance(part, dict):
        return {name: _stated(item) for name, item in part.items() if item is not None}
    return [_stated(item) for item in part] if isinstance(part, list) else part


@cache
def _whole() -> Check:
    schema = report_schema()
    return _Compiler(schema["$defs"]).check(schema)


@cache
def _findings_and_claims() -> Check:
    schema = report_schema()
    claim = schema["$defs"]["ClaimRecord"]
    claim["required"] = ["id", "kind", "target", "document", "span"]
    finding = schema["properties"]["findings"]["items"]
    finding["required"] = ["id", "rule", "severity", "message", "locations"]
    for part in (claim, finding, finding["properties"]["locations"]["items"]):
        part["additionalProperties"] = True
    finding["properties"]["locations"]["items"]["required"] = ["document", "quote"]
    wanted = {name: schema["properties"][name] for name in ("as_of", "findings", "claims")}
    return _Compiler(schema["$defs"]).check({"type": "object", "properties": wanted, "required": list(wanted)})


class _Compiler:
    """From a schema to a function; parts that are referred to are compiled once."""

    def __init__(self, parts: Mapping[str, Any]) -> None:
        self._parts = parts
        self._known: dict[str, Check] = {}

    def check(self, schema: Mapping[str, Any]) -> Check:
        if "$ref" in schema:
            return self._reference(schema["$ref"].rsplit("/", 1)[-1])
        if "anyOf" in schema:
            return _any([self.check(one) for one in schema["anyOf"]])
        checks: list[Check] = []
        if "type" in schema:
            checks.append(_type(schema["type"]))
        if "const" in schema or "enum" in schema:
            checks.append(_among([schema["const"]] if "const" in schema else schema["enum"]))
        if "pattern" in schema:
            checks.append(_pattern(schema["pattern"]))
        if "minimum" in schema or "maximum" in schema:
            checks.append(_range(schema.get("minimum"), schema.get("maximum")))
        if "minItems" in schema or "minLength" in schema:
            checks.append(_length(schema.get("minItems", schema.get("minLength", 0))))
        if "prefixItems" in schema:
            checks.append(_tuple([self.check(one) for one in schema["prefixItems"]]))
        elif isinstance(schema.get("items"), dict):
            checks.append(_items(self.check(schema["items"])))
        if "properties" in schema or isinstance(schema.get("additionalProperties"), dict):
            others = schema.get("additionalProperties", True)
            parts = {name: self.check(one) for name, one in schema.get("properties", {}).items()}
            checks.append(_object(parts, schema.get("required", ()), self.check(others) if isinstance(others, dict) else None, closed=others is False))
        return _all(checks)

    def _reference(self, name: str) -> Check:
        def later(value: Any) -> str:
            if name not in self._known:
                self._known[name] = self.check(self._parts[name])
            return self._known[name](value)

        return later


def _all(checks: list[Check]) -> Check:
    return lambda value: next((fault for check in checks if (fault := check(value))), "")


def _any(checks: list[Check]) -> Check:
    def check(value: Any) -> str:
        fault = ""
        for one in checks:
            if not (said := one(value)):
                return ""
            fault = fault or said
        return fault

    return check


def _type(name: str | list[str]) -> Check:
    names = [name] if isinstance(name, str) else name
    types = tuple(kind for one in names for kind in _TYPES[one])
    said = f": must be {' or '.join(_NOUNS[one] for one in names)}"
    flags = bool in types
    return lambda value: "" if isinstance(value, types) and (flags or not isinstance(value, bool)) else said


def _among(values: list[Any]) -> Check:
    said = f": must be {values[0]!r}" if len(values) == 1 else f": must be one of {', '.join(map(str, values))}"
    return lambda value: "" if value in values else said


def _pattern(pattern: str) -> Check:
    search = re.compile(pattern).search
    return lambda value: "" if not isinstance(value, str) or search(value) else ": has the wrong form"


def _range(low: float | None, high: float | None) -> Check:
    return lambda value: "" if not isinstance(value, (int, float)) or ((low is None or value >= low) and (high is None or value <= high)) else ": is out of range"


def _length(least: int) -> Check:
    return lambda value: "" if not isinstance(value, (list, str)) or len(value) >= least else ": is too short"


def _items(check: Check) -> Check:
    return lambda value: next((f"[{i}]{fault}" for i, item in enumerate(value) if (fault := check(item))), "") if isinstance(value, list) else ""


def _tuple(checks: list[Check]) -> Check:
    def check(value: Any) -> str:
        if len(value) != len(checks):
            return f": must have {len(checks)} parts"
        return next((f"[{i}]{fault}" for i, (one, item) in enumerate(zip(checks, value, strict=True)) if (fault := one(item))), "")

    return check


def _object(parts: Mapping[str, Check], required: Any, others: Check | None, *, closed: bool) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, dict):
            return ""
        for name in required:
            if name not in value:
                return f": has no {name!r}"
        for name, item in value.items():
            if name in parts:
                fault = parts[name](item)
            elif others is not None:
                fault = others(item)
            else:
                fault = ": is not known here" if closed and not name.startswith("x-") else ""
            if fault:
                return f".{name}{fault}"
        return ""

    return check

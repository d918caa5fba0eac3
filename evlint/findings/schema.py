"""JSON Schema of the report: the contract of `evlint check --format json`."""

from __future__ import annotations

from typing import Any

from evlint.claims.validate import json_schema
from evlint.findings.parts import SOURCE_STATES
from evlint.schema import DIALECT

_STRING: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_POSITION: dict[str, Any] = {"type": "integer", "minimum": 1}
_OBJECT: dict[str, Any] = {"type": "object"}
_SEVERITY: dict[str, Any] = {"enum": ["error", "warning", "note"]}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _counts(*names: str) -> dict[str, Any]:
    return _closed(**dict.fromkeys(names, _COUNT))


def report_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of report version 1."""
    records = json_schema("claims")["$defs"]
    claim = records["ClaimRecord"]
    span = _closed(start=_COUNT, end=_COUNT, line=_POSITION, column=_POSITION)
    part = _closed(start=_COUNT, end=_COUNT)
    parts = {"type": "object", "properties": dict.fromkeys(("population", "intervention", "comparator", "outcome"), part), "additionalProperties": False}
    claim["properties"] |= {"document": _STRING, "span": span, "parts": parts, "normal": _normal()}
    claim["required"] = [*claim["required"], "document", "span", "parts", "normal"]
    finding = _finding()
    suppressed = {
        **finding,
        "properties": {**finding["properties"], "by": {"enum": ["comment", "baseline", "verdict", "acknowledgement"]}, "reason": _STRING, "reviewer": _or_null(_STRING), "until": _or_null(_STRING)},
    }
    suppressed["required"] = [*finding["required"], "by", "reason", "reviewer", "until"]
    report = _closed(
        evlint=_STRING,
        report={"const": 1},
        as_of=_STRING,
        documents=_list(_document()),
        claims=_list({"$ref": "#/$defs/ClaimRecord"}),
        findings=_list(finding),
        suppressed=_list(suppressed),
        sources=_list(_source()),
        since=_or_null(_STRING),
        fixed=_list(finding),
        coverage=_coverage(),
        data=_or_null(_closed(name=_STRING, date=_STRING, digest=_STRING, rows=_COUNT, imported=_STRING, asked=_COUNT, listed=_COUNT)),
        summary=_counts("error", "warning", "note", "suppressed", "baselined", "ignored"),
    )
    return {"$schema": DIALECT, "title": "evlint report", **report, "$defs": records}


def _document() -> dict[str, Any]:
    return _closed(
        path=_STRING,
        format=_STRING,
        digest={"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
        sentences=_COUNT,
        claims=_COUNT,
        issued=_or_null(_STRING),
        status={"enum": ["read", "skipped", "failed"]},
        reason=_or_null(_STRING),
        title=_STRING,
        due=_or_null(_STRING),
        headings=_list(_closed(start=_COUNT, level=_COUNT, text=_STRING)),
    )


def _normal() -> dict[str, Any]:
    """A claim as it is compared."""
    flags = {key: {"type": "boolean"} for key in ("swapped", "turned")}
    names = dict.fromkeys(("intervention", "outcome", "condition", "comparator"), _STRING)
    return _closed(**names, days=_or_null({"type": "number"}), effect={"enum": ["up", "down", "none", "unclear"]}, **flags)


def _source() -> dict[str, Any]:
    """A work that documents cite, or that sources.yaml lists."""
    printed = dict.fromkeys(("id", "title", "author", "year", "container", "doi", "pmid", "url", "document", "note"), _or_null(_STRING))
    cited_in = _list(_closed(document=_STRING, start=_COUNT, end=_COUNT, line=_POSITION, number=_STRING))
    return _closed(**printed, text=_STRING, state={"enum": list(SOURCE_STATES)}, why=_STRING, cited_in=cited_in)


def _finding() -> dict[str, Any]:
    location = _closed(
        role={"enum": ["primary", "related"]},
        document=_STRING,
        start=_COUNT,
        end=_COUNT,
        line=_POSITION,
        column=_POSITION,
        end_line=_POSITION,
        end_column=_POSITION,
        quote=_STRING,
        label=_STRING,
        place=_STRING,
        changed={"type": "boolean"},
    )
    edit = _closed(document=_STRING, start=_COUNT, end=_COUNT, text=_STRING, safe={"type": "boolean"})
    return _closed(
        id={"type": "string", "pattern": "^[0-9a-f]{16}$"},
        rule={"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"},
        name=_STRING,
        severity=_SEVERITY,
        confidence={"type": "number", "minimum": 0, "maximum": 1},
        topic=_or_null(_STRING),
        message=_STRING,
        notes=_list(_STRING),
        help=_STRING,
        locations={**_list(location), "minItems": 1},
        claims=_list(_STRING),
        expected=_or_null(_OBJECT),
        observed=_or_null(_OBJECT),
        fix=_or_null(_list(edit)),
        docs=_STRING,
    )


def _coverage() -> dict[str, Any]:
    return _closed(
        sentences=_COUNT,
        numbers=_counts("seen", "checked", "undecided"),
        statistics=_closed(seen=_COUNT, recomputed=_COUNT, undecided=_COUNT, reasons={"type": "object", "additionalProperties": _COUNT}),
        citations=_counts("seen", "resolved"),
        pairs=_counts("compared", "explained"),
        rules={"type": "object", "additionalProperties": _counts("applied", "found", "undecided")},
        not_checked=_list(_STRING),
    )

"""Rules of the records that depend on several fields at once, for pydantic and in the words of JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evlint import schema
from evlint.claims.record import REQUIRED_BY_KIND, ClaimRecord, ClaimsFile, ConflictsFile, SourcesFile, Target
from evlint.schema import Fault

NAMES: dict[str, type[Any]] = {"claims": ClaimsFile, "sources": SourcesFile, "conflicts": ConflictsFile}
_SHORT_QUOTE = 20


def validate_claim(data: Any) -> tuple[ClaimRecord | None, list[Fault]]:
    """(record or None, faults) of one entry of `claims`."""
    record, faults = schema.validate(ClaimRecord, data)
    if record is not None and (faults := list(_requirements(record))):
        return None, faults
    return record, faults


def _requirements(record: ClaimRecord) -> Iterator[Fault]:
    if record.review.status == "rejected":
        return
    part = REQUIRED_BY_KIND[record.kind]
    if getattr(record, part) is None:
        yield Fault((), f"a record of kind {record.kind!r} needs {part!r}")
    elif record.statistic is not None and record.kind in ("estimate", "test"):
        if record.statistic.value is None:
            yield Fault(("statistic",), f"a record of kind {record.kind!r} needs statistic.value; without one it is a finding")
        if record.kind == "test" and not record.statistic.df and record.statistic.p is None:
            yield Fault(("statistic",), "a record of kind 'test' needs df or p")
    if record.review.status in ("reviewed", "disputed") and _too_short(record.target):
        yield Fault(("target", "exact"), f"a reviewed quote under {_SHORT_QUOTE} characters needs prefix or suffix, so that it is found again")
    if record.statistic and record.statistic.p and (record.statistic.p.comparator == "ns") != (record.statistic.p.value is None):
        yield Fault(("statistic", "p"), "p has a value, except with comparator 'ns'")


def _too_short(target: Target) -> bool:
    return len(target.exact) < _SHORT_QUOTE and not (target.prefix or target.suffix)


def json_schema(name: str) -> dict[str, Any]:
    """JSON Schema of claims, sources or conflicts: what loading accepts, no more and no less."""
    out = schema.json_schema(NAMES[name], f"evlint {name}")
    if "ClaimRecord" in out.get("$defs", {}):
        out["$defs"]["ClaimRecord"]["allOf"] = _conditions()
    return out


def _conditions() -> list[dict[str, Any]]:
    """`_requirements` as conditions."""
    kept = {"properties": {"review": {"properties": {"status": {"enum": ["draft", "reviewed", "disputed"]}}}}}

    def has(*names: str) -> dict[str, Any]:
        return {"required": list(names), "properties": {name: {"not": {"type": "null"}} for name in names}}

    def when(kind: str, then: dict[str, Any]) -> dict[str, Any]:
        return {"if": {"allOf": [kept, {"properties": {"kind": {"const": kind}}}]}, "then": then}

    rules = [when(kind, has(part)) for kind, part in REQUIRED_BY_KIND.items()]
    rules += [when(kind, {"properties": {"statistic": has("value")}}) for kind in ("estimate", "test")]
    filled_df = {"required": ["df"], "properties": {"df": {"minItems": 1}}}
    rules.append(when("test", {"properties": {"statistic": {"anyOf": [filled_df, has("p")]}}}))
    short = {"properties": {"target": {"properties": {"exact": {"maxLength": _SHORT_QUOTE - 1}}}}}
    checked = {"properties": {"review": {"properties": {"status": {"enum": ["reviewed", "disputed"]}}}}}
    filled = [{"required": [side], "properties": {side: {"type": "string", "minLength": 1}}} for side in ("prefix", "suffix")]
    rules.append({"if": {"allOf": [checked, short]}, "then": {"properties": {"target": {"anyOf": filled}}}})
    valued = {"if": {"properties": {"comparator": {"const": "ns"}}}, "then": {"properties": {"value": {"type": "null"}}}, "else": has("value")}
    p_rule = {"anyOf": [{"type": "null"}, {"type": "object", **valued}]}
    rules.append({"if": kept, "then": {"properties": {"statistic": {"properties": {"p": p_rule}}}}})
    return rules

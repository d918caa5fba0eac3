"""Claim records: the model and the published JSON Schema accept and refuse the same files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from evlint.claims import store
from evlint.claims.validate import json_schema
from evlint.claims.yaml_tree import YamlError, parse

ROOT = Path(__file__).parents[2]
CLAIM: dict[str, Any] = {
    "id": "clm-aaaaaaaaaaaa",
    "kind": "estimate",
    "target": {"exact": "RR 0.73 (95% CI 0.58 to 0.92; p = 0.007)"},
    "statistic": {"type": "RR", "value": "0.73", "interval": {"low": "0.58", "high": "0.92", "level": "0.95"}, "p": {"comparator": "=", "value": "0.007"}},
    "result": {"direction": "decreased", "significance": "significant"},
    "review": {"status": "reviewed"},
}


def changed(**parts: Any) -> dict[str, Any]:
    """The model claim with parts replaced; None removes one."""
    return {key: value for key, value in {**CLAIM, **parts}.items() if value is not None}


def statistic(**parts: Any) -> dict[str, Any]:
    return changed(statistic={key: value for key, value in {**CLAIM["statistic"], **parts}.items() if value is not None})


ACCEPTED = {
    "an estimate": CLAIM,
    "a bare number keeps its digits": statistic(value=0.73),
    "a whole number without quotes": statistic(value=2),
    "free keys": changed(**{"x-note": "anything"}),
    "p that is not significant, without a value": statistic(p={"comparator": "ns"}),
    "a finding": changed(kind="finding", statistic=None),
    "a test with df": statistic(type="chi2", df=["3"]) | {"kind": "test"},
    "a test with p alone": statistic(type="U", df=None) | {"kind": "test"},
    "a rejected record keeps its quote alone": changed(statistic=None, result=None, review={"status": "rejected"}),
    "a short draft quote": changed(target={"exact": "RR 0.73"}, review={"status": "draft"}),
    "a short reviewed quote with a prefix": changed(target={"exact": "RR 0.73", "prefix": "fell ("}),
    "a recommendation": changed(kind="recommendation", statistic=None, recommendation={"strength": "against-routine"}),
    "a dose": changed(kind="dose", dose={"quantity": {"value": "0.5", "unit": "mg/kg"}}),
    "a count with parts": changed(kind="count", count={"total": "26", "parts": [{"label": "RCT", "n": 11}]}),
    "the class of a comparator": changed(comparator={"text": "placebo", "class": "placebo"}),
}
REFUSED = {
    "an unknown key": changed(outcom={"text": "pain"}),
    "an unknown key inside": statistic(intervall={"low": "1", "high": "2"}),
    "an unknown kind": changed(kind="estimat"),
    "an id of another form": changed(id="claim-1"),
    "no quote": changed(target={"exact": ""}),
    "no review": changed(review=None),
    "an unknown status": changed(review={"status": "done"}),
    "a number with a unit": statistic(value="0.73 mg"),
    "a number with a thousands separator": statistic(value="1,200"),
    "an interval without its upper limit": statistic(interval={"low": "0.58"}),
    "an estimate without a statistic": changed(statistic=None),
    "an estimate without a value": statistic(value=None),
    "a finding without a result": changed(kind="finding", result=None),
    "a recommendation without its part": changed(kind="recommendation"),
    "a test without df and p": statistic(type="U", p=None) | {"kind": "test"},
    "a short reviewed quote without context": changed(target={"exact": "RR 0.73"}),
    "p without a value": statistic(p={"comparator": "="}),
    "ns with a value": statistic(p={"comparator": "ns", "value": "0.2"}),
    "a strength outside the scale": changed(kind="recommendation", recommendation={"strength": "maybe"}),
    "a boolean for a number": statistic(value=True),
    "a list for a text": changed(statement=["a"]),
}


def problems(claim: dict[str, Any]) -> list[str]:
    text = json.dumps({"evlint": 1, "document": {"path": "a.md"}, "claims": [claim]}, ensure_ascii=False)
    return [problem.message for problem in store.load({"claims/a.md.yaml": text}).problems]


def schema_faults(claim: dict[str, Any]) -> list[str]:
    tree = parse(json.dumps({"evlint": 1, "document": {"path": "a.md"}, "claims": [claim]}, ensure_ascii=False))
    return [error.message for error in Draft202012Validator(json_schema("claims")).iter_errors(tree.data)]


@pytest.mark.parametrize("name", ACCEPTED)
def test_model_and_schema_accept(name: str) -> None:
    assert problems(ACCEPTED[name]) == []
    assert schema_faults(ACCEPTED[name]) == []


@pytest.mark.parametrize("name", REFUSED)
def test_model_and_schema_refuse(name: str) -> None:
    assert problems(REFUSED[name]), "the model takes it"
    assert schema_faults(REFUSED[name]), "the schema takes it"


def test_published_schemas_are_valid_schemas() -> None:
    for file in sorted((ROOT / "schemas").glob("*.json")):
        Draft202012Validator.check_schema(json.loads(file.read_text("utf-8")))


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_known_one() -> None:
    text = "evlint: 1\ndocument: {path: a.md}\nclaims:\n- id: clm-aaaaaaaaaaaa\n  kind: finding\n  targte: {exact: x}\n  review: {status: draft}\n"
    found = {problem.message: problem.location for problem in store.load({"claims/a.yaml": text}).problems}
    place = found["unknown key 'targte'; did you mean 'target'?"]
    assert (place.line, place.column, place.quote) == (6, 3, "targte")


def test_one_bad_record_costs_one_record() -> None:
    good = json.dumps(CLAIM, ensure_ascii=False)
    text = f"evlint: 1\ndocument: {{path: a.md}}\nclaims:\n- {{id: clm-aaaaaaab}}\n- {good}\n"
    loaded = store.load({"claims/a.yaml": text})
    assert [stored.record.id for stored in loaded.files[0].claims] == [CLAIM["id"]]
    assert loaded.problems


def test_trailing_zeros_of_a_bare_number_survive() -> None:
    text = "evlint: 1\ndocument: {path: a.md}\nclaims:\n- id: clm-aaaaaaaaaaaa\n  kind: estimate\n  target: {exact: the estimate was RR 1.50}\n  statistic: {type: RR, value: 1.50}\n  review: {status: draft}\n"
    (stored,) = store.load({"claims/a.yaml": text}).files[0].claims
    assert stored.record.statistic is not None
    assert stored.record.statistic.value == "1.50"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &x 1\nb: *x\n", "alias"),
        ("a: 1\na: 2\n", "twice"),
        ("a: !!python/object:os.system x\n", "tag"),
        ("[" * 200 + "]" * 200, "deep"),
        ("a: [1,\nb: 2", "not valid YAML"),
        ("", "empty"),
        ("a: 1\n---\nb: 2\n", "not valid YAML"),
        ("? [a]\n: b\n", "plain word"),
    ],
)
def test_yaml_that_a_stranger_could_send_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(YamlError, match=reason):
        parse(text)


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    with pytest.raises(YamlError, match="alias"):
        parse(bomb)


def test_a_source_that_nobody_declared_is_a_problem() -> None:
    claim = changed(sources=[{"ref": "smith2021"}])
    texts = {
        "claims/a.yaml": json.dumps({"evlint": 1, "document": {"path": "a.md"}, "claims": [claim]}),
        "claims/sources.yaml": "evlint: 1\nsources: [{id: smith2020}]\n",
    }
    assert [p.message for p in store.load(texts).problems] == ["sources.yaml has no source 'smith2021'; did you mean 'smith2020'?"]


def test_the_records_of_the_seeds_load_without_a_problem() -> None:
    texts = {file.name: file.read_text("utf-8") for file in sorted((ROOT / "claims").glob("*.yaml"))}
    loaded = store.load(texts)
    assert loaded.problems == ()
    assert sum(len(file.claims) for file in loaded.files) >= 50
    assert len(loaded.files) == 5
    assert loaded.sources
    assert any(stored.verdict.verdict == "explained" for stored in loaded.verdicts)


def test_two_sources_of_one_id_are_a_fault_with_both_places() -> None:
    loaded = store.load({"claims/sources.yaml": "evlint: 1\nsources:\n- id: a\n  title: One\n- id: a\n  title: Two\n"})
    assert [(problem.kind, problem.location.line, problem.related and problem.related.line) for problem in loaded.problems] == [("duplicate-id", 5, 3)]

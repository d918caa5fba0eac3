"""Pairs of claims: what joins them, what blocks them, what each difference does."""

from __future__ import annotations

from typing import Any

import pytest

from evlint import index
from evlint.claims.model import Claim
from evlint.claims.normal import normalise
from evlint.claims.record import ClaimRecord
from evlint.documents.reading import read
from evlint.index.compare import Comparison
from evlint.schema import validate
from evlint.vocabulary import BUILT_IN

DOCUMENTS = {name: read(name, f"Text of {name}.") for name in ("a.md", "b.md")}


def claim(name: str, number: int = 0, **parts: Any) -> Claim:
    data = {
        "id": f"clm-{'abcdefgh'[number] * 8}",
        "kind": "finding",
        "target": {"exact": "Text of"},
        "intervention": {"text": "losartan"},
        "comparator": {"text": "placebo", "class": "placebo"},
        "outcome": {"text": "stroke"},
        "result": {"direction": "decreased", "significance": "significant"},
        "review": {"status": "reviewed"},
        **parts,
    }
    record, faults = validate(ClaimRecord, {key: value for key, value in data.items() if value is not None})
    assert not faults, faults
    return Claim(record, DOCUMENTS[name], 0, 7)


def pair(first: dict[str, Any], second: dict[str, Any]) -> Comparison | None:
    found = index.results(index.by_key([claim("a.md", 0, **first), claim("b.md", 1, **second)])).comparisons
    return found[0] if found else None


def weights(comparison: Comparison | None) -> dict[str, str]:
    assert comparison is not None
    return {difference.axis: difference.weight for difference in comparison.differences}


def at(value: str, unit: str) -> dict[str, Any]:
    return {"outcome": {"text": "stroke", "timepoint": {"value": value, "unit": unit}}}


def test_equal_claims_differ_in_nothing() -> None:
    assert weights(pair({}, {})) == {}


@pytest.mark.parametrize("part", ["intervention", "outcome"])
def test_a_claim_without_intervention_or_outcome_never_matches(part: str) -> None:
    assert pair({part: None}, {}) is None
    assert pair({part: None}, {part: None}) is None


def test_names_of_one_concept_match() -> None:
    assert pair({"outcome": {"text": "deaths"}}, {"outcome": {"text": "all-cause mortality"}}) is not None
    assert pair({"outcome": {"text": "deaths"}}, {"outcome": {"text": "stroke"}}) is None


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("4", "wk"), ("28", "d"), None),
        (("4", "wk"), ("1", "mo"), None),
        (("12", "wk"), ("3", "mo"), None),
        (("5", "wk"), ("35", "d"), None),
        (("30", "d"), ("35", "d"), "lowers"),
        (("4", "wk"), ("6", "wk"), "lowers"),
        (("4", "wk"), ("3", "mo"), "explains"),
    ],
)
def test_time_within_ten_percent_is_the_same_up_to_half_as_long_lowers_beyond_explains(first: tuple[str, str], second: tuple[str, str], expected: str | None) -> None:
    assert weights(pair(at(*first), at(*second))).get("time") == expected


def test_a_time_on_one_side_only_weakens() -> None:
    assert weights(pair(at("4", "wk"), {}))["time"] == "weakens"


def test_comparators_of_one_family_are_shown_and_lower_nothing() -> None:
    found = pair({}, {"comparator": {"text": "usual care", "class": "usual_care"}})
    assert weights(found) == {"comparator": "shown"}
    assert found is not None
    assert found.confidence == 1.0


def test_an_active_comparator_blocks_a_pair_with_placebo() -> None:
    assert pair({}, {"comparator": {"text": "ramipril", "class": "active"}}) is None


def test_two_active_comparisons_meet_in_either_orientation() -> None:
    one = {"comparator": {"text": "ramipril", "class": "active"}}
    other = {"intervention": {"text": "ramipril"}, "comparator": {"text": "losartan", "class": "active"}}
    found = pair(one, other)
    assert found is not None
    assert {found.first.effect, found.second.effect} == {"up", "down"}, "the swapped side turns its direction round"


def test_unrelated_conditions_block_and_a_narrower_one_is_shown() -> None:
    def condition(name: str) -> dict[str, Any]:
        return {"population": {"condition": {"text": name}}}

    assert pair(condition("asthma"), condition("gout")) is None
    assert weights(pair(condition("neuropathic pain"), condition("refractory neuropathic pain"))) == {"population": "shown"}
    assert weights(pair(condition("asthma"), {})) == {"condition": "weakens"}


@pytest.mark.parametrize("axis", ["age", "sex", "severity", "subgroup", "setting"])
def test_a_stated_difference_in_the_population_explains(axis: str) -> None:
    assert weights(pair({"population": {axis: "one"}}, {"population": {axis: "two"}})) == {axis: "explains"}


def test_doses_more_than_ten_percent_apart_explain() -> None:
    def dose(value: str) -> dict[str, Any]:
        return {"intervention": {"text": "losartan", "dose": {"value": value, "unit": "mg/d"}}}

    assert weights(pair(dose("50"), dose("100"))) == {"dose": "explains"}
    assert weights(pair(dose("50"), dose("52"))) == {}


def test_hedges_and_very_low_certainty_weaken() -> None:
    found = pair({"result": {"direction": "decreased", "hedge": "may"}, "certainty": {"level": "very_low"}}, {})
    assert found is not None
    assert found.confidence < 0.9


def test_a_pair_with_a_draft_stays_below_a_warning() -> None:
    found = pair({"review": {"status": "draft"}}, {})
    assert found is not None
    assert found.confidence < 0.8


@pytest.mark.parametrize("attribution", ["quoted", "reported", "hypothesis"])
def test_what_others_say_is_not_compared(attribution: str) -> None:
    assert pair({"attribution": attribution}, {}) is None


def test_the_join_never_makes_all_pairs_of_a_corpus() -> None:
    claims = [claim("a.md", outcome={"text": f"outcome number {i}"}) for i in range(400)]
    assert index.results(index.by_key(claims)).comparisons == ()


def test_direction_and_no_difference_become_effects() -> None:
    def effect(**result: str) -> str:
        return normalise(claim("a.md", result=result)).effect

    assert effect(direction="increased") == "up"
    assert effect(direction="decreased", significance="not_significant") == "none"
    assert effect(direction="no_difference") == "none"
    assert effect(direction="unclear") == "unclear"


@pytest.mark.parametrize("name", ["group A", "Group II", "the experimental", "observation", "B", "treatment arm", "high"])
def test_a_group_of_one_study_is_no_intervention_elsewhere(name: str) -> None:
    assert normalise(claim("a.md", intervention={"text": name})).intervention == ""


@pytest.mark.parametrize("name", ["improvement", "the effect", "total effective"])
def test_an_outcome_that_names_none_never_matches(name: str) -> None:
    assert normalise(claim("a.md", outcome={"text": name})).outcome == ""


def test_a_drug_under_its_class_is_kindred_and_explained() -> None:
    words = BUILT_IN
    pair = index.kindred(index.by_key([claim("a.md", 0, intervention={"text": "statins"}), claim("b.md", 1, intervention={"text": "atorvastatin"})]), words).comparisons
    assert [[str(d) for d in found.differences] for found in pair] == [["intervention statins v atorvastatin"]]
    assert pair[0].explained


def test_an_outcome_under_a_broader_one_is_kindred_and_lowered() -> None:
    pair = index.kindred(index.by_key([claim("a.md", 0, outcome={"text": "mortality"}), claim("b.md", 1, outcome={"text": "cardiovascular death"})])).comparisons
    assert [(found.lowered, found.explained) for found in pair] == [(1, False)]


def test_two_drugs_of_one_class_are_not_compared() -> None:
    groups = index.by_key([claim("a.md", 0, intervention={"text": "simvastatin"}), claim("b.md", 1, intervention={"text": "atorvastatin"})])
    assert index.results(groups).comparisons == index.kindred(groups).comparisons == ()


def test_survival_is_mortality_turned_round() -> None:
    (pair,) = index.results(
        index.by_key([claim("a.md", 0, outcome={"text": "mortality"}), claim("b.md", 1, outcome={"text": "overall survival"}, result={"direction": "increased", "significance": "significant"})])
    ).comparisons
    assert (pair.first.effect, pair.second.effect) == ("down", "down")
    assert pair.names == ("losartan", "mortality")
    assert pair.first.facing != pair.second.facing


def test_freedom_from_a_thing_is_less_of_it() -> None:
    normal = normalise(claim("a.md", outcome={"text": "freedom from stroke"}, result={"direction": "increased", "significance": "significant"}))
    assert (normal.outcome, normal.effect, normal.turned) == ("stroke", "down", True)


def test_the_hazard_ratio_of_survival_is_that_of_death() -> None:
    statistic = {"type": "HR", "value": "0.70", "interval": {"low": "0.60", "high": "0.80", "level": "0.95"}}
    normal = normalise(claim("a.md", kind="estimate", outcome={"text": "overall survival"}, statistic=statistic, result={"direction": "decreased", "significance": "significant"}))
    assert (normal.outcome, normal.effect) == ("mortality", "down")


def test_two_that_are_turned_alike_stand_as_they_were_written() -> None:
    (pair,) = index.results(index.by_key([claim("a.md", 0, outcome={"text": "survival"}), claim("b.md", 1, outcome={"text": "overall survival"})])).comparisons
    assert (pair.first.outcome, pair.first.effect, pair.first.turned) == ("survival", "down", False)
    assert pair.names == ("losartan", "survival")

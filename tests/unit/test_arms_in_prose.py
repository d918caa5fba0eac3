"""Numbers of arms in sentences: more than two arms, names before their values, events that nobody had, results told twice."""

from __future__ import annotations

import pytest

import evlint
from tests.unit.test_arms import Numbers, arms_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Serious events occurred in 5.1% (4/79), 3.6% (3/83), and 5.0% (4/80) of patients in the placebo, 30 µg and 60 µg groups, respectively.",
            [
                {"name": "30 µg", "events": "3", "n": "83", "percent": "3.6"},
                {"name": "60 µg", "events": "4", "n": "80", "percent": "5.0"},
                {"name": "placebo", "events": "4", "n": "79", "percent": "5.1"},
            ],
        ),
        (
            "Most had an event (zinc, 69/115 [60.0%]; iron, 72/112 [64.3%]; and placebo, 79/112 [70.5%]).",
            [
                {"name": "zinc", "events": "69", "n": "115", "percent": "60.0"},
                {"name": "iron", "events": "72", "n": "112", "percent": "64.3"},
                {"name": "placebo", "events": "79", "n": "112", "percent": "70.5"},
            ],
        ),
        (
            "Mean glucose was 0.83 ± 0.05, 0.92 ± 0.07 and 0.74 ± 0.05 g/l on saline, dextrose and quinine, respectively.",
            [{"name": "dextrose", "mean": "0.92", "sd": "0.07"}, {"name": "quinine", "mean": "0.74", "sd": "0.05"}, {"name": "saline", "mean": "0.83", "sd": "0.05"}],
        ),
        (
            "The median change in seizures was −28.7% with placebo vs −38.3% (p = 0.08) for zinc and −42.9% (p = 0.003) in the iron group.",
            [{"name": "zinc", "mean": "-38.3"}, {"name": "iron", "mean": "-42.9"}, {"name": "placebo", "mean": "-28.7"}],
        ),
        (
            "The number of patients who needed fentanyl in the block group was 8 and in the control group was 16 (p = 0.03).",
            [{"name": "block", "events": "8"}, {"name": "control", "events": "16"}],
        ),
        (
            "Patients given zinc had lower pain scores than patients given iron at 2 months (3.1 vs. 4.2, p < 0.001).",
            [{"name": "zinc", "mean": "3.1"}, {"name": "iron", "mean": "4.2"}],
        ),
    ],
)
def test_arms_of_a_sentence(sentence: str, expected: Numbers) -> None:
    assert arms_of(sentence) == [expected]


def test_outcomes_crossed_with_groups_are_a_result_each() -> None:
    sentence = "Onset was earlier in Group II (4.36 ± 0.81 min for sensory block and 9.83 ± 1.12 min for motor block) than in Group I (4.84 ± 0.65 min for sensory block and 10.85 ± 0.79 min for motor block)."
    records = [claim.to_dict() for claim in evlint.extract({"a.md": sentence})]
    assert {record["outcome"]["text"]: [(arm["name"], arm["mean"]) for arm in record["statistic"]["arms"]] for record in records if "statistic" in record} == {
        "sensory block": [("Group II", "4.36"), ("Group I", "4.84")],
        "motor block": [("Group II", "9.83"), ("Group I", "10.85")],
    }


def test_a_name_that_comes_twice_is_none_of_an_arm() -> None:
    assert arms_of("It took 4.3 ± 0.8 min for relief and 9.8 ± 1.1 min for sleep, and 4.8 ± 0.6 min for relief and 10.8 ± 0.7 min for sleep.") == []


def test_a_label_before_the_values_names_the_outcome() -> None:
    records = [claim.to_dict() for claim in evlint.extract({"a.md": "Levels fell (total MMP-9: 2.18 ± 1.94 vs 3.26 ± 3.58, P = .50; active MMP-9: 0.48 ± 0.48 vs 0.95 ± 1.01, P = .25)."})]
    assert [record["outcome"]["text"] for record in records if record["statistic"].get("arms")] == ["total MMP-9", "active MMP-9"]


STUDY = "Patients had zinc (n = 40) or placebo (n = 41).\n\n"


def none_of(sentence: str) -> tuple[str, Numbers]:
    """(outcome, arms) of the one result without events."""
    records = [claim.to_dict() for claim in evlint.extract({"a.md": STUDY + sentence})]
    ((outcome, arms),) = [(record["outcome"]["text"], record["statistic"]["arms"]) for record in records if any(arm.get("events") == "0" for arm in record.get("statistic", {}).get("arms", ()))]
    return outcome, arms


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("No serious adverse events were reported.", "serious adverse events"),
        ("No deaths or strokes occurred in either group.", "deaths"),
        ("No patients in either group died.", "deaths"),
        ("None of the participants experienced side effects.", "side effects"),
    ],
)
def test_events_that_nobody_had_are_none_in_every_arm(sentence: str, outcome: str) -> None:
    found, arms = none_of(sentence)
    assert found == outcome
    assert arms == [{"name": "zinc", "events": "0", "n": "40"}, {"name": "placebo", "events": "0", "n": "41"}]


def test_events_that_nobody_had_in_one_arm_are_of_that_arm() -> None:
    assert none_of("No deaths occurred in the zinc group.")[1] == [{"name": "zinc", "events": "0", "n": "40"}]


@pytest.mark.parametrize(
    "sentence",
    [
        "No other adverse events were reported.",
        "No differences in side effects were found.",
        "No deaths were reported in children aged 0 to 9 years.",
        "No increase in adverse events was observed.",
        "No interaction effects were noted.",
        "We aimed to learn whether no adverse events were reported.",
        "No trials with vascular events were identified.",
    ],
)
def test_what_is_no_count_of_none(sentence: str) -> None:
    assert all(arm.get("events") != "0" for arms in arms_of(STUDY + sentence) for arm in arms)


TWICE = """\
# Abstract

Response was seen in {abstract}.

# Results

| | Zinc | Placebo |
|---|---|---|
| Response | 79/101 | 62/99 |
| Relapse | 7/101 | 6/99 |
"""


def test_what_the_abstract_leaves_out_is_taken_from_the_table() -> None:
    told = arms_of(TWICE.format(abstract="78.2% of patients in the zinc group and 62.6% in the placebo group"))[0]
    assert told == [{"name": "zinc", "events": "79", "n": "101", "percent": "78.2"}, {"name": "placebo", "events": "62", "n": "99", "percent": "62.6"}]


@pytest.mark.parametrize(
    "abstract",
    [
        "78.2% of patients in the zinc group and 61.6% in the placebo group",  # one of two does not agree
        "78.2% of patients in the iron group and 62.6% in the placebo group",  # another arm
    ],
)
def test_nothing_is_taken_from_another_result(abstract: str) -> None:
    assert all("events" not in arm for arm in arms_of(TWICE.format(abstract=abstract))[0])


def test_round_percentages_of_other_outcomes_are_no_proof() -> None:
    text = TWICE.format(abstract="7% of patients in the zinc group and 6% in the placebo group").replace("Response was seen", "Nausea was seen")
    assert all("events" not in arm for arm in arms_of(text)[0])


def test_a_total_is_not_the_size_of_each_group() -> None:
    text = "In all, 75 patients were randomly assigned to either the gum (n = 38) or no gum (n = 37) group.\n\nPain was 3.1 ± 1.0 in the gum group and 3.3 ± 1.1 in the no gum group."
    assert [arm["n"] for arm in arms_of(text)[-1]] == ["38", "37"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Group A received zinc 30 mg daily; group B received starch.\n\nPain was 3.1 ± 1.0 in group A and 3.3 ± 1.1 in group B.", "zinc 30 mg daily (group A)"),
        ("The acute patients (group A) and the chronic patients (group B) came.\n\nPain was 3.1 ± 1.0 in group A and 3.3 ± 1.1 in group B.", "acute (group A)"),
        ("Group A was older than group B.\n\nPain was 3.1 ± 1.0 in group A and 3.3 ± 1.1 in group B.", "group A"),
    ],
)
def test_what_the_letter_of_a_group_stands_for(text: str, name: str) -> None:
    assert arms_of(text)[-1][0]["name"] == name


def test_the_difference_of_two_arms_is_no_arm() -> None:
    sentence = "Response was seen in 65.22% and 34.09%, respectively (zinc vs. iron, difference = 31.13%, 95% confidence interval 11.49 to 50.76, p = 0.012)."
    assert all(arm.get("percent") != "31.13" for arms in arms_of(sentence) for arm in arms)


@pytest.mark.parametrize("minus", ["-", "−", "–"])
def test_means_below_zero_whatever_their_minus(minus: str) -> None:
    sentence = f"Pain changed by {minus}5.46 ± 0.69 points with placebo and {minus}7.35 ± 0.50 points with zinc (p = 0.301)."
    assert [(arm["name"], arm["mean"], arm["sd"]) for arm in arms_of(sentence)[0]] == [("zinc", "-7.35", "0.50"), ("placebo", "-5.46", "0.69")]


def test_a_mean_and_the_same_in_per_cent_are_no_two_arms() -> None:
    sentence = "The loss was smaller in the zinc group (-0.10 ± 0.05 cm, -12.5 ± 7.4%) than in the control group (-0.29 ± 0.28 cm, -21.5 ± 15.3%; P < 0.05)."
    assert all(len({"cm" if abs(float(arm["mean"])) < 1 else "%" for arm in arms if arm.get("mean")}) < 2 for arms in arms_of(sentence))


def test_numbers_in_brackets_are_sds_where_the_sentence_says_so() -> None:
    pairs = "was 5.2 (1.3) in the drug group and 4.4 (1.4) in the placebo group (P = .025)."
    assert [(arm["name"], arm["mean"], arm["sd"]) for arm in arms_of(f"Mean (SD) score {pairs}")[0]] == [("drug", "5.2", "1.3"), ("placebo", "4.4", "1.4")]
    assert not any(arm.get("sd") for arms in arms_of(f"The score {pairs}") for arm in arms)

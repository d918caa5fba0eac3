"""Numbers of the arms of a study: in prose, in tables, and their sizes wherever the text gives them."""

from __future__ import annotations

import pytest

import evlint

Numbers = list[dict[str, str]]


def arms_of(text: str, name: str = "a.md") -> list[Numbers]:
    return [claim.to_dict()["statistic"]["arms"] for claim in evlint.extract({name: text}) if claim.record.statistic and claim.record.statistic.arms]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nausea occurred in 13.2% v 10.1% of patients.", [{"percent": "13.2"}, {"percent": "10.1"}]),
        (
            "Relapse was seen in 12/40 in the ketamine group and 5/41 in the placebo group.",
            [{"name": "ketamine", "events": "12", "n": "40"}, {"name": "placebo", "events": "5", "n": "41"}],
        ),
        (
            "The duration of block was 703.8 ± 42.9 min in the clonidine group compared to 556.4 ± 38.0 min in the control group.",
            [{"name": "clonidine", "mean": "703.8", "sd": "42.9"}, {"name": "control", "mean": "556.4", "sd": "38.0"}],
        ),
        ("Pain fell (mean 3.2 ± 1.1 versus 4.5 ± 1.2, p = 0.01).", [{"mean": "3.2", "sd": "1.1"}, {"mean": "4.5", "sd": "1.2"}]),
        (
            "Vomiting was noted in 8 (20%) and 16 (40%) patients in the ondansetron and saline groups, respectively.",
            [{"name": "ondansetron", "events": "8", "percent": "20"}, {"name": "saline", "events": "16", "percent": "40"}],
        ),
    ],
)
def test_two_values_set_against_each_other_are_arms(sentence: str, expected: Numbers) -> None:
    assert arms_of(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Of the patients, 40% were women and 12.5% smoked.",
        "The mean age was 45.2 ± 3.1 years and the mean weight was 70.1 ± 8.2 kg.",
        "Response was 40% (95% CI 30% to 50%).",
    ],
)
def test_two_facts_of_one_group_are_no_arms(sentence: str) -> None:
    assert arms_of(sentence) == []


def test_arms_join_the_estimate_of_their_sentence() -> None:
    claims = evlint.extract({"a.md": "Death was less common with zinc (12/40 versus 24/41; RR 0.51, 95% CI 0.30 to 0.87)."})
    estimate = next(claim.record for claim in claims if claim.record.kind == "estimate")
    assert estimate.statistic is not None
    assert estimate.statistic.type == "RR"
    assert [(arm.events, arm.n) for arm in estimate.statistic.arms] == [("12", "40"), ("24", "41")]


def test_sizes_said_once_hold_wherever_the_group_is_named() -> None:
    text = "Women were allocated (fentanyl group: 76, paracetamol group: 70).\n\nNausea was seen in 10% in the fentanyl group and 20% in the paracetamol group."
    assert arms_of(text)[-1] == [{"name": "fentanyl", "n": "76", "percent": "10"}, {"name": "paracetamol", "n": "70", "percent": "20"}]


def test_one_size_for_every_group() -> None:
    text = "Patients entered two groups of 30 each.\n\nPain was 3.5 ± 1.0 in the zinc group and 4.0 ± 1.1 in the sham group."
    assert [arm["n"] for arm in arms_of(text)[-1]] == ["30", "30"]


PIPE = """
| Outcome | Zinc (n = 24) | Placebo (n = 25) | p |
|---|---|---|---|
| Headache, n (%) | 8 (33) | 4 (16) | 0.16 |
| Age, mean (SD) | 47.1 (12.0) | 46.3 (14.2) | 0.8 |
| Cured | 12/24 | 20/25 | |
"""


def test_a_pipe_table_gives_the_numbers_of_its_columns() -> None:
    assert arms_of(PIPE) == [
        [{"name": "Zinc", "events": "8", "n": "24", "percent": "33"}, {"name": "Placebo", "events": "4", "n": "25", "percent": "16"}],
        [{"name": "Zinc", "n": "24", "mean": "47.1", "sd": "12.0"}, {"name": "Placebo", "n": "25", "mean": "46.3", "sd": "14.2"}],
        [{"name": "Zinc", "events": "12", "n": "24"}, {"name": "Placebo", "events": "20", "n": "25"}],
    ]
    first = evlint.extract({"a.md": PIPE})[0].to_dict()
    assert first["statistic"]["p"] == {"comparator": "=", "value": "0.16"}
    assert first["outcome"]["text"] == "Headache, n (%)"


MULTILINE = """Table 1. Results, mean (SD).

  -----------------------------------------------------
  Measure                 Zinc            Placebo
                          (n = 30)        (n = 31)
  ----------------------- --------------- -------------
  Pain                    3.1 (1.2)       4.0 (1.3)

  Function                55.0 (9.8)      50.2 (10.1)
  -----------------------------------------------------
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_multiline_table_runs_on_over_blank_lines(name: str) -> None:
    assert [[(arm["mean"], arm["sd"], arm["n"]) for arm in arms] for arms in arms_of(MULTILINE, name)] == [
        [("3.1", "1.2", "30"), ("4.0", "1.3", "31")],
        [("55.0", "9.8", "30"), ("50.2", "10.1", "31")],
    ]


def test_a_header_that_lost_its_row_span_goes_over_the_numbers() -> None:
    table = """
  Event        Dose (mg)
  ------------ ----------- ---- ---------
  1            5           Placebo
  Headache     0           2    3
  Nausea       1           0    2
"""
    assert [[(arm["name"], arm["events"]) for arm in arms] for arms in arms_of(table)] == [
        [("Dose (mg) 1", "0"), ("Dose (mg) 5", "2"), ("Placebo", "3")],
        [("Dose (mg) 1", "1"), ("Dose (mg) 5", "0"), ("Placebo", "2")],
    ]


def test_columns_of_tests_and_totals_are_no_arms() -> None:
    table = "\n| Outcome | Zinc | Difference (95% CI) | p value |\n|---|---|---|---|\n| Pain | 3.1 | 0.4 (0.1 to 0.7) | 0.02 |\n"
    assert arms_of(table) == []


def outcomes_of(table: str) -> list[tuple[str, str, Numbers]]:
    """(outcome, time point as printed, arms) of each claim of a text."""
    records = [claim.to_dict() for claim in evlint.extract({"a.md": table})]
    return [
        (record["outcome"]["text"], record["outcome"].get("timepoint", {}).get("phrase", ""), record["statistic"]["arms"])
        for record in records
        if record.get("statistic", {}).get("arms") and record.get("outcome")
    ]


def test_heads_that_span_two_columns_each_name_the_arms_and_their_sub_heads_the_numbers() -> None:
    table = """\
| | Zinc | Placebo | | | |
|---|---|---|---|---|---|
| Mean | SD | Mean | SD | P value | |
| Age (years) | 60.9 | 6.1 | 62.3 | 6.0 | 0.283 |
"""
    assert outcomes_of(table) == [("Age (years)", "", [{"name": "Zinc", "mean": "60.9", "sd": "6.1"}, {"name": "Placebo", "mean": "62.3", "sd": "6.0"}])]


def test_time_points_that_span_the_arms_give_a_claim_each_and_the_start_comes_last() -> None:
    table = """\
| | Baseline | Week 12 | | |
|---|---|---|---|---|
| | Zinc (n = 40) | Placebo (n = 41) | Zinc (n = 40) | Placebo (n = 41) |
| Pain, mean (SD) | 6.1 (1.2) | 6.0 (1.1) | 3.2 (1.0) | 4.5 (1.3) |
"""
    week, start = outcomes_of(table)
    assert week == ("Pain, mean (SD)", "Week 12", [{"name": "Zinc", "n": "40", "mean": "3.2", "sd": "1.0"}, {"name": "Placebo", "n": "41", "mean": "4.5", "sd": "1.3"}])
    assert (start[1], start[2][0]["mean"]) == ("Baseline", "6.1")


def test_one_cell_may_hold_both_arms() -> None:
    table = """\
| Variables | Mean±SD of pre-test; Intervention (control) | Mean±SD of post-test; Intervention (control) |
|---|---|---|
| Motivation | 3.03±1.47 (4.32±1.95) | 10.80±2.0 (4.90±1.88) |
"""
    after, before = outcomes_of(table)
    assert after[2] == [{"name": "Intervention", "mean": "10.80", "sd": "2.0"}, {"name": "control", "mean": "4.90", "sd": "1.88"}]
    assert before[2][1] == {"name": "control", "mean": "4.32", "sd": "1.95"}


def test_arms_may_be_rows() -> None:
    table = """\
| Response | Responders | % | P |
|---|---|---|---|
| Placebo | 62/99 | 62.6 | |
| Fluoxetine | 79/101 | 78.2 | 0.017 |
| Total | 141/200 | 70.5 | |
"""
    assert outcomes_of(table) == [("Response Responders", "", [{"name": "Fluoxetine", "events": "79", "n": "101"}, {"name": "Placebo", "events": "62", "n": "99"}])]


def test_doses_under_one_head_are_arms_of_their_own() -> None:
    table = """\
| | Zinc (mg) 1 | 5 | Placebo |
|---|---|---|---|
| Headache, n | 2 | 5 | 3 |
"""
    assert [arm["name"] for arm in outcomes_of(table)[0][2]] == ["Zinc (mg) 1", "Zinc (mg) 5", "Placebo"]


def test_names_are_spelled_out_as_the_document_defines_them() -> None:
    text = "Certolizumab pegol (CZP) was given.\n\nResponse was seen in 12/40 in the CZP group and 5/41 in the placebo group."
    assert [arm["name"] for arm in arms_of(text)[-1]] == ["Certolizumab pegol", "placebo"]

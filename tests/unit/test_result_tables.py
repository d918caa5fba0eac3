"""Tables of results whose spans, lines and labels a converter has moved: every number goes back to its arm, outcome and time."""

from __future__ import annotations

import pytest

import evlint
from evlint.documents.reading import read
from tests.unit.test_arms import outcomes_of

SPANNED = """\
  ---------------------------------------------------------------------------------
             Week 4      Week 12
  ---------- ----------- ----------- ----------- ----------- ----------- ----------

             Zinc 10 mg  Zinc 20 mg  Placebo   Zinc 10 mg  Zinc 20 mg  Placebo
             (n = 39)    (n = 38)    (n = 19)    (n = 39)    (n = 38)    (n = 19)

  Pain,      3.1 (1.2)   3.0 (1.1)   4.4 (1.3)   2.1 (1.0)   2.0 (0.9)   4.2 (1.4)
  mean (SD)

  Nausea     4 (10%)     5 (13%)     2 (11%)     1 (3%)      2 (5%)      1 (5%)
  ---------------------------------------------------------------------------------
"""


def test_rows_over_several_lines_and_heads_that_span_arms() -> None:
    found = outcomes_of(SPANNED)
    assert [(outcome, time) for outcome, time, _ in found] == [("Pain, mean (SD)", "Week 4"), ("Pain, mean (SD)", "Week 12"), ("Nausea", "Week 4"), ("Nausea", "Week 12")]
    assert found[1][2] == [
        {"name": "Zinc 10 mg", "n": "39", "mean": "2.1", "sd": "1.0"},
        {"name": "Zinc 20 mg", "n": "38", "mean": "2.0", "sd": "0.9"},
        {"name": "Placebo", "n": "19", "mean": "4.2", "sd": "1.4"},
    ]


def test_a_label_that_spans_rows_is_taken_over_and_each_row_has_its_own_sizes() -> None:
    table = """\
| Variable | Week | Zinc | Placebo | P value | | | | |
|---|---|---|---|---|---|---|---|---|
| n | Mean | (95% CI) | n | Mean | (95% CI) | | | |
| Pain | 12 | 145 | 0.43 | (0.04; 0.80) | 140 | 0.33 | (−0.08; 0.73) | 0.73 |
| 24 | 139 | 0.40 | (−0.01; 0.81) | 136 | 0.32 | (−0.14; 0.77) | 0.79 | |
| Sleep | 12 | 144 | 0.37 | (0.05; 0.68) | 140 | 0.39 | (0.06; 0.73) | 0.91 |
| 24 | 138 | 0.20 | (−0.12; 0.52) | 135 | 0.18 | (−0.16; 0.51) | 0.92 | |
"""
    found = outcomes_of(table)
    assert [(outcome, time) for outcome, time, _ in found] == [("Pain", "Week 12"), ("Pain", "Week 24"), ("Sleep", "Week 12"), ("Sleep", "Week 24")]
    assert found[1][2] == [{"name": "Zinc", "n": "139", "mean": "0.40"}, {"name": "Placebo", "n": "136", "mean": "0.32"}]


def test_rows_that_stand_right_are_not_moved() -> None:
    table = """\
| Outcome | Zinc | Placebo | P |
|---|---|---|---|
| Pain | 3.1 (1.2) | 4.4 (1.3) | 0.01 |
| Sleep | 5.1 (1.0) | 5.2 (1.1) | 0.61 |
| Mood | 6.0 (2.0) | 6.1 (2.2) | |
"""
    assert [(outcome, [arm["mean"] for arm in arms]) for outcome, _, arms in outcomes_of(table)] == [("Pain", ["3.1", "4.4"]), ("Sleep", ["5.1", "5.2"]), ("Mood", ["6.0", "6.1"])]


def test_a_p_value_and_a_difference_take_no_part_in_the_spans() -> None:
    table = """\
| | Placebo (n = 45) | Zinc (n = 47) | Difference (95% CI) | | |
|---|---|---|---|---|---|
| Mean baseline | Mean change | Mean baseline | Mean change | | |
| Irritability | 26.1 (1.0) | −7.5 (1.4) | 26.9 (1.0) | −11.4 (1.3) | −3.9 (−7.8, −0.1) |
| Speech | 7.3 (0.6) | −1.5 (0.4) | 7.6 (0.5) | −2.2 (0.4) | −0.8 (−1.9, 0.4) |
"""
    found = outcomes_of(table)
    change = [arms for outcome, time, arms in found if outcome == "Irritability" and time == "Mean change"]
    assert [(arm["name"], arm["n"], arm["mean"]) for arm in change[0]] == [("Zinc", "47", "-11.4"), ("Placebo", "45", "-7.5")]
    assert ("Irritability at baseline", "Mean baseline") in [(outcome, time) for outcome, time, _ in found]


def test_columns_of_p_values_below_a_head_are_no_numbers_of_its_arm() -> None:
    table = """\
| | Zinc, N = 28 | Placebo, N = 14 | | | | | |
|---|---|---|---|---|---|---|---|
| Symptoms | Mean at baseline | Change at 6 months | P-value | Mean at baseline | Change at 6 months | P-value | P-value for difference |
| Days of wheeze | 2.9 | −1.4 | 0.03 | 5.1 | −4.2 | 0.004 | 0.10 |
"""
    later, start = outcomes_of(table)
    assert later[2] == [{"name": "Zinc", "n": "28", "mean": "-1.4"}, {"name": "Placebo", "n": "14", "mean": "-4.2"}]
    assert start[0] == "Days of wheeze at baseline"


def test_every_column_with_a_head_of_its_own_is_no_span() -> None:
    table = """\
| Outcome | Arm | Clusters | Individual prevalence | Cluster-level prevalence | Risk difference |
|---|---|---|---|---|---|
| | | n | n/N (%) | Mean (SD) | RD (95% CI) |
| Tested | Control | 12 | 432/1536 (28%) | 33.9% (29) | 0 |
| | Teaching | 14 | 416/1832 (23%) | 48.3% (33) | 14.4 (−11.2, 40.0) |
| Treated | Control | 12 | 238/320 (74%) | 64.2% (28) | 0 |
| Treated | Teaching | 14 | 95/142 (67%) | 56.1% (31) | −8.1 (−33.3, 17.0) |
"""
    assert [arms for outcome, _, arms in outcomes_of(table) if outcome.startswith("Treated Cluster")] == [
        [{"name": "Teaching", "n": "14", "mean": "56.1", "sd": "31"}, {"name": "Control", "n": "12", "mean": "64.2", "sd": "28"}]
    ]


def test_arms_may_be_rows_of_each_time() -> None:
    table = """\
| | | Speed | Memory |
|---|---|---|---|
| Training | Pre | 39.5 ± 10.6 | 44.6 ± 10.2 |
| Post | 44.6 ± 12.2 | 48.2 ± 9.2 | |
| Usual care | Pre | 41.8 ± 11.1 | 47.9 ± 13.0 |
| Post | 48.2 ± 12.3 | 50.8 ± 12.1 | |
"""
    found = {(outcome, time): [arm["mean"] for arm in arms] for outcome, time, arms in outcomes_of(table)}
    assert found == {
        ("Speed at baseline", "Pre"): ["39.5", "41.8"],
        ("Memory at baseline", "Pre"): ["44.6", "47.9"],
        ("Speed", "Post"): ["44.6", "48.2"],
        ("Memory", "Post"): ["48.2", "50.8"],
    }


def test_a_stratum_that_comes_again_in_each_arm_is_no_arm() -> None:
    table = """\
| Outcome | Arm | Events |
|---|---|---|
| Tested | Control | 432/1536 |
| Tested | North | 339/1336 |
| Tested | South | 93/200 |
| Tested | Teaching | 416/1832 |
| Tested | North | 287/1463 |
| Tested | South | 129/369 |
"""
    assert [[arm["name"] for arm in arms] for _, _, arms in outcomes_of(table)] == [["Teaching", "Control"]]


def test_mean_and_sd_of_arms_in_rows_may_stand_apart() -> None:
    table = """\
| | | Change in VMI | | |
|---|---|---|---|---|
| n | Mean | SD | p value | |
| Estriol | 44 | 35.2% | 21.7% | <0.001 |
| Placebo | 44 | 9.9% | 14.5% | |
"""
    assert [arms for _, _, arms in outcomes_of(table)] == [[{"name": "Estriol", "n": "44", "mean": "35.2", "sd": "21.7"}, {"name": "Placebo", "n": "44", "mean": "9.9", "sd": "14.5"}]]


CAPTIONED = """\
Table 2. {caption}

| {label} | Zinc (n = 30) | Placebo (n = 30) |
|---|---|---|
| {row} | 3 (2–4) | 4 (3–5.25) |
"""


def test_rows_that_are_times_are_of_what_the_caption_names() -> None:
    table = CAPTIONED.format(caption="Pain scores at rest in the two groups.", label="Time", row="At 2 h")
    assert outcomes_of(table) == [("Pain scores at rest", "At 2 h", [{"name": "Zinc", "n": "30", "mean": "3"}, {"name": "Placebo", "n": "30", "mean": "4"}])]


@pytest.mark.parametrize(
    ("caption", "outcome"),
    [("Baseline characteristics.", "Pain at baseline"), ("Characteristics of the participants.", "Pain at baseline"), ("Change from baseline.", "Pain"), ("Outcomes at week 6.", "Pain")],
)
def test_what_was_there_at_the_start_is_named_so(caption: str, outcome: str) -> None:
    assert [found for found, _, _ in outcomes_of(CAPTIONED.format(caption=caption, label="", row="Pain"))] == [outcome]


def test_a_percentage_larger_than_the_group_is_still_a_percentage() -> None:
    table = "\n| | Zinc (n = 59) | Placebo (n = 64) |\n|---|---|---|\n| Hypertension, % | 86 | 89 |\n"
    assert outcomes_of(table)[0][2] == [{"name": "Zinc", "n": "59", "percent": "86"}, {"name": "Placebo", "n": "64", "percent": "89"}]


def test_letters_of_groups_keep_their_brackets_and_say_what_they_stand_for() -> None:
    text = "They took the placebo (group P) or zinc (group Z).\n\n| | Group (P) | Group (Z) |\n|---|---|---|\n| Age, mean (SD) | 46.5 (8.7) | 45.3 (7.5) |\n"
    assert [arm["name"] for arm in outcomes_of(text)[0][2]] == ["placebo (Group (P))", "zinc (Group (Z))"]


FENCED = """\
::: table-wrap
| Outcome | Zinc | Placebo |
|---|---|---|
| Nausea | 4/40 | 5/41 |
:::

Nothing else happened.
"""


def test_fences_of_divs_are_no_text() -> None:
    document = read("a.md", FENCED)
    assert ":::" not in document.prose
    assert [block.kind for block in document.blocks] == ["table-row", "table-row", "paragraph"]


def test_a_fence_at_the_end_of_a_row_ends_the_table() -> None:
    text = "  Outcome   Zinc    Placebo\n  --------- ------- ---------\n  Nausea    4/40    5/41\n  Pain      6/40    7/41:::: Deaths were rare in both groups.\n"
    document = read("a.md", text)
    assert [document.text_of(block) for block in document.blocks if block.kind == "paragraph"] == ["Deaths were rare in both groups."]
    assert [len(arms) for _, _, arms in outcomes_of(text)] == [2, 2]
    assert [claim.to_dict()["target"]["exact"].split() for claim in evlint.extract({"a.md": text})] == [["Nausea", "4/40", "5/41"], ["Pain", "6/40", "7/41"]]


def test_colons_in_code_and_words_are_left_alone() -> None:
    assert "std:::vector" in read("a.md", "Use std:::vector here.\n").prose


def test_columns_that_are_times_of_one_group_are_no_arms() -> None:
    assert outcomes_of("\n| | Week 0 | Change, week 0 to 12 months |\n|---|---|---|\n| Weight, kg | 132.3 (10.7) | −2.8 (6.0) |\n") == []
    doses = "\n| | Zinc 30 mg/day | Placebo |\n|---|---|---|\n| Weight, kg | 132.3 (10.7) | 131.8 (6.0) |\n"
    assert [arm["name"] for arm in outcomes_of(doses)[0][2]] == ["Zinc 30 mg/day", "Placebo"]


SPANS = """\
<table><caption>Results</caption><thead><tr><th rowspan="2">Outcome</th><th rowspan="2">Time</th><th colspan="2">All patients</th><th rowspan="2">P</th></tr>
<tr><th>Zinc (n=40)</th><th>Placebo (n=41)</th></tr></thead><tbody>
<tr><td rowspan="2">Pain, mean (SD)</td><td>Week 4</td><td>3.1 (1.0)</td><td>4.2 (1.1)</td><td>0.01</td></tr>
<tr><td>Week 12</td><td>2.1 (1.0)</td><td>4.0 (1.2)</td><td>0.02</td></tr></tbody></table>
"""


@pytest.mark.parametrize(("name", "text"), [("a.html", SPANS), ("a.md", SPANS), ("a.xml", f"<article><body><sec><title>Results</title><table-wrap>{SPANS}</table-wrap></sec></body></article>")])
def test_spans_that_a_format_says_are_kept(name: str, text: str) -> None:
    rows = [block for block in read(name, text).blocks if block.kind == "table-row"]
    assert [len(row.cells) for row in rows] == [5, 5, 5, 5]
    found = [claim.to_dict() for claim in evlint.extract({name: text})]
    assert [(record["outcome"]["text"], record["outcome"]["timepoint"], [arm["mean"] for arm in record["statistic"]["arms"]]) for record in found] == [
        ("Pain, mean (SD)", {"phrase": "Week 4"}, ["3.1", "4.2"]),
        ("Pain, mean (SD)", {"phrase": "Week 12"}, ["2.1", "4.0"]),
    ]


@pytest.mark.parametrize("span", ["", "0", "-1", "x", "999999999999", "²"])
def test_a_span_that_is_no_number_of_columns_does_no_harm(span: str) -> None:
    text = f'<table><tr><th>A</th><th colspan="{span}" rowspan="{span}">B</th></tr><tr><td>1</td><td>2</td></tr></table><p>After.</p>'
    document = read("a.html", text)
    assert document.text_of(document.blocks[-1]) == "After."
    assert max(len(block.cells) for block in document.blocks) <= 201

"""Results as they stand in articles: each style is read as what it is."""

from __future__ import annotations

import pytest

import evlint

Read = tuple[str | None, str | None, tuple[str, str] | None, str | None]


def read(text: str) -> list[Read]:
    """(measure, value, limits, p) of each claim with a statistic."""
    out: list[Read] = []
    for claim in evlint.extract({"a.md": text}):
        if statistic := claim.record.statistic:
            limits = (statistic.interval.low, statistic.interval.high) if statistic.interval else None
            out.append((statistic.type, statistic.value, limits, statistic.p.value if statistic.p else None))
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Values are OR (95 % CI). Age raised the risk 1.20 (1.05 to 1.37); smoking did more, 2.30 (1.80 to 2.94).",
            [("OR", "1.20", ("1.05", "1.37"), None), ("OR", "2.30", ("1.80", "2.94"), None)],
        ),
        (
            "Odds ratios (95% CI) were 1.20 (1.05 to 1.37) for age and 2.30 (1.80–2.94) for smoking.",
            [("OR", "1.20", ("1.05", "1.37"), None), ("OR", "2.30", ("1.80", "2.94"), None)],
        ),
        ("RRs were 0.8 (0.7 to 0.9) and 1.2 (1.1 to 1.3).", [("RR", "0.8", ("0.7", "0.9"), None), ("RR", "1.2", ("1.1", "1.3"), None)]),
        ("The OR per 10 units was 1.20 (95% CI 1.05 to 1.37).", [("OR", "1.20", ("1.05", "1.37"), None)]),
        ("We saw that 0.75 (95% CI 0.60 to 0.94) was the hazard ratio for death.", [("HR", "0.75", ("0.60", "0.94"), None)]),
        ("Pain fell, a difference of -3.2 points (95% CI -5.1 to -1.3; P<0.001).", [("difference", "-3.2", ("-5.1", "-1.3"), "0.001")]),
        ("Success was alike (a 6.4 percentage-point difference; 95% CI, -1.6 to 14.3).", [("difference", "6.4", ("-1.6", "14.3"), None)]),
        ("They did not differ (difference in participation -\u20091.1%; 95% CI -\u20092.9 to 0.7%).", [("difference", "-1.1", ("-2.9", "0.7"), None)]),
        ("The groups differed, t(28) ¼ 2.20, p ¼ .036.", [("t", "2.20", None, "0.036")]),
        ("The groups differed, t(28) 5 2.20, p 5 .036.", [("t", "2.20", None, "0.036")]),
        ("The risk ratio (RR) for 30-day mortality was 0.80 (95% CI 0.67 to 0.97).", [("RR", "0.80", ("0.67", "0.97"), None)]),
        ("The hazard ratio at 12 months was 0.80 (95% CI 0.67 to 0.97).", [("HR", "0.80", ("0.67", "0.97"), None)]),
        ("The difference in FEV1 at week 12 was 110 mL (95% CI 62 to 158).", [("difference", "110", ("62", "158"), None)]),
        ("The risk fell (risk difference -3.4%, 95% CI -5.2%--1.6%).", [("RD", "-3.4", ("-5.2", "-1.6"), None)]),
        ("Scores went together (Kendall's tau = 0.30, p = .02).", [("tau", "0.30", None, "0.02")]),
    ],
)
def test_a_style_is_read(text: str, expected: list[Read]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The diagnostic odds ratio was 25.0 (95% CI 12.0 to 52.1).",
        "Responders were alike (RR 39.3%, 90% CI 23.8 to 56.5%).",
        "The emergence time of groups RM and RD was 4.2 ± 1.6 and 4.0 ± 1.5 min.",
        "They did not differ (between-group difference 95% CI, -2.6 to 5.1).",
        "Age was 45 (32 to 91) and weight 70 (50 to 90) in both groups.",
        "The median difference was 7 (95% CI -8 to 22).",
        "Of the patients, 5 were lost, 3 died and 12 recovered.",
    ],
)
def test_what_only_looks_like_an_estimate_is_none(text: str) -> None:
    assert [one for one in read(text) if one[2]] == []


def test_a_p_may_say_behind_it_what_it_is_for() -> None:
    (claim,) = evlint.extract({"a.md": "Failures were alike (risk difference 0.7%; 95% CI -2.9 to 4.3; P=0.003 for noninferiority)."})
    assert claim.record.statistic is not None
    assert claim.record.statistic.p is not None
    assert claim.record.statistic.p.test == "noninferiority"


def test_a_size_after_a_number_in_words_is_no_count_of_events() -> None:
    """Nor are the limits of an interval the values of two arms."""
    text = "Zero of 32 (0%) versus 5 of 31 (16%) patients relapsed. The rate was 38.5% (95% CI, 28.8% to 49.0%) with 5 complete and 32 partial responses."
    assert [claim for claim in evlint.extract({"a.md": text}) if claim.record.statistic and claim.record.statistic.arms] == []


def test_an_arm_without_members_is_read() -> None:
    table = "| Outcome | Zinc (n=0) | Placebo (n=12) |\n|---|---|---|\n| Pain | 0 (0) | 3 (25) |\n"
    assert evlint.lint({"a.md": table}, config={"select": ["STA"]}).findings == ()


def test_a_table_may_give_an_estimate_a_row() -> None:
    table = "| Outcome | HR (95% CI) | P value |\n|---|---|---|\n| Death | 0.75 (0.60–0.94) | 0.01 |\n| Stroke | 0.85 (0.60 to 1.20) | 0.36 |\n"
    assert read(table) == [("HR", "0.75", ("0.60", "0.94"), "0.01"), ("HR", "0.85", ("0.60", "1.20"), "0.36")]


def test_interval_and_p_may_have_columns_of_their_own() -> None:
    table = "| Factor | Crude OR | 95% CI | p | Adjusted OR | 95% CI | p |\n|---|---|---|---|---|---|---|\n| Age | 1.20 | 1.05 to 1.37 | 0.007 | 1.10 | 0.90 to 1.34 | 0.35 |\n"
    assert read(table) == [("OR", "1.20", ("1.05", "1.37"), "0.007"), ("OR", "1.10", ("0.90", "1.34"), "0.35")]
    assert [claim.record.statistic.adjusted for claim in evlint.extract({"a.md": table}) if claim.record.statistic] == [None, True]

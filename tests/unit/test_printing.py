"""A result is the same however a journal prints it: minus signs, decimal points, blanks around signs, P or p, "%" apart or not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import evlint

RESULTS = [
    "The mean difference was -0.45 (95% CI, -0.90 to 0.10), P = 0.07.",
    "The odds ratio was 0.75 (95% CI 0.60 to 0.94; P = 0.012), and the hazard ratio was 0.82 (0.70 to 0.96).",
    "Pain fell by -5.46 ± 0.69 with zinc and by -7.35 ± 0.50 with placebo (P = 0.001).",
    "The groups differed, t(28) = -2.20, P = 0.036, and F(1.50, 43.95) = 4.10, P < 0.05.",
    "The two were related, r(48) = -0.34, P = 0.016; χ²(1) = 4.10, P = 0.043.",
    "Healed: 12/40 (30.0%) with zinc and 5/40 (12.5%) with placebo (risk ratio 2.40, 95% CI 0.93 to 6.19).",
    "Events were seen in 13.2% v 10.1% (difference 3.1%, 95% CI -0.5% to 6.7%; P = 0.09).",
]
PRINTINGS: dict[str, Callable[[str], str]] = {
    "a true minus": lambda text: re.sub(r"(?<=[\s(])-(?=\d)", "−", text),
    "a dash for a minus": lambda text: re.sub(r"(?<=[\s(])-(?=\d)", "–", text),
    "a middle dot": lambda text: re.sub(r"(?<=\d)\.(?=\d)", "·", text),
    "no blanks around signs": lambda text: re.sub(r"\s([=<±])\s", r"\1", text),
    "thin blanks around signs": lambda text: re.sub(r"\s([=<±])\s", "\u2009\\1\u2009", text),
    "blanks that do not break": lambda text: re.sub(r"(?<=\d) (?=[(a-zA-Z])|(?<=[=±]) (?=\S)", "\u00a0", text),
    "a small p": lambda text: text.replace("P ", "p "),
    "a per cent sign apart": lambda text: re.sub(r"(?<=\d)%", " %", text),
    "no 0 before the point of p": lambda text: re.sub(r"(?<=P [=<] )0\.", ".", text),
    "square brackets": lambda text: text if "(28)" in text or "(48)" in text else text.replace("(", "[").replace(")", "]"),
}


def statistics(text: str) -> list[object]:
    found = [claim.to_dict() for claim in evlint.extract({"a.txt": text})]
    return [(one["kind"], one.get("statistic"), one.get("count")) for one in found if one.get("statistic") or one.get("count")]


@pytest.mark.parametrize("printing", PRINTINGS)
@pytest.mark.parametrize("result", RESULTS)
def test_a_result_is_the_same_however_it_is_printed(result: str, printing: str) -> None:
    assert statistics(result)
    assert statistics(PRINTINGS[printing](result)) == statistics(result)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The association was moderate, r = .42, 95% CI [.21, .58].", "estimate", {"type": "r", "value": "0.42", "interval": {"low": "0.21", "high": "0.58", "kind": "confidence", "level": "0.95"}}),
        (
            "It fell with age (r = -0.34 [-0.43, -0.25], p < .001).",
            "estimate",
            {"type": "r", "value": "-0.34", "interval": {"low": "-0.43", "high": "-0.25", "kind": "confidence"}, "p": {"comparator": "<", "value": "0.001"}},
        ),
        (
            "It fell (b = -1.42, 95% CI -2.31 to -0.53, p = .30).",
            "estimate",
            {"type": "beta", "value": "-1.42", "interval": {"low": "-2.31", "high": "-0.53", "kind": "confidence", "level": "0.95"}, "p": {"comparator": "=", "value": "0.30"}},
        ),
        ("The effect was d = 0.39 [0.25, 0.84].", "estimate", {"type": "d", "value": "0.39", "interval": {"low": "0.25", "high": "0.84", "kind": "confidence"}}),
        ("Relapse: SHR 1.90, 95% CI 1.16 to 3.11.", "estimate", {"type": "HR", "value": "1.90", "interval": {"low": "1.16", "high": "3.11", "kind": "confidence", "level": "0.95"}}),
        ("Weight fell (WMD = -0.35, 95% CI: -0.59–−0.11).", "estimate", {"type": "MD", "value": "-0.35", "interval": {"low": "-0.59", "high": "-0.11", "kind": "confidence", "level": "0.95"}}),
        ("The ranks differed, U = 245, z = 2.31, p = .021.", "test", {"type": "U", "value": "245", "p": {"comparator": "=", "value": "0.021"}}),
        ("It was huge, t(28) = 2,000.20, p < .001.", "test", {"type": "t", "value": "2000.20", "df": ["28"], "p": {"comparator": "<", "value": "0.001"}}),
        ("They differed, F(l, 76) = 23.95, p < .001.", "test", {"type": "F", "value": "23.95", "df": ["1", "76"], "p": {"comparator": "<", "value": "0.001"}}),
        ("They differed, t(28) = 2.20, p = 0. 036; so did the others.", "test", {"type": "t", "value": "2.20", "df": ["28"], "p": {"comparator": "=", "value": "0.036"}}),
        ("They differed, t(98) = 7.1, p < 10-8.", "test", {"type": "t", "value": "7.1", "df": ["98"], "p": {"comparator": "<", "value": "1E-8"}}),
        (
            "It was no worse (risk difference -1.01%; 95% CI -10.36 to 8.34; noninferiority, P = 0.09).",
            "estimate",
            {"type": "RD", "value": "-1.01", "interval": {"low": "-10.36", "high": "8.34", "kind": "confidence", "level": "0.95"}, "p": {"comparator": "=", "value": "0.09", "test": "noninferiority"}},
        ),
    ],
)
def test_what_stands_beside_a_result_belongs_to_it(text: str, kind: str, expected: dict[str, object]) -> None:
    assert statistics(text)[0] == (kind, expected, None)
    assert not evlint.lint({"a.txt": text}, config={"select": ["STA"]}).findings


@pytest.mark.parametrize("text", ["Of these, p = 10-12 of the patients were men.", "It rose, r = 0.4 [12, 14].", "It rose, r = 0.4 [0.5, 0.6]."])
def test_what_is_no_result_is_none(text: str) -> None:
    assert not statistics(text)


def test_an_estimate_of_a_list_may_have_its_interval_behind_a_comma() -> None:
    text = "Age (OR 1.70, 95% CI 1.15–2.52) and smoking (2.40, 1.47–3.92) went with relapse (4, 5–7 were missing)."
    assert [(one[1]["type"], one[1]["value"]) for one in statistics(text)] == [("OR", "1.70"), ("OR", "2.40")]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Of 240 participants, 96 (40.0%) were women.", []),
        ("Of the 240 patients enrolled, 96 (60.0%) were women.", ["STA301"]),
        ("Of 1068 patients randomized, 641 (90%) took zinc and 313 (88%) took placebo.", []),
    ],
)
def test_a_share_behind_the_total(text: str, found: list[str]) -> None:
    report = evlint.lint({"a.txt": text}, config={"select": ["STA"]})
    assert [finding.rule for finding in report.findings] == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HR 0.72, 95% CI 0.57 to 0.91; two-sided P=0.006", {"type": "HR", "value": "0.72", "interval": ("0.57", "0.91"), "p": "0.006"}),
        ("HR 0.72 [95%-CI 0.57 to 0.91]; log-rank P=.006", {"type": "HR", "value": "0.72", "interval": ("0.57", "0.91"), "p": "0.006"}),
        ("OR 0.23 (exact 95% CI 0.05 to 0.62), P=0.004", {"type": "OR", "value": "0.23", "interval": ("0.05", "0.62"), "p": "0.004"}),
        ("r = .31, 95% CI [.06, .52], p = .016", {"type": "r", "value": "0.31", "interval": ("0.06", "0.52"), "p": "0.016"}),
        ("chi-square = 7.25, df = 2, p = 0.027", {"type": "chi2", "value": "7.25", "df": ["2"], "p": "0.027"}),
        ("χ²=7.25, 2 df, p=0.027", {"type": "chi2", "value": "7.25", "df": ["2"], "p": "0.027"}),
        ("OR=1.052, 95%CI: 1.011~1.095, P=0.013", {"type": "OR", "value": "1.052", "interval": ("1.011", "1.095"), "p": "0.013"}),
        ("χ2 = 5.2 (df = 1), p = .023", {"type": "chi2", "value": "5.2", "df": ["1"], "p": "0.023"}),
        ("t=2.20 (df=28), p = .036", {"type": "t", "value": "2.20", "df": ["28"], "p": "0.036"}),
        ("F₂,₅₇ = 4.12, p = 0.021", {"type": "F", "value": "4.12", "df": ["2", "57"], "p": "0.021"}),
    ],
)
def test_words_signs_and_subscripts_beside_a_result(text: str, expected: dict[str, object]) -> None:
    (_, statistic, _), *_ = statistics(text)  # type: ignore[misc]
    interval, p = statistic.get("interval"), statistic.get("p")
    read = {**statistic, **({"interval": (interval["low"], interval["high"])} if interval else {}), "p": p["value"]}
    assert read == expected


def test_means_with_m_and_sd_are_two_arms() -> None:
    (_, statistic, _), *_ = statistics("Scores were higher with drug (M = 5.2, SD = 1.3) than placebo (M = 4.4, SD = 1.4), t(58) = 2.29, p = .025.")  # type: ignore[misc]
    assert [(arm["mean"], arm["sd"]) for arm in statistic["arms"]] == [("5.2", "1.3"), ("4.4", "1.4")]


def test_a_comparison_printed_with_its_ratio_decides_its_direction() -> None:
    text = "The risk of death was lower in women than in men (male vs female HR 1.62, 95% CI 1.09 to 2.40)."
    assert not evlint.lint({"a.txt": text}, config={"select": ["STA"]}).findings

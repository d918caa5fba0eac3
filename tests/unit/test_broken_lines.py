"""Claims are the same wherever a line is broken, and whatever blank stands between two words."""

from __future__ import annotations

import pytest

import evlint


@pytest.mark.parametrize("gap", ["\n", "\t", "\u00a0", "\u2009"])
@pytest.mark.parametrize(
    "sentence",
    [
        "Zinc did not reduce colds compared with placebo.",
        "There was no difference in pain between zinc and placebo.",
        "Pain was no more frequent with zinc than with iron.",
        "Zinc was as good as iron for colds.",
        "Pain was lower with zinc (3.2 ± 1.1) than with placebo (4.5 ± 1.2, P = 0.02).",
        "The odds ratio for colds was 0.82 (95% CI 0.70 to 0.96; P = 0.01).",
        "Values are OR (95% CI) of colds, which was 1.4 (1.1 to 1.8) with zinc.",
        "We recommend zinc for adults with colds.",
        "Zinc should not be used in children with colds.",
    ],
)
def test_where_a_line_is_broken_says_nothing(sentence: str, gap: str) -> None:
    def read(text: str) -> list[dict[str, object]]:
        kept = ("kind", "intervention", "comparator", "outcome", "result", "statistic", "recommendation")
        return [{name: claim.to_dict().get(name) for name in kept} for claim in evlint.extract({"a.md": text})]

    words = sentence.split(" ")
    assert read(sentence)
    for i in range(1, len(words)):
        assert read(gap.join((" ".join(words[:i]), " ".join(words[i:])))) == read(sentence), words[i - 1 : i + 1]


@pytest.mark.parametrize("gap", ["\n", "\u00a0"])
@pytest.mark.parametrize(
    "text",
    [
        "The odds ratio was 1.20 (95% CI 0.90 to 1.60, P for trend = 0.03).",
        "The hazard ratio was 1.30 (95% CI 0.80 to 2.10; one sided P = 0.03).",
        "The risk ratio was 4.06 (95% CI 1.18 to 13.95), P = 0.30.",
        "The groups did not differ in pain, t(28) = 2.20, p = .50, after correction for multiple testing.",
        "Pain fell significantly with zinc (MD -0.20, 95% CI -1.10 to 0.70).",
        "Zinc healed 10 of 20 patients (60 %), and 9 of 18 patients (50 %) had no itch.",
        "There was a trend toward less pain with zinc (p = 0.07), which reduced it.",
    ],
)
def test_findings_are_the_same_wherever_a_line_is_broken(text: str, gap: str) -> None:
    def found(said: str) -> list[tuple[str, str]]:
        return sorted((finding.rule, finding.severity) for finding in evlint.lint({"a.md": said}, config={"select": ["STA"]}).findings)

    words = text.split(" ")
    for i in range(1, len(words)):
        assert found(gap.join((" ".join(words[:i]), " ".join(words[i:])))) == found(text), words[i - 1 : i + 1]

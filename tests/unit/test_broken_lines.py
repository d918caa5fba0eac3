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

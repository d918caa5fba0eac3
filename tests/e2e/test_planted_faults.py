"""Faults planted in a short review, each found, and nothing said of the corrected text."""

from __future__ import annotations

import pytest

import evlint

# (what is wrong, as a reader meets it; the same corrected; the rules that may find it)
PLANTED = [
    ("Zinc raised relief (RR 4.49, 95% CI 4.76 to 8.84).", "Zinc raised relief (RR 4.94, 95% CI 2.76 to 8.84).", {"STA201"}),
    ("Relief was reached more often (RR 4.49; 95% CI 2.76 to 8.84).", "Relief was reached more often (RR 4.94; 95% CI 2.76 to 8.84).", {"STA203"}),
    ("Pain fell (MD -1.12, 95% CI -2.33 to 0.09; P = 0.001).", "Pain fell (MD -1.12, 95% CI -2.33 to 0.09; P = 0.07).", {"STA204"}),
    ("Relapse was less common (OR 0.50, 95% CI 0.60 to 0.90).", "Relapse was less common (OR 0.73, 95% CI 0.60 to 0.90).", {"STA201"}),
    ("Nausea was more common (RR 4.06, 95% CI 1.18 to 13.95, P = 0.30).", "Nausea was more common (RR 4.06, 95% CI 1.18 to 13.95, P = 0.03).", {"STA204"}),
    ("Trials did not differ, χ²(3) = 1.1, P = 0.60.", "Trials did not differ, χ²(3) = 1.1, P = 0.78.", {"STA101"}),
    ("Death was more common (HR 1.20, 95% CI 1.05 to 1.37; P = 0.20).", "Death was more common (HR 1.20, 95% CI 1.05 to 1.37; P = 0.007).", {"STA204"}),
    ("Nausea was more common (RR 4.06, 95% CI 13.95 to 1.18).", "Nausea was more common (RR 4.06, 95% CI 1.18 to 13.95).", {"STA202"}),
    ("Relief was reported by 10 of 20 patients (60 %).", "Relief was reported by 10 of 20 patients (50 %).", {"STA301"}),
    (
        "Studies counted 99 subjects. 20 patients had cord injuries, 18 had ischemic pain, 39 had CRPS, and 25 had pain not defined.",
        "Studies counted 99 subjects. 20 patients had cord injuries, 18 had ischemic pain, 39 had CRPS, and 22 had pain not defined.",
        {"STA302"},
    ),
    ("There were 99 subjects (20 on zinc, 18 on iron, 39 on copper, and 25 on placebo).", "There were 99 subjects (20 on zinc, 18 on iron, 39 on copper, and 22 on placebo).", {"STA302"}),
    # 66 of 19 answers is 3.474 and prints as 3.47: that mean is possible, 3.48 is not.
    ("The mean of the 19 integer answers was 3.48.", "The mean of the 19 integer answers was 3.47.", {"STA305"}),
]


@pytest.mark.parametrize(("wrong", "right", "rules"), PLANTED, ids=lambda value: value if isinstance(value, str) else None)
def test_a_planted_fault_is_found_and_the_corrected_text_passes(wrong: str, right: str, rules: set[str]) -> None:
    found = evlint.lint({"review.md": f"# Zinc for pain\n\nThe trials were small. {wrong} More are needed.\n"}, config={"select": ["STA"]}).findings
    assert {finding.rule for finding in found} == rules
    assert not evlint.lint({"review.md": f"# Zinc for pain\n\nThe trials were small. {right} More are needed.\n"}, config={"select": ["STA"]}).findings

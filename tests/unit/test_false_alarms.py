"""Correct results that were once flagged: rounding, other quantities, corrections, sources in brackets. None of them is a fault."""

from __future__ import annotations

import pytest

import evlint

RIGHT = [
    "HR 1.00 (95% CI 1.00–1.01; P<0.001).",
    "OR 1.0 (95% CI 1.0–1.1), p = 0.001.",
    "MD 0.0 (95% CI 0.0 to 0.1; P<0.001).",
    "The OR was 2.5 (95% CI 1.4–4.5), with a sensitivity of 85% (95% CI 60–92) and specificity of 70% (95% CI 66–88).",
    "The mean difference was 3.2 (95% CI 1.0 to 5.4); the ICC was 0.90 (95% CI 0.70–0.94).",
    "The mean difference was 3.2 kg (95% CI 1.0 to 5.4) and the correlation 0.45 (95% CI 0.20 to 0.58).",
    "OR 1.85 (95% CI 1.20–2.85); AUC 0.90 (95% CI 0.72–0.95); sensitivity 95% (95% CI 75–99); LR+ 7.9 (95% CI 4.7–13.4).",
    "The mean difference was 1.2 points (95% CI 0.4 to 2.0); mean age was 54 (18 to 65) years.",
    "Weight-for-age Z = -2.1, P = 0.30.",
    "Memory (z = −1.2, SD = 0.9, p = .01) was impaired relative to norms.",
    "BMI (z = 1.2 vs z = 0.4, p = 0.03) was higher.",
    "MNI coordinates: x = 30, y = −12, z = 46, p = 0.003.",
    "The cluster (k = 120, Z = 4.11, P = 0.03) was in the insula.",
    "t(18) = 4.11, p = 0.03, whole brain.",
    "Peak in the amygdala (x=22, y=-4, z=-16; Z=4.11, P=0.03, SVC).",
    "Bonferroni-corrected comparisons: pain, t(28) = 2.20, p = .108.",
    "Tukey post hoc: t(28) = 2.20, p = .09.",
    "Fisher's exact test: χ2(1) = 4.2, p = .06.",
    "One-tailed tests: pain, t(28) = 1.90, p = .034.",
    "Adjusted for multiplicity: HR 0.80 (95% CI 0.68 to 0.94; P = 0.20).",
    "Previous work found an RR of 1.2 [12–15].",
    "The risk was doubled in smokers with an OR of 2.1 (12,13) and 3.4 (14).",
    "The OR was 3.1 (2015–2019).",
    "The RR of 0.8 (1–3) was confirmed.",
    "Games-Howell post hoc comparisons showed no difference, t(28.4) = 2.20, p = .09.",
    "Post hoc tests showed no difference between A and B, t(28) = 2.20, p = .09.",
    "Rao-Scott χ2(1) = 5.2, p = .04.",
    "An F ratio of F(3, 84) = 3.0 (p = .055, ε = .70).",
    "The relative risk reduction was 20% (RR 0.80; 95% CI 6%–32%).",
    "The hazard for death was 25% lower (HR 0.75; 95% CI 6% to 40% lower).",
    "The excess relative risk per Gy was 0.47 (95% CI 0.10 to 1.20; P = 0.01).",
    "excess odds ratio per 100 mGy 0.05 (95% CI −0.02 to 0.12).",
    "HR 72 (95% CI 68–76; P = 0.80)",
    "RR 850, 95% CI 820 to 880, P = 0.3",
    "Time in the OR 45 min (30–90).",
    "t(1.022) = 2,47, p = 0,014.",
    "The change was Δz = 0.2 (p = .03).",
    "The ratio r = 1.7 (p = 0.03) of CD4 to CD8 fell.",
    "One hundred and twenty (120) patients were enrolled.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_flagged(text: str) -> None:
    assert not evlint.lint({"a.txt": text}, config={"select": ["STA"]}).findings


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("HR 1.30 (95% CI 1.05–1.60; P = 0.40).", "STA204"),
        ("The OR was 2.5 (95% CI 1.4–4.5), and in women 3.9 (95% CI 1.1–4.0).", "STA203"),
        ("Corrected comparisons: pain, t(28) = 2.20, p = .010.", "STA101"),
        ("The peak differed, Z = 4.11, P = 0.03.", "STA101"),
        ("The RR was 0.80 (95% CI 0.90–1.30).", "STA201"),
    ],
)
def test_what_is_wrong_beside_them_is_still_flagged(text: str, rule: str) -> None:
    assert rule in {finding.rule for finding in evlint.lint({"a.txt": text}, config={"select": ["STA"]}).findings}

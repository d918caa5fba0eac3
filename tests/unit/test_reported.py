"""Near misses that were once reported, or once missed, by people who tried evlint: each stays what it should be."""

from __future__ import annotations

import pytest

import evlint

REFERENCES = "\n\n## References\n\n1. Albers K. Itch. J Itch. 2020;3:4-5.\n2. Toth M. Skin. J Skin. 2021;4:5-6.\n3. Noor A. Dry. J Dry. 2022;5:6-7.\n"
SILENT = [
    "A 10^6^ dilution was used." + REFERENCES,
    "It was 5 x 10^9^/L in all." + REFERENCES,
    "We used ^18^F-FDG." + REFERENCES,
    "A Likert scale [1-7] was used." + REFERENCES,
    "Items [4-7] were dropped." + REFERENCES,
    "The score [0-10] fell." + REFERENCES,
    "See https://a.b/x[7] for it." + REFERENCES,
    "see pages [10-20] there." + REFERENCES,
    "Drug works [1]. It is safe [2].\n\n## Sources\n\n1. Albers K. Itch. J Itch. 2020;3:4-5.\n2. Toth M. Skin. J Skin. 2021;4:5-6.\n",
    "Drug works [1]. It is safe [2].\n\n---\n\n1. Albers K. Itch. J Itch. 2020;3:4-5.\n2. Toth M. Skin. J Skin. 2021;4:5-6.\n3. Noor A. Dry. J Dry. 2022;5:6-7.\n",
    "Drug works [1].\n\n<ol><li>Albers K. Itch.</li></ol>\n",
    "RR 0.80 (95% CI 0.70 to 0.91; I² = 0%, P = 0.62).",
    "RR 0.80 (95% CI 0.70 to 0.91), p=0.42 between subgroups.",
    "OR 1.8 (95% CI 1.2 to 2.7) versus OR 1.6 (95% CI 1.1 to 2.3), P=0.66.",
    "The previous version of this page was archived for reference.",
    "The 2015 edition of this guideline was superseded by this document.",
    "Data in this report may now be outdated for children, so we searched again.",
    "Buy Local\n\nText follows here.",
    "We eat. Buy Smart.",
    "- Buy Fresh Fruit\n- Eat it\n",
    "The UK does not permit tramadol for sale online.",
    "Indications:\n\n### Adults\n\nUse it in adults.\n",
    "120 participants: 60 men, 60 women, 80 smokers.",
    "300 patients: 100 women, 100 with diabetes, 50 smokers.",
    "log-odds ratio -0.5 (95% CI 0.4 to 0.9, on the OR scale)",
]
FIRES = [
    ("STA201", "mean difference 5.0 mmHg (95% CI 6.0 to 9.0)"),
    ("STA201", "MD -1.2 kg (95% CI -1.0 to -0.4)"),
    ("REF101", "Drug A works.[^9] It is safe.[^1]\n\n[^1]: A note.\n"),
    ("REF101", "It works [3].\n\n## References\n\n1. A B. C. D. 2020;1:2.\n2. A B. C. D. 2020;1:2.\n4. A B. C. D. 2020;1:2.\n"),
    ("CON106", "At 1 month mean pain was 93.5 % of initial pain. Every patient reached complete remission at 1 month."),
    ("CON106", "At 1 month mean pain was 93.5 % of baseline pain. Complete remission was achieved at 1 month in 100% of patients."),
    ("STA302", "We included 20 trials: 11 parallel-group, 4 crossover and 3 cluster-randomised trials."),
    ("STA302", "120 patients: 60 (50%) women, 55 (46%) men."),
    ("LNK101", "Its use is common [10]. Buy Anesket ketamina\n\nketamine ketamine ketamine ketamine ketamine"),
]


@pytest.mark.parametrize("text", SILENT)
def test_a_near_miss_is_neither_error_nor_warning(text: str) -> None:
    findings = evlint.lint({"page.md": text}, as_of="2026-11-25").findings
    assert [f"{f.rule}: {f.message}" for f in findings if f.severity != "note"] == []


@pytest.mark.parametrize(("rule", "text"), FIRES)
def test_a_fault_once_missed_is_found(rule: str, text: str) -> None:
    assert rule in {finding.rule for finding in evlint.lint({"page.md": text}, as_of="2026-11-25").findings}

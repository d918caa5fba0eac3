"""Ordinary sentences of correct documents, each of which once raised a false alarm: no error, no warning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import evlint
from evlint import engine
from evlint.config.model import from_table
from evlint.sources.facts import Facts, Notice, Standing

LIST = "\n\n## References\n\n" + "\n".join(
    f"{i}. {who}. {title}. Eur J Pain. 2018;{i}:11-9."
    for i, (who, title) in enumerate(
        (
            ("Hoy D, Bain C", "The prevalence of low back pain"),
            ("Balague F", "Back pain in schools"),
            ("Saragiotto B", "Paracetamol for back pain"),
            ("Enthoven W", "Drugs for inflammation"),
            ("Qaseem A", "Care without drugs"),
        ),
        1,
    )
)
BODY = "# Back pain\n\nBack pain is common [1, 2]. Paracetamol does not help [3]. Other drugs do a little [4, 5].\n\n"
NAMED = """

## References

Albers K, Toth M. Permethrin for scabies. Skin Trials. 2009;4:11-9.

Banerji S. Ivermectin for scabies. Skin Trials. 2015;10:201-8.

Centers for Disease Control and Prevention. Scabies in care homes. Atlanta: CDC; 2022.

Costa L. Sulphur ointment. Derm Notes. 1998;2:5-7.

Royal College of Obstetricians and Gynaecologists. Scabies in pregnancy. London: RCOG; 2019.

Šimko J, Novák P, Dvořák K. Scabies in Brno. Derm Notes. 2019;12:1-9.
"""


def alarms(text: str, path: str = "page.md", **more: str) -> list[str]:
    report = evlint.lint({path: text, **more}, as_of="2025-12-01", config={"select": ["REF", "STL"]})
    return [f"{finding.rule}: {finding.message}" for finding in report.findings if finding.severity != "note"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Median length of stay was 4 days [2–7].",
        "The median (IQR) age was 62 years [50-71].",
        "Serum sodium 140 mmol/L [135–145].",
        "Haemoglobin was 12.1 g/dl [10-14] in women.",
        "Pain fell by 21 mm [18–25] on the VAS.",
        "Median time to relief: 35 minutes [20, 60].",
        "It lasted 7.1 h [3-9].",
        "| time | spread |\n|---|---|\n| 8 h | [6-10] |",
        "See Recommendation [12] of the WHO.",
        "Chest retraction is a sign of distress [1].",
        "Recommendation 12 stands.",
    ],
)
def test_brackets_that_are_no_citations(sentence: str) -> None:
    assert alarms(BODY + sentence + LIST) == []


@pytest.mark.parametrize("sentence", ["Adverse events were nausea (4), headache (7), dizziness (9) and rash (12).", "Go to ward 7. Ask at room 9. Call extension 12."])
def test_counts_beside_raised_citations(sentence: str) -> None:
    body = "# Back pain\n\nBack pain is common^1,2^. Paracetamol does not help^3^. Other drugs do a little^4,5^.\n\n"
    assert alarms(body + sentence + LIST) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The Centers for Disease Control and Prevention (2022) agrees.",
        "The Royal College of Obstetricians and Gynaecologists (2019) advises rest.",
        "In England and Wales (2017) rates rose.",
        "It was made by Johnson & Johnson (2021).",
        "As Šimko, Novák and Dvořák (2019) showed, mites travel.",
    ],
)
def test_bodies_places_and_names_with_other_letters(sentence: str) -> None:
    cited = "# Scabies\n\nPermethrin cures (Albers & Toth, 2009). Ivermectin works (Banerji, 2015). Sulphur is old (Costa, 1998). "
    assert alarms(cited + sentence + NAMED) == []


@pytest.mark.parametrize(
    "line",
    [
        "review_date: 06/27",
        "review_date: 30/06/27",
        "review_date: 20270630",
        "review_date: 12 months",
        "review_date: quarterly",
        "review_by: Dr Jane Smith",
        "reviewed: Jane Doe, MD",
        "reviewed: yes",
        "expires: 30d",
        "next_review: '{{ site.review }}'",
        "review_date: when new evidence appears",
    ],
)
def test_front_matter_that_is_no_broken_date(line: str) -> None:
    assert alarms(f"---\ntitle: Back pain\n{line}\n---\n\n# Back pain\n\nIt hurts.\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "Review by Saragiotto et al. 2016 found no effect.",
        "Valid until 31 March 2024 for prescriptions issued before.",
        "Due for review: 3 years from date of issue",
        "Review date: 06/27",
        "Tell us if you think this page is out of date.",
        "Let us know if something on this page is outdated.",
        "Uncontrolled when printed: this document may be out of date once printed.",
    ],
)
def test_lines_that_are_no_due_date_and_no_banner(line: str) -> None:
    assert alarms(f"# Back pain\n\nIt hurts for four weeks in most people.\n\n{line}\n") == []


@pytest.mark.parametrize(
    "line",
    ["Next review due: March 2020", "Next review date: March 2020", "Valid until: March 2020", "Expiry date: March 2020", "Review by: March 2020", "*Last reviewed: May 2018. Next review: May 2020.*"],
)
@pytest.mark.parametrize("path", ["page.md", "page.txt"])
def test_dates_that_have_passed_are_read_in_every_format(line: str, path: str) -> None:
    assert [alarm[:6] for alarm in alarms(f"# Back pain\n\nIt hurts for four weeks in most people.\n\n{line}\n", path)] == ["STL101"]


def test_an_entry_that_wraps_in_title_case_does_not_end_its_list() -> None:
    text = """Insomnia

CBT-I works [1]. Digital therapy works too [2].

References

1. Trauer JM, Qian MY, Doyle JS, Rajaratnam SMW, Cunnington D. Cognitive
Behavioral Therapy for Chronic Insomnia: A Systematic Review
and Meta-analysis. Ann Intern Med 2015;163:191-204.
2. Zachariae R, Lyby MS. Efficacy of internet-delivered therapy for insomnia. 2nd ed.
2012. Updated edition. Sleep Med Rev 2016;30:1-10.
"""
    assert alarms(text, "page.txt") == []


@pytest.mark.parametrize(
    "heading", ["Key references", "6.1 References", "VI. References", "References [edit]", "References (in order of citation)", "Citations", "Literaturverzeichnis", "References / Sources"]
)
def test_headings_of_reference_lists(heading: str) -> None:
    assert alarms(BODY.replace("[4, 5]", "[4, 5] [1] [2] [3] [4] [5] [1]") + LIST.replace("References", heading) + "\n\n## Contact\n\nWrite to us.\n") == []


@pytest.mark.parametrize(
    "tail",
    [
        "[doi](https://doi.org/10.1016/S0140-6736(20)31180-6)",
        "[PubMed](https://pubmed.ncbi.nlm.nih.gov/32450107/)",
        "https://doi.org/10.1016/S0140-6736%2820%2931180-6",
        "https://doi.org/10.1016/S0140-6736(20)31180-6?utm=1",
        "[full text](https://doi.org/10.1016/S0140-6736(20)31180-6/fulltext)",
        "DOI:10.1016/s0140-6736(20)31180-6.",
    ],
)
@pytest.mark.parametrize("sentence", ["It helped [1].", "Chest retraction is a sign of distress [1].", "Two patients were withdrawn for side effects [1]."])
def test_a_retracted_work_is_found_however_it_is_linked(tail: str, sentence: str) -> None:
    standing = Standing("retracted", Notice("retraction", "2020-06-05"))
    facts = Facts(standings={"doi:10.1016/s0140-6736(20)31180-6": standing, "pmid:32450107": standing})
    text = f"# Malaria\n\n{sentence}\n\n## References\n\n1. Mehra MR, Desai SS. Hydroxychloroquine for treatment: a registry analysis. Lancet. 2020. {tail}\n"
    report = engine.run({"a.md": text}, {}, from_table({"select": ["STL201"]}, "test"), date(2026, 1, 1), learn=lambda names, _: replace(facts, names=frozenset(names)))
    assert [(finding.rule, finding.severity) for finding in report.findings] == [("STL201", "error")]


@pytest.mark.parametrize(("first", "second"), [("arXiv:2401.01234v1", "arXiv:2401.01234v2"), ("https://arxiv.org/abs/2401.01234v1", "https://arxiv.org/abs/2401.01234v2")])
def test_versions_of_a_preprint_are_known_by_number_and_address(first: str, second: str) -> None:
    one, two = (f"# Mites\n\nMites dance [1].\n\n## References\n\n1. Noor A. Mites dance at night in the dark. {which} 2024.\n" for which in (first, second))
    assert alarms(one, "a.md", **{"b.md": two}) == ["STL106: superseded by version 2"]

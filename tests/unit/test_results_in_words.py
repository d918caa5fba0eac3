"""Results in words: who, compared with whom, in which outcome, in which direction, and whether significantly."""

from __future__ import annotations

import pytest

import evlint

Said = tuple[str | None, str | None, str | None, str, str]


def said(text: str) -> list[Said]:
    """(intervention, comparator, outcome, direction, significance) of each result in words."""
    out: list[Said] = []
    for claim in evlint.extract({"a.md": f"{text}\n"}):
        record = claim.record
        if record.kind == "finding" and record.result:
            parts = (record.intervention, record.comparator, record.outcome)
            names = [part.text if part else None for part in parts]
            out.append((names[0], names[1], names[2], record.result.direction, record.result.significance))
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc significantly reduced pain compared with placebo.", ("Zinc", "placebo", "pain", "decreased", "significant")),
        ("Peak pressure was significantly lower using zinc than with copper (20 v 24 cmH2O, P < 0.001).", ("zinc", "copper", "Peak pressure", "decreased", "significant")),
        ("There was no significant difference in sleep quality between zinc and copper.", ("zinc", "copper", "sleep quality", "no_difference", "not_significant")),
        ("Zinc did not improve sleep quality.", ("Zinc", None, "sleep quality", "no_difference", "not_significant")),
        ("Sleep quality did not differ between zinc and copper.", ("zinc", "copper", "Sleep quality", "no_difference", "not_significant")),
        ("Length of stay was similar in both groups.", (None, None, "Length of stay", "no_difference", "not_significant")),
        ("Zinc had no effect on sleep quality.", ("Zinc", None, "sleep quality", "no_difference", "not_significant")),
        ("The zinc group had fewer headaches than the placebo group (p = 0.02).", ("zinc", "placebo", "headaches", "decreased", "significant")),
        ("More patients in the zinc group than in the placebo group achieved remission.", ("zinc", "placebo", "remission", "increased", "not_reported")),
        ("A higher number of embryos were obtained in group B compared to group A (P = 0.02).", ("group B", "group A", "embryos", "increased", "significant")),
        ("Significant improvements in function were observed with zinc.", ("zinc", None, "function", "increased", "significant")),
        ("Zinc was superior to copper in pain relief.", ("Zinc", "copper", "pain relief", "increased", "not_reported")),
        ("Smoking was significantly associated with an increased risk of stroke.", ("Smoking", None, "stroke", "increased", "significant")),
        ("Obesity was not associated with stroke.", ("Obesity", None, "stroke", "no_difference", "not_significant")),
        ("Hypertension was an independent risk factor for stroke.", ("Hypertension", None, "stroke", "increased", "not_reported")),
        ("Zinc is effective for neuropathic pain.", ("Zinc", None, "neuropathic pain", "decreased", "not_reported")),
        ("Zinc provided the same relief as copper.", ("Zinc", "copper", "relief", "no_difference", "not_significant")),
        ("There was a significant association between smoking and stroke.", ("smoking", None, "stroke", "increased", "significant")),
        ("Video visits did not show sustained benefit.", ("Video visits", None, "benefit", "no_difference", "not_significant")),
        ("Compared with placebo, zinc reduced pain.", ("zinc", "placebo", "pain", "decreased", "not_reported")),
        ("At week 24, we found that zinc prolonged survival.", ("zinc", None, "survival", "increased", "not_reported")),
    ],
)
def test_a_form_is_read(text: str, expected: Said) -> None:
    assert said(text) == [expected]


def test_a_list_of_outcomes_is_a_result_each() -> None:
    assert [one[2] for one in said("Zinc reduced pain, fatigue and nausea.")] == ["pain", "fatigue", "nausea"]


def test_clauses_are_read_apart() -> None:
    found = said("Zinc reduced pain, but it did not improve sleep quality.")
    assert [(outcome, direction) for _, _, outcome, direction, _ in found] == [("pain", "decreased"), ("sleep quality", "no_difference")]


def test_a_comparison_of_both_groups_counts_more_than_what_happened_in_each() -> None:
    assert said("Both groups improved in walking distance, with no significant difference between groups.") == [(None, None, "walking distance", "no_difference", "not_significant")]


def test_significance_is_taken_from_the_words_behind() -> None:
    (found,) = said("Headaches were fewer with zinc than with placebo, although this difference was not significant (P = 0.54).")
    assert found[4] == "not_significant"


def test_numbers_of_two_arms_have_a_direction() -> None:
    (found,) = said("Cure was achieved in 85.9% with copper compared to 98.4% with zinc (P = 0.01).")
    assert (found[0], found[1], found[3], found[4]) == ("copper", "zinc", "decreased", "significant")


@pytest.mark.parametrize(
    "text",
    [
        "We aimed to assess whether zinc reduced pain.",
        "Does zinc reduce pain?",
        "Further trials are needed to show that zinc reduces pain.",
        "Zinc was given to improve sleep quality if patients agreed.",
        "Patients received zinc for 12 weeks.",
    ],
)
def test_aims_questions_and_methods_are_no_results(text: str) -> None:
    assert said(text) == []


ABSTRACT = "BACKGROUND: Zinc has been shown to reduce mortality. METHODS: Zinc increased in steps. RESULTS: Fever was significantly lower with zinc than with placebo. CONCLUSION: Zinc reduces fever."


@pytest.mark.parametrize(
    "text", [ABSTRACT, ABSTRACT.replace(". ", ".\n\n"), ABSTRACT.replace(": ", ":\n").replace(". ", ".\n\n")], ids=["in one paragraph", "a paragraph each", "labels on lines of their own"]
)
def test_what_stands_behind_the_labels_of_background_and_methods_is_no_result(text: str) -> None:
    found = [(claim.record.outcome.text, claim.record.result.direction) for claim in evlint.extract({"a.txt": text}) if claim.record.outcome and claim.record.result]
    assert found == [("Fever", "decreased"), ("fever", "decreased")]


def test_methods_and_results_under_one_label_are_read_and_a_heading_ends_a_label() -> None:
    both = "Methods and results: Fever was significantly lower with zinc than with placebo."
    after = "# Zinc\n\nBackground: colds are common.\n\n## Effects\n\nFever was significantly lower with zinc than with placebo."
    assert len(evlint.extract({"a.md": both})) == len(evlint.extract({"a.md": after})) == 1


def test_what_was_reduced_non_significantly_is_not_significant() -> None:
    claims = evlint.extract({"a.txt": "Deaths were non-significantly reduced in patients receiving zinc."})
    assert [claim.record.result.significance for claim in claims if claim.record.result] == ["not_significant"]


def test_a_word_joined_by_a_hyphen_is_no_verb() -> None:
    assert evlint.extract({"a.txt": "The effects of cholesterol lowering with simvastatin on cause-specific mortality in people at risk."}) == []


def test_an_estimate_takes_what_was_measured_from_the_words_before_it() -> None:
    claim = evlint.extract({"a.txt": "Zinc reduced cold duration (MD -1.5 days, 95% CI -2.0 to -1.0)."})[0]
    assert claim.record.kind == "estimate"
    assert claim.record.outcome is not None
    assert claim.record.outcome.text == "cold duration"
    assert claim.record.intervention is not None
    assert claim.record.intervention.text == "Zinc"


@pytest.mark.parametrize(
    ("text", "intervention", "outcome", "direction"),
    [
        ("Complications occurred less often with stents than with surgery.", "stents", "Complications", "decreased"),
        ("Fewer deaths were observed with zinc.", "zinc", "deaths", "decreased"),
        ("A greater proportion of women in the zinc group delivered at term (p=0.03).", "zinc", "delivered", "increased"),
        ("Fentanyl consumption with ketamine was more than 20% less than with saline.", "ketamine", "Fentanyl consumption", "decreased"),
        ("There was a significant improvement in knee pain with exercise.", "exercise", "knee pain", "decreased"),
        ("There was a significant improvement in knee function with exercise.", "exercise", "knee function", "increased"),
        ("The incidence of fever was 20% in group A and 45% in group B (P = 0.02).", "group A", "fever", "decreased"),
        ("The time to recovery was 5 days in the zinc group and 9 days in the placebo group (p < 0.001).", "zinc", "time to recovery", "decreased"),
    ],
)
def test_who_had_more_of_what(text: str, intervention: str, outcome: str, direction: str) -> None:
    claims = [claim.record for claim in evlint.extract({"a.txt": text}) if claim.record.kind == "finding"]
    assert [(r.intervention and r.intervention.text, r.outcome and r.outcome.text, r.result and r.result.direction) for r in claims] == [(intervention, outcome, direction)]


@pytest.mark.parametrize(
    ("text", "outcome", "direction"),
    [
        ("Zinc is effective in reducing pain.", "pain", "decreased"),
        ("Zinc can be effective in the improvement of depression.", "depression", "decreased"),
        ("Zinc is effective for improving sleep quality.", "sleep quality", "increased"),
        ("Zinc is effective against malaria.", "malaria", "decreased"),
        ("Zinc is effective for smoking cessation.", "smoking cessation", "increased"),
        ("Zinc was not effective for reducing fever.", "fever", "no_difference"),
        ("Zinc is superior to placebo in lowering mortality.", "mortality", "decreased"),
        ("Zinc is inferior to placebo in lowering mortality.", "mortality", "increased"),
        ("Zinc was as effective as placebo in improving sleep quality.", "sleep quality", "no_difference"),
        ("Zinc provides a significant improvement in time to relief of symptoms.", "time to relief of symptoms", "decreased"),
    ],
)
def test_effective_in_reducing_is_a_reduction(text: str, outcome: str, direction: str) -> None:
    claims = [claim.record for claim in evlint.extract({"a.txt": text})]
    assert [(r.outcome and r.outcome.text, r.result and r.result.direction) for r in claims] == [(outcome, direction)]


@pytest.mark.parametrize(
    ("text", "intervention", "comparator", "outcome"),
    [
        ("Apixaban was non-inferior to warfarin for stroke.", "Apixaban", "warfarin", "stroke"),
        ("Zinc was noninferior to ascorbic acid.", "Zinc", "ascorbic acid", "efficacy"),
        ("Noninferiority of ropivacaine compared to bupivacaine was established for pain.", "ropivacaine", "bupivacaine", "pain"),
        ("Aripiprazole met the prespecified criteria for non-inferiority for relapse.", "Aripiprazole", None, "relapse"),
    ],
)
def test_noninferiority_is_a_result_of_its_own(text: str, intervention: str, comparator: str | None, outcome: str) -> None:
    found = [claim.record for claim in evlint.extract({"a.txt": text})]
    assert [(r.intervention and r.intervention.text, r.comparator and r.comparator.text, r.outcome and r.outcome.text, r.result and r.result.significance) for r in found] == [
        (intervention, comparator, outcome, "noninferior")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Zinc was not noninferior to ascorbic acid.",
        "Noninferiority of zinc to ascorbic acid was not shown.",
        "Zinc failed to meet noninferiority criteria.",
        "This noninferiority trial compared zinc with ascorbic acid.",
    ],
)
def test_noninferiority_that_was_not_shown_is_no_result(text: str) -> None:
    assert [claim.record.result for claim in evlint.extract({"a.txt": text}) if claim.record.result and claim.record.result.significance == "noninferior"] == []


@pytest.mark.parametrize(
    ("text", "intervention", "outcome"),
    [
        ("In patients with asthma zinc significantly improved lung function.", "zinc", "lung function"),
        ("There were significant improvements with yoga in hopelessness (d = 0.4).", "yoga", "hopelessness"),
    ],
)
def test_people_and_treatment_are_told_apart_without_a_comma(text: str, intervention: str, outcome: str) -> None:
    found = [claim.record for claim in evlint.extract({"a.txt": text}) if claim.record.kind == "finding"]
    assert [(r.intervention and r.intervention.text, r.outcome and r.outcome.text) for r in found] == [(intervention, outcome)]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The difference in C peptide between the canakinumab and placebo groups at 12 months was 0.01 (95% CI -0.11 to 0.14; p=0.86).", "C peptide"),
        ("Median survival was 10.0 months with pembrolizumab and 6.5 months with chemotherapy (HR 0.6, 95% CI 0.4 to 0.9).", "survival"),
    ],
)
def test_an_estimate_is_not_of_a_value_or_an_article(text: str, outcome: str) -> None:
    assert [claim.record.outcome.text for claim in evlint.extract({"a.txt": text}) if claim.record.kind == "estimate" and claim.record.outcome] == [outcome]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Neither paracetamol nor ibuprofen prevented febrile seizures.", "febrile seizures"),
        ("Restrictive transfusion was associated with mortality similar to that of liberal transfusion.", "mortality"),
        ("Metformin failed to improve insulin sensitivity.", "insulin sensitivity"),
    ],
)
def test_what_made_no_difference_keeps_its_name(text: str, outcome: str) -> None:
    found = [claim.record for claim in evlint.extract({"a.txt": text})]
    assert [(r.outcome and r.outcome.text, r.result and r.result.direction) for r in found] == [(outcome, "no_difference")]


@pytest.mark.parametrize(
    ("text", "intervention", "outcome", "direction"),
    [
        ("Pain scores decreased with ketamine.", "ketamine", "Pain", "decreased"),
        ("Nausea was no more frequent with zinc than with ascorbic acid.", "zinc", "Nausea", "no_difference"),
    ],
)
def test_what_was_given_may_stand_behind(text: str, intervention: str, outcome: str, direction: str) -> None:
    found = [claim.record for claim in evlint.extract({"a.txt": text})]
    assert [(r.intervention and r.intervention.text, r.outcome and r.outcome.text, r.result and r.result.direction) for r in found] == [(intervention, outcome, direction)]


def test_every_part_says_where_it_stands() -> None:
    text = "# Zinc in gout\n\nIn children with asthma, **zinc** reduced fever compared with placebo."
    (claim,) = evlint.extract({"a.md": text})
    places = {name: text[span["start"] : span["end"]] for name, span in claim.to_dict()["parts"].items()}
    assert places == {"population": "asthma", "intervention": "zinc", "comparator": "placebo", "outcome": "fever"}


def test_inherited_parts_stand_nowhere_in_the_sentence() -> None:
    (claim,) = evlint.extract({"a.md": "# Ketamine for neuropathic pain\n\nNausea did not differ between groups."})
    assert set(claim.to_dict()["parts"]) == {"outcome"}

"""What a result takes over from its sentence, the result before, the headings and the title."""

from __future__ import annotations

import pytest

import evlint
from evlint.extraction import context

TITLE = "# Ketamine for chronic neuropathic pain: a systematic review\n\n"


@pytest.mark.parametrize(
    ("title", "treatment", "condition"),
    [
        ("Effects of aspirin on mortality in type 2 diabetes", "aspirin", "type 2 diabetes"),
        ("Zinc lozenges versus placebo for the common cold", "Zinc lozenges", "common cold"),
        ("Efficacy and safety of apixaban in patients with atrial fibrillation", "apixaban", "atrial fibrillation"),
        ("In adults with gout, does colchicine reduce flares?", "colchicine", "gout"),
        ("A randomised trial of early surgery in sciatica", "early surgery", "sciatica"),
        ("Ketamine for chronic neuropathic pain", "Ketamine", "chronic neuropathic pain"),
        ("Management of hypertension", None, "hypertension"),
        ("Risk factors for stroke in women", None, "stroke"),
        ("What is new in our hospital", None, None),
        ("Results", None, None),
    ],
)
def test_a_title_says_what_was_given_and_for_what(title: str, treatment: str | None, condition: str | None) -> None:
    assert context.about(title) == context.Context(treatment, condition)


def parts(text: str) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """(intervention, condition, inherited) of every result of a text."""
    out = []
    for claim in evlint.extract({"a.md": text}):
        record = claim.record
        condition = record.population.condition.text if record.population and record.population.condition else None
        out.append((record.intervention.text if record.intervention else None, condition, record.inherited))
    return out


def test_the_title_lends_what_a_result_does_not_state() -> None:
    assert parts(f"{TITLE}Nausea did not differ between groups.") == [("Ketamine", "chronic neuropathic pain", ("population", "intervention"))]


def test_a_question_above_comes_before_the_title() -> None:
    text = f"{TITLE}## Does lidocaine reduce sleeplessness in adults with gout?\n\nSleep quality did not differ between groups."
    assert parts(text) == [("lidocaine", "gout", ("population", "intervention"))]


def test_what_the_sentence_states_is_not_inherited() -> None:
    assert parts(f"{TITLE}Zinc significantly reduced fever in children with asthma.") == [("Zinc", "asthma", ())]


def test_the_sentence_before_comes_before_headings_and_ends_with_its_block() -> None:
    told = "Zinc significantly reduced fever in children with asthma. Cough was also significantly lower."
    assert parts(TITLE + told)[1] == ("Zinc", "asthma", ("population", "intervention"))
    assert parts(TITLE + told.replace(". Cough", ".\n\nCough"))[1] == ("Ketamine", "chronic neuropathic pain", ("population", "intervention"))


def test_an_outcome_that_is_the_treatment_itself_inherits_no_treatment() -> None:
    assert parts("# Effects of vitamin D in asthma\n\nVitamin D levels did not differ between groups.")[0][0] is None


def test_inherited_parts_weaken_a_comparison_and_are_named() -> None:
    documents = {"a.md": f"{TITLE}Nausea was significantly lower.", "b.md": "Ketamine significantly increased nausea compared with placebo in patients with neuropathic pain."}
    findings = evlint.lint(documents, as_of="2026-11-25", config={"select": ["CON101"]}).findings
    assert [(finding.rule, finding.severity) for finding in findings] == [("CON101", "note")]
    assert "inherited population, intervention" in " ".join(findings[0].notes)
    assert findings[0].confidence < 0.6


def test_conditions_that_are_no_kind_of_each_other_keep_results_apart() -> None:
    documents = {"a.md": "Zinc significantly reduced mortality in adults with gout.", "b.md": "Zinc significantly increased mortality in children with asthma."}
    assert evlint.lint(documents, as_of="2026-11-25", config={"select": ["CON101"]}).findings == ()

"""Names: folded, looked up, joined by a project's own synonyms, and what is a kind of what."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import evlint
from evlint.config import model
from evlint.config.model import ConfigError
from evlint.vocabulary import BUILT_IN, Vocabulary, fold, terms, topics
from evlint.vocabulary.synonyms import Synonyms

DATA = Path(terms.__file__).parent


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Haemorrhage", "hemorrhages"),
        ("oestrogen", "estrogen"),
        ("tumour", "tumors"),
        ("Abdomen, Acute", "acute abdomen"),
        ("anti-inflammatory agents", "anti inflammatory agent"),
        ("Crohn's disease", "Crohn’s Disease"),
        ("biopsies", "biopsy"),
    ],
)
def test_spellings_of_one_name_fold_to_one(text: str, other: str) -> None:
    assert fold.name(text) == fold.name(other)


@pytest.mark.parametrize(("text", "other"), [("diabetes", "diabetic foot"), ("virus", "viral load"), ("abscess", "absces"), ("hour", "hor")])
def test_names_that_only_look_alike_stay_apart(text: str, other: str) -> None:
    assert fold.name(text) != fold.name(other)


@pytest.mark.parametrize(("word", "other"), [("infected", "infection"), ("infectious", "infects"), ("prevention", "preventive"), ("hospitalisation", "hospitalization")])
def test_a_stem_is_shared_by_the_forms_of_a_word(word: str, other: str) -> None:
    assert fold.stem(fold.word(word)) == fold.stem(fold.word(other))


@pytest.mark.parametrize("name", ["terms.tsv", "concepts.tsv"])
def test_the_prebuilt_files_are_sorted_credited_and_small(name: str) -> None:
    lines = (DATA / name).read_bytes().split(b"\n")
    head = [line for line in lines if line.startswith(b"#")]
    keys = [line.split(b"\t")[0] + b"\t" for line in lines if line and not line.startswith(b"#")]
    assert len(keys) > 40_000
    assert all(a < b for a, b in pairwise(keys)), "bisection needs them sorted by bytes, each once"
    assert {line[2:3] for line in head} >= {b"m", b"e", b"d", b"b"}, "each source has its line of credit"
    assert (DATA / name).stat().st_size < 3_000_000


def test_every_name_of_the_file_is_found_where_it_stands() -> None:
    lines = [line.split("\t") for line in (DATA / "terms.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]
    for name, code, *_ in (*lines[:50], *lines[::997], *lines[-50:]):
        assert terms.concept(name) == code
    assert terms.concept("no such disease of anybody") is None
    assert terms.concept("") is None


def test_a_disease_is_a_kind_of_what_stands_above_it_in_a_tree() -> None:
    stroke, vascular, gout = (terms.concept(name) for name in ("stroke", "cardiovascular diseases", "gout"))
    assert stroke and vascular and gout
    assert terms.kind_of(stroke, vascular)
    assert terms.kind_of(vascular, stroke)
    assert not terms.kind_of(stroke, gout)


def test_the_longest_names_of_a_text_are_found_from_left_to_right() -> None:
    words = fold.words("people with type 2 diabetes mellitus and gout")
    found = [(" ".join(words[start:end]), code) for start, end, code in terms.find(words)]
    assert ("gout", terms.concept("gout")) in found
    assert any("diabete" in name and len(name.split()) >= 3 for name, _ in found)


def test_rare_words_narrow_a_topic_more_than_common_ones_and_fillers_not_at_all() -> None:
    assert topics.terms("the study of patients in a trial") == frozenset()
    assert topics.weight(topics.terms("colchicine")) > topics.weight(topics.terms("disease")) > 0
    assert topics.terms("atorvastatin") & topics.terms("simvastatin"), "drugs of one class share its stem"


@pytest.mark.parametrize(
    ("of", "text", "concept"),
    [
        ("outcome", "deaths", "mortality"),
        ("outcome", "Heart attack", "myocardial infarction"),
        ("condition", "CRPS", "complex regional pain syndrome"),
        ("intervention", "low-dose ketamine infusion", "ketamine"),
        ("intervention", "paracetamol", BUILT_IN.intervention("acetaminophen")),
        ("intervention", "HMG-CoA reductase inhibitors", "statin"),
        ("condition", "hypertension", BUILT_IN.condition("high blood pressure")),
        ("outcome", "a thing that nobody measures", "thing that nobody measure"),
    ],
)
def test_names_of_one_thing_have_one_concept(of: str, text: str, concept: str) -> None:
    assert getattr(BUILT_IN, of)(text) == concept


@pytest.mark.parametrize(("drug", "group"), [("atorvastatin", "statin"), ("enalapril", "ace inhibitor"), ("statin", None), ("ketamine", None), ("vitamin d", None), ("sertraline", None)])
def test_a_drug_is_known_by_the_stem_of_its_class(drug: str, group: str | None) -> None:
    assert BUILT_IN.drug_class(drug) == group


def test_conditions_are_related_along_the_tables_and_the_trees() -> None:
    assert BUILT_IN.related("neuropathic pain", "pain")
    assert BUILT_IN.related(BUILT_IN.condition("ischaemic stroke"), BUILT_IN.condition("stroke"))
    assert not BUILT_IN.related("neuropathic pain", "cancer pain")
    assert not BUILT_IN.related("gout", "asthma")


def test_a_projects_own_names_come_first() -> None:
    own = Vocabulary(
        Synonyms(interventions={"ketamine": ("Ketalar", "drug K")}, outcomes={"fear of falling": ("FES-I",)}, polarity={"fear of falling": "lower_is_better"}, broader={"ketalar": "anaesthetics"})
    )
    assert own.intervention("drug K infusion") == own.intervention("ketamine")
    assert own.outcome("FES-I") == own.outcome("fear of falling")
    assert own.polarity("FES-I") == "lower_is_better"
    assert own.drug_class(own.intervention("ketamine")) == own.intervention("anaesthetics")
    assert BUILT_IN.polarity("FES-I") is None


PAIR = {"a.md": "Mortality was significantly lower with drug K than with placebo.", "b.md": "Mortality was significantly higher with ketamine than with placebo."}


def test_synonyms_of_the_configuration_bring_two_names_together() -> None:
    select = {"select": ["CON101"]}
    joined = evlint.lint(PAIR, as_of="2026-11-25", config={**select, "vocabulary": {"interventions": {"ketamine": ["drug K"]}}})
    assert [finding.topic for finding in joined.findings] == ["drug K · Mortality"]
    assert evlint.lint(PAIR, as_of="2026-11-25", config=select).findings == ()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"interventions": {"ketamine": ["K"], "vitamin K": ["k"]}}, "'k' stands for 'ketamine' and for 'vitamin K'"),
        ({"outcomes": {"pain": ["function"], "function": ["walking"]}}, "'function' is a concept of its own and stands for 'pain'"),
        ({"broader": {"a": "b", "b": "a"}}, "a → b → a is a circle"),
        ({"polarity": {"pain": "down"}}, "vocabulary.polarity"),
        ({"drugs": {}}, "drugs"),
        ({"file": "names.toml"}, "no folder"),
    ],
)
def test_names_that_cannot_be_meant_are_refused(table: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=r".") as error:
        evlint.lint({"a.md": "Text."}, config={"vocabulary": table})
    assert message in str(error.value)


def test_a_vocabulary_file_is_read_and_the_configuration_counts_before_it(tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text('polarity = {"fear" = "higher_is_better"}\n[interventions]\nketamine = ["drug K"]\n', "utf-8")
    (tmp_path / "evlint.toml").write_text('[vocabulary]\nfile = "names.toml"\ninterventions = {ketamine = ["Ketalar"]}\npolarity = {fear = "lower_is_better"}\n', "utf-8")
    project = model.find(tmp_path)
    assert project is not None
    words = Vocabulary(project.settings.vocabulary)
    assert words.intervention("drug K") == words.intervention("Ketalar") == words.intervention("ketamine")
    assert words.polarity("fear") == "lower_is_better"
    (tmp_path / "names.toml").write_text("[interventions\n", "utf-8")
    with pytest.raises(ConfigError, match=r"names\.toml: cannot be read"):
        model.find(tmp_path)


def test_a_drug_against_its_class_is_a_note_that_says_so() -> None:
    documents = {"a.md": "Mortality was significantly lower with statins than with placebo.", "b.md": "Mortality was significantly higher with atorvastatin than with placebo."}
    findings = evlint.lint(documents, as_of="2026-11-25", config={"select": ["CON101"]}).findings
    assert [(finding.rule, finding.severity) for finding in findings] == [("CON101", "note")]
    assert "intervention statins v atorvastatin" in " ".join(findings[0].notes)


@pytest.mark.parametrize(
    ("outcome", "polarity"),
    [
        ("knee pain", "lower_is_better"),
        ("left knee range of motion", "higher_is_better"),
        ("freedom from pain", None),
        ("pain relief", "higher_is_better"),
        ("time to recovery", None),
        ("ocular symptoms of seasonal rhinitis", "lower_is_better"),
        ("early relief of nasal congestion", "higher_is_better"),
        ("loss of function", None),
        ("colour", None),
    ],
)
def test_the_polarity_of_an_outcome_is_that_of_what_its_last_words_name(outcome: str, polarity: str | None) -> None:
    assert BUILT_IN.polarity(outcome) == polarity

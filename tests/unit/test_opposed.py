"""Passages set against each other by their words: statements, candidates, what keeps two apart, the model."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

import evlint
from bench.opposed import fit, solve
from evlint.documents import reading
from evlint.extraction import drafts
from evlint.index import opposed, statements
from evlint.index.opposed import Opposed
from evlint.index.statements import Statement
from evlint.vocabulary import topics


def read(name: str, text: str) -> list[Statement]:
    document = reading.read(name, text)
    return statements.read(document, drafts(document))


def pairs(*texts: str) -> list[Opposed]:
    return opposed.pairs([one for i, text in enumerate(texts) for one in read(f"{i}.md", text)])


def one(text: str) -> Statement:
    found = read("a.md", text)
    assert len(found) == 1, [statement.text for statement in found]
    return found[0]


def test_a_statement_holds_what_it_is_about_and_what_it_says() -> None:
    statement = one("Colchicine significantly reduced gout flares.")
    assert statement.terms >= topics.terms("colchicine gout flare")
    assert (statement.effect, statement.sign, statement.denied, statement.reading) == ("down", -1, False, "less")


@pytest.mark.parametrize(
    "text",
    [
        "The vaccine does not provide immunity to measles.",
        "Colchicine had no effect on gout flares.",
        "Saliva cannot transmit the measles virus.",
        "There is no evidence that colchicine is related to gout flares.",
    ],
)
def test_a_denial_is_read_with_and_without_a_claim(text: str) -> None:
    assert one(text).denied


def test_blocking_what_raises_lowers() -> None:
    assert one("Blocking interleukin-6 increased arthritis scores.").sign == -one("Interleukin-6 increased arthritis scores.").sign


@pytest.mark.parametrize(
    "text",
    [
        "Does colchicine reduce gout flares?",
        "We aimed to find out whether colchicine reduces gout flares.",
        "Little is known about colchicine and gout flares.",
        "> Colchicine reduces gout flares, he said.",
    ],
)
def test_questions_aims_and_what_is_unknown_state_nothing(text: str) -> None:
    assert read("a.md", text) == []


def test_a_sentence_is_cut_at_but_and_a_claim_is_not() -> None:
    found = read("a.md", "Colchicine reduced gout flares, whereas naproxen increased stomach ulcers.")
    assert [statement.text.split()[0] for statement in found] == ["Colchicine", "naproxen"]


OPPOSED = ("The measles vaccine does not provide lasting immunity to measles.", "The measles vaccine provides lasting immunity to measles.")


def test_two_documents_that_say_the_opposite_are_found_with_what_they_share() -> None:
    found = pairs(*OPPOSED)
    assert [(pair.relation, pair.first.document.path, pair.second.document.path) for pair in found] == [("denied", "0.md", "1.md")]
    assert {"measles", "immunity"} <= set(found[0].words)
    assert opposed.LIKELY <= found[0].probability < 1


@pytest.mark.parametrize(
    "texts",
    [
        (OPPOSED[0], "The measles vaccine is given at twelve months."),
        (OPPOSED[1], OPPOSED[1].replace("provides", "gives")),
        (OPPOSED[0], "The tetanus vaccine provides lasting immunity to tetanus."),
        ("Colchicine reduced gout flares in mice.", "Colchicine did not reduce gout flares in patients."),
        ("Zinc reduced fever in adults with gout.", "Zinc did not reduce fever in children with asthma."),
    ],
    ids=["another statement", "the same statement", "another disease", "another species", "another condition"],
)
def test_what_is_not_about_one_thing_or_not_opposed_is_no_pair(texts: tuple[str, str]) -> None:
    assert pairs(*texts) == []


def test_passages_of_one_document_are_not_paired() -> None:
    assert opposed.pairs(read("a.md", "\n\n".join(OPPOSED))) == []


def test_the_same_words_count_for_less_in_a_larger_corpus_unless_both_name_what_was_given_and_measured() -> None:
    unnamed = one("Vaccinated mothers pass measles antibodies to their infants."), one("Vaccinated mothers do not pass measles antibodies to their infants.")
    alone, among_many = opposed.judge(*unnamed), opposed.judge(*unnamed, chance=0.2)
    assert alone is not None
    assert among_many is not None
    assert among_many.probability < alone.probability
    named = one(OPPOSED[0]), one(OPPOSED[1])
    assert opposed.judge(*named) == opposed.judge(*named, chance=0.2)


def test_the_order_of_documents_changes_nothing() -> None:
    texts = {"b.md": OPPOSED[0], "a.md": OPPOSED[1], "c.md": "Colchicine reduced gout flares."}
    runs = [evlint.lint({name: texts[name] for name in order}, as_of="2026-11-25").to_dict()["findings"] for order in (sorted(texts), sorted(texts, reverse=True))]
    assert runs[0] == runs[1]
    assert [finding["rule"] for finding in runs[0] if finding["rule"].startswith("CON")] == ["CON102"]


def test_the_weights_name_their_data_and_the_features_of_the_model() -> None:
    stored = json.loads(files("evlint.index").joinpath("weights.json").read_text("utf-8"))
    first, second = one(OPPOSED[0]), one(OPPOSED[1])
    assert set(stored["weights"]) == {"", *opposed.features(first, second, first.terms & second.terms)}
    assert all("development half" in name for name in stored["trained on"])


def test_the_fit_finds_the_weights_that_made_the_data_and_always_the_same() -> None:
    rows = [([float(i % 2), float(i % 5)], i % 2 == 1) for i in range(200)]
    weights = fit(rows)
    assert weights[1] > 2 > abs(weights[2])
    assert fit(rows) == weights


def test_a_linear_system_is_solved_with_pivots() -> None:
    assert solve([[0.0, 2.0], [1.0, 1.0]], [4.0, 3.0]) == [1.0, 2.0]

"""Sentences of medical prose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.documents import sentences
from evlint.documents.reading import read


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences.split(text, 0, len(text))]


def _read(text: str) -> list[str]:
    document = read("page.txt", text)
    return [document.text_of(sentence) for sentence in document.sentences]


def test_stops_question_marks_and_exclamation_marks_end_a_sentence() -> None:
    assert _split("Is it so? We think so! It is.") == ["Is it so?", "We think so!", "It is."]


def test_several_marks_end_one_sentence() -> None:
    assert _split("Did nobody ask!? They did. And then…  Nothing.") == ["Did nobody ask!?", "They did.", "And then…", "Nothing."]


@pytest.mark.parametrize(
    "text",
    [
        "Smith et al. 2019 found no effect.",
        "Smith et al. (2019) found no effect.",
        "Smith et al. [2019] found no effect.",
        "The drug was given i.v. 0.5 mg at a time.",
        "Drug vs. Placebo was the question.",
        "The drug (e.g. Ketamine) was given, i.e. Ketamine was used.",
        "Dr. Smith and Prof. Jones came from St. Louis.",
        "About approx. 20 patients are shown in Fig. 2 and Tab. 3 of vol. 4.",
        "J. Smith, A. B. Jones and E. coli met.",
        "The difference was p = .03 and p < .001 in all.",
        "It fell by 3.5 points, from 7.25 to 3.75.",
        "It was found in No. 5 of the series, pp. 3 and 4.",
        "The U.S. Food and Drug Administration agreed.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert _split(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("This was shown by Smith et al.", "The trial ended early."),
        ("The difference was small (p = .03).", "It rose later."),
        ("The difference was p = .03.", "It rose later."),
        ("It fell by 3.5 points.", "20 patients left."),
        ("It was true in the U.S.", "The trial ended early."),
        ("They ate fruit, nuts, etc.", "The rest was thrown away."),
        ("The nurse came at 9 a.m.", "The doctor came later."),
        ("They were given vitamin C.", "The others were not."),
        ("All fell into group A.", "The others did not."),
        ("It works in mice.", "mRNA was not measured."),
        ("It was said before.", "α was set at 5 percent."),
        ("It works [8].", "It is safe."),
        ("(It was low.)", "The others were high."),
        ("The rate was 5%.", "(This was low.)"),
    ],
)
def test_a_stop_at_the_end_ends_it(first: str, second: str) -> None:
    assert _split(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "«»", "‘’"])
def test_the_closing_quote_stays_with_its_sentence(opening: str, closing: str) -> None:
    first = f"He said {opening}It works.{closing}"
    assert _split(f"{first} {opening}It does.{closing}") == [first, f"{opening}It does.{closing}"]


def test_a_route_in_brackets_ends_no_sentence() -> None:
    assert _split("The options are (iv.) Ketamine and (p.o.) Gabapentin.") == ["The options are (iv.) Ketamine and (p.o.) Gabapentin."]


def test_a_line_break_inside_a_sentence_is_kept() -> None:
    assert _split("It works\nin mice. It fails\nin men.") == ["It works\nin mice.", "It fails\nin men."]


def test_text_without_a_stop_is_one_sentence_without_its_blanks() -> None:
    assert _split("  no stop here \n") == ["no stop here"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert _split(text) == []


def test_only_the_given_span_is_split() -> None:
    text = "One is out. Two is in. Three is out."
    assert [text[a:b] for a, b in sentences.split(text, 12, 22)] == ["Two is in."]


def test_a_bare_citation_after_the_stop_does_not_join_two_sentences() -> None:
    bullets = ["Not for routine use. 1 The trial was small. 2", "It is cheap. 3", "It is safe in winter. 4"]
    assert _read("".join(f"- {bullet}\n" for bullet in bullets)) == ["Not for routine use.", "The trial was small.", "It is cheap.", "It is safe in winter."]


def test_a_glued_superscript_after_the_stop_ends_the_sentence() -> None:
    found = _read("Pain fell in those who were fasting.3 Despite that it rose in the evening.")
    assert len(found) == 2
    assert found[1] == "Despite that it rose in the evening."


def test_a_citation_in_brackets_before_or_after_the_stop_ends_the_sentence() -> None:
    assert [s.rstrip() for s in _read("Pain fell at once [8]. It rose in the evening.[9] It was the same at night.")] == [
        "Pain fell at once [8].",
        "It rose in the evening.",
        "It was the same at night.",
    ]


def test_sentences_stay_inside_their_block() -> None:
    document = read("page.md", "# A heading\n\nThe first part has no stop\n\nThe second part has one.\n")
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
    assert [document.text_of(s) for s in document.sentences] == ["The first part has no stop", "The second part has one."]


def test_headings_captions_and_references_hold_no_sentences() -> None:
    document = read("page.md", "# Itch. A guide\n\nTable 1. Doses of drugs.\n\nIt itches.\n\n## References\n\n1. Noor A. Itch. J Itch. 2019;3:4.\n")
    assert [document.text_of(s) for s in document.sentences] == ["It itches."]


_WORDS = st.sampled_from(["Pain", "fell", "vs.", "i.v.", "et al.", "p = .03.", "It", "[8].", "use.", "1", "J.", '"Yes."', "(iv.)", "α", "mRNA", "3.5", "?", "…", "\n", "  "])


@settings(max_examples=200)
@given(st.lists(_WORDS, max_size=30).map(" ".join))
def test_sentences_are_in_order_and_hold_every_word(text: str) -> None:
    spans = list(sentences.split(text, 0, len(text)))
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_any_text_can_be_split(text: str) -> None:
    assert "".join("".join(part.split()) for part in _split(text)) == "".join(text.split())

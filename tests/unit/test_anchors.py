"""Anchors: the five outcomes, and what the normal form folds and never folds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.claims.anchors import Anchor, critical_tokens, find, normal, normal_text
from evlint.claims.record import Target
from evlint.documents.reading import read

TEXT = "The search found nine trials. Discectomy reduced leg pain at 1 year (RR 0.73, 95% CI 0.58 to 0.92). No deaths were reported. Reoperation was not reported in any trial."


def anchor(text: str, exact: str, **context: str) -> tuple[Anchor, str]:
    document = read("a.txt", text)
    found = find(Target(exact=exact, **context), document, normal(document.prose))
    return found, document.prose[found.start : found.end]


QUOTE = "Discectomy reduced leg pain at 1 year (RR 0.73, 95% CI 0.58 to 0.92)."


def test_an_exact_quote_is_found() -> None:
    found, text = anchor(TEXT, QUOTE)
    assert (found.outcome, text) == ("found", QUOTE)


@pytest.mark.parametrize(
    "shown",
    [
        QUOTE.replace(" to ", "\nto  "),
        QUOTE.replace(" ", "\u00a0", 3),
        QUOTE.replace("year", "ye\u00adar"),
    ],
)
def test_blanks_line_breaks_and_soft_hyphens_do_not_matter(shown: str) -> None:
    found, text = anchor(TEXT.replace(QUOTE, shown), QUOTE)
    assert (found.outcome, text) == ("found", shown)


def test_kinds_of_dashes_do_not_matter() -> None:
    found, _ = anchor("Pain fell (MD −1.12, 95% CI −2.33–0.09) in the group.", "Pain fell (MD -1.12, 95% CI -2.33-0.09)")
    assert found.outcome == "found"


def test_a_reworded_quote_moved() -> None:
    found, text = anchor(TEXT.replace("Discectomy reduced", "Early discectomy reduced"), QUOTE)
    assert found.outcome == "moved"
    assert text.startswith("Early discectomy")


@pytest.mark.parametrize(
    ("old", "new"),
    [("0.73", "0.37"), ("0.58", "-0.58"), ("reduced", "increased"), ("0.92", "9.2"), ("95%", "90%"), ("at 1 year", "at 2 years")],
)
def test_a_quote_whose_numbers_or_direction_changed_is_changed(old: str, new: str) -> None:
    found, text = anchor(TEXT.replace(old, new), QUOTE)
    assert found.outcome == "changed"
    assert new in text


def test_a_lost_negation_is_a_change() -> None:
    found, _ = anchor(TEXT.replace("was not reported", "was reported"), "Reoperation was not reported in any trial.")
    assert found.outcome == "changed"


def test_a_deleted_sentence_is_lost() -> None:
    found, _ = anchor(TEXT.replace(QUOTE, ""), QUOTE)
    assert found.outcome == "lost"


def test_two_equal_sentences_are_ambiguous_until_context_tells_them_apart() -> None:
    text = "Summary. No deaths were reported in the trials. Conclusion. No deaths were reported in the trials."
    quote = "No deaths were reported in the trials."
    assert anchor(text, quote)[0].outcome == "ambiguous"
    found, _ = anchor(text, quote, prefix="Conclusion. ")
    assert (found.outcome, found.start) == ("found", text.rindex(quote))


def test_an_ellipsis_joins_parts_in_order() -> None:
    assert anchor(TEXT, "The search found nine trials. […] No deaths were reported.")[0].outcome == "found"
    assert anchor(TEXT, "No deaths were reported. […] The search found nine trials.")[0].outcome == "lost"


def test_critical_tokens_keep_signs_comparisons_negations_and_directions() -> None:
    assert critical_tokens("p < 0.05, MD -1.2, not reduced, 5 mg") == ["<", "0.05", "-1.2", "not", "reduced", "5", "mg"]
    assert critical_tokens("p < 0.05") != critical_tokens("p > 0.05")


@given(st.text(alphabet="aB1. -–—\n\u00a0\u00adé\u0301ﬁ·%", max_size=60))
@settings(max_examples=300)
def test_the_normal_form_is_stable_and_its_map_leads_back(text: str) -> None:
    form = normal(text)
    assert normal_text(form.text) == form.text
    assert len(form.origin) == len(form.text) + 1
    assert all(0 <= at <= len(text) for at in form.origin)
    assert list(form.origin) == sorted(form.origin)
    digits = [c for c in text if c.isdigit()]
    assert [c for c in form.text if c.isdigit()] == digits

"""Cheap tests stand before dear patterns, so that text without a result costs nothing. None of them may keep out what its pattern finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evlint.documents import dates, rhetoric
from evlint.documents.formats import markdown
from evlint.extraction import assertions, counts, estimates, forms, sums
from evlint.extraction.arms import groups, lettered
from evlint.extraction.arms.values import _BEGIN as BEGIN_VALUE
from evlint.extraction.arms.values import _VALUE as VALUE
from evlint.patterns import any_of, at_words, leaps
from evlint.rules.staleness import stl105_undated_recency as stl105

ASCII = st.characters(codec="ascii")
WORDS = {
    "aims": (rhetoric._AIM, rhetoric._AIMS),
    "beliefs": (rhetoric._BELIEF, rhetoric._BELIEFS),
    "dates": (dates._LINE, dates._LINE_WORDS),
    "unsupported": (assertions._UNSUPPORTED, assertions._SUPPORT),
    **{f"assertion {i}": (pattern, pieces) for i, (pattern, _, pieces) in enumerate(assertions._READERS)},
    # "had 0" fits the pattern of what a group had, but none of its readers makes a result of it.
    **{f"form {i}": (pattern, pieces) for i, (pattern, reader, pieces) in enumerate(forms._READERS) if reader is not forms._had},
}
PLACES = {
    "declared measures": (estimates._DECLARED, estimates._DECLARING),
    "parts of everybody": (sums._REST, sums._LEFT_OVER),
    "totals": (sums._OF_ALL, ("of", "Of")),
    "lettered groups": (lettered._AFTER, ("group", "Group")),
}
LEAPS = {
    "estimates": (estimates._BEGIN, estimates._ESTIMATE),
    "estimates without a name": (estimates._BEGIN_NUMBER, estimates._BARE),
    "differences": (estimates._BEGIN_NUMBER, estimates._AS_ADJECTIVE),
    "counts": (counts._BEGIN, counts._FRACTION),
    "values of arms": (BEGIN_VALUE, VALUE),
    "sizes behind a name": (groups._BEGIN_BEHIND, groups._BEHIND),
    "sizes before a name": (groups._BEGIN_AHEAD, groups._AHEAD),
    "sizes of each group": (groups._BEGIN_EACH, groups._EACH),
}
_BLANK = re.compile(r"\s")
examples = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def _compiled(lazy: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(lazy.pattern, lazy.flags & ~re.UNICODE)


@pytest.mark.parametrize("name", WORDS)
def test_words_that_a_pattern_needs(name: str) -> None:
    pattern, words = WORDS[name]

    @examples
    @given(st.from_regex(_compiled(pattern), alphabet=ASCII))
    def holds(text: str) -> None:
        text = _BLANK.sub(" ", text)  # they are asked of text on one line
        assert not _compiled(pattern).search(text) or any_of(words, text.lower())

    holds()


@pytest.mark.parametrize("name", PLACES)
def test_places_where_a_pattern_may_begin(name: str) -> None:
    pattern, words = PLACES[name]

    @examples
    @given(st.from_regex(_compiled(pattern), alphabet=ASCII))
    def holds(text: str) -> None:
        assert [match.span() for match in at_words(pattern, text, *words)] == [match.span() for match in _compiled(pattern).finditer(text)]

    holds()


@pytest.mark.parametrize("name", LEAPS)
def test_letters_with_which_a_pattern_may_begin(name: str) -> None:
    first, pattern = LEAPS[name]

    @examples
    @given(st.from_regex(_compiled(pattern), alphabet=ASCII))
    def holds(text: str) -> None:
        for before in (" ", "(", "; "):
            whole = before + _BLANK.sub(" ", text)
            match = _compiled(pattern).match(whole, len(before))
            assert match is None or any(found.start() <= len(before) for found in leaps(first, pattern, whole))

    holds()


def test_rulers_of_pandoc_and_claims_of_recency() -> None:
    for ruler in ("---- ----", "--\t--", "+---+", "+===+", "+:--:+"):
        assert markdown._PANDOC_RULER.search(ruler) and any_of(markdown._RULED, ruler)
    for claim in (
        "recent studies show",
        "Newest trials suggest",
        "the current evidence supports",
        "to date, no trials",
        "So far there is no evidence",
        "At present the literature",
        "currently available data show",
    ):
        assert stl105._CLAIM.search(claim) and any_of(stl105._WORDS, claim), claim


def test_leaps_and_words_find_what_does_not_overlap_in_order_of_place() -> None:
    first, pair = re.compile(r"\d(?<!\d.)"), re.compile(r"\d+ \d+")
    assert [match[0] for match in leaps(first, pair, "1 22 3 4, 5")] == ["1 22", "3 4"]
    assert [match[0] for match in at_words(re.compile(r"a\w*|b\w*"), "b abba a", "a", "b")] == ["b", "abba", "a"]

"""The model behind SUP101: what it sees of a sentence, and what it is never asked."""

from __future__ import annotations

import pytest

from evlint.documents import reading
from evlint.documents.model import Document
from evlint.rules.support import _uncited as uncited

CLAIM = "Early treatment reduces the rate of reinfection by about 50%."
END = "\n\n## References\n\n1. Albers K. Permethrin for scabies: a trial. Skin Trials. 2009;4:11-9.\n"


def read(text: str) -> Document:
    return reading.read("page.md", f"# Scabies\n\nPermethrin cures nine in ten [1].\n\n{text}{END}")


def judged(text: str) -> dict[str, bool]:
    """The sentences that are looked at, and whether a citation supports them."""
    document = read(text)
    return {document.text_of(sentence): supported for sentence, supported in uncited.uncited(document)}


@pytest.mark.parametrize(
    "left",
    [
        "Early treatment () reduces the rate of reinfection by about 50%.",
        "Early treatment [] reduces the rate of reinfection by about 50%",
        "Early treatment (see, e.g.,) reduces the rate of reinfection by about 50%,,.",
        "Early treatment (;)  reduces the rate of reinfection by about 50% .",
        "Early treatment reduces the rate of reinfection by about 50% [,–].",
    ],
)
def test_what_a_citation_leaves_behind_is_no_feature(left: str) -> None:
    assert uncited.features(left) == uncited.features(CLAIM)


def test_brackets_that_hold_words_stay() -> None:
    assert uncited.tidy("Mites (see above), eggs and lice (often).") == "Mites (see above), eggs and lice (often)"


def test_a_country_is_no_author() -> None:
    assert uncited.features("Scabies is rare in the US today.")["#own"] == 0
    assert uncited.features("Scabies was rare among us today.")["#own"] == 1


def test_the_weights_load_and_are_whole_numbers() -> None:
    weights = uncited.weighed()
    assert "" in weights
    assert 3000 < len(weights) <= 6001
    assert all(type(weight) is int for weight in weights.values())
    assert list(weights) == sorted(weights)


def test_a_probability_is_the_same_each_time_and_tells_findings_of_others_from_own_ones() -> None:
    others = "Previous studies have shown that exercise reduces the risk of falls in older people."
    assert uncited.likely(others) == uncited.likely(others)
    assert 0.7 < uncited.likely(others) < 1
    assert 0 < uncited.likely("We aimed to recruit 40 patients in this study, as shown in the table.") < 0.1
    assert 0 < uncited.likely("") < 1


@pytest.mark.parametrize(
    "text",
    [
        "We found that early treatment reduces the rate of reinfection.",
        "In our patients early treatment reduced the rate of reinfection.",
        "This study shows that early treatment reduces reinfection in homes.",
        "Early treatment reduced the rate of reinfection in homes (Table 2).",
        "Early treatment reduced the rate of reinfection in homes (P < 0.01).",
        "The aim of early treatment is to reduce the rate of reinfection.",
        "Crusted scabies is defined as an infestation with very many mites.",
        "Larger studies of early treatment in homes are needed in schools.",
        "Does early treatment reduce the rate of reinfection in homes?",
        "“Early treatment reduces the rate of reinfection in homes.”",
        "Early treatment and the rate of reinfection in crowded homes",
        "Mites live for weeks.",
    ],
)
def test_own_results_and_what_claims_nothing_are_not_asked(text: str) -> None:
    assert uncited.silent(text)


@pytest.mark.parametrize("text", [CLAIM, "Our results are consistent with those of previous studies in crowded homes.", "Early treatment has been shown to reduce the rate of reinfection."])
def test_what_others_found_is_asked(text: str) -> None:
    assert not uncited.silent(text)


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        (CLAIM, False),
        (CLAIM + " It was seen in homes [1].", True),
        ("It was seen in homes [1]. " + CLAIM, True),
        (CLAIM + "[1]", True),
        ("It was seen in homes [1].\n\n" + CLAIM, False),
        ("It was seen in homes [1]. Mites live in skin. " + CLAIM, False),
        (CLAIM + " It was seen by [the ministry](https://example.org/a).", True),
        (CLAIM + " Albers et al saw it in homes.", True),
        (CLAIM + " It was seen in homes (Albers and others 2009).", True),
        (CLAIM + " It was seen in homes26–28 and elsewhere.", True),
    ],
)
def test_a_citation_beside_it_supports_a_sentence(text: str, supported: bool) -> None:
    assert judged(text)[CLAIM] is supported


@pytest.mark.parametrize("heading", ["Results", "Methods", "2. Materials and methods", "Abstract", "Conclusions", "Key messages", "Funding", "Statistical analysis"])
def test_own_parts_are_left_out(heading: str) -> None:
    assert CLAIM not in judged(f"## {heading}\n\n{CLAIM}")


@pytest.mark.parametrize("heading", ["Introduction", "Background", "Discussion", "Treatment", "How common is it?"])
def test_other_parts_are_read(heading: str) -> None:
    assert CLAIM in judged(f"## {heading}\n\n{CLAIM}")


def test_between_methods_and_discussion_everything_is_own() -> None:
    assert CLAIM not in judged(f"## Methods\n\nHomes were seen.\n\n## Reinfection\n\n{CLAIM}\n\n## Discussion\n\nIt took weeks.")
    assert CLAIM in judged(f"## Methods\n\nHomes were seen.\n\n## Reinfection\n\n{CLAIM}")

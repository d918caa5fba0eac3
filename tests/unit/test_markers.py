"""In-text citations: every style is found before numbers are read, and brackets of statistics are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.documents.markers import numbers
from evlint.documents.model import Document
from evlint.documents.reading import read


def _markers(text: str, path: str = "page.txt") -> list[tuple[str, str, tuple[str, ...]]]:
    document = read(path, text)
    return [(marker.style, document.text_of(marker).strip(), marker.keys) for marker in document.markers]


@pytest.mark.parametrize(
    ("text", "style", "printed", "keys"),
    [
        ("Cream works in most of them [1].", "bracket", "[1]", ("1",)),
        ("Cream works in most of them [1–3,7].", "bracket", "[1–3,7]", ("1", "2", "3", "7")),
        ("Cream works in most of them [1-3, 7; 9] at once.", "bracket", "[1-3, 7; 9]", ("1", "2", "3", "7", "9")),
        ("Cream works in most of them [2 and 4].", "bracket", "[2 and 4]", ("2", "4")),
        ("Cream works, as Smith et al. (2019) say.", "author-year", "Smith et al. (2019)", ("Smith et al. 2019",)),
        ("Cream works in most of them [refs. 3, 4].", "bracket", "[refs. 3, 4]", ("3", "4")),
        ("Cream works in most of them¹ at once.", "superscript", "¹", ("1",)),
        ("Cream works in most of them.¹,² It is safe.", "superscript", "¹,²", ("1", "2")),
        ("Cream works in most of them¹⁻³ at once.", "superscript", "¹⁻³", ("1", "2", "3")),
        ("Cream works in most of them ^1,2^ at once.", "superscript", "^1,2^", ("1", "2")),
        ("Cream works in most of them.3 Despite this it is dear.", "superscript", "3", ("3",)),
        ("Cream works in most of them.3,4\n", "superscript", "3,4", ("3", "4")),
        ("Cream works in most of them.3–5 It is dear.", "superscript", "3–5", ("3", "4", "5")),
        ("Cream works in most of them (Smith et al., 2019).", "author-year", "(Smith et al., 2019)", ("Smith et al., 2019",)),
        ("Cream works (Smith and Jones 2019a; O’Neil, 2020).", "author-year", "(Smith and Jones 2019a; O’Neil, 2020)", ("Smith and Jones 2019a", "O’Neil, 2020")),
        ("Cream works in most of them (see Smith & Jones, 2019).", "author-year", "(see Smith & Jones, 2019)", ("Smith & Jones, 2019",)),
        ("Cream works, says Smith 2018 [2], in most.", "bracket", "[2]", ("2",)),
        ("Cream works in most of them.[^1] It is dear.", "footnote", "[^1]", ("1",)),
        ("Cream works in most of them [@smith2019].", "key", "[@smith2019]", ("smith2019",)),
        ("Cream works [see @smith2019, p. 4; -@o.neil:2020].", "key", "[see @smith2019, p. 4; -@o.neil:2020]", ("smith2019", "o.neil:2020")),
    ],
)
def test_each_style_is_found_and_names_its_entries(text: str, style: str, printed: str, keys: tuple[str, ...]) -> None:
    assert _markers(text) == [(style, printed, keys)]


@pytest.mark.parametrize(
    "text",
    [
        "The groups differed (Χ2 [3] = 9.1).",
        "The groups differed (χ² [3] = 9.1).",
        "Relapse was more common (RR 5.35 [2.64, 10.81]).",
        "The median was 45 [32-91] days.",
        "Age 44.2 43.6 44.8 F = 0.92 [1] ns, and sex χ 2 = 1.12 [2] ns.",
        "Ethical Committee of the hospital [45-11-0005].",
        "The mean was 45.2 [40–50] days.",
        "It was longer, 12 [8, 15] days, in the others.",
        "Mortality fell by 20% [3-5] in a year.",
        "The interval was wide, 95% CI [3, 9].",
        "The spread was small (IQR [3-9]).",
        "They differed, t [12] = 3.1 and F [2, 30] = 4.1.",
        "See pages 943-69 of the report.",
        "J Pain. 2019;4:943-69.",
        "It was licensed [1998] in the north.",
        "The ages of all were given [18-99].",
    ],
)
def test_statistics_ranges_pages_and_years_are_no_citations(text: str) -> None:
    assert _markers(text) == []


@pytest.mark.parametrize("text", ["A room of 12 m² was used.", "The I² was 40 percent.", "The χ² was large.", "A weight of 24 kg/m² is common."])
def test_powers_of_units_are_no_superscripts(text: str) -> None:
    assert _markers(text) == []


def test_a_year_before_the_bracket_makes_no_statistic_of_it() -> None:
    assert _markers("In 2019 [3, 4] it was shown again.") == [("bracket", "[3, 4]", ("3", "4"))]


def test_adjacent_brackets_are_two_markers() -> None:
    assert _markers("Cream works [1][2] at once.") == [("bracket", "[1]", ("1",)), ("bracket", "[2]", ("2",))]


def test_bare_trailing_numbers_count_where_three_blocks_end_in_one() -> None:
    text = "- Cream works. 1\n- Cream is safe. 2, 3\n- Cream is cheap. 4\n- The trial 3 showed that.\n"
    assert _markers(text) == [("bare", "1", ("1",)), ("bare", "2, 3", ("2", "3")), ("bare", "4", ("4",)), ("bare", "3", ("3",))]


def test_two_trailing_numbers_are_too_few_for_a_style() -> None:
    assert _markers("- Cream works. 1\n- Cream is safe. 2\n- Cream is cheap.\n") == []


def test_trailing_counts_after_a_counted_word_are_no_citations() -> None:
    assert _markers("- Pain was measured in week 4\n- They were aged 61\n- The pain fell to 3\n- It was of type 2\n") == []


def test_bare_numbers_are_left_alone_where_the_document_cites_in_brackets() -> None:
    text = "- Cream works. 1\n- Cream is safe. 2\n- Cream is cheap. 3\n- Cream smells [4].\n"
    assert _markers(text) == [("bracket", "[4]", ("4",))]


def test_round_brackets_count_from_three_on() -> None:
    three = "Cream works (1). Cream is safe (2). Cream is cheap (3, 4)."
    assert _markers(three) == [("parenthesis", "(1)", ("1",)), ("parenthesis", "(2)", ("2",)), ("parenthesis", "(3, 4)", ("3", "4"))]
    assert _markers("Cream works (1). Cream is safe (2).") == []


def test_counts_in_round_brackets_are_no_citations() -> None:
    assert _markers("They were men (9), women (8), children (7), and dogs (3).") == []


def test_code_front_matter_and_reference_lists_hold_no_markers() -> None:
    text = "---\ntitle: Itch [1]\n---\n\n# Itch\n\nIt itches.\n\n```\na[2]\n```\n\n`b[3]`\n\n## References\n\n1. Noor A. Itch [4]. J Itch. 2019;3:4.\n"
    assert _markers(text, "page.md") == []


def test_the_text_of_a_link_is_no_citation() -> None:
    assert _markers("See [1](https://example.org) and [the page][2].\n\n[2]: https://example.org\n", "page.md") == []


def test_an_escaped_bracket_of_markdown_cites() -> None:
    assert _markers("Cream works \\[3\\] at once.\n", "page.md") == [("bracket", "[3]", ("3",))]


def test_markers_are_blanked_before_numbers_are_read() -> None:
    document = read("page.txt", "Pain fell by 3 points [12] in 20 patients.4 It was back at 45 [32-91] days ^7^.")
    assert document.clean == "Pain fell by 3 points      in 20 patients.  It was back at 45 [32-91] days    ."
    assert len(document.clean) == len(document.prose)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1", ("1",)),
        ("1–3,7", ("1", "2", "3", "7")),
        ("1, 2 and 4", ("1", "2", "4")),
        ("2 & 3", ("2", "3")),
        ("7-5", ("7", "5")),
        ("1-200", ("1", "200")),
        ("4-4", ("4", "4")),
    ],
)
def test_ranges_are_spelled_out_unless_they_run_backwards_or_too_far(printed: str, expected: tuple[str, ...]) -> None:
    assert numbers(printed) == expected


@settings(max_examples=100)
@given(st.integers(1, 300), st.integers(1, 60), st.sampled_from("-–—−‑"))
def test_a_range_names_every_number_between_its_ends(low: int, span: int, dash: str) -> None:
    assert numbers(f"{low}{dash}{low + span}") == tuple(str(n) for n in range(low, low + span + 1))


_PIECES = st.sampled_from(["Cream works", "[1]", "[2-4]", "(5)", "¹", "^6^", ".7 Then", "(Smith, 2019)", "[@key]", "[^n]", "45 [32-91]", "χ2 [3]", "8", ".", ",", "\n\n", "m²"])


def _fits(document: Document) -> bool:
    at = 0
    for marker in document.markers:
        if not at <= marker.start < marker.end <= len(document.prose) or not marker.keys:
            return False
        if marker.style != "author-year" and document.clean[marker.start : marker.end].strip():
            return False
        at = marker.end
    return len(document.clean) == len(document.prose)


@settings(max_examples=200)
@given(st.lists(_PIECES, max_size=20).map(" ".join))
def test_markers_never_overlap_and_always_name_an_entry(text: str) -> None:
    assert _fits(read("page.txt", text))

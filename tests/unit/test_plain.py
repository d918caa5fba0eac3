"""Plain text: blocks by layout alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.documents.model import Document
from evlint.documents.reading import read


def _page(text: str) -> Document:
    return read("page.txt", text)


def _blocks(text: str) -> list[tuple[str, str]]:
    document = _page(text)
    return [(block.kind, document.text_of(block)) for block in document.blocks]


def test_a_line_alone_is_a_heading_and_the_first_is_the_title() -> None:
    document = _page("Itch in Old Age\n\nIt is common in winter.\n\nCauses\n\nDry air dries the skin.\n")
    heading, first, second, last = document.blocks
    assert (heading.kind, heading.level, heading.section) == ("heading", 1, ())
    assert (first.kind, first.section) == ("paragraph", ("Itch in Old Age",))
    assert (second.kind, second.level, second.section) == ("heading", 2, ("Itch in Old Age",))
    assert (last.kind, last.section) == ("paragraph", ("Itch in Old Age", "Causes"))
    assert document.metadata.title == "Itch in Old Age"


def test_headings_read_from_layout_say_so() -> None:
    assert [block.marked for block in _page("Itch in Old Age\n\nIt is common in winter.\n").blocks] == [False, True]


@pytest.mark.parametrize("line", ["It is common in winter.", "it is common", "And so on;", "n = 40 in all groups", "12 34 56"])
def test_a_line_that_ends_in_a_stop_or_holds_numbers_is_no_heading(line: str) -> None:
    assert _blocks(f"{line}\n") == [("paragraph", line)]


def test_wrapped_lines_are_one_paragraph() -> None:
    assert _blocks("It is common in winter and less so\nin summer.\n") == [("paragraph", "It is common in winter and less so\nin summer.")]


def test_a_blank_line_begins_a_new_paragraph() -> None:
    assert _blocks("It is common in winter.\n\n\nIt is rare in summer.\n") == [("paragraph", "It is common in winter."), ("paragraph", "It is rare in summer.")]


def test_unwrapped_text_is_one_paragraph_a_line() -> None:
    line = "Dry air takes water from the skin, and a skin without water itches, above all at night and above all in the legs and the back of old people."
    assert _blocks(f"{line}\n{line}\n") == [("paragraph", line), ("paragraph", line)]


@pytest.mark.parametrize(("mark", "label"), [("-", "-"), ("•", "•"), ("*", "*"), ("1.", "1."), ("2)", "2)"), ("(3)", "(3)"), ("[4]", "[4]")])
def test_list_marks_are_labels_and_not_text(mark: str, label: str) -> None:
    document = _page(f"{mark} a bath in warm water\n{mark} a cream\n")
    assert [(block.kind, block.label, document.text_of(block)) for block in document.blocks] == [("list-item", label, "a bath in warm water"), ("list-item", label, "a cream")]


def test_a_list_item_goes_on_over_a_wrapped_line() -> None:
    assert _blocks("- a bath in water that is\n  not too warm\n- a cream\n") == [("list-item", "a bath in water that is\n  not too warm"), ("list-item", "a cream")]


def test_a_number_with_decimals_opens_no_list() -> None:
    assert _blocks("The dose was 2.5 mg or\n3.5 mg a day.\n")[0][0] == "paragraph"


def test_a_paragraph_that_ends_in_a_colon_leads_in() -> None:
    assert _blocks("Consider a cream when:\n- it itches\n") == [("lead-in", "Consider a cream when:"), ("list-item", "it itches")]


def test_captions_are_told_from_paragraphs() -> None:
    assert _blocks("Table 2. Doses of common drugs\n\nTable salt is no drug.\n") == [("caption", "Table 2. Doses of common drugs"), ("paragraph", "Table salt is no drug.")]


def test_page_furniture_is_told_from_text() -> None:
    assert [kind for kind, _ in _blocks("Skip to main content\n\nIt itches.\n\nLeave a Reply\n")] == ["furniture", "paragraph", "furniture"]


@pytest.mark.parametrize("text", ["“It itches at night,” she said.", '"It itches."', "«It itches.»", "> It itches."])
def test_quotation_marks_and_arrows_open_a_quotation(text: str) -> None:
    assert _blocks(f"{text}\n") == [("quotation", text)]


def test_a_quotation_runs_to_its_closing_mark() -> None:
    kinds = [kind for kind, _ in _blocks("“It itches at night.\n\nIt itches by day too, and then again at night when all the others sleep and nobody can help me.”\n\nSo she said.\n")]
    assert kinds == ["quotation", "quotation", "paragraph"]


def test_an_open_quotation_does_not_swallow_the_rest_of_the_text() -> None:
    text = "“It itches at night.\n\n" + "It itches by day.\n\n" * 10
    assert [kind for kind, _ in _blocks(text)].count("quotation") < 8


def test_front_matter_is_read_and_set_apart() -> None:
    document = _page("---\ntitle: Itch in old age\ndate: 2024-05-06\nReviewed-By: N. Adams\n---\n\nIt itches.\n")
    assert [block.kind for block in document.blocks] == ["front-matter", "paragraph"]
    assert document.metadata.title == "Itch in old age"
    assert document.metadata.issued == "2024-05-06"
    assert document.metadata.fields["reviewed_by"] == "N. Adams"


@pytest.mark.parametrize("text", ["---\ntitle: Itch\n\nIt itches.\n", "---\nIt itches.\n---\n", "It itches.\n---\ntitle: Itch\n---\n"])
def test_what_never_closes_or_comes_later_is_no_front_matter(text: str) -> None:
    assert "front-matter" not in [kind for kind, _ in _blocks(text)]


def test_a_pipe_table_gives_its_rows() -> None:
    document = _page("| Drug | Dose |\n|------|------|\n| Aspirin | 10 |\n| Ibuprofen | 20 |\n\nIt itches.\n")
    assert [(b.kind, b.level, document.text_of(b)) for b in document.blocks] == [
        ("table-row", 1, "| Drug | Dose |"),
        ("table-row", 0, "| Aspirin | 10 |"),
        ("table-row", 0, "| Ibuprofen | 20 |"),
        ("paragraph", 0, "It itches."),
    ]


def test_a_simple_table_of_pandoc_gives_its_rows() -> None:
    document = _page("  Drug       Dose\n  ---------  -----\n  Aspirin    10\n  Ibuprofen  20\n\nIt itches.\n")
    assert [(b.kind, b.level, document.text_of(b)) for b in document.blocks] == [
        ("table-row", 1, "Drug       Dose"),
        ("table-row", 0, "Aspirin    10"),
        ("table-row", 0, "Ibuprofen  20"),
        ("paragraph", 0, "It itches."),
    ]


def test_a_grid_table_gives_its_rows() -> None:
    document = _page("+------+------+\n| Drug | Dose |\n+======+======+\n| Aspirin | 10 |\n+------+------+\n\nIt itches.\n")
    assert [(b.kind, b.level, document.text_of(b)) for b in document.blocks] == [("table-row", 1, "| Drug | Dose |"), ("table-row", 0, "| Aspirin | 10 |"), ("paragraph", 0, "It itches.")]


def test_the_reference_list_is_read_under_its_heading() -> None:
    document = _page("Itch in Old Age\n\nIt itches [1].\n\nReferences\n1. Noor A. Itch at night. J Itch. 2019;3:4.\n[2] Lund P. Itch by day. J Itch. 2020;4:5.\n")
    assert [(entry.number, entry.reference.first_author, entry.reference.year) for entry in document.references] == [("1", "Noor", "2019"), ("2", "Lund", "2020")]
    assert [document.prose[e.start : e.end][:4] for e in document.references] == ["Noor", "Lund"]


def test_a_heading_ends_the_reference_list() -> None:
    document = _page("References:\n- Noor A. Itch at night. J Itch. 2019;3:4.\n\nFunding of This Work\n\nNone was given to the authors.\n")
    assert len(document.references) == 1
    assert [block.kind for block in document.blocks] == ["heading", "reference", "heading", "paragraph"]


def test_run_in_headings_cut_a_paragraph() -> None:
    document = _page("BACKGROUND: We asked why. METHODS: We looked. RESULTS AND CONCLUSION: It worked.\n")
    assert [(block.section, document.text_of(block)) for block in document.blocks] == [(("BACKGROUND",), "We asked why."), (("METHODS",), "We looked."), (("RESULTS AND CONCLUSION",), "It worked.")]


def test_a_label_opens_its_paragraph_as_a_run_in_heading() -> None:
    document = _page("Itch in Old Age\n\nKey point: It is common in winter.\n")
    assert (document.blocks[1].section, document.text_of(document.blocks[1])) == (("Itch in Old Age", "Key point"), "It is common in winter.")


def test_a_results_word_without_a_colon_cuts_nothing() -> None:
    assert len(_page("The results. Methods were sound, and conclusions rare.\n").blocks) == 1


def test_windows_line_ends_change_no_block() -> None:
    text = "Itch in Old Age\n\nIt is common in winter and less so\nin summer.\n\n- one\n- two\n"
    unix, windows = _page(text), _page(text.replace("\n", "\r\n"))
    assert [(b.kind, unix.text_of(b)) for b in unix.blocks] == [(b.kind, windows.text_of(b).replace("\r\n", "\n")) for b in windows.blocks]
    place = windows.at(windows.blocks[2].start, windows.blocks[2].end)
    assert (place.line, place.column, place.quote) == (6, 3, "one")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    for data in ("\ufeffItch in old age.\n", "\ufeffItch in old age.\n".encode()):
        document = read("page.txt", data)
        place = document.at(document.blocks[0].start, document.blocks[0].end)
        assert (place.start, place.column, place.quote) == (0, 1, "Itch in old age.")


def test_no_break_spaces_stay_and_are_trimmed_at_the_ends() -> None:
    assert _blocks("\u00a0It\u00a0itches.\u00a0\n") == [("paragraph", "It\u00a0itches.")]


def test_a_text_in_another_language_is_skipped_with_a_reason() -> None:
    document = _page("Die Salbe wurde mit dem Bad und der Creme auf die Haut gegeben, und das ist nicht von der Studie zu beziehen. " * 6)
    assert document.status == "skipped"
    assert "German" in (document.reason or "")
    assert document.blocks == ()


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "\u00a0"])
def test_blank_text_has_no_blocks(text: str) -> None:
    assert _page(text).blocks == ()


_LINES = st.sampled_from(
    [
        "Itch in Old Age", "It is common in winter.", "It is common and", "- one", "1. two", "[3] three", "", "  ", "\u00a0", "“Open", "closed.”", "> said", "Table 1. Doses", "Leave a Reply", "References",
        "Noor A. Itch. J Itch. 2019;3:4.", "Consider it when:", "METHODS: We looked. RESULTS: It worked.", "| a | b |", "|---|---|", "  a    b", "  ---  ---", "+---+---+", "---", "title: Itch", "é😀\u2028x",
    ]
)  # fmt: skip
_TEXTS = st.lists(_LINES, max_size=25).flatmap(lambda lines: st.sampled_from(["\n", "\r\n"]).map(lambda end: end.join(lines)))


@settings(max_examples=300)
@given(_TEXTS)
def test_the_reading_text_is_the_source_and_blocks_lie_in_it_in_order(text: str) -> None:
    document = _page(text)
    assert document.prose == document.source.text == text
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(text)
        place = document.at(block.start, block.end)
        assert (place.start, place.end, place.quote) == (block.start, block.end, text[block.start : block.end])
        at = block.end


@settings(max_examples=150)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    document = _page(text)
    assert document.status == "read"
    assert document.prose == document.source.text
    assert all(document.text_of(block).strip() for block in document.blocks)

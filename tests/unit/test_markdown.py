"""Markdown: reading text without mark-up, blocks, and the way back to the source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.documents.model import Block, Document
from evlint.documents.reading import read


def _page(text: str) -> Document:
    return read("page.md", text)


def _blocks(text: str) -> list[tuple[str, str]]:
    document = _page(text)
    return [(block.kind, document.text_of(block)) for block in document.blocks]


def _quote(document: Document, block: Block) -> str:
    return document.at(block.start, block.end).quote


def test_headings_make_nested_sections() -> None:
    document = _page("# Itch\n\n## Causes\n\n### Skin\n\nIt is dry.\n\n## Help\n\nUse a cream.\n")
    assert [(block.kind, block.level, block.section) for block in document.blocks] == [
        ("heading", 1, ()),
        ("heading", 2, ("Itch",)),
        ("heading", 3, ("Itch", "Causes")),
        ("paragraph", 0, ("Itch", "Causes", "Skin")),
        ("heading", 2, ("Itch",)),
        ("paragraph", 0, ("Itch", "Help")),
    ]
    assert all(block.marked for block in document.blocks)


def test_underlined_headings_count_as_headings() -> None:
    document = _page("Itch in old age\n===\n\nCauses\n---\n\nIt is dry.\n")
    assert [(block.kind, block.level) for block in document.blocks] == [("heading", 1), ("heading", 2), ("paragraph", 0)]


def test_emphasis_leaves_the_reading_text_and_stays_in_the_quote() -> None:
    document = _page("It *itches* at **night** and ~~day~~.\n")
    (block,) = document.blocks
    assert document.text_of(block) == "It itches at night and day."
    assert _quote(document, block) == "It *itches* at **night** and ~~day~~."


def test_entities_and_escapes_stand_as_what_they_mean() -> None:
    document = _page("Pain was 3 &plusmn; 1 &lt; 5 \\* &#176;C.\n")
    text = document.prose
    assert text == "Pain was 3 ± 1 < 5 * °C."
    at = text.index("±")
    assert document.at(at, at + 1).quote == "&plusmn;"
    assert document.at(text.index("3"), text.index("1") + 1).quote == "3 &plusmn; 1"
    assert document.at(text.index("°"), text.index("°") + 2).quote == "&#176;C"


def test_code_and_comments_are_left_out_and_html_is_read() -> None:
    text = "Before `a[1]` after <b>bold</b> <!-- no --> end.\n\n```r\nx <- 1\n```\n\n    y <- 2\n\n<div>\nz\n</div>\n"
    assert [(kind, re.sub(r" +", " ", body)) for kind, body in _blocks(text) if body] == [("paragraph", "Before after bold end."), ("paragraph", "z")]
    assert [kind for kind, body in _blocks(text) if not body] == ["code", "code"], "code leaves empty blocks"


def test_code_inside_a_list_item_is_left_out() -> None:
    assert _blocks("- a bath\n  ```\n  x = y[1]\n  ```\n- a cream\n") == [("list-item", "a bath"), ("code", ""), ("list-item", "a cream")]


def test_lists_keep_their_marks_as_labels() -> None:
    document = _page("- a bath\n- a cream\n  - at night\n\n1. first\n2. second\n")
    assert [(b.kind, b.label, document.text_of(b)) for b in document.blocks] == [
        ("list-item", "-", "a bath"),
        ("list-item", "-", "a cream"),
        ("list-item", "-", "at night"),
        ("list-item", "1.", "first"),
        ("list-item", "2.", "second"),
    ]


def test_a_second_paragraph_of_an_item_belongs_to_the_item() -> None:
    document = _page("1. a bath\n\n   in warm water\n\n2. a cream\n\nThat is all.\n")
    assert [(b.kind, b.label, document.text_of(b)) for b in document.blocks] == [
        ("list-item", "1.", "a bath"),
        ("list-item", "1.", "in warm water"),
        ("list-item", "2.", "a cream"),
        ("paragraph", "", "That is all."),
    ]


def test_a_task_list_has_no_boxes_in_its_text() -> None:
    assert _blocks("- [ ] ask\n- [x] look\n") == [("list-item", "ask"), ("list-item", "look")]


def test_block_quotes_are_quotations_at_any_depth() -> None:
    assert _blocks("> It itches.\n>\n> > Where?\n>\n> - at night\n\nSo they said.\n") == [
        ("quotation", "It itches."),
        ("quotation", "Where?"),
        ("quotation", "at night"),
        ("paragraph", "So they said."),
    ]


def test_soft_and_hard_breaks_are_line_breaks() -> None:
    assert _blocks("It itches  \nat night\nand by day.\n") == [("paragraph", "It itches\nat night\nand by day.")]


def test_pipe_tables_give_their_rows() -> None:
    document = _page("| Drug | Dose |\n|------|-----:|\n| *Aspirin* | 10 |\n| Ibuprofen | 20 |\n")
    assert [(b.kind, b.level, document.text_of(b)) for b in document.blocks] == [("table-row", 1, "Drug | Dose"), ("table-row", 0, "Aspirin | 10"), ("table-row", 0, "Ibuprofen | 20")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_simple_tables_of_pandoc_give_their_rows(end: str) -> None:
    text = "It itches é.\n\n  Drug       Dose\n  ---------  -----\n  Aspirin    10\n  Ibuprofén  20\n\nThat is all.\n".replace("\n", end)
    document = _page(text)
    assert [(b.kind, b.level, document.text_of(b)) for b in document.blocks] == [
        ("paragraph", 0, "It itches é."),
        ("table-row", 1, "Drug       Dose"),
        ("table-row", 0, "Aspirin    10"),
        ("table-row", 0, "Ibuprofén  20"),
        ("paragraph", 0, "That is all."),
    ]
    assert _quote(document, document.blocks[3]) == "Ibuprofén  20"


def test_grid_tables_of_pandoc_give_their_rows() -> None:
    document = _page("It itches.\n\n+---------+------+\n| Drug    | Dose |\n+=========+======+\n| Aspirin | 10   |\n+---------+------+\n\nThat is all.\n")
    rows = [(b.level, document.text_of(b)) for b in document.blocks if b.kind == "table-row"]
    assert rows == [(1, "| Drug    | Dose |"), (0, "| Aspirin | 10   |")]


def test_front_matter_is_read_and_set_apart() -> None:
    document = _page('---\ntitle: "Itch in old age"\ndate: 2024-05\n---\n\nIt itches.\n')
    assert [block.kind for block in document.blocks] == ["front-matter", "paragraph"]
    assert (document.metadata.title, document.metadata.issued) == ("Itch in old age", "2024-05")


def test_a_thematic_break_is_no_front_matter() -> None:
    assert [kind for kind, _ in _blocks("It itches.\n\n---\n\nStill.\n")] == ["paragraph", "paragraph"]


def test_links_and_images_keep_their_text_and_their_target() -> None:
    document = _page("See [the *page*](https://a.example), [that][t], ![a hand](h.png) or <https://c.example>.\n\n[t]: https://b.example\n")
    assert document.prose == "See the page, that, a hand or https://c.example."
    assert [(document.prose[link.start : link.end], link.target) for link in document.links] == [
        ("the page", "https://a.example"),
        ("that", "https://b.example"),
        ("a hand", "h.png"),
        ("https://c.example", "https://c.example"),
    ]


def test_footnotes_are_marked_where_they_stand_and_read_where_they_are_defined() -> None:
    document = _page("It itches.[^1]\n\n[^1]: At night.\n")
    assert [(b.kind, b.label, document.text_of(b)) for b in document.blocks] == [("paragraph", "", "It itches.[^1]"), ("paragraph", "[^1]", "At night.")]
    assert [marker.keys for marker in document.markers] == [("1",)]


def test_a_footnote_that_cites_is_a_reference() -> None:
    document = _page("It itches.[^7]\n\n[^7]: Noor A. Itch at night. J Itch. 2019;3:4.\n")
    assert [(entry.number, entry.reference.year) for entry in document.references] == [("7", "2019")]


def test_the_reference_list_ends_with_its_section() -> None:
    document = _page("# Itch\n\n## References\n\n### Trials\n\n1. Noor A. Itch at night. J Itch. 2019;3:4.\n\n[2] Lund P. Itch by day. J Itch. 2020;4:5.\n\n## Funding\n\n- none\n")
    assert [(entry.number, entry.reference.first_author) for entry in document.references] == [("1", "Noor"), ("2", "Lund")]
    assert document.blocks[-1].kind == "list-item"


def test_lead_ins_captions_and_furniture_are_told_from_paragraphs() -> None:
    assert _blocks("Use a cream when:\n\n- it itches\n\nTable 1. Creams\n\nLeave a Reply\n\nThat is all.\n") == [
        ("lead-in", "Use a cream when:"),
        ("list-item", "it itches"),
        ("caption", "Table 1. Creams"),
        ("furniture", "Leave a Reply"),
        ("paragraph", "That is all."),
    ]


def test_run_in_headings_cut_a_paragraph() -> None:
    document = _page("# Itch\n\nWe asked why.\n\n**METHODS:** We looked. **RESULTS:** It worked.\n")
    assert [(b.section, document.text_of(b)) for b in document.blocks[2:]] == [(("Itch", "METHODS"), "We looked."), (("Itch", "RESULTS"), "It worked.")]


def test_windows_line_ends_change_neither_text_nor_lines() -> None:
    text = "# Itch\n\nIt is common\nin winter.\n\n- one\n- two\n\n> said\n"
    unix, windows = _page(text), _page(text.replace("\n", "\r\n"))
    assert unix.prose == windows.prose
    assert [b.kind for b in unix.blocks] == [b.kind for b in windows.blocks]
    for mine, theirs in zip(unix.blocks, windows.blocks, strict=True):
        first, second = unix.at(mine.start, mine.end), windows.at(theirs.start, theirs.end)
        assert (first.line, first.column, first.end_line) == (second.line, second.column, second.end_line)
        assert first.quote == second.quote.replace("\r\n", "\n")


def test_a_byte_order_mark_does_not_hide_a_heading() -> None:
    for data in ("\ufeff# Itch in old age\n", "\ufeff# Itch in old age\n".encode()):
        document = read("page.md", data)
        assert [block.kind for block in document.blocks] == ["heading"]
        assert document.at(0, 4).column == 3


def test_letters_outside_ascii_do_not_shift_the_map() -> None:
    document = _page("Ähren é 😀 *jücken* nachts — ≥ 3\u00a0mg **Χ2**.\n")
    for word in ("Ähren", "😀", "jücken", "nachts", "≥", "3\u00a0mg", "Χ2"):
        at = document.prose.index(word)
        assert document.at(at, at + len(word)).quote == word


def test_an_empty_text_has_no_blocks() -> None:
    assert _page("").blocks == _page("\n\n").blocks == _page("<!-- note -->\n").blocks == ()


_WORD = st.sampled_from(["Pain", "itch", "größer", "Χ2", "😀", "0.5", "(n=3)", "≥20%", "p-value", "naïve"])
_SPAN = st.tuples(_WORD, st.sampled_from(["{}", "{}", "*{}*", "**{}**", "[{}](https://a.example)", "~~{}~~", "<i>{}</i>"])).map(lambda pair: pair[1].format(pair[0]))
_LINE = st.lists(_SPAN, min_size=1, max_size=6).map(" ".join)
_PARAGRAPH = st.tuples(_LINE, _LINE, st.sampled_from(["\n", "  \n", " &amp; ", " `code` ", " \\[x\\] "])).map(lambda parts: parts[0] + parts[2] + parts[1])
_PIECE = st.one_of(
    _PARAGRAPH,
    st.tuples(st.sampled_from("123"), _LINE).map(lambda p: f"{'#' * int(p[0])} {p[1]}"),
    st.lists(_LINE, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    st.lists(_LINE, min_size=1, max_size=3).map(lambda lines: "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1))),
    _PARAGRAPH.map(lambda text: "> " + text.replace("\n", "\n> ")),
    st.tuples(_LINE, _LINE).map(lambda p: f"| a | b |\n|---|---|\n| {p[0]} | {p[1]} |"),
    st.just("```\ncode [1]\n```"),
    st.just("  Drug     Dose\n  -------  -----\n  Äspirin  10"),
    st.just("<div>\nhtml\n</div>"),
)
_TEXTS = st.tuples(st.lists(_PIECE, max_size=6), st.sampled_from(["\n", "\r\n"])).map(lambda p: ("\n\n".join(p[0]) + "\n").replace("\n", p[1]))
_TOKEN = re.compile(r"[^\s|&\[\]]+")


@settings(max_examples=250)
@given(_TEXTS)
def test_every_word_of_every_block_is_found_again_in_the_source(text: str) -> None:
    document = _page(text)
    at = 0
    for block in document.blocks:
        assert at <= block.start <= block.end <= len(document.prose)
        place = document.at(block.start, block.end)
        assert place.quote == document.source.text[place.start : place.end]
        for token in _TOKEN.finditer(document.prose, block.start, block.end):
            word = document.at(token.start(), token.end())
            assert word.quote == token[0]
            assert place.start <= word.start < word.end <= place.end
        at = block.end


@settings(max_examples=150)
@given(st.text(st.sampled_from("ab \n\r\t#*_-+|>`~[]()!^&;<:=.1é😀\u00a0\\"), max_size=120))
def test_any_markup_can_be_read_and_mapped(text: str) -> None:
    document = _page(text)
    assert document.status == "read"
    ends = 0
    for block in document.blocks:
        assert ends <= block.start <= block.end <= len(document.prose)
        assert block.end > block.start or block.kind in ("code", "caption")
        place = document.at(block.start, block.end)
        assert 0 <= place.start <= place.end <= len(document.source.text)
        ends = block.end


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("<!-- a b\nc d -->\nText here.\n", "Text here."),
        ("Text\n\n<!--\na b\n\nc d\n-->\n\nText here.\n", "Text\nText here."),
        ("> <!-- a b\n> c d -->\n> Text here.\n\nMore.", "Text here.\nMore."),
        ("- item\n\n  <!-- a\n  b -->\n\n  more\n", "item\nmore"),
        ("<div\nclass='x'>Inner\ntext</div>\n\nafter", "Inner\ntext\nafter"),
    ],
)
def test_comments_and_tags_over_several_lines_are_no_text(text: str, prose: str) -> None:
    assert read("a.md", text).prose == prose

"""Reading HTML: blocks as a browser would show them, each at its place in the file."""

from __future__ import annotations

import pytest

import evlint
from evlint.documents import reading
from evlint.documents.model import Document
from tests.unit.test_formats import assert_quotes_stand_where_they_are_said_to

Told = list[tuple[str, str]]


def page(body: str | bytes, name: str = "a.html") -> Document:
    return reading.read(name, body)


def blocks(document: Document) -> Told:
    return [(block.kind, document.text_of(block)) for block in document.blocks]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h1>Itch</h1><p>A cream helps.</p>", [("heading", "Itch"), ("paragraph", "A cream helps.")]),
        ("<p>One<p>Two", [("paragraph", "One"), ("paragraph", "Two")]),
        ("bare text<div>in a box</div>after", [("paragraph", "bare text"), ("paragraph", "in a box"), ("paragraph", "after")]),
        ("<p>A  cream\n      helps\n<b>most</b> people.</p>", [("paragraph", "A cream helps\nmost people.")]),
        ("<p>95&#37;&nbsp;CI &plusmn; 3 &lt; 4</p>", [("paragraph", "95%\xa0CI ± 3 < 4")]),
        ("<p>p<0.05 and n < 3</p>", [("paragraph", "p<0.05 and n < 3")]),
        ("<ul><li>a bath<li>a cream</ul>", [("list-item", "a bath"), ("list-item", "a cream")]),
        ("<ul><li>a bath<ul><li>short</li></ul></li><li>a cream</li></ul>", [("list-item", "a bath"), ("list-item", "short"), ("list-item", "a cream")]),
        ("<ol><li><p>first</p><p>more</p></li></ol>", [("list-item", "first"), ("list-item", "more")]),
        ("<dl><dt>Dose</dt><dd>5 mg</dd></dl>", [("paragraph", "Dose"), ("paragraph", "5 mg")]),
        ("<table><tr><th>Drug<th>Dose<tr><td>A<td>5</table>", [("table-row", "Drug | Dose"), ("table-row", "A | 5")]),
        ("<table><tr><td><p>A</p><p>B</p></td><td><ul><li>C</ul></td></tr></table>", [("table-row", "A B | C")]),
        ("<table><tr><td><h2>Itch</h2><p>A cream helps.</p></td></tr></table>", [("heading", "Itch"), ("paragraph", "A cream helps.")]),
        ("<blockquote><p>It burns.</p></blockquote><p>After.</p>", [("quotation", "It burns."), ("paragraph", "After.")]),
        ("<figure><img src=a.png><figcaption>Figure 1. A hand</figcaption></figure>", [("caption", ""), ("caption", "Figure 1. A hand")]),
        ("<p>Before <code>x[1]</code> after</p><pre>y = 2</pre>", [("paragraph", "Before after"), ("code", "")]),
        ("<p>A<script>var a = '<p>no</p>'</script>B</p><style>p {}</style>", [("paragraph", "AB")]),
        ("<template><p>no</p></template><noscript>no</noscript><p>yes</p>", [("paragraph", "yes")]),
        ("<nav><a href=/>Home</a></nav><p>Text.</p><footer>Imprint</footer>", [("furniture", "Home"), ("paragraph", "Text."), ("furniture", "Imprint")]),
        ("<p>Text.</p><div id=comments><p>First!</p></div>", [("paragraph", "Text."), ("furniture", "First!")]),
        ("<p>m<sup>2</sup>, 10<sup>−5</sup>, the 4<sup>th</sup>, H<sub>2</sub>O</p>", [("paragraph", "m², 10⁻⁵, the 4th, H2O")]),
        ("<p>t<sub>28</sub> = 2.2</p>", [("paragraph", "t₂₈ = 2.2")]),
        ("<p>one<br>two<br/>three</p>", [("paragraph", "one\ntwo\nthree")]),
        ("<h2>References</h2><ol><li>Ek B. Itch. 2010.</ol><h2>More</h2><p>Text.</p>", [("heading", "References"), ("reference", "Ek B. Itch. 2010."), ("heading", "More"), ("paragraph", "Text.")]),
        ("<p>One</p></div></p></b><p>Two</p>", [("paragraph", "One"), ("paragraph", "Two")]),
        ("<!-- <p>no</p> --><![CDATA[x]]><p>yes</p><?php no ?>", [("paragraph", "yes")]),
        ("<p>a\r\nb\rc</p>", [("paragraph", "a b\nc")]),
        ("<svg><title>no</title><text>no</text></svg><p>yes</p>", [("caption", ""), ("paragraph", "yes")]),
        ("<p>The options are:</p><p>A cream.</p>", [("lead-in", "The options are:"), ("paragraph", "A cream.")]),
    ],
)
def test_blocks(markup: str, expected: Told) -> None:
    document = page(markup)
    assert blocks(document) == expected
    assert_quotes_stand_where_they_are_said_to(document)


def test_places_are_lines_and_columns_of_the_file() -> None:
    document = page("<html>\n<body>\n  <p>A <b>cream</b> helps.</p>\n")
    place = document.at(document.blocks[0].start, document.blocks[0].end)
    assert (place.line, place.column, place.end_line, place.quote) == (3, 6, 3, "A <b>cream</b> helps.")


def test_levels_labels_and_sections() -> None:
    document = page("<h1>A</h1><h3>B</h3><ol start=4><li>x<li value=9>y<li>z</ol>")
    assert [(block.level, block.label, block.section) for block in document.blocks] == [(1, "", ()), (3, "", ("A",)), (0, "4.", ("A", "B")), (0, "9.", ("A", "B")), (0, "10.", ("A", "B"))]


def test_links_hold_their_text() -> None:
    document = page('<p>See <a href=" https://x.test/a?b=1&amp;c=2 ">the <b>guide</b></a>.</p><li><a href="#top">top</a>')
    assert [(link.target, document.prose[link.start : link.end]) for link in document.links] == [("https://x.test/a?b=1&c=2", "the guide"), ("#top", "top")]


def test_raised_numbers_are_citations() -> None:
    document = page('<p>Creams help<sup><a href="#r1">1</a>,<a href="#r2">2</a></sup> and baths do not.<sup>3–5</sup></p>')
    assert [marker.keys for marker in document.markers] == [("1", "2"), ("3", "4", "5")]


def test_links_within_superscripts_hold_their_text() -> None:
    document = page('<p>Creams help<sup><a href="#r1">1</a></sup> and <a href="#r2"><sup>2</sup></a>.</p>')
    assert [(link.target, document.prose[link.start : link.end]) for link in document.links] == [("#r1", "¹"), ("#r2", "²")]


def test_marks_of_notes_belong_to_no_number() -> None:
    assert blocks(page("<table><tr><td>12.3<sup>a</sup><td>4<sup>th</sup><td>5<sup>*, b</sup></table>")) == [("table-row", "12.3 | 4th | 5")]


def test_the_head_tells_title_dates_and_identifiers() -> None:
    head = (
        '<head><title>Itch | Society</title><meta name="citation_doi" content="10.1000/itch"><meta property="article:published_time" content="2021-03-04T10:00Z">'
        '<script type="application/ld+json">{"@graph": [{"@type": "MedicalWebPage", "lastReviewed": "2022-01-05"}]}</script><meta name="citation_pmid" content="123"></head>'
    )
    document = page(head + "<p>A cream helps.</p>")
    metadata = document.metadata
    assert (metadata.title, metadata.issued, metadata.fields["doi"], metadata.fields["pmid"]) == ("Itch | Society", "2021-03-04", "10.1000/itch", "123")
    assert [(date.meaning, date.iso) for date in metadata.dates] == [("issued", "2021-03-04"), ("reviewed", "2022-01-05")]
    assert page(head + "<h1>Itch in old age</h1>").metadata.title == "Itch in old age", "what the page shows comes before the title of its window"


@pytest.mark.parametrize(
    ("markup", "by"),
    [
        ("<p hidden>a b c</p>", "hidden"),
        ("<div style='color:red; Display : NONE'><p>a b c</p></div>", "display : none"),
        ("<style>.x, p#y { opacity: 0; }</style><p id=Y>a b c</p>", "opacity: 0 in a style sheet"),
        ("<p style='height:0;overflow:hidden'>a b c</p>", "no height or width"),
        ("<div style='position:absolute;top:-5000px'>a b c</div>", "top:-5000px"),
    ],
)
def test_what_is_hidden_is_marked(markup: str, by: str) -> None:
    document = page(f"{markup}<p>shown</p>")
    assert [(document.prose[one.start : one.end].strip(), one.by) for one in document.hidden] == [("a b c", by)]


@pytest.mark.parametrize(
    "markup",
    ["<p class=sr-only style=left:-9999px>a b c</p>", "<style>@media print { p { display: none } .q { display: none } }</style><p class=q>a b c</p>", "<p style='opacity:0.5;font-size:0.9em'>a</p>"],
)
def test_what_is_shown_is_not(markup: str) -> None:
    assert page(markup).hidden == ()


def test_the_encoding_that_a_page_declares() -> None:
    document = page('<meta charset="iso-8859-1"><p>p ± 3 für</p>'.encode("latin-1"))
    assert (blocks(document), document.notices) == ([("paragraph", "p ± 3 für")], ())


def test_a_tag_that_the_file_ends_in_is_said() -> None:
    assert "ends inside a tag" in page('<p>A cream helps.</p><a href="x').notices[0]


def test_html_inside_markdown_is_read() -> None:
    document = page(
        "# Itch\n\n<details><summary>More</summary>\n\nA *cream* helps<sup>1</sup>.\n\n</details>\n\n<table><tr><th>Drug</th></tr><tr><td>A</td></tr></table>\n\nH<sub>2</sub>O <!-- no -->\n", "a.md"
    )
    assert blocks(document) == [("heading", "Itch"), ("paragraph", "More"), ("paragraph", "A cream helps¹."), ("table-row", "Drug"), ("table-row", "A"), ("paragraph", "H2O")]
    assert_quotes_stand_where_they_are_said_to(document)


def test_text_goes_on_behind_a_block_of_html_within_a_paragraph() -> None:
    document = page("It fell [ [Figure 1](#) ]. <figure> <p><img src='' /></p> <figcaption>Mean onset</figcaption> </figure> It lasted 703.83 ± 42.90 min.\n", "a.md")
    assert [text.strip() for _, text in blocks(document)] == ["It fell [ Figure 1 ].", "", "Mean onset", "It lasted 703.83 ± 42.90 min."]


def test_a_fix_leaves_no_half_of_a_tag() -> None:
    text = '<html><body><p>Creams help.</p><div>Buy cheap pills <a href="http://pills.test">here now</a></div></body></html>'
    found = [finding for finding in evlint.lint({"a.html": text}).findings if finding.rule == "LNK101"]
    assert found
    for edit in found[0].fix:
        assert text[: edit.start] + edit.text + text[edit.end :] == "<html><body><p>Creams help.</p><div></div></body></html>"


def test_anchors_of_pages_are_their_ids() -> None:
    files = {"a.md": "# A\n\n[dose](b.html#dose) and [gone](b.html#gone)\n", "b.html": "<h1>Gone</h1><p id=dose>5 mg</p>"}
    assert [finding.message for finding in evlint.lint(files, config={"select": ["LNK202"]}).findings] == ["b.html has no anchor 'gone'"]

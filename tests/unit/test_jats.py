"""Reading JATS: sections, tables, citations and references of articles, each at its place in the file."""

from __future__ import annotations

import pytest

import evlint
from evlint.documents import reading
from evlint.documents.model import Document
from tests.unit.test_formats import assert_quotes_stand_where_they_are_said_to

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def article(body: str = "", front: str = "", back: str = "", kind: str = "research-article") -> Document:
    return reading.read("a.xml", f'<?xml version="1.0"?>\n<article article-type="{kind}" {XLINK}><front><article-meta>{front}</article-meta></front><body>{body}</body><back>{back}</back></article>')


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text_of(block)) for block in document.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<sec><title>Methods</title><p>A <italic>cream</italic>\n   was used.</p></sec>", [("heading", "Methods"), ("paragraph", "A cream\nwas used.")]),
        ("<p>RR&#x2009;0.5 &lt; 1</p>", [("paragraph", "RR\u20090.5 < 1")]),
        ("<p>One<disp-quote><p>Two</p></disp-quote></p><p>Three</p>", [("paragraph", "One"), ("quotation", "Two"), ("paragraph", "Three")]),
        ("<list list-type='order'><list-item><p>a</p></list-item><list-item><p>b</p></list-item></list>", [("list-item", "a"), ("list-item", "b")]),
        (
            "<table-wrap><label>Table 1</label><caption><title>Doses</title><p>Of all.</p></caption><table><thead><tr><th>Drug</th></tr></thead><tbody><tr><td>A</td></tr></tbody></table></table-wrap>",
            [("caption", "Table 1 Doses Of all."), ("table-row", "Drug"), ("table-row", "A")],
        ),
        ("<fig><label>Figure 1</label><caption><p>A hand.</p></caption><graphic/></fig>", [("caption", "Figure 1 A hand.")]),
        ("<p>Before</p><disp-formula>x = 1</disp-formula><p>After</p>", [("paragraph", "Before"), ("code", ""), ("paragraph", "After")]),
        ("<p>χ<sup>2</sup>(3) = 1.1, t<sub>28</sub> = 2</p>", [("paragraph", "χ²(3) = 1.1, t₂₈ = 2")]),
        ("<p>A <supplementary-material><p>no</p></supplementary-material>cream</p>", [("paragraph", "A cream")]),
        ("<p><![CDATA[p < 0.05 & more]]></p>", [("paragraph", "p < 0.05 & more")]),
    ],
)
def test_blocks(body: str, expected: list[tuple[str, str]]) -> None:
    document = article(body)
    assert blocks(document) == expected
    assert_quotes_stand_where_they_are_said_to(document)


@pytest.mark.parametrize(
    ("cited", "keys"),
    [
        ('helps <xref ref-type="bibr" rid="B1">1</xref>.', [("1",)]),
        ('helps<sup><xref ref-type="bibr" rid="B1">1</xref>,<xref ref-type="bibr" rid="B2">2</xref></sup>.', [("1", "2")]),
        ('helps <xref ref-type="bibr" rid="B1">1</xref>, <xref ref-type="bibr" rid="B2">2</xref>.', [("1", "2")]),
        ('helps [<xref ref-type="bibr" rid="B1">1</xref>, <xref ref-type="bibr" rid="B2">2</xref>].', [("1", "2")]),
        ('helps [<xref ref-type="bibr" rid="B1">1</xref>–<xref ref-type="bibr" rid="B3">3</xref>].', [("1", "2", "3")]),
        ('helps (<xref ref-type="bibr" rid="B1">Ek and Falk, 2010</xref>).', [("Ek and Falk, 2010",)]),
        ('helps (see <xref ref-type="table" rid="T1">Table 1</xref>).', []),
    ],
)
def test_citations(cited: str, keys: list[tuple[str, ...]]) -> None:
    assert [marker.keys for marker in article(f"<p>A cream {cited}</p>").markers] == keys


def test_the_front_tells_title_dates_identifiers_and_type() -> None:
    document = article(
        front='<article-id pub-id-type="doi">10.1000/itch</article-id><article-id pub-id-type="pmid">123</article-id><title-group><article-title>Itch in <italic>old</italic> age</article-title></title-group>'
        '<contrib-group><contrib><name><surname>Ek</surname></name></contrib></contrib-group><pub-date pub-type="collection"><year>2019</year></pub-date>'
        '<pub-date pub-type="epub"><day>3</day><month>2</month><year>2019</year></pub-date><abstract><sec><title>Aim</title><p>We asked.</p></sec></abstract>'
    )
    assert (document.metadata.title, document.metadata.issued, document.metadata.fields["doi"], document.metadata.fields["article_type"]) == (
        "Itch in old age",
        "2019-02-03",
        "10.1000/itch",
        "research-article",
    )
    assert blocks(document) == [("heading", "Itch in old age"), ("heading", "Aim"), ("paragraph", "We asked.")]


def test_references_with_and_without_punctuation() -> None:
    tagged = (
        '<ref id="B1"><label>1</label><element-citation>\n <person-group><name><surname>Albers</surname><given-names>K</given-names></name>\n <name><surname>Toth</surname><given-names>M</given-names></name></person-group>\n'
        " <article-title>Permethrin for scabies</article-title> <source>Skin Trials</source> <year>2009</year> <volume>4</volume> <issue>2</issue> <fpage>11</fpage> <lpage>19</lpage>\n"
        ' <pub-id pub-id-type="doi">10.5555/st.1</pub-id></element-citation></ref>'
    )
    printed = "<ref><label>[2]</label><mixed-citation>Banerji S. Ivermectin for scabies. Skin Trials. <year>2015</year>;10:201-8.</mixed-citation></ref>"
    document = article(back=f"<ref-list><title>References</title>{tagged}{printed}</ref-list>")
    assert [document.text_of(block) for block in document.blocks if block.kind == "reference"] == [
        "Albers K, Toth M. Permethrin for scabies. Skin Trials. 2009;4(2):11-19. doi:10.5555/st.1.",
        "Banerji S. Ivermectin for scabies. Skin Trials. 2015;10:201-8.",
    ]
    first, second = (entry.reference for entry in document.references)
    assert [entry.number for entry in document.references] == ["1", "2"]
    assert (first.first_author, first.title, first.year, first.volume, first.first_page, first.doi) == ("Albers", "Permethrin for scabies", "2009", "4", "11", "10.5555/st.1")
    assert (second.first_author, second.year) == ("Banerji", "2015")


def test_entities_of_the_dtd_are_those_of_html() -> None:
    document = reading.read("a.xml", '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "JATS.dtd"><article><body><p>&alpha; &plusmn; &nosuch; 1</p></body></article>')
    assert blocks(document) == [("paragraph", "α ± \ufffd 1")]


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY x "y">]><article><body><p>&x;</p></body></article>', "failed", "declares entities"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><article><body><p>&x;</p></body></article>', "failed", "declares entities"),
        ("<article><body><p>cut", "failed", "line 1, column 22"),
        ("<article><body><p>a</b></p></body></article>", "failed", "mismatched tag"),
        ("", "failed", "no element found"),
        ("<urlset><url/></urlset>", "skipped", "root element is 'urlset'"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, status: str, reason: str) -> None:
    document = reading.read("a.xml", text)
    assert document.status == status
    assert reason in (document.reason or "")


def test_the_encoding_of_the_declaration() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?><article><body><p>für ± 3</p></body></article>'
    assert blocks(reading.read("a.xml", text.encode("latin-1"))) == [("paragraph", "für ± 3")]


def test_a_retraction_in_the_corpus_is_heard() -> None:
    notice = '<article article-type="retraction" {}><front><article-meta><article-id pub-id-type="doi">10.5555/notice</article-id><pub-date pub-type="epub"><year>2020</year></pub-date><related-article related-article-type="retracted-article" ext-link-type="doi" xlink:href="10.5555/st.1"/></article-meta></front><body><p>This article is retracted.</p></body></article>'
    page = "# Scabies\n\nPermethrin cures most patients [1].\n\n## References\n\n1. Albers K. Permethrin for scabies. Skin Trials. 2009;4:11-9. doi:10.5555/st.1\n"
    found = evlint.lint({"notice.xml": notice.format(XLINK), "page.md": page}, config={"select": ["STL201"]}).findings
    assert [(finding.rule, finding.primary.document) for finding in found] == [("STL201", "page.md")]
    assert "notice.xml" in " ".join(found[0].notes)

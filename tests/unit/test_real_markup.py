"""Mark-up as real systems write it, found by reading their pages with doubt: nothing is lost, glued or read as another number."""

from __future__ import annotations

import pytest

import evlint
from evlint.documents import reading
from evlint.documents.model import Document
from tests.docx_files import docx, paragraph, run

E = "HR 0.80 (95% CI 0.90 to 0.95)"  # impossible, so that a finding tells that it was read


def html(body: str) -> Document:
    return reading.read("a.html", f"<html><body>{body}</body></html>")


def jats(body: str, back: str = "") -> Document:
    return reading.read("a.xml", f'<article xmlns:mml="m" xmlns:xlink="x"><body><sec><title>Results</title>{body}</sec></body><back>{back}</back></article>')


def texts(document: Document) -> list[str]:
    return [document.text_of(block) for block in document.blocks if block.kind not in ("heading", "code", "caption")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f'<p>It began.<fn id="f"><p>Note.</p></fn> It fell ({E}).</p>', ["It began.", "Note.", f"It fell ({E})."]),
        (f"<p>Before<list><list-item><p>x</p></list-item></list>It fell ({E}).</p>", ["Before", "x", f"It fell ({E})."]),
        (f"<p>Model <disp-formula><mml:math><mml:mi>y</mml:mi></mml:math></disp-formula> gave {E}.</p>", ["Model", f"gave {E}."]),
        (f'<p>See<table-wrap><table><tr><td>x</td></tr></table></table-wrap> <ext-link xlink:href="y">tail</ext-link> {E}.</p>', ["See", "x", f"tail {E}."]),
        ("<p>HR <inline-formula><tex-math>$0.80$</tex-math></inline-formula> (95% CI 0.90 to 0.95).</p>", ["HR 0.80 (95% CI 0.90 to 0.95)."]),
        (
            "<p><inline-formula><alternatives><tex-math>$p<![CDATA[<]]>0.05$</tex-math><mml:math><mml:mi>p</mml:mi><mml:mo>&lt;</mml:mo><mml:mn>0.05</mml:mn></mml:math></alternatives></inline-formula> it</p>",
            ["p<0.05 it"],
        ),
        (
            "<p><mml:math><mml:msup><mml:mn>10</mml:mn><mml:mn>6</mml:mn></mml:msup></mml:math> and <mml:math><mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac></mml:math></p>",
            ["10⁶ and 1/2"],
        ),
        ("<p><strike>old</strike>new</p>", ["new"]),
    ],
)
def test_jats(body: str, expected: list[str]) -> None:
    assert texts(jats(body)) == expected


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ('<p>Mortality was 12<xref ref-type="bibr" rid="R1">1</xref> of 100.</p>', [("1",)]),
        ('<p>It fell by 12%<xref ref-type="bibr" rid="R9"><sup>9</sup></xref> in (<xref ref-type="bibr" rid="R9">9</xref>).</p>', [("9",), ("9",)]),
        ('<p>p = 0.001<sup><xref ref-type="bibr" rid="R2">2</xref></sup> here</p>', [("2",)]),
    ],
)
def test_citations_count_by_their_mark_up(body: str, keys: list[tuple[str, ...]]) -> None:
    assert [marker.keys for marker in jats(body).markers] == keys


def test_entries_of_jats() -> None:
    back = (
        "<ref-list><title>References</title><ref><mixed-citation><string-name><surname>Doe</surname><given-names>A</given-names></string-name>. Aspirin. BMJ. 2018;3:4.</mixed-citation></ref>"
        "<ref><citation-alternatives><element-citation><source>BMJ</source><year>2020</year></element-citation><mixed-citation>Lee B. Cohort. BMJ. 2020;1:2.</mixed-citation></citation-alternatives></ref></ref-list>"
    )
    assert texts(jats("<p>Text.</p>", back))[1:] == ["Doe A. Aspirin. BMJ. 2018;3:4.", "BMJ. 2020."]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f'<p>Share <svg class="i"/> it.</p><p>{E}.</p>', ["Share it.", f"{E}."]),
        ("<table><tr><td>Dose</td><td><ul><li>75 mg</li><li>300 mg</li></ul></td><td><p>HR 0.80</p><p>(95% CI)</p></td></tr></table>", ["Dose | 75 mg 300 mg | HR 0.80 (95% CI)"]),
        ('<p>HR 0.9<span style="vertical-align:super">9</span> (95% CI 0.85 to 0.95).</p>', ["HR 0.9⁹ (95% CI 0.85 to 0.95)."]),
        ("<style>.c3{vertical-align:super}</style><p>10<span class=c3>6</span> units</p>", ["10⁶ units"]),
        ("<p>In <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of <math><msup><mi>χ</mi><mn>2</mn></msup></math></p>", ["In 1/2 of χ²"]),
        ("<p>It was <del>20 of 100 (30%)</del><ins>20 of 100 (20%)</ins>, <s>no</s> more.</p>", ["It was 20 of 100 (20%), more."]),
        ("<style>.tip{visibility:hidden}</style><p>A <span>RR<span class=tip>Relative risk</span></span> of 1</p>", ["A RR Relative risk of 1"]),
        ("<p>See a GP<span class=sr-only>(opens in new tab)</span>.</p>", ["See a GP (opens in new tab)."]),
        ('<p><span class=katex><span class="katex-mathml"><math><mi>x</mi></math></span><span class="katex-html" aria-hidden=true>x</span></span> = 1</p>', ["x = 1"]),
        ("<p>漢<ruby>字<rt>ji</rt></ruby></p><p>The drug</p>", ["漢字", "The drug"]),
    ],
)
def test_html(body: str, expected: list[str]) -> None:
    assert [" ".join(text.split()) for text in texts(html(body))] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>漢<ruby>字<rt>ji</ruby></p><p>After.</p>", [("paragraph", "漢字"), ("paragraph", "After.")]),
        ("<p>a <del>b</p><p>After.</p>", [("paragraph", "a"), ("paragraph", "After.")]),
        ("<p>a <svg><path></p><p>After.</p>", [("paragraph", "a"), ("paragraph", "After.")]),
        ("<p>a <code>b</p><p>After.</p>", [("paragraph", "a"), ("paragraph", "After.")]),
        ("<div><ul><li>a</div><p>After.</p>", [("list-item", "a"), ("paragraph", "After.")]),
        ("<div><blockquote>a</div><p>After.</p>", [("quotation", "a"), ("paragraph", "After.")]),
        ("<ul><li>a<ul><li>b<li>c</ul>d</ul><p>After.</p>", [("list-item", "a"), ("list-item", "b"), ("list-item", "c"), ("list-item", "d"), ("paragraph", "After.")]),
    ],
)
def test_what_nobody_closed_ends_with_the_element_around_it(body: str, expected: list[tuple[str, str]]) -> None:
    document = html(body)
    assert [(block.kind, document.text_of(block)) for block in document.blocks] == expected


def test_a_heading_may_be_a_button() -> None:
    document = html('<p>Statins work.[1]</p><h2><button aria-expanded="false">References</button></h2><div><ol><li>Smith J. Statins. N Engl J Med. 2019;380:1-10.</li></ol></div><button>Send</button>')
    assert [(block.kind, document.text_of(block)) for block in document.blocks[1:]] == [("heading", "References"), ("reference", "Smith J. Statins. N Engl J Med. 2019;380:1-10.")]


def test_lists_of_references_by_role_and_class() -> None:
    pandoc = html(
        '<p>Statins work<a href="#fn1" role="doc-noteref"><sup>1</sup></a>.</p><section role="doc-endnotes"><ol><li id="fn1"><p>Smith J. Statins. Lancet. 2019;1:2. <a href="#fnref1">↩︎</a></p></li></ol></section>'
    )
    assert [entry.reference.raw.strip() for entry in pandoc.references] == ["Smith J. Statins. Lancet. 2019;1:2."]
    wiki = html('<p>Work.<sup><a href="#cite_note-1">[1]</a></sup></p><ol class="references"><li id="cite_note-1"><a href="#cite_ref-1">^</a> Smith J. Statins. Lancet. 2019;1:2.</li></ol>')
    assert [(entry.number, entry.reference.first_author) for entry in wiki.references] == [("1", "Smith")]
    assert [marker.keys for marker in wiki.markers] == [("1",)]


def test_paragraphs_of_one_entry() -> None:
    document = html(
        '<p>Work [1].</p><h2>References</h2><ol><li><p>Smith J. Statins. Lancet. 2019;1:2.</p><p>Available from: <a href="https://x.test">x</a></p></li><li>Doe A. Aspirin. BMJ. 2018;3:4.</li></ol>'
    )
    assert [entry.number for entry in document.references] == ["1", "2"]


def test_linked_numbers_are_citations() -> None:
    document = html('<p>It fell by 12%<sup><a href="#ref1">1</a></sup> in (<a href="#CR1">1</a>, <a href="#CR2">2</a>), see <a href="#dose">5</a>.</p>')
    assert [marker.keys for marker in document.markers] == [("1",), ("1",), ("2",)]


@pytest.mark.parametrize(
    "page",
    [
        "<h1>A b</h1><h2>Video</h2><iframe src=x></iframe><h2>End</h2><p>Text of it.</p>",
        "<h1>A b</h1><h2>Picture</h2><svg><path/></svg><h2>End</h2><p>Text of it.</p>",
        '<h1>A b</h1><a href="#tab-2" role="tab">Tab</a> <a href="#menu" data-bs-toggle="offcanvas">Menu</a><p>Text of it.</p>',
        "<style>.sr{position:absolute;width:1px;height:1px;overflow:hidden}</style><p>Text.</p><span class=sr>See <a href='https://x.test/'>the page on this</a></span>",
        "<p>Text.</p><div style='display:none'>Seven eight nine <a href='https://doi.org/10.1056/NEJMoa1'>published here</a>.</div>",
    ],
)
def test_pages_without_a_fault(page: str) -> None:
    assert [(finding.rule, finding.severity) for finding in evlint.lint({"a.html": page}).findings if finding.severity != "note"] == []


def word(*body: str) -> Document:
    return reading.read("a.docx", docx(*body))


def test_word() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('In1')}</w:tc><w:tc>{paragraph('12')}</w:tc></w:tr></w:tbl>"
    assert texts(word(f"<w:tbl><w:tr><w:tc>{paragraph('Outer.')}{inner}{paragraph('E.')}</w:tc><w:tc>{paragraph('C2')}</w:tc></w:tr></w:tbl>")) == ["Outer. In1 12 E. | C2"]
    gone = f'<w:tr><w:trPr><w:del w:id="9"/></w:trPr><w:tc>{paragraph(E)}</w:tc></w:tr>'
    assert texts(word(f"<w:tbl><w:tr><w:tc>{paragraph('Kept')}</w:tc></w:tr>{gone}</w:tbl>", paragraph("After."))) == ["Kept", "After."]
    assert texts(word(paragraph("old ", run("struck", "<w:strike/>"), "new"))) == ["old new"]
    asks = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('Click or tap here to enter text.')}</w:sdtContent></w:sdt>"
    assert texts(word(asks, paragraph("Text."))) == ["Text."]
    equation = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:f><m:num><m:r><m:t>12</m:t></m:r></m:num><m:den><m:r><m:t>100</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>'
    assert texts(word(paragraph(run("In "), equation, run(" died.")))) == ["In 12/100x² died."]


def test_undeclared_pages_are_of_the_western_code_page() -> None:
    document = reading.read("a.html", "<p>The 95% CI was 0.75–0.90 – the patient’s risk fell by ½.</p>".encode("cp1252"))
    assert texts(document) == ["The 95% CI was 0.75–0.90 – the patient’s risk fell by ½."]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.xml",
            '<article><body><p>Ketamine helps (Smith and Jones <xref ref-type="bibr" rid="C1">2014</xref>), as Roe et al., <xref ref-type="bibr" rid="C1">2014</xref> say.</p></body><back><ref-list><ref id="C1"><mixed-citation>Smith J, Jones A. Ketamine. Pain. 2014;1:2.</mixed-citation></ref></ref-list></back></article>',
        ),
        (
            "a.html",
            '<p class="authors">Jane Smith<sup>1</sup>, John Doe<sup>2,5</sup></p><p><sup>5</sup>Department of Pain</p><p>It helps [1].</p><h2>References</h2><ol><li>Smith J. Ketamine. Pain. 2014;1:2.</li></ol>',
        ),
        ("a.html", "<p>The BMI<sup>2</sup> of adults was used [1].</p><h2>References</h2><ol><li>Smith J. Ketamine. Pain. 2014;1:2.</li></ol>"),
        (
            "a.xml",
            "<article><front><article-meta><abstract><title>Abstract</title><sec><title>Objective</title><p>To test it.</p></sec></abstract></article-meta></front><body><sec><title>Supplementary Material</title><supplementary-material><p>x</p></supplementary-material></sec></body></article>",
        ),
        ("a.docx", docx(paragraph("See the algorithm:"), "<w:p><w:r><w:drawing/></w:r></w:p>", paragraph("End", style="Heading1"), paragraph("Text of it."))),
        ("a.html", '<p>Text.</p><a href="javascript:window.print()">Print</a> <a href="javascript:void(0)">More</a>'),
        ("a.html", '<p>Text.</p><div style="position:absolute;left:50%;margin-left:-480px">See <a href="https://pain.test/g">Society guideline</a>.</div>'),
        ("a.html", '<p>Text.</p><div style="opacity:0;animation:fadein 1s forwards">See <a href="https://pain.test/g">Society guideline</a>.</div>'),
    ],
)
def test_more_pages_without_a_fault(name: str, text: str | bytes) -> None:
    assert [(finding.rule, finding.message) for finding in evlint.lint({name: text}).findings if finding.severity != "note"] == []


def test_xhtml_may_close_its_scripts_at_once() -> None:
    text = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x.js"/></head><body><p>{E}.</p></body></html>'
    assert texts(reading.read("a.xhtml", text)) == [f"{E}."]


def test_identifiers_of_mixed_citations_stay_apart() -> None:
    back = '<ref-list><ref><mixed-citation>Smith J. Ketamine. BMJ. <year>2014</year>;348:f7656. <pub-id pub-id-type="doi">10.1136/bmj.f7656</pub-id><pub-id pub-id-type="pmid">24515579</pub-id></mixed-citation></ref></ref-list>'
    entry = jats("<p>Text.</p>", back).references[0].reference
    assert (entry.doi, entry.pmid) == ("10.1136/bmj.f7656", "24515579")


def test_raised_by_style_and_by_position_in_word() -> None:
    assert texts(word(paragraph("It was 0.94", run("5", '<w:position w:val="8"/>'), "."))) == ["It was 0.94⁵."]

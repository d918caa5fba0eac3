"""Reading Word files: the text that Word shows with all changes accepted, and places as people count them."""

from __future__ import annotations

import pytest

import evlint
from evlint.documents import reading
from evlint.documents.model import Document
from tests.docx_files import docx, paragraph, run, table

RAISED = '<w:vertAlign w:val="superscript"/>'


def word(*body: str, **more: object) -> Document:
    return reading.read("a.docx", docx(*body, **more))  # type: ignore[arg-type]


def blocks(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, document.text_of(block)) for block in document.blocks]


def test_headings_lists_tables_and_their_places() -> None:
    document = word(
        paragraph("Itch in old age", style="Heading1"), paragraph("Methods", style="Heading2"), paragraph("A cream was used."), paragraph(""), paragraph("a bath", numbering="1"), paragraph("first", numbering="2"),
        paragraph("second", numbering="2"), table(["Drug", "Dose"], ["A", "5"]), paragraph("After."),
    )  # fmt: skip
    assert blocks(document) == [
        ("heading", "", "Itch in old age"), ("heading", "", "Methods"), ("paragraph", "", "A cream was used."), ("list-item", "-", "a bath"), ("list-item", "1.", "first"), ("list-item", "2.", "second"),
        ("table-row", "", "Drug | Dose"), ("table-row", "", "A | 5"), ("paragraph", "", "After."),
    ]  # fmt: skip
    assert [document.at(block.start, block.end).place for block in document.blocks[2:5]] == [
        "paragraph 3, Itch in old age › Methods",
        "paragraph 5, Itch in old age › Methods",
        "paragraph 6, Itch in old age › Methods",
    ]
    assert document.at(document.blocks[7].start, document.blocks[7].end).place.startswith("table 1, row 2")
    assert [block.level for block in document.blocks if block.kind == "table-row"] == [1, 0]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (("A ", "cream", " helps."), "A cream helps."),
        (("Creams help", run("1,2", RAISED), "."), "Creams help¹,²."),
        (("m", run("2", RAISED), " and the 4", run("th", RAISED)), "m² and the 4th"),
        (("A ", "<w:ins><w:r><w:t>cream</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>bath</w:delText></w:r></w:del>", " helps."), "A cream helps."),
        (("A", "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>"), "A b\nc-"),
        (("p ", '<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', " 0.05"), "p ≤ 0.05"),
        (("Text", '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>', '<w:commentReference w:id="1"/>'), "Text"),
    ],
)
def test_runs(runs: tuple[str, ...], text: str) -> None:
    assert [told for _, _, told in blocks(word(paragraph(*runs)))] == [text]


def test_hidden_runs_are_kept_and_marked() -> None:
    document = word(
        paragraph(
            "A cream helps.", run(" Buy pills at our shop", "<w:vanish/>"), run(" in white", '<w:color w:val="FFFFFF"/>'), run(" tiny", '<w:sz w:val="2"/>'), run(" shown", '<w:vanish w:val="0"/>')
        )
    )
    assert [(document.prose[one.start : one.end], one.by) for one in document.hidden] == [(" Buy pills at our shop", "hidden text"), (" in white", "white text"), (" tiny", "smaller than a point")]


def test_links_and_footnotes() -> None:
    document = word(
        paragraph("See ", '<w:hyperlink r:id="l1"><w:r><w:t>there</w:t></w:r></w:hyperlink>', '<w:r><w:footnoteReference w:id="2"/></w:r>', "."),
        links={"l1": "https://x.test/a?b&c"},
        footnotes={"2": "Only in adults."},
    )
    assert [(link.target, document.prose[link.start : link.end]) for link in document.links] == [("https://x.test/a?b&c", "there")]
    assert blocks(document) == [("paragraph", "", "See there[^f2]."), ("paragraph", "[^f2]", "Only in adults.")]
    assert document.at(document.blocks[1].start, document.blocks[1].end).place == "footnote f2"[:8] + " 2"


def test_the_list_of_references_and_the_title() -> None:
    document = word(paragraph("References", style="Heading1"), paragraph("Ek B. Nerves of itch. Ann Itch. 2021;8:1-9.", numbering="2"), title="Draft")
    assert [(entry.number, entry.reference.year) for entry in document.references] == [("1", "2021")]
    assert word(paragraph("A cream helps."), title="Itch in old age").metadata.title == "Itch in old age"


def test_findings_name_the_paragraph_and_offer_no_edit() -> None:
    report = evlint.lint({"a.docx": docx(paragraph("Results", style="Heading1"), paragraph("The ratio was RR 0.50, 95% CI 0.60 to 0.90."), paragraph("Buy cheap Viagra online without prescription!"))})
    assert {(finding.rule, finding.primary.place) for finding in report.findings} >= {("STA201", "paragraph 2, Results"), ("LNK101", "paragraph 3, Results")}
    assert not any(finding.fix for finding in report.findings)
    assert report.to_dict()["findings"][0]["locations"][0]["place"]


BOMB = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>' + "a" * (70 * 1024 * 1024) + "</w:t></w:r></w:p></w:body></w:document>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no Word file"),
        (b"PK\x03\x04 and nothing", "no Word file"),
        (docx(paragraph("x" * 3000))[:500], "no Word file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password, or an old .doc"),
        (docx(document="<w:document"), "damaged inside"),
        (docx(document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "declares XML entities"),
        (docx(document=BOMB), "unpacks to more than"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, reason: str) -> None:
    report = evlint.lint({"a.docx": data, "b.md": "RR 0.50, 95% CI 0.60 to 0.90."})
    assert [document.status for document in report.documents] == ["failed", "read"]
    assert reason in (report.documents[0].reason or "")
    assert [finding.rule for finding in report.findings] == ["STA201"], "the other files are checked"


def test_a_cell_over_two_columns_takes_both() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("Zinc") + "</w:tc>"
    head = "<w:tr><w:tc>" + paragraph("Outcome") + "</w:tc>" + wide + "<w:tc>" + paragraph("P") + "</w:tc></w:tr>"
    body = "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Itch", "3.1", "1.2", "0.04")) + "</w:tr>"
    document = word(f"<w:tbl>{head}{body}</w:tbl>")
    rows = [[document.prose[start:end] for start, end in block.cells] for block in document.blocks]
    assert rows == [["Outcome", "Zinc", "", "P"], ["Itch", "3.1", "1.2", "0.04"]]

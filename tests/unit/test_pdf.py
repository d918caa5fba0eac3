"""PDF: what the reader makes of pages, and what it says of files that it cannot read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

import evlint
from evlint.documents.decode import UnreadableError
from evlint.documents.formats import pdf as reader
from evlint.documents.model import Document
from evlint.documents.reading import read
from tests.pdf_files import HEIGHT, Item, pdf, pdf_of, width

pytest.importorskip("pypdfium2")

SENTENCES = (
    "Ketamine given before surgery reduced pain in adults with chronic conditions of the lower back. The trials were small and most of them "
    "ended after twelve weeks. Nausea was more common with the drug than with placebo, and no trial reported deaths. "
)
LONG = "\n\n".join(f"Part {name} of the report. {SENTENCES * 3}".strip() for name in ("one", "two", "three", "four", "five", "six", "seven", "eight"))


def _page(*lines: str, size: float = 10, left: float = 60, top: float = 780, leading: float = 12.5) -> list[Item]:
    return [(left, top - leading * i, size, line) for i, line in enumerate(lines)]


def _document(data: bytes) -> Document:
    document = read("a.pdf", data)
    assert document.status == "read", document.reason
    return document


def _texts(data: bytes) -> list[str]:
    document = _document(data)
    return [document.text_of(block) for block in document.blocks]


def _refusal(data: bytes) -> str:
    document = read("a.pdf", data)
    assert document.status == "failed"
    return document.reason or ""


# Order


@pytest.mark.parametrize(("columns", "across"), [(1, False), (2, False), (2, True), (3, True)])
def test_paragraphs_come_in_reading_order(columns: int, across: bool) -> None:
    document = _document(pdf_of(LONG, columns, across=across, size=9))
    assert [" ".join(text.split()) for text in document.prose.split("\n\n")] == LONG.replace("  ", " ").split("\n\n")


def test_a_title_over_two_columns_and_a_footer_below_them() -> None:
    left = [f"the left column goes on here {word}" for word in ("one", "two", "three", "four", "five", "six.")]
    right = [f"{'It' if word == 'seven' else 'it'} runs on in the right column {word}" for word in ("seven", "eight", "nine", "ten", "eleven", "twelve.")]
    items: list[Item] = [(60, 780, 16, "Ketamine for chronic pain in adults, a systematic review")]
    for i, (one, two) in enumerate(zip(left, right, strict=True)):
        items += [(60, 700 - 12 * i, 10, one), (320, 700 - 12 * i, 10, two)]
    items += [(60, 560, 10, "A last sentence runs over the full width of the page, from one margin to the other one, as notes do.")]
    texts = _texts(pdf([items]))
    assert texts[0] == "Ketamine for chronic pain in adults, a systematic review"
    assert texts[1] == " ".join(left)
    assert texts[2] == " ".join(right)
    assert texts[3].startswith("A last sentence")


def test_a_paragraph_runs_on_over_pages() -> None:
    text = _document(pdf([_page("The trial enrolled adults, and all of them took the drug for the whole of"), _page("the twelve weeks that were planned.")])).prose
    assert text == "The trial enrolled adults, and all of them took the drug for the whole of the twelve weeks that were planned."


def test_a_heading_stands_apart_by_its_size() -> None:
    items: list[Item] = [(60, 780, 14, "Results of the search"), *_page("We found twelve trials. They were small.", top=764)]
    document = _document(pdf([items]))
    assert [(block.kind, document.text_of(block)) for block in document.blocks] == [("heading", "Results of the search"), ("paragraph", "We found twelve trials. They were small.")]


def test_rows_of_a_table_keep_their_cells() -> None:
    items: list[Item] = [(60, 740, 10, "The outcomes after twelve weeks are these, with numbers of patients in each of the groups.")]
    for i, row in enumerate((("Outcome", "Ketamine", "Placebo"), ("Pain", "12/40", "24/41"), ("Nausea", "9/40", "3/41"))):
        items += [(60 + 120 * j, 700 - 14 * i, 10, cell) for j, cell in enumerate(row)]
    document = _document(pdf([items]))
    rows = [block for block in document.blocks if block.kind == "table-row"]
    assert [[document.prose[first:last] for first, last in row.cells] for row in rows] == [["Outcome", "Ketamine", "Placebo"], ["Pain", "12/40", "24/41"], ["Nausea", "9/40", "3/41"]]
    assert [row.level for row in rows] == [1, 0, 0]


# Furniture


def test_running_heads_and_page_numbers_are_dropped() -> None:
    document = _document(pdf_of(LONG * 3, head="Journal of Pain 2020; 12", numbered=True))
    assert len(document.source.places) >= 3
    assert "Journal of Pain" not in document.prose
    assert not any(text.isdigit() for text in document.prose.split("\n\n"))


def test_what_repeats_in_the_middle_of_pages_stays() -> None:
    pages = [_page("Results", top=400) + _page(f"Trial {word} showed less pain.", top=370) for word in ("one", "two", "three", "four")]
    assert _document(pdf(pages)).prose.count("Results") == 4


def test_text_at_the_upper_edge_that_is_no_head_stays() -> None:
    pages = [_page(f"The risk was {number} in 100 patients.", "It was lower with the drug than without it.", "No deaths were seen.") for number in (12, 13, 14)]
    assert _document(pdf(pages)).prose.count("The risk was") == 3


# Words and signs


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("We looked at the treat-", "ment of pain.", "treatment of pain"),
        ("It was a placebo-", "controlled trial.", "placebo-controlled trial"),
        ("A follow-", "up of COVID-", "follow-up of COVID-"),
        ("The range was 10-", "20 points.", "10-20 points"),
        ("The range was 10 –", "20 points.", "10 – 20 points"),
        ("It was higher with-", "in twelve weeks.", "higher within twelve"),
        ("A change from base-", "line in a co-", "baseline in a co"),
        ("Pain fell in the well-trained; those were well-", "trained people.", "were well-trained people"),
    ],
)
def test_words_broken_at_line_ends(first: str, second: str, whole: str) -> None:
    assert whole in _document(pdf([_page(first, second)])).prose


def test_ligatures_are_spelled_out() -> None:
    assert _document(pdf([_page("The eﬀect was signiﬁcant and the diﬃcult ﬂow ended.")])).prose == "The effect was significant and the difficult flow ended."


def test_signs_beyond_the_western_letters() -> None:
    line = "The test gave χ² = 4.2, p ≤ 0.05, and a change of −5 × 3 points."
    assert _document(pdf([_page(line)])).prose == line


@pytest.mark.parametrize("sign", ["\uf02d", "\xad"])
def test_a_lost_minus_before_a_number_is_put_back(sign: str) -> None:
    text = _document(pdf([_page(f"The change was {sign}5.2 points.")])).prose
    assert text in ("The change was −5.2 points.", "The change was -5.2 points.")


def _raised(y: float, before: str, raised: str, after: str) -> list[Item]:
    first, second = 60 + 10 * width(before), 60 + 10 * width(before) + 6 * width(raised)
    return [(60, y, 10, before), (first, y + 4, 6, raised), (second + 3, y, 10, after)]


def test_raised_numbers_are_citations_and_exponents() -> None:
    document = _document(pdf([_raised(700, "It lowered pain.", "1,2", "Next it rose.") + _raised(600, "The risk was 10", "−5", "or so.")]))
    assert document.prose == "It lowered pain.¹,² Next it rose.\n\nThe risk was 10⁻⁵ or so."
    assert [marker.keys for marker in document.markers] == [("1", "2")]


# Places, metadata, hidden text


def test_places_are_pages() -> None:
    report = evlint.lint({"a.pdf": pdf([_page("It was a trial of pain in adults, with a parallel group."), _page("The risk ratio was lower: RR 0.50, 95% CI 0.60 to 0.90.")])})
    found = [finding for finding in report.findings if finding.rule == "STA201"]
    assert [finding.locations[0].place for finding in found] == ["page 2"]


def test_statistics_are_read() -> None:
    report = evlint.lint({"a.pdf": pdf_of("Pain was less common with ketamine (RR 0.50, 95% CI 0.60 to 0.90).")})
    assert [finding.locations[0].place for finding in report.findings if finding.rule == "STA201"] == ["page 1"]


def test_title_and_date_of_the_file_are_fields_and_no_date_of_issue() -> None:
    document = _document(pdf([_page("It lowered pain.")], title="Ketamine for pain", created="D:20200131120000+01'00'"))
    assert dict(document.metadata.fields) == {"title": "Ketamine for pain", "created": "2020-01-31"}
    assert (document.metadata.title, document.metadata.issued) == ("Ketamine for pain", "")


@pytest.mark.parametrize("title", ["Microsoft Word - final.docx", "untitled", "paper_v3", "The paper.pdf"])
def test_names_of_files_are_no_titles(title: str) -> None:
    assert "title" not in _document(pdf([_page("It lowered pain.")], title=title)).metadata.fields


@pytest.mark.parametrize(
    ("item", "by"),
    [
        ((60, 600, 0.5, "Say that it works."), "smaller than one point"),
        ((-400, 600, 10, "Say that it works."), "off the page"),
        ((60, HEIGHT + 30, 10, "Say that it works."), "off the page"),
        ((60, 600, 10, "Say that it works."), "invisible text"),
    ],
)
def test_hidden_text_is_named(item: Item, by: str) -> None:
    document = _document(pdf([[*_page("It lowered pain.", "It did."), item]], invisible=(item[3],) if by == "invisible text" else ()))
    assert [(document.prose[one.start : one.end], one.by) for one in document.hidden] == [("Say that it works.", by)]


def test_text_recognised_in_a_picture_of_the_page_is_normal_text() -> None:
    document = _document(pdf([_page("It lowered pain.")], invisible=["It lowered pain."], pictures=[1]))
    assert (document.prose, document.hidden) == ("It lowered pain.", ())


def test_pages_that_are_pictures_are_named() -> None:
    lines = ["It was a trial of pain in adults, with a parallel group and twelve weeks of treatment in hospital."] * 3
    assert _document(pdf([_page(*lines), []], pictures=[2])).notices == ("holds a picture and no text on page 2, so nothing there is read; run text recognition (OCR) over it",)
    assert _document(pdf([_page(*lines), []])).notices == ()


# Files that cannot be read


def test_an_encrypted_file() -> None:
    assert _refusal(pdf([_page("It lowered pain.")], encrypt=True)) == "is encrypted and opens with a password only; save a copy without the password, or exclude it in the configuration"


def test_a_scan() -> None:
    assert _refusal(pdf([[], [], []])) == "holds no text on any of its 3 pages, as scans do; run text recognition (OCR) over it, or exclude it in the configuration"
    assert "on its only page" in _refusal(pdf([[]]))
    assert "on 3 of its 4 pages" in _refusal(pdf([[], _page("scanned"), [], []]))


def test_a_file_that_was_cut() -> None:
    data = pdf_of(LONG)
    for share in (0.2, 0.5, 0.9):
        assert _refusal(data[: int(len(data) * share)]) == "is cut off, for the mark of its end is missing; fetch it again"


def test_garbage_and_nothing() -> None:
    assert "is no PDF" in _refusal(b"<html>Not found</html>")
    assert _refusal(b"") == "is empty; fetch it again, or exclude it in the configuration"
    assert _refusal(b"%PDF-1.4\n" + bytes(range(1, 256)) * 40 + b"\n%%EOF") == "is a damaged PDF; fetch it again, or print it to a new PDF from a viewer that still opens it"


def test_too_many_pages() -> None:
    assert _refusal(pdf([[]] * 2_001)) == "has 2,001 pages, and no more than 2,000 are read; split it, or exclude it in the configuration"


def _child(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "COMMAND", _child("import time; time.sleep(60)"))
    monkeypatch.setattr(reader, "SECONDS", 0.2)
    assert _refusal(pdf([[]])) == "took longer than 0.2 s; split it, convert it to text, or exclude it in the configuration"


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise SystemExit(3)", "print('no JSON')", "print('[]')"])
def test_a_child_that_fails(code: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(reader, "COMMAND", _child(code))
    assert "made the PDF reader fail (exit status" in _refusal(pdf([[]]))
    assert capfd.readouterr() == ("", "")


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "COMMAND", _child("import sys; sys.modules['pypdfium2'] = None; from evlint.documents.formats import pdf_worker; pdf_worker.main()"))
    assert _refusal(pdf([[]])) == "PDF needs pypdfium2: pip install 'evlint[pdf]', or convert the file to text"


def test_a_python_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "COMMAND", ("no-such-program",))
    assert "the PDF reader did not start" in _refusal(pdf([[]]))


def test_other_files_are_still_checked() -> None:
    report = evlint.lint({"broken.pdf": pdf([[]], encrypt=True), "fine.pdf": pdf([_page("Pain was less common: RR 0.50, 95% CI 0.60 to 0.90.")])})
    assert [finding.locations[0].document for finding in report.findings if finding.rule == "STA201"] == ["fine.pdf"]


@pytest.fixture
def damaged() -> Iterator[bytes]:
    data = pdf_of(LONG, 2)
    at = data.index(b"stream")
    yield data[: at + 400] + b"\xff" * 300 + data[at + 700 :]


def test_a_damaged_stream_never_raises(damaged: bytes) -> None:
    try:
        found: Any = reader.read(damaged)
    except UnreadableError as error:
        found = str(error)
    assert found

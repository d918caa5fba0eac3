"""Comments that speak to evlint, in the comments of every format."""

from __future__ import annotations

import json
from datetime import date

import pytest

from evlint import engine
from evlint.config.settings import Settings
from evlint.documents import directives, reading
from evlint.documents.lines import LineIndex
from tests.docx_files import docx, paragraph

BAD = "The odds of relapse were lower (OR 0.50, 95% CI 0.60 to 0.90)."
SAID = "evlint: ignore STA201 until 2027-01-31 by M. Kranz: printed so: see page 3"
REFERENCE = '<w:r><w:commentReference w:id="7"/></w:r>'
NOTEBOOK = {
    "nbformat": 4,
    "metadata": {},
    "cells": [{"cell_type": "code", "source": f"# {SAID}"}, {"cell_type": "markdown", "source": ["# T\n", "\n", f"<!-- {SAID} -->\n", "\n", f"{BAD}\n", "\n", f"{BAD}\n"]}],
}


def shown(name: str, data: str | bytes, *, as_of: date = date(2026, 11, 26)) -> tuple[list[str], list[str]]:
    """(findings, what comments set aside), by rule."""
    report = engine.run({name: data}, {}, Settings(select=("STA201", "IGN")), as_of)
    return sorted(f.rule for f in report.findings), sorted(item.finding.rule for item in report.suppressed)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", f"<!-- {SAID} -->\n\n{BAD}\n\n{BAD}\n"),
        ("b.md", f"{BAD} <!-- {SAID} -->\n\n{BAD}\n"),
        ("c.md", f"[//]: # ({SAID})\n\n{BAD}\n\n{BAD}\n"),
        ("d.md", f"- {BAD} <!-- {SAID} -->\n- {BAD}\n"),
        ("a.html", f"<p>{BAD}<!-- {SAID} --></p><p>{BAD}</p>"),
        ("a.xml", f"<article><body><!-- {SAID} --><p>{BAD}</p><p>{BAD}</p></body></article>"),
        ("a.rst", f".. {SAID}\n\n{BAD}\n\n{BAD}\n"),
        ("a.tex", "\\begin{document}\n% " + SAID + "\n" + BAD.replace("%", "\\%") + "\n\n" + BAD.replace("%", "\\%") + "\n\\end{document}\n"),
        ("a.txt", f"# {SAID}\n{BAD}\n\n{BAD}\n"),
        ("a.docx", docx(paragraph("Results", style="Heading1"), paragraph(BAD).replace("</w:p>", f"{REFERENCE}</w:p>"), paragraph(BAD), comments={"7": SAID, "8": "Nice."})),
        ("a.ipynb", json.dumps(NOTEBOOK)),
    ],
)
def test_one_of_two_equal_faults_is_set_aside(name: str, data: str | bytes) -> None:
    assert shown(name, data) == (["STA201"], ["STA201"])
    assert shown(name, data, as_of=date(2027, 2, 1)) == (["IGN103", "STA201", "STA201"], [])
    (said,) = reading.read(name, data).directives
    assert (said.words, said.by, said.until, said.reason) == (("STA201",), "M. Kranz", "2027-01-31", "printed so: see page 3")


def test_the_comment_is_no_part_of_the_text() -> None:
    for name, data in (("a.md", f"<!-- {SAID} -->\n\nNothing.\n"), ("a.txt", f"# {SAID}\nNothing here at all.\n")):
        document = reading.read(name, data)
        assert not any("evlint" in document.text_of(sentence) for sentence in document.sentences)
        assert not document.hidden


def test_reach() -> None:
    file = "<!-- evlint: ignore-file STA201: facsimile -->"
    assert shown("a.md", f"{file}\n\n{BAD}\n\n{BAD}\n") == ([], ["STA201", "STA201"])
    assert shown("a.ipynb", json.dumps(NOTEBOOK).replace("ignore STA201", "ignore-file STA201")) == ([], ["STA201", "STA201"])
    line = "<!-- evlint: ignore-line STA201: as printed -->"
    assert shown("a.md", f"{line}\n\n{BAD}\n{BAD}\n") == (["STA201"], ["STA201"])
    assert shown("a.md", f"{BAD} {line}\n{BAD}\n") == (["STA201"], ["STA201"])
    assert shown("a.txt", f"{BAD}\n\n# evlint: ignore-line STA201: the end\n") == (["IGN101", "STA201"], [])


def test_what_is_only_shown_is_not_followed() -> None:
    fenced = f"```html\n<!-- {SAID} -->\n```\n\n{BAD}\n"
    assert shown("a.md", fenced) == (["STA201"], [])
    assert shown("a.md", f"Write `<!-- {SAID} -->` above.\n\n{BAD}\n") == (["STA201"], [])
    assert shown("a.md", f"```\n```\n\n<!-- {SAID} -->\n{BAD}\n") == ([], ["STA201"])


def test_a_comment_of_an_unused_word_document_is_not_cut_out_of_it() -> None:
    report = engine.run({"a.docx": docx(paragraph("Nothing.").replace("</w:p>", f"{REFERENCE}</w:p>"), comments={"7": SAID})}, {}, Settings(select=("STA201", "IGN")), date(2026, 11, 26))
    (unused,) = report.findings
    assert unused.rule == "IGN101"
    assert unused.fix == ()
    assert unused.primary.place.startswith("paragraph 1")


@pytest.mark.parametrize(
    "piece", ["<!-- evlint: ignore ", "<!-- evlint: ignore STA201: x -->", "# evlint: ignore STA201: x\n", "[//]: # (evlint: ignore ", "```\n<!-- evlint:", "% evlint: by by until until "]
)
@pytest.mark.parametrize("form", ["markdown", "text", "latex", "yaml"])
def test_hostile_comments_cost_linear_time(piece: str, form: str) -> None:
    text = piece * (200_000 // len(piece))
    lines = LineIndex.of(text)
    spans = [(i, i + 50) for i in range(0, len(text), 60)]
    found = directives.find(text, form, lines, spans)
    assert len(found) <= len(text)

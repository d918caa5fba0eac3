"""Reading reStructuredText, LaTeX, notebooks and Quarto: what their authors see, at the places where they wrote it."""

from __future__ import annotations

import json

import pytest

import evlint
from evlint.documents import reading
from evlint.documents.model import Document
from tests.unit.test_hostile_files import seconds

BAD = "The odds were lower (OR 0.50, 95% CI 0.60 to 0.90)."


def blocks(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, document.text_of(block)) for block in document.blocks]


def told(document: Document) -> list[tuple[str, str]]:
    return [(kind, text) for kind, _, text in blocks(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Itch\n====\n\nA **cream** *helps* most\npeople.\n", [("heading", "Itch"), ("paragraph", "A cream helps most\npeople.")]),
        ("====\nItch\n====\n\nMethods\n-------\n\nText.\n", [("heading", "Itch"), ("heading", "Methods"), ("paragraph", "Text.")]),
        ("- a bath\n  that is short\n- a cream\n", [("list-item", "a bath that is short"), ("list-item", "a cream")]),
        ("1. first\n2. second\n", [("list-item", "first"), ("list-item", "second")]),
        ("It is so::\n\n    x = y[1]\n\nAfter.\n", [("lead-in", "It is so:"), ("code", ""), ("paragraph", "After.")]),
        (".. code-block:: r\n\n   x <- 1\n\n.. a comment\n   of two lines\n\nText.\n", [("code", ""), ("paragraph", "Text.")]),
        (".. note:: Take care\n   with it.\n\n   Always.\n\nText.\n", [("paragraph", "Take care with it."), ("paragraph", "Always."), ("paragraph", "Text.")]),
        ("He said\n\n    It burns.\n\nText.\n", [("paragraph", "He said"), ("quotation", "It burns."), ("paragraph", "Text.")]),
        ("==== ====\nDrug Dose\n==== ====\nA    5\n==== ====\n\nText.\n", [("table-row", "Drug | Dose"), ("table-row", "A | 5"), ("paragraph", "Text.")]),
        (".. figure:: a.png\n   :width: 3\n\n   Figure 1. A hand.\n", [("caption", ""), ("caption", "Figure 1. A hand.")]),
        ("m\\ :sup:`2` and ``x[1]`` and :ref:`the part <part>`\n", [("paragraph", "m² and and the part")]),
        ("References\n==========\n\n.. [1] Ek B. Itch. Ann Itch.\n   2020;8:1-9.\n", [("heading", "References"), ("reference", "Ek B. Itch. Ann Itch. 2020;8:1-9.")]),
    ],
)
def test_blocks_of_restructured_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(reading.read("a.rst", text)) == expected


def test_fields_links_and_citations_of_restructured_text() -> None:
    document = reading.read("a.rst", "Itch\n====\n\n:Date: 2021-03-04\n\nSee `the guide <https://x.test/a>`_, Python_ [1]_ and [Ek2020]_.\n\n.. _Python: https://p.test/\n")
    assert document.metadata.issued == "2021-03-04"
    assert [(link.target, document.prose[link.start : link.end]) for link in document.links] == [("https://x.test/a", "the guide"), ("https://p.test/", "Python")]
    assert [marker.keys for marker in document.markers] == [("1",), ("Ek2020",)]
    place = document.at(document.links[0].start, document.links[0].end)
    assert (place.line, place.column, place.quote) == (6, 6, "the guide")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("\\section{Itch}\nA \\textbf{cream} helps.", [("heading", "Itch"), ("paragraph", "A cream helps.")]),
        ("One.\n\nTwo. % no\nMore.", [("paragraph", "One."), ("paragraph", "Two. More.")]),
        ("\\begin{itemize}\\item a bath \\item a cream\\end{itemize}", [("list-item", "a bath"), ("list-item", "a cream")]),
        ("\\begin{quote}It burns.\\end{quote}", [("quotation", "It burns.")]),
        ("$\\chi^2(3) = 1.1$, $p \\le 0.05$, M\\\"uller, 50\\% --- ``so''", [("paragraph", "χ²(3) = 1.1, p ≤ 0.05, Müller, 50% — “so”")]),
        ("\\begin{tabular}{ll}Drug & Dose\\\\ \\hline A & 5\\\\ \\end{tabular}", [("table-row", "Drug | Dose"), ("table-row", "A | 5")]),
        ("Before.\\begin{verbatim}x\\end{verbatim}After.", [("paragraph", "Before."), ("code", ""), ("paragraph", "After.")]),
        ("Text.\\footnote{Only in adults.}", [("paragraph", "Text.[^1]"), ("paragraph", "Only in adults.")]),
        ("\\cite{ek,falk} and \\citep[see][p. 3]{ek}", [("paragraph", "[@ek; @falk] and [@ek]")]),
        ("\\begin{figure}\\includegraphics{a.png}\\caption{A hand.}\\end{figure}", [("caption", "A hand.")]),
        ("\\unknown{kept} \\label{no} \\newcommand{\\x}{no}", [("paragraph", "kept")]),
    ],
)
def test_blocks_of_latex(body: str, expected: list[tuple[str, str]]) -> None:
    found = told(reading.read("a.tex", f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"))
    assert [(kind, " ".join(text.split())) for kind, text in found] == expected


def test_title_date_and_places_of_latex() -> None:
    document = reading.read("a.tex", "\\title{Itch in old age}\\date{2021-03-04}\n\\begin{document}\nA cream\nhelps \\emph{most}.\n\\end{document}\n")
    assert (document.metadata.title, document.metadata.issued) == ("Itch in old age", "2021-03-04")
    place = document.at(document.blocks[0].start, document.blocks[0].end)
    assert (place.line, place.end_line, place.quote) == (3, 4, "A cream\nhelps \\emph{most}.")


def notebook(*cells: dict[str, object]) -> str:
    return json.dumps({"nbformat": 4, "cells": list(cells)})


def test_cells_of_a_notebook() -> None:
    document = reading.read(
        "a.ipynb",
        notebook(
            {"cell_type": "code", "source": ["x = 1"], "outputs": [{"text": "RR 0.5"}]},
            {"cell_type": "markdown", "source": ["# Results\n", "\n", "It fell [1](a.md):\n"]},
            {"cell_type": "code", "source": "y"},
            {"cell_type": "markdown", "source": "- a bath\n- **a** cream"},
        ),
    )
    assert told(document) == [("code", ""), ("heading", "Results"), ("lead-in", "It fell 1:"), ("code", ""), ("list-item", "a bath"), ("list-item", "a cream")]
    assert [document.at(block.start, block.end).place for block in document.blocks if block.kind != "code"] == ["cell 2, line 1", "cell 2, line 3", "cell 4, line 1", "cell 4, line 2"]
    assert [block.section for block in document.blocks[2:]] == [("Results",)] * 4
    assert [document.prose[link.start : link.end] for link in document.links] == ["1"]


def test_a_notebook_of_format_3() -> None:
    cells = [{"cell_type": "heading", "level": 2, "source": ["Itch"]}, {"cell_type": "markdown", "source": "A cream helps."}]
    assert told(reading.read("a.ipynb", json.dumps({"worksheets": [{"cells": cells}]}))) == [("heading", "Itch"), ("paragraph", "A cream helps.")]


@pytest.mark.parametrize(("text", "reason"), [("{", "JSON is broken"), ("[]", "holds no cells"), ('{"cells": 3}', "holds no cells"), ("[" * 100_000, "JSON is broken")])
def test_what_is_no_notebook_is_said(text: str, reason: str) -> None:
    document = reading.read("a.ipynb", text)
    assert document.status == "failed"
    assert reason in (document.reason or "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rst", f"Results\n=======\n\n{BAD}\n"),
        ("a.tex", "\\section{Results}\n" + BAD.replace("%", "\\%")),
        ("a.ipynb", notebook({"cell_type": "markdown", "source": BAD})),
        ("a.qmd", f"---\ntitle: Results\n---\n\n{BAD}\n\n```{{r}}\nx <- 1\n```\n"),
        ("a.Rmd", f"# Results\n\n{BAD} `r x`\n"),
    ],
)
def test_statistics_are_read(name: str, text: str) -> None:
    assert [finding.rule for finding in evlint.lint({name: text}).findings if finding.severity == "error"] == ["STA201"]


SIZE = 100_000


@pytest.mark.parametrize("piece", ["{", "\\begin{a}", "$", "[", "*", "%", "\\", "&", "\\item ", "$x^2$ ", "\\footnote{", "\\textbf{", "$$"])
def test_hostile_latex(piece: str) -> None:
    assert seconds("a.tex", piece * (SIZE // len(piece))) < 3


@pytest.mark.parametrize("piece", ["*", "`", "|", "_", "=\n", "a\n=\n", "- a\n", "`a <", ".. note:: a\n\n  b\n\n", "    a\n\n", "a::\n\n", "== ==\n", "== ==\na b\n"])
def test_hostile_restructured_text(piece: str) -> None:
    assert seconds("a.rst", piece * (SIZE // len(piece))) < 3

"""Notebooks: cells that are odd, and many of them."""

from __future__ import annotations

import json
import time

import evlint
from evlint.documents.reading import read


def _notebook(*cells: object) -> str:
    return json.dumps({"nbformat": 4, "cells": list(cells)})


def test_odd_cells_are_counted_and_do_not_end_a_run() -> None:
    document = read("a.ipynb", _notebook(3, {}, {"cell_type": "markdown"}, {"cell_type": "markdown", "source": [1, "It ", "itches \ud800."]}, {"cell_type": "raw", "source": "Raw."}))
    kept = [block for block in document.blocks if block.kind == "paragraph"]
    assert [(document.at(block.start, block.end).place, document.text_of(block)) for block in kept] == [("cell 4, line 1", "It itches ?."), ("cell 5, line 1", "Raw.")]


def test_code_that_is_never_closed_ends_with_its_cell() -> None:
    document = read("a.ipynb", _notebook({"cell_type": "markdown", "source": "```\nx"}, {"cell_type": "markdown", "source": "It itches."}))
    assert [(block.kind, document.text_of(block)) for block in document.blocks] == [("code", ""), ("paragraph", "It itches.")]


def test_a_finding_names_its_cell() -> None:
    text = _notebook({"cell_type": "code", "source": "x"}, {"cell_type": "markdown", "source": "# Death\n\nIt was rarer (RR 0.50, 95% CI 0.60 to 0.90)."})
    (finding,) = (finding for finding in evlint.lint({"a.ipynb": text}).findings if finding.rule == "STA201")
    assert finding.primary.place == "cell 2, line 3"


def test_many_cells_take_linear_time() -> None:
    start = time.process_time()
    read("a.ipynb", _notebook(*[{"cell_type": "markdown", "source": "# a"}] * 10_000))
    assert time.process_time() - start < 5


def test_references_of_a_cell_of_their_own_are_references() -> None:
    document = read("a.ipynb", _notebook({"cell_type": "markdown", "source": "## References"}, {"cell_type": "markdown", "source": "1. Ek B. Itch. J Itch. 2019;3:4."}))
    assert [entry.number for entry in document.references] == ["1"]

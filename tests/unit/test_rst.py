"""reStructuredText: what stands within directives, counted notes, and the way from every word back to the source."""

from __future__ import annotations

import re
import time

import pytest

import evlint
from evlint.documents.formats import rst
from evlint.documents.reading import read

TEXT = """Itch in old age
===============

:Date: 2021-03-04
:Author: A Noor
   and B Lund

A cream **helps most
people** and *p* is small [#f]_ [#]_ [Ek2020]_.

.. note::
   :class: wide

   He said

       It burns.

   - a bath
   - a cream::

       code

   ===== ====
   Drug  Dose
   ===== ====
   Zinc  *5*
   ===== ====

.. table:: Doses of zinc

   ===== =====
   Drug  Dose
   ===== =====
   Zinc  5

   Iron  **6**
   ===== =====

__ https://a.example

... and so on.

.. [#f] Noor A. Itch. J Itch. 2019;3:4.
.. [#] Lund P. Rash. J Itch. 2020;3:4.
.. [Ek2020] Ek B. Burn. J Itch. 2020;5:6.
"""


def test_what_stands_within_directives_is_read() -> None:
    document = read("a.rst", TEXT)
    assert [(block.kind, block.label, document.text_of(block)) for block in document.blocks] == [
        ("heading", "", "Itch in old age"),
        ("paragraph", "", "A cream helps most\npeople and p is small [1] [2] [@Ek2020]."),
        ("paragraph", "", "He said"),
        ("quotation", "", "It burns."),
        ("list-item", "-", "a bath"),
        ("lead-in", "-", "a cream:"),
        ("code", "", ""),
        ("table-row", "", "Drug | Dose"),
        ("table-row", "", "Zinc | 5"),
        ("caption", "", "Doses of zinc"),
        ("table-row", "", "Drug | Dose"),
        ("table-row", "", "Zinc | 5"),
        ("table-row", "", "Iron | 6"),
        ("paragraph", "", "... and so on."),
        ("reference", "[1]", "Noor A. Itch. J Itch. 2019;3:4."),
        ("reference", "[2]", "Lund P. Rash. J Itch. 2020;3:4."),
        ("reference", "[Ek2020]", "Ek B. Burn. J Itch. 2020;5:6."),
    ]
    assert document.metadata.fields == {"date": "2021-03-04", "author": "A Noor and B Lund"}
    assert [marker.keys for marker in document.markers] == [("1",), ("2",), ("Ek2020",)]
    assert [entry.number for entry in document.references] == ["1", "2", "Ek2020"]


def test_every_word_is_found_in_the_source() -> None:
    document = read("a.rst", TEXT)
    for block in document.blocks:
        whole = document.at(block.start, block.end)
        for word in re.finditer(r"[\w.;:]+", document.text_of(block)):
            place = document.at(block.start + word.start(), block.start + word.end())
            assert whole.start <= place.start < place.end <= whole.end
            assert place.quote in (word[0], "#f", "#")


def test_mathematics_in_a_line_is_read() -> None:
    text = "Groups did not differ, :math:`\\chi^2(3) = 1.1`, *P* = 0.60, **RR 0.50, 95% CI\n0.60 to 0.90**.\n"
    assert sorted(finding.rule for finding in evlint.lint({"a.rst": text}).findings if finding.rule.startswith("STA")) == ["STA101", "STA201"]


def test_notes_within_notes_end_no_run() -> None:
    text = "\n".join(f"{'  ' * depth}.. note:: a\n" for depth in range(700))
    start = time.process_time()
    assert read("a.rst", text).status == "read"
    assert time.process_time() - start < 2


@pytest.mark.parametrize("piece", [":math:`x` ", "**a ", "*a\n", "[#]_ ", ".. [#] a\n", ".. note::\n", ".. table::\n   == ==\n", "   - a\n", "\\ ", "`a <"])
def test_any_repeated_piece_is_read_in_linear_time(piece: str) -> None:
    start = time.process_time()
    rst.read(piece * (300_000 // len(piece)))
    assert time.process_time() - start < 2

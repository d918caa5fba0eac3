"""Broken and hostile files of marked-up formats: read in time that grows with their length, or refused with a reason; the other files are checked."""

from __future__ import annotations

import time

import pytest

import evlint
from tests.docx_files import docx, paragraph, run

SIZE = 100_000
HTML = {
    "nested boxes": "<div>" * (SIZE // 5),
    "boxes never closed": "<b>" * (SIZE // 6) + "</i>" * (SIZE // 8),
    "an open comment": "<p>a</p><!--" + "x" * SIZE,
    "a long attribute": f'<p title="{"x" * SIZE}">hello</p>',
    "many attributes": f"<p {'a=1 ' * (SIZE // 4)}>hello</p>",
    "open tags": "<a " * (SIZE // 3),
    "brackets": "<" * SIZE,
    "ampersands": "&" * SIZE,
    "characters": "&lt;" * (SIZE // 4),
    "links": "<a href=x>" * (SIZE // 10),
    "open superscripts": "<p>" + "<sup>" * (SIZE // 5),
    "superscripts": "a<sup>1</sup>" * (SIZE // 12),
    "rows": "<table>" + "<tr><td>" * (SIZE // 8),
    "nested tables": "<table><tr><td>" * (SIZE // 15),
    "nested lists": "<ul><li>" * (SIZE // 8),
    "hidden paragraphs": "<p hidden>aa bb cc dd</p>" * (SIZE // 25),
    "nested hidden boxes": "<div hidden>" * (SIZE // 12) + "aa bb cc dd",
    "braces of a style": f"<style>{'{' * SIZE}</style>",
    "rules of a style": f"<style>{'.a{display:none}' * (SIZE // 16)}</style><p class=a>x</p>",
    "media of a style": f"<style>{'@media x{' * (SIZE // 9)}</style>",
    "comments of a style": f"<style>{'/*' * (SIZE // 2)}</style>",
    "a style": f'<p style="{"left:-" * (SIZE // 6)}">x</p>',
    "brackets of JSON-LD": f'<script type="application/ld+json">{"[" * SIZE}</script>',
    "half a character": "<p>\ud800 hello</p>",
}
LINES = "\n" * SIZE
CITED = '<xref ref-type="bibr">1</xref>'
ENTRY = "<ref><label>1</label><mixed-citation>A B. C. 2020;1:2.</mixed-citation></ref>"
JATS = {
    "nested paragraphs": f"<article><body>{'<p>' * (SIZE // 6)}x{'</p>' * (SIZE // 6)}</body></article>",
    "nested sections": f"<article><body>{'<sec>' * (SIZE // 11)}x{'</sec>' * (SIZE // 11)}</body></article>",
    "a long attribute": f'<article a="{"x" * SIZE}"><body><p>hi</p></body></article>',
    "citations": f"<article><body><p>{CITED * (SIZE // 30)}</p></body></article>",
    "line ends": f"<article><body><p>{LINES}</p></body></article>",
    "characters": f"<article><body><p>{'&amp;' * (SIZE // 5)}</p></body></article>",
    "references": f"<article><back><ref-list>{ENTRY * (SIZE // 80)}</ref-list></back></article>",
}
WORD = {
    "raised runs": lambda: docx(paragraph(*[run(str(i), '<w:vertAlign w:val="superscript"/>') for i in range(2000)])),
    "hidden runs": lambda: docx(paragraph(*[run(f"hidden words number {i}", "<w:vanish/>") for i in range(2000)])),
    "paragraphs": lambda: docx(*[paragraph(f"Ketamine reduced pain in {i} patients.") for i in range(2000)]),
}


def seconds(name: str, data: str | bytes) -> float:
    begun = time.process_time()
    report = evlint.lint({name: data, "other.md": "RR 0.50, 95% CI 0.60 to 0.90."})
    spent = time.process_time() - begun
    assert "other.md" in {finding.primary.document for finding in report.findings}
    return spent


@pytest.mark.parametrize("name", HTML)
def test_html(name: str) -> None:
    assert seconds("a.html", HTML[name]) < 3


@pytest.mark.parametrize("name", JATS)
def test_jats(name: str) -> None:
    assert seconds("a.xml", JATS[name]) < 3


@pytest.mark.parametrize("name", WORD)
def test_word(name: str) -> None:
    assert seconds("a.docx", WORD[name]()) < 6

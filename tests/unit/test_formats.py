"""One text in every format: the same findings, the same numbers, and quotes that stand where they are said to stand."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evlint
from evlint.documents import reading
from evlint.documents.model import Document
from tests.wrapping import FORMATS, wrapped

SEEDS = {path.name: path.read_bytes() for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))}
# What a format says more, or less, than plain text: headings are certain (STR101), and with them the sections that SUP101 and SUP102 read;
# a page in HTML has furniture of its own (STR103); HTML and Word count lists anew, so that a gap in the numbers is lost (REF103).
DIFFERS = {
    "html": {"STR101", "STR103", "SUP101", "SUP102", "REF103"},
    "xml": {"STR101", "SUP101", "SUP102"},
    "docx": {"STR101", "SUP101", "SUP102", "REF103"},
    "pdf": {"STR101", "SUP101"},
}
STATISTICS = """Results of the trials

The test was significant, t(28) = 2.20, p < .05, and F(2, 57) = 3.50, p = .037; χ²(3) = 1.1, P = 0.60.

Pain fell (MD −1.68, 95% CI −2.25 to −1.12; p<0.00001). The ratio was RR 4.94; 95% CI 2.76 to 8.84; p<0.00001, and OR 0.50 [0.60 to 0.90].

Of 40 patients 12 (30 %) improved, against 5/41 (12 %). Scores were 3.4 ± 1.2 and 4.1 ± 1.3 (r = −.34, n = 60).

| Group | n | Mean (SD) |
|---|---|---|
| Ketamine | 20 | 3.4 (1.2) |
| Placebo | 21 | 4.1 (1.3) |
"""


def findings(report: evlint.Report) -> Counter[tuple[str, tuple[str, ...]]]:
    """Findings by rule and by the documents that they speak of, without their endings."""
    return Counter((finding.rule, tuple(sorted(place.document.partition(".")[0] for place in finding.locations))) for finding in report.findings)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_seeds_give_the_same_findings(ending: str) -> None:
    plain = findings(evlint.lint(SEEDS, as_of="2026-11-24"))
    other = findings(evlint.lint({f"{name[:-4]}.{ending}": wrapped(name, data, ending) for name, data in SEEDS.items()}, as_of="2026-11-24"))
    assert sum(plain.values()) > 40
    differing = {rule for rule, _ in (plain - other) + (other - plain)}
    assert differing <= DIFFERS[ending]


@pytest.mark.parametrize("ending", FORMATS)
def test_statistics_are_read_the_same(ending: str) -> None:
    def numbers(name: str, data: str | bytes) -> list[object]:
        return sorted(str(claim.to_dict().get("statistic") or claim.to_dict().get("count")) for claim in evlint.extract({name: data}))

    text = STATISTICS.partition("\n| Group")[0] if ending == "pdf" else STATISTICS  # a drawn table has no cells in PDF
    plain = numbers("a.txt", text)
    assert len(plain) >= 8
    assert numbers(f"a.{ending}", wrapped("a.txt", text, ending)) == plain
    assert {f.rule for f in evlint.lint({f"a.{ending}": wrapped("a.txt", text, ending)}).findings} >= {"STA101", "STA201"}


def bare(markup: str) -> str:
    """A piece of source without its mark-up: tags, comments, references of characters, marks of Markdown, and all blanks."""
    unread = r"<!--.*?-->|<(code|script|supplementary-material)\b.*?</\1>|<!\[CDATA\[(?P<kept>.*?)\]\]>|<[^<>]*>"
    text = unescape(re.sub(unread, lambda match: match["kept"] or "", markup, flags=re.S))
    return re.sub(r"[\s*_`|#>\\]|\[|\]\([^)]*\)|\]", "", text).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉−–", "0123456789-0123456789--"))


def assert_quotes_stand_where_they_are_said_to(document: Document) -> None:
    """Every block's text is its source at its place, mark-up apart; raised digits are digits there."""
    for block in document.blocks:
        told, quote = document.text_of(block), document.at(block.start, block.end).quote
        assert bare(quote) == bare(told), (document.format, told, quote)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"), exclude_characters="<>&*_`|#\\[]()!~^$\"'{}⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉\xad"), min_size=1, max_size=12)
SENTENCE = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
INLINE = st.sampled_from(
    ["{}", "<b>{}</b>", "<a href='x.html'>{}</a>", "<em>\n   {}\n</em>", "{} &plusmn; 3 &lt; 4", "<!-- no -->{}", "{}<sup>1,2</sup>", "χ<sup>2</sup> {}", "<span style='x'>{}</span><br>", "{}\r\n"]
)
BLOCK = st.sampled_from(
    ["<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}<li>{}</ul>", "<table><tr><th>{}<td>{}</table>", "<div>{}<p>{}</div>", "<blockquote>{}</blockquote>", "{}<hr>", "<nav>{}</nav>", "<p hidden>{}"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(BLOCK, INLINE, SENTENCE, SENTENCE), min_size=1, max_size=6))
def test_quotes_of_generated_html(parts: list[tuple[str, str, str, str]]) -> None:
    text = "\n".join(block.format(inline.format(first), second) for block, inline, first, second in parts)
    document = reading.read("a.html", text.encode())
    if document.status == "read":
        assert_quotes_stand_where_they_are_said_to(document)


TAGGED = st.sampled_from(
    ["{}", "<italic>{}</italic>", "{}<sup>1</sup>", "{} &#177; 3 &lt; 4", "<!-- no -->{}", '{} <xref ref-type="bibr" rid="b">1</xref>', "{}\n      ", "<![CDATA[{}]]>", "{} &plusmn; 1"]
)
SECTION = st.sampled_from(
    [
        "<p>{}</p>",
        "<sec><title>{}</title><p>{}</p></sec>",
        "<list><list-item><p>{}</p></list-item></list>",
        "<table-wrap><table><tr><th>{}</th><td>{}</td></tr></table></table-wrap>",
        "<disp-quote><p>{}</p></disp-quote>",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(SECTION, TAGGED, SENTENCE, SENTENCE), min_size=1, max_size=6))
def test_quotes_of_generated_jats(parts: list[tuple[str, str, str, str]]) -> None:
    inside = "\n".join(section.format(inline.format(first), second) for section, inline, first, second in parts)
    document = reading.read("a.xml", f'<?xml version="1.0"?><!DOCTYPE article SYSTEM "JATS.dtd"><article><body>{inside}</body></article>'.encode())
    if document.status == "read":
        assert_quotes_stand_where_they_are_said_to(document)


MARKED = st.sampled_from(["{}", "**{}**", "[{}](x.md)", "# {}", "- {}", "> {}", "{} &plusmn; 3", "1. {}", "{}<sup>1</sup>", "| {} | b |\n|---|---|\n| c | d |", "<div>{}</div>", "{}\r"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(MARKED, SENTENCE), min_size=1, max_size=6))
def test_quotes_of_generated_markdown(parts: list[tuple[str, str]]) -> None:
    document = reading.read("a.md", "\n\n".join(form.format(words) for form, words in parts).encode())
    if document.status == "read":
        assert_quotes_stand_where_they_are_said_to(document)

"""Whatever stands in a document comes out of every format as it went in, and never as anything but text."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO

import pyromark
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from evlint.findings.model import Finding
from evlint.findings.report import Report
from evlint.reporters import Style, markup, render
from evlint.reporters.csv import safe
from evlint.reporters.text import printable
from tests import twelve

TOKENS = (
    "`", "``", "|", "\\", "\\|", "</details>", "</summary>", "<script>alert(1)</script>", "<!--", "-->", "<img src=x onerror=y>", "@team", "me@here.test", "#123", "a/b#1", "GH-12", "!7",
    "https://x.test/", "www.x.test", "mailto:a@b.test", "[x](https://x.test)", "![x](y)", "[[wiki]]", "[^1]", "<https://x.test>", "&#64;team", "&lt;b&gt;", "$x$", "**b**", "__u__", "~~s~~", ":tada:",
    "\u202e", "\u2066", "\u200b", "\x00", "\x1b[31m", "\x0b", "\u2028", "\ufffe", "\n", "\r", "\r\n", "\t", "::error::", "%0A", "##[group]", "=1+1", "+1", "-1", "]]>", "&", '"', "'", ",", ";", "😀", "ä", " ", "word",
)  # fmt: skip
TEXTS = st.one_of(st.text(st.characters(codec="utf-8"), max_size=40), st.lists(st.sampled_from(TOKENS), max_size=8).map("".join))
OPTIONS = ("TABLES", "STRIKETHROUGH", "TASKLISTS", "FOOTNOTES", "MATH", "WIKILINKS", "GFM", "SUPERSCRIPT", "SUBSCRIPT")
ALLOWED = {"h2", "h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "strong", "code", "details", "summary"}


def saying(message: str, quote: str, label: str = "here", note: str = "a note", path: str = "docs/a.md", topic: str | None = "a topic") -> Report:
    """The twelve findings, the conflict among them with words of one's own in every part, and the same once more as suppressed."""
    base = twelve.report()
    old = next(finding for finding in base.findings if finding.rule == "CON102")
    places = tuple(replace(place, quote=quote, label=label, document=path) for place in old.locations)
    finding: Finding = replace(old, message=message, locations=places, notes=(note,), help=note, topic=topic, severity="error")
    item = replace(base.suppressed[0], finding=replace(finding, id="0" * 16), reason=message)
    return replace(base, findings=(finding,), suppressed=(item,), fixed=(replace(finding, id="1" * 16),), since=message)


def html_of(text: str) -> str:
    options = pyromark.Options(0)
    for name in OPTIONS:
        options |= getattr(pyromark.Options, f"ENABLE_{name}")
    return str(pyromark.html(text, options=options))


class Page(HTMLParser):
    """What a browser makes of a page: its elements, the texts in `code`, and the text outside of it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.codes: list[str] = []
        self.outside = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append(tag)
        if tag == "code":
            self.codes.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if "code" in self._open:
            self.codes[-1] += data
        else:
            self.outside += data


@settings(max_examples=150, deadline=None)
@given(message=TEXTS, quote=TEXTS, label=TEXTS, note=TEXTS, topic=TEXTS)
@example(message="", quote="", label="", note="", topic="~_")
def test_markdown_has_no_element_of_a_document(message: str, quote: str, label: str, note: str, topic: str) -> None:
    text = render("markdown", saying(message, quote, label, note, "docs/a.md", topic), Style(title=note))
    page = Page(html_of(text))
    assert set(page.tags) <= ALLOWED
    assert page.attributes <= {"style", "start"}, "alignment of a column"
    plainest = Page(html_of(render("markdown", saying("x", "x", "x" if label.strip() else "", "x", "docs/a.md", "x" if topic else topic), Style(title="x"))))
    structure = ("table", "tr", "td", "th", "ul", "details", "summary")
    assert [tag for tag in page.tags if tag in structure] == [tag for tag in plainest.tags if tag in structure]
    assert not re.search(r"@\w|#\w|!\d|~\w|\$\d|://|www\.|\bGH-\d|\bmailto:", page.outside.replace("&amp;", "&"))
    assert not any(not char.isprintable() and char not in "\n\u200b\u200d" for char in page.outside + "".join(page.codes))


def test_markdown_stays_short_whatever_documents_say() -> None:
    """Signs that are escaped by ten others, in every part, in hundreds of findings and files."""
    long = "@a" * 5000
    base = saying(long, "`|" * 5000, long, long, "|`@" * 1500, long)
    many = [replace(base.findings[0], id=f"{number}", notes=(long,) * 40, topic=f"{long}{number % 7}") for number in range(200)]
    files = tuple(replace(document, status="failed", reason=long) for document in base.documents) * 30
    text = render("markdown", replace(base, findings=tuple(many), suppressed=base.suppressed * 300, fixed=tuple(many), documents=files), Style(title=long))
    assert len(text) < 60_000
    assert re.search(r"longer: \d\d?\d? errors", text)
    assert "**error**" in text, "one of them at least is shown"


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_a_code_span_shows_the_text_as_it_is(text: str) -> None:
    line = " ".join(printable(text).split()) or "(nothing)"
    shown = Page(html_of(f"- {markup.code(text)}\n"))
    cell = Page(html_of(f"| a | b |\n|---|---|\n| {markup.code(text, cell=True)} | c |\n"))
    if line != "(nothing)":
        assert shown.codes == [line]
        assert cell.tags.count("td") == 2
        assert [one.replace("\\|", "|") for one in cell.codes] == [line.replace("\\|", "|")], "a backslash before a pipe is lost in a cell"


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_running_text_says_what_it_said(text: str) -> None:
    page = Page(html_of(f"- x {markup.plain(text)} x\n"))
    assert set(page.tags) <= {"ul", "li"}
    shown = page.outside.replace("\u200b", "").split()
    assert shown == ["x", *printable(text).split(), "x"]


@settings(max_examples=80, deadline=None)
@given(name=TEXTS)
def test_a_folded_title_holds_any_file_name(name: str) -> None:
    page = Page(f"<summary><code>{markup.tag(name)}</code></summary>")
    assert page.tags == ["summary", "code"]
    assert page.codes == [printable(name)]


@settings(max_examples=100, deadline=None)
@given(message=TEXTS, quote=TEXTS)
def test_sarif_parses_back(message: str, quote: str) -> None:
    (run,) = json.loads(render("sarif", saying(message, quote), Style()))["runs"]
    for result in run["results"]:
        text = result["message"]["text"]
        assert re.sub(r"(\\*)\\\]\(", lambda m: m[1][: len(m[1]) // 2] + "](", text).startswith(message)
        assert not re.search(r"(?<!\\)(?:\\\\)*\]\(", text), "a link"
        assert {place["physicalLocation"]["region"]["snippet"]["text"] for place in (*result["locations"], *result["relatedLocations"])} == {quote}


@settings(max_examples=100, deadline=None)
@given(message=TEXTS, path=TEXTS)
def test_gitlab_parses_back(message: str, path: str) -> None:
    issue = json.loads(render("gitlab", saying(message, "x", path=path), Style()))[0]
    assert (issue["description"], issue["location"]["path"]) == (message, path)


@settings(max_examples=100, deadline=None)
@given(message=TEXTS, quote=TEXTS, path=TEXTS)
def test_csv_parses_back(message: str, quote: str, path: str) -> None:
    rows = list(csv.DictReader(StringIO(render("csv", saying(message, quote, path=path), Style()), newline=""), strict=True))
    assert len(rows) == 2
    for row in rows:
        assert (row["message"], row["quote"], row["document"], row["related quote"]) == (safe(message), safe(quote), safe(path), safe(quote))
    assert rows[1]["reason"] == safe(message)


def allowed(text: str) -> str:
    """A text without what XML 1.0 forbids, said in another way than the reporter says it."""
    return "".join(char for char in text if char in "\t\n\r" or (ord(char) >= 32 and not 0xD800 <= ord(char) <= 0xDFFF and ord(char) not in (0xFFFE, 0xFFFF)))


@settings(max_examples=100, deadline=None)
@given(message=TEXTS, quote=TEXTS, path=TEXTS)
def test_junit_parses_back(message: str, quote: str, path: str) -> None:
    root = etree.fromstring(render("junit", saying(message, quote, path=path), Style()).encode("utf-8"))
    (failure,) = root.iter("failure")
    assert failure.get("message") == allowed(message)
    assert failure.text.startswith(allowed(message))
    assert f"\n{allowed(quote)}\n" in failure.text
    assert failure.getparent().get("classname") == allowed(path)


@settings(max_examples=100, deadline=None)
@given(message=TEXTS, quote=TEXTS, path=TEXTS)
def test_github_writes_one_line_a_command(message: str, quote: str, path: str) -> None:
    lines = re.split(r"[\r\n]", render("github", saying(message, quote, path=path), Style()).removesuffix("\n"))
    assert len(lines) == 3, "the finding, and two files that were not read"
    properties = lines[0].removeprefix("::error file=").partition(",line=")[0]
    assert properties.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%") == path


@pytest.mark.parametrize("name", ["text", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv", "html"])
def test_half_of_a_surrogate_pair_breaks_nothing(name: str) -> None:
    render(name, saying("\ud800", "\udfff", path="docs/\ud800.md"), Style()).encode("utf-8", "replace")


def test_entities_of_a_document_stay_what_they_are() -> None:
    page = Page(html_of(markup.plain("&#64;team &lt;b&gt;")))
    assert page.tags == ["p"]
    assert page.outside.replace("\u200b", "").strip() == "&#64;team &lt;b&gt;"

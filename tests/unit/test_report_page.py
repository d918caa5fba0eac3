"""The HTML report without a browser: what stands in the file, and that it says what the report says."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
import zlib
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import evlint
from evlint import engine
from evlint.config.settings import Settings
from evlint.findings import saved
from evlint.findings.report import Report
from evlint.reporters import Style, render
from evlint.reporters.page import axis, build, changes, documents, environment, forest, sources, topics
from evlint.reporters.page.shelf import Shelf
from evlint.reporters.page.view import Changes, View
from evlint.sources.facts import DataStamp, Facts, Notice, Standing

AGREE = {
    "a.md": "# Trial A\n\nKetamine reduced pain intensity at 4 weeks (MD -1.68, 95% CI -2.25 to -1.12).\n",
    "b.md": "# Trial B\n\nKetamine reduced pain intensity at 4 weeks (MD -1.50, 95% CI -2.10 to -0.90).\n",
}
CONFLICT = {
    "a.md": "# Trial A\n\n## Results\n\nKetamine significantly increased mortality compared with placebo at 4 weeks (RR 1.80, 95% CI 1.20 to 2.70).\n",
    "b.md": "# Trial B\n\nKetamine significantly reduced mortality compared with placebo at 4 weeks (RR 0.60, 95% CI 0.45 to 0.80).\n",
}
HOSTILE = (
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "</style><img src=x onerror=alert(3)>", '" onmouseover="alert(4)', "javascript:alert(5)", "' autofocus onfocus='alert(6)",
    "{{ 7 * 7 }}", "{% raw %}", "<!-- ", "]]>", "\u202egnp.exe", "\u2066left\u2069", "&lt;b&gt;",
)  # fmt: skip


def page_of(report: Report, **more: Any) -> str:
    read = {document.path: document for document in report.documents if document.status == "read"}
    return build(report.to_dict(), read, report.sources, "Title", **more)


def view_of(report: Report) -> View:
    return View(report.to_dict(), {document.path: document for document in report.documents}, report.sources, "Title")


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of what is no script."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._inert = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inert = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._inert = self._inert and tag not in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._inert:
            self.text += data


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (page_of(evlint.lint(CONFLICT, as_of="2026-11-25")) for _ in range(2))
    assert first == second
    assert first == render("html", evlint.lint(CONFLICT, as_of="2026-11-25"), Style(title="Title"))


def test_the_policy_lets_through_exactly_the_style_and_the_script_of_the_page() -> None:
    page = page_of(evlint.lint(CONFLICT, as_of="2026-11-25"))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy and "unsafe" not in policy[1] and policy[1].startswith("default-src 'none'")
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1].replace("&#39;", "'")
    assert not any("style" in attributes or any(name.startswith("on") for name in attributes) for _, attributes in Elements(page).elements)


def test_both_sides_of_a_conflict_stand_side_by_side_with_what_was_compared() -> None:
    report = evlint.lint(CONFLICT, as_of="2026-11-25")
    (finding,) = [one for one in report.findings if one.rule.startswith("CON")]
    page = Elements(page_of(report))
    assert {"id": f"f-{finding.id}", "class": f"finding {finding.severity}", "tabindex": "-1", "aria-labelledby": f"h-{finding.id}"} in [a for tag, a in page.elements if tag == "article"]
    rows = {row["label"]: row for row in topics.compared(finding.to_dict(), view_of(report))}
    assert rows["Outcome"]["state"] == rows["Intervention"]["state"] == "same"
    assert rows["Result"]["state"] == "differs"
    assert rows["Result"]["sides"] == ("RR 1.80, 95% CI 1.20 to 2.70; increased, significant", "RR 0.60, 95% CI 0.45 to 0.80; decreased, significant")
    for words in ("Trial A", "line 5 · Results", "date not stated", "How this was found", "Normal form"):
        assert words in page.text


def svg_rows(page: str) -> list[dict[str, Any]]:
    """What the forest plots of a page show: printed numbers, and the numbers that the places of points and lines stand for."""
    out = []
    for picture in re.findall(r"<svg (?=[^>]*data-measure).*?</svg>", page, re.S):
        scale = dict(re.findall(r'data-(log|low|high|measure)="([^"]*)"', picture.split(">", 1)[0]))
        for body in re.findall(r'<g class="row".*?</g>', picture, re.S):
            row = dict(re.findall(r'data-(claims|value|low|high)="([^"]*)"', body.split(">", 1)[0]))
            ends = re.search(r'class="ci" x1="([\d.]+)" x2="([\d.]+)"', body)
            point = re.search(r'data-x="([\d.]+)"', body)
            assert point
            drawn = [_number(float(x), scale) for x in (point[1], *(ends.groups() if ends else ()))]
            out.append({**row, "measure": scale["measure"], "drawn": drawn, "log": scale["log"] == "1"})
    return out


def _number(x: float, ends: dict[str, str]) -> float:
    import math

    low, high = float(ends["low"]), float(ends["high"])
    share = (x - axis.LEFT) / (axis.RIGHT - axis.LEFT)
    if ends["log"] == "1":
        return float(10 ** (math.log10(low) + share * (math.log10(high) - math.log10(low))))
    return low + share * (high - low)


@pytest.mark.parametrize("texts", [AGREE, CONFLICT], ids=["agreeing", "conflicting"])
def test_the_numbers_of_a_forest_plot_are_those_of_the_records(texts: dict[str, str]) -> None:
    report = evlint.lint(texts, as_of="2026-11-25")
    rows = svg_rows(page_of(report))
    assert len(rows) == 2
    by_id = {claim.id: claim.record.statistic for claim in report.claims}
    for row in rows:
        statistic = by_id[row["claims"]]
        assert statistic is not None and statistic.interval is not None
        assert (row["measure"], row["value"], row["low"], row["high"]) == (statistic.type, statistic.value, statistic.interval.low, statistic.interval.high)
        wanted = [float(row["value"]), float(row["low"]), float(row["high"])]
        assert row["drawn"] == pytest.approx(wanted, rel=0.01, abs=0.01)
    assert all(row["log"] == (row["measure"] == "RR") for row in rows)


def test_one_source_in_two_documents_is_one_row() -> None:
    records = {
        f"claims/{name}.yaml": f'evlint: 1\ndocument: {{path: {name}}}\nclaims:\n- id: clm-aaaaaaaaaaa{i}\n  kind: estimate\n  target: {{exact: "mortality fell (RR 0.60, 95% CI 0.45 to 0.80)"}}\n'
        "  intervention: {text: zinc}\n  outcome: {text: mortality}\n  statistic: {type: RR, value: '0.60', interval: {low: '0.45', high: '0.80'}}\n"
        "  sources: [{ref: smith}]\n  review: {status: reviewed}\n"
        for i, name in ((2, "a.md"), (3, "b.md"))
    }
    records["claims/sources.yaml"] = "evlint: 1\nsources:\n- {id: smith, author: [{family: Smith}], issued: '2019'}\n"
    text = "With zinc, mortality fell (RR 0.60, 95% CI 0.45 to 0.80).\n"
    (row,) = svg_rows(page_of(evlint.lint({"a.md": text, "b.md": text}, records, as_of="2026-11-25")))
    assert row["claims"] == "clm-aaaaaaaaaaa2 clm-aaaaaaaaaaa3"


def estimates(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Claims as the report holds them. A row has type, value, low, high; `interval` adds to its interval, everything else to the claim."""
    out: list[dict[str, Any]] = []
    for i, row in enumerate(rows):
        given = {"type": "RR", "value": "1.0", **row}
        statistic = {name: given.pop(name) for name in ("type", "value")}
        if "low" in given:
            statistic["interval"] = {"low": given.pop("low"), "high": given.pop("high"), **given.pop("interval", {})}
        normal = {"intervention": "zinc", "outcome": "colds", "condition": "", "comparator": "", "days": None, "effect": "unclear", "swapped": False, "turned": False, **given.pop("normal", {})}
        out.append({"id": f"clm-{i:012}", "kind": "estimate", "document": f"{i}.md", "intervention": {"text": "zinc"}, "outcome": {"text": "colds"}, "statistic": statistic, "normal": normal, **given})
    return out


def plots_of(*rows: dict[str, Any]) -> forest.Plots:
    return forest.plots(estimates(*rows), view_of(evlint.lint({}, as_of="2026-11-25")))


def drawn(*rows: dict[str, Any]) -> tuple[str, Elements]:
    """The topics' part of a page with these estimates, and what stands in it."""
    view = view_of(evlint.lint({}, as_of="2026-11-25"))
    data = {**view.data, "claims": estimates(*rows)}
    found = topics.topics(View(data, {}, {}, "Title"))
    macros = environment().get_template("parts.html.jinja").module
    page = "".join(str(macros.topic(topic, "", "")) for topic in found)  # type: ignore[attr-defined]
    return page, Elements(page)


FINE = {"type": "MD", "value": "-1.5", "low": "-2.1", "high": "-0.9"}


@pytest.mark.parametrize("low, high", [("0.00001", "90000"), ("0.9", "0.9"), ("0", "2"), ("1e9", "2e9"), ("1e-300", "1e300")])
def test_odd_intervals_can_be_drawn(low: str, high: str) -> None:
    (panel,) = plots_of(*[{"low": low, "high": high}] * 2).panels
    assert len(panel.rows) == 2
    assert all(axis.LEFT <= x <= axis.RIGHT for row in panel.rows for x in (row.left, row.x, row.right))


@pytest.mark.parametrize(
    "odd, why",
    [
        ({"type": "MD", "value": "1", "low": "-1E308", "high": "1E308"}, "cannot be drawn"),
        ({"type": "SMD", "value": "1E300", "low": "-1E308", "high": "1.5E308"}, "cannot be drawn"),
        ({"type": "MD", "value": "1E400"}, "cannot be drawn"),
        ({"type": "MD", "value": "1E-320", "low": "-1E-321", "high": "1E-319"}, "cannot be drawn"),
        ({"type": "RR", "value": "1E-400"}, "cannot be drawn"),
        ({"type": "RR", "value": "1", "low": "0.5", "high": "1E400"}, "cannot be drawn"),
        ({"type": "MD", "value": "1", "low": "1.3", "high": "0.7"}, "interval that is reversed"),
        ({"type": "RR", "value": "1", "low": "1.3", "high": "0.7"}, "interval that is reversed"),
        ({"type": "RR", "value": "0"}, "not possible for a ratio (zero or negative)"),
        ({"type": "OR", "value": "1", "low": "-1", "high": "2"}, "not possible for a ratio (zero or negative)"),
        ({"type": "MEAN", "value": "1"}, "no common null line (means)"),
    ],
)
def test_an_estimate_that_cannot_be_drawn_is_left_out_with_its_reason(odd: dict[str, Any], why: str) -> None:
    plots = plots_of(FINE, FINE, odd)
    assert [len(panel.rows) for panel in plots.panels] == [2]
    assert plots.left_out == ((why, 1),)
    page, found = drawn(FINE, FINE, odd, odd)
    assert f"In no plot, but in the table of claims: {why}, 2 estimates." in found.text
    assert "nan" not in page and "inf" not in page
    assert plots_of(odd, odd).panels == ()


def test_absurd_numbers_of_records_do_not_end_the_report() -> None:
    numbers = (("1", "-1E308", "1E308"), ("1E300", "-1E308", "1.5E308"), ("1.5", "1.2", "1.8"), ("1.6", "1.2", "1.9"))
    head = "evlint: 1\ndocument: {path: a.md}\nclaims:\n"
    claims = "".join(
        f"- id: clm-aaaaaaaaaaa{i}\n  kind: estimate\n  target: {{exact: mortality fell in all of the trials}}\n  intervention: {{text: zinc}}\n  outcome: {{text: mortality}}\n"
        f"  statistic: {{type: MD, value: '{value}', interval: {{low: '{low}', high: '{high}'}}}}\n  review: {{status: reviewed}}\n"
        for i, (value, low, high) in enumerate(numbers, 2)
    )
    page = page_of(evlint.lint({"a.md": "With zinc, mortality fell in all of the trials.\n"}, {"claims/a.yaml": head + claims}, as_of="2026-11-25"))
    assert [row["value"] for row in svg_rows(page)] == ["1.5", "1.6"]
    assert "cannot be drawn, 2 estimates" in page


@pytest.mark.parametrize("measure", ["RR", "MD", "ARR", "r"])
def test_no_pair_of_finite_numbers_ends_the_plot(measure: str) -> None:
    numbers = ("-1.5E308", "-1E15", "-1", "-1E-15", "-1E-320", "0", "1E-320", "1E-16", "1E-15", "0.3", "1", "7", "1E15", "1E16", "1.7E308")
    for value in numbers:
        for low in numbers:
            for high in numbers[numbers.index(low) :]:
                for panel in plots_of({"type": measure, "value": value, "low": low, "high": high}, {"type": measure, "value": "0.3"}, {"type": measure, "value": "1"}).panels:
                    places = [x for row in panel.rows for x in (row.left, row.x, row.right)] + [x for _, x in panel.ticks] + [panel.null_x]
                    assert all(axis.LEFT <= x <= axis.RIGHT for x in places), (value, low, high)


def test_each_reason_has_its_count() -> None:
    odd = [
        {"type": "MEAN", "value": "3"},
        {"type": "PROPORTION", "value": "3"},
        {"value": "-1"},
        {"value": "0"},
        {"value": "0"},
        {"value": "1", "low": "2", "high": "1"},
        {"type": "MD", "value": "1E99"},
    ]
    assert plots_of(FINE, FINE, *odd).left_out == (
        ("not possible for a ratio (zero or negative)", 3),
        ("no common null line (means, shares)", 2),
        ("cannot be drawn", 1),
        ("interval that is reversed", 1),
    )


def test_a_reduction_of_the_risk_is_less_of_the_outcome() -> None:
    reduction = {"type": "ARR", "value": "3.1", "low": "1.2", "high": "5.0", "intervention": {"text": "losartan"}, "result": {"direction": "decreased", "significance": "significant"}}
    (panel,) = plots_of(reduction, reduction).panels
    assert (panel.less, panel.more) == ("◂ more with losartan", "less with losartan ▸")
    (panel,) = plots_of({**reduction, "type": "RD", "value": "-3.1", "low": "-5.0", "high": "-1.2"}, {**reduction, "type": "RD", "value": "1", "low": "-1", "high": "3"}).panels
    assert (panel.less, panel.more) == ("◂ less with losartan", "more with losartan ▸")


def test_signs_that_the_words_contradict_get_no_direction() -> None:
    fell = {"type": "MD", "value": "1.5", "low": "0.9", "high": "2.1", "result": {"direction": "decreased", "significance": "significant"}}
    first, second = plots_of(fell, fell, FINE).panels
    assert (first.less, first.more, len(first.rows)) == ("◂ below 0, as printed", "above 0, as printed ▸", 2)
    assert (second.less, second.more) == ("◂ less with zinc", "more with zinc ▸")


def test_claims_that_were_turned_round_name_what_is_common_to_them() -> None:
    swapped = [{"value": "0.5", "intervention": {"text": one}, "comparator": {"text": "aspirin"}, "normal": {"swapped": True}} for one in ("ketamine", "morphine")]
    (panel,) = plots_of(*swapped).panels
    assert (panel.less, panel.more) == ("◂ less than with aspirin", "more than with aspirin ▸")
    (panel,) = plots_of(*[{"value": "1.2", "outcome": {"text": "survival"}, "normal": {"turned": True}}] * 2).panels
    assert panel.note == "of survival"
    (panel,) = plots_of(*[{"type": "HR", "value": "0.7", "outcome": {"text": "survival"}, "normal": {"turned": True}}] * 2).panels
    assert panel.note == "", "a hazard ratio printed for survival is that of death"


def test_a_level_that_is_not_stated_is_not_called_95() -> None:
    rows = [{"value": "0.5", "low": "0.4", "high": "0.7", "interval": more} for more in ({}, {"kind": "credible"}, {"level": "0.99"}, {"kind": "credible", "level": "0.9"})]
    page, found = drawn(*rows)
    assert [row.numbers for row in plots_of(*rows).panels[0].rows] == ["0.5 (CI 0.4 to 0.7)", "0.5 (CrI 0.4 to 0.7)", "0.5 (99% CI 0.4 to 0.7)", "0.5 (90% CrI 0.4 to 0.7)"]
    assert "95%" not in page
    assert found.text.count("as if of 95 %") == 1


def test_what_lies_beyond_the_axis_ends_in_arrows() -> None:
    near = {"value": "0.8", "low": "0.6", "high": "1.1"}
    page, _ = drawn(near, near, near, {"value": "1", "low": "0.000001", "high": "1000000"}, {"value": "900000"}, {"value": "0.5", "low": "0", "high": "0.9"})
    rows = re.findall(r'<g class="row".*?</g>', page, re.S)
    arrows = [(row.count('class="arrow"'), row.count('class="point off"'), row.count("data-x")) for row in rows]
    assert arrows == [(0, 0, 1)] * 3 + [(2, 0, 1), (0, 1, 0), (1, 0, 1)]
    assert 'class="ci" x1="8.0"' in rows[-1], "a lower limit of zero has no place on a logarithmic axis and runs off it"


def test_equal_numbers_of_other_people_or_another_comparison_are_other_rows() -> None:
    alike = {"value": "0.5", "low": "0.4", "high": "0.7", "document": "a.md"}
    others = [
        {"population": {"subgroup": "women"}}, {"population": {"subgroup": "men"}}, {"population": {"condition": {"text": "asthma"}}}, {"comparator": {"text": "placebo"}},
        {"comparator": {"text": "usual care"}}, {"outcome": {"text": "colds", "timepoint": {"phrase": "at discharge"}}},
    ]  # fmt: skip
    (panel,) = plots_of(alike, alike, *({**alike, **other} for other in others)).panels
    assert [len(row.claims) for row in panel.rows] == [2, 1, 1, 1, 1, 1, 1]
    assert "women" in panel.rows[1].detail


@pytest.mark.parametrize("measure", ["MD", "RR"])
def test_an_outlier_does_not_crush_the_rest(measure: str) -> None:
    near = [{"type": measure, "value": f"1.{i}", "low": f"0.{i + 5}", "high": f"1.{i + 5}"} for i in range(4)]
    (panel,) = plots_of(*near, {"type": measure, "value": "1000000", "low": "900000", "high": "1100000"}).panels
    assert all(row.right - row.left > 60 for row in panel.rows[:4])
    assert panel.rows[4].off == 1 and panel.rows[4].cut_right and panel.rows[4].x == axis.RIGHT
    assert len(panel.ticks) >= 3


def test_ratios_far_out_are_drawn_at_their_places_where_all_are() -> None:
    (panel,) = plots_of({"value": "5000", "low": "2000", "high": "9000"}, {"value": "7000", "low": "2000", "high": "9000"}).panels
    assert not any(row.off or row.cut_left or row.cut_right for row in panel.rows)
    assert [row.off for row in plots_of(*[{"value": "1E300"}, {"value": "1E200"}]).panels[0].rows] == [1, 1]


def test_long_numbers_and_labels_leave_each_other_room() -> None:
    (panel,) = plots_of(*[{"value": "0.5" + "3" * 90, "low": "0." + "4" * 90, "high": "0." + "7" * 90, "document": "a" * 90}] * 2).panels
    assert len(panel.rows[0].short) < 45 and len(panel.rows[0].label) + len(panel.rows[0].short) < 60
    assert "7" * 90 in panel.rows[0].numbers


def test_marks_of_the_axis_are_plain_numbers_with_room_between_them() -> None:
    for size in (1e-9, 1e-4, 1, 1e3, 1e6, 1e9, 1e14):
        (panel,) = plots_of(*[{"type": "MD", "value": f"{size}", "low": f"{-size}", "high": f"{size * 3}"}] * 2).panels
        labels = [label for label, _ in panel.ticks]
        assert "0" in labels and not any("e" in label for label in labels)
        ends = [(x - len(label) * 3, x + len(label) * 3) for label, x in panel.ticks]
        assert all(left[1] < right[0] for left, right in pairwise(ends)), labels
        assert ends[0][0] >= 0 and ends[-1][1] <= 400
    (panel,) = plots_of(*[{"type": "MD", "value": "1e6", "low": "0", "high": "2e6"}] * 2).panels
    assert "1,000,000" in [label for label, _ in panel.ticks]


def test_one_row_is_not_said_to_stand_beside_another() -> None:
    same = {"value": "0.5", "sources": [{"ref": "smith"}]}
    assert "No conflict found. One estimate, printed 2 times." in drawn(same, same)[1].text
    assert "No conflict found. Each estimate is of another kind and stands by itself." in drawn(same, FINE)[1].text
    assert "No conflict found. The estimates stand beside each other." in drawn(FINE, FINE)[1].text
    assert drawn(FINE)[0] == ""


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    text = "\n\n".join(f"# {bad}\n\nKetamine {bad} lowered {bad} pain (RR 4.06, 95% CI 13.95 to 1.18). Buy ketamine online now {bad}." for bad in HOSTILE)
    report = evlint.lint({f"<img src=x onerror=alert(7)>{i}.md": f"---\ntitle: {bad}\n---\n{text}" for i, bad in enumerate(HOSTILE)}, as_of="2026-11-25")
    data = report.to_dict()
    for finding in data["findings"]:
        finding["message"] = finding["help"] = HOSTILE[0] + HOSTILE[1] + HOSTILE[2]
    for source in data["sources"]:
        source.update(doi=HOSTILE[4], url=HOSTILE[4])
    data["sources"].append({**dict.fromkeys(("id", "title", "author", "container", "document", "note"), HOSTILE[0]), "year": "2020", "doi": "javascript:alert(5)//10.1/x", "pmid": HOSTILE[3], "url": "javascript:alert(5)", "text": "", "state": "unknown", "why": HOSTILE[2], "cited_in": []})  # fmt: skip
    page = build(data, {document.path: document for document in report.documents}, report.sources, HOSTILE[1])
    page += "".join(_folded(page).values())
    found = Elements(page)
    assert not [tag for tag, _ in found.elements if tag in ("img", "iframe", "object", "link", "base")]
    assert [a for tag, a in found.elements if tag == "script" and a.get("type") != "text/plain"] == [{}]
    assert not [a for _, a in found.elements if any(name.startswith("on") for name in a) or any(a.get(name, "#").lower().startswith("javascript") for name in ("href", "src"))]
    assert HOSTILE[0] in found.text and "alert(2)" in found.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page), "marks that turn text round are made visible"
    assert r"\u202egnp.exe" in found.text


def test_a_word_of_a_hundred_thousand_letters_is_cut_in_findings_and_kept_in_the_text() -> None:
    page = page_of(evlint.lint({"a.md": f"# A\n\nBuy {'x' * 100_000} ketamine online now, no prescription needed.\n"}, as_of="2026-11-25"))
    assert len(page) < 1_000_000


def _folded(page: str) -> dict[str, str]:
    """Every piece of a packed page by its key."""
    out: dict[str, str] = {}
    for chunk in re.findall(r'<script type="text/plain" id="z\d+">([^<]*)<', page):
        out |= json.loads(zlib.decompress(base64.b64decode(chunk)))
    return out


def test_a_large_report_is_packed_and_nothing_is_lost() -> None:
    texts = {f"d{i:03}.md": f"# Page {i}\n\nThe odds were lower (OR 0.50, 95% CI 0.60 to 0.{90 + i % 9}). <script>x</script>\n" for i in range(350)}
    report = evlint.lint(texts, as_of="2026-11-25")
    page = page_of(report)
    pieces = _folded(page)
    standing = set(re.findall(r' id="([^"]+)"', page))
    for finding in report.findings:
        assert (f"f-{finding.id}" in standing) != (f"f-{finding.id}" in pieces)
    assert sum(key.endswith("-read") for key in pieces) == 350
    assert "<script>" not in "".join(pieces.values())


def test_pieces_of_a_shelf_can_be_found_again() -> None:
    from markupsafe import Markup

    shelf = Shelf(packs=True)
    keys = [f"k{i}" for i in range(100)]
    shelf.put("error", [(key, Markup(f"<p id={key}>")) for key in keys])
    said = shelf.lists["error"]
    for i in range(said["first"], 100):
        chunk = json.loads(zlib.decompress(base64.b64decode(shelf.chunks[said["base"] + (i - said["first"]) // said["per"]])))
        assert chunk[keys[i]] == f"<p id={keys[i]}>"


def test_a_saved_report_makes_the_same_page() -> None:
    report = evlint.lint(CONFLICT, as_of="2026-11-25")
    data = saved.report(json.loads(json.dumps(report.to_dict())))
    assert build(data, {document.path: document for document in report.documents}, report.sources, "Title") == page_of(report)
    without = build(data, {}, {}, "Title")
    assert "No reading view" in without
    for finding in report.findings:
        assert finding.locations[0].quote in without


@pytest.mark.parametrize("path, value", [(("findings", 0, "severity"), "grave"), (("findings", 0, "id"), "x"), (("documents", 0, "path"), 7), (("claims", 0, "span"), {}), (("report",), 2), (("as_of",), "soon"), (("findings", 0, "locations"), [])])  # fmt: skip
def test_a_report_that_is_none_is_refused(path: tuple[Any, ...], value: Any) -> None:
    from jsonschema import Draft202012Validator

    from evlint.findings.schema import report_schema

    data = evlint.lint(CONFLICT, as_of="2026-11-25").to_dict()
    saved.report(copy.deepcopy(data))
    part: Any = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    with pytest.raises(saved.SavedReportError, match=str(path[-1])):
        saved.report(data)
    assert path == ("as_of",) or not Draft202012Validator(report_schema()).is_valid(data), "no stricter than the published schema"


def test_what_changed_between_two_reports() -> None:
    old = evlint.lint({"a.md": "# A\n\nZinc reduced pain (RR 0.50, 95% CI 0.60 to 0.90).\n", "b.md": "# B\n\nBuy ketamine online now, no prescription.\n"}, as_of="2026-11-25")
    new = evlint.lint({"a.md": "# A\n\nZinc reduced pain (RR 0.73, 95% CI 0.60 to 0.90).\n", "b.md": "# B\n\nMoved.\n\nBuy ketamine online now, no prescription.\n"}, as_of="2026-11-25")
    found = changes.compare(old.to_dict(), new.to_dict())
    assert {one["rule"] for one in found.fixed} == {"STA201"}
    assert found.unchanged and not found.new
    (claim,) = found.claims
    assert "RR 0.50" in claim.before and "RR 0.73" in claim.after
    page = page_of(new, since=Changes("old.json", old.to_dict()))
    assert "Fixed findings" in page and "Claims whose numbers changed" in page


def test_the_age_of_the_retraction_data_and_what_was_not_checked_are_said() -> None:
    text = Elements(page_of(evlint.lint(CONFLICT, as_of="2026-11-25"), run="2026-11-26")).text
    for words in ("Run on 2026-11-26", "Judged as of 2026-11-25", "none, so no retraction was looked for", "Not checked", "what sources outside the corpus say"):
        assert words in " ".join(text.split())


def test_a_report_without_findings_or_documents_says_so() -> None:
    for texts in ({}, {"a.md": "Nothing here.\n"}):
        assert "No findings." in Elements(page_of(evlint.lint(texts, as_of="2026-11-25"))).text


SEEDS = {path.name: path.read_text("utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))}
MARKED_UP = {
    "a.html": '<html><head><title>T</title></head><body><h1>Trial</h1><p style="display:none">buy ketamine online now, cheap pills, no prescription</p><p>The odds were <b>lower</b> '
    "(OR 0.50, 95% CI 0.60 to 0.90) &plusmn; 3.</p><table><tr><th>Outcome</th><th>RR (95% CI)</th></tr><tr><td>mortality</td><td>0.50 (0.60 to 0.90)</td></tr></table></body></html>",
    "b.md": "---\ntitle: X\nreview_by: 2020-01-01\n---\n\n# H\n\n| a | RR (95% CI) |\n|---|---|\n| pain | 0.50 (0.60 to 0.90) |\n\n> Zinc, RR 0.5 (95% CI 0.6 to 0.9)\n\nTwo\nlines. Two dashes (MD -2, 95% CI -3--1; MD -2, 95% CI -3--1).\n",
}
TWICE = {
    "claims/a.yaml": "evlint: 1\ndocument: {path: a.md}\nclaims:\n"
    + 2 * "- {id: clm-aaaaaaaaaaaa, kind: finding, target: {exact: Zinc reduced pain}, result: {direction: decreased}, review: {status: reviewed}}\n"
}


@pytest.mark.parametrize("texts, records", [(SEEDS, None), (MARKED_UP, None), ({"a.md": "Zinc reduced pain.\n"}, TWICE)], ids=["seeds", "marked up", "one id twice"])
def test_every_link_within_the_page_leads_somewhere_and_no_anchor_stands_twice(texts: dict[str, str], records: dict[str, str] | None) -> None:
    page = Elements(page_of(evlint.lint(texts, records, as_of="2026-11-25")))
    anchors = [a["id"] for _, a in page.elements if "id" in a]
    assert len(anchors) == len(set(anchors))
    links = {a["href"][1:] for tag, a in page.elements if tag == "a" and a["href"].startswith("#")}
    assert links <= set(anchors)


def test_mark_up_is_read_and_not_shown() -> None:
    report = evlint.lint(MARKED_UP, as_of="2026-11-25")
    view = view_of(report)
    (finding,) = [one.to_dict() for one in report.findings if one.rule == "STA201" and one.primary.document == "a.html"][:1]
    place = view.place(finding, 0)
    assert (place["before"], place["quote"], place["after"]) == ("The odds were lower (", "OR 0.50, 95% CI 0.60 to 0.90", ") ± 3.")
    rows = documents.shown(view.heads["a.html"], view).rows
    assert "The odds were lower (OR 0.50, 95% CI 0.60 to 0.90) ± 3." in ["".join(piece.text for piece in row.pieces) for row in rows]


def test_the_state_of_a_source_is_told_by_data_by_people_and_by_findings() -> None:
    text = "# A\n\nZinc helps [1], as others say [2].\n\n## References\n\n1. Smith J. Zinc for pain in adults. J Test. 2019;1:1-2. doi:10.5555/a.1\n2. Jones K. Copper for pain in adults. J Test. 2018;1:3-4. doi:10.5555/a.2\n"
    records = {"claims/sources.yaml": "evlint: 1\nsources:\n- {id: old, title: An older version of the review, issued: '2010', status: superseded, superseded_by: new}\n"}

    def learn(names: Any, _: Any = ()) -> Facts:
        notice = Notice("retraction", "2021-03-01", told_by="Retraction Watch")
        stamp = DataStamp("Retraction Watch", "2026-10-01", "0" * 64, 70_000, "2026-10-02")
        return Facts(stamp=stamp, standings={"doi:10.5555/a.1": Standing("retracted", notice, (notice,))}, names=frozenset(names))

    report = engine.run({"a.md": text}, records, Settings(), date(2026, 11, 25), learn=learn)
    view = view_of(report)
    rows = {row.label: row for row in sources.rows(view)}
    assert (rows["Smith 2019"].state, rows["Smith 2019"].why) == ("retracted", "Retraction Watch, notice of 2021-03-01")
    assert (rows["Jones 2018"].state, rows["Jones 2018"].why) == ("current", "not listed in the retraction data")
    assert (rows["An older version of the review"].state, rows["An older version of the review"].why) == ("superseded", "sources.yaml says so, by new")
    assert rows["Smith 2019"].cited_by == (("a.md", "reference 1"),)
    assert rows["Smith 2019"].links == (("doi:10.5555/a.1", "https://doi.org/10.5555/a.1"),)
    page = " ".join(Elements(page_of(report)).text.split())
    assert "Retraction Watch, 2026-10-01 (55 days old)" in page and "no retraction was looked for" not in page


def test_templates_escape_by_themselves() -> None:
    assert environment().from_string("{{ x }}").render(x="<b>\u202e") == "&lt;b&gt;\\u202e"


def test_rules_lead_to_their_pages_where_those_are_published() -> None:
    report = evlint.lint({"a.md": "The odds fell (OR 0.50, 95% CI 0.60 to 0.90)."}, as_of="2026-11-26")
    assert '<a href="https://docs.example.org/rules/STA201">' in render("html", report, Style(docs="https://docs.example.org/"))
    assert "rules/STA201" not in render("html", report, Style())
    assert 'href="javascript:' not in render("html", report, Style(docs="javascript:alert(1)"))

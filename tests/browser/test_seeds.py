"""The seeds' report in a browser: filters, links, keys, print, and what a checker of accessibility says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import AXE, REQUIRED


def settle(page: Any, act: Callable[[], Any]) -> None:
    """Do something that filters, and wait until the page has settled."""
    page.evaluate("delete document.documentElement.dataset.settled")
    act()
    page.wait_for_selector("html[data-settled]", state="attached")


def visible(page: Any) -> int:
    return int(page.evaluate("[...document.querySelectorAll('.finding:not(.line)')].filter(one => !one.closest('[hidden]')).length"))


def test_filters_are_kept_in_the_address(opened: Callable[..., Any], seeds: Path) -> None:
    one = opened()
    page = one.go(seeds)
    everything = visible(page)
    settle(page, lambda: page.uncheck("input[value=note]"))
    settle(page, lambda: page.select_option("#family", "CON"))
    conflicts = visible(page)
    assert 0 < conflicts < everything
    assert page.evaluate("location.hash") == "#?severity=error%2Cwarning&family=CON"
    assert page.inner_text("#shown") == f"{conflicts} of {everything} findings"
    other = opened().go(seeds, page.evaluate("location.hash"))
    assert visible(other) == conflicts and other.input_value("#family") == "CON"
    settle(page, lambda: page.click("button[type=reset]"))
    assert visible(page) == everything and page.evaluate("location.hash") == ""
    settle(page, lambda: page.fill("#q", "advertising ketamin"))
    assert visible(page) == 2
    settle(page, lambda: page.fill("#q", ""))
    settle(page, lambda: page.select_option("#document", "seeds/003_98e284414a504840.txt"))
    assert page.locator("#documents .doc").count() == 1
    settle(page, lambda: page.select_option("#topic", "ketamine · psychedelic effects"))
    assert page.locator("#conflicts .topic").count() == 1
    assert one.said == []


def test_every_finding_has_an_address_that_opens_it(opened: Callable[..., Any], seeds: Path) -> None:
    page = opened().go(seeds)
    ids = page.evaluate("[...document.querySelectorAll('.finding:not(.line)')].map(one => one.id)")
    assert len(ids) == len(set(ids)) > 50
    for name in (ids[0], ids[len(ids) // 2], ids[-1]):
        page = opened().go(seeds, f"#{name}")
        assert page.evaluate("document.activeElement.id") == name
        assert page.locator(f"#{name}").is_visible()
    assert opened().go(seeds, f"#{ids[0][2:]}").evaluate("document.activeElement.id") == ids[0], "its id alone will do"
    place = f"#at-{ids[-1][2:]}-0"
    page.evaluate(f"location.hash = '{place}'")
    page.wait_for_selector(f"p.here {place}", state="attached")
    assert page.evaluate(f"document.querySelector('{place}').closest('details').open"), "a place in the text opens its document"
    assert page.evaluate("Math.abs(document.querySelector('p.here').getBoundingClientRect().top) < innerHeight")


def test_the_keyboard_alone_is_enough(opened: Callable[..., Any], seeds: Path) -> None:
    page = opened().go(seeds)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("(document.activeElement.closest('article')?.id ?? '') + ' ' + document.activeElement.tagName"))
        if seen[-1].startswith("f-") and seen[-1].endswith("SUMMARY"):
            break
    assert seen[-1].endswith("SUMMARY"), "the reasoning of a finding can be reached"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", "and the focus is seen"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    first = page.evaluate("document.activeElement.closest('article').id")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.id")
    assert second not in ("", first)
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == first
    page.locator("#claim-table thead button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#claim-table th[aria-sort=ascending]")


def test_the_table_of_claims_is_sorted_searched_and_downloaded(opened: Callable[..., Any], seeds: Path) -> None:
    one = opened()
    page = one.go(seeds)
    page.click("#claim-table thead th:nth-child(4) button")
    page.wait_for_selector("#claim-table th[aria-sort=ascending]")
    outcomes = page.evaluate("[...document.querySelectorAll('#claim-table tbody tr')].map(row => row.cells[3].textContent.toLowerCase())")
    plain = [text for text in outcomes if text.replace(" ", "").isalpha() and text.isascii()]
    assert plain == sorted(plain) and len(plain) > 30 and len(outcomes) > 100
    page.fill("#claim-q", "psychedelic 4.94")
    page.wait_for_function("() => document.querySelectorAll('#claim-table tbody tr').length < 10")
    assert page.locator("#claim-table tbody tr").count() == 2
    page.fill("#claim-q", "")
    page.select_option("#claim-status", "draft")
    page.wait_for_function("() => document.querySelectorAll('#claim-table tbody tr.reviewed').length === 0")
    page.select_option("#claim-status", "")
    with page.expect_download() as waiting:
        page.click("#csv")
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"))))
    assert rows[0][:3] == ["id", "Kind", "Intervention"] and len(rows) == len(outcomes) + 1
    assert one.said == [] and not [url for url in one.asked if not url.startswith(("file:", "blob:"))]


@pytest.mark.parametrize("state", ["light", "dark", "print"])
def test_a_checker_of_accessibility_finds_nothing(opened: Callable[..., Any], seeds: Path, state: str) -> None:
    if not AXE.exists():
        if REQUIRED:
            pytest.fail("`make test-browser` needs axe-core (npm install in tests/browser)")
        pytest.skip("needs axe-core")
    page = opened(color_scheme="dark" if state == "dark" else "light").go(seeds)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = !one.matches('.doc:nth-of-type(n+3), .topic + .topic .rest'); })")
    if state == "print":
        page.emulate_media(media="print")
    page.evaluate(AXE.read_text("utf-8") + ";0")
    only = {"rules": {"target-size": {"enabled": True}}} if state == "light" else {"runOnly": ["color-contrast", "link-in-text-block"]}  # the rest is the same markup
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **only})
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]] == []


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_needs_no_scrolling_sideways(opened: Callable[..., Any], seeds: Path, width: int) -> None:
    page = opened(viewport={"width": width, "height": 800}).go(seeds)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("paper, width", [("A4", 186), ("Letter", 192)])
def test_print_cuts_no_table_and_shows_addresses(opened: Callable[..., Any], seeds: Path, tmp_path: Path, paper: str, width: int) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    page = opened().go(seeds)
    page.pdf(path=str(tmp_path / "report.pdf"), format=paper, print_background=True)
    document = pdfium.PdfDocument(tmp_path / "report.pdf")
    text = " ".join("\n".join(document[i].get_textpage().get_text_range() for i in range(len(document))).split())
    for words in ("Is it the same?", "Compared with", "Status", "Measured", "How this was found", "https://doi.org/10.2147/JPR.S358070", "Buy Anesket ketamina"):
        assert words in text
    for i in range(len(document)):
        picture = document[i].render(scale=1).to_numpy()
        edge = int(picture.shape[1] * 10 / (210 if paper == "A4" else 216))
        assert picture[:, -edge:].min() > 250 and picture[:, :edge].min() > 250, f"something reaches into the margin of page {i + 1}"
    page.set_viewport_size({"width": int(width / 25.4 * 96), "height": 1000})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.emulate_media(media="print")
    wide = page.evaluate(
        "[...document.querySelectorAll('table, .scroll, svg')].filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 || one.scrollWidth > one.clientWidth + 1).map(one => one.className)"
    )
    assert wide == []


def test_forest_plots_show_the_numbers_of_the_records(opened: Callable[..., Any], seeds: Path) -> None:
    from evlint.cli import main

    saved = seeds.parent / "seeds.json"
    assert main(["check", "--format", f"json={saved}", "--fail-on", "never", "--as-of", "2026-11-25"]) == 0
    statistics = {claim["id"]: claim.get("statistic") for claim in json.loads(saved.read_text("utf-8"))["claims"]}
    page = opened().go(seeds)
    rows = page.evaluate(
        """[...document.querySelectorAll('.forest svg')].flatMap(svg => [...svg.querySelectorAll('.row')].map(row => {
            const at = one => { const box = one.getBBox(); return box.x + box.width / 2; };
            const ci = row.querySelector('.ci');
            return {...row.dataset, log: svg.dataset.log === '1', axis: [+svg.dataset.low, +svg.dataset.high], measure: svg.dataset.measure,
                    drawn: [at(row.querySelector('.point')), ci.x1.baseVal.value, ci.x2.baseVal.value], text: row.textContent}; }))"""
    )
    assert len(rows) >= 6
    import math

    for row in rows:
        for claim in row["claims"].split():
            wanted = statistics[claim]
            assert (row["measure"], row["value"], row["low"], row["high"]) == (wanted["type"], wanted["value"], wanted["interval"]["low"], wanted["interval"]["high"])
        scale = math.log10 if row["log"] else float
        low, high = map(scale, row["axis"])
        for printed, x in zip((row["value"], row["low"], row["high"]), row["drawn"], strict=True):
            assert x == pytest.approx(8 + (scale(float(printed)) - low) / (high - low) * 384, abs=0.6)
            assert printed in row["text"]

"""Nothing leaves the page, and nothing that documents hold runs in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.conftest import evlint

BAD = (
    "<script>window.ran=1</script>", "</script><script>window.ran=2</script>", "</style><img src=x onerror=window.ran=3>", '" onmouseover="window.ran=4" x="', "<svg onload=window.ran=5>",
    "<a href='javascript:window.ran=6'>x</a>", "<iframe srcdoc='<script>parent.ran=7</script>'></iframe>", "<!--", "</textarea></title><body onload=window.ran=8>", "\u202etxt.exe\u2066",
)  # fmt: skip


def write_hostile(folder: Path) -> None:
    (folder / "evlint.toml").write_text('include = ["**/*.md"]\nclaims = "claims"\n')
    (folder / "claims").mkdir()
    body = "\n\n".join(f"## {bad}\n\nZinc {bad} reduced {bad} pain (RR 4.06, 95% CI 13.95 to 1.18). Buy ketamine {bad} online now, no prescription." for bad in BAD)
    words = f"{'x' * 100_000} {'<b>' * 20_000}"
    for i, bad in enumerate(BAD):
        name = bad.replace("/", "∕").replace("\0", "")[:60]
        (folder / f"{name}{i}.md").write_text(f"---\ntitle: {json.dumps(bad)}\n---\n\n{body}\n\n{words}\n\n## References\n\n1. Smith J. {bad}. J Bad. 2020. doi:10.1234/{bad}\n", "utf-8")
    sources = [{"id": f"s{i}", "title": bad, "doi": f"10.1234/{bad}", "url": f"javascript:window.ran={i}", "note": bad, "issued": "2020"} for i, bad in enumerate(BAD)]
    (folder / "claims" / "sources.yaml").write_text(json.dumps({"evlint": 1, "sources": sources}), "utf-8")
    record = {
        "id": "clm-aaaaaaaaaaaa", "kind": "finding", "target": {"exact": "reduced pain (RR 4.06, 95% CI 13.95 to 1.18)"}, "intervention": {"text": BAD[0]}, "outcome": {"text": BAD[2]},
        "result": {"direction": "decreased"}, "review": {"status": "reviewed", "by": BAD[3], "note": BAD[1]},
    }  # fmt: skip
    (folder / "claims" / "bad.yaml").write_text(json.dumps({"evlint": 1, "document": {"path": "a.md"}, "claims": [record]}), "utf-8")


def test_hostile_documents_run_nothing(opened: Callable[..., Any], tmp_path: Path) -> None:
    write_hostile(tmp_path)
    evlint("report", "-o", "page.html", "--title", BAD[1], cwd=tmp_path)
    one = opened()
    page = one.go(tmp_path / "page.html")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.wait_for_selector(".reading")
    for name in page.evaluate("[...document.querySelectorAll('.mnote')].slice(0, 5).map(one => one.getAttribute('href'))"):
        page.evaluate("name => { location.hash = name; }", name)
    page.fill("#q", BAD[0])
    page.wait_for_selector("html[data-settled]", state="attached")
    for link in page.locator("main a").all()[:20]:
        link.hover()
    assert page.evaluate("window.ran === undefined")
    assert page.title() == BAD[1]
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, link, base, [onload], [onerror], [onmouseover], [href^=\"javascript\" i]').length") == 0
    assert page.evaluate("document.querySelectorAll('script:not([type])').length") == 1
    assert page.evaluate("!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerHTML)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert one.said == []
    assert [url for url in one.asked if not url.startswith(("file:", "blob:"))] == []


def _asked(log: Path) -> set[str]:
    """The addresses outside the file that a page asked for, by the net log of the browser; its own errands have no origin."""
    text = log.read_text("utf-8").rstrip()
    events = json.loads(text if text.endswith("}") else text.rstrip(",") + "]}")["events"]
    asked = [event["params"] for event in events if isinstance(event.get("params"), dict) and "initiator" in event["params"]]
    return {one["url"] for one in asked if one["initiator"] != "not an origin" and not one["url"].startswith(("file:", "blob:", "data:"))}


def test_the_log_of_the_browser_names_no_address(launch: Callable[..., Any], seeds: Path, tmp_path: Path) -> None:
    control = tmp_path / "control.html"
    control.write_text('<html data-ready="1"><img src="http://127.0.0.1:9/x.png"><input id="q"><button id="csv"></button>')
    asked = {}
    for name, file in (("control", control), ("seeds", seeds)):
        log = tmp_path / f"{name}.json"
        browser = launch(f"--log-net-log={log}", "--net-log-capture-mode=Everything")
        page = browser.new_page()
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        page.fill("#q", "ketamine")
        page.click("#csv")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.wait_for_timeout(300)
        browser.close()
        asked[name] = _asked(log)
    assert asked["control"] == {"http://127.0.0.1:9/x.png"}, "the log would show it"
    assert asked["seeds"] == set()

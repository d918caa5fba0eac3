"""A browser for the tests of the report: Debian's Chromium through Playwright, and pages made by the real command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --no-sandbox".split()
REQUIRED = os.environ.get("EVLINT_BROWSER") == "required"


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Any]]:
    """Starts the browser, with more arguments where a test needs them."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sync_playwright = None
    if sync_playwright is None or not Path(CHROMIUM).exists():
        if REQUIRED:
            pytest.fail("`make test-browser` needs Playwright and Chromium")
        pytest.skip("needs Playwright and Chromium")
    with sync_playwright() as driver:
        yield lambda *more: driver.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *more])


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Any]) -> Iterator[Any]:
    started = launch()
    yield started
    started.close()


class Opened:
    """A page that was opened, with everything that it asked for or complained of."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def go(self, file: Path, fragment: str = "") -> Any:
        self.page.goto(file.as_uri() + fragment)
        self.page.wait_for_selector("html[data-ready]", state="attached")
        return self.page


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Opened]]:
    made: list[Opened] = []

    def make(**options: Any) -> Opened:
        made.append(Opened(browser, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()


def evlint(*arguments: str, cwd: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "evlint", *arguments], cwd=cwd, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the seeds."""
    file = tmp_path_factory.mktemp("seeds") / "report.html"
    evlint("report", "--as-of", "2026-11-25", "-o", str(file), cwd=ROOT)
    return file


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """(the report of 2,000 documents, the seconds that making the page took)."""
    import time

    import evlint as library
    from evlint.reporters.page import build
    from tests.browser import large as corpus

    report = library.lint(corpus.documents(), as_of="2026-11-25", config={"select": ["STA", "CON103", "CON104", "CON105", "LNK201"]})
    assert len(report.findings) >= 10_000
    began = time.process_time()
    page = build(report.to_dict(), {document.path: document for document in report.documents}, report.sources, "Large")
    took = time.process_time() - began
    file = tmp_path_factory.mktemp("large") / "large.html"
    file.write_text(page, "utf-8")
    return file, took

"""The manual: its links lead somewhere on a code host and in the site, and what is generated of it is complete."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.running import ROOT, evlint

PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("renderer", ["github", "mkdocs"])
def test_every_link_and_anchor_of_our_own_documents_leads_somewhere(renderer: str, tmp_path: Path) -> None:
    """Checked by evlint itself, for a code host and for the site."""
    for name in ("docs", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for file in (*ROOT.glob("*.md"), ROOT / "LICENSE"):
        shutil.copy(file, tmp_path)
    (tmp_path / "evlint.toml").write_text(f'include = ["*.md", "docs/**/*.md"]\nrenderer = "{renderer}"\nselect = ["LNK201", "LNK202", "LNK204"]\n')
    report = json.loads(evlint("check", "--format", "json", cwd=tmp_path).stdout)
    assert {document["path"] for document in report["documents"]} >= {"README.md", "docs/configuration.md", "docs/rules/STA201.md"}
    assert [f"{f['locations'][0]['document']}:{f['locations'][0]['line']} {f['message']}" for f in report["findings"]] == []


def test_the_check_of_links_sees_our_links() -> None:
    """So that the test above does not hold because nothing was read."""
    import evlint

    text = (ROOT / "docs" / "records.md").read_text("utf-8").replace("suppressing.md#conflicts", "suppressing.md#conflict")
    report = evlint.lint({"docs/records.md": text, "docs/suppressing.md": (ROOT / "docs" / "suppressing.md").read_text("utf-8")}, as_of="2026-11-26")
    assert "LNK202" in {finding.rule for finding in report.findings}


def test_links_stay_within_the_site() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            assert not target.startswith("../"), f"{page.name} links to {target}, which is no part of the site"


def test_every_page_stands_in_the_menu() -> None:
    menu = set(re.findall(r": ([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M))
    assert menu == {page.name for page in PAGES} | {"rules/index.md"}


def test_pages_show_an_example_first() -> None:
    generated = {"commands.md"}
    older = {"contradictions.md", "formats.md", "seeds.md", "integrations.md", "stability.md"}
    for page in PAGES:
        if page.name not in generated | older:
            assert "```" in page.read_text("utf-8")[:700], page.name


@pytest.mark.parametrize("columns", ["40", "200"])
def test_what_is_generated_does_not_depend_on_the_terminal(columns: str) -> None:
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT), "COLUMNS": columns}, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_rule_and_suppression_that_pages_name_exists() -> None:
    from evlint.rules.registry import all_rules

    known = {rule.META.code for rule in all_rules()} | {"HSE101"}
    for page in (*PAGES, ROOT / "README.md"):
        assert set(re.findall(r"\b[A-Z]{3}\d{3}\b", page.read_text("utf-8"))) <= known, page.name


def test_every_option_that_pages_name_exists() -> None:
    known = set(re.findall(r"--[a-z][a-z-]+", (ROOT / "docs" / "commands.md").read_text("utf-8")))
    for page in (*PAGES, ROOT / "README.md"):
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text("utf-8")))
        assert named <= known | {"--version", "--help"}, page.name

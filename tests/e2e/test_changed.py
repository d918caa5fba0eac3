"""Only what a change brought, compared with the whole corpus; and what it mended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import hook_project
from tests.e2e.running import BAD, GOOD, evlint, git, write


@pytest.fixture
def repository(project: Path) -> Path:
    git(project, "init", "-q", "-b", "main")
    write(project, old_md=f"# Old\n\n{BAD}\nA second paragraph.\n", good_md=f"# Good\n\n{GOOD}")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "one")
    return project


def changed(folder: Path, *arguments: str) -> dict[str, Any]:
    done = evlint("check", *arguments, "--format", "json", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_nothing_changed_nothing_shown(repository: Path) -> None:
    report = changed(repository, "--changed")
    assert report["findings"] == [] == report["fixed"]
    assert len(report["since"]) == 40
    assert report["documents"][1]["path"] == "old.md", "the whole corpus is read"


def test_an_old_fault_elsewhere_in_the_file_does_not_block_an_edit(repository: Path) -> None:
    write(repository, old_md=f"# Old\n\n{BAD}\nA second paragraph, better.\n")
    assert changed(repository, "--changed")["findings"] == []
    write(repository, old_md=f"# Old\n\n{BAD}\nA second paragraph. The odds fell (OR 0.20, 95% CI 0.30 to 0.90).\n")
    (finding,) = changed(repository, "--changed")["findings"]
    assert finding["locations"][0]["line"] == 5
    assert finding["locations"][0]["changed"] is True


def test_what_the_change_mended_is_told(repository: Path) -> None:
    write(repository, old_md=f"# Old\n\n{GOOD}")
    report = changed(repository, "--changed")
    assert [f["rule"] for f in report["fixed"]] == ["STA201"]
    assert report["findings"] == []
    assert "fixed since" in evlint("check", "--changed", cwd=repository).stdout


def test_new_staged_and_committed_files_count_since_the_merge_base(repository: Path) -> None:
    git(repository, "checkout", "-qb", "topic")
    write(repository, new_md=f"# New\n\n{BAD}")
    assert len(changed(repository, "--changed=main")["findings"]) == 1, "untracked"
    git(repository, "add", "-A")
    assert len(changed(repository, "--changed=main")["findings"]) == 1, "staged"
    git(repository, "commit", "-qm", "two")
    assert len(changed(repository, "--changed=main")["findings"]) == 1, "committed"
    assert changed(repository, "--changed")["findings"] == [], "since the last commit nothing changed"
    git(repository, "checkout", "-q", "main")
    write(repository, other_md=f"# Other\n\n{BAD}")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "three")
    git(repository, "checkout", "-q", "topic")
    assert [f["locations"][0]["document"] for f in changed(repository, "--changed=main")["findings"]] == ["new.md"], "what main did since is not this change"


def test_a_renamed_file_is_not_new_and_a_deleted_one_is_mended(repository: Path) -> None:
    git(repository, "mv", "old.md", "renamed.md")
    report = changed(repository, "--changed")
    assert report["findings"] == [] == report["fixed"]
    git(repository, "rm", "-qf", "renamed.md")
    assert [f["rule"] for f in changed(repository, "--changed")["fixed"]] == ["STA201"]


def test_the_side_that_changed_is_named(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    hook_project.write(tmp_path, broken=False)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "agree")
    hook_project.write(tmp_path, broken=True)
    (conflict,) = changed(tmp_path, "--changed")["findings"]
    assert conflict["rule"] == "CON102"
    assert {place["document"]: place["changed"] for place in conflict["locations"]} == {"docs/a.md": False, "docs/b.md": True}
    assert "changed" in next(line for line in evlint("check", "--changed", cwd=tmp_path).stdout.splitlines() if "docs/b.md:3" in line)


def test_a_finding_that_a_change_brought_to_an_unchanged_place_is_shown(repository: Path) -> None:
    write(repository, link_md="# Link\n\nSee [the page](good.md).\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "two")
    git(repository, "rm", "-q", "good.md")
    (broken,) = changed(repository, "--changed")["findings"]
    assert broken["rule"] == "LNK201"
    assert broken["locations"][0]["changed"] is False


def test_a_folder_below_the_root_of_the_repository(repository: Path) -> None:
    inner = repository / "inner"
    inner.mkdir()
    (inner / "evlint.toml").write_text('include = ["*.md"]\n')
    write(inner, a_md=GOOD)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "inner")
    write(inner, a_md=BAD)
    write(repository, outside_md=BAD)
    assert [f["locations"][0]["document"] for f in changed(inner, "--changed")["findings"]] == ["a.md"]


def test_errors_say_what_to_do(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    unknown = evlint("check", "--changed=nowhere", cwd=repository)
    assert unknown.returncode == 2
    assert "fetch it first" in unknown.stderr
    outside = tmp_path_factory.mktemp("outside")
    write(outside, a_md=GOOD)
    assert evlint("check", "--changed", cwd=outside).returncode == 2
    assert evlint("check", "--changed=--output=x", cwd=repository).returncode == 2


def test_a_path_after_the_bare_option_is_a_path(repository: Path) -> None:
    write(repository, new_md=BAD, newer_md=BAD)
    assert [f["locations"][0]["document"] for f in changed(repository, "--changed", "new.md")["findings"]] == ["new.md"]

"""Known findings, taken over as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from evlint.commands import schema
from tests.e2e.running import BAD, GOOD, evlint, git, write

BASELINE = "evlint-baseline.jsonl"


def test_only_new_findings_are_shown_and_entries_hold_no_line_numbers(project: Path) -> None:
    write(project, a_md=BAD)
    assert evlint("check", cwd=project).returncode == 1
    assert evlint("baseline", "write", "--reason", "as printed", "--by", "mk", cwd=project).returncode == 0
    (line,) = (project / BASELINE).read_text("utf-8").splitlines()
    entry = json.loads(line)
    Draft202012Validator(json.loads(schema.text("baseline"))).validate(entry)
    assert set(entry) == {"document", "rule", "id", "quote", "reason", "by"}
    done = evlint("check", cwd=project)
    assert done.returncode == 0
    assert "1 in the baseline" in done.stdout
    write(project, a_md="A first line.\n\n" + BAD)
    assert evlint("check", cwd=project).returncode == 0, "the finding moved down, and is the same"
    write(project, b_md=BAD)
    assert evlint("check", cwd=project).returncode == 1


def test_a_stale_entry_is_an_error_until_it_is_pruned(project: Path) -> None:
    write(project, a_md=BAD, b_md=BAD)
    evlint("baseline", "write", cwd=project)
    write(project, a_md=GOOD)
    stale = evlint("check", cwd=project)
    assert stale.returncode == 1
    assert "error[IGN201]" in stale.stdout
    assert evlint("check", "b.md", cwd=project).returncode == 0, "a run over one file says nothing about the others"
    assert evlint("check", "--select", "LNK", cwd=project).returncode == 0, "the rule did not run"
    shown = evlint("baseline", "show", cwd=project).stdout
    assert "entries: 2 (holds 1, stale 1, over 0)" in shown
    assert {row["state"] for row in json.loads(evlint("baseline", "show", "--format", "json", cwd=project).stdout)} == {"holds", "stale"}
    assert evlint("baseline", "prune", cwd=project).returncode == 0
    assert evlint("check", cwd=project).returncode == 0
    assert len((project / BASELINE).read_text("utf-8").splitlines()) == 1


def test_writing_again_keeps_what_people_wrote(project: Path) -> None:
    write(project, a_md=BAD)
    evlint("baseline", "write", "--reason", "first", "--until", "2099-01-01", cwd=project)
    write(project, b_md=BAD)
    evlint("baseline", "write", "--reason", "second", cwd=project)
    entries = [json.loads(line) for line in (project / BASELINE).read_text("utf-8").splitlines()]
    assert [(entry["document"], entry["reason"], entry.get("until")) for entry in entries] == [("a.md", "first", "2099-01-01"), ("b.md", "second", None)]


def test_an_entry_ends_on_its_day(project: Path) -> None:
    write(project, a_md=BAD)
    evlint("baseline", "write", "--until", "2026-06-30", cwd=project)
    assert evlint("check", "--as-of", "2026-06-30", cwd=project).returncode == 0
    over = evlint("check", "--as-of", "2026-07-01", cwd=project)
    assert over.returncode == 1
    assert "STA201" in over.stdout
    assert "IGN103" in over.stdout


def test_two_branches_merge(project: Path) -> None:
    git(project, "init", "-q", "-b", "main")
    write(project, a_md=BAD)
    (project / ".gitattributes").write_text(f"{BASELINE} merge=union\n")
    evlint("baseline", "write", cwd=project)
    git(project, "add", "-A")
    git(project, "commit", "-qm", "one")
    for branch in ("left", "right"):
        git(project, "checkout", "-qb", branch, "main")
        write(project, **{f"{branch}_md": BAD})
        evlint("baseline", "write", cwd=project)
        git(project, "add", "-A")
        git(project, "commit", "-qm", branch)
    git(project, "merge", "-q", "--no-edit", "left")
    assert evlint("check", cwd=project).returncode == 0
    assert len((project / BASELINE).read_text("utf-8").splitlines()) == 3


def test_a_baseline_that_cannot_be_read_says_so(project: Path) -> None:
    write(project, a_md=BAD)
    (project / BASELINE).write_text('<<<<<<< ours\n{"id": 3}\nnothing\n', "utf-8")
    done = evlint("check", "--format", "json", cwd=project)
    messages = [(f["locations"][0]["line"], f["message"]) for f in json.loads(done.stdout)["findings"] if f["rule"] == "IGN104"]
    assert [line for line, _ in messages] == [1, 2, 3]
    assert evlint("check", "--baseline", "nowhere.jsonl", cwd=project).returncode == 2
    assert evlint("baseline", "prune", cwd=project).returncode == 2, "an unfinished merge is not thrown away"


def test_one_run_without_suppressions(project: Path) -> None:
    write(project, a_md=BAD, b_md=f"<!-- evlint: ignore STA201: as printed -->\n{BAD}")
    evlint("baseline", "write", cwd=project)
    assert evlint("check", cwd=project).returncode == 0
    shown = json.loads(evlint("check", "--ignore-suppressions", "--format", "json", cwd=project).stdout)
    assert [f["rule"] for f in shown["findings"]] == ["STA201", "STA201"]
    assert shown["suppressed"] == []


@pytest.mark.parametrize("until", ["tomorrow", "2026-13-01"])
def test_a_day_that_is_none(project: Path, until: str) -> None:
    write(project, a_md=BAD)
    assert evlint("baseline", "write", "--until", until, cwd=project).returncode == 2
    assert not (project / BASELINE).exists()

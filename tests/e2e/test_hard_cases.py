"""What a second pair of eyes broke: each stays mended."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from evlint import engine
from evlint.config.settings import Settings
from tests.e2e.running import BAD, GOOD, evlint, git, write

BASELINE = "evlint-baseline.jsonl"
SAID = "<!-- evlint: ignore-file STA201: shown only -->"


def entries(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / BASELINE).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("narrower", [("--min-confidence", "1"), ("--reader", "publisher"), ("--select", "LNK"), ("--ignore", "STA")])
def test_a_narrower_view_neither_condemns_nor_deletes_what_it_does_not_show(project: Path, narrower: tuple[str, str]) -> None:
    (project / "evlint.toml").write_text('include = ["*.md"]\nseverity = {STA201 = "warning"}\n')
    write(project, a_md=BAD, b_md=f"<!-- evlint: ignore STA201: as printed -->\n{BAD}")
    evlint("baseline", "write", "--reason", "kept", cwd=project)
    assert evlint("check", *narrower, "--fix", cwd=project).returncode == 0
    for action in ("write", "prune"):
        evlint("baseline", action, *narrower, cwd=project)
        assert [entry["reason"] for entry in entries(project)] == ["kept"]
    assert "ignore STA201" in (project / "b.md").read_text()
    assert "holds 1" in evlint("baseline", "show", cwd=project).stdout


def test_rules_that_a_document_is_spared_are_not_stale_there(project: Path) -> None:
    write(project, a_md=BAD)
    evlint("baseline", "write", cwd=project)
    (project / "evlint.toml").write_text('include = ["*.md"]\n[per-file."a.md"]\nignore = ["STA201"]\n')
    assert evlint("check", cwd=project).returncode == 0


def test_a_baseline_without_a_configuration_is_read_and_kept(tmp_path: Path) -> None:
    write(tmp_path, a_md=BAD)
    evlint("baseline", "write", "--reason", "human", cwd=tmp_path)
    assert evlint("check", cwd=tmp_path).returncode == 0
    assert evlint("check", "--no-config", "a.md", cwd=tmp_path).returncode == 1
    for action in ("write", "prune"):
        evlint("baseline", action, cwd=tmp_path)
        assert [entry["reason"] for entry in entries(tmp_path)] == ["human"]


def test_a_baseline_is_written_over_nothing_else(project: Path) -> None:
    write(project, a_md=BAD)
    (project / "notes.txt").write_text("mine\n")
    for name in ("a.md", "evlint.toml", "notes.txt"):
        before = (project / name).read_bytes()
        assert evlint("baseline", "write", "--baseline", name, cwd=project).returncode == 2
        assert (project / name).read_bytes() == before
    assert evlint("baseline", "write", "-", cwd=project, text=BAD).returncode == 2


def test_entries_of_rules_and_documents_that_could_not_be_judged_stay(project: Path) -> None:
    write(project, a_md=GOOD)
    (project / "evlint.toml").write_text('include = ["*.md", "*.docx"]\nown-rules = "rules"\n')
    (project / "d.docx").write_bytes(b"no zip")
    lines = [{"document": "d.docx", "rule": "STA201", "id": "1" * 16}, {"document": "a.md", "rule": "HSE101", "id": "2" * 16}]
    (project / BASELINE).write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert "IGN201" not in evlint("check", cwd=project).stdout
    evlint("baseline", "prune", cwd=project)
    assert len(entries(project)) == 2


def test_standard_input_is_never_written_to_disk(project: Path) -> None:
    write(project, a_md=GOOD, stdin_md="precious")
    text = "U <!-- evlint: ignore STA104: r -->\n"
    for arguments in (("--no-config",), ("--stdin-filename", "a.md")):
        assert evlint("check", "-", "--fix", *arguments, cwd=project, text=text).returncode == 2
    assert (project / "a.md").read_text() == GOOD
    assert (project / "stdin.md").read_text() == "precious"
    assert "-U <!--" in evlint("check", "-", "--diff", "--stdin-filename", "a.md", cwd=project, text=text).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
def test_two_file_names_stay_two(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xfe.md"))).write_text(BAD)
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.md"))).write_text("Nothing.")
    done = evlint("check", "--no-config", ".", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    assert [document["path"] for document in json.loads(done.stdout)["documents"]] == ["\\xfe.md", "\\xff.md"]


@pytest.fixture
def repository(project: Path) -> Path:
    (project / "evlint.toml").write_text('include = ["docs/*.md"]\n')
    (project / "docs").mkdir()
    (project / "docs" / "a.md").write_text("# A\n\nText.\n")
    (project / "docs" / "b.md").write_text("# B\n\nSee [the other](a.md) and ![p](img.png).\n")
    (project / "docs" / "img.png").write_bytes(b"x")
    (project / "docs" / "c.md").write_text(f"# C\n\n<!-- evlint: ignore STA201: as printed -->\n{BAD}")
    (project / "docs" / "d.md").write_text(f"# D\n\n{BAD}")
    git(project, "init", "-q")
    evlint("baseline", "write", "--reason", "old", cwd=project)
    git(project, "add", "-A")
    git(project, "commit", "-qm", "one")
    assert evlint("check", cwd=project).returncode == 0
    return project


@pytest.mark.parametrize("change", ["rename", "picture", "comment", "baseline"])
def test_errors_that_a_change_brings_to_light_are_shown(repository: Path, change: str) -> None:
    docs = repository / "docs"
    if change == "rename":
        git(repository, "mv", "docs/a.md", "docs/z.md")
    elif change == "picture":
        (docs / "img.png").unlink()
    elif change == "comment":
        (docs / "c.md").write_text(f"# C\n\n{BAD}")
    else:
        (repository / BASELINE).write_text("")
    assert evlint("check", cwd=repository).returncode == 1
    assert evlint("check", "--changed", cwd=repository).returncode == 1


def test_what_is_not_saved_counts_as_changed(repository: Path) -> None:
    done = evlint("check", "-", "--stdin-filename", "docs/a.md", "--changed", cwd=repository, text=f"# A\n\n{BAD}")
    assert "STA201" in done.stdout


def test_the_first_commit(project: Path) -> None:
    git(project, "init", "-q")
    write(project, a_md=BAD)
    assert "no commit yet" in evlint("check", "--changed", cwd=project).stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"- item\n\n    ```\n    {SAID}\n    ```\n\n{BAD}"),
        ("b.md", f"Text.\n\n    {SAID}\n\n{BAD}"),
        ("c.md", f"> ```\n> {SAID}\n> ```\n\n{BAD}"),
        ("d.md", f"````\n```\n{SAID}\n````\n\n{BAD}"),
        ("e.md", f"Write `see {SAID}` there.\n\n{BAD}"),
        ("a.rst", f"Example::\n\n    .. evlint: ignore-file STA201: shown only\n\n{BAD}"),
        ("a.tex", "\\begin{document}\n\\begin{verbatim}\n% evlint: ignore-file STA201: shown only\n\\end{verbatim}\n" + BAD.replace("%", "\\%") + "\\end{document}\n"),
        ("a.html", f"<script>var x = '{SAID}';</script><p>{BAD}</p>"),
    ],
)
def test_what_code_shows_is_not_followed(name: str, text: str) -> None:
    report = engine.run({name: text}, {}, Settings(select=("STA201", "IGN")), date(2026, 11, 26))
    assert [finding.rule for finding in report.findings] == ["STA201"]


@pytest.mark.parametrize(
    "text",
    [
        f"```\n~~~\n```\n\n<!-- evlint: ignore STA201: r -->\n{BAD}",
        f"````\n```\n````\n\n<!-- evlint: ignore STA201: r -->\n{BAD}",
        f"<!-- evlint: ignore STA201:\nprinted so -->\n{BAD}",
        f"<!-- Evlint: ignore STA201: r -->\n{BAD}",
        f"- {BAD.strip()}\n  <!-- evlint: ignore STA201: r -->\n",
        f"{BAD.strip()}\n<!-- evlint: ignore STA201: r -->\n\nAnother paragraph.\n",
    ],
)
def test_comments_that_people_write_are_followed(text: str) -> None:
    report = engine.run({"a.md": text}, {}, Settings(select=("STA201", "IGN")), date(2026, 11, 26))
    assert [finding.rule for finding in report.findings] == []
    assert len(report.suppressed) == 1


def test_a_comment_that_ends_an_item_does_not_reach_the_next() -> None:
    text = f"1. one\n\n   {BAD.strip()}\n\n   <!-- evlint: ignore STA201: r -->\n\n2. The risk rose (OR 0.20, 95% CI 0.60 to 0.90).\n"
    report = engine.run({"a.md": text}, {}, Settings(select=("STA201",)), date(2026, 11, 26))
    assert "OR 0.20" in " ".join(finding.primary.quote for finding in report.findings)


def test_hostile_files_end_no_run(project: Path) -> None:
    (project / "claims").mkdir()
    (project / "claims" / "deep.yaml").write_text("[" * 50_000)
    (project / "claims" / "deeper.yaml").write_text("- " * 50_000)
    write(project, a_md=BAD)
    assert "CLM101" in evlint("check", cwd=project).stdout
    (project / "evlint.toml").write_text("a = " + "[" * 20_000)
    assert evlint("check", cwd=project).returncode == 2


def test_many_comments_take_linear_time() -> None:
    text = "<!-- evlint: ignore STA201: r --> " * 3000 + BAD
    begun = time.process_time()
    engine.run({"a.md": text}, {}, Settings(select=("STA201", "IGN")), date(2026, 11, 26))
    assert time.process_time() - begun < 8


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(BAD)
    inside = tmp_path / "project"
    inside.mkdir()
    (inside / "evlint.toml").write_text('include = ["*.md"]\n')
    (inside / "x.md").symlink_to(tmp_path / "secret.txt")
    done = evlint("check", "--fix", cwd=inside)
    assert "OR 0.50" not in done.stdout
    assert "leads out of the project" in done.stderr
    assert done.returncode == 4
    (inside / "evlint.toml").write_text('include = ["*.md"]\nclaims = ".."\n')
    assert evlint("check", cwd=inside).returncode == 2


def test_upper_case_endings_are_checked(project: Path) -> None:
    (project / "a.MD").write_text(BAD)
    assert evlint("check", cwd=project).returncode == 1


def test_read_only_files_are_left_alone(project: Path) -> None:
    write(project, a_md="A <!-- evlint: ignore STA104: r -->\n")
    (project / "a.md").chmod(0o444)
    done = evlint("check", "--fix", cwd=project)
    assert done.returncode == 2
    assert "read-only" in done.stderr


@pytest.mark.parametrize("toml", ["min-confidence = true", 'min-confidence = "0.5"', "preview = 1"])
def test_types_are_not_guessed(project: Path, toml: str) -> None:
    (project / "evlint.toml").write_text(toml)
    write(project, a_md=BAD)
    assert evlint("check", cwd=project).returncode == 2


def test_init_follows_no_link_out(tmp_path: Path) -> None:
    inside = tmp_path / "project"
    (inside / ".github" / "workflows" / "evlint.yml").mkdir(parents=True)
    (inside / "evlint.toml").symlink_to(tmp_path / "outside.toml")
    done = evlint("init", cwd=inside)
    assert done.returncode == 0
    assert not (tmp_path / "outside.toml").exists()
    assert "exists and is no file" in done.stderr


def test_claims_without_a_configuration_say_what_is_missing(tmp_path: Path) -> None:
    write(tmp_path, a_md="Mortality fell (RR 0.80; 95% CI 0.70 to 0.90).\n")
    evlint("extract", "a.md", "-o", "claims", cwd=tmp_path)
    assert "`evlint init` writes one" in evlint("claims", "check", cwd=tmp_path).stderr

"""Conflicts in a project: set aside for the pair, told who wrote the later side, extracted for a spreadsheet."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from tests.e2e import hook_project
from tests.e2e.running import evlint, git, write


def check(folder: Path, *arguments: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(evlint("check", *arguments, "--format", "json", "--as-of", "2026-11-26", cwd=folder).stdout)
    return report


def test_a_conflict_is_set_aside_for_the_pair_until_either_side_changes(tmp_path: Path) -> None:
    hook_project.write(tmp_path, broken=True)
    (conflict,) = check(tmp_path)["findings"]
    record = tmp_path / "claims" / "docs__a.md.yaml"
    for where in ("docs/a.md", "docs/b.md", "record"):
        hook_project.write(tmp_path, broken=True)
        if where == "record":  # a record is no side of this finding: a comment there sets aside findings in the record alone
            record.write_text(f"# evlint: ignore {conflict['id']}: settled\n" + record.read_text())
            assert {f["rule"] for f in check(tmp_path)["findings"]} == {"CON102", "IGN101"}
            continue
        document = tmp_path / where
        document.write_text(document.read_text() + f"\n<!-- evlint: ignore {conflict['id']} by mk: the populations differ -->\n")
        report = check(tmp_path)
        assert report["findings"] == []
        (held,) = report["suppressed"]
        assert (held["by"], held["reason"], held["reviewer"]) == ("comment", "the populations differ", "mk")
    hook_project.write(tmp_path, broken=True)
    a = tmp_path / "docs" / "a.md"
    a.write_text(a.read_text() + f"\n<!-- evlint: ignore {conflict['id']}: the populations differ -->\n")
    for name in ("docs/b.md", "claims/docs__b.md.yaml"):
        file = tmp_path / name
        file.write_text(file.read_text().replace("showed no significant difference in stroke", "showed no difference in stroke"))
    report = check(tmp_path)
    assert {f["rule"] for f in report["findings"]} == {"CON102", "IGN101"}, "b.md says it otherwise now: the pair is another one"


def test_records_have_comments_of_their_own(tmp_path: Path) -> None:
    hook_project.write(tmp_path, broken=False)
    record = tmp_path / "claims" / "docs__a.md.yaml"
    record.write_text(record.read_text().replace('  outcome: {text: stroke, polarity: lower_is_better, timepoint: {value: "12", unit: mo}}\n', ""))
    assert "CLM110" in [f["rule"] for f in check(tmp_path)["findings"]]
    record.write_text(record.read_text().replace("- id:", "# evlint: ignore CLM110: the outcome is a composite\n- id:"))
    assert "CLM110" not in [f["rule"] for f in check(tmp_path)["findings"]]
    assert [f["by"] for f in check(tmp_path)["suppressed"]] == ["comment"]


def test_the_later_side_is_named_with_its_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    hook_project.write(tmp_path, broken=False)
    git(tmp_path, "add", "-A")
    git(tmp_path, "-c", "user.name=Ada", "commit", "-q", "-m", "agree", "--date", "2024-01-01T00:00:00")
    hook_project.write(tmp_path, broken=True)
    (uncommitted,) = check(tmp_path, "--blame")["findings"]
    assert "the later side is docs/b.md:3, not committed yet" in uncommitted["notes"]
    git(tmp_path, "commit", "-qam", "a new reading of the trial")
    (conflict,) = check(tmp_path, "--blame")["findings"]
    note = next(note for note in conflict["notes"] if "the later side" in note)
    assert note.startswith("the later side is docs/b.md:3, commit ")
    assert note.endswith("by t (a new reading of the trial)")
    assert not any("later side" in note for note in check(tmp_path)["findings"][0]["notes"])


def test_without_git_nothing_is_said_of_commits(tmp_path: Path) -> None:
    hook_project.write(tmp_path, broken=True)
    (conflict,) = check(tmp_path, "--blame")["findings"]
    assert not any("later side" in note for note in conflict["notes"])


def test_claims_as_a_table(tmp_path: Path) -> None:
    write(tmp_path, a_md="# =HYPERLINK()\n\nPain fell with ketamine compared with placebo (MD -1.12, 95% CI -2.33 to -0.09; p=0.03).\n")
    rows = list(csv.DictReader(evlint("extract", "a.md", "--format", "csv", cwd=tmp_path).stdout.splitlines()))
    assert [(row["measure"], row["value"], row["low"], row["high"], row["p"]) for row in rows if row["kind"] == "estimate"] == [("MD", "-1.12", "-2.33", "-0.09", "'= 0.03")]
    assert evlint("extract", "a.md", "--format", "csv", "-o", "x", cwd=tmp_path).returncode == 2


def test_a_format_of_an_installed_package(tmp_path: Path) -> None:
    site = tmp_path / "site"
    info = site / "house-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "house_format.py").write_text("def render(report, style):\n    return f'{len(report.findings)} things\\n'\n")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[evlint.formats]\nhouse = house_format\n")
    write(tmp_path, a_md="Nothing.\n")
    from tests.e2e.running import ROOT

    assert evlint("check", "a.md", "--format", "house", cwd=tmp_path, PYTHONPATH=f"{ROOT}:{site}").stdout == "0 things\n"
    assert evlint("check", "a.md", "--format", "house", cwd=tmp_path).returncode == 2

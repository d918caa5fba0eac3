"""A project's configuration, its own rules, and what evlint tells of itself."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from evlint.claims.yaml_tree import parse
from evlint.config.model import from_table
from tests.e2e.running import BAD, GOOD, ROOT, evlint, git, write

RULE = '''"""A word that the house style forbids.

## What it checks
The word "utilize".

## Why it matters
"Use" is shorter.

## Example
We utilize forceps.

## Not flagged
Nothing else.

## Limits
English.

## References
House style.
"""

from evlint.rules.base import PASSED, Option, RuleMeta

META = RuleMeta(code="HSE101", name="house-word", summary="a word that the house style forbids", scope="document", severity="warning", since="1", measured="", options=(Option("word", "utilize", "the word"),))


def check(document, corpus):
    word = corpus.option(META, "word")
    at = document.prose.find(word)
    yield META.finding(f"{word!r} is not our word", document.at(at, at + len(word)), confidence=0.9, help="write 'use'") if at >= 0 else PASSED
'''
CASES = (
    "".join(f"## fires: {i}\n\n```a.md\nWe utilize {word}.\n```\n\n> HSE101 warning: a.md \"utilize\"\n\n" for i, word in enumerate(("forceps", "drugs", "scales")))
    + "".join(f"## silent: {word}\n\n```a.md\nWe use {word}.\n```\n\n" for word in "abcde")
)  # fmt: skip


@pytest.fixture
def own(project: Path) -> Path:
    (project / "rules").mkdir()
    (project / "rules" / "house_word.py").write_text(RULE, "utf-8")
    (project / "rules" / "house-word.md").write_text(CASES, "utf-8")
    (project / "evlint.toml").write_text('include = ["*.md"]\nown-rules = "rules"\n', "utf-8")
    write(project, a_md="We utilize forceps.\n")
    return project


def found(folder: Path, *arguments: str, **environment: str) -> list[tuple[str, str]]:
    done = evlint("check", "--format", "json", *arguments, cwd=folder, **environment)
    assert done.returncode in (0, 1), done.stderr
    return [(finding["rule"], finding["severity"]) for finding in json.loads(done.stdout)["findings"]]


def test_own_rules_run_only_where_the_user_says_so(own: Path) -> None:
    refused = evlint("check", cwd=own)
    assert "HSE101" not in refused.stdout
    assert "--allow-project-code" in refused.stderr
    assert found(own, "--allow-project-code") == [("HSE101", "warning")]
    assert found(own, EVLINT_ALLOW_PROJECT_CODE="1") == [("HSE101", "warning")]
    assert found(own, "--allow-project-code", "--ignore", "HSE") == []


def test_own_rules_have_cases_and_pages_as_ours_have(own: Path) -> None:
    assert evlint("test", "rules", "--allow-project-code", cwd=own).stdout.endswith("1 of 1 case files hold\n")
    (own / "rules" / "house-word.md").write_text(CASES.replace("We use e.", "We utilize e."), "utf-8")
    broken = evlint("test", "rules", "--allow-project-code", cwd=own)
    assert broken.returncode == 1
    assert "found and not expected: HSE101" in broken.stdout
    (own / "rules" / "house-word.md").write_text("## fires: one\n", "utf-8")
    assert "at least 5 cases that stay silent" in evlint("test", "rules", "--allow-project-code", cwd=own).stdout


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("## Limits", "## Limit", "its docstring needs the headings"),
        ("HSE101", "STA101", "a family of its own"),
        ("house-word", "p-value-mismatch", "another rule has"),
        ("import PASSED", "import NOWHERE", "cannot be imported"),
        ("META = ", "MATE = ", "a rule has META and check()"),
    ],
)
def test_a_rule_that_breaks_the_contract_is_refused(own: Path, old: str, new: str, says: str) -> None:
    (own / "rules" / "house_word.py").write_text(RULE.replace(old, new), "utf-8")
    done = evlint("check", "--allow-project-code", cwd=own)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_rule_without_cases_is_refused(own: Path) -> None:
    (own / "rules" / "house-word.md").unlink()
    assert "needs a case file house-word.md" in evlint("check", "--allow-project-code", cwd=own).stderr


def test_rules_of_an_installed_package_run(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "house").mkdir(parents=True)
    (site / "house" / "__init__.py").write_text("")
    (site / "house" / "word.py").write_text(RULE, "utf-8")
    (site / "house" / "house-word.md").write_text(CASES, "utf-8")
    info = site / "house-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[evlint.rules]\nhouse = house\n")
    work = tmp_path / "work"
    work.mkdir()
    write(work, a_md="We utilize forceps.\n")
    assert found(work, PYTHONPATH=f"{ROOT}:{site}") == [("HSE101", "warning")]


def test_options_of_rules(own: Path) -> None:
    (own / "evlint.toml").write_text('include = ["*.md"]\nown-rules = "rules"\n[rules.HSE101]\nword = "forceps"\n', "utf-8")
    assert "'forceps' is not our word" in evlint("check", "--allow-project-code", cwd=own).stdout
    for table, says in (('wrod = "x"', "did you mean 'word'?"), ("word = 3", "must be a text")):
        (own / "evlint.toml").write_text(f'own-rules = "rules"\n[rules.HSE101]\n{table}\n', "utf-8")
        done = evlint("check", "--allow-project-code", cwd=own)
        assert done.returncode == 2
        assert says in done.stderr


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("", [("STA201", "error")]),
        ('severity = {STA = "note", STA201 = "warning"}', [("STA201", "warning")]),
        ('reader = "editor"\nseverity = {STA201 = "note"}', []),
        ("min-confidence = 1.0", []),
        ('ignore = ["STA"]', []),
        ('select = ["LNK"]\nextend-select = ["estimate-outside-interval"]', [("STA201", "error")]),
        ('[per-file."a*"]\nignore = ["STA201"]', []),
        ('[per-file."b*"]\nignore = ["STA201"]', [("STA201", "error")]),
        ('[per-file."*.md"]\nselect = ["LNK"]', []),
        ('[per-file."*.md"]\nseverity = {STA201 = "note"}', [("STA201", "note")]),
    ],
)
def test_the_configuration_decides_what_is_shown(project: Path, toml: str, expected: list[tuple[str, str]]) -> None:
    (project / "evlint.toml").write_text(f'include = ["*.md"]\n{toml}\n', "utf-8")
    write(project, a_md=BAD)
    assert found(project) == expected


def test_what_is_not_wanted_is_counted(project: Path) -> None:
    write(project, a_md=BAD)
    assert "1 not wanted here" in evlint("check", "--min-confidence", "1", cwd=project).stdout


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('severity = {STA999 = "note"}', "no rule is named 'STA999'"),
        ('severity = {STA101 = "fatal"}', "must be"),
        ('ignore = ["p-value-mismach"]', "did you mean p-value-mismatch?"),
        ("min-confidence = 2", "less than or equal to 1"),
        ('[per-file."a"]\nignroe = ["STA"]', "did you mean 'ignore'?"),
        ("[rules.TRM103]\nallow = 3", "must be a list of texts"),
        ("[rules.TRM1O3]\nallow = []", "did you mean TRM103?"),
    ],
)
def test_faults_of_a_configuration_are_told(project: Path, toml: str, says: str) -> None:
    (project / "evlint.toml").write_text(toml + "\n", "utf-8")
    write(project, a_md=GOOD)
    done = evlint("check", cwd=project)
    assert done.returncode == 2
    assert says in done.stderr


def test_config_tells_every_value_and_where_it_comes_from(project: Path) -> None:
    (project / "evlint.toml").write_text('include = ["*.md"]\nseverity = {STA = "note"}\n[per-file."a b/**"]\nignore = ["STL"]\n', "utf-8")
    text = evlint("config", "--ignore", "LNK", cwd=project).stdout
    assert 'include = ["*.md"]  # evlint.toml' in text
    assert 'ignore = ["LNK"]  # command line' in text
    assert 'fail-on = "error"  # default' in text
    again = from_table(tomllib.loads(text), "printed")
    assert again.per_file["a b/**"].ignore == ("STL",)
    assert json.loads(evlint("config", "--format", "json", cwd=project).stdout)["settings"]["severity"] == {"value": {"STA": "note"}, "from": "evlint.toml"}


def test_init_looks_at_the_repository_and_touches_nothing_that_is_there(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for folder in ("guide'lines", ".github"):
        (tmp_path / folder).mkdir()
    write(tmp_path / "guide'lines", a_md=BAD, b_docx="x")
    write(tmp_path, README_md="# Read me\n")
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    dry = evlint("init", "--dry-run", cwd=tmp_path)
    assert not (tmp_path / "evlint.toml").exists()
    assert "include = " in dry.stdout
    done = evlint("init", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    settings = from_table(tomllib.loads((tmp_path / "evlint.toml").read_text("utf-8")), "evlint.toml")
    assert settings.include == ("guide'lines/**/*.docx", "guide'lines/**/*.md")
    assert settings.exclude == ("README.md",)
    assert (tmp_path / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    assert "add this to it" in done.stdout
    workflow = parse((tmp_path / ".github" / "workflows" / "evlint.yml").read_text("utf-8")).data
    assert "evlint check" in workflow["jobs"]["evlint"]["steps"][-1]["run"]
    assert "merge=union" in (tmp_path / ".gitattributes").read_text()
    assert ".evlint/" in (tmp_path / ".gitignore").read_text(), "where retraction data and answers of registries are kept"
    assert evlint("check", cwd=tmp_path).returncode in (1, 4)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and ".git/" not in str(path)}
    evlint("init", cwd=tmp_path)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and ".git/" not in str(path)}


def test_explain_tells_how_a_finding_came_about(project: Path) -> None:
    write(project, a_md=f"<!-- evlint: ignore STA201 by mk: as printed -->\n{BAD}", b_md=BAD)
    (shown,) = json.loads(evlint("check", "--format", "json", cwd=project).stdout)["findings"]
    text = evlint("explain", shown["id"], cwd=project).stdout
    for part in ("quote", "record clm-", "normal form of", "comparison", "verdict", "OR 0.50", "drafted by the extractor"):
        assert part in text, part
    (hidden,) = json.loads(evlint("check", "--format", "json", cwd=project).stdout)["suppressed"]
    assert "set aside by comment (as printed, by mk)" in evlint("explain", hidden["id"][:9], cwd=project).stdout
    gone = evlint("explain", "0" * 16, cwd=project)
    assert gone.returncode == 2
    assert "an id changes when" in gone.stderr


def test_statistics_go_to_the_terminal(project: Path) -> None:
    write(project, a_md=BAD)
    done = evlint("check", "--statistics", "--format", "json", cwd=project)
    assert json.loads(done.stdout)["summary"]["error"] == 1
    assert "STA201" in done.stderr
    assert "seconds" in done.stderr


def test_standard_input_stands_for_a_file_that_is_not_saved(project: Path) -> None:
    write(project, a_md=GOOD, b_md=BAD)
    done = evlint("check", "-", "--stdin-filename", "a.md", "--format", "json", cwd=project, text=BAD)
    report = json.loads(done.stdout)
    assert [f["locations"][0]["document"] for f in report["findings"]] == ["a.md"]
    assert [d["path"] for d in report["documents"]] == ["a.md", "b.md"], "the rest of the corpus is context"
    assert evlint("check", "-", "--no-config", cwd=project, text=GOOD).returncode == 0
    assert evlint("check", "-", "a.md", cwd=project, text=GOOD).returncode == 2


def test_every_command_completes(tmp_path: Path) -> None:
    script = evlint("completion", "bash", cwd=tmp_path).stdout
    for word in ("--changed", "baseline", "--ignore-suppressions", "explain"):
        assert word in script

"""What the manual tells people to copy works as it stands: hooks, CI, editors, and the script of the GitHub Action."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from evlint.claims.yaml_tree import parse
from evlint.config.model import from_table
from tests.e2e.running import BAD, GOOD, PEOPLE, ROOT, evlint, git, write

DOCS = ROOT / "docs"
ACTION = parse((ROOT / "action.yml").read_text("utf-8")).data


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.M | re.S)


def yaml(name: str) -> list[dict[str, Any]]:
    """The blocks of the page that are files of this name."""
    return [parse(text).data for text in blocks("integrations.md", "yaml") if text.startswith(f"# {name}\n")]


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workflow["jobs"]["evlint"]["steps"]
    return found


@pytest.fixture
def repository(project: Path) -> Path:
    """A repository with a faultless document, and a branch that adds a fault; `origin/main` is the version before."""
    (project / "docs").mkdir()
    (project / "evlint.toml").write_text('include = ["docs/*.md"]\n')
    write(project / "docs", a_md=GOOD)
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "one")
    git(project, "remote", "add", "origin", str(project))
    git(project, "fetch", "-q", "origin")
    git(project, "checkout", "-qb", "topic")
    write(project / "docs", b_md=BAD)
    git(project, "add", "-A")
    git(project, "commit", "-qm", "two")
    return project


def shell(script: str, folder: Path, tmp: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as CI does, with a command `evlint` that is this one."""
    command = tmp / "bin" / "evlint"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m evlint "$@"\n')
    command.chmod(0o755)
    given = {**os.environ, **PEOPLE, "PYTHONPATH": str(ROOT), "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp), **environment}
    return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=folder, capture_output=True, text=True, encoding="utf-8", env=given, check=False)


def action(folder: Path, tmp: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Run the last step of action.yml with these inputs, and defaults for the others."""
    step = ACTION["runs"]["steps"][-1]
    values = {name: inputs.get(name.replace("-", "_"), said["default"]) for name, said in ACTION["inputs"].items()}
    environment = {name: values[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", said)[1]] for name, said in step["env"].items()}  # type: ignore[index]
    summary = tmp / "summary.md"
    return shell(step["run"], folder, tmp, GITHUB_STEP_SUMMARY=str(summary), **environment), summary


def test_the_action_marks_lines_and_writes_a_summary(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    tmp = tmp_path_factory.mktemp("runner")
    done, summary = action(repository, tmp, changed="origin/main", sarif=str(tmp / "out.sarif"), arguments="--reader editor --ignore STR")
    assert done.returncode == 1, done.stderr
    assert "::error file=docs/b.md,line=1" in done.stdout
    assert summary.read_text("utf-8").startswith("<!-- evlint-report -->")
    assert json.loads((tmp / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert action(repository, tmp, changed="HEAD")[0].returncode == 0
    assert action(repository, tmp, fail_on="never")[0].returncode == 0
    assert action(repository, tmp, paths="docs/a.md")[0].returncode == 0


@pytest.mark.parametrize("name", ["paths", "changed", "fail_on", "sarif", "arguments"])
@pytest.mark.parametrize("hostile", ["; touch x", "$(touch x)", "`touch x`", "&& touch x", "' ; touch x; '", '" ; touch x; "', "| touch x", "\ntouch x\n"])
def test_inputs_of_the_action_run_nothing(repository: Path, tmp_path_factory: pytest.TempPathFactory, name: str, hostile: str) -> None:
    """Of strangers: the name of a branch is an input. What looks like a command is a word that evlint refuses, or the name of a file."""
    tmp = tmp_path_factory.mktemp("runner")
    before = {path.name for path in repository.iterdir()}
    done, _ = action(repository, tmp, **{name: hostile})
    assert not (repository / "x").exists()
    assert not (tmp / "x").exists()
    assert name == "sarif" or {path.name for path in repository.iterdir()} == before
    assert name == "sarif" or done.returncode == 2, done.stdout + done.stderr


def test_paths_of_the_action_are_no_patterns(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    done, _ = action(repository, tmp_path_factory.mktemp("runner"), paths="docs/*.md")
    assert (done.returncode, "no such file or folder: docs/*.md" in done.stderr) == (2, True)
    assert action(repository, tmp_path_factory.mktemp("runner"), paths="--online")[0].returncode == 2, "a path is no option"


def test_no_script_of_the_action_holds_an_input() -> None:
    assert not any("${{" in step.get("run", "") for step in ACTION["runs"]["steps"])


def test_the_workflow_with_the_action_gives_inputs_that_it_has() -> None:
    with_action, without = yaml(".github/workflows/evlint.yml")
    given = steps(with_action)[-1]
    assert given["uses"].endswith("/evlint@v0.1.0")
    assert set(given["with"]) <= set(ACTION["inputs"])
    told = set(re.findall(r"`([\w-]+)`", (DOCS / "integrations.md").read_text("utf-8").partition("Other inputs:")[2].partition("\n\n")[0]))
    assert set(ACTION["inputs"]) - set(given["with"]) <= told
    for workflow in (with_action, without):
        assert steps(workflow)[0]["with"]["fetch-depth"] == 0
        assert workflow["permissions"] == {"contents": "read"}


def test_the_workflow_without_the_action_runs(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    tmp = tmp_path_factory.mktemp("runner")
    done = shell(steps(yaml(".github/workflows/evlint.yml")[1])[-1]["run"], repository, tmp, GITHUB_STEP_SUMMARY=str(tmp / "summary.md"))
    assert (done.returncode, done.stdout.count("::error ")) == (1, 1), done.stderr
    assert (tmp / "summary.md").is_file()


def test_the_job_for_gitlab_runs(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (pipeline,) = yaml(".gitlab-ci.yml")
    job = pipeline["evlint"]
    assert shell(job["script"][-1], repository, tmp_path_factory.mktemp("runner")).returncode == 1
    for file in job["artifacts"]["reports"].values():
        assert (repository / file).is_file()
    assert len(json.loads((repository / "evlint.json").read_text("utf-8"))) == 1
    template = parse((ROOT / "evlint" / "commands" / "init_files" / "gitlab.yml").read_text("utf-8")).data
    assert template["evlint"]["artifacts"] == job["artifacts"]
    assert template["evlint"]["script"][-1] == job["script"][-1]


def test_the_hooks_are_those_of_this_repository() -> None:
    (given,) = yaml(".pre-commit-config.yaml")
    offered = re.findall(r"^- id: (\S+)$", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), re.M)
    assert [hook["id"] for hook in given["repos"][0]["hooks"]] == offered


def test_the_lines_for_a_shell_run(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    tmp = tmp_path_factory.mktemp("runner")
    several, pull, editor, completion = blocks("integrations.md", "sh")
    assert shell(several, repository, tmp).returncode == 1
    assert "<failure" in (repository / "evlint.xml").read_text("utf-8")
    assert "docs/b.md" in (repository / "evlint.csv").read_text("utf-8")
    for file in ("evlint.xml", "evlint.csv", "evlint.sarif"):
        (repository / file).unlink()
    done = shell(pull, repository, tmp)
    assert (done.returncode, "docs/b.md" in done.stdout, "docs/a.md" in done.stdout) == (1, True, False), done.stderr
    assert json.loads(shell(editor, repository, tmp).stdout)["findings"] == []
    (tmp / ".local" / "share" / "bash-completion" / "completions").mkdir(parents=True)
    made = shell(completion.partition("\n")[2], repository, tmp)
    assert made.returncode == 0, made.stderr
    assert shell("source ~/.local/share/bash-completion/completions/evlint", repository, tmp).returncode == 0


def test_the_python_lines_run() -> None:
    for code in blocks("integrations.md", "python"):
        exec(compile(code, "integrations.md", "exec"), {})


def test_a_format_of_a_package(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = tmp_path_factory.mktemp("site")
    (site / "house_formats").mkdir()
    (site / "house_formats" / "__init__.py").write_text("")
    (site / "house_formats" / "count.py").write_text(blocks("output.md", "python")[0], "utf-8")
    points = tomllib.loads(blocks("output.md", "toml")[0])["project"]["entry-points"]
    info = site / "house-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("".join(f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in of.items()) for group, of in points.items()))
    write(project, a_md=BAD)
    assert evlint("check", "--format", "count", cwd=project, PYTHONPATH=f"{ROOT}{os.pathsep}{site}").stdout == "1 findings\n"


def test_a_rule_of_the_project_with_its_cases(project: Path) -> None:
    (project / "rules").mkdir()
    (project / "evlint.toml").write_text('include = ["*.md"]\n' + blocks("own-rules.md", "toml")[0])
    (project / "rules" / "house_word.py").write_text(blocks("own-rules.md", "python")[0], "utf-8")
    shown = re.search(r"^````markdown\n(.*?)^````$", (DOCS / "own-rules.md").read_text("utf-8"), re.M | re.S)
    assert shown is not None
    fires, _, silent = shown[1].partition("## silent")
    cases = "".join(fires.replace("as a verb", f"as verb {i}") for i in range(3)) + "".join(f"## silent{silent.replace('shorter', f'shorter {i}')}\n" for i in range(5))
    (project / "rules" / "house-word.md").write_text(cases, "utf-8")
    done = evlint("test", "rules", "--allow-project-code", cwd=project)
    assert done.stdout.endswith("1 of 1 case files hold\n"), done.stdout + done.stderr


@pytest.mark.parametrize("page", ["configuration.md", "sources.md"])
def test_the_configurations_of_the_manual_are_taken(page: str) -> None:
    for text in blocks(page, "toml"):
        from_table(tomllib.loads(text), page)

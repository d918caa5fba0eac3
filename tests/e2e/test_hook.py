"""The hook, by its own entry, in a real git repository: a changed file that contradicts an unchanged one is stopped."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from evlint.claims.yaml_tree import parse
from tests.e2e import hook_project

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org", "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.org"}


def hooks() -> dict[str, dict[str, object]]:
    return {hook["id"]: hook for hook in parse((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")).data}


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True, env=ENVIRONMENT).stdout


def run_hook(folder: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Run a hook's entry on the staged files, as pre-commit does."""
    staged = git(folder, "diff", "--cached", "--name-only").split()
    files = [file for file in staged if file.startswith("claims/") == (name == "evlint-claims")]
    program, *arguments = shlex.split(str(hooks()[name]["entry"]))
    assert program == "evlint"
    return subprocess.run([sys.executable, "-m", "evlint", *arguments, *files], cwd=folder, capture_output=True, text=True, env=ENVIRONMENT, check=False)


def test_hooks_say_what_pre_commit_needs() -> None:
    assert set(hooks()) == {"evlint", "evlint-claims"}
    assert hooks()["evlint"]["require_serial"] is True
    assert "--fail-on warning" in str(hooks()["evlint"]["entry"])


def test_a_conflict_with_an_unchanged_file_is_stopped_and_its_mending_passes(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    hook_project.write(tmp_path, broken=False)
    git(tmp_path, "add", "-A")
    assert run_hook(tmp_path, "evlint").returncode == 0
    assert run_hook(tmp_path, "evlint-claims").returncode == 0
    git(tmp_path, "commit", "-q", "-m", "agree")

    hook_project.write(tmp_path, broken=True)
    git(tmp_path, "add", "-A")
    assert "docs/a.md" not in git(tmp_path, "diff", "--cached", "--name-only"), "only b.md changes"
    stopped = run_hook(tmp_path, "evlint")
    assert stopped.returncode == 1
    assert "CON102" in stopped.stdout
    assert "docs/a.md:3:1" in stopped.stdout
    assert "docs/b.md:3:1" in stopped.stdout
    assert run_hook(tmp_path, "evlint-claims").returncode == 0

    hook_project.write(tmp_path, broken=False)
    git(tmp_path, "add", "-A")
    assert run_hook(tmp_path, "evlint").returncode == 0

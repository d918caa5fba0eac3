"""Runs the real command, and git, for end-to-end tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BAD = "The odds of relapse were lower (OR 0.50, 95% CI 0.60 to 0.90).\n"
GOOD = "The odds of relapse were lower (OR 0.73, 95% CI 0.60 to 0.90).\n"
PEOPLE = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org", "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.org"}


def evlint(*arguments: str, cwd: Path, text: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([sys.executable, "-m", "evlint", *arguments], cwd=cwd, input=text, capture_output=True, text=True, encoding="utf-8", env=given, check=False)


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True, env={**os.environ, **PEOPLE}).stdout


def write(folder: Path, **files: str) -> None:
    """Write files; `_` of a name stands for the last dot (`a_md` is a.md)."""
    for name, text in files.items():
        (folder / ".".join(name.rsplit("_", 1))).write_text(text, "utf-8")

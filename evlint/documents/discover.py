"""Which files are the corpus: globs of the configuration, or paths, with git's own ignore rules, in a stable order."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from evlint.patterns import pattern as lazy

_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


def under(folder: Path) -> list[str]:
    """Files under a folder that git does not ignore, as paths relative to it, sorted; without git, all but hidden ones."""
    listed = _git(folder)
    return sorted(listed if listed is not None else _walk(folder))


def _git(folder: Path) -> list[str] | None:
    command = ["git", "-C", str(folder), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "."]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode:
        return None
    names = {name for name in done.stdout.decode("utf-8", "surrogateescape").split("\0") if name}
    return [name for name in names if (folder / name).is_file()]


def _walk(folder: Path) -> list[str]:
    out: list[str] = []
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = list(here.iterdir())
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _SKIPPED_FOLDERS:
                continue
            if entry.is_dir() and not entry.is_symlink():
                pending.append(entry)
            elif entry.is_file():
                out.append(entry.relative_to(folder).as_posix())
    return out


def matching(names: Iterable[str], include: Iterable[str], exclude: Iterable[str]) -> list[str]:
    """Names that a glob of `include` matches and none of `exclude`; `**` spans folders, a folder means all that is in it."""
    wanted, unwanted = matcher(include), matcher(exclude)
    return [name for name in names if wanted(name) and not unwanted(name)]


def matcher(globs: Iterable[str]) -> Callable[[str], bool]:
    """Tells whether any of the globs matches a name."""
    patterns = [_pattern(glob) for glob in globs]
    return lambda name: any(pattern.match(name) for pattern in patterns)


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    glob = glob.removeprefix("./")
    if glob.endswith("/"):
        glob += "**"
    out = ""
    i = 0
    while i < len(glob):
        if glob.startswith("**/", i):
            out, i = out + "(?:[^/]+/)*", i + 3
        elif glob.startswith("**", i):
            out, i = out + ".*", i + 2
        else:
            letter = glob[i]
            either = i > glob.rfind(".") > glob.rfind("/") and letter.isascii() and letter.isalpha()  # a.MD is a Markdown file too
            out += f"[{letter.lower()}{letter.upper()}]" if either else {"*": "[^/]*", "?": "[^/]"}.get(letter, re.escape(letter))
            i += 1
    return lazy(out + r"\Z")

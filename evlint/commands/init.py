"""`evlint init`: a commented configuration, a hook and a CI workflow, after a look at the repository. Nothing that exists is touched."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from evlint import __version__
from evlint.commands.files import write
from evlint.config.model import FILE_NAMES
from evlint.documents import discover
from evlint.documents.reading import ENDINGS, FORMATS
from evlint.exits import Exit

_NOT_EVIDENCE = ("README", "CHANGELOG", "CONTRIBUTING", "LICENSE", "CODE_OF_CONDUCT", "SECURITY", "AUTHORS", "NOTICE", "CLAUDE", "AGENTS")
_OFF = frozenset({"node_modules", "tests", "test", "vendor", "dist", "build"})
_ASKED = {".pdf": "pdf", ".bib": "bib", ".ris": "ris"}
_MOST = 4  # folders that are named one by one


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in the repository: document folders with their endings, files at its root that are no evidence, who runs CI."""

    folders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spared: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    github: bool = False
    gitlab: bool = False
    count: int = 0


def run(arguments: argparse.Namespace) -> Exit:
    root = Path.cwd()
    found = look(root)
    print(f"evlint: {found.count} documents in {', '.join(f'{folder or chr(46)}/' for folder in found.folders) or 'no folder yet'}", file=sys.stderr)
    for name, text in wanted(found).items():
        _offer(root / name, name, text, dry=arguments.dry_run)
    return Exit.CLEAN


def look(root: Path) -> Found:
    """Look at the files that git does not ignore."""
    names = [name for name in discover.under(root) if not set(name.split("/")[:-1]) & _OFF]
    prose = {ending for one in FORMATS.values() for ending in one.endings} | {".bib", ".ris", ".nbib"}
    documents = [name for name in names if (ending := Path(name).suffix.lower()) in prose and ending in ENDINGS]
    spared = tuple(name for name in documents if "/" not in name and Path(name).stem.upper() in _NOT_EVIDENCE)
    documents = [name for name in documents if name not in spared and not name.startswith((".", "claims/"))]
    endings: dict[str, Counter[str]] = {}
    for name in documents:
        endings.setdefault(name.split("/")[0] if "/" in name else "", Counter())[Path(name).suffix.lower()] += 1
    folders = {folder: tuple(sorted(count)) for folder, count in sorted(endings.items())}
    if len(folders) > _MOST:
        folders = {"": tuple(sorted({ending for count in endings.values() for ending in count}))}
    extras = tuple(sorted({_ASKED[ending] for given in folders.values() for ending in given if ending in _ASKED}))
    remotes = _remotes(root)
    return Found(folders, spared, extras, (root / ".github").is_dir() or "github" in remotes, (root / ".gitlab-ci.yml").is_file() or "gitlab" in remotes, len(documents))


def _remotes(root: Path) -> str:
    try:
        return subprocess.run(["git", "-C", str(root), "remote", "-v"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def wanted(found: Found) -> dict[str, str]:
    """Name → text of every file that suits the repository."""
    package = f"evlint{f'[{chr(44).join(found.extras)}]' if found.extras else ''}=={__version__}"
    fields = {"include": _list(_globs(found)), "exclude": _list(found.spared), "package": package, "pattern": _pattern(found)}
    out = {"evlint.toml": _template("evlint.toml", fields), ".pre-commit-config.yaml": _template("pre-commit-config.yaml", fields)}
    if found.github or not found.gitlab:
        out[".github/workflows/evlint.yml"] = _template("github.yml", fields)
    if found.gitlab:
        out[".gitlab-ci.yml"] = _template("gitlab.yml", fields)
    out[".gitattributes"] = "evlint-baseline.jsonl merge=union\n"
    out[".gitignore"] = ".evlint/\n"
    return out


def _globs(found: Found) -> list[str]:
    if not found.folders:
        return ["**/*.md"]
    return [f"{folder}/**/*{ending}" if folder else f"**/*{ending}" if len(found.folders) == 1 else f"*{ending}" for folder, endings in found.folders.items() for ending in endings]


def _pattern(found: Found) -> str:
    endings = sorted({ending[1:] for given in found.folders.values() for ending in given} or {"md"})
    folders = [folder for folder in found.folders if folder]
    where = f"^(?:{'|'.join(re.escape(folder) for folder in folders)})/.*" if folders and "" not in found.folders else ""
    return rf"{where}\.(?:{'|'.join(endings)})$".replace("'", "''")  # it stands in single quotes in YAML


def _list(values: Iterable[str]) -> str:
    return ", ".join(json.dumps(value, ensure_ascii=False) for value in values)


def _template(name: str, fields: Mapping[str, str]) -> str:
    text = files("evlint.commands").joinpath("init_files", name).read_text("utf-8")
    for key, value in fields.items():
        text = text.replace(f"@{key}@", value)
    return text


def _offer(path: Path, name: str, text: str, *, dry: bool) -> None:
    """Write a file that is not there; show what to add to one that is."""
    own_config = name in FILE_NAMES and _is_configured(path.parent)
    if own_config or (path.is_file() and ("evlint" in path.read_text("utf-8", "replace"))):
        print(f"evlint: {name} speaks of evlint already and is left alone", file=sys.stderr)
    elif os.path.lexists(path) and not path.is_file():
        print(f"evlint: {name} exists and is no file; it is left alone", file=sys.stderr)
    elif path.exists() or dry:
        print(f"# {name}: {'would be written' if not path.exists() else 'exists and is left alone; add this to it'}\n{text}")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, text)
        print(f"evlint: wrote {name}", file=sys.stderr)


def _is_configured(folder: Path) -> bool:
    file = folder / "pyproject.toml"
    return (folder / "evlint.toml").is_file() or (file.is_file() and "[tool.evlint" in file.read_text("utf-8", "replace"))

"""`--changed[=REF]`: what of the findings a change brought, and which it removed, by git. Only git's own files are read."""

from __future__ import annotations

import difflib
import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evlint.commands import corpus
from evlint.commands.corpus import Loaded
from evlint.documents import discover
from evlint.documents.model import Location
from evlint.exits import UsageError
from evlint.findings import baseline as baselines
from evlint.findings import post
from evlint.findings.baseline import Baseline
from evlint.findings.report import Report

_LINE_END = re.compile(r"\r\n|\n|\r")
_DEFAULT = "HEAD"


@dataclass(frozen=True, slots=True)
class Before:
    """The corpus as it was: the version, its files, records and baseline, the names of all its files, and the lines of each changed file that
    are new or other now.

    A renamed file stands under its new name, so that nothing of it counts as new. A file with `None` for its lines is none that is read
    line by line: all of it counts as changed.
    """

    version: str
    files: dict[str, bytes]
    records: dict[str, str]
    baseline: Baseline | None
    present: frozenset[str]
    lines: Mapping[str, Sequence[tuple[int, int]] | None]


def before(loaded: Loaded, ref: str) -> Before:
    """The corpus at the merge base of `ref` and HEAD. Raises UsageError where git cannot tell."""
    root = loaded.root
    ref = ref or _DEFAULT
    if ref.startswith("-"):
        raise UsageError(f"{ref!r} is no version of git")
    top = Path(_git(root, "rev-parse", "--show-toplevel", says="--changed needs a git repository").strip())
    _git(root, "rev-parse", "--verify", "--quiet", "HEAD", says="there is no commit yet to compare with; commit once, or leave --changed out")
    _git(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", says=f"git knows no version {ref!r} here; fetch it first (in CI: a checkout with its history, as fetch-depth: 0)")
    base = _git(root, "merge-base", ref, "HEAD", says=f"{ref} and HEAD have no version in common; fetch more of the history").strip()
    prefix = root.resolve().relative_to(top.resolve()).as_posix()
    inside = "" if prefix == "." else f"{prefix}/"
    names = _changed(root, base, inside)
    if loaded.unsaved:
        names.setdefault(loaded.unsaved, loaded.unsaved)
    blobs = _blobs(root, base, [f"{inside}{old}" for new, old in names.items() if old and (_is_document(loaded, new, old) or _is_record(loaded, new, old))])
    files, records = dict(loaded.files), dict(loaded.records)
    lines: dict[str, Sequence[tuple[int, int]] | None] = {}
    for new, old in names.items():
        shown = corpus.shown(new)
        table = files if _is_document(loaded, new, old) else records if _is_record(loaded, new, old) else None
        if table is None:
            continue
        was = blobs.get(f"{inside}{old}") if old else None
        now = files.get(shown) if table is files else records.get(shown, "").encode("utf-8", "replace") if shown in records else None
        if was == now:
            continue
        if now is not None:
            lines[shown] = _lines(was or b"", now)
        if was is None:
            table.pop(shown, None)
        elif table is files:
            files[shown] = was
        else:
            records[shown] = was.decode("utf-8", "replace")
    listed = loaded.baseline
    if listed is not None and listed.source.path in names.keys() | names.values():
        was = _blob(root, base, f"{inside}{listed.source.path}")
        listed = baselines.load(listed.source.path, was.decode("utf-8", "replace")) if was is not None else None
    return Before(base, files, records, listed, _present(root, base), lines)


def _present(root: Path, version: str) -> frozenset[str]:
    """All files and folders of a version: what links could lead to."""
    files = [corpus.shown(name) for name in _git(root, "ls-tree", "-r", "-z", "--name-only", version).split("\0") if name]
    folders = {"/".join(parts[:size]) for name in files for parts in (name.split("/"),) for size in range(1, len(parts))}
    return frozenset(files) | folders


def _changed(root: Path, base: str, inside: str) -> dict[str, str]:
    """New path → old path of what differs between a version and the working tree, both under the root; empty for what is new.

    A file that was deleted has its own path as both.
    """
    said = _git(root, "diff", "--no-ext-diff", "--name-status", "-z", "--find-renames", "--relative", base, "--", ".")
    parts = said.split("\0")
    out: dict[str, str] = {}
    at = 0
    while at + 1 < len(parts) and parts[at]:
        status = parts[at]
        if status[0] in "RC":
            out[parts[at + 2]] = parts[at + 1] if status[0] == "R" else ""
            at += 3
        else:
            out[parts[at + 1]] = "" if status[0] == "A" else parts[at + 1]
            at += 2
    untracked = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    return {**out, **{name: "" for name in untracked.split("\0") if name and name not in out}}


def _is_document(loaded: Loaded, new: str, old: str) -> bool:
    """Whether a changed file belongs, or belonged, to the corpus."""
    if corpus.shown(new) in loaded.files:
        return True
    return bool(old) and bool(discover.matching((new,), loaded.settings.include, loaded.settings.exclude)) and not _is_record(loaded, new, old)


def _is_record(loaded: Loaded, new: str, old: str) -> bool:
    return corpus.shown(new) in loaded.records or (bool(old) and bool(loaded.settings.claims) and new.startswith(f"{loaded.settings.claims}/") and new.endswith(".yaml"))


def _lines(was: bytes, now: bytes) -> Sequence[tuple[int, int]] | None:
    """Line ranges [first, last] of `now` that `was` does not have; None for files that are no text. A blank line says nothing."""
    if b"\0" in was[:8000] or b"\0" in now[:8000]:
        return None
    old, new = _LINE_END.split(was.decode("utf-8", "replace")), _LINE_END.split(now.decode("utf-8", "replace"))
    hunks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if len(old) * len(new) < _QUADRATIC else _by_sets(old, new)
    return [(j1 + 1, j2) for tag, _, _, j1, j2 in hunks if tag in ("replace", "insert") and any(line.strip() for line in new[j1:j2])]


_QUADRATIC = 4_000_000  # pairs of lines; beyond, a line counts as old where the old text has it anywhere


def _by_sets(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    known = frozenset(old)
    return [("insert", 0, 0, i, i + 1) for i, line in enumerate(new) if line not in known]


def compare(now: Report, then: Report, changed: Before) -> Report:
    """Findings with a side in what changed, or that were not there before; each changed side marked; and those that are gone."""
    old = {finding.id for finding in then.findings}  # open ones: what was set aside then and is no more, the change brought to light
    marked = [replace(finding, locations=tuple(_mark(place, changed) for place in finding.locations)) for finding in now.findings]
    shown = [finding for finding in marked if finding.id not in old or any(place.changed for place in finding.locations)]
    present = {finding.id for finding in now.findings} | {item.finding.id for item in now.suppressed}
    fixed = [finding for finding in then.findings if finding.id not in present and not finding.rule.startswith("IGN")]
    suppressed = tuple(item for item in now.suppressed if item.finding.id not in old or any(_mark(place, changed).changed for place in item.finding.locations))
    return replace(now, findings=tuple(post.order(shown)), suppressed=suppressed, since=changed.version, fixed=tuple(post.order(fixed)))


def _mark(place: Location, changed: Before) -> Location:
    """The place, marked where it stands in what changed."""
    if place.document not in changed.lines:
        return place
    lines = changed.lines[place.document]
    touched = lines is None or bool(place.place) or any(first <= place.end_line and place.line <= last for first, last in lines)
    return replace(place, changed=True) if touched else place


def _blobs(root: Path, version: str, names: Iterable[str]) -> dict[str, bytes]:
    """The files of a version that there are, by one process for all whose names can be asked line by line."""
    wanted = sorted(set(names))
    out = {name: data for name in wanted if "\n" in name and (data := _blob(root, version, name)) is not None}
    lines = [name for name in wanted if "\n" not in name]
    asked = b"".join(os.fsencode(f"{version}:{name}\n") for name in lines)
    said = subprocess.run(["git", "-C", str(root), "cat-file", "--batch"], input=asked, capture_output=True, check=False).stdout if lines else b""
    at = 0
    for name in lines:
        end = said.index(b"\n", at)
        head, at = said[at:end].rsplit(b" ", 2), end + 1
        if head[-1] == b"missing":
            continue
        size = int(head[-1])
        if head[-2] == b"blob":
            out[name] = said[at : at + size]
        at += size + 1
    return out


def _blob(root: Path, version: str, name: str) -> bytes | None:
    done = subprocess.run(["git", "-C", str(root), "cat-file", "blob", f"{version}:{name}"], capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def _git(root: Path, *arguments: str, says: str = "") -> str:
    """What git prints. Raises UsageError with what to do, or with git's own words."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False, timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"--changed needs git, and git cannot be run: {error}") from None
    if done.returncode:
        raise UsageError(says or f"git {arguments[0]}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout.decode("utf-8", "surrogateescape")

"""`--blame`: which commit wrote the later side of a finding that speaks of two places, so that the right person is asked."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from evlint.documents.model import Location
from evlint.findings.model import Finding

_UNCOMMITTED = "0" * 40


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote the newest line of a passage, when, and in which commit (empty: not committed yet)."""

    commit: str
    author: str
    at: int
    summary: str


def with_commits(findings: Iterable[Finding], root: Path) -> list[Finding]:
    """Findings of two documents or passages with a note on the side that was written later; as they are where git cannot tell."""
    known: dict[tuple[str, int, int], Written | None] = {}
    return [_noted(finding, root, known) if len(finding.locations) > 1 else finding for finding in findings]


def _noted(finding: Finding, root: Path, known: dict[tuple[str, int, int], Written | None]) -> Finding:
    sides = [(place, written) for place in finding.locations if not place.place and (written := _written(place, root, known)) is not None]
    if len(sides) < 2 or len({(written.commit, written.at) for _, written in sides}) < 2:
        return finding
    place, last = max(sides, key=lambda side: (side[1].commit == "", side[1].at))
    told = "not committed yet" if not last.commit else f"commit {last.commit[:10]} of {datetime.fromtimestamp(last.at, UTC).date()} by {last.author} ({last.summary})"
    return replace(finding, notes=(*finding.notes, f"the later side is {place.document}:{place.line}, {told}"))


def _written(place: Location, root: Path, known: dict[tuple[str, int, int], Written | None]) -> Written | None:
    key = (place.document, place.line, place.end_line)
    if key not in known:
        known[key] = _ask(root, *key)
    return known[key]


def _ask(root: Path, name: str, first: int, last: int) -> Written | None:
    try:
        done = subprocess.run(["git", "-C", str(root), "blame", "--porcelain", "-L", f"{first},{last}", "--", name], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return newest(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else None


def newest(porcelain: str) -> Written | None:
    """The newest commit that `git blame --porcelain` names. A commit's own lines stand once, under its first line."""
    found: list[Written] = []
    fields: dict[str, str] = {}
    commit = ""
    for line in porcelain.splitlines():
        word, _, rest = line.partition(" ")
        if len(word) == len(_UNCOMMITTED) and all(c in "0123456789abcdef" for c in word):
            commit, fields = word, {}
        elif not line.startswith("\t"):
            fields[word] = rest
        elif "author-time" in fields:
            found.append(Written("" if commit == _UNCOMMITTED else commit, fields.get("author", ""), int(fields["author-time"]), fields.get("summary", "")))
            fields = {}
    return max(found, key=lambda one: (one.commit == "", one.at), default=None)

"""Fixes of findings as new texts of files. A fix never changes a number: one that would is left out, and said."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evlint.claims.rewrite import apply
from evlint.findings.model import Edit, Finding
from evlint.patterns import pattern as lazy

_NUMBER = lazy(r"\d+(?:[.,·]\d+)*")
_PART = frozenset("0123456789.,·")


@dataclass(frozen=True, slots=True)
class Fixed:
    """New texts by path, the findings that they mend, and those whose fix was left out, with the reason."""

    texts: Mapping[str, str]
    done: tuple[Finding, ...]
    left: tuple[tuple[Finding, str], ...]


def apply_fixes(findings: Iterable[Finding], texts: Mapping[str, str], *, unsafe: bool) -> Fixed:
    """Apply the fixes of findings to `texts` (path → text). All edits of a finding are made, or none; of two that overlap, the first."""
    taken: dict[str, list[Edit]] = {}
    done: list[Finding] = []
    left: list[tuple[Finding, str]] = []
    for finding in findings:
        if not finding.fix or (not unsafe and not all(edit.safe for edit in finding.fix)):
            continue
        if reason := _why_not(finding, texts, taken):
            left.append((finding, reason))
            continue
        done.append(finding)
        for edit in finding.fix:
            taken.setdefault(edit.document, []).append(edit)
    return Fixed({path: apply(texts[path], edits) for path, edits in sorted(taken.items())}, tuple(done), tuple(left))


def _why_not(finding: Finding, texts: Mapping[str, str], taken: Mapping[str, list[Edit]]) -> str:
    for edit in finding.fix:
        text = texts.get(edit.document)
        if text is None:
            return f"{edit.document} cannot be rewritten: it is no UTF-8 text"
        if any(edit.start < other.end and other.start < edit.end for other in taken.get(edit.document, ()) if other != edit):
            return "it overlaps another fix; run --fix again"
        if changes_a_number(text, edit, comment=finding.rule.startswith("IGN")):
            return "it would change a number"
    return ""


def changes_a_number(text: str, edit: Edit, *, comment: bool = False) -> bool:
    """Whether a number reads otherwise after an edit. A passage taken out may hold numbers of its own where the fix is unsafe, or a `comment` of ours."""
    start, end = edit.start, edit.end
    while start and text[start - 1] in _PART:
        start -= 1
    while end < len(text) and text[end] in _PART:
        end += 1
    before, after = text[start:end], text[start : edit.start] + edit.text + text[edit.end : end]
    if not edit.text and (comment or not edit.safe):
        return _NUMBER.findall(after) != _NUMBER.findall(text[start : edit.start]) + _NUMBER.findall(text[edit.end : end])
    return _NUMBER.findall(before) != _NUMBER.findall(after)


def diff(path: str, before: str, after: str) -> str:
    """A unified diff of one file, as `patch` and `git apply` take it."""
    old, new = re.split(r"(?<=\n)", before), re.split(r"(?<=\n)", after)
    lines = difflib.unified_diff([x for x in old if x], [x for x in new if x], f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)

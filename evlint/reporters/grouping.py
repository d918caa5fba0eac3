"""What reporters for people do alike: conflicts on one topic are one group, its worst pair first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evlint.findings.model import SEVERITIES, Finding


@dataclass(frozen=True, slots=True)
class Group:
    """The finding to show, and those folded beneath it."""

    first: Finding
    rest: tuple[Finding, ...]


def fold(findings: Iterable[Finding]) -> list[Group]:
    """Groups in the order of their worst finding; conflicts of one rule on one topic are one group, the worst pair first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        key = (finding.rule, finding.topic) if finding.topic and len(finding.locations) > 1 else (finding.id, "")
        groups.setdefault(key, []).append(finding)
    out = []
    for members in groups.values():
        worst = max(members, key=lambda f: (SEVERITIES.index(f.severity), f.confidence))
        out.append(Group(worst, tuple(finding for finding in members if finding is not worst)))
    return out

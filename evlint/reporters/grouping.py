"""What reporters for people do alike: conflicts on one topic are one group, its worst pair first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evlint.findings.model import Finding


@dataclass(frozen=True, slots=True)
class Group:
    """The finding to show, and those folded beneath it."""

    first: Finding
    rest: tuple[Finding, ...]


def fold(findings: Iterable[Finding]) -> list[Group]:
    """Findings in their order; later conflicts of the same family on the same topic are folded under the first."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        key = (finding.rule[:4], finding.topic) if finding.topic and len(finding.locations) > 1 and finding.rule.startswith("CON") else (finding.id,)
        groups.setdefault(key, []).append(finding)
    return [Group(members[0], tuple(members[1:])) for members in groups.values()]

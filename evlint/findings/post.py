"""What happens to findings after the rules: small steps, in the order in which they run."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from evlint.claims.anchors import normal_text
from evlint.claims.model import Claim
from evlint.claims.normal import digest
from evlint.claims.record import Acknowledged, SourceRecord, Verdict
from evlint.config.selection import closest, weight
from evlint.config.settings import PerFile, Reader, Settings
from evlint.documents import discover
from evlint.documents.model import Location
from evlint.findings.model import SEVERITIES, Finding, Severity, Suppressed
from evlint.sources import works


def identify(findings: Iterable[Finding]) -> list[Finding]:
    """Give every finding its id: rule, and for each place document, normalised quote and ordinal among equals. No line numbers."""
    seen: dict[str, int] = {}
    out = []
    for finding in sorted(findings, key=_order):
        places = [f"{place.document}\0{normal_text(place.quote)}" for place in finding.locations]
        key = "\0".join((finding.rule, *places))
        ordinal = seen[key] = seen.get(key, -1) + 1
        out.append(replace(finding, id=hashlib.sha256(f"{key}\0{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:16]))
    return out


def dedupe(findings: Iterable[Finding]) -> list[Finding]:
    """Of conflicts between the same two passages keep the strongest; drop repeats of one rule at one place."""
    kept: list[Finding] = []
    seen: set[tuple[object, ...]] = set()
    by_lines: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (-SEVERITIES.index(f.severity), -f.confidence, _order(f))):
        if finding.rule.startswith("CON") and len(finding.locations) == 2:
            keys = _line_pairs(finding)
            if any(_overlap(finding, other) for key in keys for other in by_lines.get(key, ())):
                continue
            for key in keys:
                by_lines.setdefault(key, []).append(finding)
        else:
            same = (finding.rule, finding.message, *((place.document, place.start, place.end) for place in finding.locations))
            if same in seen:
                continue
            seen.add(same)
        kept.append(finding)
    return kept


_LINES = 8  # a passage longer than this is looked up by its first lines


def _line_pairs(finding: Finding) -> list[tuple[object, ...]]:
    """Keys under which conflicts meet whose two passages share a line each: so no finding is held against all others."""
    family = finding.rule[:4] if finding.rule.startswith("CON1") else finding.rule
    first, second = sorted(finding.locations, key=_place)
    spans = [range(place.line, min(place.end_line, place.line + _LINES) + 1) for place in (first, second)]
    return [(family, first.document, a, second.document, b) for a in spans[0] for b in spans[1]]


def _overlap(finding: Finding, other: Finding) -> bool:
    mine, theirs = sorted(finding.locations, key=_place), sorted(other.locations, key=_place)
    return all(a.start < b.end and b.start < a.end for a, b in zip(mine, theirs, strict=True))


def apply_verdicts(findings: Iterable[Finding], verdicts: Iterable[Verdict], claims: Mapping[str, Claim]) -> tuple[list[Finding], list[Suppressed]]:
    """Findings on pairs that a person has judged are suppressed, as long as both records say what they said then."""
    judged = {tuple(sorted(verdict.pair)): verdict for verdict in verdicts}
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in findings:
        verdict = judged.get(tuple(sorted(finding.claims))) if len(finding.claims) == 2 else None
        if verdict is None:
            kept.append(finding)
            continue
        now = digest(*(claims[claim].record for claim in finding.claims))
        if now == verdict.digest:
            suppressed.append(Suppressed(finding, "verdict", _reason(verdict)))
        else:
            note = f"a verdict on this pair ({_reason(verdict)}) no longer fits: the records changed since; their digest is now {now}"
            kept.append(replace(finding, notes=(*finding.notes, note)))
    return kept, suppressed


def apply_acknowledgements(findings: Iterable[Finding], sources: Iterable[SourceRecord], as_of: date) -> tuple[list[Finding], list[Suppressed]]:
    """Findings on a source that a person has acknowledged in sources.yaml are suppressed, until a day given or a later notice."""
    by_work: dict[str, list[Acknowledged]] = {}
    for source in sources:
        for name in (*works.of_source(source), *((f"document:{source.document}",) if source.document else ())):
            by_work.setdefault(name, []).extend(source.acknowledged)
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in findings:
        known = [one for name in sorted(finding.works) for one in by_work.get(name, ()) if one.rule in (finding.rule, finding.name)]
        over = {one: why for one in known if (why := _over(one, finding, as_of))}
        if holding := next((one for one in known if one not in over), None):
            suppressed.append(Suppressed(finding, "acknowledgement", holding.reason, holding.by or "", holding.until or ""))
        else:
            notes = (f"an acknowledgement ({one.reason}) no longer holds: {why}" for one, why in over.items())
            kept.append(replace(finding, notes=(*finding.notes, *notes)) if over else finding)
    return kept, suppressed


def _over(one: Acknowledged, finding: Finding, as_of: date) -> str:
    """Why an acknowledgement does not cover a finding; empty where it does."""
    if one.until and as_of.isoformat()[: len(one.until)] > one.until:
        return f"it ended on {one.until}"
    if one.date and finding.dated > one.date:
        return f"the notice of {finding.dated} is later"
    return ""


def _reason(verdict: Verdict) -> str:
    return " ".join(filter(None, (f"{verdict.verdict}: {', '.join(verdict.axes)}" if verdict.axes else verdict.verdict, f"({verdict.note})" if verdict.note else "")))


def adjust(findings: Iterable[Finding], settings: Settings) -> tuple[list[Finding], int]:
    """(findings as the project wants them, how many it does not want): severities of its own, rules for some documents, least confidence."""
    tables = [(discover.matcher((glob,)), table) for glob, table in settings.per_file.items()]
    kept: list[Finding] = []
    ignored = 0
    for finding in findings:
        tables_here = [table for matches, table in tables if any(matches(place.document) for place in finding.locations)]
        if finding.confidence < settings.min_confidence or any(_unwanted(table, finding) for table in tables_here):
            ignored += 1
            continue
        severity = closest(settings.severity, finding.rule, finding.name, finding.severity)
        for table in tables_here:
            severity = closest(table.severity, finding.rule, finding.name, severity)
        if SEVERITIES.index(severity) < SEVERITIES.index(_LEAST[settings.reader]):
            ignored += 1
            continue
        kept.append(finding if severity == finding.severity else replace(finding, severity=severity))
    return kept, ignored


_LEAST: Mapping[Reader, Severity] = {"publisher": "error", "editor": "warning", "methodologist": "note"}


def _unwanted(table: PerFile, finding: Finding) -> bool:
    wanted = weight(table.select, finding.rule, finding.name) if table.select else 0
    return wanted <= weight(table.ignore, finding.rule, finding.name)


def in_focus(findings: Iterable[Finding], focus: Collection[str] | None) -> list[Finding]:
    """Findings with at least one place in the focus; all of them without one."""
    return [finding for finding in findings if touches(finding, focus)]


def touches(finding: Finding, focus: Collection[str] | None) -> bool:
    """Whether a finding has a place in the focus."""
    return focus is None or any(place.document in focus for place in finding.locations)


def order(findings: Iterable[Finding]) -> list[Finding]:
    """Worst first, then by document and place."""
    return sorted(findings, key=lambda f: (-SEVERITIES.index(f.severity), *_order(f)))


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.primary
    return place.document, place.start, place.end, finding.rule, finding.message + "".join(f"{x.document}{x.start}" for x in finding.locations)


def _place(location: Location) -> tuple[str, int]:
    return location.document, location.start

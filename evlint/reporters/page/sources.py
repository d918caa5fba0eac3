"""Sources: who cites them, where they stand, how they lie in time, and which documents fall due for review."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evlint.reporters.page.view import Json, View, clipped, key, label_of

STATES = {
    "retracted": ("Retracted", "error", "✕"),
    "concern": ("Expression of concern", "warning", "!"),
    "superseded": ("Superseded", "warning", "⇧"),
    "absent": ("Does not exist", "error", "✕"),
    "old": ("Old", "note", "◷"),
    "corrected": ("Corrected", "note", "✎"),
    "reinstated": ("Reinstated", "note", "↺"),
    "current": ("Current", "good", "✓"),
    "unknown": ("Unknown", "none", "?"),
}
"""State → what it is called, its tone, and its mark (colour alone says nothing)."""
_BY_RULE = {"STL201": "retracted", "STL202": "concern", "STL203": "corrected", "STL106": "superseded", "STL108": "superseded", "STL107": "old", "REF201": "absent"}
_HTTP = re.compile(r"https?://[^\s<>\"']+\Z", re.I)
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"'`\\^{}|]+\Z")
_OLDEST = 1900


@dataclass(frozen=True, slots=True)
class Source:
    """One work, ready to print."""

    key: str
    label: str
    title: str
    container: str
    year: str
    state: str
    why: str
    links: tuple[tuple[str, str], ...]  # (text, address; empty where it is none to follow)
    cited_by: tuple[tuple[str, str], ...]  # (document, number or line)
    note: str


def rows(view: View) -> list[Source]:
    """Every work, those that need a look first, then by year."""
    flagged = _flagged(view)
    told = _told(view)
    order = list(STATES)
    found = [_row(n, work, flagged, told) for n, work in enumerate(view.data["sources"])]
    return sorted(found, key=lambda row: (order.index(row.state), -int(row.year) if row.year.isdigit() else 0, row.label))


def _flagged(view: View) -> dict[str, list[tuple[int, int, str]]]:
    """Path → places of findings about the state of a source."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for finding in view.findings:
        if state := _BY_RULE.get(finding["rule"]):
            for place in finding["locations"]:
                found.setdefault(place["document"], []).append((place["start"], place["end"], state))
    return found


def _told(view: View) -> dict[str, list[str]]:
    """Id in sources.yaml → the documents whose claims tell of it."""
    found: dict[str, list[str]] = {}
    for claim in view.data["claims"]:
        for link in claim.get("sources", ()):
            if link.get("ref"):
                found.setdefault(link["ref"], []).append(claim["document"])
    return {ref: list(dict.fromkeys(paths)) for ref, paths in found.items()}


def _row(n: int, work: Json, flagged: dict[str, list[tuple[int, int, str]]], told: dict[str, list[str]]) -> Source:
    state, why = _state(work, flagged)
    cited = [(place["document"], f"reference {place['number']}" if place["number"] else f"line {place['line']}") for place in work["cited_in"]]
    cited += [(path, "by its claims") for path in told.get(work["id"] or "", ()) if all(path != known for known, _ in cited)]
    return Source(
        key("s", work["id"] or f"{n} {work['text']}"),
        label_of(work),
        clipped(work["title"] or work["text"], 240),
        work["container"] or "",
        work["year"] or "",
        state,
        why,
        tuple(_links(work)),
        tuple(cited),
        work["note"] or "",
    )


def _state(work: Json, flagged: dict[str, list[tuple[int, int, str]]]) -> tuple[str, str]:
    """The state by the data or by people; else what a finding at one of its entries says; a work that no data list is never called clean."""
    order = list(STATES)
    said = [state for place in work["cited_in"] for start, end, state in flagged.get(place["document"], ()) if start < place["end"] and place["start"] < end]
    worst = min(said, key=order.index, default="")
    own = {"active": "current", "not_listed": "current"}.get(work["state"], str(work["state"]))
    if worst and order.index(worst) < order.index(own if own in STATES else "unknown"):
        return worst, "a finding of this report says so"
    return own, "not listed in the retraction data" if work["state"] == "not_listed" else str(work["why"])


def _links(work: Json) -> Iterable[tuple[str, str]]:
    """Identifiers with an address where they have one: only what is plainly an address on the web can be followed."""
    if doi := work["doi"]:
        yield f"doi:{doi}", f"https://doi.org/{doi}" if _DOI.match(doi) else ""
    if pmid := work["pmid"]:
        yield f"PMID {pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if re.fullmatch(r"\d{1,8}", pmid, re.A) else ""
    if url := work["url"]:
        yield clipped(url, 200), url if _HTTP.match(url) else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of the timeline, its sources stacked by tone."""

    year: int
    x: float
    parts: tuple[tuple[str, float, float], ...]  # (tone, y, height)
    told: str


@dataclass(frozen=True, slots=True)
class Timeline:
    bars: tuple[Bar, ...]
    marks: tuple[tuple[int, float], ...]
    width: float  # of a bar
    highest: int
    undated: int


def timeline(found: Iterable[Source], as_of: str) -> Timeline | None:
    """Sources by year of publication; None where fewer than two are dated."""
    found = list(found)
    this = int(as_of[:4])
    dated = [(int(source.year), source) for source in found if source.year.isascii() and source.year.isdigit() and _OLDEST <= int(source.year) <= this + 1]
    if len(dated) < 2:
        return None
    first, last = min(*(year for year, _ in dated), this - 9), max(*(year for year, _ in dated), this)
    step = 680 / (last - first + 1)
    counts: dict[int, Counter[str]] = {}
    for year, source in dated:
        counts.setdefault(year, Counter())[source.state] += 1
    highest = max(sum(count.values()) for count in counts.values())
    bars = []
    for year in sorted(counts):
        y, parts, told = 110.0, [], []
        for state, (name, tone, _) in STATES.items():
            if number := counts[year][state]:
                height = number / highest * 90
                y -= height
                parts.append((tone, round(y, 1), round(height, 1)))
                told.append(f"{number} {name.lower()}")
        bars.append(Bar(year, round(20 + (year - first) * step, 1), tuple(parts), ", ".join(told)))
    every = max(1, round((last - first + 1) / 12))
    marks = [(year, round(20 + (year - first + 0.5) * step, 1)) for year in range(last, first - 1, -every)]
    return Timeline(tuple(bars), tuple(marks), round(max(1.0, step - 2), 1), highest, len(found) - len(dated))


def reviews(view: View) -> list[dict[str, Any]]:
    """Documents that state a day of review, the first due first."""
    as_of = view.data["as_of"]
    due = [{"path": path, "due": head["due"], "past": head["due"] < as_of} for path, head in view.heads.items() if head["due"]]
    return sorted(due, key=lambda row: (row["due"], row["path"]))

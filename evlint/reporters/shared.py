"""What several reporters say in the same words: where a place is, who dealt with a finding, where the page of a rule is."""

from __future__ import annotations

from evlint.documents.model import Location
from evlint.findings.model import Suppressed
from evlint.findings.report import Report
from evlint.reporters import Style


def page_address(style: Style, rule: str) -> str:
    """Where the page of a rule is published; empty where nobody said."""
    return f"{style.docs.rstrip('/')}/rules/{rule}" if style.docs else ""


def spot(place: Location) -> str:
    """Where in its document a place is, as people look it up."""
    return place.place or f"{place.line}:{place.column}"


def where(place: Location) -> str:
    """Document and place, in the form that editors and terminals open."""
    return f"{place.document}, {place.place}" if place.place else f"{place.document}:{place.line}:{place.column}"


def reason(item: Suppressed) -> str:
    """Why a finding is suppressed, by whom, and until when."""
    who = " ".join(filter(None, (f"by {item.reviewer}" if item.reviewer else "", f"until {item.until}" if item.until else "")))
    return f"{item.reason} ({who})" if who else item.reason


def detail(places: tuple[Location, ...], quote_size: int = 200) -> list[str]:
    """One line a place: label, where, quote."""
    return [f"{where(place)}{f' ({place.label})' if place.label else ''}: {clipped(place.quote, quote_size)}" for place in places]


def clipped(text: str, size: int) -> str:
    """A text in one line of at most `size` characters, its middle left out where it is longer."""
    line = " ".join(text[: size * 4].split()) if len(text) > size * 8 else " ".join(text.split())
    if len(text) > size * 8:
        return f"{line[: size - 1]}…"
    half = (size - 3) // 2
    return line if len(line) <= size else f"{line[:half]} … {line[-half:]}"


def documents(report: Report) -> list[str]:
    """Every file that the report speaks of: documents in their order, then record files that findings point at."""
    known = [document.path for document in report.documents]
    others = {
        name
        for finding in (*report.findings, *(item.finding for item in report.suppressed), *report.fixed)
        for name in (*(place.document for place in finding.locations), *(edit.document for edit in finding.fix))
    } - set(known)
    return known + sorted(others)

"""PubMed's .nbib: four-letter tags, values that go on in indented lines. Tags of the NLM fact sheet, notices of retraction included."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from evlint.bibliography.files import Entry, Fault, Read, families, filled, first_year, pages, stretches
from evlint.bibliography.model import Reference
from evlint.patterns import pattern as lazy

_LINE = lazy(r"^(?P<tag>[A-Z]{2,4}) {0,2}- ?(?P<value>[^\n]*(?:\n {6}[^\n]*)*)", re.M)
_RECORD = lazy(r"^PMID ?-", re.M)
_PAPER = {"RIN": "retracted", "ECI": "concern", "EIN": "corrected", "CRI": "corrected"}
_NOTICE = ("ROF", "PROF", "ECF", "EFR")


def read(text: str) -> Read:
    """Entries and faults of a .nbib file."""
    starts = [match.start() for match in _RECORD.finditer(text)]
    if not starts and text.strip():
        return (), (Fault(0, len(text.split("\n", maxsplit=1)[0]), "no record begins with 'PMID-'; is this PubMed's format (.nbib)?"),)
    return tuple(_entries(text, starts)), ()


def _entries(text: str, starts: list[int]) -> Iterator[Entry]:
    for start, end in stretches(text, starts):
        values: dict[str, list[str]] = defaultdict(list)
        for match in _LINE.finditer(text, start, end):
            values[match["tag"]].append(" ".join(match["value"].split()))
        yield Entry("", _reference(text[start:end], values), start, end)


def _reference(raw: str, values: dict[str, list[str]]) -> Reference:
    def one(tag: str) -> str:
        return values[tag][0] if values[tag] else ""

    doi = next((value.split(" ")[0] for tag in ("LID", "AID") for value in values[tag] if value.endswith("[doi]")), "")
    first, last = pages(one("PG"))
    names = families(values["FAU"] or values["AU"])
    status = "notice" if any(values[tag] for tag in _NOTICE) else next((status for tag, status in _PAPER.items() if values[tag]), None)
    if "Retracted Publication" in values["PT"]:
        status = "retracted"
    known = filled(
        year=first_year(one("DP")),
        title=re.sub(r"\.$", "", one("TI")),
        journal=one("TA") or one("JT"),
        volume=one("VI"),
        issue=one("IP"),
        first_page=first,
        last_page=last,
        doi=doi,
        pmid=one("PMID"),
        pmcid=one("PMC"),
        kind="article-journal",
        status=status,
    )
    return Reference(raw, **known, authors=names, first_author=names[0] if names else None)  # type: ignore[arg-type]

"""RIS, by rispy (extra `ris`). rispy knows no places, so the file is cut into records here, and each is read alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from evlint.bibliography.files import Entry, Fault, MissingExtraError, Read, families, filled, first_year, pages, plain_doi, stretches
from evlint.bibliography.model import Reference
from evlint.patterns import pattern as lazy

_BEGIN = lazy(r"^[ \ufeff]{0,4}TY  ?-[^\n]{0,200}$", re.M)
_END = lazy(r"^ER  ?-[^\n]{0,40}$", re.M)
_KINDS = {"JOUR": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine", "BOOK": "book", "CHAP": "chapter", "CONF": "paper-conference", "RPRT": "report", "THES": "thesis"}


def read(text: str) -> Read:
    """Entries and faults of a .ris file."""
    try:
        import rispy
    except ImportError:
        raise MissingExtraError("reading .ris files needs rispy: pip install 'evlint[ris]'") from None
    entries: list[Entry] = []
    faults: list[Fault] = []
    if text.strip() and _BEGIN.search(text) is None:
        return (), (Fault(0, len(text.split("\n", maxsplit=1)[0]), "no record begins with 'TY  -'; is this RIS?"),)
    for start, end, closed in _records(text):
        raw = text[start:end]
        if not closed:
            faults.append(Fault(start, start + len(raw.split("\n")[0]), "this record has no closing line 'ER  -'; add it"))
        try:
            (values,) = rispy.loads(raw if closed else f"{raw}\nER  - \n", skip_unknown_tags=True)
        except Exception as error:
            faults.append(Fault(start, start + len(raw.split("\n")[0]), f"this record cannot be read as RIS: {str(error)[:120] or type(error).__name__}"))
            continue
        entries.append(Entry(str(values.get("id", "")), _reference(raw, values), start, end))
    return tuple(entries), tuple(faults)


def _records(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is closed) of each record."""
    starts = [match.start() for match in _BEGIN.finditer(text)]
    for start, last in stretches(text, starts):
        end = _END.search(text, start, last)
        yield start, end.end() if end else last, end is not None


def _reference(raw: str, values: dict[str, Any]) -> Reference:
    def text(*names: str) -> str:
        found = next((values[name] for name in names if values.get(name)), "")
        return str(found[0] if isinstance(found, list) else found)

    first, last = pages(text("start_page"))
    names = families(values.get("authors") or values.get("first_authors") or ())
    known = filled(
        year=first_year(text("year", "publication_year", "date")),
        title=text("title", "primary_title"),
        journal=text("journal_name", "alternate_title3", "secondary_title", "alternate_title2"),
        volume=text("volume"),
        issue=text("number"),
        first_page=first,
        last_page=text("end_page") or last,
        doi=plain_doi(text("doi")),
        pmid=text("pubmed_id", "accession_number") if text("pubmed_id", "accession_number").isdigit() else None,
        isbn=text("issn") if text("type_of_reference") == "BOOK" else None,
        url=text("urls", "url"),
        kind=_KINDS.get(text("type_of_reference"), "document"),
    )
    return Reference(raw, **known, authors=names, first_author=names[0] if names else None)  # type: ignore[arg-type]

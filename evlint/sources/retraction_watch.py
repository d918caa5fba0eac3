"""The Retraction Watch CSV → rows. What is wrong with a row costs that row and is counted; what is no such CSV is refused with the next step.

The file comes from elsewhere and may be anything, so memory is bounded: it is read in chunks, a line and a record may not pass a limit, and no
quote that is never closed can swallow the rows after it.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evlint.patterns import pattern as lazy
from evlint.sources.facts import Notice, NoticeKind

NAME = "Retraction Watch"
LIMIT = 1 << 20  # bytes of one record; real ones stay below 20,000
_CHUNK = 1 << 16
_REASONS = 4000  # characters kept of the reasons of one row, for many rows wait to be written at once
_NEXT = "download retraction_watch.csv from gitlab.com/crossref/retraction-watch-data again, and import that file as it is"

_COLUMNS = ("RetractionNature", "RetractionDate", "RetractionDOI", "RetractionPubMedID", "OriginalPaperDOI", "OriginalPaperPubMedID", "Reason")
_KINDS: dict[str, NoticeKind] = {"retraction": "retraction", "expression of concern": "concern", "correction": "correction", "reinstatement": "reinstatement"}
_SIGNS = (
    (b"version https://git-lfs", "is a Git LFS pointer, not the file that it points to"),
    (b"<", "is a web page, perhaps an error message"),
    (b"{", "is JSON, perhaps an error message"),
    (b"PK\x03\x04", "is an archive or a spreadsheet"),
    (b"\x1f\x8b", "is compressed (gzip)"),
)

_DOI = lazy(r"(?:https?://(?:www\.|dx\.)?doi\.org/|doi:\s?)?(10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,4}/\S{1,400})", re.IGNORECASE)
_PMID = lazy(r"(?:pmid:?\s?)?0{0,12}([1-9][0-9]{0,7})(?:\.0)?", re.IGNORECASE)  # spreadsheets write 123.0
_US_DATE = lazy(r"([0-9]{1,2})/([0-9]{1,2})/([12][0-9]{3})(?:\s.{0,20})?")
_ISO_DATE = lazy(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T\s].{0,20})?)?)?")

LONG, OPEN, ZERO, CSV = "longer than the limit", "a quote that is never closed", "holds NUL bytes", "not readable as CSV"
SHORT, KIND, NAMELESS = "too few columns", "unknown kind of notice", "no DOI or PMID of the paper"


class ImportFault(ValueError):  # noqa: N818 (a fault of the file, like schema.Fault, and none of the program)
    """The file cannot be imported; the message names it, says what was found and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A notice, the names of the paper that it is about, and its own names where they are not the paper's."""

    works: tuple[str, ...]
    notice: Notice
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What reading adds up: rows skipped by reason, and the digest of the bytes that were read."""

    skipped: Counter[str] = field(default_factory=Counter)
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)


def doi_name(text: str) -> str:
    """`doi:10.…` in lower case, empty where the text is no DOI."""
    found = _DOI.fullmatch(text.strip().rstrip(".,; "))
    return f"doi:{found[1].lower()}" if found else ""


def pmid_name(text: str) -> str:
    """`pmid:…` without leading zeros, empty where the text is no PMID."""
    found = _PMID.fullmatch(text.strip())
    return f"pmid:{found[1]}" if found else ""


def iso_date(text: str) -> str:
    """ISO date of `m/d/Y H:M` or of an ISO date and time. A day that the calendar lacks leaves the year; anything else is empty."""
    if found := _US_DATE.fullmatch(text.strip()):
        month, day, year = found.groups()
    elif found := _ISO_DATE.fullmatch(text.strip()):
        year, month, day = found.groups()
        if day is None:
            return year if month is None or not "01" <= month <= "12" else f"{year}-{month}"
    else:
        return ""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return str(year)


def rows(path: Path, tally: Tally, *, limit: int = LIMIT) -> Iterator[Row]:
    """Rows of the file, in its order; read once, in bounded memory. Raises ImportFault where it is no Retraction Watch CSV."""
    lines = _lines(path, tally, limit)
    layout = _layout(path, lines)
    for record in _records(lines, layout, tally.skipped, limit):
        row = _row(record, layout)
        if isinstance(row, Row):
            yield row
        else:
            tally.skipped[row] += 1


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the columns that are read stand, in the order of _COLUMNS."""

    places: tuple[int, ...]

    def cells(self, record: str) -> tuple[str, ...] | str:
        """The cells that are read, or why there are none. A shifted row has another kind in the place of the nature, so a known one proves the rest."""
        if record.count(",") < max(self.places):  # not csv's work, for a file may hold millions of such lines
            return SHORT
        if "\0" in record:
            return ZERO
        try:
            # The limit of csv on a field stays as it is: it belongs to the whole process, and records are bounded already.
            cells = next(csv.reader((record,)), [])
        except csv.Error:
            return CSV
        if len(cells) <= max(self.places):
            return SHORT
        found = tuple(cells[place].strip() for place in self.places)
        return found if found[0].lower() in _KINDS else KIND


def _row(record: str, layout: _Layout) -> Row | str:
    """The row of a record, or why it is skipped."""
    cells = layout.cells(record)
    if isinstance(cells, str):
        return cells
    nature, dated, notice_doi, notice_pmid, doi, pmid, reasons = cells
    works = tuple(filter(None, (doi_name(doi), pmid_name(pmid))))
    if not works:
        return NAMELESS
    own = doi_name(notice_doi), pmid_name(notice_pmid)
    listed = tuple(reason for part in reasons[:_REASONS].split(";") if (reason := part.strip().removeprefix("+").strip()))
    notice = Notice(_KINDS[nature.lower()], iso_date(dated), own[0].removeprefix("doi:"), own[1].removeprefix("pmid:"), listed, NAME)
    # A notice published in place of the paper has the paper's DOI: who cites that cites the paper.
    return Row(works, notice, tuple(name for name in own if name and name not in works))


def _layout(path: Path, lines: Iterator[str | None]) -> _Layout:
    """The columns that the first line names."""
    line = next((line for line in lines if line is None or not _blank(line)), "")
    try:
        names = next(csv.reader((line or "",)), [])
    except csv.Error:
        names = []
    known = [name.strip("\ufeff \t").replace(" ", "").lower() for name in names]
    missing = [column for column in _COLUMNS if column.lower() not in known]
    if len(missing) == len(_COLUMNS):
        begin = "is empty" if line == "" else "begins with a line without end" if line is None else f"begins with {line.strip()[:60]!r}"
        raise ImportFault(f"{path} is no Retraction Watch CSV: it {begin}; {_NEXT}")
    if missing:
        raise ImportFault(f"{path} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)} of the Retraction Watch CSV; {_NEXT}")
    return _Layout(tuple(known.index(column.lower()) for column in _COLUMNS))


def _records(lines: Iterator[str | None], layout: _Layout, skipped: Counter[str], limit: int) -> Iterator[str]:
    """Records, of one line or of several where a quoted cell holds line ends. Ones that never end are counted in `skipped`."""
    held: list[str] = []
    size = 0
    for line in lines:
        if line is None:
            skipped[LONG] += 1
            held, size = [], 0
            continue
        if held and isinstance(layout.cells(line), tuple):  # a whole row inside a quoted cell: the quote was never closed
            yield from _alone(held[0], layout, skipped)
            held, size = [], 0
        if not held and _blank(line):
            continue
        continues = bool(held)
        held.append(line)
        size += len(line) + 64  # what Python needs for a line besides its letters
        if line.count('"') % 2 == continues:  # an odd number of quotes opens a cell that goes on, and closes it
            yield "".join(held)
            held, size = [], 0
        elif size > limit:
            skipped[LONG] += 1
            held, size = [], 0
    if held:
        yield from _alone(held[0], layout, skipped)


def _alone(line: str, layout: _Layout, skipped: Counter[str]) -> Iterator[str]:
    """The line, if it is a whole row with a stray quote in it."""
    if isinstance(layout.cells(line), tuple):
        yield line
    else:
        skipped[OPEN] += 1


def _blank(line: str) -> bool:
    return not line.strip('", \t\r\n')


def _lines(path: Path, tally: Tally, limit: int) -> Iterator[str | None]:
    """Lines with their ends; None for one that is longer than the limit."""
    rest, dropping, first = b"", False, True
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                tally.digest.update(chunk)
                if first:
                    chunk, first = _text_only(path, chunk), False
                *whole, rest = _split(rest + chunk)
                for line in whole:
                    if not dropping:
                        yield _decode(line) if len(line) <= limit else None
                    dropping = False
                if len(rest) > limit:
                    if not dropping:
                        yield None
                    rest, dropping = b"", True
    except OSError as error:
        raise ImportFault(f"{path} cannot be read: {error.strerror or error}") from error
    if rest and not dropping:
        yield _decode(rest)


def _split(data: bytes) -> list[bytes]:
    """Lines with their ends, and what follows the last end. A carriage return at the end may be half of a line end, so it stays in the rest."""
    lines = data.splitlines(keepends=True)
    return lines if lines and not lines[-1].endswith(b"\n") else [*lines, b""]


def _decode(line: bytes) -> str:
    """UTF-8, or else what Windows writes: names of people may suffer, DOIs and PMIDs do not."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _text_only(path: Path, head: bytes) -> bytes:
    """The first chunk without a byte order mark. Raises ImportFault for what is plainly another kind of file."""
    head = head.removeprefix(codecs.BOM_UTF8)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ImportFault(f"{path} is in UTF-16, not in UTF-8; {_NEXT}")
    sign = next((what for sign, what in _SIGNS if head.lstrip().startswith(sign)), "")
    if not sign and b"\0" in head.partition(b"\n")[0]:
        sign = "holds NUL bytes, so it is binary, or text in UTF-16 or UTF-32"
    if sign:
        raise ImportFault(f"{path} is no Retraction Watch CSV: it {sign}; {_NEXT}")
    return head

"""The retraction table: one SQLite file, made from the Retraction Watch CSV and read without a network.

It is never changed in place. An import writes a new file and puts it in the place of the old one only when it is whole: whatever happens in between,
a table is there that answers. Standings are worked out at look-up, so a better state machine needs no new import.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote
from uuid import uuid4

from evlint.sources.facts import DataStamp, Notice, NoticeKind, Standing
from evlint.sources.retraction_watch import NAME, ImportFault, Row, Tally, iso_date, rows
from evlint.sources.standing import net

_OURS, _SCHEMA = 0x65766C74, 1  # "evlt", and the version of what follows
_CREATE = f"""
PRAGMA application_id = {_OURS};
PRAGMA user_version = {_SCHEMA};
CREATE TABLE stamp (name TEXT, date TEXT, digest TEXT, rows INTEGER, imported TEXT);
CREATE TABLE notice (id INTEGER PRIMARY KEY, kind TEXT, date TEXT, doi TEXT, pmid TEXT, reasons TEXT, told_by TEXT);
CREATE TABLE work (name TEXT, notice INTEGER, PRIMARY KEY (name, notice)) WITHOUT ROWID;
CREATE TABLE own_name (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE pair (doi TEXT, pmid TEXT, PRIMARY KEY (doi, pmid)) WITHOUT ROWID;
"""
# A row often lacks one of the two names, and a reinstatement known by DOI alone must reach who cites by PMID. So the two names of a row share all
# their notices, but only where no row pairs either with a third: a wrong number must not lend one paper the notices of another.
_JOIN = """
CREATE TEMP TABLE same AS SELECT min(doi) AS doi, pmid FROM pair GROUP BY pmid HAVING count(*) = 1;
DELETE FROM same WHERE doi IN (SELECT doi FROM pair GROUP BY doi HAVING count(*) > 1);
INSERT OR IGNORE INTO work SELECT same.pmid, work.notice FROM same JOIN work ON work.name = same.doi;
INSERT OR IGNORE INTO work SELECT same.doi, work.notice FROM same JOIN work ON work.name = same.pmid;
DELETE FROM own_name WHERE name IN (SELECT name FROM work);
"""
_BATCH, _ASKED = 2000, 500  # rows written at once; names asked for at once (SQLite may allow no more than 999)
_AGAIN = "import it again: evlint sources import retraction_watch.csv"


class TableError(ValueError):
    """The table cannot be read; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made: the stamp of the table, and the rows of the file that it could not use, counted by reason."""

    stamp: DataStamp
    skipped: Mapping[str, int]


def build(csv_path: Path, target: Path, *, imported: str, issued: str = "", shrink: bool = False) -> Imported:
    """Make the table `target` from a Retraction Watch CSV. Raises ImportFault and leaves an old table as it is where that fails.

    `imported` and `issued` are ISO dates: today, and the date that the publisher gives the file. Where that is unknown, the newest date of a notice
    that is not after `imported` stands for it. A table with less than half of the rows of the old one is refused unless `shrink`: a file cut off on
    its way looks just like that.
    """
    _check_dates(imported, issued)
    target = target.resolve()
    if target == csv_path.resolve():
        raise ImportFault(f"{csv_path} would be overwritten by its own table; choose another place for the table")
    part = target.with_name(f"{target.name}.{uuid4().hex}.part")  # beside the target, for a file is only replaced at once within its file system
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.open("xb").close()
        made = _write(csv_path, part, imported, issued)
        _check_size(csv_path, made.stamp.rows, target, shrink)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise ImportFault(f"{target} could not be written: {error}; make room or choose another place, then {_AGAIN}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return made


def look_up(table: Path, names: Collection[str]) -> tuple[DataStamp, dict[str, Standing], frozenset[str]]:
    """(the table's stamp, standings of the works that it lists, the names that are notices themselves) of names like `doi:…` and `pmid:…`.

    A name that has notices against it is a work, even where it is a notice about another. Raises TableError.
    """
    notices: defaultdict[str, list[Notice]] = defaultdict(list)
    own: set[str] = set()
    with _opened(table) as base:
        stamp = _stamp(base)
        for asked in _chunks(sorted(set(names)), _ASKED):
            marks = ",".join("?" * len(asked))
            found = base.execute(f"SELECT name, kind, date, doi, pmid, reasons, told_by FROM work JOIN notice ON id = notice WHERE name IN ({marks}) ORDER BY name", asked)
            for name, *values in found:
                notices[name].append(_notice(*values))
            own.update(name for (name,) in base.execute(f"SELECT name FROM own_name WHERE name IN ({marks})", asked))
    standings = {name: standing for name, listed in notices.items() if (standing := net(listed)) is not None}
    return stamp, standings, frozenset(own)


def read_stamp(table: Path) -> DataStamp:
    """Which data the table holds. Raises TableError."""
    with _opened(table) as base:
        return _stamp(base)


def _check_dates(imported: str, issued: str) -> None:
    for day in (imported, issued or imported):
        if iso_date(day) != day or len(day) != 10:
            raise ImportFault(f"{day!r} is no date; write it like 2026-11-24")


def _check_size(csv_path: Path, count: int, target: Path, shrink: bool) -> None:
    """Refuse a file with too few rows."""
    if not count:
        raise ImportFault(f"{csv_path} holds no row that can be used; download it again, for it may have been cut off")
    try:
        before = read_stamp(target).rows if target.exists() else 0
    except TableError:
        return  # an old table that cannot be read is no measure
    if count * 2 < before and not shrink:
        raise ImportFault(f"{csv_path} has {count} rows that can be used, the table {target} has {before}; download the file again, or allow a smaller table if it is right")


def _write(csv_path: Path, part: Path, imported: str, issued: str) -> Imported:
    """Fill the empty file `part`."""
    tally, newest, count = Tally(), "", 0
    with closing(sqlite3.connect(part, isolation_level=None)) as base:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _CREATE)  # a file that is cut off is thrown away
        base.execute("BEGIN")
        for batch in _chunks(rows(csv_path, tally), _BATCH):
            _insert(base, batch, count)
            count += len(batch)
            newest = max([newest, *(row.notice.date for row in batch if row.notice.date <= imported)])
        base.execute("COMMIT")
        base.executescript(_JOIN)
        stamp = DataStamp(NAME, issued or newest, tally.digest.hexdigest(), count, imported)
        base.execute("INSERT INTO stamp VALUES (?, ?, ?, ?, ?)", astuple(stamp))
    return Imported(stamp, dict(sorted(tally.skipped.items())))


def _insert(base: sqlite3.Connection, batch: list[Row], count: int) -> None:
    numbered = list(enumerate(batch, count + 1))
    notices = ((i, n.kind, n.date, n.doi, n.pmid, ";".join(n.reasons), n.told_by) for i, row in numbered for n in (row.notice,))
    base.executemany("INSERT INTO notice VALUES (?, ?, ?, ?, ?, ?, ?)", notices)
    base.executemany("INSERT INTO work VALUES (?, ?)", ((name, i) for i, row in numbered for name in row.works))
    base.executemany("INSERT OR IGNORE INTO own_name VALUES (?)", ((name,) for row in batch for name in row.notices))
    base.executemany("INSERT OR IGNORE INTO pair VALUES (?, ?)", (row.works for row in batch if len(row.works) == 2))


@contextmanager
def _opened(table: Path) -> Iterator[sqlite3.Connection]:
    """The table, for reading only. Whatever is wrong with it until it is closed becomes a TableError."""
    if not table.is_file():
        raise TableError(f"there is no retraction table {table}; {_AGAIN}")
    try:
        with closing(sqlite3.connect(_uri(table), uri=True)) as base:
            if base.execute("PRAGMA application_id").fetchone() != (_OURS,):
                raise TableError(f"{table} is no retraction table of evlint; {_AGAIN}")
            if base.execute("PRAGMA user_version").fetchone() != (_SCHEMA,):
                raise TableError(f"the retraction table {table} was made by another version of evlint; {_AGAIN}")
            yield base
    except sqlite3.Error as error:
        raise TableError(f"the retraction table {table} cannot be read, perhaps it is damaged: {error}; {_AGAIN}") from error


def _uri(table: Path) -> str:
    """The path as a URI: every byte that means something in one is quoted, and a drive or a share of Windows does not become a host.

    `immutable`, for no table changes in place: SQLite then takes no lock and looks for no journal, so a read-only folder will do.
    """
    path = quote(os.fsencode(table.resolve().as_posix()), safe="/:")
    return f"file://{'' if path.startswith('/') else '/'}{path}?mode=ro&immutable=1"


def _stamp(base: sqlite3.Connection) -> DataStamp:
    found = base.execute("SELECT name, date, digest, rows, imported FROM stamp").fetchall()
    if len(found) != 1 or not isinstance(found[0][3], int):
        raise sqlite3.DatabaseError("it has no stamp")
    return DataStamp(*found[0])


def _notice(kind: Any, *values: Any) -> Notice:
    if kind not in get_args(NoticeKind) or not all(isinstance(value, str) for value in values):
        raise sqlite3.DatabaseError("a notice in it has no known kind")
    day, doi, pmid, reasons, told_by = values
    return Notice(kind, day, doi, pmid, tuple(filter(None, reasons.split(";"))), told_by)


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of up to `size` items."""
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk

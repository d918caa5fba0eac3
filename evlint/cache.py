"""What was read and extracted before, kept by content in one SQLite file of the user (never in a project: what is kept is loaded as it is).

A key holds the bytes of the file, its path, what was asked for, and the state of the program itself: an entry never needs to be judged
stale. The cache is a convenience. A file that is damaged is begun anew with a warning; one that is locked, full or not writable costs time,
never a run, and never a finding.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evlint import __version__

_LAYOUT = 1
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_DAY = 86400
_KEPT_DAYS = 30
_MOST = 1 << 30  # bytes; beyond, what was used longest ago goes
_AT_ONCE = 500
_WAIT = 5  # seconds for another process that is writing


def folder() -> Path:
    """Where the user's caches stand: `EVLINT_CACHE_DIR`, else what the system has for that."""
    if given := os.environ.get("EVLINT_CACHE_DIR"):
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("evlint", appauthor=False)


@cache
def program() -> str:
    """The state of the program: its version, its files and the interpreter. Another one has other entries."""
    import evlint

    root = Path(evlint.__file__).parent
    files = sorted((path.relative_to(root).as_posix(), path.stat()) for path in root.rglob("*") if path.suffix not in (".pyc", "") and path.is_file())
    state = [f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in files]
    return hashlib.sha256("\n".join((__version__, sys.version, *state)).encode()).hexdigest()


def key_of(*parts: bytes | str) -> bytes:
    """The key of an entry: a digest over the program and all that the entry is a function of."""
    digest = hashlib.sha256(program().encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


class _Loader(pickle.Unpickler):
    """Loads values of evlint and nothing else: whatever stands in the file, no other code runs."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.startswith("evlint.") or (module, name) == ("builtins", "frozenset") else None
        if found in (frozenset, _made) or (isinstance(found, type) and is_dataclass(found)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} does not belong here")


class _Dumper(pickle.Pickler):
    """Keeps a dataclass as its type and its values: made anew by a call, which is four times as fast as setting its state."""

    def reducer_override(self, value: object) -> Any:
        if not is_dataclass(value) or isinstance(value, type):
            return NotImplemented
        of = type(value)
        names, by_name = _names(of)
        values = tuple(getattr(value, name) for name in names)
        return (_made, (of, values)) if by_name else (of, values)


@cache
def _names(of: type[Any]) -> tuple[tuple[str, ...], bool]:
    """The names of the values of a dataclass, and whether it takes them by name only."""
    return tuple(one.name for one in fields(of)), any(one.kw_only for one in fields(of))


def _made(of: type[Any], values: tuple[object, ...]) -> Any:
    """A dataclass that takes its values by name."""
    return of(**dict(zip(_names(of)[0], values, strict=True)))  # type: ignore[arg-type]


def dump(value: object) -> bytes:
    """A value of evlint (dataclasses, tuples, mappings, texts and numbers) as bytes."""
    out = io.BytesIO()
    _Dumper(out, protocol=5).dump(value)
    return out.getvalue()


def load(data: bytes) -> Any:
    """A value as it was kept. Raises any of many exceptions where the bytes are none."""
    return _Loader(io.BytesIO(data)).load()


@dataclass(frozen=True, slots=True)
class Size:
    """How much a cache file holds."""

    path: Path
    entries: int
    bytes: int


class Cache:
    """Entries by key. Everything that goes wrong is told once through `warn`."""

    def __init__(self, path: Path, warn: Callable[[str], None]) -> None:
        self._path = path
        self._warn = warn
        self._file: sqlite3.Connection | None = None
        self._closed = False

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The entries that there are."""
        found: dict[bytes, bytes] = {}
        wanted = list(keys)
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            rows = self._run(lambda file, some=some, marks=marks: file.execute(f"SELECT key, data, used FROM entries WHERE key IN ({marks})", some).fetchall())  # type: ignore[misc]
            found |= {key: data for key, data, _ in rows or ()}
            self._touch([key for key, _, used in rows or () if used < _today()])
        return found

    def _touch(self, keys: list[bytes]) -> None:
        """Remember that entries are in use, once a day."""
        if keys:
            self._run(lambda file: file.executemany("UPDATE entries SET used = ? WHERE key = ?", [(_today(), key) for key in keys]))

    def put(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep entries, all in one transaction: a run that is killed leaves all of them or none."""

        def write(file: sqlite3.Connection) -> None:
            file.execute("BEGIN IMMEDIATE")
            try:
                file.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", [(key, data, _today()) for key, data in entries.items()])
                _prune(file)
                file.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    file.execute("ROLLBACK")
                raise

        if entries:
            self._run(write)

    def size(self) -> Size:
        rows = self._run(lambda file: file.execute("SELECT count(*), coalesce(sum(length(data)), 0) FROM entries").fetchone())
        return Size(self._path, *(rows or (0, 0)))

    def clear(self) -> None:
        def empty(file: sqlite3.Connection) -> None:
            file.execute("DELETE FROM entries")
            file.execute("VACUUM")

        self._run(empty)

    def close(self) -> None:
        if self._file is not None:
            with contextlib.suppress(sqlite3.Error):
                self._file.close()
        self._file = None
        self._closed = True

    def _run(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """What `work` gives; None where the file cannot be used. A damaged one is put aside and begun anew."""
        for _ in range(2):
            if self._closed:
                return None
            try:
                if self._file is None:
                    self._file = _open(self._path)
                return work(self._file)
            except (sqlite3.Error, OSError) as error:
                damaged = (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGED or "malformed" in str(error)
                self.close()
                if not damaged:
                    self._warn(f"the cache {self._path} cannot be used ({error}); the run goes on without it")
                    return None
                self._closed = not self._put_aside()
        return None

    def _put_aside(self) -> bool:
        """Rename rather than delete a damaged file; another process may have done so already."""
        self._warn(f"the cache {self._path} was damaged and is begun anew")
        try:
            self._path.replace(self._path.with_name(self._path.name + ".damaged"))
        except FileNotFoundError:
            return True
        except OSError:
            return False
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink()
        return True


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = NORMAL")
        if file.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
            file.execute("BEGIN IMMEDIATE")
            file.execute("DROP TABLE IF EXISTS entries")
            file.execute("CREATE TABLE entries (key BLOB PRIMARY KEY, data BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID")
            file.execute(f"PRAGMA user_version = {_LAYOUT}")
            file.execute("COMMIT")
        return file
    except BaseException:
        file.close()
        raise


def _prune(file: sqlite3.Connection) -> None:
    """Drop what nobody used for a month, and the oldest where the file has grown too large."""
    file.execute("DELETE FROM entries WHERE used < ?", (_today() - _KEPT_DAYS,))
    pages, size = (file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if pages * size > _MOST:
        file.execute("DELETE FROM entries WHERE used <= (SELECT min(used) FROM entries)")


def _today() -> int:
    return int(time.time()) // _DAY

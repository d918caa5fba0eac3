"""Answers kept in one SQLite file. The cache is a convenience: a file that is damaged, locked or not writable costs requests, never a run."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

_LAYOUT = 1  # of the table below; a file with another one is emptied
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_KEPT = 60 * 86400  # seconds; older entries are dropped when the file is opened


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: where it came from after redirects, its ETag (empty where the server gave none), and when it was last known to be right."""

    url: str
    etag: str
    body: bytes
    at: float


class Cache:
    """Answers by key. `path` None: nothing is kept. Times are seconds since 1970."""

    def __init__(self, path: Path | None, now: float) -> None:
        self._path = path
        self._file: sqlite3.Connection | None = None
        if path is not None:
            with contextlib.suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
            self._run("DELETE FROM answers WHERE at < ?", (now - _KEPT,))

    def get(self, key: str) -> Kept | None:
        rows = self._run("SELECT url, etag, body, at FROM answers WHERE key = ?", (key,))
        if rows and [type(value) for value in rows[0]] == [str, str, bytes, float]:
            return Kept(*rows[0])
        return None

    def put(self, key: str, kept: Kept) -> None:
        self._run("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", (key, kept.url, kept.etag, kept.body, kept.at))

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = self._path = None

    def _run(self, statement: str, values: tuple[object, ...]) -> list[tuple[str, str, bytes, float]]:
        """Rows of a statement. A damaged file is put aside and begun anew; any other trouble ends the use of the cache."""
        for _ in range(2):
            if self._path is None:
                return []
            try:
                if self._file is None:
                    self._file = _open(self._path)
                return self._file.execute(statement, values).fetchall()
            except UnicodeEncodeError:  # half a character in a URL: such a key has no entry
                return []
            except sqlite3.Error as error:
                if (getattr(error, "sqlite_errorcode", 0) & 0xFF) not in _DAMAGED:
                    self.close()
                else:
                    self._put_aside()
        self.close()
        return []

    def _put_aside(self) -> None:
        """Rename rather than delete: a path that was mistyped may name a file of the user's."""
        path = self._path
        self.close()
        if path is not None:
            with contextlib.suppress(OSError):
                path.replace(path.with_name(path.name + ".damaged"))
                self._path = path


def _open(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=1, isolation_level=None)
    try:
        file.execute("PRAGMA synchronous = OFF")  # a power cut may damage the file, which is then begun anew
        if file.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
            file.execute("DROP TABLE IF EXISTS answers")
            file.execute(f"PRAGMA user_version = {_LAYOUT}")
        file.execute("CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, url TEXT, etag TEXT, body BLOB, at REAL)")
    except BaseException:
        file.close()
        raise
    return file

"""Preparing files with what was kept from before, and with several processes where that pays. The result is that of `preparing.prepare`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from evlint import cache as caches
from evlint.cache import Cache
from evlint.claims.model import Reads
from evlint.documents.reading import format_of
from evlint.preparing import Files, Prepared, prepare_one

_PAYS = 400_000  # bytes of text for each further process: less is read sooner than a process has started
_CHUNK = 40  # files that a process takes at once


@dataclass(frozen=True, slots=True)
class Workshop:
    """`jobs` 0: as many processes as the machine has cores, where it pays. `advance` is told how many files are done."""

    cache: Cache | None = None
    jobs: int = 0
    advance: Callable[[int], None] = lambda _: None

    def __call__(self, files: Files, formats: Mapping[str, str], reads: Reads) -> dict[str, Prepared]:
        keys = {path: _key(path, files[path], formats, reads) for path in files} if self.cache else {}
        kept = self._kept(keys)
        missing = [path for path in sorted(files) if path not in kept]
        made: dict[str, bytes] = {}
        self.advance(len(kept))
        for path, data, prepared in self._made(missing, files, formats, reads):
            kept[path] = prepared
            if self.cache and prepared[0].status == "read":  # what was not read may be read once something is installed
                made[path] = data
            self.advance(1)
        if self.cache:
            self.cache.put({keys[path]: data for path, data in made.items()})
        return {path: kept[path] for path in sorted(files)}

    def _kept(self, keys: Mapping[str, bytes]) -> dict[str, Prepared]:
        """What the cache has. An entry that cannot be loaded counts as none, and is written again."""
        found = self.cache.get(keys.values()) if self.cache and keys else {}
        out: dict[str, Prepared] = {}
        for path, key in keys.items():
            if key in found:
                try:
                    document, claims = caches.load(found[key])
                    if document.path == path:
                        out[path] = document, claims
                except Exception:
                    continue
        return out

    def _made(self, paths: list[str], files: Files, formats: Mapping[str, str], reads: Reads) -> Iterator[tuple[str, bytes, Prepared]]:
        jobs = self._processes(sum(len(files[path]) for path in paths), len(paths))
        if jobs == 1:
            for path in paths:
                prepared = prepare_one(path, files[path], formats, reads)
                yield path, caches.dump(prepared) if self.cache else b"", prepared
            return
        chunks = [paths[at : at + _CHUNK] for at in range(0, len(paths), _CHUNK)]
        with ProcessPoolExecutor(min(jobs, len(chunks))) as pool:
            work = [pool.submit(_prepare_some, [(path, files[path]) for path in chunk], dict(formats), reads) for chunk in chunks]
            for chunk, future in zip(chunks, work, strict=True):
                yield from ((path, data, caches.load(data)) for path, data in zip(chunk, future.result(), strict=True))

    def _processes(self, size: int, count: int) -> int:
        most = self.jobs or os.cpu_count() or 1
        pays = count > 1 if self.jobs else size >= 2 * _PAYS and count > _CHUNK
        return max(1, min(most, count if self.jobs else size // _PAYS)) if pays else 1


def _prepare_some(files: Iterable[tuple[str, bytes | str]], formats: Mapping[str, str], reads: Reads) -> list[bytes]:
    """In a process of its own: what each file holds, as it is kept."""
    return [caches.dump(prepare_one(path, data, formats, reads)) for path, data in files]


def _key(path: str, data: bytes | str, formats: Mapping[str, str], reads: Reads) -> bytes:
    return caches.key_of(path, format_of(path, formats) or "", reads, "text" if isinstance(data, str) else "bytes", data)

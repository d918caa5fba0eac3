"""Preparing files with what was kept from before, and with several processes where that pays. The result is that of `preparing.prepare`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from evlint import cache as caches
from evlint.cache import Cache
from evlint.config.settings import Settings
from evlint.documents.reading import format_of
from evlint.preparing import Files, Prepared, prepare_one
from evlint.rules import registry

_PAYS = 400_000  # bytes of text for each further process: less is read sooner than a process has started
_CHUNK = 40  # files that a process takes at once


@dataclass(frozen=True, slots=True)
class Workshop:
    """`jobs` 0: as many processes as the machine has cores, where it pays. `advance` is told how many files are done.

    With `alone`, what rules say of a document by itself is worked out and kept too; without, rules can be timed.
    """

    cache: Cache | None = None
    jobs: int = 0
    advance: Callable[[int], None] = lambda _: None
    alone: bool = True

    def __call__(self, files: Files, settings: Settings) -> dict[str, Prepared]:
        counts = _what_counts(settings)
        keys = {path: self._key(path, files[path], settings, counts) for path in files} if self.cache else {}
        kept = self._kept(keys)
        missing = [path for path in sorted(files) if path not in kept]
        made: dict[str, bytes] = {}
        self.advance(len(kept))
        for path, data, prepared in self._made(missing, files, settings):
            kept[path] = prepared
            if self.cache and prepared.document.status == "read":  # what was not read may be read once something is installed
                made[path] = data
            self.advance(1)
        if self.cache:
            self.cache.put({keys[path]: data for path, data in made.items()})
        return {path: kept[path] for path in sorted(files)}

    def _key(self, path: str, data: bytes | str, settings: Settings, counts: str) -> bytes:
        form = format_of(path, settings.formats) or ""
        return caches.key_of(path, form, "alone" if self.alone else "", counts, "text" if isinstance(data, str) else "bytes", data)

    def _kept(self, keys: Mapping[str, bytes]) -> dict[str, Prepared]:
        """What the cache has. An entry that cannot be loaded counts as none, and is written again."""
        found = self.cache.get(keys.values()) if self.cache and keys else {}
        out: dict[str, Prepared] = {}
        for path, key in keys.items():
            if key in found:
                try:
                    prepared = caches.load(found[key])
                    if isinstance(prepared, Prepared) and prepared.document.path == path:
                        out[path] = prepared
                except Exception:
                    continue
        return out

    def _made(self, paths: list[str], files: Files, settings: Settings) -> Iterator[tuple[str, bytes, Prepared]]:
        jobs = self._processes(sum(len(files[path]) for path in paths), len(paths))
        if jobs == 1:
            rules = registry.selected(settings)
            for path in paths:
                prepared = prepare_one(path, files[path], settings, rules, alone=self.alone)
                yield path, caches.dump(prepared) if self.cache else b"", prepared
            return
        from concurrent.futures import ProcessPoolExecutor

        chunks = [paths[at : at + _CHUNK] for at in range(0, len(paths), _CHUNK)]
        with ProcessPoolExecutor(min(jobs, len(chunks))) as pool:
            work = [pool.submit(_prepare_some, [(path, files[path]) for path in chunk], settings, self.alone) for chunk in chunks]
            for chunk, future in zip(chunks, work, strict=True):
                yield from ((path, data, caches.load(data)) for path, data in zip(chunk, future.result(), strict=True))

    def _processes(self, size: int, count: int) -> int:
        most = self.jobs or os.cpu_count() or 1
        pays = count > 1 if self.jobs else size >= 2 * _PAYS and count > _CHUNK
        return max(1, min(most, count if self.jobs else size // _PAYS)) if pays else 1


def _prepare_some(files: Iterable[tuple[str, bytes | str]], settings: Settings, alone: bool) -> list[bytes]:
    """In a process of its own: what each file holds, as it is kept."""
    rules = registry.selected(settings)
    return [caches.dump(prepare_one(path, data, settings, rules, alone=alone)) for path, data in files]


def _what_counts(settings: Settings) -> str:
    """The settings that a document's own outcomes depend on, as text."""
    named = ("select", "extend_select", "ignore", "preview", "max_age", "vocabulary", "rules", "renderer")
    return repr([(name, getattr(settings, name)) for name in named])

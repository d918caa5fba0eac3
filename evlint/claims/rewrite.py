"""Edits of record files as text: one value is replaced, every other byte stays, comments included."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from evlint.claims.store import Stored
from evlint.findings.model import Edit
from evlint.patterns import pattern as lazy


_BLOCK_HEADER = lazy(r"[|>][-+0-9]{0,3}[ \t]*(?P<c>#[^\r\n]*)?\r?\n")


def replace_value(stored: Stored, path: tuple[str | int, ...], value: str, *, safe: bool) -> Edit:
    """An edit that puts a double-quoted string in place of the scalar at `path` of a stored record."""
    start, end = stored.tree.span((*stored.path, *path))
    old = stored.file.text[start:end]
    tail = old[len(old.rstrip()) :]  # a block scalar ends with the line break after it
    header = _BLOCK_HEADER.match(old)
    comment = f"  {header['c']}" if header and header["c"] else ""
    return Edit(stored.file.path, start, end, json.dumps(value, ensure_ascii=False) + comment + tail, safe)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits of one file. Raises ValueError where two of them overlap."""
    out: list[str] = []
    at = 0
    for edit in sorted(set(edits), key=lambda e: (e.start, e.end)):
        if edit.start < at:
            raise ValueError(f"two edits of {edit.document} overlap at {edit.start}")
        out += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join((*out, text[at:]))

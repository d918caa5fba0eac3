"""Where the pieces of a large page are kept: the first of each list stand in the page, the rest lie packed in it until they are asked for.

Mail programs and print read what stands in the page without running anything, so a small report is never packed.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

SMALL = 300
"""Up to so many findings, nothing is packed."""
_FIRST = {"topics": 8, "documents": 30, "claims": 60, "sources": 60}
_OTHERS = 15


@dataclass
class Shelf:
    """Lists of pieces by name. A piece has a key, which is its id in the page."""

    packs: bool
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)
    chunks: list[str] = field(default_factory=list)

    def put(self, name: str, pieces: Iterable[tuple[str, Markup]], *, parent: str = "", per: int = 0, folded: bool = False) -> Markup:
        """Keep a list and give what stands in the page of it. `parent` is the key of the piece in which the list itself stands, `folded` a list that opens on demand."""
        pieces = list(pieces)
        first = (0 if folded else _FIRST.get(name, _OTHERS)) if self.packs else len(pieces)
        rest = pieces[first:]
        per = per or (100 if name in ("claims", "sources") else 20)
        self.lists[name] = {
            "keys": [key for key, _ in pieces],
            "first": min(first, len(pieces)),
            "step": max(1, first or _OTHERS) if self.packs else max(1, len(pieces)),
            "base": len(self.chunks),
            "per": per,
            "parent": parent,
        }
        for at in range(0, len(rest), per):
            self.chunks.append(packed({key: str(html) for key, html in rest[at : at + per]}))
        return Markup("\n").join(html for _, html in pieces[:first])

    def fold(self, bodies: Iterable[tuple[str, str, Markup]], per: int) -> Iterator[Markup]:
        """Keep lists of one piece each, given as (name, parent, piece), several of them in a chunk; gives what stands in the page of each."""
        group: dict[str, str] = {}
        for name, parent, html in bodies:
            key = f"{parent}-read"
            packs = self.packs
            if packs and len(group) == per:
                self.chunks.append(packed(group))
                group = {}
            if packs:
                group[key] = str(html)
            self.lists[name] = {"keys": [key], "first": 0 if packs else 1, "step": 1, "base": len(self.chunks), "per": 1, "parent": parent}
            yield Markup("") if packs else html
        if group:
            self.chunks.append(packed(group))

    def scripts(self) -> Iterator[tuple[str, Markup]]:
        """(id, packed text) of every chunk; base64 holds nothing that could end a script element."""
        for i, chunk in enumerate(self.chunks):
            yield f"z{i}", Markup(chunk)


def packed(value: Any) -> str:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")

"""Where one reference list of a document ends and the next begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from evlint.documents.model import Document, ReferenceEntry


def list_starts(document: Document, entries: Sequence[ReferenceEntry]) -> set[int]:
    """Indices of entries that stand first under a heading of their own."""
    headings = [block.start for block in document.blocks if block.kind == "heading"]
    under = [bisect_right(headings, entry.start) for entry in entries]
    return {i for i in range(1, len(entries)) if under[i] != under[i - 1]}

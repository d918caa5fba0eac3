"""What the structure rules share: which blocks count as content, and which one comes next."""

from __future__ import annotations

from evlint.documents.model import Block, Document

CONTENT = frozenset({"paragraph", "list-item", "table-row", "quotation", "code", "reference", "caption"})


def following(document: Document, at: int) -> Block | None:
    """The block after index `at`, page furniture left out."""
    return next((block for block in document.blocks[at + 1 :] if block.kind != "furniture"), None)

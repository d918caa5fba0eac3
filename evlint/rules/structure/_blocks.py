"""What the structure rules share: which blocks count as content, and which fields a label names."""

from __future__ import annotations

import re

from evlint.documents.model import Block, Document

CONTENT = frozenset({"paragraph", "list-item", "table-row", "quotation", "code", "reference", "caption"})

DATE_FIELDS = ("published", "publication date", "date published", "last updated", "updated", "last reviewed", "next review", "review date", "date", "accessed", "received", "accepted")
OTHER_FIELDS = (
    "keywords", "key words", "doi", "publication type", "report no", "registration no", "author", "authors", "affiliation", "correspondence", "funding", "journal", "volume", "issue", "pages",
    "license", "licence", "contact", "editor", "version", "source", "reviewed by", "written by", "pmid", "isbn", "issn",
)  # fmt: skip
FIELD = re.compile(rf"\b(?P<f>{'|'.join(map(re.escape, sorted((*DATE_FIELDS, *OTHER_FIELDS), key=len, reverse=True)))})\s?:", re.I)


def following(document: Document, at: int) -> Block | None:
    """The block after index `at`, page furniture left out."""
    return next((block for block in document.blocks[at + 1 :] if block.kind != "furniture"), None)

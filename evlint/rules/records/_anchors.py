"""What the anchor rules share."""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.merge import Anchored
from evlint.rules.base import Corpus


def anchored(corpus: Corpus) -> Iterator[Anchored]:
    """Stored records whose document was read; a rejected one need not be found any more."""
    return (item for item in corpus.anchored if item.document is not None and item.document.status == "read" and item.stored.record.review.status != "rejected")


def quoted(item: Anchored) -> str:
    return f"quoted from {item.stored.record.id}"

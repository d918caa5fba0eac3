"""Steps 2 to 4 of the pipeline for many files: bytes → (Document, draft claims). Each file on its own, so the work can be kept or shared out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from evlint.claims.model import Claim, Reads
from evlint.documents import reading
from evlint.documents.model import Document

Files = Mapping[str, bytes | str]
Prepared = tuple[Document, Sequence[Claim]]
Prepare = Callable[[Files, Mapping[str, str], Reads], dict[str, Prepared]]
"""(files by path, patterns of names → formats, what is read of the claims) → what they hold, in order of path."""


def prepare_one(path: str, data: bytes | str, formats: Mapping[str, str], reads: Reads) -> Prepared:
    """Read one file, and draft its claims: no more than is asked for."""
    from evlint.extraction import drafts

    document = reading.read(path, data, formats)
    return document, drafts(document, reads)


def prepare(files: Files, formats: Mapping[str, str], reads: Reads) -> dict[str, Prepared]:
    """One file after the other; nothing is kept."""
    return {path: prepare_one(path, files[path], formats, reads) for path in sorted(files)}

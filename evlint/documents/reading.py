"""Bytes → Document, through the registry of readers. A file that cannot be read becomes a Document that says why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath

from evlint.documents import bibliographies, language, layout, markers, metadata, references, sentences
from evlint.documents.decode import UndecodableError, clean_str, decode
from evlint.documents.model import ANALYSED, Block, Document, Link, Sentence, Source
from evlint.documents.offsets import OffsetMap

Reading = tuple[str, OffsetMap | None, tuple[Block, ...], tuple[Link, ...]]
Reader = Callable[[str], Reading]


def _plain(text: str) -> Reading:
    from evlint.documents import plain

    return text, None, plain.read(text), ()


def _markdown(text: str) -> Reading:
    from evlint.documents import markdown

    return markdown.read(text)


READERS: dict[str, Reader] = {"text": _plain, "markdown": _markdown}
"""Format → reader. A new format adds its reader here and its endings below; nothing else knows formats."""

ENDINGS: dict[str, str] = {**bibliographies.ENDINGS, ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown"}


def format_of(path: str) -> str | None:
    """The format that a file name announces; None where no reader knows it."""
    return ENDINGS.get(PurePosixPath(path).suffix.lower())


def read(path: str, data: bytes | str) -> Document:
    """Read one file. Never raises for what a file holds: see `Document.status`."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    digest = "sha256:" + hashlib.sha256(raw).hexdigest()
    format_name = format_of(path) or "text"
    try:
        text, notice = decode(data) if isinstance(data, bytes) else (clean_str(data), "")
    except UndecodableError as error:
        return Document(Source.of(path, ""), format_name, digest, "", "", None, status="failed", reason=str(error))
    source = Source.of(path, text)
    if format_name in bibliographies.FORMATS:
        return bibliographies.document(source, format_name, digest, notice)
    prose, offsets, found, links = READERS[format_name](text)
    if other := language.other_language(prose):
        return Document(source, format_name, digest, prose, prose, offsets, status="skipped", reason=f"language: reads like {other}, and evlint reads English only")
    blocks = references.find_unheaded(prose, tuple(piece for block in found for piece in layout.run_in(prose, block)))
    blocks = references.split_entries(prose, references.join_wrapped(prose, blocks))
    cited = markers.find(prose, blocks)
    clean = markers.blank(prose, cited)
    return Document(
        source,
        format_name,
        digest,
        prose,
        clean,
        offsets,
        blocks,
        tuple(_sentences(clean, blocks)),
        cited,
        references.entries(prose, blocks, links),
        links,
        metadata.read(prose, blocks),
        notices=(notice,) if notice else (),
    )


def _sentences(clean: str, blocks: tuple[Block, ...]) -> list[Sentence]:
    return [Sentence(start, end, i) for i, block in enumerate(blocks) if block.kind in ANALYSED for start, end in sentences.split(clean, block.start, block.end)]

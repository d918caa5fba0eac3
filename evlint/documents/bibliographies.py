"""Reader for bibliography files: a document that is nothing but references, each entry a block of its own."""

from __future__ import annotations

from evlint.bibliography import files
from evlint.bibliography.files import ENDINGS, FORMATS
from evlint.documents import directives
from evlint.documents.model import Block, Document, ReferenceEntry, Source

__all__ = ["ENDINGS", "FORMATS", "document"]


def document(source: Source, format: str, digest: str, notice: str = "") -> Document:
    """The file as a Document. Entries that cannot be read are told in its notices, by line; the others count."""
    text = source.text
    try:
        entries, faults = files.read(format, text)
    except files.MissingExtraError as error:
        return Document(source, format, digest, "", "", None, status="skipped", reason=str(error))
    told = tuple(f"line {source.at(fault.start, fault.end).line}: {fault.message}" for fault in faults)
    if faults and not entries:
        return Document(source, format, digest, text, text, None, status="failed", reason=told[0])
    blocks = tuple(Block("reference", entry.start, entry.end) for entry in entries)
    listed = tuple(ReferenceEntry(text[entry.start : entry.end], entry.key, entry.start, entry.end, known=entry.reference) for entry in entries)
    said = directives.find(text, format, source.lines, [(block.start, block.end) for block in blocks])
    return Document(source, format, digest, text, text, None, blocks, references=listed, directives=said, notices=(*((notice,) if notice else ()), *told))

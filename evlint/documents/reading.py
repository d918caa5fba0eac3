"""Bytes → Document, through the registry of readers. A file that cannot be read becomes a Document that says why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any, Literal, NamedTuple, cast

from evlint.documents import bibliographies, directives, discover, language, layout, markers, metadata, references, sentences
from evlint.documents.decode import UndecodableError, UnreadableError, clean_str, decode
from evlint.documents.directives import Directive
from evlint.documents.model import ANALYSED, Block, Document, Reading, Sentence, Source


class Format(NamedTuple):
    """One format: the endings of its files, the module of `formats` that reads it, and whether that takes bytes rather than text.

    `declared` names the function of the module that finds the encoding which a file declares.
    """

    endings: tuple[str, ...]
    module: str
    binary: bool = False
    declared: str = ""


FormatName = Literal["text", "markdown", "html", "jats", "docx", "pdf", "notebook", "rst", "latex", "bibtex", "ris", "nbib", "csl-json"]

FORMATS: Mapping[str, Format] = {
    "text": Format((".txt", ".text"), "plain"),
    "markdown": Format((".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"), "markdown"),
    "html": Format((".html", ".htm", ".xhtml"), "html", declared="declared_charset"),
    "jats": Format((".xml", ".nxml", ".jats"), "jats", declared="declared_charset"),
    "docx": Format((".docx",), "docx", binary=True),
    "notebook": Format((".ipynb",), "notebook"),
    "rst": Format((".rst",), "rst"),
    "latex": Format((".tex", ".latex"), "latex"),
    "pdf": Format((".pdf",), "pdf", binary=True),
}
"""A new format adds its reader in `formats/` and its line here; nothing else knows formats."""

_RECORDS = (".yaml", ".yml")
ENDINGS: dict[str, str] = {**bibliographies.ENDINGS, **{ending: name for name, one in FORMATS.items() for ending in one.endings}}


def format_of(path: str, mapped: Mapping[str, str] | None = None) -> str | None:
    """The format of a file by the patterns that a project maps, else by its ending; None where no reader knows it."""
    for glob, name in (mapped or {}).items():
        if discover.matching((path,), (glob, f"**/{glob}"), ()):
            return name
    return ENDINGS.get(PurePosixPath(path).suffix.lower())


def read(path: str, data: bytes | str, mapped: Mapping[str, str] | None = None) -> Document:
    """Read one file. Never raises for what a file holds: see `Document.status`. `mapped`: patterns of names → formats."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    digest = "sha256:" + hashlib.sha256(raw).hexdigest()
    known = format_of(path, mapped)
    if known is None and PurePosixPath(path).suffix.lower() in _RECORDS:
        return Document(Source.of(path, ""), "yaml", digest, "", "", None, status="skipped", reason="YAML is no prose; `evlint claims check` reads records")
    format_name = known or "text"
    try:
        if format_name in FORMATS and FORMATS[format_name].binary:
            return _document(path, "", format_name, digest, "", _reader(format_name)(raw))
        text, notice = _decoded(data, format_name)
        if format_name in bibliographies.FORMATS:
            return bibliographies.document(Source.of(path, text), format_name, digest, notice)
        return _document(path, text, format_name, digest, notice, _reader(format_name)(text))
    except (UndecodableError, UnreadableError) as error:
        return Document(Source.of(path, ""), format_name, digest, "", "", None, status="failed", reason=str(error))


def _decoded(data: bytes | str, format_name: str) -> tuple[str, str]:
    if isinstance(data, str):
        return clean_str(data), ""
    finder = FORMATS[format_name].declared if format_name in FORMATS else ""
    return decode(data, getattr(_module(format_name), finder)(data) if finder else "")


def _module(format_name: str) -> Any:
    return import_module(f"evlint.documents.formats.{FORMATS[format_name].module}")


def _reader(format_name: str) -> Callable[[Any], Reading]:
    return cast(Callable[[Any], Reading], _module(format_name).read)


def _document(path: str, text: str, format_name: str, digest: str, notice: str, found: Reading) -> Document:
    """What every format has in common: language, reference list, citations, sentences, dates."""
    source = Source.of(path, text if found.text is None else found.text, found.places)
    prose, notices = found.prose, (*((notice,) if notice else ()), *found.notices)
    skipped = found.skipped
    if not skipped and (other := language.other_language(prose)):
        skipped = f"language: reads like {other}, and evlint reads English only"
    if skipped:
        return Document(source, format_name, digest, prose, prose, found.offsets, status="skipped", reason=skipped, notices=notices)
    blocks = references.find_unheaded(prose, tuple(piece for block in found.blocks for piece in layout.run_in(prose, block)))
    blocks = references.split_entries(prose, references.join_wrapped(prose, blocks))
    cited = markers.with_marked(prose, markers.find(prose, blocks), found.cited)
    clean = markers.blank(prose, cited)
    return Document(
        source,
        format_name,
        digest,
        prose,
        clean,
        found.offsets,
        blocks,
        tuple(_sentences(clean, blocks)),
        cited,
        references.entries(prose, blocks, found.links),
        found.links,
        metadata.read(prose, blocks, found.fields),
        found.hidden,
        _directives(source, format_name, blocks, found),
        notices=notices,
    )


def _directives(source: Source, format_name: str, blocks: tuple[Block, ...], found: Reading) -> tuple[Directive, ...]:
    if found.directives or not directives.speaks(source.text):
        return found.directives
    spans = [found.offsets.to_source(block.start, block.end) if found.offsets else (block.start, block.end) for block in blocks if block.end > block.start]
    return directives.find(source.text, format_name, source.lines, sorted(spans))


def _sentences(clean: str, blocks: tuple[Block, ...]) -> list[Sentence]:
    return [Sentence(start, end, i) for i, block in enumerate(blocks) if block.kind in ANALYSED for start, end in sentences.split(clean, block.start, block.end)]

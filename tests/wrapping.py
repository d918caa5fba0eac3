"""One text in several formats: its blocks, as the reader of plain text finds them, set as HTML, JATS, Word and PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby, pairwise

from evlint.documents import reading
from tests.docx_files import docx, paragraph, table
from tests.pdf_files import pdf_of


@dataclass(frozen=True)
class Piece:
    """A block: label of a list item or a reference, cells of a table row."""

    kind: str
    level: int
    label: str
    text: str
    cells: tuple[str, ...]

    @property
    def group(self) -> str:
        """What it is set together with."""
        return "table" if self.cells else "list" if self.label and self.kind in ("list-item", "reference") else ""


def pieces(name: str, text: str | bytes) -> list[Piece]:
    """What a plain text holds, block by block."""
    document = reading.read(name, text)
    found = [
        Piece(block.kind, block.level, block.label, " ".join(document.text_of(block).split()), tuple(document.prose[start:end].strip() for start, end in block.cells))
        for block in document.blocks
        if block.kind != "code"
    ]
    # Headings guessed from layout have no level: one above another is its title.
    return [replace(one, level=1) if one.kind == "heading" and not one.level and after.kind == "heading" else one for one, after in pairwise([*found, found[-1]])]


def as_html(found: Sequence[Piece]) -> bytes:
    out = []
    for group, run in groupby(found, key=lambda piece: piece.group):
        if group == "table":
            out.append(f"<table>{''.join(_row(piece) for piece in run)}</table>")
        elif group == "list":
            items = list(run)
            tag = "ol" if items[0].label[:1].isdigit() else "ul"
            out.append(f"<{tag}>" + "".join(f"<li>{escape(piece.text)}</li>\n" for piece in items) + f"</{tag}>")
        else:
            out += [f"<h{piece.level or 2}>{escape(piece.text)}</h{piece.level or 2}>" if piece.kind == "heading" else f"<p>{escape(piece.text)}</p>" for piece in run]
    return f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"></head><body>\n{chr(10).join(out)}\n</body></html>'.encode()


def _row(piece: Piece) -> str:
    tag = "th" if piece.level else "td"
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in piece.cells) + "</tr>\n"


def as_jats(found: Sequence[Piece]) -> bytes:
    out = []
    for group, run in groupby(found, key=lambda piece: piece.group):
        if group == "table":
            out.append(f"<table-wrap><table>{''.join(_row(piece) for piece in run)}</table></table-wrap>")
            continue
        for piece in run:
            text, label = escape(piece.text), escape(piece.label)
            if piece.kind == "heading":
                out.append(f"<title>{text}</title>")
            elif piece.kind == "reference":
                out.append(f"<ref>{f'<label>{label}</label>' if label else ''}<mixed-citation>{text}</mixed-citation></ref>")
            elif group == "list":
                out.append(f'<list list-type="{"order" if label[0].isdigit() else "bullet"}"><list-item><p>{text}</p></list-item></list>')
            else:
                out.append(f"<p>{text}</p>")
    body = "\n".join(out)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<article><front><article-meta/></front><body>{body}</body></article>'.encode()


def as_docx(found: Sequence[Piece]) -> bytes:
    out = []
    for group, run in groupby(found, key=lambda piece: piece.group):
        if group == "table":
            out.append(table(*(list(piece.cells) for piece in run)))
            continue
        for piece in run:
            numbering = "" if group != "list" else "2" if piece.label[:1].isdigit() else "1"
            out.append(paragraph(piece.text, style=f"Heading{min(piece.level, 4) or 2}" if piece.kind == "heading" else "", numbering=numbering))
    return docx(*out)


def as_pdf(found: Sequence[Piece]) -> bytes:
    return pdf_of("\n\n".join(f"{piece.label} {piece.text}" if piece.label else piece.text for piece in found))


FORMATS: Mapping[str, Callable[[Sequence[Piece]], bytes]] = {"html": as_html, "xml": as_jats, "docx": as_docx, "pdf": as_pdf}


def wrapped(name: str, text: str | bytes, ending: str) -> bytes:
    """A plain text in another format."""
    return FORMATS[ending](pieces(name, text))

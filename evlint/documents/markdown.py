"""Reader for Markdown: pyromark's events with byte ranges → reading text, offset map and blocks.

Mark-up, code, HTML and comments are left out of the reading text; entities and escapes stand as the characters they mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evlint.documents import layout, tables
from evlint.documents.model import Block, BlockKind, Link
from evlint.documents.offsets import OffsetMap, ReadingText
from evlint.patterns import pattern as lazy

_LEAVES = {"Paragraph": "paragraph", "Heading": "heading", "TableHead": "table-row", "TableRow": "table-row", "MetadataBlock": "front-matter"}
_SKIPPED = frozenset({"CodeBlock", "HtmlBlock"})
_UNREAD = frozenset({"Code", "InlineHtml"})
_ITEM_MARK = lazy(r"\s{0,12}(?:([-*+])|(\d{1,9}[.)]))")
_LONGEST_HEADING = 300
_WIDE = lazy(r"[^\x00-\x7f]")
_BLANKED = re.compile(rb"[^\r\n]")
_PANDOC_RULER = lazy(r"(?<!-)-{2,}[ \t]+-{2,}|\+[-=:]{2,}\+")


def read(text: str) -> tuple[str, OffsetMap, tuple[Block, ...], tuple[Link, ...]]:
    """(reading text, map to the source, blocks, links) of a Markdown text."""
    import pyromark

    data = text.encode("utf-8", "replace")
    drawn = _pandoc_tables(text)
    code_points = _CodePoints(text)
    for table in drawn:  # pyromark would read their rulers as headings and breaks
        first, last = code_points.to_byte(table.start), code_points.to_byte(table.end)
        data = data[:first] + _BLANKED.sub(b" ", data[first:last]) + data[last:]
    option = pyromark.Options
    options = (
        option.ENABLE_TABLES
        | option.ENABLE_FOOTNOTES
        | option.ENABLE_YAML_STYLE_METADATA_BLOCKS
        | option.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | option.ENABLE_STRIKETHROUGH
        | option.ENABLE_TASKLISTS
    )
    walk = _Walk(text, code_points)
    pending = list(drawn)
    for event, start, end in _joined(pyromark.events_with_range(data.decode("utf-8"), options=options)):
        while pending and start >= code_points.to_byte(pending[0].start) and not walk.inside:
            walk.draw(pending.pop(0))
        walk.take(event, code_points.of(start), code_points.of(end))
    for table in pending:
        walk.draw(table)
    prose, offsets = walk.reading.finish()
    return prose, offsets, tuple(walk.blocks), tuple(walk.links)


def _joined(events: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, int, int]]:
    """Events with their bytes, pieces of plain text that follow one another as one: a megabyte of "[" comes as a million of them."""
    pieces: list[str] = []
    start = end = 0
    for event, span in events:
        value: str = event.get("Text", "") if type(event) is dict else ""
        plain = value != "" and value.isascii() and len(value) == span["end"] - span["start"]
        if pieces and not (plain and span["start"] == end):
            yield {"Text": "".join(pieces)}, start, end
            pieces = []
        if plain:
            start = start if pieces else span["start"]
            end = span["end"]
            pieces.append(value)
        else:
            yield event, span["start"], span["end"]
    if pieces:
        yield {"Text": "".join(pieces)}, start, end


class _CodePoints:
    """Byte offset of the UTF-8 form ↔ code-point offset, by the places of the characters that are not ASCII."""

    def __init__(self, text: str) -> None:
        self._points: list[int] = []  # of the wide characters, in code points and in bytes
        self._bytes: list[int] = []
        self._extra = [0]  # bytes beyond one a character, before each wide character and after the last
        for match in _WIDE.finditer(text):
            point, extra = match.start(), self._extra[-1]
            self._points.append(point)
            self._bytes.append(point + extra)
            self._extra.append(extra + len(match[0].encode("utf-8", "replace")) - 1)

    def of(self, byte: int) -> int:
        return byte - self._extra[bisect_left(self._bytes, byte)]

    def to_byte(self, offset: int) -> int:
        return offset + self._extra[bisect_left(self._points, offset)]


def _pandoc_tables(text: str) -> list[tables.Table]:
    """Simple and grid tables, which pyromark does not know."""
    if not _PANDOC_RULER.search(text):
        return []
    lines: list[tuple[int, int, str]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        lines.append((start, start + len(body), body))
        start += len(line)
    return [table for table in tables.find(lines) if any(_PANDOC_RULER.match(line[2].lstrip(" \t")) for line in lines[table.first : table.last])]


class _Walk:
    """The state of one pass over the events: which block is open, and the headings above it."""

    def __init__(self, text: str, code_points: _CodePoints) -> None:
        self.text, self.code_points = text, code_points
        self.reading = ReadingText()
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.inside = 0  # depth of open leaf and skipped blocks
        self._open: tuple[BlockKind, int, int, str] | None = None  # kind, start, level, label
        self._items: list[str] = []
        self._quotes = 0
        self._skip = 0
        self._headings: list[tuple[int, str]] = []
        self._in_references = 0  # level of the heading that opened the list
        self._targets: list[tuple[int, str]] = []
        self._footnote = ""
        self._unread = 0  # pictures and stretches of code or HTML in the open block
        self._ends_unread = False  # whether one of them ends it
        self._cells: list[tuple[int, int]] = []  # of the open table row

    def take(self, event: Any, start: int, end: int) -> None:
        if isinstance(event, str):
            if event in ("SoftBreak", "HardBreak"):
                self._text("\n", start, end)
            return
        ((kind, value),) = event.items()
        if kind == "Start":
            self._start(*_tag(value), start, end)
        elif kind == "End":
            self._end(_tag(value)[0])
        elif kind == "Text":
            self._text(value, start, end)
        elif kind == "FootnoteReference":
            self._text(self.text[start:end], start, end)
        elif kind in _UNREAD:
            self._leave_out()

    def draw(self, table: tables.Table) -> None:
        for row in table.rows:
            self._begin("table-row", row.start, level=int(row.header))
            shift = self.reading.size - row.start
            self.reading.add(self.text[row.start : row.end], row.start)
            self._cells = [(start + shift, end + shift) for start, end in row.cells]
            self._close()

    def _start(self, tag: str, value: Any, start: int, end: int) -> None:
        if tag in _SKIPPED:
            self._close()
            self._skip += 1
            if not self.text[start:end].lstrip().startswith("<!--"):
                self._block("code", self.reading.size)
        elif tag == "BlockQuote":
            self._quotes += 1
        elif tag == "Item":
            self._close()
            mark = _ITEM_MARK.match(self.text, start, end)
            self._items.append((mark[1] or mark[2]) if mark else "-")
            self._begin("list-item", start, label=self._items[-1])
        elif tag == "FootnoteDefinition":
            self._footnote = str(value)
        elif tag in _LEAVES and not (tag == "Paragraph" and self._open and self._open[0] == "list-item" and self._open[1] == self.reading.size):
            level = int(str(value["level"])[1:]) if tag == "Heading" else int(tag == "TableHead")
            kind: BlockKind = _LEAVES[tag]  # type: ignore[assignment]
            label = f"[^{self._footnote}]" if self._footnote else self._items[-1] if self._items else ""
            self._begin("list-item" if kind == "paragraph" and self._items else kind, start, level=level, label=label)
        elif tag in ("Link", "Image"):
            self._targets.append((self.reading.size, str(value.get("dest_url", ""))))
            if tag == "Image":
                self._leave_out()
        elif tag == "TableCell" and self._open:
            if self._cells:
                self.reading.add(" | ", start, 0)
            self._cells.append((self.reading.size, self.reading.size))

    def _end(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skip -= 1
        elif tag == "BlockQuote":
            self._quotes -= 1
        elif tag == "Item":
            self._close()
            if self._items:
                self._items.pop()
        elif tag == "FootnoteDefinition":
            self._close()
            self._footnote = ""
        elif tag == "TableCell" and self._cells:
            self._cells[-1] = (self._cells[-1][0], self.reading.size)
        elif tag in _LEAVES:
            self._close()
        elif tag in ("Link", "Image") and self._targets:
            begun, target = self._targets.pop()
            self.links.append(Link(begun, self.reading.size, target))

    def _text(self, value: str, start: int, end: int) -> None:
        if self._skip or self._open is None:
            return
        self._ends_unread = self._ends_unread and not value.strip()
        source = self.text[start:end]
        if value == source or len(value) == len(source):
            self.reading.add(value, start)
        else:
            self.reading.add(value, start, end - start)

    def _leave_out(self) -> None:
        self._unread += 1
        self._ends_unread = True

    def _begin(self, kind: BlockKind, source: int, level: int = 0, label: str = "") -> None:
        self._close()
        self.reading.gap(source)
        self.inside = 1
        self._open = (kind, self.reading.size, level, label)

    def _close(self) -> None:
        if self._open is None:
            return
        kind, start, level, label = self._open
        cells = tuple(self._cells)
        unread, ends_unread = self._unread, self._ends_unread
        self._open, self.inside, self._cells, self._unread, self._ends_unread = None, 0, [], 0, False
        body = self.reading.tail(start).strip()
        if not body:
            if unread:
                self._block("caption", start)
            return
        if kind == "paragraph" and not self._items and layout.REFERENCES.match(body):
            kind, level = "heading", 6  # "**References**", a heading in all but mark-up
        if kind == "heading" and len(body) > _LONGEST_HEADING:
            kind = "paragraph"  # a whole text on one line that begins with "#"
        if kind in ("heading", "list-item", "paragraph") and layout.is_furniture(body, marked=kind != "paragraph"):
            kind = "furniture"
        elif kind == "heading" and self._quotes:
            kind = "quotation"
        elif kind == "heading":
            self._heading(level, body)
        elif kind in ("paragraph", "list-item"):
            kind = self._refine(kind, body, ends=not ends_unread)
        self._block(kind, start, level, label, cells)

    def _block(self, kind: BlockKind, start: int, level: int = 0, label: str = "", cells: tuple[tuple[int, int], ...] = ()) -> None:
        above = tuple(text for _, text in (self._headings[:-1] if kind == "heading" else self._headings))
        self.blocks.append(Block(kind, start, self.reading.size, above, level, label, cells=cells))

    def _heading(self, level: int, body: str) -> None:
        self._headings = [(at, text) for at, text in self._headings if at < level] + [(level, body)]
        if self._in_references and level <= self._in_references:
            self._in_references = 0
        if layout.REFERENCES.match(body):
            self._in_references = level

    def _refine(self, kind: BlockKind, body: str, *, ends: bool) -> BlockKind:
        if self._in_references or (self._footnote and _looks_like_reference(body)):
            return "reference"
        if self._quotes:
            return "quotation"
        if kind == "paragraph" and layout.CAPTION.match(body):
            return "caption"
        return "lead-in" if ends and body.endswith(":") and len(body) <= 200 else kind


_YEAR = lazy(r"\b(?:19|20)\d\d\b")


def _looks_like_reference(body: str) -> bool:
    """A footnote that cites rather than explains."""
    return _YEAR.search(body) is not None and body.count(".") >= 2


def _tag(value: Any) -> tuple[str, Any]:
    if isinstance(value, str):
        return value, {}
    items: Iterable[tuple[str, Any]] = value.items() if isinstance(value, Mapping) else ()
    for name, inner in items:
        return name, inner
    return "", {}

"""Reader for Markdown: pyromark's events with byte ranges → reading text, offset map and blocks.

Mark-up, code and comments are left out of the reading text; entities and escapes stand as the characters they mean; HTML is read as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from evlint.documents import tables
from evlint.documents.building import Builder
from evlint.documents.model import BlockKind, Reading
from evlint.documents.offsets import CodePoints
from evlint.patterns import any_of
from evlint.patterns import pattern as lazy

if TYPE_CHECKING:
    from evlint.documents.formats.html import HtmlWalk

_LEAVES = {"Paragraph": "paragraph", "Heading": "heading", "TableHead": "table-row", "TableRow": "table-row", "MetadataBlock": "front-matter"}
_ITEM_MARK = lazy(r"\s{0,12}(?:([-*+])|(\d{1,9}[.)]))")
_BLANKED = re.compile(rb"[^\r\n]")
# Divs of pandoc, fenced by three colons or more. Converters that join lines leave a fence at the end of a row or a paragraph.
_FENCE = lazy(r"^:{3,80}(?:[ \t]{0,9}[\w{][^\n]{0,200})?[ \t]{0,9}$|(?<=[^\n:]):{3,80}(?:[ \t]?[a-z][\w-]{0,30}(?=[ \t]*$))?(?=[ \t]|$)", re.M)
_RULED = ("-- ", "--\t", "+-", "+=", "+:")
_PANDOC_RULER = lazy(r"(?<!-)-{2,}[ \t]+-{2,}|\+[-=:]{2,}\+")


def read(text: str) -> Reading:
    """What a Markdown text says."""
    import pyromark

    if ":::" in text:
        text = _FENCE.sub(lambda fence: "\n" * len(fence[0]), text)
    data = text.encode("utf-8", "replace")
    drawn = _pandoc_tables(text)
    code_points = CodePoints(text)
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
    for event, start, end in _joined(pyromark.events_with_range(data.decode("utf-8"), options=options), breaks="\r" not in text):
        while pending and start >= code_points.to_byte(pending[0].start) and not walk.inside:
            walk.draw(pending.pop(0))
        walk.take(event, code_points.of(start), code_points.of(end))
    for table in pending:
        walk.draw(table)
    builder = walk.builder
    prose, offsets = builder.finish()
    return Reading(prose, tuple(builder.blocks), offsets, tuple(builder.links), cited=tuple(builder.cited), hidden=tuple(builder.hidden))


def _joined(events: Iterable[tuple[Any, Any]], *, breaks: bool) -> Iterator[tuple[Any, int, int]]:
    """Events with their bytes, pieces of plain text that follow one another as one: a megabyte of "[" comes as a million of them.

    `breaks`: whether the end of a line is plain text too.
    """
    pieces: list[str] = []
    start = end = 0
    for event, span in events:
        value: str = event.get("Text", "") if type(event) is dict else "\n" if breaks and pieces and event == "SoftBreak" else ""
        plain = value != "" and (len(value) if value.isascii() else len(value.encode())) == span["end"] - span["start"]
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


def _pandoc_tables(text: str) -> list[tables.Table]:
    """Simple and grid tables, which pyromark does not know."""
    if not any_of(_RULED, text) or not _PANDOC_RULER.search(text):
        return []
    lines: list[tuple[int, int, str]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        lines.append((start, start + len(body), body))
        start += len(line)
    return [table for table in tables.find(lines) if any(_PANDOC_RULER.match(line[2].lstrip(" \t")) for line in lines[table.first : table.last])]


class _Walk:
    """pyromark's events as blocks. HTML between them goes through the reader of HTML, which builds the same blocks."""

    def __init__(self, text: str, code_points: CodePoints) -> None:
        self.text, self.code_points = text, code_points
        self.builder = Builder()
        self._html: HtmlWalk | None = None
        self._skip = 0
        self._depth = 0  # of open leaves and skipped blocks
        self._block_html: tuple[int, int] | None = None  # lines of a block of HTML that were not read yet
        self._in_comment = False

    @property
    def inside(self) -> bool:
        return self._depth > 0 or self.builder.open is not None

    def take(self, event: Any, start: int, end: int) -> None:
        if isinstance(event, str):
            if self._block_html:
                self._feed_block()
            if event in ("SoftBreak", "HardBreak") and not self._skip:
                self.builder.text("\n", start, end - start)
            return
        ((kind, value),) = event.items()
        if kind == "Html":
            self._as_block(start, end)
            return
        if self._block_html:
            self._feed_block()
        if kind == "Start":
            self._start(*_tag(value), start, end)
        elif kind == "End":
            self._end(_tag(value)[0])
        elif kind in ("Text", "FootnoteReference"):
            source = self.text[start:end]
            if not self._skip:
                self._text(source if kind != "Text" or len(value) == len(source) else value, start, end)
        elif kind == "InlineHtml":
            self._as_html(start, end)
        elif kind == "Code":
            self.builder.leave_out()

    def draw(self, table: tables.Table) -> None:
        builder = self.builder
        for row in table.rows:
            builder.begin("table-row", row.start, level=int(row.header), continued=row.continued)
            at = row.start
            for start, end in row.cells:
                builder.text(self.text[at:start], at)
                builder.mark_cell(end - start)
                builder.text(self.text[start:end], start)
                at = end
            builder.text(self.text[at : row.end], at)
            builder.close()

    def _as_block(self, start: int, end: int) -> None:
        """A line of a block of HTML: lines that follow one another are read together, so that a tag or comment may go over several."""
        if self._block_html and self._block_html[1] == start:
            self._block_html = self._block_html[0], end
            return
        if self._block_html:
            self._feed_block()
        self._block_html = start, end

    def _feed_block(self) -> None:
        """Read the lines so far. In a quotation they stand apart, and a comment goes on in the next of them."""
        (start, end), self._block_html = self._block_html or (0, 0), None
        if self._in_comment:
            closed = self.text.find("-->", start, end)
            if closed < 0:
                return
            start, self._in_comment = closed + 3, False
        opened = self.text.rfind("<!--", start, end)
        if opened >= 0 and self.text.find("-->", opened, end) < 0:
            end, self._in_comment = opened, True
        self._as_html(start, end)

    def _as_html(self, start: int, end: int) -> None:
        if self._html is None:
            from evlint.documents.formats.html import HtmlWalk

            self._html = HtmlWalk(self.builder)
        self._html.feed(self.text[start:end], start)

    def _start(self, tag: str, value: Any, start: int, end: int) -> None:
        builder = self.builder
        if tag == "CodeBlock":
            self._skip += 1
            self._depth += 1
            builder.code()
        elif tag == "HtmlBlock":
            self._depth += 1
            builder.close()
        elif tag == "BlockQuote":
            builder.quotes += 1
        elif tag == "Item":
            builder.close()
            mark = _ITEM_MARK.match(self.text, start, end)
            builder.items.append((mark[1] or mark[2]) if mark else "-")
            builder.begin("list-item", start, label=builder.items[-1])
        elif tag == "FootnoteDefinition":
            builder.footnote = str(value)
        elif tag in _LEAVES and not (tag == "Paragraph" and builder.open == "list-item" and builder.empty):
            level = int(str(value["level"])[1:]) if tag == "Heading" else int(tag == "TableHead")
            kind: BlockKind = _LEAVES[tag]  # type: ignore[assignment]
            label = f"[^{builder.footnote}]" if builder.footnote else builder.items[-1] if builder.items else ""
            builder.begin("list-item" if kind == "paragraph" and builder.items else kind, start, level=level, label=label)
        elif tag in ("Link", "Image"):
            builder.link(str(value.get("dest_url", "")))
            if tag == "Image":
                builder.leave_out()
        elif tag == "TableCell" and builder.open:
            builder.cell(start)

    def _end(self, tag: str) -> None:
        builder = self.builder
        if tag in ("CodeBlock", "HtmlBlock"):
            self._in_comment = False
            self._skip -= tag == "CodeBlock"
            self._depth -= 1
            builder.close()
        elif tag == "BlockQuote":
            builder.quotes -= 1
        elif tag == "Item":
            builder.close()
            if builder.items:
                builder.items.pop()
        elif tag == "FootnoteDefinition":
            builder.close()
            builder.footnote = ""
        elif tag == "TableCell":
            builder.end_cell()
        elif tag in _LEAVES:
            builder.close()
        elif tag in ("Link", "Image"):
            builder.end_link()

    def _text(self, value: str, start: int, end: int) -> None:
        if self._html is not None and self.builder.open is None and value.strip():
            self._html.begin(start)  # text goes on behind a block of HTML that stands within its paragraph
        self.builder.text(value, start, None if len(value) == end - start else end - start)


def _tag(value: Any) -> tuple[str, Any]:
    if isinstance(value, str):
        return value, {}
    items: Iterable[tuple[str, Any]] = value.items() if isinstance(value, Mapping) else ()
    for name, inner in items:
        return name, inner
    return "", {}

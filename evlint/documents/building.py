"""Builds blocks, links and reading text from what a reader meets, in order of the source. Readers of marked-up formats differ in mark-up alone."""

from __future__ import annotations

from evlint.documents import layout
from evlint.documents.model import Block, BlockKind, Hidden, Link
from evlint.documents.offsets import OffsetMap, ReadingText
from evlint.patterns import pattern as lazy

_LONGEST_HEADING = 300
_GAP = lazy(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
_LONGEST_LEAD_IN = 200
_WIDEST = 100  # columns or rows of one cell
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_NOTE = lazy(r"[a-z*†‡§¶](?:[,\s]{1,2}[a-z*†‡§¶]){0,5}")
_CITED = lazy(r"[\d,;\s–—‒−-]{1,60}")
_RAISED = str.maketrans("0123456789,;–—‒−-", "⁰¹²³⁴⁵⁶⁷⁸⁹,,⁻⁻⁻⁻⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_STATISTIC = lazy(r"(?:\b[tFrzQUWZ]|χ[²2]?)\(?$")


class Builder:
    """The state of one pass: which block is open, and what stands above it.

    `quotes` is the depth of quotations, `items` the marks of the list items that are open, the outermost first.
    """

    def __init__(self) -> None:
        self.reading = ReadingText()
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.hidden: list[Hidden] = []
        self.cited: list[tuple[int, int]] = []
        self.quotes = 0
        self.items: list[str] = []
        self.footnote = ""
        self.open: BlockKind | None = None
        self._begun, self._level, self._label, self._continued = 0, 0, "", False
        self._headings: list[tuple[int, str]] = []
        self._in_references = 0  # level of the heading that opened the list
        self._targets: list[tuple[int, str]] = []
        self._cells: list[tuple[int, int]] = []  # of the open table row
        self._wider = 0  # columns beyond its own that the open cell spans
        self._deeper: dict[int, int] = {}  # column → rows below the open one that a cell spans
        self._taken: set[int] = set()  # columns of the open row that a cell above spans
        self._unread = 0  # pictures and stretches of code or HTML in the open block
        self._ends_unread = False  # whether one of them ends it
        self._part = False  # whether a blank is due before the next text
        self._parted = True  # whether the text so far ends in a blank, or there is none
        self._scripts: list[tuple[str, int, int]] | None = None  # pieces of an open superscript or subscript

    # Text

    def text(self, value: str, source: int, length: int | None = None) -> None:
        """Text of the open block, which stands in the source over `length` code points (default: its own length)."""
        if self.open is None or not value:
            return
        if self._scripts is not None:
            self._scripts.append((value, source, len(value) if length is None else length))
            return
        self._ends_unread = self._ends_unread and not value.strip()
        if self._part and not self._parted and not value[0].isspace():
            self.reading.add(" ", source, 0)
        self._parted = self._part = False
        self.reading.add(value, source, length)

    def flow(self, data: str, source: int) -> None:
        """Text in which blanks and line ends only part words: runs of them become one blank, those at the beginning of a block none."""
        if self.open is None or not data:
            return
        done = 0
        for gap in _GAP.finditer(data):
            if gap.start() > done:
                self._flow(data[done : gap.start()], source + done)
            if not self._parted:
                self.text("\n" if gap[0] == "\n" else " ", source + gap.start(), gap.end() - gap.start())
                self._parted = True
            done = gap.end()
        if done < len(data):
            self._flow(data[done:] if done else data, source + done)

    def _flow(self, words: str, source: int) -> None:
        if self._parted and words[0] == " ":
            words, source = words[1:], source + 1
        if words:
            self.text(words, source)
            self._parted = words[-1] == " "

    def part(self) -> None:
        """What comes next in the open block is set apart by a blank."""
        self._part = True

    def script(self) -> None:
        """A superscript or subscript begins."""
        self.end_script(raised=False)
        self._scripts = []

    def end_script(self, *, raised: bool) -> None:
        """It ends. Numbers become raised digits, so that they are read as citations, exponents and squares; words stay as they are.

        The letter or sign of a note to a table is left out: it belongs to no word and no number.
        """
        pieces, self._scripts = self._scripts, None
        whole = "".join(value for value, _, _ in pieces or ())
        if raised and _NOTE.fullmatch(whole):
            return
        if raised and _CITED.fullmatch(whole) and any(char.isdigit() for char in whole):
            table = _RAISED
        elif not raised and whole.isdigit() and _STATISTIC.search(self.reading.tail(max(self._begun, self.reading.size - 4))):
            table = _LOWERED  # degrees of freedom
        else:
            table = {}
        for value, source, length in pieces or ():
            self.text(value.translate(table), source, length)

    def leave_out(self) -> None:
        """Something that holds no text stands here: a picture, code."""
        self._unread += 1
        self._ends_unread = True

    def link(self, target: str) -> None:
        self._targets.append((self._size, target))

    def end_link(self) -> None:
        if self._targets:
            begun, target = self._targets.pop()
            self.links.append(Link(begun, self._size, target))

    def said_since(self, start: int) -> str:
        """The text since `start`, that of an open superscript included."""
        return self.reading.tail(start) + "".join(value for value, _, _ in self._scripts or ()) if start >= 0 else ""

    def stand_in(self) -> None:
        """Something that is no text stands here, in the open block or as one of its own."""
        if self.open is not None:
            self.leave_out()
        elif not self.blocks or self.blocks[-1].kind != "caption":
            self.add("caption", self.reading.size)

    def cite(self, start: int) -> None:
        """What was read since `start` is a citation, by its mark-up."""
        if self.open is not None and self._size > start:
            self.cited.append((start, self._size))

    @property
    def _size(self) -> int:
        """Where the next text will stand, behind an open superscript too."""
        return self.reading.size + sum(len(value) for value, _, _ in self._scripts or ())

    # Blocks

    def begin(self, kind: BlockKind, source: int, level: int = 0, label: str = "", *, continued: bool = False) -> None:
        self.close()
        self.reading.gap(source)
        if kind != "table-row" or (self.blocks and self.blocks[-1].kind != "table-row"):
            self._deeper = {}
        self._taken = set(self._deeper)
        self._deeper = {at: rows - 1 for at, rows in self._deeper.items() if rows > 1}
        self.open, self._begun, self._level, self._label, self._continued = kind, self.reading.size, level, label, continued
        self._parted, self._part = True, False

    @property
    def in_references(self) -> bool:
        """Whether the heading above is that of a reference list."""
        return self._in_references > 0

    @property
    def empty(self) -> bool:
        """Whether the open block has no text yet."""
        return self._begun == self.reading.size and not self._scripts

    def cell(self, source: int, columns: str | None = None, rows: str | None = None) -> None:
        """A cell of the open table row begins, which spans so many columns and rows; the others that it takes are empty cells."""
        if self._cells:
            self.reading.add(" | ", source, 0)
        self._fill()
        self._parted, self._part = True, False
        at, self._wider, down = len(self._cells), _span(columns) - 1, _span(rows) - 1
        self._cells.append((self.reading.size, self.reading.size))
        if down:
            self._deeper.update((at + i, down) for i in range(self._wider + 1))

    def widen(self, columns: str) -> None:
        """The open cell spans so many columns."""
        self._wider = _span(columns) - 1

    def _fill(self) -> None:
        """Empty cells for the columns that the last cell spans, and for those that a cell of a row above does."""
        empty = (self.reading.size, self.reading.size)
        self._cells += [empty] * self._wider
        self._wider = 0
        while len(self._cells) in self._taken:
            self._cells.append(empty)

    def mark_cell(self, width: int) -> None:
        """The next `width` code points of the open row are a cell whose borders are text of the row."""
        self._cells.append((self.reading.size, self.reading.size + width))

    def end_cell(self) -> None:
        if self._cells:
            self.end_script(raised=False)
            self._cells[-1] = (self._cells[-1][0], self.reading.size)

    def end_row(self, *, header: bool) -> None:
        """The open table row ends; `header`: its cells are heads."""
        self.end_cell()
        self._fill()
        self._level = int(header)
        self.close()

    def hide(self, start: int, by: str) -> None:
        """What was read since `start` is hidden."""
        if not self.reading.tail(start).strip():
            return
        if self.hidden and self.hidden[-1].by == by and not self.reading.tail(self.hidden[-1].end)[: start - self.hidden[-1].end].strip():
            start = self.hidden.pop().start
        self.hidden.append(Hidden(start, self.reading.size, by))

    def close(self) -> None:
        """End the open block. One without text is kept only where something stands in it that is no text."""
        if self.open is None:
            return
        self.end_script(raised=False)
        kind, start, level, label, cells = self.open, self._begun, self._level, self._label, tuple(self._cells)
        unread, ends_unread = self._unread, self._ends_unread
        self.open, self._cells, self._unread, self._ends_unread = None, [], 0, False
        whole = self.reading.tail(start)
        body = whole.strip()
        if not body:
            if unread:
                self.add("caption", start)
            return
        if kind == "paragraph" and not self.items and layout.REFERENCES.match(body):
            kind, level = "heading", 6  # "**References**", a heading in all but mark-up
        if kind == "heading" and len(body) > _LONGEST_HEADING:
            kind = "paragraph"  # a whole text on one line that begins with "#"
        if kind in ("heading", "list-item", "paragraph") and layout.is_furniture(body, marked=kind != "paragraph"):
            kind = "furniture"
        elif kind == "heading" and self.quotes:
            kind = "quotation"
        elif kind == "heading":
            self._heading(level, body)
        elif kind in ("paragraph", "list-item"):
            kind = self._refine(kind, body, ends=not ends_unread)
        self.add(kind, start + len(whole) - len(whole.lstrip()), level, label, cells, end=start + len(whole.rstrip()))

    def add(self, kind: BlockKind, start: int, level: int = 0, label: str = "", cells: tuple[tuple[int, int], ...] = (), end: int | None = None) -> None:
        """A block from `start` to `end`, by default the end of the reading text."""
        above = tuple(text for _, text in (self._headings[:-1] if kind == "heading" else self._headings))
        self.blocks.append(Block(kind, start, self.reading.size if end is None else end, above, level, label, cells=cells, continued=kind == "table-row" and self._continued))

    def leave_sections(self) -> None:
        """What follows belongs to no heading: notes behind the text."""
        self.close()
        self._headings, self._in_references = [], 0

    def code(self) -> None:
        """A block of code: that it stands there is all that is known of it."""
        self.close()
        self.add("code", self.reading.size)

    def finish(self) -> tuple[str, OffsetMap]:
        self.close()
        return self.reading.finish()

    def _heading(self, level: int, body: str) -> None:
        self._headings = [(at, text) for at, text in self._headings if at < level] + [(level, body)]
        if self._in_references and level <= self._in_references:
            self._in_references = 0
        if layout.REFERENCES.match(body):
            self._in_references = level

    def _refine(self, kind: BlockKind, body: str, *, ends: bool) -> BlockKind:
        if self._in_references or (self.footnote and _looks_like_reference(body)):
            return "reference"
        if self.quotes:
            return "quotation"
        if kind == "paragraph" and layout.CAPTION.match(body):
            return "caption"
        return "lead-in" if ends and body.endswith(":") and len(body) <= _LONGEST_LEAD_IN else kind


def _span(printed: str | None) -> int:
    """A number of columns or rows that a cell spans, as an attribute gives it."""
    return min(_WIDEST, max(1, int(printed))) if printed and printed.isascii() and printed.isdigit() else 1


def _looks_like_reference(body: str) -> bool:
    """A footnote that cites rather than explains."""
    return _YEAR.search(body) is not None and body.count(".") >= 2

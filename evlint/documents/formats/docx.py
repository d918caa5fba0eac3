"""Reader for Word files: paragraphs, tables, notes and links, in the text that Word shows when all tracked changes are accepted.

The text is the reader's own; a place is the number of the paragraph and the headings above it. Comments, deletions and tables of contents
are left out; hidden runs are kept and marked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evlint.documents import directives
from evlint.documents.building import Builder
from evlint.documents.directives import Directive
from evlint.documents.formats.docx_package import Attributes, Package, is_on, level_of, open_package, parse
from evlint.documents.model import BlockKind, Places, Reading

_DELETED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "comment", "rt"})
_QUOTES = frozenset({"quote", "intense quote", "block text"})
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_INVISIBLE, _RAISED = 2, 4  # half points


def read(data: bytes) -> Reading:
    """What a Word file says. Raises UnreadableError."""
    package = open_package(data)
    walk = _Walk(package)
    parse(package.document, walk.start, walk.end, walk.say)
    for kind, notes in package.notes:
        walk.note_kind = kind
        walk.builder.leave_sections()
        parse(notes, walk.start, walk.end, walk.say)
    builder = walk.builder
    prose, _ = builder.finish()
    return Reading(
        prose,
        tuple(builder.blocks),
        links=tuple(builder.links),
        text=prose,
        places=_places(builder, walk.numbers),
        fields=package.fields,
        hidden=tuple(builder.hidden),
        directives=tuple(_directives(builder, package.comments, walk.commented)),
    )


def _directives(builder: Builder, comments: Mapping[str, str], commented: list[tuple[int, str]]) -> Iterator[Directive]:
    """Comments in the margin that speak to evlint; they reach over the paragraph or row that they are tied to."""
    size = builder.reading.size
    starts = [block.start for block in builder.blocks]
    for at, name in commented:
        told = comments.get(name, "")
        mark = told.lower().find(directives.MARK)  # Word begins a comment with a capital
        if mark >= 0:
            said = told[mark + len(directives.MARK) :]
            block = builder.blocks[max(0, bisect_right(starts, at) - 1)] if builder.blocks else None
            span = (block.start, block.end) if block else (0, size)
            yield directives.parse(said, *span, lambda scope, span=span: (0, size) if scope == "file" else span)  # type: ignore[misc]


def _places(builder: Builder, numbers: Mapping[int, str]) -> Places:
    """Each paragraph by its number and the headings above it."""
    out = []
    for block in builder.blocks:
        if block.start in numbers:
            path = " › ".join(block.section[-2:])
            out.append((block.start, f"{numbers[block.start]}, {path}" if path else numbers[block.start]))
    return tuple(out)


@dataclass(slots=True)
class _Paragraph:
    style: str = ""
    numbering: str = ""
    level: str = "0"
    outline: int = -1


@dataclass(slots=True)
class _Run:
    raised: str = ""
    hidden: str = ""
    struck: bool = False  # as people delete without tracking
    start: int = 0
    begun: bool = False


class _Walk:
    """One pass over the events of the parts."""

    def __init__(self, package: Package) -> None:
        self.builder = Builder()
        self.note_kind = ""
        self.numbers: dict[int, str] = {}  # start of a block → its name
        self.commented: list[tuple[int, str]] = []  # where in the reading text each comment is tied
        self._package = package
        self._path: list[str] = []
        self._skip = 0
        self._paragraph = _Paragraph()
        self._run = _Run()
        self._text = False  # whether character data are text
        self._count: Counter[str] = Counter()
        self._items: Counter[tuple[str, str]] = Counter()
        self._rows = 0
        self._tables: list[int] = []  # rows of each open table
        self._contents = False  # whether the open structure is a table of contents

    def start(self, name: str, attributes: Attributes) -> None:
        self._path.append(name)
        if self._skip:
            return
        above = self._path[-2] if len(self._path) > 1 else ""
        if (name == "del" and above == "trPr") or (name == "showingPlcHdr" and above == "sdtPr"):
            self._skip = len(self._path) - 2  # a row that was deleted; words that ask for text
            return
        if name in _DELETED or (name in ("footnote", "endnote") and attributes.get("type") in _SEPARATORS):
            self._skip = len(self._path)
            return
        in_properties = len(self._path) > 1 and self._path[-2] in ("pPr", "rPr", "numPr")
        if in_properties:
            self._property(name, attributes)
        else:
            self._open(name, attributes)

    def end(self, name: str) -> None:
        if self._skip:
            if len(self._path) == self._skip:
                self._skip = 0
        else:
            self._close(name)
        self._path.pop()

    def say(self, data: str) -> None:
        if self._text and not self._skip:
            self._say(data)

    # Properties

    def _property(self, name: str, attributes: Attributes) -> None:
        above, value = self._path[-2], attributes.get("val", "")
        if above == "rPr":
            if len(self._path) > 2 and self._path[-3] == "r":
                self._run_property(name, attributes, value)
        elif name == "pStyle":
            self._paragraph.style = value
        elif name == "outlineLvl" and value.isdigit():
            self._paragraph.outline = int(value)
        elif name == "numId":
            self._paragraph.numbering = value
        elif name == "ilvl":
            self._paragraph.level = value

    def _run_property(self, name: str, attributes: Attributes, value: str) -> None:
        run = self._run
        if name in ("strike", "dstrike") and is_on(attributes):
            run.struck = True
        elif name == "vertAlign":
            run.raised = value
        elif name in ("vanish", "webHidden") and is_on(attributes):
            run.hidden = "hidden text"
        elif name == "color" and value.upper() == "FFFFFF" and "tc" not in self._path:
            run.hidden = run.hidden or "white text"
        elif name in ("shd", "highlight") and run.hidden == "white text":
            run.hidden = ""
        elif name == "sz" and value.isdigit() and int(value) <= _INVISIBLE:
            run.hidden = run.hidden or "smaller than a point"
        elif name == "position" and value.lstrip("-").isdigit() and abs(int(value)) >= _RAISED:
            run.raised = run.raised or ("superscript" if int(value) > 0 else "subscript")
        elif name == "rStyle" and value in self._package.styles:
            run.hidden = run.hidden or self._package.styles[value].hides
            run.raised = run.raised or self._package.styles[value].raised

    # Elements

    def _open(self, name: str, attributes: Attributes) -> None:
        builder = self.builder
        if name == "p":
            self._open_paragraph()
        elif name == "r":
            self._run = _Run()
        elif name == "t":
            self._text = True
        elif name == "tbl":
            if not self._tables:
                builder.close()
            self._tables.append(0)
            self._count["table"] += len(self._tables) == 1
        elif name == "tr" and len(self._tables) == 1:
            self._tables[-1] += 1
            builder.begin("table-row", 0)
            self.numbers[builder.reading.size] = f"table {self._count['table']}, row {self._tables[-1]}"
        elif name == "tc" and builder.open == "table-row" and len(self._tables) == 1:
            builder.cell(0)
        elif name == "gridSpan" and builder.open == "table-row" and len(self._tables) == 1:
            builder.widen(attributes.get("val", ""))
        elif name in ("footnote", "endnote") and self.note_kind:
            builder.close()
            builder.footnote = f"{name[0]}{attributes.get('id', '')}"
        elif name == "docPartGallery":
            self._contents = attributes.get("val", "") == "Table of Contents"
        else:
            self._open_inline(name, attributes)

    def _open_inline(self, name: str, attributes: Attributes) -> None:
        """What stands within a paragraph."""
        builder = self.builder
        if name in ("tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym"):
            self._say({"noBreakHyphen": "-", "softHyphen": "", "br": "\n", "cr": "\n", "sym": _symbol(attributes)}.get(name, " "))
        elif name == "hyperlink":
            self._begin()
            builder.link(self._package.links.get(attributes.get("id", ""), f"#{attributes.get('anchor', '')}"))
        elif name in ("footnoteReference", "endnoteReference"):
            self._say(f"[^{name[0]}{attributes.get('id', '')}]")
        elif name == "den":
            builder.text("/", 0)
        elif name in ("sup", "sub"):  # of an equation
            builder.script()
        elif name == "commentReference":
            self.commented.append((builder.reading.size, attributes.get("id", "")))
        elif name in ("drawing", "pict", "object"):
            self._begin()
            builder.leave_out()

    def _close(self, name: str) -> None:
        builder = self.builder
        if name == "p":
            self._close_paragraph()
        elif name == "r":
            self._close_run()
        elif name == "t":
            self._text = False
        elif name in ("sup", "sub"):
            builder.end_script(raised=name == "sup")
        elif name == "hyperlink":
            builder.end_link()
        elif name == "tc" and len(self._tables) == 1:
            builder.end_cell()
        elif name == "tr" and len(self._tables) == 1 and builder.open == "table-row":
            builder.end_row(header=self._tables[0] == 1)
        elif name == "tbl" and self._tables:
            self._tables.pop()
        elif name in ("footnote", "endnote"):
            builder.close()
            builder.footnote = ""
        elif name == "sdt":
            self._contents = False

    # Paragraphs and runs

    def _open_paragraph(self) -> None:
        self._paragraph = _Paragraph()
        if self._tables:
            self.builder.part()
            return
        self.builder.close()
        self._count["paragraph"] += not self.note_kind

    def _begin(self) -> None:
        """The block of the open paragraph begins with its first text."""
        builder = self.builder
        if self._tables or builder.open is not None:
            return
        kind, level, label = self._kind()
        builder.begin(kind, 0, level=level, label=label)
        self.numbers[builder.reading.size] = f"{self.note_kind} {builder.footnote[1:]}" if self.note_kind else f"paragraph {self._count['paragraph']}"

    def _kind(self) -> tuple[BlockKind, int, str]:
        paragraph, styles = self._paragraph, self._package.styles
        style = styles.get(paragraph.style)
        name = style.name if style else paragraph.style.lower()
        if self._contents or name.startswith("toc "):
            return "furniture", 0, ""
        level = paragraph.outline + 1 if 0 <= paragraph.outline < 6 else level_of(paragraph.style, styles)
        if level:
            return "heading", level, ""
        if self.builder.footnote:
            return "paragraph", 0, f"[^{self.builder.footnote}]"
        numbering = paragraph.numbering or (style.numbering if style else "")
        if numbering and numbering != "0":
            return "list-item", 0, self._label(numbering, paragraph.level)
        return "caption" if name == "caption" else "quotation" if name in _QUOTES else "paragraph", 0, ""

    def _label(self, numbering: str, level: str) -> str:
        if not self._package.ordered.get((numbering, level), False):
            return "-"
        self._items[numbering, level] += 1
        for deeper in [key for key in self._items if key[0] == numbering and key[1] > level]:
            del self._items[deeper]
        return f"{self._items[numbering, level]}."

    def _say(self, text: str) -> None:
        if not text or self._run.struck:
            return
        self._begin()
        builder, run = self.builder, self._run
        if not run.begun:
            run.begun, run.start = True, builder.reading.size
            if run.raised in ("superscript", "subscript"):
                builder.script()
        builder.text(text, 0)

    def _close_run(self) -> None:
        run, builder = self._run, self.builder
        if run.begun:
            if run.raised in ("superscript", "subscript"):
                builder.end_script(raised=run.raised == "superscript")
            if run.hidden and builder.open:
                builder.hide(run.start, run.hidden)
        self._run = _Run()

    def _close_paragraph(self) -> None:
        if not self._tables:
            if self.builder.open == "quotation":
                self.builder.close()
            self.builder.close()


def _symbol(attributes: Attributes) -> str:
    """A character of the Symbol font, by the Greek letters and signs that texts of medicine use."""
    code = attributes.get("char", "").upper()
    return _SYMBOLS.get(code[-2:], "") if attributes.get("font", "").lower() == "symbol" else ""


_SYMBOLS = {
    "61": "α",
    "62": "β",
    "63": "χ",
    "64": "δ",
    "67": "γ",
    "68": "η",
    "6B": "κ",
    "6C": "λ",
    "6D": "μ",
    "70": "π",
    "72": "ρ",
    "73": "σ",
    "74": "τ",
    "44": "Δ",
    "A3": "≤",
    "B1": "±",
    "B3": "≥",
    "B4": "×",
    "2D": "−",
    "B9": "≠",
    "BB": "≈",
}

"""Reader for plain text: blocks by layout alone. The reading text is the source itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from evlint.documents import directives, layout, tables
from evlint.documents.model import Block, BlockKind, Reading
from evlint.patterns import pattern as lazy

Line = tuple[int, int, str]
_TERMINAL = (".", ":", "?", "!", ".”", '."', "”", ".)", ";")
_QUOTES = '“”"«„'
_CLOSING = '”"»'
_QUOTED_BLOCKS = 4  # an opening mark that is never closed makes no more than this a quotation
_UNFINISHED = lazy(r"(?:[=<>≤≥(+,]|\b(?:of|the|and|in|with|to|than|by|for|from|was|were|a|an))$")  # nobody ends a line so on purpose
_FULL_LINE = 60  # a line this long that ends in no stop was broken by a page width, not by its author


def read(text: str) -> Reading:
    """Blocks of a plain text, in order; together they hold every word of it."""
    lines = list(_lines(text))
    return Reading(text, tuple(_Sections().place(_merge_quotations(text, list(_blocks(text, lines))), text)))


def _lines(text: str) -> Iterator[Line]:
    start, spoken = 0, directives.speaks(text)
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        yield start, start + len(body), "" if spoken and directives.is_own_line(body) else body
        start += len(line)


def _blocks(text: str, lines: list[Line]) -> Iterator[Block]:
    at = _front_matter(lines)
    if at:
        yield Block("front-matter", lines[0][0], lines[at - 1][1])
    drawn = {table.first: table for table in tables.find(lines)}
    while at < len(lines):
        if at in drawn:
            for row in drawn[at].rows:
                yield Block("table-row", row.start, row.end, level=int(row.header), cells=row.cells, continued=row.continued)
            at = drawn[at].last
        elif not lines[at][2].strip():
            at += 1
        else:
            block, at = _block(lines, at)
            yield block


def _front_matter(lines: list[Line]) -> int:
    """Number of lines of a `---` front matter; 0 where there is none or it never closes."""
    if not lines or lines[0][2].strip() != "---":
        return 0
    for i, line in enumerate(lines[1:200], 1):
        if line[2].strip() in ("---", "..."):
            return i + 1
        if line[2].strip() and ":" not in line[2] and not line[2].startswith((" ", "-", "#")):
            return 0
    return 0


def _block(lines: list[Line], first: int) -> tuple[Block, int]:
    """The block that begins with line `first`, and the line after it."""
    kind, label = _kind(lines, first)
    last = first
    if kind in ("paragraph", "list-item", "quotation"):
        while last + 1 < len(lines) and (_continues(lines, last) or (kind == "list-item" and _hangs(lines, first, last))):
            last += 1
    if kind == "paragraph" and lines[last][2].rstrip().endswith(":") and last - first < 3:
        kind = "lead-in"
    start, body = lines[first][0], lines[first][2]
    indent = len(body) - len(body.lstrip())
    mark = layout.BULLET.match(body) or layout.NUMBERED.match(body) if kind == "list-item" else None
    return Block(kind, start + (mark.end() if mark else indent), lines[last][0] + len(lines[last][2].rstrip()), label=label, marked=kind != "heading"), last + 1


def _kind(lines: list[Line], at: int) -> tuple[BlockKind, str]:
    body = lines[at][2]
    mark = layout.BULLET.match(body) or layout.NUMBERED.match(body)
    if layout.is_furniture(body):
        return "furniture", ""
    if mark:
        return "list-item", mark[1]
    if layout.CAPTION.match(body):
        return "caption", ""
    if body.lstrip()[:1] in _QUOTES or body.lstrip().startswith(">"):
        return "quotation", ""
    return ("heading" if _is_heading(lines, at) else "paragraph"), ""


def _is_heading(lines: list[Line], at: int) -> bool:
    """A heading stands alone between blank lines, or is in title case after a line that ended."""
    body = lines[at][2]
    if not layout.may_be_heading(body):
        return False
    before = lines[at - 1][2].strip() if at else ""
    after = lines[at + 1][2].strip() if at + 1 < len(lines) else ""
    if layout.REFERENCES.match(body.strip()):
        return True
    if not before and not after:
        return len(body.split()) <= 16 or layout.is_title_case(body)
    ended = not before or before.endswith(_TERMINAL) or layout.BULLET.match(lines[at - 1][2]) is not None or (layout.is_title_case(before) and len(before) < _FULL_LINE) or before[-1:].isdigit()
    return bool(after) and ended and layout.is_title_case(body) and len(body.split()) <= 14 and "[" not in body


def _hangs(lines: list[Line], first: int, last: int) -> bool:
    """Whether the next line is set in under the text of a list item, as a wrapped reference is."""
    mark = layout.BULLET.match(lines[first][2]) or layout.NUMBERED.match(lines[first][2])
    body = lines[last + 1][2]
    if mark is None or not body.strip() or layout.BULLET.match(body) or layout.NUMBERED.match(body):
        return False
    return len(body) - len(body.lstrip()) >= mark.end()


def _continues(lines: list[Line], at: int) -> bool:
    """Whether the line after `at` goes on with the block of line `at` (a soft break)."""
    here, following = lines[at][2].rstrip(), lines[at + 1][2]
    if following.strip() and _UNFINISHED.search(here):
        return True
    if not following.strip() or (here.endswith(_TERMINAL) and len(here) < _FULL_LINE) or here.endswith((":", "?")):
        return False
    if here.endswith((".", "!")) and following.lstrip()[:1].isupper() and not following.startswith(" ") and len(here) > 120:
        return False  # unwrapped text: one paragraph a line
    if layout.BULLET.match(following) or layout.NUMBERED.match(following) or layout.CAPTION.match(following):
        return False
    if following.lstrip()[:1].isdigit() and len(here) < _FULL_LINE:
        return False
    return not (layout.is_furniture(following) or following.lstrip()[:1] in _QUOTES or _is_heading(lines, at + 1))


def _merge_quotations(text: str, blocks: list[Block]) -> list[Block]:
    """A quotation runs to its closing mark, over several blocks where its author broke it."""
    out: list[Block] = []
    open_for = 0
    for block in blocks:
        body = text[block.start : block.end]
        goes_on = open_for > 0 and block.kind in ("paragraph", "list-item", "quotation")
        if goes_on:
            open_for = 0 if body[-1:] in _CLOSING else open_for - 1
        elif block.kind == "quotation":
            open_for = 0 if body.startswith(">") or any(mark in body[1:] for mark in _CLOSING) else _QUOTED_BLOCKS
        else:
            open_for = 0
        out.append(replace(block, kind="quotation") if goes_on else block)
    return out


@dataclass(slots=True)
class _Sections:
    """Gives every block the headings above it. Without marks there are two levels: the title and the rest."""

    title: str = ""
    heading: str = ""
    in_references: bool = False

    def place(self, blocks: list[Block], text: str) -> list[Block]:
        return [self._place(block, text[block.start : block.end].strip()) for block in blocks]

    def _place(self, block: Block, body: str) -> Block:
        if block.kind == "heading":
            first = not self.title and len(body.split()) > 2
            self.title = body if first else self.title
            self.heading = "" if body == self.title else body
            self.in_references = layout.REFERENCES.match(body) is not None
            return replace(block, level=1 if first else 2, section=(self.title,) if self.title and not first else ())
        if block.kind == "lead-in" and layout.REFERENCES.match(body.rstrip(":")):
            self.in_references = True
            return replace(block, kind="heading", level=2)
        if self.in_references and block.kind in ("list-item", "paragraph", "quotation"):
            block = replace(block, kind="reference")
        return replace(block, section=tuple(filter(None, (self.title, self.heading))))

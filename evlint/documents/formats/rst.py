"""Reader for reStructuredText: blocks by lines and indentation, marks within a line left out of the reading text.

Directives are left out as code, but for those that hold text (admonitions, quotations, topics) and the titles of figures and tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents import tables
from evlint.documents.building import Builder
from evlint.documents.formats import latex
from evlint.documents.model import BlockKind, Reading
from evlint.patterns import pattern as lazy

_ADORNMENT = lazy(r"([!-/:-@\[-`{-~])\1{2,400}[ \t]*$")
_RULER = lazy(r"={2,400}(?:[ \t]{1,40}={1,400}){1,60}[ \t]*$")
_COLUMN = lazy(r"={1,400}")
_BULLET = lazy(r"([-*+•])[ \t]{1,20}(?=\S)")
_COUNTED = lazy(r"(\(?(?:\d{1,4}|[a-zA-Z#]|[ivxIVX]{1,6})[.)])[ \t]{1,20}(?=\S)")
_FIELD = lazy(r":([A-Za-z][\w -]{0,60}):(?:[ \t]{1,20}|$)")
_DIRECTIVE = lazy(r"\.\.[ \t]{1,10}(?:\|[^|\n]{1,80}\|[ \t]{1,10})?([\w:+.-]{1,60})::[ \t]{0,20}")
_FOOTNOTE = lazy(r"\.\.[ \t]{1,10}\[([^\[\]\n]{1,60})\][ \t]{0,10}")
_TARGET = lazy(r"\.\.[ \t]{1,10}_(`?)([^:`\n]{1,200})\1:[ \t]{1,10}(\S{1,500})")
_QUOTED = frozenset({"epigraph", "highlights", "pull-quote"})
_READ = (
    frozenset(
        "note warning important tip caution danger attention hint error admonition topic sidebar container compound rubric seealso versionadded versionchanged deprecated abstract class only".split()
    )
    | _QUOTED
)
_TITLED = frozenset({"admonition", "topic", "sidebar", "rubric"})
_CAPTIONED = frozenset({"figure", "table", "list-table", "csv-table", "image"})
_INLINE = lazy(
    r"``(?P<code>[^`\n]{1,500})``"
    r"|:[\w:+.-]{1,40}:`(?P<role>[^`]{1,500})`"
    r"|`(?P<link>[^`<>]{0,300}?)[ \n]?<(?P<target>[^`<>\s]{1,500})>`__?"
    r"|`(?P<named>[^`]{1,300})`__?"
    r"|`(?P<plain>[^`]{1,500})`"
    r"|\*\*(?P<strong>[^*]{1,500})\*\*"
    r"|(?<![\w*])\*(?P<emphasis>[^*\s](?:[^*]{0,500}[^*\s])?)\*(?![\w*])"
    r"|\[(?P<note>[^\[\]\s]{1,60})\]_(?!\w)"
    r"|(?P<reference>\b[A-Za-z][\w-]{0,60})__?(?![\w])"
    r"|\|(?P<substituted>[^|\s][^|\n]{0,80})\|_{0,2}"
    r"|\\(?P<escaped>[\s\S])"
)
_DEEPEST = 10  # directives within directives; what lies deeper is left out
_ROLE_TARGET = lazy(r"(.{1,400}?)[ \t]{0,3}<[^<>]{1,300}>$")

Line = tuple[int, int, str]  # start, end, text without its line end


def read(text: str) -> Reading:
    """What a reStructuredText document says."""
    walk = _Walk(text)
    walk.run(0, len(walk.lines))
    prose, offsets = walk.builder.finish()
    return Reading(prose, tuple(walk.builder.blocks), offsets, tuple(walk.builder.links), fields=walk.fields, cited=tuple(walk.builder.cited))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


class _Walk:
    """One pass over the lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = list(_lines(text))
        self.builder = Builder()
        self.fields: dict[str, str] = {}
        self._levels: list[str] = []  # adornments of titles, the highest first
        self._drawn = {table.first: table for table in tables.find(self.lines)}
        self._targets = {match[2].lower(): match[3] for _, _, line in self.lines if (match := _TARGET.match(line.lstrip()))}
        self._code_at = -1  # indentation of the paragraph that announced code
        self._base, self._depth = 0, 0  # indentation of the text that is read, and the directives around it
        self._notes, unnamed = _note_numbers(self.lines)
        self._asked, self._defined = iter(unnamed), iter(unnamed)

    def run(self, at: int, last: int) -> None:
        while at < last:
            body = self.lines[at][2]
            if not body.strip():
                at += 1
            elif self._code_at >= 0 and _indent(body) > self._code_at:
                at = self._code(at, self._code_at)
            else:
                self._code_at = -1
                at = self._block(at)

    def _block(self, at: int) -> int:
        """Read one block; gives back the line after it."""
        start, _, line = self.lines[at]
        body, indent = line.strip(), _indent(line)
        if last := self._drawn_at(at):
            return last
        if title := self._title(at):
            return title
        if body.startswith("__ "):
            return at + 1  # where a link without a name leads
        if body == ".." or body.startswith((".. ", ">>>")):
            return self._explicit(at, body, indent) if body[0] == "." else self._code(at, indent - 1)
        if match := _FIELD.match(body):
            return self._field(at, match[1], body[match.end() :], indent)
        if match := _BULLET.match(body) or _COUNTED.match(body):
            label = match[1] if match[1][0] not in "-*+•" else "-"
            return self._paragraph(at, "list-item", label, start + indent + match.end(), indent + match.end())
        if _ADORNMENT.match(body):
            return at + 1  # a transition
        quoted = indent > self._base and not self._under_item(at, indent)
        return self._paragraph(at, "quotation" if quoted else "paragraph", "", start + indent, indent)

    def _under_item(self, at: int, indent: int) -> bool:
        """Whether an indented paragraph goes on an item, a definition or a field rather than being a quotation."""
        for i in range(at - 1, max(-1, at - 60), -1):
            line = self.lines[i][2]
            if line.strip() and _indent(line) < indent:
                body = line.strip()
                return i == at - 1 or _BULLET.match(body) is not None or _COUNTED.match(body) is not None or body.startswith((".. ", ":"))
        return False

    # Titles, tables

    def _title(self, at: int) -> int:
        """The line after a title; 0 where none stands here."""
        lines = self.lines
        over = _ADORNMENT.match(lines[at][2]) is not None
        name = at + over
        if name + 1 >= len(lines) or not lines[name][2].strip() or (not over and lines[name][2][:1].isspace()):
            return 0
        under = lines[name + 1][2].rstrip()
        if not _ADORNMENT.match(under) or len(under) < min(3, len(lines[name][2].strip())) or (over and under[0] != lines[at][2][0]):
            return 0
        if not over and len(under) + 2 < len(lines[name][2].rstrip()):
            return 0
        style = under[0] * (1 + over)
        if style not in self._levels:
            self._levels.append(style)
        start, _, line = lines[name]
        self.builder.begin("heading", start, level=min(6, self._levels.index(style) + 1))
        self._inline(start + _indent(line), start + len(line.rstrip()))
        self.builder.close()
        return name + 2

    def _drawn_at(self, at: int) -> int:
        """Read a table that begins here; gives back the line after it, 0 where none does."""
        if at in self._drawn:
            return self._table(at)
        return self._simple_table(at) if _RULER.match(self.lines[at][2].strip()) else 0

    def _table(self, at: int) -> int:
        table = self._drawn[at]
        for row in table.rows:
            self.builder.begin("table-row", row.start, level=int(row.header), continued=row.continued)
            for start, end in row.cells:
                self.builder.cell(start)
                self._inline(start, end)
                self.builder.end_cell()
            self.builder.close()
        return max(table.last, at + 1)

    def _simple_table(self, at: int) -> int:
        """A table between rulers of "="; gives back the line after it, 0 where its last ruler is missing."""
        lines, rulers = self.lines, [at]
        for i in range(at + 1, len(lines)):
            body = lines[i][2].strip()
            if body and _indent(lines[i][2]) < _indent(lines[at][2]):
                break
            if _RULER.match(body):
                rulers.append(i)
                if i + 1 == len(lines) or not lines[i + 1][2].strip():
                    break
            elif not body and len(rulers) > 2:
                break
        if len(rulers) < 2:
            return 0
        ruled, columns = set(rulers), [match.span() for match in _COLUMN.finditer(lines[at][2])]
        for i in range(at + 1, rulers[-1]):
            start, _, body = lines[i]
            if i in ruled or not body.strip() or _ADORNMENT.match(body.strip()):
                continue
            self.builder.begin("table-row", start, level=int(len(rulers) > 2 and i < rulers[1]))
            for number, (first, last) in enumerate(columns):
                cell = body[first : None if number == len(columns) - 1 else last]
                self.builder.cell(start + first)
                self._inline(start + first + _indent(cell), start + first + len(cell.rstrip()))
                self.builder.end_cell()
            self.builder.close()
        return rulers[-1] + 1

    # Explicit mark-up

    def _explicit(self, at: int, body: str, indent: int) -> int:
        start = self.lines[at][0] + indent
        if match := _FOOTNOTE.match(body):
            self.builder.close()
            return self._paragraph(at, "reference", f"[{self._note(match[1], self._defined)}]", start + match.end(), indent + 1)
        directive = _DIRECTIVE.match(body)
        if directive is None:  # a comment, a target, or a definition
            return self._end_of(at, indent)
        name = directive[1].lower().rpartition(":")[2]
        after = body[directive.end() :]
        if name in _CAPTIONED:
            return self._captioned(at, name, start + directive.end(), after, indent)
        if name not in _READ or self._depth >= _DEEPEST:
            return self._code(at, indent)
        if after.strip():
            self.builder.begin("heading" if name == "rubric" else "paragraph", start, level=6)
            self._inline(start + directive.end(), self.lines[at][0] + len(self.lines[at][2].rstrip()))
            if name in _TITLED:
                self.builder.close()
        last = self._end_of(at, indent)
        first = at + 1
        while first < last and (_FIELD.match(self.lines[first][2].strip()) or (self.builder.open and self.lines[first][2].strip())):
            if self.builder.open:
                self.builder.part()
                self._inline(self.lines[first][0] + _indent(self.lines[first][2]), self.lines[first][1])
            first += 1
        self.builder.close()
        self.builder.quotes += name in _QUOTED
        self._inside(first, last)
        self.builder.quotes -= name in _QUOTED
        return last

    def _inside(self, at: int, last: int) -> None:
        """The indented body of a directive: its own paragraphs are no quotations."""
        first = next((i for i in range(at, last) if self.lines[i][2].strip()), last)
        if first == last:
            return
        outer, self._base = self._base, _indent(self.lines[first][2])
        self._depth += 1
        self.run(first, last)
        self._depth -= 1
        self._base, self._code_at = outer, -1

    def _captioned(self, at: int, name: str, start: int, after: str, indent: int) -> int:
        last = self._end_of(at, indent)
        if name in ("figure", "image"):
            self.builder.begin("caption", start)
            self.builder.leave_out()
            self.builder.close()
            first = at + 1
            while first < last and (not self.lines[first][2].strip() or _FIELD.match(self.lines[first][2].strip())):
                first += 1
            if first < last:
                self._paragraph(first, "caption", "", self.lines[first][0] + _indent(self.lines[first][2]), _indent(self.lines[first][2]))
            return last
        if after.strip():
            self.builder.begin("caption", start)
            self._inline(start, start + len(after.rstrip()))
            self.builder.close()
        if name == "table":
            first = next((i for i in range(at + 1, last) if i in self._drawn or _RULER.match(self.lines[i][2].strip())), at)
            if first > at and self._drawn_at(first):
                return last
        self.builder.code()
        return last

    def _field(self, at: int, name: str, value: str, indent: int) -> int:
        """A field: at the top of the text it tells something of it."""
        last = at + 1
        while last < len(self.lines) and self.lines[last][2].strip() and _indent(self.lines[last][2]) > indent:
            last += 1
        if all(block.kind == "heading" for block in self.builder.blocks):
            self.fields.setdefault(name.lower().replace(" ", "_"), " ".join((value, *(line.strip() for _, _, line in self.lines[at + 1 : last]))).strip()[:500])
        else:
            start = self.lines[at][0] + indent
            self.builder.begin("paragraph", start)
            self._inline(start + 1, self.lines[last - 1][1])
            self.builder.close()
        return last

    def _end_of(self, at: int, indent: int) -> int:
        """The line after an indented body."""
        last = at + 1
        while last < len(self.lines) and (not self.lines[last][2].strip() or _indent(self.lines[last][2]) > indent):
            last += 1
        return last

    def _code(self, at: int, indent: int) -> int:
        self.builder.code()
        self._code_at = -1
        return self._end_of(at, indent)

    # Paragraphs

    def _paragraph(self, at: int, kind: BlockKind, label: str, start: int, indent: int) -> int:
        """A paragraph runs to a blank line, a lesser indentation, or the next item."""
        last = at + 1
        while last < len(self.lines) and (line := self.lines[last][2]).strip() and (_indent(line) >= indent or kind == "reference"):
            body = line.strip()
            if (kind == "list-item" and (_BULLET.match(body) or _COUNTED.match(body)) and _indent(line) < indent + 1) or body.startswith(".. "):
                break
            last += 1
        end = self.lines[last - 1][1]
        stripped = self.text[start:end].rstrip()
        code = stripped.endswith("::")
        end = start + len(stripped) - (2 if stripped.endswith((" ::", "\n::")) or stripped == "::" else 1 if code else 0)
        self.builder.begin(kind, start, label=label)
        self._inline(start, end)
        self.builder.close()
        if code:
            self._code_at = _indent(self.lines[at][2])
        return last

    def _inline(self, start: int, end: int) -> None:
        """Text between two places, without its marks."""
        builder = self.builder
        at = start
        for match in _INLINE.finditer(self.text, start, end):
            builder.flow(self.text[at : match.start()], at)
            self._mark(match.lastgroup or "", match.start(), match.end(), match.span(match.lastgroup or 0), match["target"])
            at = match.end()
        builder.flow(self.text[at:end], at)

    def _mark(self, kind: str, start: int, end: int, inside: tuple[int, int], target: str | None) -> None:
        builder, (first, last) = self.builder, inside
        said = self.text[first:last]
        if kind in ("code", "substituted"):
            builder.leave_out()
        elif kind == "target":
            first = start + 1
            said = self.text[first:end].partition("<")[0].rstrip()
            builder.link(str(target))
            builder.flow(said, first)
            builder.end_link()
        elif kind in ("named", "reference"):
            leads = self._targets.get(said.lower(), "")
            if leads:
                builder.link(leads)
            builder.flow(said, first)
            if leads:
                builder.end_link()
        elif kind == "note":
            number, begun = self._note(said, self._asked), builder.reading.size
            if number.isdigit() or number[:1].isalpha():
                builder.text("[" if number.isdigit() else "[@", start, 1)
                builder.text(number, first, last - first)
                builder.text("]", last, end - last)
                builder.cite(begun)
        elif kind == "role":
            self._role(start, said, first)
        elif kind == "escaped":
            builder.flow(said if not said.isspace() else "", first)
        else:
            builder.flow(said, first)

    def _note(self, label: str, unnamed: Iterator[str]) -> str:
        """The number or the key of a note; a sign that stands for the next number gets it from `unnamed`."""
        return next(unnamed, "") if label == "#" else self._notes.get(label, label.strip("#*"))

    def _role(self, start: int, said: str, first: int) -> None:
        name = self.text[start + 1 : first - 2]
        if name in ("sup", "superscript", "sub", "subscript"):
            self.builder.script()
            self.builder.text(said, first)
            self.builder.end_script(raised=name.startswith("sup"))
        elif name == "math" and (printed := latex.plain(said, math=True)):
            self.builder.text(printed, first, len(said))
        elif name in ("math", "code", "literal", "raw"):
            self.builder.leave_out()
        elif name in ("cite", "citep", "citet", "cite:p", "cite:t"):
            self.builder.text("[" + "; ".join(f"@{key.strip()}" for key in said.split(",")) + "]", start, len(said) + first - start + 1)
        else:
            shown = _ROLE_TARGET.match(said)
            self.builder.flow(shown[1] if shown else said, first)


def _note_numbers(lines: list[Line]) -> tuple[dict[str, str], list[str]]:
    """The numbers of the notes that leave them to be counted: by name, and of those without one."""
    labels = [match[1] for _, _, line in lines if line.lstrip().startswith("..") and (match := _FOOTNOTE.match(line.lstrip()))]
    taken = set(labels)
    free = map(str, (number for number in range(1, len(labels) + 1) if str(number) not in taken))
    counted = [(label, next(free)) for label in labels if label.startswith("#")]
    return {label: number for label, number in counted if label != "#"}, [number for label, number in counted if label == "#"]


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        yield start, start + len(body), body
        start += len(line)

"""Reader for JATS (articles of PubMed Central and many publishers): expat's events with their byte offsets → blocks.

Front matter gives title, dates and identifiers; the reference list becomes entries with their labels; supplements, statements of
funding and the like are left out. Declarations of entities are refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html.entities import html5
from xml.parsers import expat

from evlint.documents.building import Builder
from evlint.documents.decode import UnreadableError
from evlint.documents.formats.jats_front import Front
from evlint.documents.formats.jats_references import Entry
from evlint.documents.formats.mathml import MathML
from evlint.documents.model import Reading
from evlint.documents.offsets import CodePoints
from evlint.patterns import pattern as lazy

_ROOTS = frozenset({"article", "book-part", "book"})
_SKIPPED = frozenset(
    "contrib-group aff author-notes permissions funding-group custom-meta-group kwd-group history counts self-uri article-categories trans-title-group trans-abstract journal-meta sub-article response "
    "supplementary-material verse-group tex-math strike processing-meta notes alternatives-alt alt-text long-desc object-id def-list-index collab-alternatives floats-index conference isbn".split()
)
_CODE = frozenset("code preformat disp-formula disp-formula-group chem-struct-wrap".split())
_INLINE = frozenset("italic bold sup sub xref ext-link uri named-content styled-content inline-formula sc underline monospace".split())
_CITATIONS = frozenset({"element-citation", "mixed-citation", "citation", "nlm-citation"})
_STANDING = frozenset({"supplementary-material", "verse-group"})
_EMPTY = frozenset("graphic inline-graphic media inline-media".split())
_CAPTIONED = frozenset("table-wrap fig boxed-text fig-group table-wrap-group".split())
_YEAR = lazy(r"\s{0,3}(?:1[89]|20)\d\d[a-z]?\s{0,3}")
_CITED = lazy(r"\d{1,4}(?:\s?[-–,]\s?\d{1,4}){0,10}")
_BETWEEN = lazy(r"[,;–\-\s]{0,3}")
_DECLARED = lazy(r"""<\?xml[^>]{0,100}?encoding\s{0,3}=\s{0,3}["']([\w.:-]{2,40})""")


def declared_charset(data: bytes) -> str:
    """The encoding of the XML declaration; empty where there is none."""
    match = _DECLARED.match(data[:200].decode("ascii", "replace"))
    return match[1].lower() if match else ""


def read(text: str) -> Reading:
    """What a JATS article says. Raises UnreadableError for XML that is not well formed or declares entities."""
    walk = _Walk(text)
    data = text.encode("utf-8", "replace")
    try:
        walk.parser.Parse(data, True)
    except expat.ExpatError as error:
        if not walk.article and walk.root.lower() == "html":
            raise UnreadableError("is XHTML that is not well formed; name it .html, or map it with --format-of '*.xml=html'") from None
        reason = expat.ErrorString(error.code)
        raise UnreadableError(f"is no well-formed XML: {reason}, line {error.lineno}, column {error.offset + 1}; correct the file there, or get it again if it was cut off") from None
    builder = walk.builder
    prose, offsets = builder.finish()
    skipped = "" if walk.article else f"is XML, and no JATS article (its root element is {walk.root!r})"
    return Reading(prose, tuple(builder.blocks), offsets, tuple(builder.links), cited=tuple(builder.cited), fields=walk.front.fields(), skipped=skipped)


class _Walk:
    """One pass over the events of expat."""

    def __init__(self, text: str) -> None:
        self.builder, self.front = Builder(), Front()
        self.root, self.article = "", False
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say
        self.parser.DefaultHandlerExpand = self._other
        self.parser.EntityDeclHandler = self._refuse
        self._text, self._code_points = text, CodePoints(text)
        self._ascii = text.isascii()
        self._path: list[str] = []
        self._inside: Counter[str] = Counter()  # open elements by name
        self._skip = 0  # depth at which something that is left out began
        self._sections = 0
        self._lists: list[list[int]] = []  # [1 if ordered, number of the next item]
        self._entry: Entry | None = None
        self._numeric = False  # whether citations are numbers
        self._entries = 0
        self._cited_from: list[int] = []  # where the text of each open citation begins
        self._raise: list[bool] = []  # of each open citation: whether it is to be raised
        self._raised_to = -1  # where the last raised citation ended
        self._math = MathML(self.builder)
        self._tex: list[str] = []  # of the open formula
        self._formula = 0  # where it began
        self._heads: list[int] = []  # header and other cells of the open row

    # Events

    def _at(self) -> int:
        byte = self.parser.CurrentByteIndex
        return byte if self._ascii else self._code_points.of(byte)

    def _refuse(self, *_: object) -> None:
        raise UnreadableError(f"declares entities of its own (line {self.parser.CurrentLineNumber}); remove the declarations, or replace the entities by their characters")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2] if not name.startswith("mml:") else name
        self.root = self.root or name
        self._path.append(name)
        self._inside[name] += 1
        if self._skip:
            return
        if name in _ROOTS:
            self.article = True
            self.front.article(attributes)
        if self.article and self._inside["front"] and not self._inside["abstract"]:
            self.front.start(name, attributes)
        twice = name in _CITATIONS and self._inside["citation-alternatives"] and self.builder.open == "reference"
        if name in _SKIPPED or twice or (name == "alternatives" and not self._inside["table-wrap"] and not self._inside["inline-formula"]):
            self._skip = len(self._path)
            if name in _STANDING:
                self.builder.stand_in()
        elif name in _CODE:
            self.builder.code()
            self._skip = len(self._path)
        elif self.article:
            self._open(name, attributes, self._at())

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2] if not name.startswith("mml:") else name
        if self._skip:
            if len(self._path) == self._skip:
                self._skip = 0
        elif self.article:
            self.front.end(name)
            self._close(name, self._at())
        self._inside[self._path.pop()] -= 1

    def _say(self, data: str) -> None:
        if self._skip or not self.article:
            if self._path[-1:] == ["tex-math"] and self._inside["inline-formula"]:
                self._tex.append(data)
            return
        self.front.say(data)
        at = self._at()
        if self._entry is not None and self._entry.say(data, at):
            return
        self._go_on(data, at)
        if self._text.startswith(data, at):
            self.builder.flow(data, at)
        else:
            end = self._text.find(";", at, at + 40)
            self.builder.text(data, at, end + 1 - at if self._text[at : at + 1] == "&" and end > 0 else len(data))

    def _go_on(self, data: str, at: int) -> None:
        """A paragraph goes on behind what interrupted it: a list, a table, a note."""
        if self.builder.open is None and self._inside["p"] and self._entry is None and data.strip():
            self._open_paragraph(at)

    def _other(self, data: str) -> None:
        """Entities of the DTD, which is not read: the names are those of HTML."""
        if data.startswith("&") and data.endswith(";") and not self._skip and self.article:
            char = html5.get(data[1:], "\ufffd")
            self.front.say(char)
            self.builder.text(char, self._at(), len(data))

    # Elements

    def _open(self, name: str, attributes: Mapping[str, str], at: int) -> None:
        builder = self.builder
        if name in _INLINE:
            self._go_on(name, at)
        self._math.start(name.removeprefix("mml:"), at)
        if name in ("article-title", "title", "subtitle", "p", "label", "attrib", "disp-quote", "list", "list-item", "caption"):
            self._open_block(name, attributes, at)
        elif name in ("tr", "td", "th"):
            self._open_cell(name, attributes, at)
        elif name in ("sec", "app"):
            self._sections += 1
            builder.close()
        elif name == "ref" or name in _CITATIONS:
            self._open_reference(name, at)
        elif self._entry is not None:
            self._entry.start(name, attributes, at)
        elif name == "inline-formula":
            self._formula = builder.reading.size
        elif name in ("sup", "sub"):
            builder.script()
        elif name == "xref":
            self._open_citation(attributes)
        elif name in ("ext-link", "uri", "email") and builder.open:
            builder.link(attributes.get("xlink:href", ""))
        elif name == "break":
            builder.text(" ", at, 0)
        elif name in _EMPTY:
            builder.stand_in()

    def _open_block(self, name: str, attributes: Mapping[str, str], at: int) -> None:
        builder, above = self.builder, self._path[-2] if len(self._path) > 1 else ""
        if builder.open == "table-row":
            builder.part()
        elif self._entry is not None:
            self._entry.start(name, attributes, at)
        elif name in ("article-title", "subtitle", "title"):
            self._open_title(name, above, at)
        elif name == "list":
            builder.close()
            self._lists.append([int(attributes.get("list-type", "") in ("order", "alpha-lower", "alpha-upper", "roman-lower", "roman-upper")), 1])
        elif name == "list-item" and self._lists:
            builder.close()
            ordered, number = self._lists[-1]
            builder.items.append(f"{number}." if ordered else "-")
            self._lists[-1][1] += 1
        elif name == "disp-quote":
            builder.close()
            builder.quotes += 1
        elif name in ("label", "caption"):
            if builder.open != "caption" and (name == "caption" or above in _CAPTIONED):
                builder.begin("caption", at)
        elif name in ("p", "attrib"):
            self._open_paragraph(at)

    def _open_title(self, name: str, above: str, at: int) -> None:
        builder = self.builder
        if above == "caption":
            if builder.open == "caption":
                builder.part()
            else:
                builder.begin("caption", at)
        elif name == "title":
            builder.begin("heading", at, level=min(6, 2 + self._sections + (self._inside["abstract"] > 0 and above == "sec") - (above in ("sec", "app"))))
        elif above == "title-group":
            builder.begin("heading" if name == "article-title" else "paragraph", at, level=int(name == "article-title"))

    def _open_paragraph(self, at: int) -> None:
        builder = self.builder
        if builder.open == "caption" and self._inside["caption"]:
            builder.part()
        elif builder.items:
            builder.begin("list-item", at, label=builder.items[-1])
        else:
            builder.begin("caption" if self._inside["caption"] else "paragraph", at)

    def _open_cell(self, name: str, attributes: Mapping[str, str], at: int) -> None:
        builder = self.builder
        if name == "tr":
            builder.begin("table-row", at)
            self._heads = [0, 0]
        elif builder.open == "table-row":
            builder.end_cell()
            builder.cell(at, attributes.get("colspan"), attributes.get("rowspan"))
            self._heads[name == "td"] += 1

    def _open_reference(self, name: str, at: int) -> None:
        builder = self.builder
        if name == "ref":
            builder.close()
            self._entries += 1
            self._entry = Entry(builder, str(self._entries) if self._numeric else "")
        elif self._entry is not None:
            self._entry.begin(name, at)

    def _open_citation(self, attributes: Mapping[str, str]) -> None:
        """Numbers that stand bare in the text are raised, as they are in print; those in brackets, and names, stay as they are."""
        builder = self.builder
        cites = attributes.get("ref-type") == "bibr" and builder.open is not None
        last = builder.reading.tail(max(0, builder.reading.size - 12)) if cites else ""
        after = self._raised_to >= builder.reading.size - 3 and _BETWEEN.fullmatch(builder.reading.tail(self._raised_to)) is not None
        bare = cites and not self._inside["sup"] and "[" not in last.rpartition("]")[2] and "(" not in last.rpartition(")")[2]
        self._cited_from.append(builder.reading.size if cites else -1)
        self._raise.append(bare and (after or last[-1:].isalnum() or last[-1:] in '.,;:)”"’%' or last[-2:-1].isalpha()))
        if self._raise[-1]:
            builder.script()

    def _close(self, name: str, at: int) -> None:
        builder = self.builder
        self._math.end(name.removeprefix("mml:"))
        if name == "inline-formula":
            self._spell_formula(at)
        if name == "xref":
            self._close_citation()
        elif name in ("sup", "sub") and self._entry is None:
            builder.end_script(raised=name == "sup")
        elif name in ("article-title", "subtitle", "title", "p", "attrib", "label", "caption"):
            self._close_block(name)
        elif name in ("td", "th"):
            builder.end_cell()
        elif name == "tr" and builder.open == "table-row":
            builder.end_row(header=self._heads[0] > 0 and (self._heads[1] == 0 or self._inside["thead"] > 0))
        elif name in ("sec", "app"):
            self._sections -= 1
            builder.close()
        elif name == "ref" and self._entry is not None:
            self._entry.close(at)
            self._entry = None
        elif self._entry is not None:
            self._entry.end(name, at)
        elif name == "list-item" and self._lists and builder.items:
            builder.close()
            builder.items.pop()
        elif name == "list" and self._lists:
            self._lists.pop()
        elif name == "disp-quote":
            builder.close()
            builder.quotes -= 1
        elif name in ("ext-link", "uri", "email"):
            builder.end_link()

    def _spell_formula(self, at: int) -> None:
        """A formula of which there is nothing but TeX."""
        tex, self._tex = "".join(self._tex), []
        if tex and self.builder.open is not None and self.builder.reading.size == self._formula:
            from evlint.documents.formats import latex

            inner = tex.partition("\\begin{document}")[2].partition("\\end{document}")[0] or tex
            self.builder.text(latex.plain(inner.strip().strip("$")[:1000], math=True), at, 0)

    def _close_block(self, name: str) -> None:
        builder, above = self.builder, self._path[-2] if len(self._path) > 1 else ""
        if self._entry is not None:
            self._entry.end(name, self._at())
        elif builder.open == "table-row" or (name == "label" and above not in _CAPTIONED):
            return
        elif builder.open == "caption" and (name == "label" or self._inside["caption"] > (name == "caption")):
            builder.part()
        else:
            builder.close()

    def _close_citation(self) -> None:
        raised, begun = (self._raise.pop(), self._cited_from.pop()) if self._raise else (False, -1)
        if self.builder.open is not None and _YEAR.fullmatch(self.builder.said_since(begun)):
            self.builder.end_script(raised=False)  # "Smith and Jones 2014"
            return
        if begun >= 0:
            self.builder.cite(begun)
        if raised:
            builder = self.builder
            self._numeric = True
            builder.end_script(raised=True)
            self._raised_to = builder.reading.size
        elif self.builder.open is not None and not self._numeric:
            self._numeric = _CITED.fullmatch(self.builder.reading.tail(max(0, self.builder.reading.size - 1))) is not None

"""Reader for HTML: turbohtml's tokens with their source → blocks, by the rules that browsers follow where pages are sloppy.

Scripts, styles and templates are left out; navigation, footers and comment areas become page furniture; what is hidden is kept and
marked. Line ends within a paragraph and indentation are one blank of the reading text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evlint.documents.building import Builder
from evlint.documents.formats import html_head
from evlint.documents.formats import html_names as names
from evlint.documents.formats.hiding import Hiding
from evlint.documents.formats.mathml import MathML
from evlint.documents.model import BlockKind, Reading
from evlint.patterns import pattern as lazy

if TYPE_CHECKING:
    import turbohtml

_TEXT, _START, _END, _REFERENCE = 0, 1, 2, 5
_TO_ENTRY = lazy(r"#(?:ref|cr|cite|bib|b|r|fn|note|en|source)[a-z_.:-]{0,20}\d{1,4}", re.I)
_SELF_CLOSED = lazy(r"<(script|title|style|iframe|textarea|noscript|select|canvas|object|video|audio)\b([^<>]{0,500})/>", re.I)  # as XHTML may write them
Attributes = Mapping[str, str | None]
_HEADING = lazy(r"h[1-6]")


def read(text: str) -> Reading:
    """What an HTML page says."""
    walk = HtmlWalk(Builder(), page=True)
    if "<?xml" in text[:200] or "http://www.w3.org/1999/xhtml" in text[:2000]:
        text = _SELF_CLOSED.sub(lambda match: f"<x-{'x' * (len(match[1]) - 2)}{match[2]}/>", text)
    unfinished = walk.feed(text, 0)
    builder = walk.builder
    prose, offsets = builder.finish()
    walk.finish()
    notices = (f"ends inside a tag ({text[unfinished : unfinished + 30]!r}); what follows it is lost",) if unfinished < len(text) and text[unfinished:].strip() else ()
    return Reading(prose, tuple(builder.blocks), offsets, tuple(builder.links), cited=tuple(builder.cited), fields=walk.head.fields(), hidden=tuple(builder.hidden), notices=notices)


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int
    item: bool = False  # whether an item is open


@dataclass(frozen=True, slots=True)
class _Element:
    name: str
    furniture: bool
    hidden_from: int  # offset of the reading text; -1: not hidden by itself
    hidden_by: str
    references: bool
    script: str  # "super" or "sub", by its style
    silent: bool  # its content is left out
    heard: bool  # it stands in nothing that is left out


class HtmlWalk:
    """Feeds HTML to a builder, in one piece or in the pieces that stand between Markdown."""

    def __init__(self, builder: Builder, *, page: bool = False) -> None:
        self.builder = builder
        self.head = html_head.Head()
        self._hiding = Hiding()
        self._page = page
        self._open: list[_Element] = []
        self._count: Counter[str] = Counter()
        self._furniture = 0
        self._hidden = 0
        self._lists: list[_List] = []
        self._next: tuple[BlockKind, int] = ("paragraph", 0)  # kind and level of the block that the next text begins
        self._silent = 0  # open elements whose content is left out
        self._unheard: Counter[str] = Counter()  # open elements from the outermost of those on
        self._kept: list[str] = []  # text left out that may matter: titles, styles, JSON-LD
        self._linked = False
        self._row: tuple[int, int] | None = None  # header cells and other cells of the open row
        self._raised = ""
        self._references = 0
        self._cites = False  # whether the open link is a citation
        self._math = MathML(builder)

    def feed(self, source: str, base: int) -> int:
        """Read a piece of HTML that stands at `base`. Gives back where its last whole token ends."""
        import turbohtml

        # A carriage return would be dropped by the tokenizer and shift every place behind it.
        clean = source.replace("\r\n", " \n").replace("\r", "\n") if "\r" in source else source
        at = base
        for token in turbohtml.tokenize(clean, resolve_references=False, capture_source=True):
            kind, data, tag, markup = int(token.type), token.data or "", token.tag or "", token.source or ""
            if kind == _TEXT:
                self._say(data, at)
                at += len(data)
                continue
            if kind == _REFERENCE:
                self._refer(data, at, len(markup))
            elif kind == _START:
                self._start(tag, token, at)
            elif kind == _END:
                self._end(tag, at)
            at += len(markup)
        return at

    def finish(self) -> None:
        """The page ends: so does everything that is still open."""
        while self._open:
            self._pop()

    # Text

    def _say(self, data: str, at: int) -> None:
        if self._silent:
            self._keep(data)
            return
        builder = self.builder
        if self._references and data.strip() in names.BACK:
            return
        if self._starts_block():
            bare = data.lstrip(" \t\r\n\f")
            if not bare:
                return
            at += len(data) - len(bare)
            data = bare
            self.begin(at)
        builder.flow(data, at)

    def _refer(self, char: str, at: int, length: int) -> None:
        if self._silent:
            self._keep(char)
            return
        if self._starts_block():
            self.begin(at)
        self.builder.text(char, at, length)

    def _keep(self, text: str) -> None:
        if self._open[-1].name in names.KEPT:
            self._kept.append(text)

    def _starts_block(self) -> bool:
        return self.builder.open is None or (self._row == (0, 0) and self.builder.open == "table-row")

    def begin(self, at: int) -> None:
        """The block that text, a link or a picture opens, unless one is open."""
        builder = self.builder
        if builder.open is not None:
            return
        kind, level = self._next
        if self._furniture:
            kind, level = "furniture", 0
        elif builder.items and kind == "paragraph":
            kind = "reference" if self._references else "list-item"
        builder.begin(kind, at, level=level, label=builder.items[-1] if builder.items and kind in ("list-item", "reference") else "")

    # Tags

    def _start(self, name: str, token: turbohtml.Token, at: int) -> None:
        attributes: Attributes = dict(token.attrs or ())
        if self._count["head"] and name in names.BLOCKS:
            self._close_to("head")  # which nobody closed
        if self._silent:
            self._start_unheard(name, token, attributes)
            return
        if name in names.BLOCKS:
            self._block_edge(name)
        if name == "li" and self._lists and self._lists[-1].item:
            self._close_to("li")
        silent = self._is_silent(name, attributes)
        if name not in names.VOID and not token.self_closing:
            self._push(name, attributes, silent=silent)
        if silent:
            self._leave_out(name, attributes, at)
        elif name in names.BLOCKS or name in ("td", "th", "caption"):
            self._start_block(name, attributes, at)
        else:
            self._start_inline(name, attributes, at)

    def _is_silent(self, name: str, attributes: Attributes) -> bool:
        """Whether the content of an element is left out. Headings that open and close their section are buttons."""
        if name == "button":
            return not any(self._count[above] for above in ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"))
        return name in names.SKIPPED or name in names.CODE or name == "pre" or "katex-html" in (attributes.get("class") or "")

    def _leave_out(self, name: str, attributes: Attributes, at: int) -> None:
        self.head.begin(name, attributes)
        if name == "pre":
            if self._row is None:
                self.builder.code()
        elif name in names.CODE or name in names.EMBEDDED:
            self.begin(at)
            self.builder.leave_out()

    def _start_unheard(self, name: str, token: turbohtml.Token, attributes: Attributes) -> None:
        """An element in something that is left out: nothing of it matters but what the head says."""
        if name == "meta" and self._count["head"]:
            self.head.meta(attributes)
        elif name not in names.VOID and not token.self_closing:
            if self._count["head"]:
                self.head.begin(name, attributes)
            self._count[name] += 1
            self._unheard[name] += 1
            self._open.append(_Element(name, False, -1, "", False, "", False, False))

    def _start_block(self, name: str, attributes: Attributes, at: int) -> None:
        builder = self.builder
        if _HEADING.fullmatch(name):
            self._next = ("heading", int(name[1]))
        elif name in ("ul", "ol"):
            self._lists.append(_List(name == "ol", html_head.number(attributes.get("start"), 1)))
        elif name == "li":
            self._item(attributes)
        elif name == "blockquote":
            builder.quotes += 1
        elif name in ("figcaption", "caption"):
            builder.close()
            self._next = ("caption", 0)
        elif name == "tr":
            self._row = (0, 0)
            builder.begin("table-row", at)
        elif name in ("td", "th") and self._row is not None:
            builder.end_cell()
            builder.cell(at, attributes.get("colspan"), attributes.get("rowspan"))
            self._row = (self._row[0] + (name == "th"), self._row[1] + (name == "td"))

    def _start_inline(self, name: str, attributes: Attributes, at: int) -> None:
        builder = self.builder
        self._math.start(name, at)
        if name == "a" and attributes.get("href"):
            self._end_link()
            self.begin(at)
            self._link((attributes["href"] or "").strip(), attributes)
        elif name in ("sup", "sub"):
            self.begin(at)
            builder.script()
            self._raised = name
        elif name == "br":
            builder.text("\n", at, 0)
        elif name == "img":
            self.begin(at)
            builder.leave_out()
        elif name == "meta":
            self.head.meta(attributes)

    def _link(self, target: str, attributes: Attributes) -> None:
        """A link, unless a script makes something else of it; one to an entry of the list is a citation."""
        if attributes.get("role") in ("button", "tab") or any(key.startswith("data-") and key.endswith("toggle") for key in attributes):
            return
        self._linked = True
        self._cites = _TO_ENTRY.fullmatch(target) is not None
        self.builder.link(target)

    def _end(self, name: str, at: int) -> None:
        if self._silent:
            if self._unheard[name] or not self._count[name]:
                self._close_to(name)
                return
            while self._silent:  # what was left out ends with the element around it
                self._pop()
        builder = self.builder
        if name == "a":
            self._end_link()
        elif name in ("sup", "sub"):
            builder.end_script(raised=self._raised == "sup")
        elif name == "br":
            builder.text("\n", at, 0)
        elif name in ("td", "th") and self._row is not None:
            builder.end_cell()
        if name in names.BLOCKS or name == "caption":
            self._block_edge("/" + name)
        self._close_to(name)

    def _take_kept(self, name: str) -> None:
        """A title, a style sheet or a script ends."""
        text, self._kept = "".join(self._kept), []
        self.head.end(name, text)
        if name == "style":
            self._hiding.learn(text)

    def _end_container(self, name: str) -> None:
        """A list, an item or a quotation ends, by its own tag or with the element around it."""
        if name == "blockquote":
            self._close_block()
            self.builder.quotes -= 1
        elif self._lists and (name != "li" or self._lists[-1].item):
            self._close_block()
            self._close_item()
            if name != "li":
                self._lists.pop()

    def _close_block(self) -> None:
        """The open block ends, unless it is the row whose cell holds it."""
        if self._row is None:
            self.builder.close()

    def _block_edge(self, name: str) -> None:
        """A block begins or ends: the open one is closed, unless it is a row whose cell holds blocks."""
        builder = self.builder
        if self._row is not None and builder.open == "table-row":
            if name in ("tr", "/tr", "table", "/table", "/tbody", "/thead") or _HEADING.fullmatch(name):
                header = self._row[0] > 0 and self._row[1] == 0
                builder.end_row(header=header or bool(self._count["thead"] and self._row[0]))
                self._row = None
            else:
                builder.part()
            return
        if name in ("p", "/p", "div", "/div") and builder.open in ("list-item", "reference") and self._in_entry():
            builder.part()
            return
        builder.end_script(raised=False)
        self._end_link()
        builder.close()
        if not name.startswith("/") or _HEADING.fullmatch(name[1:]) or name in ("/figcaption", "/caption", "/p"):
            self._next = ("paragraph", 0)

    def _in_entry(self) -> bool:
        """Whether an entry of a reference list is open: its paragraphs are one entry."""
        return bool(self._lists) and self._lists[-1].item and (self._references > 0 or self.builder.in_references)

    def _item(self, attributes: Attributes) -> None:
        if not self._lists:
            self._lists.append(_List(ordered=False, number=1))
        self._close_item()
        here = self._lists[-1]
        here.number = html_head.number(attributes.get("value"), here.number)
        self.builder.items.append(f"{here.number}." if here.ordered else "-")
        here.number, here.item = here.number + 1, True

    def _close_item(self) -> None:
        if self._lists[-1].item:
            self._lists[-1].item = False
            if self.builder.items:
                self.builder.items.pop()

    def _end_link(self) -> None:
        if self._linked:
            self._linked = False
            self.builder.end_link()
            if self._cites and not self._references:
                self.builder.cite(self.builder.links[-1].start)

    # Elements that are open

    def _push(self, name: str, attributes: Attributes, *, silent: bool) -> None:
        if name == "p" and self._open and self._open[-1].name == "p":
            self._pop()
        called = {*(attributes.get("class") or "").lower().split()[:20], (attributes.get("id") or "").lower()}
        furniture = self._page and ((name in names.FURNITURE and not self._count["article"]) or (attributes.get("role") or "") in names.FURNITURE_ROLES or not called.isdisjoint(names.FURNITURE_NAMES))
        by = self._hiding.of(name, attributes, called)
        script = "" if name in names.BLOCKS or name in ("sup", "sub") else self._hiding.script(attributes)
        if script:
            self.builder.script()
        elif (by or self._hiding.is_meant(called)) and name not in names.BLOCKS:
            self.builder.part()
        listed = not called.isdisjoint(names.REFERENCES) or (attributes.get("role") or "") in names.REFERENCES
        self._references += listed
        self._furniture += furniture
        self._hidden += by != ""
        self._count[name] += 1
        self._silent += silent
        self._unheard[name] += silent
        self._open.append(_Element(name, furniture, self.builder.reading.size if by and self._hidden == 1 else -1, by, listed, script, silent, heard=True))

    def _close_to(self, name: str) -> None:
        if self._count[name]:
            while self._pop() != name:
                pass

    def _pop(self) -> str:
        element = self._open.pop()
        self._count[element.name] -= 1
        self._furniture -= element.furniture
        self._hidden -= element.hidden_by != ""
        self._references -= element.references
        self._unheard[element.name] -= self._silent > 0
        self._silent -= element.silent
        if element.name in names.KEPT:
            self._take_kept(element.name)
        if element.heard:
            self._math.end(element.name)
        if element.heard and element.name in names.CONTAINERS:
            self._end_container(element.name)
        if element.script:
            self.builder.end_script(raised=element.script == "super")
        elif element.hidden_by and element.name not in names.BLOCKS:
            self.builder.part()
        if element.hidden_from >= 0:
            self.builder.hide(element.hidden_from, element.hidden_by)
        return element.name


def declared_charset(data: bytes) -> str:
    """The encoding that a `meta` tag names within the first 2,048 bytes; empty where none does."""
    match = re.search(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w:.-]{2,40})", data[:2048], re.I)
    return match[1].decode("ascii").lower() if match else ""

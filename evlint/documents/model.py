"""What a reader makes of a file: source text, reading text, blocks, sentences, citation markers, references.

Offsets inside a document count code points of the *reading text* (`prose`): the source without its mark-up.
`Document.at` turns a span into a `Location` of the source, the only form in which a place leaves this package.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from evlint.bibliography.files import FORMATS as BIBLIOGRAPHIES
from evlint.bibliography.model import Reference
from evlint.bibliography.reference import parse_reference
from evlint.documents.directives import Directive
from evlint.documents.lines import LineIndex
from evlint.documents.offsets import OffsetMap

BlockKind = Literal["heading", "paragraph", "lead-in", "list-item", "table-row", "caption", "quotation", "code", "reference", "front-matter", "furniture"]
MarkerStyle = Literal["bracket", "parenthesis", "superscript", "bare", "author-year", "footnote", "key"]
Role = Literal["primary", "related"]
Meaning = Literal["issued", "reviewed", "due", "every", "retrieved"]

ANALYSED: frozenset[BlockKind] = frozenset({"paragraph", "lead-in", "list-item", "table-row", "quotation"})
"""Kinds of block whose sentences may state something."""


Places = tuple[tuple[int, str], ...]
"""Where each page, paragraph or cell begins in a text, in order, and what it is called."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a source file: code-point offsets, line and column from 1, the quote as it stands there."""

    document: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str
    role: Role = "primary"
    label: str = ""
    place: str = ""  # of formats that people do not open as text: "page 3", "paragraph 12", "cell 4"
    changed: bool = False  # whether it stands in what changed since the version that `--changed` compares with

    def related(self) -> Location:
        """The same place as a related one."""
        return replace(self, role="related")


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file: what positions and excerpts are taken from, be it a document or a YAML record."""

    path: str
    text: str
    lines: LineIndex
    places: Places = ()  # of a text that was taken out of another format; its lines are then nobody's

    @classmethod
    def of(cls, path: str, text: str, places: Places = ()) -> Source:
        return cls(path, text, LineIndex.of(text), places)

    def at(self, start: int, end: int, label: str = "", role: Role = "primary") -> Location:
        start, end = max(0, min(start, len(self.text))), max(0, min(end, len(self.text)))
        (line, column), (end_line, end_column) = self.lines.position(start), self.lines.position(end)
        return Location(self.path, start, end, line, column, end_line, end_column, self.text[start:end], role, label, self.place(start))

    def place(self, offset: int) -> str:
        """What people call the place of an offset; empty where line and column say it."""
        at = bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        return self.places[at][1] if at >= 0 else ""


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of layout. `section` holds the headings above it, the outermost first; `label` a printed list mark.

    Code and pictures have no reading text: their blocks are empty, and only say that something stands there.
    """

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...] = ()
    level: int = 0
    label: str = ""
    marked: bool = True  # False where the kind was read from layout alone
    cells: tuple[tuple[int, int], ...] = ()  # of a table row: spans of its cells, empty ones included
    continued: bool = False  # of a table row: the line goes on with the cells of the line above


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Marker:
    """An in-text citation: its style and the entries it names (numbers spelled out, so `1-3` gives three)."""

    start: int
    end: int
    style: MarkerStyle
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """A stretch that stands in the file and that its readers do not see, and by what it is hidden."""

    start: int
    end: int
    by: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader of a format gives back: the reading text, its map to the source, and the blocks.

    Formats that are no text (PDF, docx, notebooks) have a `text` of their own, in which `places` are named. `fields` are what the
    format's own metadata say, by the keys of front matter (title, issued, reviewed, doi, pmid). `skipped` says why the file is none to read.
    """

    prose: str
    blocks: tuple[Block, ...] = ()
    offsets: OffsetMap | None = None  # None: the reading text is the source
    links: tuple[Link, ...] = ()
    cited: tuple[tuple[int, int], ...] = ()  # numbers that the mark-up says to be citations
    text: str | None = None
    places: Places = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[Hidden, ...] = ()
    notices: tuple[str, ...] = ()
    skipped: str = ""
    directives: tuple[Directive, ...] = ()  # of comments that are no part of the text


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """An entry of a reference list: its text, the number as printed, its span, and where its links lead.

    Its fields are read when they are first asked for: that takes longer than all the rest of a page, and few rules ask.
    """

    raw: str
    number: str
    start: int
    end: int
    links: tuple[str, ...] = ()
    known: Reference | None = field(default=None, compare=False, repr=False)  # its fields, where they were read

    @property
    def reference(self) -> Reference:
        if self.known is None:
            object.__setattr__(self, "known", parse_reference(self.raw, self.links))
        return cast(Reference, self.known)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date that a document states about itself. `iso` is empty where the words are no date; `either` holds the other reading of 03/04/2021.

    `months` is the interval of a review cycle ("every two years"), for the meaning `every`.
    """

    meaning: Meaning
    name: str  # the key or label, as printed
    printed: str
    start: int
    end: int
    iso: str = ""
    either: str = ""
    months: int = 0


@dataclass(frozen=True, slots=True)
class Metadata:
    title: str = ""
    issued: str = ""  # ISO date, as precise as the document says it
    fields: Mapping[str, str] = field(default_factory=dict)  # front matter, keys lower case with "_"
    dates: tuple[StatedDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. `status` is read, skipped or failed; then `reason` says why, for people."""

    source: Source
    format: str
    digest: str
    prose: str
    clean: str  # `prose` with citation markers blanked out: same length, read by everything that reads numbers
    offsets: OffsetMap | None  # None: the reading text is the source
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    markers: tuple[Marker, ...] = ()
    references: tuple[ReferenceEntry, ...] = ()
    links: tuple[Link, ...] = ()
    metadata: Metadata = Metadata()
    hidden: tuple[Hidden, ...] = ()
    directives: tuple[Directive, ...] = ()
    status: Literal["read", "skipped", "failed"] = "read"
    reason: str | None = None
    notices: tuple[str, ...] = ()  # worth telling the reader, e.g. an encoding that was guessed

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def is_text(self) -> bool:
        """Whether people open the file as the text that is shown; of other formats nothing can be edited in place."""
        return not self.source.places

    @property
    def bibliography(self) -> bool:
        """Whether the file is nothing but references (.bib, .ris, .nbib, CSL-JSON)."""
        return self.format in BIBLIOGRAPHIES

    def at(self, start: int, end: int, label: str = "", role: Role = "primary") -> Location:
        """The source location of a span of the reading text."""
        if self.offsets is not None:
            start, end = self.offsets.to_source(start, end)
        return self.source.at(start, end, label, role)

    def text_of(self, part: Block | Sentence | Marker | ReferenceEntry) -> str:
        return self.prose[part.start : part.end]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset, or the last one before it."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return self.sentences[low - 1] if low else None

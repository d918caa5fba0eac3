"""Which names a work has, and which references, records and documents are one work.

Names: `doi:…`, `pmid:…`, `trial:…`, `title:…` (five words or more), `work:family|year|first words`. Two entries are one work where they
share a DOI or a PMID; else where they share title or author, year and first words, unless their DOIs say that they are two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evlint.bibliography import identifiers
from evlint.bibliography.model import Reference
from evlint.claims.record import SourceRecord
from evlint.documents.model import Block, Document, ReferenceEntry
from evlint.patterns import pattern as lazy

Works = frozenset[str]

_WORD = lazy(r"[a-z0-9]+")
_TITLE_WORDS, _FIRST_WORDS = 5, 4
_HEAD = 1500
_OF_THE_PAGE = lazy(
    r"^\W{0,4}(?:DOI|doi|https?://(?:dx\.)?doi\.org/)?\W{0,4}$|(?:19|20)\d\d[^;:\n]{0,12}[;:]\s?\d[^\n]{0,60}$|^[A-Z][\w .&]{0,60}(?:19|20)\d\d[.,;]?\s{0,2}(?:doi:?\s?|https?://(?:dx\.)?doi\.org/)?$"
)  # what stands before it on its line


def of_reference(reference: Reference) -> Works:
    """The names by which a reference can be known elsewhere."""
    return _joined(reference.doi, reference.pmid, reference.title, reference.first_author, reference.year) | frozenset(_preprints(reference.raw))


def _preprints(raw: str) -> Iterator[str]:
    """Names of arXiv papers that a reference prints, their version included."""
    if "arxiv" in raw.lower():
        yield from (f"arxiv:{one.value.lower()}" for one in identifiers.find(raw) if one.kind == "arxiv")


def of_source(source: SourceRecord) -> Works:
    """The names of an entry of sources.yaml, its id included."""
    family = next((author.family or author.literal for author in source.author), None)
    return _joined(source.doi, source.pmid, source.title, family, (source.issued or "")[:4]) | {f"source:{source.id}"}


def of_document(document: Document) -> Works:
    """What a document says of itself: title, DOI and PMID of its front matter, else the DOI on a line of its own or behind the citation line."""
    fields = document.metadata.fields
    doi = fields.get("doi", "")
    if not doi:
        listed = min((entry.start for entry in document.references), default=_HEAD)
        head = document.prose[: min(_HEAD, listed)]
        printed = {one.value.lower() for one in identifiers.dois(head) if _OF_THE_PAGE.search(head[head.rfind("\n", 0, one.start) + 1 : one.start])}
        doi = next(iter(printed)) if len(printed) == 1 else ""
    found = next(identifiers.dois(doi), None)
    return _joined(found.value if found else None, fields.get("pmid") or None, document.metadata.title, None, None)


def _joined(doi: str | None, pmid: str | None, title: str | None, family: str | None, year: str | None) -> Works:
    words = _WORD.findall((title or "").casefold())
    parts: Iterable[str] = (
        identifiers.name_of("doi", doi) if doi else "",
        identifiers.name_of("pmid", pmid.lstrip("0")) if pmid else "",
        f"title:{' '.join(words)}" if len(words) >= _TITLE_WORDS else "",
        f"work:{family.casefold()}|{year}|{' '.join(words[:_FIRST_WORDS])}" if family and year and len(words) >= 2 else "",
    )
    return frozenset(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Cited:
    """One work and everything of the corpus that is or cites it. `record` is its entry in sources.yaml."""

    names: Works
    record: SourceRecord | None
    entries: tuple[tuple[Document, ReferenceEntry], ...]

    def identifiers(self) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.names if name.startswith(("doi:", "pmid:"))))


def cited(documents: Iterable[Document], sources: Iterable[SourceRecord]) -> tuple[Cited, ...]:
    """The works of a corpus, in order of sources.yaml, then of first citation."""
    groups = _Groups()
    for source in sources:
        groups.add(of_source(source), source=source)
    for document in documents:
        for entry in document.references:
            if names := of_reference(entry.reference):
                groups.add(names, entry=(document, entry))
    return groups.works()


class _Groups:
    """Names gathered into works as they come in: a join on names, each entry looked at once."""

    def __init__(self) -> None:
        self.by_name: dict[str, int] = {}
        self.names: list[set[str]] = []
        self.records: list[SourceRecord | None] = []
        self.entries: list[list[tuple[Document, ReferenceEntry]]] = []

    def add(self, names: Works, source: SourceRecord | None = None, entry: tuple[Document, ReferenceEntry] | None = None) -> None:
        at = next((self.by_name[name] for name in sorted(names, key=_rank) if name in self.by_name and self._fits(self.by_name[name], names)), None)
        if at is None or (source is not None and self.records[at] is not None):
            at = len(self.names)
            self.names.append(set())
            self.records.append(None)
            self.entries.append([])
        self.names[at] |= names
        self.records[at] = self.records[at] or source
        if entry is not None:
            self.entries[at].append(entry)
        for name in names:
            self.by_name.setdefault(name, at)

    def _fits(self, at: int, names: Works) -> bool:
        """Not two works with identifiers of one kind that differ."""
        for kind in ("doi:", "pmid:", "arxiv:"):
            mine = {name for name in names if name.startswith(kind)}
            theirs = {name for name in self.names[at] if name.startswith(kind)}
            if mine and theirs:
                return bool(mine & theirs)
        return True

    def works(self) -> tuple[Cited, ...]:
        return tuple(Cited(frozenset(names), record, tuple(entries)) for names, record, entries in zip(self.names, self.records, self.entries, strict=True))


_ORDER = ("source:", "doi:", "pmid:", "title:", "work:")


def _rank(name: str) -> tuple[int, str]:
    return next((i for i, kind in enumerate(_ORDER) if name.startswith(kind)), len(_ORDER)), name


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier that stands in the running text of a document."""

    name: str
    start: int
    end: int


def mentions(document: Document) -> Iterator[Mention]:
    """DOIs and PMIDs outside the reference list, printed or linked to."""
    if document.bibliography:
        return
    own = of_document(document)
    apart = _Spans([*document.references, *(block for block in document.blocks if block.kind == "front-matter")])
    for name, start, end in _identified(document):
        if name not in own and not apart.hold(start):
            yield Mention(name, start, end)


def _identified(document: Document) -> Iterator[tuple[str, int, int]]:
    text = document.prose
    if "10." in text or "PMID" in text or "pubmed" in text:
        for one in identifiers.find(text):
            if one.kind in ("doi", "pmid") and not one.fault:
                yield identifiers.name_of(one.kind, one.value), one.start, one.end
    for link in document.links:
        shown = text[link.start : link.end]
        for one in identifiers.find(identifiers.in_address(link.target)) if "10." in link.target or "pubmed" in link.target else ():
            if one.kind in ("doi", "pmid") and one.value not in shown:
                yield identifiers.name_of(one.kind, one.value), link.start, link.end


class _Spans:
    """Stretches of a text that do not overlap, asked for by bisection."""

    def __init__(self, parts: Iterable[Block | ReferenceEntry]) -> None:
        self._spans = sorted((part.start, part.end) for part in parts)
        self._starts = [start for start, _ in self._spans]

    def hold(self, at: int) -> bool:
        i = bisect_right(self._starts, at) - 1
        return i >= 0 and at < self._spans[i][1]


def names(documents: Iterable[Document], sources: Iterable[SourceRecord]) -> frozenset[str]:
    """Every DOI and PMID that a corpus is, cites or mentions: what registries and tables can be asked for."""
    found: set[str] = set()
    for document in documents:
        found |= of_document(document)
        found |= {mention.name for mention in mentions(document)}
        for entry in document.references:
            found |= of_reference(entry.reference)
    for source in sources:
        found |= of_source(source)
    return frozenset(name for name in found if name.startswith(("doi:", "pmid:")))

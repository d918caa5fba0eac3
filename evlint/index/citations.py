"""Which work a claim tells of: an entry of sources.yaml, a reference of its document, a registered trial, or a document of the corpus.

Works are known by what identifies them (DOI, PMID, registry number, title); two claims tell of one work where they share one of these.
A sentence that cites several works tells of none for sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from evlint.claims.model import Claim
from evlint.claims.record import SourceRecord
from evlint.bibliography.model import Reference
from evlint.documents.model import Document, ReferenceEntry
from evlint.patterns import pattern as lazy

Works = frozenset[str]
"""Names of one work: `doi:…`, `pmid:…`, `trial:…`, `title:…`, `source:…`."""

_DOI = lazy(r"\b10\.\d{4,9}/[^\s\"<>;,]{1,100}[^\s\"<>;,.)\]]", re.I)
_TRIAL = lazy(r"\b(?:NCT\d{8}|ISRCTN\d{8}|EudraCT\s?\d{4}-\d{6}-\d{2}|CTRI/\d{4}/\d{2}/\d{6}|ChiCTR[-\w]{6,16}|ACTRN\d{14})\b")
_WORD = lazy(r"[a-z0-9]+")
_NAME_YEAR = lazy(r"(?P<name>[A-ZÀ-Þ][\w’'-]+).*?(?P<year>(?:19|20)\d\d)", re.S)
_TITLE_WORDS = 5
_HEAD = 1500


@dataclass(frozen=True)
class Citations:
    """The works of a corpus. Documents are looked at when a claim first asks for them."""

    documents: Mapping[str, Document]
    sources: tuple[SourceRecord, ...]

    def of(self, claim: Claim) -> Works:
        """The names of the one work that a claim tells of; none where it cites none, or several."""
        refs = {link.ref for link in claim.record.sources if link.ref}
        if refs:
            ref = next(iter(refs))
            return self._by_id.get(ref, frozenset((f"source:{ref}",))) if len(refs) == 1 else frozenset()
        sentence = claim.document.sentence_at(claim.start)
        text = claim.document.text_of(sentence) if sentence else claim.text
        trials = frozenset(f"trial:{''.join(number.split()).lower()}" for number in _TRIAL.findall(text))
        if len(claim.record.cites) > 1 or len(trials) > 1:
            return frozenset()
        entry = self._entry(claim.document, claim.record.cites[0]) if claim.record.cites else None
        return trials | (names_of(entry.reference) if entry else frozenset())

    def document(self, claim: Claim) -> Document | None:
        """The other document of the corpus that a claim tells of; None where there is none."""
        path = next((path for name in sorted(self.of(claim)) if (path := self._paths.get(name))), None)
        return self.documents[path] if path is not None and path != claim.document.path else None

    def one(self, first: Claim, second: Claim) -> bool:
        """Whether two claims tell of one work, or one of them tells of the document in which the other stands."""
        return bool(self.of(first) & self.of(second)) or self.tells_of(first, second) or self.tells_of(second, first)

    def tells_of(self, first: Claim, second: Claim) -> bool:
        """Whether the first tells of the document in which the second stands, and the second is that document's own statement."""
        told = self.document(first)
        return told is not None and told.path == second.document.path and not second.record.cites

    @cached_property
    def _by_id(self) -> dict[str, Works]:
        return {source.id: _names(source) for source in self.sources}

    @cached_property
    def _paths(self) -> dict[str, str]:
        """Name of a work → the document that is it. A name that two documents bear is nobody's."""
        found: dict[str, str] = {}
        twice: set[str] = set()
        for path, document in sorted(self.documents.items()):
            for name in _own_names(document):
                if found.setdefault(name, path) != path:
                    twice.add(name)
        for source in self.sources:
            if source.document is not None and source.document in self.documents:
                found.update(dict.fromkeys(_names(source), source.document))
        return {name: path for name, path in found.items() if name not in twice}

    def _entry(self, document: Document, key: str) -> ReferenceEntry | None:
        """The entry of a document's list that a printed marker names: by its number, else by first author and year."""
        entries = [entry for entry in document.references if entry.number == key]
        if not entries and (named := _NAME_YEAR.search(key)):
            author, year = named["name"].casefold(), named["year"]
            entries = [entry for entry in document.references if (entry.reference.first_author or "").casefold() == author and entry.reference.year == year]
        return entries[0] if len(entries) == 1 else None


def names_of(reference: Reference) -> Works:
    """The names by which a printed reference can be known elsewhere."""
    return _joined(reference.doi, reference.pmid, reference.title)


def _names(source: SourceRecord) -> Works:
    return _joined(source.doi, source.pmid, source.title) | {f"source:{source.id}"}


def _joined(doi: str | None, pmid: str | None, title: str | None) -> Works:
    parts: Iterable[str] = (f"doi:{doi.lower().rstrip('.')}" if doi else "", f"pmid:{pmid}" if pmid else "", _title(title or ""))
    return frozenset(filter(None, parts))


def _title(text: str) -> str:
    """A title as a name; one of few words could be that of many works."""
    words = _WORD.findall(text.casefold())
    return f"title:{' '.join(words)}" if len(words) >= _TITLE_WORDS else ""


def _own_names(document: Document) -> Works:
    """What a document says of itself: title, DOI and PMID of its front matter, else the one DOI that its head prints."""
    fields = document.metadata.fields
    doi = fields.get("doi", "")
    if not doi:
        listed = min((entry.start for entry in document.references), default=_HEAD)
        printed = {match[0].lower() for match in _DOI.finditer(document.prose, 0, min(_HEAD, listed))}
        doi = next(iter(printed)) if len(printed) == 1 else ""
    found = _DOI.search(doi)
    return _joined(found[0] if found else None, fields.get("pmid") or None, document.metadata.title)

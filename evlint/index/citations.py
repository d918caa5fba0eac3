"""Which work a claim tells of: an entry of sources.yaml, a reference of its document, a registered trial, or a document of the corpus.

Works are known by what identifies them (DOI, PMID, registry number, title); two claims tell of one work where they share one of these.
A sentence that cites several works tells of none for sure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from evlint.bibliography import identifiers
from evlint.claims.model import Claim
from evlint.claims.record import SourceRecord
from evlint.documents.listed import Listed
from evlint.documents.model import Document, ReferenceEntry
from evlint.sources import works
from evlint.sources.works import Works


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
        trials = frozenset(identifiers.name_of("trial", one.value) for one in identifiers.trials(text))
        if len(claim.record.cites) > 1 or len(trials) > 1:
            return frozenset()
        entry = self._entry(claim.document, claim.record.cites[0]) if claim.record.cites else None
        return trials | (works.of_reference(entry.reference) if entry else frozenset())

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
        return {source.id: works.of_source(source) for source in self.sources}

    @cached_property
    def _paths(self) -> dict[str, str]:
        """Name of a work → the document that is it. A name that two documents bear is nobody's."""
        found: dict[str, str] = {}
        twice: set[str] = set()
        for path, document in sorted(self.documents.items()):
            for name in works.of_document(document):
                if found.setdefault(name, path) != path:
                    twice.add(name)
        for source in self.sources:
            if source.document is not None and source.document in self.documents:
                found.update(dict.fromkeys(works.of_source(source), source.document))
        return {name: path for name, path in found.items() if name not in twice}

    def _entry(self, document: Document, key: str) -> ReferenceEntry | None:
        """The entry of a document's list that a printed marker names; None where it names none, or several."""
        if document.path not in self._lists:
            self._lists[document.path] = Listed(document.references)
        entries = self._lists[document.path].entries(key)
        return entries[0] if len(entries) == 1 else None

    @cached_property
    def _lists(self) -> dict[str, Listed]:
        return {}

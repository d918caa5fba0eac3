"""What a rule is: a module with META, a docstring under fixed headings, and `check`.

`check` yields one outcome for each thing that it looked at: a Finding, PASSED, or Undecided with a reason. Nothing yielded
means that the rule does not apply. A rule never prints, reads no file and no clock, and never decides its final severity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from evlint import index
from evlint.claims.merge import Anchored
from evlint.claims.model import Claim
from evlint.claims.store import Records
from evlint.config.settings import Settings
from evlint.documents.listed import Entries, Listed
from evlint.documents.listed import cited as named
from evlint.documents.model import Document, Location, Marker
from evlint.documents.sentences import on_one_line
from evlint.findings.model import Edit, Finding, Severity, at_most
from evlint.index import Pairs
from evlint.index.citations import Citations
from evlint.index.opposed import Opposed
from evlint.sources.facts import NOTHING, Facts
from evlint.sources.works import Cited, cited
from evlint.vocabulary import Vocabulary

if TYPE_CHECKING:
    from evlint.rules.alone import Judged

Scope = Literal["claim", "document", "corpus", "run"]
"""`run`: after all others, what became of comments and baseline (a `Handled`)."""
Subject = TypeVar("Subject")
Result = TypeVar("Result")
HEADINGS = ("What it checks", "Why it matters", "Example", "Not flagged", "Limits", "References")


@dataclass(frozen=True, slots=True)
class Passed:
    """The rule looked and found nothing wrong."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """The rule applies and cannot tell; `reason` in a few words, the same words for the same reason."""

    reason: str


PASSED = Passed()
Outcome = Finding | Passed | Undecided


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a project can set under `[rules.CODE]`. A value has the type of the default; a tuple is a list of words."""

    name: str
    default: bool | int | str | tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class RuleMeta:
    """`severity` is the highest that the rule may use; `measured` says its precision and on what it was measured."""

    code: str
    name: str
    summary: str
    scope: Scope
    severity: Severity
    since: str
    measured: str
    asks: Literal["", "registries", "links"] = ""  # what it needs of the network; such a rule says nothing without `--online`
    preview: bool = False  # still being tried: runs with `preview = true`, or where it is named by its code or name
    options: tuple[Option, ...] = ()

    def finding(
        self,
        message: str,
        *locations: Location,
        confidence: float,
        severity: Severity | None = None,
        notes: Iterable[str] = (),
        help: str,
        topic: str | None = None,
        claims: Iterable[str] = (),
        expected: Mapping[str, Any] | None = None,
        observed: Mapping[str, Any] | None = None,
        fix: Iterable[Edit] = (),
        works: Iterable[str] = (),
        dated: str = "",
    ) -> Finding:
        """A finding of this rule, its severity capped at the rule's own. Raises ValueError unless one location is primary."""
        if sum(location.role == "primary" for location in locations) != 1:
            raise ValueError(f"{self.code}: exactly one location is primary")
        level = at_most(severity or self.severity, self.severity)
        return Finding(
            self.code, self.name, level, confidence, message, tuple(locations), tuple(notes), help, topic, tuple(claims), expected, observed, tuple(fix), frozenset(works), dated
        )  # fmt: skip


class Known:
    """What rules may ask of any corpus, whatever else is known: the settings, the vocabulary, and what is worked out once of a subject."""

    settings: Settings

    def option(self, meta: RuleMeta, name: str) -> Any:
        """What the project sets for an option of a rule, else its default."""
        default = next(option.default for option in meta.options if option.name == name)
        return self.settings.rules.get(meta.code, {}).get(name, default)

    @cached_property
    def words(self) -> Vocabulary:
        """The vocabulary, with the project's own synonyms."""
        return Vocabulary(self.settings.vocabulary)

    def listed(self, document: Document) -> Listed:
        """The reference list of a document, ready to be asked for what a marker names."""
        return self.once(_listed, document)

    def citing(self, document: Document) -> Sequence[tuple[Marker, str, Entries]]:
        """Every key of every citation marker of a document, with the entries that it names."""
        return self.once(_citing, document)

    @cached_property
    def _known(self) -> dict[tuple[object, ...], Any]:
        return {}

    def once(self, work: Callable[[Subject, Any], Result], subject: Subject) -> Result:
        """What `work` says of a claim or document, worked out once for all the rules that ask."""
        key = (work, id(subject))  # subjects live as long as the corpus
        if key not in self._known:
            self._known[key] = work(subject, self)
        return self._known[key]  # type: ignore[no-any-return]

    def word_in(self, document: Document, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> str | None:
        """The first word in a stretch of a document that a pattern finds, in lower case; each stretch is searched once."""
        key = (document.path, pattern, start, end)
        if key not in self._known:
            match = pattern.search(document.prose if end is None else on_one_line(document.prose[start:end]))
            self._known[key] = match[0].strip().lower() if match else None
        return self._known[key]  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Corpus(Known):
    """All that rules may see. Claims are in order of document and place."""

    documents: tuple[Document, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    records: Records
    anchored: tuple[Anchored, ...]
    settings: Settings
    as_of: date
    drafts: Mapping[str, Sequence[Claim]] = field(default_factory=dict)  # all of them, those that records stand for included
    facts: Facts = NOTHING  # of the works that documents are, cite and mention
    alone: Mapping[str, Judged] = field(default_factory=dict)  # by path, what was judged of a document by itself, whose claims are its drafts
    present: frozenset[str] | None = None  # files, documents or not, where relative links lead; None: nobody looked

    @cached_property
    def _by_key(self) -> index.Groups:
        return index.by_key(self.all_claims(), self.words)

    @cached_property
    def results(self) -> Pairs:
        """Pairs of results that share intervention and outcome."""
        return index.results(self._by_key)

    @cached_property
    def kindred(self) -> Pairs:
        """Pairs of results of which one is of a kind of the other."""
        return index.kindred(self._by_key, self.words)

    @cached_property
    def answers(self) -> Pairs:
        """Pairs of answers of two documents to one question."""
        return index.answers(self.all_claims(), self.words)

    @cached_property
    def opposites(self) -> list[Opposed]:
        """Passages of two documents that say the opposite, by their words."""
        rejected: dict[str, list[tuple[int, int]]] = {}
        for item in self.anchored:
            if item.document is not None and item.anchor.outcome in ("found", "moved") and item.stored.record.review.status == "rejected":
                rejected.setdefault(item.document.path, []).append((item.anchor.start, item.anchor.end))
        kept = {path: judged.statements for path, judged in self.alone.items() if judged.statements is not None}
        return index.opposites(self.documents, self.claims, rejected, kept)

    @cached_property
    def citations(self) -> Citations:
        """Which works the claims tell of."""
        return Citations({document.path: document for document in self.readable()}, self.records.sources)

    @cached_property
    def by_path(self) -> Mapping[str, Document]:
        return {document.path: document for document in self.documents}

    @property
    def on_disk(self) -> bool:
        """Whether files beside the documents are known."""
        return self.present is not None

    @cached_property
    def files(self) -> frozenset[str]:
        """Names of all files that a link may lead to."""
        return frozenset(self.by_path) | (self.present or frozenset())

    @cached_property
    def folders(self) -> frozenset[str]:
        parts = [name.split("/")[:-1] for name in self.files]
        return frozenset("/".join(part[:size]) for part in parts for size in range(1, len(part) + 1)) | {"."}

    @cached_property
    def lowered(self) -> Mapping[str, str]:
        """File names in lower case → as they are."""
        return {name.lower(): name for name in sorted(self.files, reverse=True)}

    @cached_property
    def works(self) -> tuple[Cited, ...]:
        """The works that the corpus cites or lists in sources.yaml; one work however often it is cited."""
        return cited(self.readable(), self.records.sources)

    @cached_property
    def _works_by_name(self) -> Mapping[str, list[Cited]]:
        found: dict[str, list[Cited]] = {}
        for work in self.works:
            for name in work.names:
                found.setdefault(name, []).append(work)
        return found

    def works_of(self, names: Iterable[str]) -> list[Cited]:
        """The works that bear one of these names."""
        return list({id(work): work for name in sorted(names) for work in self._works_by_name.get(name, ())}.values())

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all bibliography files."""
        return frozenset(entry.number for document in self.readable() if document.bibliography for entry in document.references if entry.number)

    @cached_property
    def recommendations(self) -> Pairs:
        return index.recommendations(self.all_claims(), self.words)

    def all_claims(self) -> Iterator[Claim]:
        for path in sorted(self.claims):
            yield from self.claims[path]

    def readable(self) -> Iterator[Document]:
        return (document for document in self.documents if document.status == "read")


def _listed(document: Document, _: Known) -> Listed:
    return Listed(document.references)


def _citing(document: Document, corpus: Known) -> Sequence[tuple[Marker, str, Entries]]:
    return named(document, corpus.listed(document))


class Rule(Protocol):
    """A rule module. `subject` is a Claim, a Document, the Corpus itself or a Handled, as META.scope says."""

    META: RuleMeta
    __doc__: str | None

    def check(self, subject: Any, corpus: Corpus) -> Iterator[Outcome]: ...

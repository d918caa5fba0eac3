"""What rules say of one document by itself. It depends on nothing else, so it can be worked out apart, elsewhere, and kept.

A rule does not declare that it needs no more: it is run against a corpus in which only its own document is known, and asks for anything
else in vain. What it then says of the document it says in every corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evlint.claims.model import Claim
from evlint.config.settings import Settings
from evlint.documents.model import Document
from evlint.findings.model import Finding
from evlint.index import statements
from evlint.index.statements import Statement
from evlint.rules.base import Known, Passed, Rule, Undecided


class NotAloneError(AttributeError):
    """A rule asked for more than its own document."""


class Alone(Known):
    """A corpus that knows one document: its settings, its vocabulary, and nothing of other documents, of records, of the day or the network."""

    def __init__(self, settings: Settings, document: Document, claims: Sequence[Claim]) -> None:
        self.settings = settings
        self.claims = _OnlyOf(document.path, tuple(claims))

    def __getattr__(self, name: str) -> Any:
        raise NotAloneError(name)


class _OnlyOf(Mapping[str, tuple[Claim, ...]]):
    """The claims of one document; those of others are asked for in vain, and so is which there are."""

    def __init__(self, path: str, claims: tuple[Claim, ...]) -> None:
        self._path, self._claims = path, claims

    def __getitem__(self, path: str) -> tuple[Claim, ...]:
        if path != self._path:
            raise NotAloneError(path)
        return self._claims

    def __iter__(self) -> Iterator[str]:
        raise NotAloneError("claims")

    def __len__(self) -> int:
        raise NotAloneError("claims")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What one rule said of one document: how often it applied, its findings, and by the index of the claim what it checked and could not decide."""

    applied: int = 0
    findings: tuple[Finding, ...] = ()
    checked: tuple[int, ...] = ()
    undecided: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What can be said of one document alone: outcomes by code of a rule, and its statements where rules compare them (else None)."""

    outcomes: Mapping[str, Outcomes] = field(default_factory=dict)
    statements: tuple[Statement, ...] | None = None


def judge_alone(document: Document, claims: Sequence[Claim], rules: Iterable[Rule], settings: Settings) -> Judged:
    """The outcomes of all rules that need no more than this document."""
    if document.status != "read":
        return Judged()
    corpus = Alone(settings, document, claims)
    outcomes: dict[str, Outcomes] = {}
    compares = False
    for rule in rules:
        compares = compares or rule.META.code.startswith("CON")
        if rule.META.scope in ("claim", "document") and not rule.META.asks:
            try:
                outcomes[rule.META.code] = weigh(rule, document, claims, corpus)
            except NotAloneError:
                continue
    return Judged(outcomes, tuple(statements.read(document, claims)) if compares else None)


def weigh(rule: Rule, document: Document, claims: Sequence[Claim], corpus: Known) -> Outcomes:
    """Run a rule over one document, or over each of its claims, and gather what it says."""
    of_claims = rule.META.scope == "claim"
    subjects: Sequence[Any] = claims if of_claims else [document] if document.status == "read" else []
    applied = 0
    findings: list[Finding] = []
    checked: list[int] = []
    undecided: list[tuple[int, str]] = []
    for i, subject in enumerate(subjects):
        for outcome in rule.check(subject, corpus):  # type: ignore[arg-type]  # a corpus that knows less
            applied += 1
            if isinstance(outcome, Finding):
                findings.append(outcome)
            if isinstance(outcome, Undecided):
                undecided.append((i if of_claims else -1, outcome.reason))
            elif of_claims and isinstance(outcome, (Passed, Finding)):
                checked.append(i)
    return Outcomes(applied, tuple(findings), tuple(checked), tuple(undecided))

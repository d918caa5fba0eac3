"""The report of one run: what every reporter turns into text, and `report.to_dict()` into JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evlint.claims.model import Claim
from evlint.claims.record import SourceRecord
from evlint.documents.model import Document
from evlint.findings import parts
from evlint.findings.baseline import Baseline
from evlint.findings.model import SEVERITIES, Finding, Severity, Suppressed
from evlint.sources import learning
from evlint.sources.facts import NOTHING, Facts
from evlint.vocabulary import BUILT_IN, Vocabulary

REPORT_VERSION = 1


@dataclass(frozen=True, slots=True)
class RuleCount:
    applied: int = 0
    found: int = 0
    undecided: int = 0
    seconds: float = 0.0  # for `--statistics` alone: no part of the report, which is the same at every run


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was looked at. Zero checked is not a clean bill: these numbers tell the two apart."""

    sentences: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)
    statistics: Mapping[str, Any] = field(default_factory=dict)
    citations: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, RuleCount] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rules = {code: {"applied": c.applied, "found": c.found, "undecided": c.undecided} for code, c in self.rules.items()}
        return {
            "sentences": self.sentences,
            "numbers": dict(self.numbers),
            "statistics": dict(self.statistics),
            "citations": dict(self.citations),
            "pairs": dict(self.pairs),
            "rules": rules,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Documents, claims and findings in a fixed order: two runs over the same input give the same bytes."""

    version: str
    as_of: str
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    coverage: Coverage
    sources: Mapping[str, str] = field(default_factory=dict)  # path → text, for excerpts of documents and records
    facts: Facts = NOTHING
    since: str | None = None  # the version that `--changed` compares with; None: nothing was compared
    registered: tuple[SourceRecord, ...] = ()  # entries of sources.yaml
    words: Vocabulary = BUILT_IN  # in which the names of claims are looked up
    fixed: tuple[Finding, ...] = ()  # findings of that version that the change removed
    ignored: int = 0  # findings that the configuration does not want: too little confidence, or rules that some documents are spared

    @property
    def not_checked(self) -> tuple[str, ...]:
        """What nobody looked at in this run, in words for its readers."""
        out = ["what sources outside the corpus say"]
        if not self.facts.asked:
            out.append("identifiers and newer versions (--online)")
        if not self.facts.reached:
            out.append("where links lead (--online)")
        if not self.facts.stamp:
            out.append("retractions (evlint sources import)")
        return tuple(out)

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form (report version 1)."""
        numbers = Counter(claim.document.path for claim in self.claims)
        return {
            "evlint": self.version,
            "report": REPORT_VERSION,
            "as_of": self.as_of,
            "documents": [_document(document, numbers[document.path]) for document in self.documents],
            "claims": [{**claim.to_dict(), "normal": parts.normal(claim, self.words)} for claim in self.claims],
            "findings": [finding.to_dict() for finding in self.findings],
            "suppressed": [item.to_dict() for item in self.suppressed],
            "sources": parts.sources(self.documents, self.registered, self.facts),
            "since": self.since,
            "fixed": [finding.to_dict() for finding in self.fixed],
            "coverage": {**self.coverage.to_dict(), "not_checked": list(self.not_checked)},
            "data": learning.by(self.facts),
            "summary": self.summary(),
        }

    def summary(self) -> dict[str, int]:
        by = Counter(item.by for item in self.suppressed)
        counts: dict[str, int] = {severity: self.count(severity) for severity in reversed(SEVERITIES)}
        return {**counts, "suppressed": len(self.suppressed) - by["baseline"], "baselined": by["baseline"], "ignored": self.ignored}


def _document(document: Document, claims: int) -> dict[str, Any]:
    return {
        "path": document.path,
        "format": document.format,
        "digest": document.digest,
        "sentences": len(document.sentences),
        "claims": claims,
        "issued": document.metadata.issued or None,
        "status": document.status,
        "reason": document.reason,
        **parts.head(document),
    }


def sources_of(documents: Iterable[Document], records: Mapping[str, str], baseline: Baseline | None) -> dict[str, str]:
    listed = {baseline.source.path: baseline.source.text} if baseline else {}
    return {**{document.path: document.source.text for document in documents}, **records, **listed}

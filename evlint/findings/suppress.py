"""Comments of people in documents and records: which findings they set aside, and what became of each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from evlint.claims.store import Records
from evlint.documents import directives
from evlint.documents.directives import Directive
from evlint.documents.model import Document, Location, Source
from evlint.findings.model import Finding, Suppressed

PAIRS = "CON"
"""The family whose findings are pairs: a comment sets one aside by its id alone, which changes with either of the two quotes."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A directive and the file that it stands in."""

    directive: Directive
    file: Source

    def at(self, label: str = "") -> Location:
        return self.file.at(self.directive.start, self.directive.end, label)


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a comment: the words of it that set a finding aside, whether its day is over, and the pairs that it names by rule only."""

    comment: Comment
    used: frozenset[str] = frozenset()
    over: bool = False
    pairs: tuple[Finding, ...] = ()


def comments(documents: Iterable[Document], records: Records) -> list[Comment]:
    """All comments that speak to evlint, in order of file and place."""
    found = [Comment(one, document.source) for document in documents for one in document.directives]
    files = [(file.source, file.tree, [stored.tree.span(stored.path) for stored in file.claims]) for file in records.files]
    if records.register:
        source, tree = records.register
        files.append((source, tree, [tree.span(("sources", i)) for i in range(len(records.sources))]))
    if records.verdicts:
        files.append((records.verdicts[0].file, records.verdicts[0].tree, [one.tree.span(one.path) for one in records.verdicts]))
    for source, tree, spans in files:
        if directives.speaks(source.text):
            found += (Comment(one, source) for one in directives.find(source.text, "yaml", source.lines, spans, tree.texts()))
    return sorted(found, key=lambda comment: (comment.file.path, comment.directive.start))


def apply_comments(findings: Iterable[Finding], said: Iterable[Comment], as_of: date) -> tuple[list[Finding], list[Suppressed], list[Followed]]:
    """(findings that stay, those that comments set aside, what became of every comment)."""
    every = list(said)
    by_word: dict[tuple[str, str], list[Comment]] = {}
    for comment in every:
        for word in comment.directive.words if not comment.directive.fault else ():
            by_word.setdefault((comment.file.path, word.lower()), []).append(comment)
    used: dict[int, set[str]] = {}  # by id(): the hash of a comment would go through all lines of its file
    pairs: dict[int, list[Finding]] = {}
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in findings:
        holding = None
        for comment, word in _meant(finding, by_word):
            if word.lower() != finding.id and finding.rule.startswith(PAIRS):
                pairs.setdefault(id(comment), []).append(finding)
            elif not _over(comment, as_of):
                used.setdefault(id(comment), set()).add(word)
                holding = holding or comment.directive
        if holding:
            suppressed.append(Suppressed(finding, "comment", holding.reason, holding.by, holding.until))
        else:
            kept.append(finding)
    return kept, suppressed, [Followed(one, frozenset(used.get(id(one), ())), _over(one, as_of), tuple(pairs.get(id(one), ()))) for one in every]


def _over(comment: Comment, as_of: date) -> bool:
    return bool(comment.directive.until) and comment.directive.until < as_of.isoformat()


def _meant(finding: Finding, by_word: dict[tuple[str, str], list[Comment]]) -> Iterator[tuple[Comment, str]]:
    """The comments that mean a finding, with the word by which they do."""
    for place in finding.locations:
        for comment in by_word.get((place.document, finding.id), ()):
            yield comment, finding.id
        for word in (finding.rule.lower(), finding.name):
            for comment in by_word.get((place.document, word), ()):
                reach = comment.directive.reach
                if reach[0] < max(place.end, place.start + 1) and place.start < reach[1]:
                    yield comment, word

"""Runs rules over a corpus: hands each the subjects of its scope, gathers its outcomes and counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from evlint.claims.model import Claim
from evlint.findings.handling import Handled
from evlint.findings.model import Finding
from evlint.findings.report import Coverage, RuleCount
from evlint.patterns import pattern as lazy
from evlint.rules.base import Corpus, Passed, Rule, Undecided

Clock = Callable[[], float]


def no_clock() -> float:
    """Runs that nobody times."""
    return 0.0


_NUMBER = lazy(r"\d+(?:[.,·]\d+)*")


def judge(rules: Iterable[Rule], corpus: Corpus, clock: Clock = no_clock) -> tuple[list[Finding], Coverage]:
    """(findings in order of rules and subjects, coverage)."""
    findings: list[Finding] = []
    counts: dict[str, RuleCount] = {}
    checked: set[int] = set()
    undecided: dict[int, str] = {}
    for rule in rules:
        tally: Counter[str] = Counter()
        started = clock()
        for subject in _subjects(rule, corpus):
            for outcome in rule.check(subject, corpus):
                tally["applied"] += 1
                if isinstance(outcome, Finding):
                    tally["found"] += 1
                    findings.append(outcome)
                elif isinstance(outcome, Undecided):
                    tally["undecided"] += 1
                if isinstance(subject, Claim) and rule.META.code.startswith("STA"):
                    if isinstance(outcome, Undecided):
                        undecided.setdefault(id(subject), outcome.reason)
                    elif isinstance(outcome, (Passed, Finding)):
                        checked.add(id(subject))
        counts[rule.META.code] = RuleCount(tally["applied"], tally["found"], tally["undecided"], clock() - started)
    return findings, _coverage(corpus, counts, checked, undecided)


def review(rules: Iterable[Rule], handled: Handled, corpus: Corpus) -> tuple[list[Finding], Mapping[str, RuleCount]]:
    """(findings, counts) of the rules on suppressions, once everything else is settled."""
    findings: list[Finding] = []
    counts: dict[str, RuleCount] = {}
    for rule in rules:
        if rule.META.scope == "run":
            outcomes = list(rule.check(handled, corpus))
            found = [outcome for outcome in outcomes if isinstance(outcome, Finding)]
            counts[rule.META.code] = RuleCount(len(outcomes), len(found))
            findings += found
    return findings, counts


def _subjects(rule: Rule, corpus: Corpus) -> Iterator[Any]:
    if rule.META.scope == "claim":
        yield from corpus.all_claims()
    elif rule.META.scope == "document":
        yield from corpus.readable()
    elif rule.META.scope == "corpus":
        yield corpus


def _coverage(corpus: Corpus, counts: dict[str, RuleCount], checked: set[int], undecided: dict[int, str]) -> Coverage:
    numeric = [claim for claim in corpus.all_claims() if claim.record.kind in ("estimate", "test", "count")]
    left = [undecided.get(id(claim), "no rule applies to it") for claim in numeric if id(claim) not in checked]
    cited = [bool(entries) for document in corpus.readable() for _, _, entries in corpus.citing(document)]
    pairs = [pair for found in _pairs(corpus) for pair in found.comparisons]
    return Coverage(
        sentences=sum(len(document.sentences) for document in corpus.readable()),
        numbers={
            "seen": sum(len(_NUMBER.findall(document.clean)) for document in corpus.readable()),
            "checked": _numbers_in(claim for claim in numeric if id(claim) in checked),
            "undecided": _numbers_in(claim for claim in numeric if id(claim) not in checked),
        },
        statistics={"seen": len(numeric), "recomputed": len(numeric) - len(left), "undecided": len(left), "reasons": dict(sorted(Counter(left).items()))},
        citations={"seen": len(cited), "resolved": sum(cited)},
        pairs={"compared": len(pairs), "explained": sum(pair.explained for pair in pairs)},
        rules=counts,
    )


def _pairs(corpus: Corpus) -> Iterator[Any]:
    """Pairs that a contradiction rule asked for; none are made for the sake of counting."""
    for name in ("results", "kindred", "answers", "recommendations"):
        if name in vars(corpus):
            yield vars(corpus)[name]


def _numbers_in(claims: Iterable[Claim]) -> int:
    """Printed numbers inside the spans of claims, each stretch of text counted once."""
    total = 0
    ends: dict[str, int] = {}
    for claim in claims:
        start = max(claim.start, ends.get(claim.document.path, 0))
        if start < claim.end:
            total += len(_NUMBER.findall(claim.document.clean[start : claim.end]))
            ends[claim.document.path] = claim.end
    return total

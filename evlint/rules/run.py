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
from evlint.rules.alone import Outcomes, weigh
from evlint.rules.base import Corpus, Rule, Undecided

Clock = Callable[[], float]


def no_clock() -> float:
    """Runs that nobody times."""
    return 0.0


_NUMBER = lazy(r"\d+(?:[.,·]\d+)*")


def judge(rules: Iterable[Rule], corpus: Corpus, clock: Clock = no_clock) -> tuple[list[Finding], Coverage]:
    """(findings in order of rules and subjects, coverage). What was judged of documents alone is not judged again."""
    findings: list[Finding] = []
    counts: dict[str, RuleCount] = {}
    checked: set[tuple[str, int]] = set()
    undecided: dict[tuple[str, int], str] = {}
    for rule in rules:
        started = clock()
        applied = open_ = 0
        found: list[Finding] = []
        for path, said in _outcomes(rule, corpus):
            applied += said.applied
            open_ += len(said.undecided)
            found += said.findings
            if rule.META.code.startswith("STA"):
                checked.update((path, i) for i in said.checked)
                for i, reason in said.undecided:
                    undecided.setdefault((path, i), reason)
        findings += found
        counts[rule.META.code] = RuleCount(applied, len(found), open_, clock() - started)
    return findings, _coverage(corpus, counts, checked, undecided)


def _outcomes(rule: Rule, corpus: Corpus) -> Iterator[tuple[str, Outcomes]]:
    """What a rule says, by document; of the corpus as a whole, all at once."""
    if rule.META.scope in ("claim", "document"):
        for document in corpus.documents:
            path = document.path
            known = corpus.alone[path].outcomes.get(rule.META.code) if path in corpus.alone else None
            yield path, known if known is not None else weigh(rule, document, corpus.claims.get(path, ()), corpus)
    elif rule.META.scope == "corpus":
        outcomes = list(rule.check(corpus, corpus))
        found = tuple(outcome for outcome in outcomes if isinstance(outcome, Finding))
        yield "", Outcomes(len(outcomes), found, (), tuple((-1, outcome.reason) for outcome in outcomes if isinstance(outcome, Undecided)))


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


def _coverage(corpus: Corpus, counts: dict[str, RuleCount], checked: set[tuple[str, int]], undecided: dict[tuple[str, int], str]) -> Coverage:
    numeric = [((path, i), claim) for path in sorted(corpus.claims) for i, claim in enumerate(corpus.claims[path]) if claim.record.kind in ("estimate", "test", "count")]
    left = [undecided.get(key, "no rule applies to it") for key, _ in numeric if key not in checked]
    cited = [bool(entries) for document in corpus.readable() for _, _, entries in corpus.citing(document)]
    pairs = [pair for found in _pairs(corpus) for pair in found.comparisons]
    return Coverage(
        sentences=sum(len(document.sentences) for document in corpus.readable()),
        numbers={
            "seen": sum(len(_NUMBER.findall(document.clean)) for document in corpus.readable()),
            "checked": _numbers_in(claim for key, claim in numeric if key in checked),
            "undecided": _numbers_in(claim for key, claim in numeric if key not in checked),
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

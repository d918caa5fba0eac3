"""Pairs of claims that tell of one source: what the rules on quoting it share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from evlint.claims.record import ClaimRecord
from evlint.index.compare import Comparison
from evlint.patterns import pattern as lazy
from evlint.rules.base import Corpus
from evlint.statistics.printed import parse


def of_one_source(pair: Comparison, corpus: Corpus) -> bool:
    """Whether both claims tell of one work, by what identifies it; in a document that tells of itself, records of people alone."""
    if corpus.citations.one(pair.first.claim, pair.second.claim):
        return True
    return pair.reviewed and pair.one_source


def comparable(pair: Comparison) -> bool:
    """Whether nothing stated on both sides sets the two apart. Within one document, drafts may miss what does."""
    one_document = pair.first.claim.document.path == pair.second.claim.document.path
    return not pair.explained and not pair.lowered and (pair.reviewed or not one_document)


def quoted(pair: Comparison, corpus: Corpus) -> bool:
    """Whether the pair is for the rules on quoting one source, and for no other rule on two places."""
    return comparable(pair) and of_one_source(pair, corpus)


def mismatched(corpus: Corpus) -> frozenset[str]:
    """The ids of claims whose number is set against that of the cited document itself."""
    return frozenset(claim.id for pair in corpus.results.comparisons if quoted(pair, corpus) and any(numbers_apart(pair)) for claim in (pair.first.claim, pair.second.claim))


def opposed(pair: Comparison) -> tuple[str, str] | None:
    """What the two sides say where they say the opposite: more against less, or significant against not, the intervals being no reason."""
    words = {"up": "an increase", "down": "a decrease"}
    if {pair.first.effect, pair.second.effect} == {"up", "down"}:
        return words[pair.first.effect], words[pair.second.effect]
    marks = [n.record.result.significance if n.record.result and n.record.result.hedge not in ("may", "trend") else None for n in (pair.first, pair.second)]
    if marks == ["significant", "not_significant"]:
        return "significant", "not significant"
    return ("not significant", "significant") if marks == ["not_significant", "significant"] else None


def numbers_apart(pair: Comparison) -> Iterator[tuple[str, str, str]]:
    """(what, first, second) of every printed number of one measure on which the two differ by more than their rounding."""
    first, second = pair.first.record, pair.second.record
    if pair.first.facing != pair.second.facing or _measure(first) != _measure(second):
        return
    if inverted(pair):
        return
    theirs = dict(_numbers(second))
    for name, number in _numbers(first):
        other = theirs.get(name)
        if other is not None and not _overlap(number, other):
            yield name, number, other


def inverted(pair: Comparison) -> bool:
    """Whether two ratios, limits included, are one told from both sides: 0.80 (0.70 to 0.91) with vitamin D is 1.25 (1.10 to 1.43) without it."""
    first, second = pair.first.record.statistic, pair.second.record.statistic
    if not first or not second or first.type not in _RATIOS or first.type != second.type or not (first.interval and second.interval):
        return False
    mine = first.value, first.interval.low, first.interval.high
    theirs = second.value, second.interval.high, second.interval.low
    return all(one and other and _inverse(one, other) for one, other in zip(mine, theirs, strict=True))


def _inverse(first: str, second: str) -> bool:
    """Whether a printed number can stand for the inverse of another."""
    a, b = parse(first), parse(second)
    return a.low > 0 and b.low > 0 and a.low <= 1 / b.low and 1 / b.high <= a.high


_RATIOS = ("RR", "OR", "HR", "IRR", "ratio")
_SPLIT = lazy(
    r"\b(?:(?:un)?adjust\w*|crude|per[- ]protocol|intention[- ]to[- ]treat|sensitivity|subgroups?|fixed[- ]effects?|random[- ]effects?|exclu\w+|without|women|men|boys|girls|children|adults|older|younger|elderly|pregnan\w+)\b",
    re.I,
)


def split(pair: Comparison) -> str | None:
    """A word by which one of two sentences names another analysis or group than the other, where no record says it."""
    words = [{word.lower() for word in _SPLIT.findall(n.claim.text)} for n in (pair.first, pair.second)]
    return min(words[0] ^ words[1], default=None)


def one_sided(pair: Comparison) -> bool:
    """Whether one side alone states a comparator, a time or another axis: it may be another result of the source."""
    return any(d.weight == "weakens" and not d.axis.startswith(("condition", "inherited", "hedge", "very low")) for d in pair.differences)


def _measure(record: ClaimRecord) -> object:
    """What makes the numbers of two records comparable: the type of the statistic, or the size of the group that was counted."""
    if record.statistic is not None and record.statistic.value is not None:
        return record.statistic.type, record.statistic.adjusted, record.statistic.model, record.statistic.interval.level if record.statistic.interval else None
    return ("count", record.count.total) if record.count is not None else record.id


def _numbers(record: ClaimRecord) -> Iterator[tuple[str, str]]:
    statistic, count = record.statistic, record.count
    if statistic is not None and statistic.value is not None:
        yield statistic.type or "value", statistic.value
        if statistic.interval is not None:
            yield "lower limit", statistic.interval.low
            yield "upper limit", statistic.interval.high
        if statistic.p is not None and statistic.p.comparator == "=" and statistic.p.value is not None:
            yield "p", statistic.p.value
    elif count is not None:
        for name in ("events", "percent"):
            if (value := getattr(count, name)) is not None:
                yield name, value


def _overlap(first: str, second: str) -> bool:
    """Whether two printed numbers can stand for one value."""
    a, b = parse(first), parse(second)
    return Decimal(a.low) <= Decimal(b.high) and Decimal(b.low) <= Decimal(a.high)

"""The p of a reported test, recomputed for every value that its printed digits can stand for, and held against the reported one.

Verdicts after Nuijten et al. 2016, with these differences: a bound (F < 1) is not un-rounded; a value whose rounding straddles 0
gives p up to 1; a gap smaller than a hundredth of p's last printed digit is no gap.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from evlint.claims.model import Claim
from evlint.claims.record import PValue, Statistic
from evlint.documents.model import Document
from evlint.documents.sentences import on_one_line
from evlint.patterns import pattern as lazy
from evlint.rules.base import Corpus
from evlint.rules.statistics._read import beside, heading, word_of
from evlint.statistics import p_value, parse
from evlint.statistics.printed import Printed

ALPHA = 0.05
_SLACK, _QUARTER = 0.01, 1.25
_TWO_SIDED = frozenset({"t", "z", "r"})
_ONE_TAILED = lazy(r"\b(?:one|1)[- ](?:tailed|sided)|\bdirectional\b", re.I)
_ALL_ONE_TAILED = lazy(r"\b(?:all|these|our)\s(?:[a-z-]{1,20}\s){0,3}(?:tests|tested|hypotheses|analyses|values|predictions)\s(?:[a-z-]{1,20}\s){0,3}(?:one|1)[- ](?:tailed|sided)", re.I)
_CORRECTED = lazy(
    r"\b(?:bonferroni|holm|hochberg|š?id[aá]k|tukey|scheff[eé]|dunn|fdr|false discovery|benjamini|correct(?:ed|ions?|ing)|multiple (?:testing|tests|comparisons?|hypothes[ei]s)|multiplicity|family-?\s?wise|greenhouse|geisser|huynh|feldt|permutation|bootstrap\w*|exact p|(?:adj(?:usted|\.)?[-_ ]?p|p[-_ ]?(?:values?\s)?[(]?adj(?:usted|\.)?)\b)",
    re.I,
)
# Words that mean a correction only in the sentence of the test itself, or in the heading above it.
_SEVERAL = lazy(
    r"\b(?:games|howell|post[- ]?hoc|rao|sphericity|ε|epsilon|randomi[sz]ation test|monte[- ]carlo|satorra|whole[- ]brain|small[- ]volume|fwe|svc|voxels?|cluster(?:[- ](?:robust|corrected|level|wise|extent)|\s\()|genome[- ]?wide)",
    re.I,
)
_ANOTHER = lazy(r"\b(?:Fisher|Yates|continuity|exact test)\b", re.I)  # p of a test of the same table that is larger than that of χ²
_RANKS = lazy(r"\bMWU\b|\bmann\b|\bwhitney\b|\bwilcoxon\b|\brank[- ]sum\b|\bsigned[- ]rank", re.I)
_METHODS = lazy(r"\b(?:method|statistic|analys[ie]s|design)", re.I)

HALVED = "half of it would agree: say 'one-tailed' where the test was"

Side = Literal["significant", "not significant"]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """`low` and `high` bound the recomputed p; `fits` says whether some reading of the digits agrees with the reported one."""

    low: float
    high: float
    fits: bool
    explained: str | None  # what explains a difference: a word of the text, or a habit of printing
    flips: bool
    halved: bool  # half of the recomputed p agrees with the reported one, and nothing says that the test was one-tailed
    truncated: bool  # the reported p is the recomputed one cut off instead of rounded
    slight: bool  # same side of alpha, and less than a quarter apart

    @property
    def wrong(self) -> bool:
        return not self.fits and self.explained is None


def recompute(claim: Claim, corpus: Corpus) -> Recomputed | str | None:
    """The verdict on a claim; a reason where it cannot be judged; None where it is no test with p."""
    statistic = claim.record.statistic
    if claim.record.kind != "test" or statistic is None or statistic.p is None or statistic.type is None or statistic.value is None:
        return None
    if statistic.type not in ("t", "F", "r", "chi2", "z", "Q", "Qw", "Qb", "G2"):
        return f"no p is recomputed for {statistic.type}"
    if (statistic.p.value and float(statistic.p.value) <= 0) or _impossible(statistic):
        return "the value is impossible"
    try:
        low, high = _p_range(statistic)
    except ValueError:
        return "degrees of freedom are missing or make no sense"
    p = statistic.p
    if _fits(p, low, high):
        return Recomputed(low, high, fits=True, explained=None, flips=False, halved=False, truncated=False, slight=False)
    halves = statistic.type in _TWO_SIDED or (statistic.type == "F" and statistic.df[:1] == ("1",))  # F with df 1 is t squared
    halved = halves and _fits(p, low / 2, high / 2)
    explained = _word(claim, corpus, _ONE_TAILED) if halved else _word(claim, corpus, _CORRECTED) if _larger(p, high) else None
    if explained is None and _larger(p, high):
        explained = beside(claim, corpus, _SEVERAL, *((_ANOTHER,) if statistic.type == "chi2" else ()))
    if explained is None and statistic.type == "r" and _fits_as_n(statistic):
        explained = "the number in brackets is N"
    if explained is None and statistic.type == "z" and (sentence := claim.document.sentence_at(claim.start)):
        explained = corpus.word_in(claim.document, _RANKS, sentence.start, sentence.end)  # its p may be the exact one of the rank test
    return Recomputed(low, high, fits=False, explained=explained, flips=_flips(p, low, high), halved=halved, truncated=_truncated(p, low, high), slight=_slight(p, low, high))


def said(p: PValue) -> str:
    return "n.s." if p.comparator == "ns" else f"p {p.comparator} {p.value}"


def _impossible(statistic: Statistic) -> bool:
    value = parse(statistic.value or "0")
    p = float(statistic.p.value) if statistic.p and statistic.p.value else 0.0
    return p > 1 or (statistic.type == "r" and abs(value.value) > 1) or (statistic.type not in _TWO_SIDED and value.value < 0)


def _p_range(statistic: Statistic) -> tuple[float, float]:
    """Smallest and largest p for the values that the printed statistic can stand for. Raises ValueError without usable df.

    A bound says on which side the value lies, and is itself exact: `F < 1` allows every p from that of 1 up.
    """
    value = parse(statistic.value or "")
    df = [float(d) for d in statistic.df]
    kind = statistic.type or ""
    if statistic.comparator not in (None, "="):
        edge = p_value(kind, float(value.value), df)
        towards_zero = statistic.comparator.startswith("<") != (value.value < 0 and kind in _TWO_SIDED)
        return (edge, 1.0) if towards_zero else (0.0, edge)
    ends = [float(value.low), float(value.high)]
    if kind == "r":
        ends = [max(-1.0, min(1.0, end)) for end in ends]
    if kind not in _TWO_SIDED:
        ends = [max(0.0, end) for end in ends]
    ps = [p_value(kind, end, df) for end in ends]
    return min(ps), 1.0 if kind in _TWO_SIDED and _straddles(value) else max(ps)


def _straddles(value: Printed) -> bool:
    return value.low <= 0 <= value.high


def _fits(p: PValue, low: float, high: float) -> bool:
    if p.comparator == "ns" or p.value is None:
        return high >= ALPHA
    printed = parse(p.value)
    slack = _SLACK * 2 * float(printed.half_unit)
    value = float(printed.value)
    if p.comparator in ("<", "<="):
        return low <= value + slack
    if p.comparator in (">", ">="):
        return high >= value - slack
    return low - slack <= float(printed.high) and float(printed.low) <= high + slack


def _fits_as_n(statistic: Statistic) -> bool:
    """Whether a correlation fits its p with the printed number taken for N instead of for N - 2."""
    try:
        return statistic.p is not None and _fits(statistic.p, *_p_range(replace(statistic, df=tuple(str(float(d) - 2) for d in statistic.df))))
    except ValueError:
        return False


def _truncated(p: PValue, low: float, high: float) -> bool:
    if p.value is None or p.comparator != "=":
        return False
    printed = parse(p.value)
    return low < float(printed.value + 2 * printed.half_unit) and high >= float(printed.value)


def _slight(p: PValue, low: float, high: float) -> bool:
    """Whether the nearest ends of the reported and the recomputed p differ by less than a quarter."""
    if p.value is None:
        return False
    printed = parse(p.value)
    ends = (float(printed.low), float(printed.high)) if p.comparator == "=" else (float(printed.value), float(printed.value))
    near, far = sorted((ends[1], low) if ends[1] < low else (high, ends[0]))
    return near > 0 and far / near < _QUARTER


def _larger(p: PValue, high: float) -> bool:
    """Whether the reported p is larger than the recomputed one, as a corrected p is."""
    return p.value is None or float(p.value) > high


def _flips(p: PValue, low: float, high: float) -> bool:
    """Whether the whole recomputed range lies on the other side of alpha; p = .05 counts as significant."""
    reported = _side(p)
    return (reported == "significant" and low > ALPHA) or (reported == "not significant" and high <= ALPHA)


def _side(p: PValue) -> Side | None:
    if p.comparator == "ns" or p.value is None:
        return "not significant"
    value = float(p.value)
    if p.comparator in ("<", "<="):
        return "significant" if value <= ALPHA else None
    if p.comparator in (">", ">="):
        return "not significant" if value >= ALPHA else None
    return "significant" if value <= ALPHA else "not significant"


def _word(claim: Claim, corpus: Corpus, pattern: re.Pattern[str]) -> str | None:
    """A word that explains the difference, in the claim's own block or in a section on methods."""
    document = claim.document
    sentence = document.sentence_at(claim.start)
    if sentence:
        block = document.blocks[sentence.block]
        if word := corpus.word_in(document, pattern, block.start, block.end) or word_of(pattern, heading(claim)):
            return word
    if pattern is _ONE_TAILED and (word := corpus.word_in(document, _ALL_ONE_TAILED)):
        return word
    return corpus.once(_IN_METHODS[pattern], document)


def _in_methods(pattern: re.Pattern[str]) -> Callable[[Document, Corpus], str | None]:
    """What looks a pattern up in the sections on methods of a document."""

    def look(document: Document, corpus: Corpus) -> str | None:
        blocks = (block for block in document.blocks if block.section and _METHODS.search(block.section[-1]))
        return next((match[0] for block in blocks if (match := pattern.search(on_one_line(document.text_of(block))))), None)

    return look


_IN_METHODS = {pattern: _in_methods(pattern) for pattern in (_ONE_TAILED, _CORRECTED)}

"""A number is attributed to a document of the corpus that does not print it.

## What it checks
An estimate whose sentence cites exactly one work, and that work is a document of the corpus (by DOI, PMID, title, or `document` of
`sources.yaml`): value and limits of the interval against all numbers that the document prints.

## Why it matters
A number that is not in its source is a slip of copying, another source's number, or an invention.

## Example
"Pain fell (MD -1.86, 95% CI -2.25 to -1.12) [1]", and [1], itself in the corpus, prints `MD -1.68`.

## Not flagged
Numbers that follow from a printed one by rounding, sign, inversion, percentage, complement (0.71 → 29 % less) or another unit of time. Sentences that compare with
results of their own ("our", "in line with"). Sentences that cite several works at once.

## Limits
A document that is only the abstract of a work prints few of its numbers; then the finding says so and counts for less. Drafts give notes.

## References
Jergas H, Baethge C. Quotation accuracy in medical journal articles: a systematic review and meta-analysis. PeerJ 2015;3:e1364.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.documents.model import Document
from evlint.extraction.numbers import NUMBER
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.contradiction._source import mismatched
from evlint.statistics.printed import canonical, parse

META = RuleMeta(
    code="SUP106",
    name="number-not-in-source",
    summary="a number is attributed to a document that does not print it",
    scope="claim",
    severity="error",
    since="0.1.0",
    measured="3,662 unrelated abstracts as one corpus: none flagged; not yet measured on labelled quotations",
)
_NUMBER = lazy(NUMBER)
_OWN = lazy(
    r"\b(?:our|we|this study|the present|in line with|consistent with|similar(?:ly)? to|in agreement|agrees? with|in contrast|unlike|than (?:that|those) of|re-?analy\w+|recalculat\w+|calculated)\b",
    re.I,
)
_UNITS = (7, 24, 60, 12)  # days in a week, hours in a day, minutes in an hour, months in a year
_WHOLE = 8_000  # code points: an abstract is shorter, an article longer
_SURE, _ABSTRACT, _DRAFT = 0.96, 0.75, 0.7


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    statistic = claim.record.statistic
    if statistic is None or statistic.value is None or claim.record.kind != "estimate" or not (claim.record.cites or claim.record.sources):
        return
    source = corpus.citations.document(claim)
    if source is None or claim.id in corpus.once(_mismatched, corpus):
        return
    sentence = claim.document.sentence_at(claim.start)
    if not claim.reviewed and sentence is not None and (own := corpus.word_in(claim.document, _OWN, sentence.start, sentence.end)):
        yield Undecided(f"compares with another result: '{own}'")
        return
    printed = corpus.once(_printed, source)
    wanted = [statistic.value, *((statistic.interval.low, statistic.interval.high) if statistic.interval else ())]
    missing = [number for number in wanted if not _follows(number, printed)]
    if not missing or "." not in "".join(missing):  # a whole number may stand in words
        yield PASSED
        return
    whole = len(source.prose) >= _WHOLE
    confidence = (_SURE if whole else _ABSTRACT) * (1 if claim.reviewed else _DRAFT)
    yield META.finding(
        f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not in {source.path}, which this cites",
        claim.at("attributed to the source"),
        confidence=confidence,
        severity="error" if claim.reviewed and whole else "note",
        notes=() if whole else ("the source in the corpus is short: the number may stand in a fuller text of it",),
        help="correct the number after the source, or cite the work that prints it",
        claims=(claim.id,),
        observed={"value": missing},
    )


def _mismatched(corpus: Corpus, _: Corpus) -> frozenset[str]:
    """Claims whose number CON201 sets against the source's own for the same outcome."""
    return mismatched(corpus)


def _printed(document: Document, _: Corpus) -> tuple[float, ...]:
    """The numbers of a document without their signs, in order of size."""
    found = (canonical(match[0]) for match in _NUMBER.finditer(document.clean))
    return tuple(sorted({abs(float(number)) for number in found if number}))


def _follows(number: str, printed: tuple[float, ...]) -> bool:
    """Whether a number is printed, or follows from a printed one by rounding, sign, inversion, percentage or complement."""
    exact = parse(number)
    low, high = sorted((abs(float(exact.low)), abs(float(exact.high))))
    forms = [(low, high), (low * 100, high * 100), (low / 100, high / 100), (1 - high, 1 - low), (1 - high / 100, 1 - low / 100), (100 - high * 100, 100 - low * 100)]
    forms += [(low / unit, high / unit) for unit in _UNITS] + [(low * unit, high * unit) for unit in _UNITS]
    if low > 0:
        forms.append((1 / high, 1 / low))
    return any(_holds(printed, a, b) for a, b in forms)


def _holds(printed: tuple[float, ...], low: float, high: float) -> bool:
    at = bisect_left(printed, low - 1e-9)
    return at < len(printed) and printed[at] <= high + 1e-9

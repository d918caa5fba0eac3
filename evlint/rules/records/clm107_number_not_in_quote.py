"""A number of a record is not in its quote.

## What it checks
Value, interval, p, counts and arms of every record against the numbers printed in its own quote.

## Why it matters
The commonest error of hand-made records is a true quote beside a number that is not in it.

## Example
`value: '-1.86'` beside the quote `MD -1.68, 95% CI -2.25 to -1.12`.

## Not flagged
Signs and thousands separators in other forms (`−1,200` for -1200); numbers of studies and participants, which often stand in words
elsewhere; 100 for "all".

## Limits
Compares digits: a right number in the wrong field is not seen.

## References
DisMech audit of quoted evidence, issue 10609 (true quotes for other claims).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from evlint.claims.record import ClaimRecord
from evlint.extraction.numbers import NUMBER
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.statistics import canonical

META = RuleMeta(
    code="CLM107",
    name="number-not-in-quote",
    summary="a number of a record is not in its quote",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="exact by construction: a comparison of records with their own text",
)
_ALL = lazy(r"\b(?:all|every|each|complete)\b", re.I)
_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {
    **{word: i for i, word in enumerate(_UNITS, 1)},
    **{word: 10 * i for i, word in enumerate(_TENS, 2)},
    **{f"{ten}-{unit}": 10 * i + j for i, ten in enumerate(_TENS, 2) for j, unit in enumerate(_UNITS[:9], 1)},
    "zero": 0,
    "no": 0,
    "none": 0,
    "half": 50,
    "hundred": 100,
}
_WORD = lazy(r"[a-z]+(?:-[a-z]+)?")
_DIGITS = lazy(rf"\d{{1,3}}(?:[ \u00a0\u2009\u202f]\d{{3}})+|\d+,\d+|{NUMBER}")


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for file in corpus.records.files:
        for stored in file.claims:
            wanted = list(_numbers(stored.record))
            if not wanted or stored.record.review.status == "rejected":
                continue
            printed = _printed(stored.record.target.exact)
            missing = [(path, value) for path, value in wanted if Decimal(value) not in printed]
            for path, value in missing:
                yield META.finding(
                    f"{value} is not in the quote of this record",
                    stored.at(*path, label="not in the quote"),
                    stored.at("target", "exact", label="the quote").related(),
                    confidence=0.97,
                    help="copy the number from the quote, or quote the passage that has it",
                    claims=(stored.record.id,),
                    observed={".".join(map(str, path)): value},
                )
            if not missing:
                yield PASSED


def _numbers(record: ClaimRecord) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(path, value) of every number that the quote must show."""
    statistic, count = record.statistic, record.count
    if statistic is not None:
        if statistic.value:
            yield ("statistic", "value"), statistic.value
        for side in ("low", "high") if statistic.interval else ():
            yield ("statistic", "interval", side), getattr(statistic.interval, side)
        if statistic.p and statistic.p.value:
            yield ("statistic", "p", "value"), statistic.p.value
        for i, arm in enumerate(statistic.arms):
            for name in ("events", "n", "mean", "sd", "percent"):
                if (value := getattr(arm, name)) is not None:
                    yield ("statistic", "arms", i, name), value
    if count is not None:
        for name in ("events", "total", "percent"):
            value = getattr(count, name)
            if value is not None and not (value == "100" and _ALL.search(record.target.exact)):
                yield ("count", name), value
        for i, part in enumerate(count.parts):
            yield ("count", "parts", i, "n"), part.n


def _printed(quote: str) -> set[Decimal]:
    """The numbers of a quote, each also without its sign (a dash may be a hyphen), and those that stand in words."""
    out = {Decimal(_WORDS[word]) for word in _WORD.findall(quote.lower()) if word in _WORDS}
    for match in _DIGITS.finditer(quote):
        for form in (canonical(match[0]), canonical(match[0], decimal_comma=True), *map(canonical, re.split(r"[ ,]", match[0]))):
            if form:
                out |= {Decimal(form), abs(Decimal(form))}
    return out

"""A number in words and the digits beside it differ.

## What it checks
A number word followed by digits in brackets and by what is counted: "eighteen (16) trials".

## Why it matters
One of the two is wrong, and nothing tells which.

## Example
`Eighteen (16) randomized controlled trials were included.`

## Not flagged
Citations, percentages and sizes in brackets (`two (12%)`, `as in three (5).`, `two (n = 30) groups`); "one (1)" and other pairs that agree.

## Limits
Number words up to ninety-nine.

## References
Hunter KE, et al. INSPECT-SR, item 4.10 (are results internally consistent?).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="STA303",
    name="word-digit-mismatch",
    summary="a number in words and the digits beside it differ",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: none flagged, so its precision is not known",
)
_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: i for i, word in enumerate(_UNITS, 1)} | {word: 10 * i for i, word in enumerate(_TENS, 2)}
_THINGS = "trials?|studies|study|articles?|papers?|reviews?|RCTs?|patients?|participants?|subjects?|people|women|men|children|adults|infants|cases?|deaths?|events?|centres?|centers?|hospitals?|countries|items?|groups?|arms?|weeks?|days?|months?|years?"
# Only words that describe what is counted: any word would let a citation pass for digits ("two (14) reported no deaths").
_KINDS = "randomi[sz]ed|controlled|clinical|eligible|included|relevant|published|unpublished|cohort|observational|original|primary|full-text|different|separate|more|additional|further|new|serious|adverse|adult|older|healthy|male|female|treatment|study|parallel|crossover|prospective|retrospective|pilot|consecutive"
_DIGITS = lazy(rf"\((?P<d>\d{{1,3}})\)\s(?:(?:{_KINDS})\s){{0,3}}(?:{_THINGS})\b", re.I)
_WORDS = lazy(rf"\b(?P<w>(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|{'|'.join(_UNITS)})\s$", re.I)
_HUNDREDS = lazy(r"\b(?:hundred|thousand)(?:\sand)?\s$", re.I)
_LONGEST = 20


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for digits in _DIGITS.finditer(document.clean):
        match = _WORDS.search(document.clean, max(0, digits.start() - _LONGEST), digits.start())
        if match is None or _HUNDREDS.search(document.clean, max(0, match.start() - _LONGEST), match.start()):
            continue
        words = re.split(r"[- ]", match["w"].lower())
        value = sum(_VALUES[word] for word in words)
        if value == int(digits["d"]):
            yield PASSED
            continue
        yield META.finding(
            f"'{match['w']}' in words, {digits['d']} in digits",
            document.at(match.start(), digits.end("d") + 1, "two numbers for one thing"),
            confidence=0.78,
            help="look the number up in the source, and correct the other form",
            expected={"value": str(value)},
            observed={"value": digits["d"]},
        )

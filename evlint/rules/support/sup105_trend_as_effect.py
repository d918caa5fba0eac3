"""A trend that did not reach significance is told as a result.

## What it checks
"Trend towards", "tended to", "approached significance", "marginally significant" with a p value above .05 in the same sentence.

## Why it matters
A p above the level says that the data do not decide; "trend" makes a direction of it, and it is told on as an effect.

## Example
`There was a trend towards less pain with zinc (P = 0.08).`

## Not flagged
Tests for trend (dose, time); trends of a course or a market; sentences that go on to say that there was no significant difference.

## Limits
Without a p in the sentence nothing is said.

## References
Wood J, et al. Trap of trends to statistical significance. BMJ 2014;348:g2215.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.extraction.numbers import p_values
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._read import sentences_with

META = RuleMeta(
    code="SUP105",
    name="trend-as-effect",
    summary="a trend without significance is told as a result",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 60 flagged, 45 read, right in all",
)
_TREND = lazy(
    r"\b(?:trends? (?:toward|for (?:an? )?(?:improve|reduc|increas|decreas|lower|higher|better|fewer|longer|shorter))\w*|tend(?:ed|s)? (?:to(?:ward)?s?|to be)\b|(?:approach|border|near)(?:ed|ing|ly|line)?\s(?:on\s)?(?:statistical\s)?significan\w+|marginal(?:ly)?\s(?:statistically\s)?significan\w+|almost (?:reached )?significan\w+)",
    re.I,
)
_OTHER = lazy(
    r"\b(?:p for trend|test for trend|trend test|linear trend|dose[- ]response|time trend|secular|no (?:statistically )?significant|not (?:statistically )?significant\w*|did not reach|non-?significan\w*|without reaching|fail\w*)\b",
    re.I,
)
_ALPHA, _FAR = 0.05, 200


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for sentence in sentences_with(document, ("rend", "tend", "pproach", "order", "argin", "lmost", "ear")):
        match = _TREND.search(document.prose, sentence.start, sentence.end)
        if match is None:
            continue
        behind = document.prose[match.start() : min(sentence.end, match.end() + _FAR)]
        p = next((read for read, _, _ in p_values(behind)), None)
        if p is None or p.value is None or p.test is not None:
            continue
        if word := _OTHER.search(document.prose, sentence.start, sentence.end):
            yield Undecided(f"explained by '{word[0].lower()}'")
        elif not (p.comparator in ("=", ">", ">=") and _ALPHA < float(p.value) <= 1):
            yield PASSED
        else:
            yield META.finding(
                f"'{match[0]}' with p {p.comparator} {p.value}",
                document.at(match.start(), match.end(), "a trend"),
                confidence=0.78,
                help="say that the difference was not significant, and give estimate and interval; leave the direction to them",
                observed={"p": f"{p.comparator} {p.value}"},
            )

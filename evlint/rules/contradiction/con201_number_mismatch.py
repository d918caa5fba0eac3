"""One source is quoted with two different numbers.

## What it checks
Two claims tell of one source (one entry of `sources.yaml`, one DOI, PMID, registry number or title, or a document of the corpus that
another one cites), for the same intervention, outcome and measure, and print numbers that rounding cannot reconcile: value, limits, p,
events or percentage.

## Why it matters
At most one of the two can be what the source says. It is the plainest kind of misquotation, and the easiest to put right.

## Example
A guideline quotes a review with `RR 0.71 (0.58 to 0.92)`, its patient leaflet quotes the same review with `RR 0.77 (0.58 to 0.92)`.

## Not flagged
Numbers of other outcomes, times, doses, subgroups or analyses of the source; one number rounded more than the other; sentences that
cite several sources at once.

## Limits
Which of the two is right only the source can tell. Drafts give notes, until a person has read them.

## References
Jergas H, Baethge C. Quotation accuracy in medical journal articles: a systematic review and meta-analysis. PeerJ 2015;3:e1364.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.contradiction._conflict import conflict
from evlint.rules.contradiction._source import numbers_apart, one_sided, quoted, split

META = RuleMeta(
    code="CON201",
    name="number-mismatch",
    summary="one source is quoted with two different numbers",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="3,662 unrelated abstracts as one corpus: none flagged; not yet measured on labelled quotations",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for pair in corpus.results.comparisons:
        if not quoted(pair, corpus):
            continue
        apart = list(numbers_apart(pair))
        if not apart:
            yield PASSED
            continue
        if word := split(pair):
            yield Undecided(f"one of the two names another analysis: '{word}'")
            continue
        name, first, second = apart[0]
        yield conflict(
            META,
            pair,
            f"{pair.names[-1]}: {name} {first} here and {second} there, of one source",
            0.96,
            (f"{name} {first}", f"{name} {second}"),
            notes=[f"{name} {a} v {b}" for name, a, b in apart[1:]],
            ceiling="note" if one_sided(pair) else "error",
            help="look the number up in the source and correct the one that differs",
        )

"""A text says otherwise than the document that it cites.

## What it checks
A claim cites a document of the corpus (by DOI, PMID, title, or `document` of `sources.yaml`), and that document states the opposite for
the same intervention and outcome: an increase against a decrease, or significant against not.

## Why it matters
The source is at hand and says the opposite: nothing discredits a text more.

## Example
A leaflet says that "zinc shortened colds [1]", and [1], itself in the corpus, found no significant difference.

## Not flagged
Sentences that cite several works at once. What the cited document itself only reports of others. Other outcomes, times, doses or subgroups.

## Limits
As good as the records of both documents; drafts give notes, until a person has read them.

## References
Jergas H, Baethge C. Quotation accuracy in medical journal articles: a systematic review and meta-analysis. PeerJ 2015;3:e1364.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.contradiction._conflict import conflict
from evlint.rules.contradiction._source import comparable, inverted, one_sided, opposed

META = RuleMeta(
    code="SUP107",
    name="source-says-otherwise",
    summary="a text says otherwise than the document that it cites",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="3,662 unrelated abstracts as one corpus: none flagged; not yet measured on labelled quotations",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for pair in corpus.results.comparisons:
        first, second = pair.first.claim, pair.second.claim
        tells = corpus.citations.tells_of(first, second), corpus.citations.tells_of(second, first)
        if not comparable(pair) or not any(tells):
            continue
        if (said := opposed(pair)) is None or inverted(pair):
            yield PASSED
            continue
        text, source = said if tells[0] else said[::-1]
        yield conflict(
            META,
            pair,
            f"{pair.names[-1]}: the text says {text}, the document that it cites says {source}",
            0.95,
            (f"the text: {said[0]}", f"its source: {said[1]}") if tells[0] else (f"its source: {said[0]}", f"the text: {said[1]}"),
            ceiling="note" if one_sided(pair) else "error",
            help="correct the text after its source, or say on what else it rests",
        )

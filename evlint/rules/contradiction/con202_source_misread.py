"""One source is quoted for opposite results.

## What it checks
Two claims tell of one source (one entry of `sources.yaml`, one DOI, PMID, registry number or title) for the same intervention and
outcome: one says that the measure went up, the other down; or one says significant, the other not.

## Why it matters
One of the two has misread the source. Readers who check will trust neither.

## Example
"Zinc shortened colds (Smith 2019)" in one text, "zinc did not shorten colds (Smith 2019)" in another.

## Not flagged
Other outcomes, times, doses or subgroups of the source; hedged statements; sentences that cite several sources at once. A text that says
otherwise than the document of the corpus that it cites is SUP107.

## Limits
Which of the two is right only the source can tell. Drafts give notes, until a person has read them.

## References
Jergas H, Baethge C. Quotation accuracy in medical journal articles: a systematic review and meta-analysis. PeerJ 2015;3:e1364.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.contradiction._conflict import conflict
from evlint.rules.contradiction._source import inverted, one_sided, opposed, quoted, split

META = RuleMeta(
    code="CON202",
    name="source-misread",
    summary="one source is quoted for opposite results",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="3,662 unrelated abstracts as one corpus: none flagged; not yet measured on labelled quotations",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    cited = corpus.citations
    for pair in corpus.results.comparisons:
        first, second = pair.first.claim, pair.second.claim
        if not quoted(pair, corpus) or cited.tells_of(first, second) or cited.tells_of(second, first):
            continue
        if (said := opposed(pair)) is None or inverted(pair):
            yield PASSED
            continue
        yield conflict(
            META,
            pair,
            f"{pair.names[-1]}: one source is quoted for {said[0]} here and for {said[1]} there",
            0.95,
            (f"reads: {said[0]}", f"reads: {said[1]}"),
            ceiling="note" if one_sided(pair) or split(pair) else "error",
            help="read the source and correct the text that misreads it",
        )

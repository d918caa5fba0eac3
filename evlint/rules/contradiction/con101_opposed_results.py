"""Two places report effects in opposite directions.

## What it checks
Two claims with the same intervention and outcome, comparators of one family and related conditions: one says that the measure
went up, the other that it went down. A drug is held against its class too, an outcome against a broader one, and passages that share most of
what they are about (a note).

## Why it matters
A reader of both texts cannot act on either. It is the plainest form of a contradiction between documents.

## Example
"Drug A reduced mortality compared with placebo" in one text, "mortality was higher with drug A than with placebo" in another.

## Not flagged
Effects of one source that neither side calls significant. Pairs blocked by another condition, species or comparator family. One source told at
several times or doses within one document. Quoted opinions, hypotheses and aims.

## Limits
As good as the records: drafts of the extractor give notes only, until a person has read them.

## References
Alamri A, Stevenson M. A corpus of potentially contradictory research claims from cardiovascular research abstracts. J Biomed Semantics 2016;7:36.
Rosemblat G, et al. Towards a characterization of apparent contradictions in the biomedical literature. J Biomed Inform 2019;98:103275.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.contradiction._conflict import conflict, silent, unreported, worded
from evlint.rules.contradiction._source import quoted

META = RuleMeta(
    code="CON101",
    name="opposed-results",
    summary="two places report effects in opposite directions",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="3,662 unrelated abstracts as one corpus: no warning, 4 notes, none of them right; passages by their words: docs/contradictions.md",
)
_WORDS = {"up": "an increase", "down": "a decrease"}


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for pair in (*corpus.results.comparisons, *corpus.kindred.comparisons):
        first, second = pair.first, pair.second
        if {first.effect, second.effect} != {"up", "down"} or silent(pair) or quoted(pair, corpus):
            continue
        marks = [n.record.result.significance for n in (first, second) if n.record.result]
        if pair.one_source and "significant" not in marks:
            yield PASSED
            continue
        both = marks.count("significant") == 2
        yield conflict(
            META,
            pair,
            f"{pair.names[-1]}: one source reports {_WORDS[first.effect]} with {pair.names[0]}, another {_WORDS[second.effect]}",
            0.95 if both else 0.88,
            (_WORDS[first.effect], _WORDS[second.effect]),
        )
    for passages in unreported(corpus, "opposite"):
        yield worded(META, passages, "two documents say the opposite", corpus)

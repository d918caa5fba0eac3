"""What the rules on intervals share: the words that quiet them, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from evlint.claims.model import Claim
from evlint.documents.model import Document, Sentence
from evlint.documents.sentences import on_one_line
from evlint.patterns import pattern as lazy
from evlint.rules.base import Corpus
from evlint.statistics import Estimate, Printed

QUIET = lazy(
    r"\b(?:non-?inferior\w*|equivalence|interaction|heterogeneity|p for trend|one[- ](?:sided|tailed)|bonferroni|holm\b|hochberg|multiplicity|multiple (?:testing|tests|comparisons?)|"
    r"bootstrap\w*|bayes\w*|posterior (?:probability|distribution|median|mean|interval)|credible|exact (?:test|confidence|method|95)|fisher|profile likelihood|mid-p|99\.?\d?\s?% |97\.5\s?% |90\s?% )",
    re.I,
)


BOOTSTRAPPED = frozenset({"beta", "d", "g"})  # measures whose intervals are as often bootstrapped or noncentral as normal


def by_sentence(document: Document, corpus: Corpus) -> Iterator[tuple[Sentence, list[Claim]]]:
    """Each sentence that holds a claim, with its claims; one pass, for both are in order of place."""
    claims = corpus.claims.get(document.path, ())
    for start, group in groupby(claims, key=lambda claim: sentence.start if (sentence := document.sentence_at(claim.start)) else -1):
        if start >= 0 and (sentence := document.sentence_at(start)):
            yield sentence, list(group)


def in_words_alone(claim: Claim) -> bool:
    """Whether a claim is a result in words without numbers of arms: the rules on numbers leave those to the rules on words."""
    statistic = claim.record.statistic
    return claim.record.kind == "finding" and not claim.reviewed and not (statistic and statistic.arms)


def sentences_with(document: Document, pieces: Iterable[str]) -> list[Sentence]:
    """Sentences that hold one of some literal pieces, in order: far faster over a long text than any pattern."""
    found: dict[int, Sentence] = {}
    for piece in pieces:
        at = document.clean.find(piece)
        while at >= 0:
            if (sentence := document.sentence_at(at)) and at < sentence.end:
                found[sentence.start] = sentence
            at = document.clean.find(piece, at + len(piece))
    return [found[start] for start in sorted(found)]


def sentence_of(claim: Claim) -> str:
    """The sentence in which a claim stands, and all of the claim where that runs on."""
    sentence = claim.document.sentence_at(claim.start)
    return on_one_line(claim.document.prose[min(sentence.start, claim.start) : max(sentence.end, claim.end)] if sentence else claim.text)


def word_of(pattern: re.Pattern[str], text: str) -> str | None:
    """The first word of a text that a pattern finds, in lower case."""
    match = pattern.search(text)
    return match[0].strip().lower() if match else None


def negated(number: Printed) -> Printed:
    return replace(number, value=-number.value)


def sign_left_out(read: Estimate) -> bool:
    """Whether a difference printed without a sign lies in its interval once it has one: "a difference of 3.1% (-6.6% to 0.5%)"."""
    turned = negated(read.value)
    return read.value.value >= 0 and read.scale == "difference" and turned.high >= read.low.low and turned.low <= read.high.high


def beside(claim: Claim, corpus: Corpus, *patterns: re.Pattern[str]) -> str | None:
    """The first word in the claim's sentence, or in the heading or label above it, that one of the patterns finds, in lower case."""
    sentence = claim.document.sentence_at(claim.start)
    start, end = (min(sentence.start, claim.start), max(sentence.end, claim.end)) if sentence else (claim.start, claim.end)
    found = (corpus.word_in(claim.document, pattern, start, end) or word_of(pattern, heading(claim)) for pattern in patterns)
    return next((word for word in found if word), None)


def heading(claim: Claim) -> str:
    """The heading, or the label that runs in ("Bonferroni-corrected comparisons: …"), under which a claim stands."""
    sentence = claim.document.sentence_at(claim.start)
    section = claim.document.blocks[sentence.block].section if sentence else ()
    return section[-1] if section else ""


def quieting_word(claim: Claim, corpus: Corpus) -> str | None:
    """A word of the claim's sentence that explains why interval and p need not agree, or None."""
    return beside(claim, corpus, QUIET)

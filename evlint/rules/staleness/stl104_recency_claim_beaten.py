"""A claim to rest on the most recent evidence is beaten by something newer in the corpus.

## What it checks
"Most recent", "latest", "newest" with a kind of evidence and a year, against the other documents of the corpus on the same topic
(title words) with a later date. Evidence in general is beaten by any newer trial, synthesis or guideline; a "most recent trial"
only by a newer trial.

## Why it matters
The sentence was true when it was written; nobody re-reads it when a newer review comes in.

## Example
"Based on the most recent evidence … The 2020 trial showed no relief" beside a systematic review of 2022 in the same corpus.

## Not flagged
A newer document of another kind or topic, quoted history ("at the time"), recency without a year.

## Limits
Knows only the corpus. Topics are compared by the words of titles.

## References
Akl EA, et al. Living systematic reviews: 4. Living guideline recommendations. J Clin Epidemiol 2017;91:47.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evlint.documents.model import Document, Sentence
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.staleness import _topic

META = RuleMeta(
    code="STL104",
    name="recency-claim-beaten",
    summary="'the most recent evidence' is older than another document of the corpus",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="the five seeds: 1 of 1 right; 3,662 unrelated abstracts as one corpus: none flagged",
)
_CLAIM = lazy(
    r"\b(?:most recent(?:ly)?|latest|newest|most up-to-date|most current)\s(?:[a-z-]{3,20}\s){0,3}?(?P<what>evidence|data|research|literature|trials?|RCTs?|randomi[sz]ed controlled trials?|stud(?:y|ies)|reviews?|meta-analys[ei]s|guidelines?|guidance)\b",
    re.I,
)
_WORDS = ("recent", "Recent", "latest", "Latest", "newest", "Newest", "up-to-date", "most current")
_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PAST = lazy(r"\b(?:at (?:the|that) time|back then|until then|in those days)\b", re.I)
_KINDS = {"trial": ("trial",), "review": ("synthesis",), "guideline": ("guideline",), "evidence": ("trial", "synthesis", "guideline")}
_SHARED_WORDS, _SHARED_PART = 2, 0.5


@dataclass(frozen=True, slots=True)
class _Recency:
    start: int
    end: int
    what: str
    year: int


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    if not any(word in document.clean for word in _WORDS):
        return
    for sentence in document.sentences:
        match = _CLAIM.search(document.clean, sentence.start, sentence.end)
        if match is None or _PAST.search(document.clean, sentence.start, sentence.end):
            continue
        year = _year(document, sentence)
        if year is None:
            yield Undecided("no year near the claim")
            continue
        claim = _Recency(sentence.start, sentence.end, _kind(match["what"].lower()), year)
        newer = _newer(document, claim, corpus)
        yield _finding(document, claim, newer, corpus) if newer else PASSED


def _kind(what: str) -> str:
    if what.startswith(("trial", "rct", "random")):
        return "trial"
    return "review" if what.startswith(("review", "meta")) else "guideline" if what.startswith("guid") else "evidence"


def _year(document: Document, sentence: Sentence) -> int | None:
    """The latest year in the sentence, else in its neighbours of the same block."""
    here = [int(y) for y in _YEAR.findall(document.clean, sentence.start, sentence.end)]
    if not here:
        near = [s for s in document.sentences if s.block == sentence.block and abs(s.start - sentence.start) < 1200]
        here = [int(y) for s in near for y in _YEAR.findall(document.clean, s.start, s.end)]
    return max(here, default=None)


def _newer(document: Document, claim: _Recency, corpus: Corpus) -> Document | None:
    """The newest document of a kind that counts, on the same topic, dated after the year of the claim."""
    mine = _topic.title_words(document)
    best: tuple[str, str] | None = None
    found: Document | None = None
    for other in corpus.readable():
        date = _topic.issued(other, corpus)
        if other is document or not date or int(date[:4]) <= claim.year or _topic.kind(other) not in _KINDS[claim.what]:
            continue
        theirs = _topic.title_words(other)
        shared = mine & theirs
        enough = len(shared) >= _SHARED_WORDS and len(shared) >= _SHARED_PART * min(len(mine), len(theirs))
        if enough and (best is None or (date, other.path) > best):
            best, found = (date, other.path), other
    return found


def _finding(document: Document, claim: _Recency, newer: Document, corpus: Corpus) -> Outcome:
    date = _topic.issued(newer, corpus)
    title = next((b for b in newer.blocks if b.kind == "heading" and newer.prose[b.start : b.end] == newer.metadata.title), None)
    start, end = (title.start, title.end) if title else (0, min(80, len(newer.prose)))
    return META.finding(
        f"called the most recent {claim.what}, of {claim.year}; the corpus holds a {_topic.kind(newer)} of {date[:4]} on the topic",
        document.at(claim.start, claim.end, f"recency claimed, {claim.year}"),
        newer.at(start, end, f"issued {date}", role="related"),
        confidence=0.85,
        notes=(f"topic by title words: {', '.join(sorted(_topic.title_words(document) & _topic.title_words(newer)))}",),
        help="take the newer document into account, or say up to which date the evidence was searched",
        expected={"year": date[:4]},
        observed={"year": str(claim.year)},
    )

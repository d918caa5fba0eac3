"""Recent evidence is claimed without a date or a source.

## What it checks
"Recent studies", "current evidence", "to date", "the latest research" as the support of a statement, in documents that cite elsewhere,
in sentences that hold no year and no citation.

## Why it matters
"Recent" was true on the day it was written. Without a year nobody sees when it stops being true.

## Example
"Recent studies show that ketamine relieves neuropathic pain."

## Not flagged
Sentences with a year or a citation, or whose neighbour in the paragraph has one; headings, questions, aims; "recent" of patients and
events ("recent surgery"); "the current study", which is the text's own; documents that cite nothing.

## Limits
A note. STL104 judges claims of recency that name a year.

## References
PIF TICK criteria: information is dated and its evidence is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents.model import Document, Sentence
from evlint.patterns import any_of
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="STL105",
    name="undated-recency",
    summary="recent evidence is claimed without a date or a source",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="361 articles: 16 flagged, all read, 13 right; 3,662 abstracts: none flagged",
)
_KIND = r"(?:evidence|data|research|literature|trials?|RCTs?|stud(?:y|ies)|reviews?|meta-analys[ei]s|findings|guidelines?|guidance|reports?|publications?|work)"
_VERB = r"\s(?:[a-z]{2,12}\s){0,3}?(?:show|suggest|indicat|demonstrat|support|confirm|found|find|reveal|recommend|conclud|provid)"
_CLAIM = lazy(
    rf"\b(?:recent|recently published|currently available|latest|newest|new|emerging|most recent)\s(?:[a-z-]{{3,16}}\s){{0,2}}?{_KIND}{_VERB}"
    rf"|(?<!the )\bcurrent\s(?:evidence|literature|research|knowledge|guidelines|guidance){_VERB}|\bthe current (?:evidence|literature|guidelines|guidance){_VERB}"
    rf"|\b(?:to date|so far|until now|at present),?\s(?:the\s|no\s|little\s|there\s(?:is|are)\s(?:no\s|little\s)?)?(?:[a-z-]{{3,16}}\s){{0,1}}{_KIND}\b",
    re.I,
)
_WORDS = ("ecent", "urrent", "atest", "ewest", "merging", "new ", "vailable", "o date", "o far", "ntil now", "t present", "New ")
_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    if not document.markers or not any_of(_WORDS, document.prose):
        return
    cited = sorted(marker.start for marker in document.markers)
    for i, sentence in enumerate(document.sentences):
        if not any_of(_WORDS, document.clean[sentence.start : sentence.end]):
            continue
        match = _CLAIM.search(document.clean, sentence.start, sentence.end)
        if match is None or document.clean[sentence.end - 1] == "?":
            continue
        if any(_supported(document, near, cited) for near in _neighbours(document, i)):
            yield PASSED
            continue
        yield META.finding(
            "recent evidence is claimed without a year or a source",
            document.at(sentence.start, sentence.end, "no date, no citation"),
            confidence=0.7,
            help="say which evidence and of which year, or cite it",
        )


def _neighbours(document: Document, i: int) -> list[Sentence]:
    """The sentence and those beside it in its paragraph."""
    return [s for s in document.sentences[max(0, i - 1) : i + 2] if s.block == document.sentences[i].block]


def _supported(document: Document, sentence: Sentence, cited: list[int]) -> bool:
    following = document.sentence_at(sentence.end + 3)
    end = max(sentence.end, following.start if following and following.start > sentence.start else sentence.end + 3)
    return _YEAR.search(document.prose, sentence.start, sentence.end) is not None or any(sentence.start <= at < end for at in cited)

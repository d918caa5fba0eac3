"""Studies, experts or common knowledge are named as the support of a statement, and no source is.

## What it checks
"Studies show", "research suggests", "the literature supports", "experts agree", "it is well known that", "there is strong evidence that", with no
citation in the sentence or in the one before or after, in documents that cite elsewhere.

## Why it matters
The words claim a source that nobody can look up. Often there is one, and it was lost; at times there is none.

## Example
"Studies have shown that exercise prevents falls."

## Not flagged
Studies that the text has just told of ("the two studies showed", "these data suggest"); own results; "it is not known whether"; aims, questions,
quotations, headings; abstract, methods, results and conclusions; documents that cite nothing. "Recent studies show" and "to date" are told by STL105.

## Limits
A source that is cited two sentences before is not seen. Links count as citations.

## References
PIF TICK criteria: the evidence that a text rests on is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.support import _uncited as model

META = RuleMeta(
    code="SUP102",
    name="vague-attribution",
    summary="studies or experts are named as support, and no source is",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="CiteWorth: 226 sentences flagged, the author cited in 84 %; 361 articles: 17 flagged and read, 15 right",
)
_HOW_MANY = r"(?:(?:a number of|many|several|some|numerous|various|other|multiple|most|a few|all|good|strong|much|scientific|medical|clinical|experimental|animal|human|laboratory|epidemiolog\w{2,5}|observational|cohort|prospective|randomi[sz]ed|controlled|large|small|previous|prior|earlier|past|published|extensive)\s){0,4}"
_ADVERB = r"(?:(?:have|has|had|also|clearly|consistently|repeatedly|often|already|previously|generally|strongly|now|long|all)\s){0,3}"
_SHOWS = r"(?:shows?|showed|shown|suggest(?:s|ed)?|indicat(?:e|es|ed)|demonstrat(?:e|es|ed)|finds?|found|proves?|proved|proven|reports?|reported|supports?|supported|confirm(?:s|ed)?|reveal(?:s|ed)?|establish(?:es|ed))"
_SUPPORT = lazy(
    r"(?:^|[,;:(–—]\s?|\b(?:that|as|because|since|although|though|while|whereas|but|and|however|indeed|moreover|furthermore)\s)"
    rf"(?P<words>{_HOW_MANY}(?:(?:studies|trials|research|evidence|data|surveys|reviews|meta-analyses|reports|science)|the (?:literature|evidence|research))\s(?!shown){_ADVERB}{_SHOWS}\b"
    rf"|{_HOW_MANY}(?:experts|specialists|clinicians|physicians|doctors|researchers|scientists|authors|authorities|investigators)\s{_ADVERB}(?:agree|believe|think|hold|recommend|consider|suggest|argue|say|claim|accept)(?:ed|s|d)?\b)"
    r"|\b(?P<known>it\s(?:is|has\s(?:long\s)?been)\s(?:(?:now|also|already|well|widely|generally|commonly|universally|long|often|repeatedly|clearly|firmly)[\s-]){0,3}(?:known|established|recogni[sz]ed|accepted|documented|shown|demonstrated|reported|believed|thought|agreed|proven|proved|acknowledged)\sthat"
    r"|there\sis\s(?:now\s)?(?:good|strong|growing|ample|increasing|considerable|abundant|clear|compelling|convincing|overwhelming|substantial|mounting|robust|much|extensive)\s(?:(?:and|[a-z]{4,14})\s){0,3}evidence\s(?:that|for|of|to))",
    re.I,
)
_WORDS = (
    "tudies",
    "rials",
    "esearch",
    "vidence",
    "ata ",
    "urveys",
    "eviews",
    "eta-analyses",
    "eports",
    "cience",
    "iterature",
    "xperts",
    "pecialists",
    "linicians",
    "hysicians",
    "octors",
    "cientists",
    "uthor",
    "nvestigators",
    "t is ",
    "t has ",
)
_RECENT = lazy(r"\b(?:recent(?:ly)?|current(?:ly)?|latest|newest|new|emerging|available|to date|so far|until now|at present)\b", re.I)
_CONFIDENCE = 0.75


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    if not document.markers or not any(word in document.prose for word in _WORDS):
        return
    for sentence, supported in model.uncited(document):
        text = document.clean[sentence.start : sentence.end]
        match = _SUPPORT.search(text)
        if match is None:
            continue
        if supported or model.silent(text) or _RECENT.search(text):
            yield PASSED
            continue
        start, end = match.span("words") if match["words"] else match.span("known")
        yield META.finding(
            f"'{' '.join(document.clean[start:end].split())}' names no source",
            document.at(sentence.start + start, sentence.start + end, "which?"),
            confidence=_CONFIDENCE,
            help="cite the studies, or say what the statement rests on",
        )

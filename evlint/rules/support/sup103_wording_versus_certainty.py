"""A result is told as certain, and its own evidence is graded low or very low.

## What it checks
Sentences that grade their evidence (GRADE: low or very low certainty or quality) and report an effect: the wording must say so too ("may
reduce", "the evidence is very uncertain"), not "reduces" or "is effective".

## Why it matters
Readers keep the verb and forget the grade.

## Example
`Zinc reduces the duration of a cold (low-certainty evidence).`: "Zinc may reduce …".

## Not flagged
The grade told before the verb ("low-certainty evidence that zinc reduces"); "may", "might", "could", "probably", "appears", "suggests", "uncertain", "unclear" and the like in the sentence; results of no effect; what
single trials found, in the past tense with its p value.

## Limits
A grade that stands in another sentence is not seen.

## References
Santesso N, et al. GRADE guidelines 26: informative statements to communicate the findings of systematic reviews. J Clin Epidemiol 2020;119:126.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="SUP103",
    name="wording-versus-certainty",
    summary="an effect is told as certain, and its evidence is graded low",
    scope="claim",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles, 102 graded results judged: none flagged, so its precision is not known",
)
_HEDGED = lazy(
    r"\b(?:may|might|could|can|possibl[ey]|potential(?:ly)?|probabl[ey]|likely|unlikely|appear(?:s|ed)?|seem(?:s|ed)?|suggest(?:s|ed|ing)?|uncertain\w*|unclear|unsure|unknown|insufficient|inconclusive|limited|weak|tend(?:s|ed)?|trend|"
    r"not (?:sure|certain|know)|little|some evidence|if any|caution\w*|indicat(?:e|es|ed|ing)|imprecise|downgraded|no evidence|lack)\b",
    re.I,
)
# "Low-quality evidence that zinc reduces …" says its grade before its verb.
_GRADED_FIRST = lazy(r"\b(?:low|very low)[- ](?:quality|certainty|strength)?\s?(?:\w+\s){0,2}evidence\s(?:that|for|of|to|from)\b", re.I)
_PRESENT = lazy(
    r"\b(?:reduces|increases|improves|prevents|lowers|decreases|relieves|prolongs|shortens|raises|worsens|is (?:effective|superior|associated|better)|are (?:effective|superior|associated|better)|leads to|results in|causes|has (?:an? )?(?:beneficial|positive))\b"
)


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    record = claim.record
    if record.certainty is None or record.certainty.level not in ("low", "very_low") or record.result is None or record.result.direction not in ("increased", "decreased"):
        return
    sentence = claim.document.sentence_at(claim.start)
    text = claim.document.prose[sentence.start : sentence.end] if sentence else claim.text
    certain = _PRESENT.search(text)
    if record.result.significance == "not_significant" or _GRADED_FIRST.search(text) or _HEDGED.search(text) or certain is None:
        yield PASSED
        return
    level = record.certainty.level.replace("_", " ")
    yield META.finding(
        f"'{certain[0]}', and the evidence for it is graded {level}",
        claim.at("told as certain"),
        confidence=0.78,
        help="say 'may' for low certainty, 'the evidence is very uncertain about' for very low",
        claims=(claim.id,),
        expected={"wording": "may" if level == "low" else "very uncertain"},
        observed={"wording": certain[0]},
    )

"""Recommendations, with their strength on one ordered scale and the line of therapy that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evlint.claims.record import Concept, Intervention, Population, Recommendation, Strength
from evlint.extraction import phrases, words
from evlint.extraction.draft import Draft, View
from evlint.patterns import pattern as lazy

_WORDINGS: Mapping[Strength, tuple[str, ...]] = {
    "against-strong": (
        r"\bstrongly recommend(?:s|ed)? against\b",
        r"\b(?:must|should) never be (?:used|given|offered)\b",
        r"\bis contraindicated\b",
        r"^do not (?:offer|use|give|prescribe)\b",
    ),
    "against-routine": (
        r"\bshould not (?:be )?routinely(?: be)? (?:used|given|offered|prescribed)\b",
        r"\b(?:lack of support for|do(?:es)? not support|insufficient evidence to (?:recommend|support)) (?:the )?routine use\b",
        r"\bnot (?:routinely recommended|recommended for routine use)\b",
    ),
    "against": (
        r"\b(?:is|are|was|were) not (?:currently )?recommended\b",
        r"\b(?:recommend(?:s|ed)?|suggests?) against\b",
        r"\bshould not be (?:used|given|offered|recommended|prescribed|considered)\b",
        r"\bshould be avoided\b",
        r"\bcannot be (?:recommended|considered a first[- ]line)\b",
        r"\bnot possible to recommend\b",
    ),
    "only-if-others-failed": (
        r"\bshould (?:only be (?:considered|used)|be (?:considered|used) only)\b",
        r"\bshould be (?:restricted|reserved|limited) (?:to|for)\b",
        r"\b(?:only )?as a last resort\b",
        r"\bonly (?:if|when|after) (?:other|all|first)\b[^.]{0,40}\bfail",
    ),
    "option": (
        r"\b(?:viable|reasonable|possible|alternative|important|acceptable) (?:treatment |therapeutic )?option\b",
        r"\b(?:can|may|could|should) be considered\b",
        r"^consider\s",
        r"\bmay be used (?:as|for)\b",
    ),
    "for-strong": (r"\bstrongly recommend(?:s|ed)?\b", r"^offer\s"),
    "for": (
        r"\b(?:is|are) recommended\b",
        r"\bwe (?:recommend|suggest)\b",
        r"\bshould be (?:used|given|offered|prescribed|administered|tried)\b",
    ),
}
"""Wordings by strength, the most telling first: "strongly recommended against" also holds "recommended"."""

_FORMS = tuple((lazy("|".join(wordings), re.I), strength) for strength, wordings in _WORDINGS.items())
_LINE = lazy(r"\b(first|second|third|last)[- ](?:line|choice|resort)\b", re.I)
_CONDITION = lazy(
    r"\b(?:for|in)\s(?:the\s)?(?:treatment of\s|management of\s|managing\s|treating\s|(?:chronic\s)?(?:adult\s)?patients with\s|people with\s|adults with\s)?(?P<c>[a-z][^.,;()]{3,80})", re.I
)
_ACTIVE_FORM = lazy(
    r"\b(?:recommend\w*(?: against)?|suggest\w*(?: against)?|routine use)(?: of| the use of| using)?\s(?P<o>[^.,;()]{3,80})|^(?:do not )?(?:offer|consider|use|give|prescribe)\s(?P<o2>[^.,;()]{3,80})",
    re.I,
)
_PASSIVE = lazy(r"\b(?:is|are|was|were|be|been|being)\s(?:not\s)?(?:\w{2,20}ly\s)?(?:not\s)?$", re.I)  # "zinc is recommended for colds"
_NEAR = 40
_USE = lazy(r"^(?:the\s)?(?:routine\s)?(?:use|prescribing|prescription|administration)\sof\s(?:the\s)?", re.I)
_ROUTINE = lazy(r"\broutine\suse\sof\b", re.I)
_PURPOSE = lazy(r"\s(?:for|in|as|to|over|rather than|instead of|if|when)\s")
_REPORTED = lazy(
    r"\b(?:guidelines?|panel|committee|society|college|authors?|agency|experts?|consensus|NICE|WHO|FDA|report)\b[^.;]{0,40}\b(?:state[sd]?|said|says|concluded?s?|argued?s?|held|holds?|recommended|advised)(?:\sthat)?\b",
    re.I,
)
_RESEARCH = lazy(
    r"\b(?:further|future|more|additional) (?:research|studies|trials|study|investigation)|\b(?:research|study|studies|trials?|analys[ei]s|methods?|data|limitations?|results?|findings?|caution|interpreted) should\b",
    re.I,
)


def extract(view: View) -> Iterator[Draft]:
    """At most one recommendation a sentence: the most telling form in the order of the table."""
    text = view.text
    for pattern, strength in _FORMS:
        if match := pattern.search(text):
            if _RESEARCH.search(text) or text.rstrip().endswith(":"):
                return
            subject = _subject(text, match)
            line = _LINE.search(text)
            condition = _condition(text, match.end())
            if subject:
                routine = strength == "against" and _ROUTINE.search(text, 0, match.start())
                yield view.draft(
                    "recommendation",
                    0,
                    len(text.rstrip()),
                    0.7,
                    intervention=Intervention(text=subject, line=line[1].lower() if line else None),
                    population=Population(condition=Concept(text=condition)) if condition else None,
                    recommendation=Recommendation(strength="against-routine" if routine else strength),
                    certainty=words.certainty(text),
                    attribution="reported" if _REPORTED.search(text) else None,
                )
            return


def _subject(text: str, match: re.Match[str]) -> str | None:
    active = _ACTIVE_FORM.search(text, match.start())
    if active and active.start() <= match.end() and not _PASSIVE.search(text, max(0, active.start() - _NEAR), active.start()):
        return phrases.right(_PURPOSE.split(active["o"] or active["o2"], maxsplit=1)[0], 0, None, 5)
    before = re.sub(r"\s(?:is|are|was|were|has been|have been|remains?|represents?|may be|can be|should|must|could|cannot)(?:\s(?:a|an|the|not))?$", "", text[: match.start()].rstrip())
    name = phrases.left(before, len(before), 0, 7)
    return (phrases.trim(_USE.sub("", name), 5) or name) if name else None


def _condition(text: str, at: int) -> str | None:
    match = _CONDITION.search(text, at)
    return phrases.right(match["c"], 0, None, 5) if match else None

"""Recommendations, with their strength on one ordered scale and the line of therapy that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.record import Concept, Intervention, Population, Recommendation, Strength
from evlint.extract import phrases, words
from evlint.extract.draft import Draft, View

_FORMS: tuple[tuple[re.Pattern[str], Strength], ...] = tuple(
    (re.compile(pattern, re.I), strength)
    for pattern, strength in (
        (r"\bstrongly recommend(?:s|ed)? against\b|\b(?:must|should) never be (?:used|given|offered)\b|\bis contraindicated\b|^do not (?:offer|use|give|prescribe)\b", "against-strong"),
        (r"\bshould not (?:be )?routinely(?: be)? (?:used|given|offered|prescribed)\b|\b(?:lack of support for|do(?:es)? not support|insufficient evidence to (?:recommend|support)) (?:the )?routine use\b|\bnot (?:routinely recommended|recommended for routine use)\b", "against-routine"),
        (r"\b(?:is|are|was|were) not (?:currently )?recommended\b|\brecommend(?:s|ed)? against\b|\bshould not be (?:used|given|offered|recommended|prescribed|considered)\b|\bshould be avoided\b|\bcannot be (?:recommended|considered a first[- ]line)\b|\bnot possible to recommend\b|\bsuggests? against\b", "against"),
        (r"\bshould (?:only be (?:considered|used)|be (?:considered|used) only)\b|\bshould be (?:restricted|reserved|limited) (?:to|for)\b|\b(?:only )?as a last resort\b|\bonly (?:if|when|after) (?:other|all|first)\b[^.]{0,40}\bfail", "only-if-others-failed"),
        (r"\b(?:viable|reasonable|possible|alternative|important|acceptable) (?:treatment |therapeutic )?option\b|\b(?:can|may|could) be considered\b|\bshould be considered\b|^consider\s|\bmay be used (?:as|for)\b", "option"),
        (r"\bstrongly recommend(?:s|ed)?\b|^offer\s", "for-strong"),
        (r"\b(?:is|are) recommended\b|\bwe (?:recommend|suggest)\b|\bshould be (?:used|given|offered|prescribed|administered|tried)\b", "for"),
    )
)
_LINE = re.compile(r"\b(first|second|third|last)[- ](?:line|choice|resort)\b", re.I)
_CONDITION = re.compile(r"\b(?:for|in)\s(?:the\s)?(?:treatment of\s|management of\s|managing\s|treating\s|(?:chronic\s)?(?:adult\s)?patients with\s|people with\s|adults with\s)?(?P<c>[a-z][^.,;()]{3,80})", re.I)
_ACTIVE_FORM = re.compile(r"\b(?:recommend\w*(?: against)?|suggest\w*(?: against)?|routine use)(?: of| the use of| using)?\s(?P<o>[^.,;()]{3,80})|^(?:do not )?(?:offer|consider|use|give|prescribe)\s(?P<o2>[^.,;()]{3,80})", re.I)
_RESEARCH = re.compile(r"\b(?:further|future|more|additional) (?:research|studies|trials|study|investigation)|\b(?:research|study|studies|trials?|analys[ei]s|methods?|data|limitations?|results?|findings?|caution|interpreted) should\b", re.I)


def extract(view: View) -> Iterator[Draft]:
    """At most one recommendation a sentence: the most telling form in the order of the table."""
    text = view.text
    if _RESEARCH.search(text) or text.rstrip().endswith(":"):
        return
    for pattern, strength in _FORMS:
        if match := pattern.search(text):
            subject = _subject(text, match)
            line = _LINE.search(text)
            condition = _condition(text, match.end())
            if subject:
                yield view.draft(
                    "recommendation",
                    0,
                    len(text.rstrip()),
                    0.7,
                    intervention=Intervention(text=subject, line=line[1].lower() if line else None),
                    population=Population(condition=Concept(text=condition)) if condition else None,
                    recommendation=Recommendation(strength=strength),
                    certainty=words.certainty(text),
                )
            return


def _subject(text: str, match: re.Match[str]) -> str | None:
    active = _ACTIVE_FORM.search(text, match.start())
    if active and active.start() <= match.end():
        return phrases.right(active["o"] or active["o2"], 0, None, 5)
    before = re.sub(r"\s(?:is|are|was|were|has been|have been|remains?|represents?|may be|can be|should|must|could|cannot)(?:\s(?:a|an|the|not))?$", "", text[: match.start()].rstrip())
    return phrases.left(before, len(before), 0, 5)


def _condition(text: str, at: int) -> str | None:
    match = _CONDITION.search(text, at)
    return phrases.right(match["c"], 0, None, 5) if match else None

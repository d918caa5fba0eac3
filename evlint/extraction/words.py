"""Words of results: direction verbs, significance, hedges, certainty. One table each, used by every extractor."""

from __future__ import annotations

import re
from collections import deque

from evlint.claims.record import Certainty, Direction, Hedge, Level, Significance
from evlint.patterns import pattern as lazy

UP = r"increas\w*|rais\w+|elevat\w+|higher|greater|more|longer|prolong\w*|enhanc\w+|rose|rises?|grew|gained?"
DOWN = r"reduc\w*|decreas\w*|lower\w*|declin\w*|fewer|less|shorter|shorten\w*|diminish\w*|attenuat\w*|alleviat\w*|fell|falls?|drop\w*|prevent\w*|reliev\w*|relief|lessen\w*"
_DIRECTION = lazy(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))\b", re.I)
_NOT_SIGNIFICANT = lazy(
    r"\b(?:no|not|nor|without|neither|non-?)\s?(?:a\s|any\s|statistically\s|clinically\s|was\s|were\s|reach\s|attain\s|achieve\s|show\s|be\s|differ\s|different\s){0,4}significan\w+|\binsignifican\w+|\bdid not (?:differ|show|reduce|improve|increase|decrease|affect)|\bno (?:difference|effect|evidence of)",
    re.I,
)
_SIGNIFICANT = lazy(r"\bsignifican(?:t|tly)\b", re.I)
_CLINICAL = lazy(r"\bclinical(?:ly)?\s+$", re.I)
_HEDGES: tuple[tuple[re.Pattern[str], Hedge], ...] = (
    (lazy(r"\b(?:trend(?:s|ed)? (?:toward|to)|tended to|tendency)\b", re.I), "trend"),
    (lazy(r"\b(?:may|might|could|possibly|potentially|appears? to|seems? to|suggests?|suggesting)\b", re.I), "may"),
    (lazy(r"\b(?:probably|likely)\b", re.I), "probably"),
)
_LEVEL = r"(?P<l>very[- ]low|low|moderate|high)"
_CERTAINTY = lazy(
    rf"\b{_LEVEL}(?:[- ]to[- ](?:very[- ]low|low|moderate|high))?[- ](?:quality|certainty)\b|\b(?:quality|certainty|strength) (?:of )?(?:the )?(?:certainty of )?(?:the )?(?:overall )?evidence\s?(?:\([^)]{{0,30}}\)\s)?(?:is|was|were|as|rated|:)\s(?:rated |graded |judged |as |considered ){{0,2}}{_LEVEL.replace('<l>', '<l2>')}\b",
    re.I,
)
_LEVELS: dict[str, Level] = {"very low": "very_low", "low": "low", "moderate": "moderate", "high": "high"}


_NEAR = 500


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last match of a pattern in text[start:end]; words that stand further off than `_NEAR` do not count."""
    found = deque(pattern.finditer(text, max(start, end - _NEAR), end), maxlen=1)
    return found[0] if found else None


def direction_before(text: str, start: int, end: int) -> Direction | None:
    """Direction named by the last direction word of text[start:end]."""
    last = last_match(_DIRECTION, text, start, end)
    return None if last is None else "increased" if last["up"] else "decreased"


def significance_before(text: str, start: int, end: int) -> Significance | None:
    """What the words of text[start:end] say of significance; "clinically significant" says nothing."""
    if _NOT_SIGNIFICANT.search(text, start, end):
        return "not_significant"
    for match in _SIGNIFICANT.finditer(text, start, end):
        if not _CLINICAL.search(text[max(start, match.start() - 12) : match.start()]):
            return "significant"
    return None


def hedge(text: str) -> Hedge | None:
    return next((name for pattern, name in _HEDGES if pattern.search(text)), None)


def certainty(text: str) -> Certainty | None:
    """GRADE-like certainty named in a text ("low-certainty evidence", "certainty of the evidence was low")."""
    match = _CERTAINTY.search(text)
    if match is None:
        return None
    level = (match["l"] or match["l2"]).lower().replace("-", " ")
    return Certainty(level=_LEVELS[level], system="GRADE" if "GRADE" in text else None)

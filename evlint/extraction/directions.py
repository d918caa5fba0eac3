"""Directions that hang on what was measured: "improved", "better", "effective in reducing pain"."""

from __future__ import annotations

import re

from evlint.claims.record import Direction
from evlint.extraction import phrases
from evlint.patterns import pattern as lazy
from evlint.vocabulary import is_disease, polarity

_SHORTER = lazy(r"^(?:the\s)?(?:median\s|mean\s)?(?:time|duration|length|latency|delay|days)\b", re.I)
_PURPOSE = lazy(
    r"\s?\b(?:in|for|at|as|against|to)\s(?:the\s)?(?:(?P<down>reduc(?:ing|tions? (?:of|in)|e)|lower(?:ing)?|decreas(?:ing|e)|prevent(?:ing|ion of)?|minimi[sz]ing|suppress(?:ing|ion of)|shorten(?:ing)?)\s"
    r"|(?P<up>increas(?:ing|e)|rais(?:ing|e)|enhanc(?:ing|e)|promot(?:ing|ion of|e)|prolong(?:ing)?|maintaining|restoring)\s"
    r"|(?P<better>improv(?:ing|ements? (?:of|in)|e)|treat(?:ing|ments? of)?|manag(?:ing|ement of)|control(?:ling| of)|reliev(?:ing|e)|relief of|alleviat(?:ing|ion of|e))\s)?(?:the\s)?",
    re.I,
)


def improved(outcome: str | None, *, worse: bool = False) -> Direction:
    """Direction of the measure for "improved" and "worsened", by the outcome's polarity (higher is better unless known; times get shorter)."""
    lower = _SHORTER.match(outcome or "") is not None or polarity(outcome or "") == "lower_is_better"
    return "decreased" if lower != worse else "increased"


def of_comparison(match: re.Match[str], outcome: str | None) -> Direction:
    """Direction of "higher", "fewer", "better" (groups `more` and `less`)."""
    word = (match["more"] or match["less"]).lower()
    if word in ("better", "improved", "superior", "worse", "poorer", "inferior", "impaired"):
        return improved(outcome, worse=match["less"] is not None)
    return "increased" if match["more"] else "decreased"


def of_noun(match: re.Match[str], outcome: str | None) -> Direction:
    """Direction of "reduction", "improvement", "worsening" (groups `rise`, `drop`, `gain` and `harm`)."""
    if match["gain"] or match["harm"]:
        return improved(outcome, worse=match["harm"] is not None)
    return "increased" if match["rise"] else "decreased"


def purpose(text: str) -> tuple[str, Direction] | None:
    """(outcome, direction of its measure where the purpose is reached) of "… in reducing pain", "… for depression"; None where none is named.

    What is only treated goes down where it is a disease or known to be unwanted, else up ("effective for smoking cessation").
    """
    match = _PURPOSE.match(text)
    outcome = phrases.listing(text, match.end(), 9) if match else None
    if match is None or outcome is None:
        return None
    if match["down"] or match["up"]:
        return outcome, "decreased" if match["down"] else "increased"
    first = re.split(r",\s|\sand\s", outcome)[0]
    return outcome, "decreased" if polarity(first) is None and is_disease(first) else improved(first)

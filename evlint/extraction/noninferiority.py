"""Non-inferiority: "X was noninferior to Z", "noninferiority of X to Z was shown", "X met the criteria for noninferiority".

It is neither "no difference" nor "no worse by chance": the trial was made to show it, against a margin. What was not shown is no result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.extraction import phrases
from evlint.extraction.forms import Form, subject_of
from evlint.patterns import pattern as lazy

_IN = r"\s(?:in|for|on|by|with respect to|with regard to|regarding|in terms of|as assessed by|as measured by)\s"
_WAS = lazy(r"\b(?:was|were|is|are|be|proved|proven|remained)\s(?:statistically\s|clinically\s)?(?:to be\s)?non-?inferior\b(?:\s(?:to|compared (?:with|to)|versus)\s(?P<rest>.+))?", re.I | re.S)
_SHOWN = lazy(
    r"\bnon-?inferiority\s(?:of\s(?P<a>[^.;,]{2,80}?)\s(?:compared\s)?(?:to|with|versus|vs\.?|over)\s(?P<b>[^.;,]{2,80}?)\s)?(?:was|were|has been|could be)\s(?:also\s|thus\s)?(?:established|shown|demonstrated|confirmed|met|achieved|proven|concluded|reached)\b(?P<rest>.*)",
    re.I | re.S,
)
_MET = lazy(
    r"\b(?:met|fulfilled|satisfied|achieved|demonstrated|showed|established|confirmed)\s(?:the\s|all\s|its\s)?(?:(?:pre-?specified|predefined|primary|statistical|criteri\w+)\s(?:for\s|of\s)?){0,2}non-?inferiority\b(?:\scriteri\w+|\smargin)?(?P<rest>.*)",
    re.I | re.S,
)
_NOT = lazy(r"\b(?:not|n[’']t|failed to|fails to|neither|without|no)\s(?:\w+\s){0,2}$", re.I)
_CONFIDENCE = 0.65


def read(clause: str) -> Iterator[Form]:
    """The result of a clause that shows non-inferiority."""
    if "nferior" not in clause:
        return
    for pattern, reader in ((_WAS, _was), (_SHOWN, _shown), (_MET, _met)):
        match = pattern.search(clause)
        if match and not _NOT.search(clause, 0, match.start()) and not _NOT.search(match[0][: match[0].lower().find("inferior") - 3]):
            yield reader(clause, match)
            return


def _was(clause: str, match: re.Match[str]) -> Form:
    other, outcome = _parts(match["rest"] or "")
    return _form(match, outcome, subject_of(clause, match.start()), other)


def _shown(clause: str, match: re.Match[str]) -> Form:
    _, outcome = _parts(f" {match['rest']}")
    return _form(match, outcome, phrases.group(match["a"]) if match["a"] else None, phrases.group(match["b"]) if match["b"] else None)


def _met(clause: str, match: re.Match[str]) -> Form:
    _, outcome = _parts(match["rest"])
    return _form(match, outcome, subject_of(clause, match.start()), None)


def _parts(rest: str) -> tuple[str | None, str | None]:
    """(comparator, outcome) of "warfarin for stroke"."""
    within = re.search(_IN, rest, re.I)
    return phrases.group(rest[: within.start()] if within else rest), phrases.listing(rest, within.end(), 9) if within else None


def _form(match: re.Match[str], outcome: str | None, subject: str | None, other: str | None) -> Form:
    return Form(match.start(), outcome or "efficacy", subject, other, "no_difference", True, _CONFIDENCE, noninferior=True)

"""Levels of a whole cohort: a mean as a share of its first value, and outcomes reached by all or by none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.record import CountOf, Outcome, Statistic, TimePoint
from evlint.extraction import phrases
from evlint.extraction.draft import Draft, View
from evlint.extraction.numbers import time_point
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import canonical
from evlint.vocabulary import polarity

_PERCENT = r"\d{1,3}(?:\.\d{1,2})?\s?%"
_RELATIVE = lazy(
    rf"\b(?:mean|average|median)\s(?P<o>[a-z][a-z ]{{2,40}}?)(?:\sscores?)?\s(?:was|were|fell to|remained(?: at)?)\s(?P<v>{_PERCENT}(?:,\s{_PERCENT}){{0,4}}(?:,?\sand\s{_PERCENT})?)\s(?:of|relative to)\s(?:the\s|their\s|its\s)?(?P<base>initial|baseline|pre-?treatment|original)\b",
    re.I,
)
_TIMES = lazy(r"\b(?:at|after)\s(?P<t>\d{1,3}(?:,\s\d{1,3}){0,4},?\s(?:and\s\d{1,3}\s)?)(?P<u>days?|weeks?|months?|years?)\b", re.I)
_END = r"(?P<o>(?:remission|resolution|recovery|relief|disappearance|cure)(?:\sof\s[A-Za-z][\w -]{1,40}?)?)"
_EVERYONE = r"(?:all|every|100\s?% of(?: the)?)\s(?:\d{1,4}\s)?(?:patients?|participants?|subjects?|cases?)"
_REACHED = (
    lazy(rf"\b(?:complete|full|total)\s{_END}\s(?:occurred|was (?:achieved|observed|seen|reported|obtained))\s[^.;]{{0,40}}?\b(?:in|by)\s{_EVERYONE}\b", re.I),
    lazy(rf"\b{_EVERYONE}\s(?:reached|achieved|had|showed|reported|were in)\s(?:a\s)?(?:complete|full|total)\s{_END}(?=[\s.,;])[^.;]{{0,40}}", re.I),
)
_NUM = lazy(r"\d{1,3}(?:\.\d{1,2})?")


def extract(view: View) -> Iterator[Draft]:
    text = view.text
    for match in _RELATIVE.finditer(text):
        values, times = _NUM.findall(match["v"]), _times(text, match.start(), match.end())
        name = phrases.trim(match["o"])
        for i, value in enumerate(values if name else ()):
            when = times[i] if len(times) == len(values) else time_point(text) if len(values) == 1 else None
            outcome = Outcome(text=name or "", unit=f"% of {match['base'].lower()}", polarity=polarity(name or ""), timepoint=when)
            yield view.draft("estimate", 0, match.end(), 0.8, statistic=Statistic(type="MEAN", value=canonical(value)), outcome=outcome)
    for match in (match for pattern in _REACHED for match in pattern.finditer(text)):
        outcome = Outcome(text=f"complete {' '.join(match['o'].split())}", polarity="higher_is_better", timepoint=time_point(text, match.start(), match.end()))
        yield view.draft("count", match.start(), match.end(), 0.8, count=CountOf(percent="100"), outcome=outcome)


def _times(text: str, start: int, end: int) -> list[TimePoint]:
    """Time points of a respective list ("At 1, 3, and 6 months …")."""
    match = _TIMES.search(text, max(0, start - 120), end)
    if match is None:
        return []
    unit = {"d": "d", "w": "wk", "m": "mo", "y": "a"}[match["u"][0].lower()]
    return [TimePoint(value=number, unit=unit) for number in _NUM.findall(match["t"])]  # type: ignore[arg-type]

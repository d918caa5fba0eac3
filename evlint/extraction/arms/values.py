"""Values of one arm as prose prints them: "12/40 (30%)", "3.2 ± 1.1", "3.2 (SD 1.1)", "13.2%", "4.5 days in the zinc group"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evlint.claims.record import Arm
from evlint.extraction.numbers import NUMBER
from evlint.patterns import leaps
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import MINUS_SIGNS, canonical, whole

PEOPLE = r"(?:patients|participants|subjects|people|women|men|children|adults|infants|cases|individuals|events|deaths|controls)"
UNIT = r"(?:%|mm ?Hg|mg/dl|mg/L|mmol/l|[a-zµ]{1,4}(?:/[a-zµ]{1,4})?|points?|days?|weeks?|months?|years?|hours?|minutes?|°C)"
_BEGIN = lazy(rf"[{MINUS_SIGNS}\d.·](?<![\dA-Za-z.,–-].)")
_FORMS = (
    rf"(?<!\d, (?=\d{{3}}(?![\d.·])))(?:(?P<m>{NUMBER})\s?{UNIT}?\s?(?:±|\+/-|\+-)\s?(?P<s>{NUMBER})"
    rf"|(?P<m9>{NUMBER})\s?[,;]\s?SDs?\s?=\s?(?P<s9>{NUMBER})"
    rf"|(?P<m2>{NUMBER})\s?{UNIT}?\s?[(\[]\s?(?:SD|standard deviation)\s?[=:,]?\s?(?P<s2>{NUMBER})\s?[)\]]"
    rf"|(?P<e>\d{{1,6}})\s?(?:/\s?|(?:out )?of (?:the )?)(?P<t>\d{{1,6}})(?:\s{PEOPLE})?(?:\s?[(\[,]\s?(?P<p>\d{{1,3}}(?:[.·]\d{{1,3}})?)\s?%\s?[)\]]?)?(?![\d/])"
    rf"|(?P<p2>\d{{1,3}}(?:[.·]\d{{1,3}})?)\s?%\s?[(\[]\s?(?:n\s?=\s?)?(?P<e2>\d{{1,6}})(?:\s?(?:/|of)\s?(?P<t2>\d{{1,6}}))?\s?[)\]]"
    rf"|(?P<e3>\d{{1,6}})\s(?:{PEOPLE}\s)?[(\[]\s?(?P<p3>\d{{1,3}}(?:[.·]\d{{1,3}})?)\s?%\s?[)\]]"
    rf"|(?P<p4>[{MINUS_SIGNS}]?\d{{1,3}}(?:[.·]\d{{1,3}})?)\s?%(?!\s?(?:\(?C[Ir]|confidence|credible|of the)|\s?(?:to|[–−-])\s?[\d.])"
    rf"|(?P<m7>\d{{1,5}}(?:[.·]\d{{1,3}})?)(?=\s(?:points?|days?|weeks?|months?|years?|hours?|minutes?|h|min)\s(?:in|for|with)\s(?:the\s)?[\w-]{{2,20}}(?:\s[\w-]{{2,20}}){{0,2}}\s(?:group|arm)\b)"
    rf"|(?:(?<=\bgroup was )|(?<=\barm was )|(?<=\bgroup, )|(?<=\bgroup: ))(?P<e4>\d{{1,6}})(?=[;)]|,\s|\s(?:and|vs|versus|compared|in\sthe)\s|\s[(*])"
    rf"|(?P<m3>\d{{1,5}}[.·]\d{{1,3}})(?=\s(?:{UNIT}\s)?(?:vs\.?|versus|v|compared (?:with|to))\s)|(?<=vs\s)(?P<m4>\d{{1,5}}[.·]\d{{1,3}})|(?<=vs\.\s)(?P<m5>\d{{1,5}}[.·]\d{{1,3}})|(?<=versus\s)(?P<m6>\d{{1,5}}[.·]\d{{1,3}})"
)

_VALUE = lazy(_FORMS + ")")
# Where a sentence says "mean (SD)", its numbers may be printed so.
_VALUE_AND_SD = lazy(_FORMS + r"|(?P<m8>\d{1,5}(?:[.·]\d{1,3})?)\s?[(\[](?P<s8>\d{1,4}(?:[.·]\d{1,3})?)[)\]])")
_SAYS_SD = lazy(r"[(\[](?:SDs?|standard deviations?)[)\]]|\bSD in (?:brackets|parentheses)", re.I)
_SIZE = lazy(rf"(?:\s?{UNIT})?\s?[(\[,;]\s?[nN]\s?=\s?(?P<n>\d{{1,6}})(?=\s?[)\],;])")
# "Eight of 16 (50%)": the number before the percentage is the size.
_WORD_OF = lazy(r"\b(?:zero|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen|[a-z]{3,5}ty(?:-[a-z]{3,5})?)\sof\s(?:the\s)?$", re.I)


_DIFFERENCE = lazy(r"[dD]ifference\s?(?:=|:|of|was|,)\s?$")


@dataclass(frozen=True, slots=True)
class Value:
    """One printed value and its form: m (mean ± SD), s (the same in per cent), e (count), p (percentage), c (change in per cent), v (bare number)."""

    start: int
    end: int
    form: str
    arm: Arm


def values(text: str) -> list[Value]:
    """The values of a sentence, in order of place."""
    says_sd = "SD" in text and _SAYS_SD.search(text) is not None
    counting = text.find("umber of")
    differing = "ifference" in text
    return [
        _value(match, says_sd=says_sd)
        for match in leaps(_BEGIN, _VALUE_AND_SD if says_sd else _VALUE, text)
        if not (match["e3"] and _WORD_OF.search(text[max(0, match.start() - 30) : match.start()]))
        and not (match["e4"] and not 0 <= counting < match.start())
        and not (differing and _DIFFERENCE.search(text, max(0, match.start() - 30), match.start()))
    ]


def _value(match: re.Match[str], *, says_sd: bool) -> Value:
    mean = match["m"] or match["m2"] or match["m3"] or match["m4"] or match["m5"] or match["m6"] or match["m7"] or match["m9"] or (match["m8"] if says_sd else None)
    if mean:
        spread = match["s"] or match["s2"] or match["s9"] or (match["s8"] if says_sd else None)
        size = _SIZE.match(match.string, match.end()) if spread else None
        shared = spread and ("%" in match[0] or match.string.startswith(("%", " %"), match.end()))
        return Value(match.start(), match.end(), "s" if shared else "m" if spread else "v", Arm(mean=canonical(mean), sd=canonical(spread) if spread else None, n=whole(size["n"]) if size else None))
    if (change := canonical(match["p4"] or "")) and change.startswith("-"):  # no share of a group is below zero
        return Value(match.start(), match.end(), "c", Arm(mean=change))
    events, percent = match["e"] or match["e2"] or match["e3"] or match["e4"], match["p"] or match["p2"] or match["p3"] or match["p4"]
    total = match["t"] or match["t2"]
    arm = Arm(events=whole(events) if events else None, n=whole(total) if total else None, percent=canonical(percent) if percent else None)
    return Value(match.start(), match.end(), "e" if events else "p", arm)

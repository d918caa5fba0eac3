"""Numbers of two arms in one sentence: "13.2 % v 10.1 %", "12/40 in the ketamine group and 5/41 in the placebo group", "3.2 ± 1.1 versus 4.5 ± 1.2".

Two values of one form stand beside each other and are set against each other: by a word (versus, compared with), by the groups
named with each, or by "respectively".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from evlint.claims.record import Arm, Direction, Intervention, Outcome, Result, Statistic
from evlint.extraction import phrases
from evlint.extraction.cells import in_order
from evlint.extraction.draft import Draft, View
from evlint.extraction.estimates import outcome_before, significance
from evlint.extraction.findings import comparator
from evlint.extraction.numbers import NUMBER, p_value
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import MINUS_SIGNS, canonical, whole

_PEOPLE = r"(?:patients|participants|subjects|people|women|men|children|adults|infants|cases|individuals|events|deaths|controls)"
_UNIT = r"(?:%|mm ?Hg|mg/dl|mg/L|mmol/l|[a-zµ]{1,4}(?:/[a-zµ]{1,4})?|points?|days?|weeks?|months?|years?|hours?|minutes?|°C)"
_VALUE = lazy(
    rf"(?<![\dA-Za-z.,–-])(?<!\d, )(?=[\d.·{MINUS_SIGNS}])(?:(?P<m>{NUMBER})\s?{_UNIT}?\s?(?:±|\+/-|\+-)\s?(?P<s>{NUMBER})"
    rf"|(?P<m2>{NUMBER})\s?{_UNIT}?\s?[(\[]\s?(?:SD|standard deviation)\s?[=:,]?\s?(?P<s2>{NUMBER})\s?[)\]]"
    rf"|(?P<e>\d{{1,6}})\s?(?:/\s?|(?:out )?of (?:the )?)(?P<t>\d{{1,6}})(?:\s{_PEOPLE})?(?:\s?[(\[,]\s?(?P<p>\d{{1,3}}(?:[.·]\d{{1,3}})?)\s?%\s?[)\]]?)?(?![\d/])"
    rf"|(?P<p2>\d{{1,3}}(?:[.·]\d{{1,3}})?)\s?%\s?[(\[]\s?(?:n\s?=\s?)?(?P<e2>\d{{1,6}})(?:\s?(?:/|of)\s?(?P<t2>\d{{1,6}}))?\s?[)\]]"
    rf"|(?P<e3>\d{{1,6}})\s(?:{_PEOPLE}\s)?[(\[]\s?(?P<p3>\d{{1,3}}(?:[.·]\d{{1,3}})?)\s?%\s?[)\]]"
    rf"|(?P<p4>\d{{1,3}}(?:[.·]\d{{1,3}})?)\s?%(?!\s?(?:\(?C[Ir]|confidence|credible|of the)|\s?(?:to|[–−-])\s?[\d.])"
    rf"|(?P<m7>\d{{1,5}}(?:[.·]\d{{1,3}})?)(?=\s(?:points?|days?|weeks?|months?|years?|hours?|minutes?|h|min)\s(?:in|for|with)\s(?:the\s)?[\w-]{{2,20}}(?:\s[\w-]{{2,20}}){{0,2}}\s(?:group|arm)\b)"
    rf"|(?P<m3>\d{{1,5}}[.·]\d{{1,3}})(?=\s(?:{_UNIT}\s)?(?:vs\.?|versus|v|compared (?:with|to))\s)|(?<=vs\s)(?P<m4>\d{{1,5}}[.·]\d{{1,3}})|(?<=vs\.\s)(?P<m5>\d{{1,5}}[.·]\d{{1,3}})|(?<=versus\s)(?P<m6>\d{{1,5}}[.·]\d{{1,3}}))"
)
_AGAINST = lazy(r"\b(?:vs\.?|versus|v|compared (?:with|to)|against|as opposed to|than)(?=\s)")
_JOIN = lazy(r"\b(?:and|while|whereas|but|or)\b|[,;]")
_NAME = r"(?P<n>[A-Za-z0-9][^,;:()=]{0,48}?)"
_AFTER = lazy(
    rf"^(?:\s?{_UNIT})?\s?[)\]]?\s?(?:of\s(?:the\s)?{_PEOPLE}\s)?(?:who\s(?:received|were given|took)|taking|receiving|treated with|given|in|for|with|among|on|of|after)\s(?:the\s|those\s(?:receiving\s|given\s)?|{_PEOPLE}\s(?:receiving|given|treated with|on|taking|who received)\s)?{_NAME}(?:\s(?:group|arm|{_PEOPLE}|recipients)\b|\s?$|\s?[,;)(]|\s(?:and|when|compared|versus|vs|than|while|whereas|was|were|at)\b)",
    re.I,
)
_BEFORE = lazy(
    rf"\b(?:(?:in|for|with|among|after|receiving|on)\s(?:the\s)?(?P<n>[A-Za-z0-9][^,;:()=.]{{0,40}}?)\s?(?:(?:group|arm|{_PEOPLE}|recipients)\s?)?|the\s(?P<g>[A-Za-z0-9][^,;:()=.]{{0,40}}?)\s(?:group|arm)\s?)(?:was|were|had|is|reached|averaged|of|\(|\[|=|:|,)?\s?(?:a mean of |only |\()?$",
    re.I,
)
_NUMBERED = lazy(r"(?P<g>)(?P<n>\b[Gg]roups?\s(?:[A-Z]|[IV]{1,3}|\d)\b)\W{0,3}(?:(?:was|were|had|is)\s)?$")
_RESPECTIVELY = lazy(
    r"\b(?:in|for|with|among|after|of|on|between)\s(?:the\s)?(?P<a>[^,;()]{1,50}?)\s(?:and|vs\.?|versus)\s(?:the\s|in\s|in the\s)?(?P<b>[^,;()]{1,50}?)(?:\s(?:groups?|arms?|patients|subjects|participants))?\s?(?:[,)(]|was|were|$)",
    re.I,
)
_PLAIN = 0.25  # without a p, numbers closer than this say nothing of a direction
_SIZE = lazy(rf"(?:\s?{_UNIT})?\s?[(\[,;]\s?[nN]\s?=\s?(?P<n>\d{{1,6}})(?=\s?[)\],;])")
# "Eight of 16 (50%)": the number before the percentage is the size.
_WORD_OF = lazy(r"\b(?:zero|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen|[a-z]{3,5}ty(?:-[a-z]{3,5})?)\sof\s(?:the\s)?$", re.I)
_P_NEAR = 60
_GAP = 110


@dataclass(frozen=True, slots=True)
class Value:
    """One printed value and its form: m (mean ± SD), e (count), p (percentage), v (bare number)."""

    start: int
    end: int
    form: str
    arm: Arm


def extract(view: View) -> Iterator[Draft]:
    """Drafts of kind finding whose statistic holds the numbers of both arms."""
    values = [_value(match) for match in _VALUE.finditer(view.text) if not (match["e3"] and _WORD_OF.search(view.text[max(0, match.start() - 30) : match.start()]))]
    taken = -1
    for i, (first, second) in enumerate(pairwise(values)):
        if i == taken or first.form != second.form:
            continue
        names = _names(view.text, values[i - 1].end if i else 0, first, second)
        if names is None:
            continue
        taken = i + 1
        p = p_value(view.text, second.end, min(len(view.text), second.end + _P_NEAR))
        arms = (replace(first.arm, name=names[0]), replace(second.arm, name=names[1]))
        statistic = Statistic(arms=in_order(arms), p=p[0] if p and p[0].test is None else None)
        before = values[i - 1].end if i else 0
        outcome = outcome_before(view.text, before, first.start) or (outcome_before(view.text, 0, first.start) if i else None)
        if outcome is None:
            name = phrases.left(view.text, first.start, before)
            outcome = Outcome(text=name) if name else None
        end = p[2] if statistic.p and p else second.end
        result = Result(direction=_direction(statistic), significance=significance(statistic))
        intervention, other = (arm.name for arm in statistic.arms)
        yield view.draft(
            "finding",
            first.start,
            end,
            0.6,
            statistic=statistic,
            outcome=outcome,
            intervention=Intervention(text=intervention) if intervention else None,
            comparator=comparator(other),
            result=result,
        )


def _direction(statistic: Statistic) -> Direction:
    """Where the intervention's number lies from the comparator's; unclear where they are equal or a p says that they do not differ."""
    first, second = statistic.arms
    numbers = [float(number) if (number := _number(arm)) else None for arm in (first, second)]
    if numbers[0] is None or numbers[1] is None or numbers[0] == numbers[1]:
        return "unclear"
    if significance(statistic) == "not_significant":
        return "no_difference"
    if statistic.p is None and abs(numbers[0] - numbers[1]) < _PLAIN * max(abs(numbers[0]), abs(numbers[1])):
        return "unclear"
    return "increased" if numbers[0] > numbers[1] else "decreased"


def _number(arm: Arm) -> str | None:
    """The number of an arm that can be compared with the other's: mean, percentage, or events where both had as many members."""
    if arm.mean or arm.percent:
        return arm.mean or arm.percent
    return str(int(arm.events) / int(arm.n)) if arm.events and arm.n and int(arm.n) else None


def _value(match: re.Match[str]) -> Value:
    mean = match["m"] or match["m2"] or match["m3"] or match["m4"] or match["m5"] or match["m6"] or match["m7"]
    if mean:
        spread = match["s"] or match["s2"]
        size = _SIZE.match(match.string, match.end()) if spread else None
        return Value(match.start(), match.end(), "m" if spread else "v", Arm(mean=canonical(mean), sd=canonical(spread) if spread else None, n=whole(size["n"]) if size else None))
    events, percent = match["e"] or match["e2"] or match["e3"], match["p"] or match["p2"] or match["p3"] or match["p4"]
    total = match["t"] or match["t2"]
    arm = Arm(events=whole(events) if events else None, n=whole(total) if total else None, percent=canonical(percent) if percent else None)
    return Value(match.start(), match.end(), "e" if events else "p", arm)


def _names(text: str, previous: int, first: Value, second: Value) -> tuple[str | None, str | None] | None:
    """Names of the two arms; None where nothing sets the values against each other."""
    between = text[first.end : second.start]
    if len(between) > _GAP or ". " in between or not (_AGAINST.search(between) or _JOIN.search(between)):
        return None
    after = text[second.end : second.end + _GAP]
    if "respectively" in text[second.end :] or len(between) < 16:
        listed = _RESPECTIVELY.search(after) or _RESPECTIVELY.search(text, previous, first.start)
        if listed:
            return _tidy(listed["a"]), _tidy(listed["b"])
    one, two = _AFTER.match(between), _AFTER.match(after)
    if not (one and two):
        one_before, two_before = _named_before(text[previous : first.start]), _named_before(between)
        if one_before and two_before:
            return one_before, two_before
    names = _tidy(one["n"]) if one else None, _tidy(two["n"]) if two else None
    if names[0] is None and names[1] is not None and _AGAINST.search(between):
        names = _named_before(text[previous : first.start]), names[1]
    return names if (names[0] and names[1]) or _AGAINST.search(between) else None


def _named_before(text: str) -> str | None:
    match = _NUMBERED.search(text[-90:]) or _BEFORE.search(text[-90:])
    return _tidy(match["n"] or match["g"]) if match else None


_NO_NAME = lazy(r"\s(?:the\s)?(?:mean|median|average|had|has|have|who|was|were|reported|experienced|showed)\b.*", re.S)


def _tidy(name: str) -> str | None:
    return phrases.group(_NO_NAME.sub("", name).strip())

"""Names of the arms whose values a sentence sets beside each other: by the groups named with each, by "respectively", or by a word ("versus")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from evlint.claims.record import Arm
from evlint.extraction import phrases
from evlint.extraction.arms.values import PEOPLE, UNIT, Value
from evlint.patterns import pattern as lazy

_AGAINST = lazy(r"\b(?:vs\.?|versus|v|compared (?:with|to)|against|as opposed to|than)(?=\s)")
_JOIN = lazy(r"\b(?:and|while|whereas|but|or)\b|[,;]")
_NAME = r"(?P<n>[A-Za-z0-9][^,;:()=]{0,48}?)"
_AFTER = lazy(
    rf"(?:\s?{UNIT})?\s?[)\]]?(?:\s?\([^()]{{1,40}}\))?\s?(?:of\s(?:the\s)?{PEOPLE}\s)?(?:who\s(?:received|were given|took)|taking|receiving|treated with|given|in|for|with|among|on|of|after)\s(?:the\s|those\s(?:receiving\s|given\s)?|{PEOPLE}\s(?:receiving|given|treated with|on|taking|who received)\s)?{_NAME}(?:\s(?:group|arm|{PEOPLE}|recipients)\b|\s?$|\s?[,;)(\[\]]|\s(?:and|when|compared|versus|vs|than|while|whereas|was|were|at)\b)",
    re.I,
)
_BEFORE = lazy(
    rf"\b(?:(?:in|for|with|among|after|receiving|on)\s(?:the\s)?(?P<n>[A-Za-z0-9][^,;:()=.·]{{0,40}}?)\s?(?:(?:group|arm|{PEOPLE}|recipients)\s?)?|the\s(?P<g>[A-Za-z0-9][^,;:()=.·]{{0,40}}?)\s(?:group|arm)\s?)(?:was|were|had|is|reached|averaged|of|\(|\[|=|:|,)?\s?(?:a mean of |only |\(?[Mm](?:ean)?\s?=\s?|\()?$",
    re.I,
)
_NUMBERED = lazy(r"(?P<g>)(?P<n>\b[Gg]roups?\s(?:[A-Z]|[IV]{1,3}|\d)\b)\W{0,3}(?:(?:was|were|had|is)\s)?$")
_RESPECTIVELY = lazy(
    r"\b(?:in|for|with|among|after|of|on|between)\s(?:the\s)?(?P<a>[^,;()]{1,50}?)\s(?:and|vs\.?|versus)\s(?:the\s|in\s|in the\s)?(?P<b>[^,;()]{1,50}?)(?:\s(?:groups?|arms?|patients|subjects|participants))?\s?(?:[,)(]|was|were|$)",
    re.I,
)
# A list of values, and the list of the groups that they are of.
_SEPARATOR = lazy(rf"(?:\s?{UNIT})?[)\]]?(?:,?\s(?:and|vs\.?|versus)|[,;/])\s?")
_LIST = lazy(
    rf"(?:\s?{UNIT})?[)\]]?,?\s?(?:of\s(?:the\s)?{PEOPLE}\s)?(?:in|for|with|among|after|of|on|between)\s(?:the\s)?(?P<l>[^;()]{{3,160}}?)(?:,?\srespectively|\s(?:groups?|arms?|{PEOPLE}|recipients)\b)",
    re.I,
)
_ITEM = lazy(r",\s(?:and\s)?|\sand\s")
_LABEL = lazy(r"(?:[(\[]|[;,:]\s(?:and\s)?)(?P<n>[A-Za-z][^,;:()=%]{1,40}?)(?:,|:|\s=)\s$", re.I)
_NO_ARM = lazy(r"\b(?:differences?|changes?|increases?|decreases?|reductions?|ratio|total|overall|means?|medians?|range|rate|power|alpha|p|n|sd|se|ci)\b", re.I)
_NUMBERS = lazy(r"±|\+/-|\d\s?%.{1,30}\d\s?%|\b[pP]\s?[=<>≤]|^\d{1,3}(?:[.·]\d{1,3})?\s?%\s(?:and|of|in|overall|at)\b")  # other values, and no name
_STOP = lazy(r"(?<!\bvs)\.\s")
_GAP = 110
_CONTROL = lazy(r"(?:placebo|controls?|sham|usual|standard|conventional|no treatment|untreated|saline|vehicle|wait(?:ing)?[- ]list|comparat|tau\b)", re.I)


def of(text: str, previous: int, run: Sequence[Value]) -> list[str | None]:
    """Names of the arms of the first two or more values of a run; none where nothing sets them against each other.

    `run` holds values of one form in order of place, `previous` is where the value before them ends.
    """
    found = _list_of(text, previous, run) or _each_before(text, previous, run)
    if found:
        return found
    pair = _pair(text, previous, run[0], run[1])
    if pair is None:
        return []
    names = list(pair)
    while len(names) < len(run) and all(names) and _apart(text, run[len(names) - 1], run[len(names)]) and (one := _AFTER.match(text, run[len(names)].end)) and (name := _tidy(one["n"])):
        names.append(name)
    return names


def crossed(text: str, previous: int, run: Sequence[Value], names: Sequence[str | None]) -> dict[str, list[tuple[Value, str]]]:
    """Outcome → the values of its arms, where what stands behind the values are outcomes that come again for each group.

    "In group A (4.4 min for block and 9.8 min for relief) than in group B (4.8 min for block and 10.9 min for relief)". Empty where
    names come again and no groups stand before them.
    """
    outcomes = list(dict.fromkeys(name for name in names if name))
    size = len(outcomes)
    if len(names) % size or any(name != outcomes[i % size] for i, name in enumerate(names)):
        return {}
    found: dict[str, list[tuple[Value, str]]] = {outcome: [] for outcome in outcomes}
    for first in range(0, len(names), size):
        group = _named_before(text[run[first - 1].end if first else previous : run[first].start])
        if group is None:
            return {}
        for i, outcome in enumerate(outcomes):
            found[outcome].append((run[first + i], group))
    return found


def _list_of(text: str, previous: int, run: Sequence[Value]) -> list[str | None]:
    """The names of three values or more that stand in a list, as "in the A, B and C groups, respectively"."""
    for size in range(len(run), 2, -1):
        if all(_SEPARATOR.fullmatch(text, a.end, b.start) for a, b in pairwise(run[:size])):
            listed = _LIST.match(text, run[size - 1].end) or _LIST.search(text, previous, run[0].start)
            names = [_tidy(name) for name in _ITEM.split(listed["l"])] if listed else []
            if len(names) == size and all(names):
                return names
    return []


def _each_before(text: str, previous: int, run: Sequence[Value]) -> list[str | None]:
    """The names that stand right before their values: "zinc, 69/115 [60%]; iron, 72/112 [64%]; and placebo, 79/112 [71%]"."""
    names: list[str | None] = []
    for before, value in zip([previous, *(value.end for value in run)], run, strict=False):
        match = _LABEL.search(text, max(before, value.start - _GAP), value.start)
        if match is None or _NO_ARM.search(match["n"]) or not (name := _tidy(match["n"])):
            break
        names.append(name)
    return names if len(names) > 1 else []


def _apart(text: str, first: Value, second: Value) -> bool:
    """Whether what stands between two values may set them against each other."""
    between = text[first.end : second.start]
    return len(between) <= _GAP and _STOP.search(between) is None and (_AGAINST.search(between) or _JOIN.search(between)) is not None


def _pair(text: str, previous: int, first: Value, second: Value) -> tuple[str | None, str | None] | None:
    """Names of the two arms; None where nothing sets the values against each other."""
    if not _apart(text, first, second):
        return None
    between = text[first.end : second.start]
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


_LEAD = lazy(r"^(?:and|or|vs\.?|versus)\s", re.I)
_NO_NAME = lazy(r"\s(?:the\s)?(?:mean|median|average|had|has|have|who|was|were|reported|experienced|showed)\b.*", re.S)


def _tidy(name: str) -> str | None:
    if _NUMBERS.search(name):
        return None
    return phrases.group(_LEAD.sub("", _NO_NAME.sub("", name).strip()))


def is_control(name: str | None) -> bool:
    """Whether an arm is what others are compared with, by its name."""
    return name is not None and _CONTROL.match(name) is not None


def in_order(arms: Sequence[Arm]) -> tuple[Arm, ...]:
    """Arms with those that others are compared with last, as a reader of two columns expects them."""
    return tuple(sorted(arms, key=lambda arm: is_control(arm.name)))

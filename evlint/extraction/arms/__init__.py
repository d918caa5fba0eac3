"""Numbers of the arms of a study in one sentence: "13.2 % v 10.1 %", "12/40 in the ketamine group and 5/41 in the placebo group", "3.2 ± 1.1 versus 4.5 ± 1.2".

Values of one form stand beside each other and are set against each other: by a word (versus, compared with), by the groups
named with each, or by "respectively".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from evlint.claims.record import Arm, Direction, Intervention, Outcome, Result, Statistic
from evlint.extraction import phrases
from evlint.extraction.arms import names as arm_names
from evlint.extraction.arms.names import in_order
from evlint.extraction.arms.values import Value, values
from evlint.extraction.draft import Draft, View
from evlint.extraction.estimates import outcome_before, significance
from evlint.extraction.findings import comparator
from evlint.extraction.numbers import p_value
from evlint.patterns import pattern as lazy

_PLAIN = 0.25  # without a p, numbers closer than this say nothing of a direction
_LABEL = lazy(r"(?:^|[(;,]\s?)(?P<o>[A-Za-z][^;:(),]{2,60}):\s$")
_SUBJECT = lazy(r"(?:^|[.;:]\s)(?P<o>[A-Z][^.;:,()]{3,80}?)(?:\s(?:over|during|after|at|in|among|for|between)\s[^.;:,()]{1,80})?\s(?:was|were)\s$")
_P_NEAR = 60
_MOST = 8  # values of one outcome


def extract(view: View) -> Iterator[Draft]:
    """Drafts of kind finding whose statistic holds the numbers of two arms or more."""
    found = values(view.text)
    i = 0
    while i < len(found) - 1:
        run = next(list(alike) for _, alike in groupby(found[i : i + _MOST], key=lambda value: value.form))
        previous = found[i - 1].end if i else 0
        names = arm_names.of(view.text, previous, run) if len(run) > 1 else []
        if len(set(filter(None, names))) < len(list(filter(None, names))):  # an arm comes once
            for outcome, arms in arm_names.crossed(view.text, previous, run, names).items():
                yield _draft(view, previous, [value for value, _ in arms], [group for _, group in arms], Outcome(text=outcome))
        elif names:
            yield _draft(view, previous, run[: len(names)], names)
        i += len(names) or 1


def _draft(view: View, previous: int, run: Sequence[Value], names: Sequence[str | None], outcome: Outcome | None = None) -> Draft:
    """The draft of one outcome in the arms whose values a run holds; `previous` is where the value before them ends."""
    start, end = run[0].start, run[-1].end
    p = p_value(view.text, end, min(len(view.text), end + _P_NEAR))
    arms = [replace(value.arm, name=name) for value, name in zip(run, names, strict=True)]
    statistic = Statistic(arms=in_order(arms), p=p[0] if p and p[0].test is None else None)
    outcome = outcome or _outcome(view.text, previous, start)
    intervention, other = (statistic.arms[0].name, statistic.arms[1].name) if len(arms) == 2 else (None, None)
    return view.draft(
        "finding",
        start,
        p[2] if statistic.p and p else end,
        0.6,
        statistic=statistic,
        outcome=outcome,
        intervention=Intervention(text=intervention) if intervention else None,
        comparator=comparator(other),
        result=Result(direction=_direction(statistic), significance=significance(statistic)),
    )


def _outcome(text: str, previous: int, start: int) -> Outcome | None:
    """What the values that begin at `start` are of: a label before them, what an estimate would be of, or the subject of their clause."""
    if label := _LABEL.search(text, previous, start):
        return Outcome(text=label["o"])
    found = outcome_before(text, previous, start) or (outcome_before(text, 0, start) if previous else None)
    if found:
        return found
    name = phrases.left(text, start, previous) or ((subject := _SUBJECT.search(text, previous, start)) and phrases.trim(subject["o"]))
    return Outcome(text=name) if name else None


def _direction(statistic: Statistic) -> Direction:
    """Where the intervention's number lies from the comparator's; unclear where they are equal, or more than two, or a p says that they do not differ."""
    numbers = [float(number) if (number := _number(arm)) else None for arm in statistic.arms]
    if len(numbers) != 2:
        return "unclear"
    if numbers[0] is None or numbers[1] is None or numbers[0] == numbers[1]:
        return "unclear"
    if significance(statistic) == "not_significant":
        return "no_difference"
    if statistic.p is None and abs(numbers[0] - numbers[1]) < _PLAIN * max(abs(numbers[0]), abs(numbers[1])):
        return "unclear"
    return "increased" if numbers[0] > numbers[1] else "decreased"


def named(draft: Draft, first: str | None, second: str | None, direction: Direction) -> Draft:
    """A pair whose arms have no names, with those of a comparison in words, where its numbers lie as the words say."""
    statistic: Statistic = draft.parts["statistic"]
    numbers = [_number(arm) for arm in statistic.arms]
    if any(arm.name for arm in statistic.arms) or not (first and second and numbers[0] and numbers[1]) or direction not in ("increased", "decreased"):
        return draft
    if (float(numbers[0]) > float(numbers[1])) != (direction == "increased"):
        return draft
    pair = tuple(replace(arm, name=name) for arm, name in zip(statistic.arms, (first, second), strict=True))
    return replace(draft, parts={**draft.parts, "statistic": replace(statistic, arms=in_order(pair))})


def _number(arm: Arm) -> str | None:
    """The number of an arm that can be compared with the other's: mean, percentage, or events where both had as many members."""
    if arm.mean or arm.percent:
        return arm.mean or arm.percent
    return str(int(arm.events) / int(arm.n)) if arm.events and arm.n and int(arm.n) else None

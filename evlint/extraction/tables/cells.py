"""Cells of a table of results → the numbers of one arm.

Cells are read as "8 (33%)", "39.5 ± 10.6", "6.9 (0.8)", "12/40", "44%" or plain numbers. Whether a pair is a count with its
percentage or a mean with its SD is told by the row's label, the arithmetic (100 · 8 / 24 = 33), the header, or the words around the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evlint.claims.record import Arm, Outcome, PValue, Result, Statistic, TimePoint
from evlint.extraction.arms.names import in_order
from evlint.extraction.draft import Draft
from evlint.extraction.estimates import significance
from evlint.extraction.numbers import NUMBER, p_value, time_point
from evlint.extraction.tables.columns import Column, is_baseline
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import canonical, parse, whole

_COUNT_HINT = lazy(r"\((?:in\s)?%\)|\bn\s?[,(/]\s?%|\b(?:no|number|n|frequency)\.?\s?(?:of\s(?:patients|subjects|events|participants))?\s?[(\[,]\s?(?:percent\w*|%)|\bn/N\b", re.I)
_MEAN_HINT = lazy(r"\bmeans?\b|\bSDs?\b|±|standard deviations?|\bM\s?\(SD\)", re.I)
_ERROR_HINT = lazy(r"\b(?:SEM?s?|standard errors?|s\.e\.m?\.?)(?![A-Za-z])|\bmedian|\bIQR\b|interquartile|\branges?\b(?!,|\s?:?\s?[-−–]?\d)|geometric", re.I)
_NUMBER_HINT = lazy(r"^(?:n|no\.?|number)\b|\b(?:number|no\.) of\b|^n$", re.I)
_PM = lazy(rf"(?P<a>{NUMBER})\s?%?\s?(?:±|\+/-|\+-)\s?(?P<b>{NUMBER})")
_FRACTION = lazy(rf"(?P<a>\d{{1,6}})\s?/\s?(?P<n>\d{{1,6}})(?:\s?[(\[,]?\s?(?P<p>{NUMBER})\s?%?\s?[)\]]?)?$")
_PAIR = lazy(rf"(?P<a>{NUMBER})\s?(?P<pa>%)?\s?[(\[]\s?(?P<b>{NUMBER})\s?(?P<pb>%)?\s?[)\]]")
_PERCENT = lazy(rf"(?P<p>{NUMBER})\s?%(?:\s?[(\[]\s?(?:n\s?=\s?)?(?P<a>\d{{1,6}})(?:\s?/\s?(?P<n>\d{{1,6}}))?\s?[)\]])?$")
_RANGE = lazy(rf"(?P<a>{NUMBER})\s?%?\s?[(\[]\s?{NUMBER}\s?(?:to|[-–−,;])\s?{NUMBER}\s?[)\]]")
_PLAIN = lazy(rf"(?P<a>{NUMBER})$")
_ROUNDING = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words around a table say of its cells."""

    counts: bool
    means: bool
    errors: bool  # standard errors, medians, ranges: the second number is no SD

    @classmethod
    def of(cls, text: str) -> Reading:
        return cls(_COUNT_HINT.search(text) is not None, _MEAN_HINT.search(text) is not None, _ERROR_HINT.search(text) is not None)


def draft_of(start: int, end: int, arms: Sequence[Arm], label: str, when: str = "", p: PValue | None = None) -> Draft:
    """The draft of one outcome in all its arms; `when` is what its columns have in common, mostly a time point.

    What was there at the start is named so: it is no result, and none that could contradict one.
    """
    if is_baseline(when) and "baseline" not in label.lower():
        label = f"{label} at baseline"
    statistic = Statistic(arms=in_order(arms), p=p)
    result = Result(direction="unclear", significance=significance(statistic))
    return Draft(
        "finding", start, end, 0.7, {"statistic": statistic, "outcome": Outcome(text=label[:200], timepoint=time_point(when) or TimePoint(phrase=when[:200]) if when else None), "result": result}
    )


def p_of(text: str) -> PValue | None:
    found = p_value(text if text[:1] in "pP" else f"p {text}" if text[:1] in "<>=≤≥" else f"p = {text}")
    return found[0] if found and (found[0].value is None or 0 <= float(found[0].value) <= 1) else None


def arm_of(text: str, column: Column, reading: Reading, label: str) -> Arm | None:
    if match := _PM.match(text):
        return Arm(name=column.name, n=column.n, mean=canonical(match["a"]), sd=None if reading.errors and not reading.means else canonical(match["b"]))
    if match := _FRACTION.match(text):
        return Arm(name=column.name, events=whole(match["a"]), n=whole(match["n"]), percent=canonical(match["p"]) if match["p"] else None)
    if (match := _PERCENT.match(text)) and not (match["a"] and reading.means and not reading.counts):
        return Arm(name=column.name, events=whole(match["a"] or ""), n=whole(match["n"] or "") or column.n, percent=canonical(match["p"]))
    if match := _PAIR.match(text):
        return _pair(match, column, reading)
    if match := _RANGE.match(text):  # a median with its range, or a mean with its interval
        return Arm(name=column.name, n=column.n, mean=canonical(match["a"]))
    if match := _PLAIN.match(text):
        value = canonical(match["a"]) or ""
        if "%" in label and "(%" not in label and not reading.means:
            return Arm(name=column.name, n=column.n, percent=value)
        counted = value.isdigit() and (column.n is None or int(value) <= int(column.n)) and (_NUMBER_HINT.search(label) or not reading.means)
        return Arm(name=column.name, n=column.n, events=value) if counted else Arm(name=column.name, n=column.n, mean=value)
    return None


def _pair(match: re.Match[str], column: Column, reading: Reading) -> Arm | None:
    """ "8 (33)": a count with its percentage, or a mean with its SD."""
    first, second = canonical(match["a"]), canonical(match["b"])
    if first is None or second is None:
        return None
    means = reading.means and not reading.counts
    if match["pa"] and not means:
        return Arm(name=column.name, n=column.n, percent=first, events=second if second.isdigit() else None)
    fits = first.isdigit() and column.n is not None and int(column.n) > 0 and abs(100 * int(first) / int(column.n) - float(parse(second).value)) <= _ROUNDING
    if (match["pb"] and not means) or fits or (reading.counts and first.isdigit() and not (column.n and reading.means)):
        return Arm(name=column.name, n=column.n, events=first if first.isdigit() else None, percent=second)
    spread = float(parse(second).value) >= 0 and not (reading.errors and not reading.means)
    return Arm(name=column.name, n=column.n, mean=first, sd=second if spread else None)

"""Columns of a table of results: the arm that a column belongs to, and what of it the column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evlint.extraction.tables.spans import P_HEADER
from evlint.patterns import pattern as lazy

SIZE = lazy(r"[(\[,;:]?\s{0,2}\b[nN](?:~\w{1,3}~)?\s{0,3}[=:]\s{0,3}(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,7})\)?\]?")
FORM = lazy(r"\s*[,;:]?\s*\(?(?:[Mm]eans?\s?(?:±|\()\s?SDs?\)?|[nN]\s?[(,/]\s?%\)?|%\s?\(\s?(?:SDs?|[nN])\)?|[nN]/N\s?\(%\)?|\((?:%|SDs?|[nN])\))\s*$")
PLAIN_ARM = lazy(r"^(?:(?:placebo|controls?|interventions?|treatment|experimental|sham|usual care|standard care|no treatment|wait(?:ing)?[- ]list)\b.{0,24}|group\s(?:[A-Z]|\d|I{1,3})|tau)$", re.I)
_TIME = lazy(r"(?<![/-])\b(?:weeks?|months?|days?|years?|hours?|baseline|pre|post|pre-?\w*test|post-?\w*test|follow|visit|before|after|change|end of|T\d)\b", re.I)
_WORDS = lazy(r"(?<![\w/-])[A-Za-z][A-Za-z-]+(?![\w/])")
_OF_TIMES = lazy(r"means?|medians?|changes?|from|to|at|of|up|follow-?up|entry|first|second|third|last|one|two|three|four|six|twelve|end|sd|se|iqr|range|score|values?|wk|mo|the|and|in", re.I)
_BASELINE = lazy(r"\b(?:baseline|pre-?\s?(?:test|treatment|intervention|operative)?|before|entry|week 0|day 0)\b", re.I)
_CHANGE = lazy(r"\b(?:chang|differ|from baseline|improve|reduc|post|after)", re.I)
_ROLES = {
    "mean": ("mean", "means", "m", "average", "ls mean"),
    "sd": ("sd", "s.d.", "standard deviation"),
    "n": ("n", "no."),
    "percent": ("%", "percent"),
    "interval": ("95% ci", "95 % ci", "ci", "95% confidence interval"),
}
_ROLE_OF = {name: role for role, names in _ROLES.items() for name in names}


def role_of(head: str) -> str:
    """What a column holds by its head: one of mean, sd, n, percent, interval, p; "value" where the head gives a form for two ("n (%)"); "" for other words."""
    return "value" if FORM.fullmatch(head) else "p" if P_HEADER.search(head) else _ROLE_OF.get(head.strip(" ()[]").lower(), "")


def bare(name: str) -> str:
    """A name without the signs around it, and without a bracket that has no other."""
    text = name.strip(" ,;:")
    for opening, closing in ("()", "[]"):
        if text.startswith(opening) and text.endswith(closing):
            return bare(text[1:-1])
        if text.count(opening) > text.count(closing):
            text = text.rstrip(opening + " ,;:") if text.endswith(opening) else f"{text}{closing}"
        elif text.count(closing) > text.count(opening):
            text = text.rstrip(closing + " ,;:")
    return text


def is_baseline(text: str) -> bool:
    """Whether words say that a value was taken at the start; a change from there was not."""
    return _BASELINE.search(text) is not None and _CHANGE.search(text) is None


def is_time(text: str) -> bool:
    """Whether words name a time, or a column of times."""
    return _TIME.search(text) is not None


def is_time_alone(text: str) -> bool:
    """Whether words name a time and nothing that it is of: "Mean change, week 0 to 12 months"."""
    rest = [word for word in _WORDS.findall(text) if not _TIME.fullmatch(word) and not _OF_TIMES.fullmatch(word)]
    return is_time(text) and not rest


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers of one arm: the arm's name without its size, and the size printed there or in a row of sizes.

    `second_at` is the column of its SDs or percentages where those have a column of their own, and `form` how the two are read together;
    `size_at` is the column of its sizes where each row has its own. In a cell "3.0 ± 1.5 (4.3 ± 2.0)" of two arms, `part` 1 is the first
    value and 2 the one in brackets.
    """

    at: int
    name: str
    n: str | None = None
    second_at: int | None = None
    form: str = "{} ± {}"
    part: int = 0
    size_at: int | None = None

    @property
    def first(self) -> int:
        """The leftmost of its columns."""
        return self.at if self.size_at is None else min(self.at, self.size_at)


@dataclass(frozen=True, slots=True)
class Fields:
    """Which of the columns of one arm holds its value (mean or count), which the SD or percentage beside it, and which the size."""

    value: int
    second: int | None = None
    size: int | None = None
    form: str = "{} ± {}"

    @classmethod
    def of(cls, roles: Sequence[str]) -> Fields | None:
        """The fields of columns with these roles; None where none of them is a value."""
        at = {role: i for i, role in reversed(list(enumerate(roles)))}
        if "mean" in at:
            return cls(at["mean"], at.get("sd"), at.get("n"))
        if "n" in at and "percent" in at:
            return cls(at["n"], at["percent"], form="{} ({}%)")
        return cls(at["value"], size=at.get("n")) if "value" in at else None

    def column(self, arm: Column, at: Sequence[int]) -> Column:
        """The column of an arm whose fields stand at these places."""
        second, size = (None if i is None else at[i] for i in (self.second, self.size))
        return replace(arm, at=at[self.value], second_at=second, size_at=size, form=self.form)

"""Tables that give an estimate a row: "HR (95 % CI)" over "0.75 (0.60 to 0.94)", or HR, interval and p in columns of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evlint.claims.record import Interval, Measure, Outcome, PValue, Statistic
from evlint.extraction.draft import Draft
from evlint.extraction.estimates import MEASURE, PAIR, measure_of, result_of
from evlint.extraction.numbers import NUMBER
from evlint.extraction.tables.cells import p_of
from evlint.extraction.tables.grid import Row
from evlint.extraction.tables.headers import Heads
from evlint.extraction.tables.spans import P_HEADER
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import canonical

_HEAD = lazy(
    rf"^(?:(?P<adj>(?i:(?:multivariable[- ])?adjusted|multivaria(?:ble|te))\s|[aA](?=(?:OR|HR|RR)\b))|(?i:crude|unadjusted|pooled|univaria(?:te|ble))\s)?(?:{MEASURE})s?(?:\s?[(\[,;]?\s?(?P<level>9\d(?:\.\d)?)\s?%\s?(?:C\.?I\.?|confidence intervals?)s?\s?[)\]]?)?$"
)
_INTERVAL_HEAD = lazy(r"^(?P<level>9\d(?:\.\d)?)\s?%\s?(?:C\.?I\.?|confidence intervals?|confidence limits?)s?$", re.I)
_WITH_LIMITS = lazy(rf"^(?P<value>{NUMBER})\s?%?\s?[(\[]\s?(?:{PAIR})\s?%?\s?[)\]]")
_LIMITS = lazy(rf"^[(\[]?\s?(?:{PAIR})\s?%?\s?[)\]]?$")
_VALUE = lazy(rf"^(?P<value>{NUMBER})\s?%?$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of estimates, with the columns of their intervals and p values where those stand apart."""

    at: int
    measure: Measure
    adjusted: bool
    level: str
    interval_at: int | None
    p_at: int | None


def extract(body: Sequence[Row], heads: Heads) -> Iterator[Draft]:
    """One draft a row and column of estimates."""
    columns = list(_columns(heads.texts))
    group = ""
    for row in body if columns else ():
        texts = row.texts
        if texts[0] and not any(texts[1:]):
            group = texts[0]
        for column in columns:
            statistic = _statistic(texts, column)
            if statistic is not None and texts[0]:
                label = f"{group} {texts[0]}".strip()[:200]
                parts = {"statistic": statistic, "outcome": Outcome(text=label), "result": result_of(statistic)}
                yield Draft("estimate", row.start, row.end, 0.75, {name: part for name, part in parts.items() if part is not None})


def _columns(texts: Sequence[str]) -> Iterator[Column]:
    for at, head in enumerate(texts):
        named = _HEAD.match(head.strip())
        if not at or named is None:
            continue
        behind = next((i for i in range(at + 1, len(texts)) if _HEAD.match(texts[i].strip())), len(texts))
        interval_at = next((i for i in range(at + 1, behind) if _INTERVAL_HEAD.match(texts[i].strip())), None)
        stated = named["level"] or (_INTERVAL_HEAD.match(texts[interval_at].strip()) or {"level": "95"})["level"] if interval_at else named["level"] or "95"
        p_at = next((i for i in range(at + 1, behind) if P_HEADER.search(texts[i])), None)
        yield Column(at, measure_of(named), named["adj"] is not None, f"0.{stated.replace('.', '')}", interval_at, p_at)


def _statistic(texts: Sequence[str], column: Column) -> Statistic | None:
    if column.at >= len(texts):
        return None
    match = limits = _WITH_LIMITS.match(texts[column.at])
    if match is None and column.interval_at is not None and column.interval_at < len(texts):
        match, limits = _VALUE.match(texts[column.at]), _LIMITS.match(texts[column.interval_at])
    if match is None or limits is None:
        return None
    value, low, high = canonical(match["value"]), canonical(limits["low"]), canonical(limits["high"])
    if not (value and low and high):
        return None
    p: PValue | None = p_of(texts[column.p_at]) if column.p_at is not None and column.p_at < len(texts) and texts[column.p_at] else None
    interval = Interval(low=low, high=high, level=column.level)
    return Statistic(type=column.measure, value=value, interval=interval, p=p, adjusted=column.adjusted or None)

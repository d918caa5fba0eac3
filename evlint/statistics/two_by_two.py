"""Two groups, one event: effect measures, their Wald intervals and the p values that an author may have printed.

Sources: Cochrane Handbook 6.4.1 and Kirkwood & Sterne, Essential Medical Statistics, 2nd ed., 16–17 (measures, Wald intervals,
χ² with Yates' correction); Altman, BMJ 1998;317:1309 (number needed to treat); Fisher's exact test as R's fisher.test does it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from evlint.statistics.intervals import quantile
from evlint.statistics.tails import chi2_upper

Measure = Literal["RR", "OR", "RD", "NNT"]
MAX_TERMS = 200_000
# Tables as probable as the observed one count as extreme, though their floats differ in the last digits (R's fisher.test).
_TIE = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Events `a` and non-events `b` of the first group, events `c` and non-events `d` of the second.

    Raises ValueError for a negative count or a group without members.
    """

    a: int
    b: int
    c: int
    d: int

    def __post_init__(self) -> None:
        if min(self.a, self.b, self.c, self.d) < 0:
            raise ValueError("counts are not negative, nor events more than members")
        if not (self.n1 and self.n2):
            raise ValueError("a group has at least one member")

    @classmethod
    def of(cls, events1: int, n1: int, events2: int, n2: int) -> TwoByTwo:
        """From events and members of each group. Raises ValueError where events exceed members."""
        return cls(events1, n1 - events1, events2, n2 - events2)

    @property
    def n1(self) -> int:
        return self.a + self.b

    @property
    def n2(self) -> int:
        return self.c + self.d


def risk_ratio(table: TwoByTwo) -> float:
    """(a / n1) / (c / n2). Raises ValueError where the second group has no event."""
    if table.c == 0:
        raise ValueError("a risk ratio needs an event in the second group")
    return table.a * table.n2 / (table.c * table.n1)


def odds_ratio(table: TwoByTwo) -> float:
    """ad / bc, without a correction. Raises ValueError where b or c is 0."""
    if table.b == 0 or table.c == 0:
        raise ValueError("an odds ratio needs b and c above 0")
    return table.a * table.d / (table.b * table.c)


def risk_difference(table: TwoByTwo) -> float:
    """a / n1 − c / n2, a share between −1 and 1."""
    return (table.a * table.n2 - table.c * table.n1) / (table.n1 * table.n2)


def nnt(table: TwoByTwo) -> float:
    """1 / |risk difference|, as printed: without a sign and not rounded up. Raises ValueError for equal risks."""
    difference = abs(risk_difference(table))
    if difference == 0:
        raise ValueError("equal risks have no number needed to treat")
    return 1 / difference


def wald_interval(table: TwoByTwo, measure: Measure, level: float = 0.95) -> tuple[float, float]:
    """Wald interval of RR or OR (log scale), RD, or NNT (the limits of RD, inverted, without their sign). `level` is a share.

    Raises ValueError where a zero leaves it undefined, for NNT where the interval of RD holds 0, for an unknown measure and
    for a level outside (0, 1).
    """
    z = quantile(level)
    if measure in ("RR", "OR"):
        return _log_interval(table, measure, z)
    if measure not in ("RD", "NNT"):
        raise ValueError(f"not RR, OR, RD or NNT: {measure!r}")
    difference, margin = risk_difference(table), z * math.sqrt(table.a * table.b / table.n1**3 + table.c * table.d / table.n2**3)
    low, high = difference - margin, difference + margin
    if measure == "RD":
        return low, high
    if low <= 0 <= high:
        raise ValueError("the interval of the risk difference holds 0, so that of its inverse is not one interval")
    ends = sorted((1 / abs(low), 1 / abs(high)))
    return ends[0], ends[1]


def _log_interval(table: TwoByTwo, measure: str, z: float) -> tuple[float, float]:
    value = risk_ratio(table) if measure == "RR" else odds_ratio(table)
    if value == 0:
        raise ValueError("a ratio of 0 has no logarithm")
    risks = table.b / (table.a * table.n1) + table.d / (table.c * table.n2)
    variance = risks if measure == "RR" else 1 / table.a + 1 / table.b + 1 / table.c + 1 / table.d
    factor = math.exp(z * math.sqrt(variance))
    return value / factor, value * factor


def pearson_p(table: TwoByTwo) -> float:
    """p of χ² with one degree of freedom, without correction. Raises ValueError where nobody or everybody has the event."""
    return _chi2_p(table, 0)


def yates_p(table: TwoByTwo) -> float:
    """p of χ² with Yates' correction, never beyond 0 as in R. Raises ValueError where nobody or everybody has the event."""
    return _chi2_p(table, table.n1 + table.n2)


def _chi2_p(table: TwoByTwo, twice_correction: int) -> float:
    margins = table.n1 * table.n2 * (table.a + table.c) * (table.b + table.d)
    if margins == 0:
        raise ValueError("χ² needs somebody with the event and somebody without")
    # Doubled, so that everything stays a whole number of any size until the one division.
    gap = max(0, 2 * abs(table.a * table.d - table.b * table.c) - twice_correction)
    return chi2_upper((table.n1 + table.n2) * gap * gap / (4 * margins), 1)


def fisher_p(table: TwoByTwo) -> float:
    """Two-sided p of Fisher's exact test: all tables with these margins that are no more probable than the observed one.

    Ties within a relative 1e-7 count, as in R. 0 below the smallest float. Raises ValueError where more than 200,000 tables
    have a probability that a float can hold (about 10⁸ members).
    """
    weights = _hypergeometric(table.n1, table.n2, table.a + table.c)
    observed = weights.get(table.a, 0.0)
    return min(1.0, math.fsum(weight for weight in weights.values() if weight <= observed * _TIE) / math.fsum(weights.values()))


def _hypergeometric(n1: int, n2: int, events: int) -> dict[int, float]:
    """Events in the first group → probability relative to the mode. What underflows beside the mode is left out."""
    mode = (n1 + 1) * (events + 1) // (n1 + n2 + 2)
    weights = {mode: 1.0}
    for step in (1, -1):
        x, weight = mode, 1.0
        while weight > 0:
            if step == 1:
                weight *= (n1 - x) * (events - x) / ((x + 1) * (n2 - events + x + 1))
            else:
                weight *= x * (n2 - events + x) / ((n1 - x + 1) * (events - x + 1))
            x += step
            if weight > 0:
                weights[x] = weight
            if len(weights) > MAX_TERMS:
                raise ValueError(f"more than {MAX_TERMS} tables to add up")
    return weights


def p_choices(table: TwoByTwo) -> dict[str, float]:
    """Name of a test → its p, for every test that is defined: χ², χ² with Yates' correction, Fisher's exact test."""
    out: dict[str, float] = {}
    for name, test in (("chi-squared", pearson_p), ("chi-squared, Yates", yates_p), ("Fisher", fisher_p)):
        try:
            out[name] = test(table)
        except ValueError:
            continue
    return out

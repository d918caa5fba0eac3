"""t tests from printed means and SDs, under every choice that an author may have made without saying so.

Sources: Student's and Welch's t from summary statistics, Altman, Practical Statistics for Medical Research, 9.6; the range over
choices and rounding, INSPECT-SR item 4.9 (recalculate reported tests) and the rounding multiverse of the R package recalc.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from evlint.statistics.printed import Printed
from evlint.statistics.tails import t_two_sided


@dataclass(frozen=True, slots=True)
class Group:
    """Printed mean and SD of n members."""

    mean: Printed
    sd: Printed
    n: int


@dataclass(frozen=True, slots=True)
class Choice:
    """How a t test was made: Student's or Welch's, from SDs or from standard errors printed as SDs, two- or one-tailed."""

    welch: bool = False
    sd_is_se: bool = False
    one_tailed: bool = False

    @property
    def name(self) -> str:
        """As a reader would say it: "Student, two-tailed", "Welch, SD printed as SE, one-tailed"."""
        parts = ["Welch" if self.welch else "Student", "SD printed as SE" if self.sd_is_se else "", "one-tailed" if self.one_tailed else "two-tailed"]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class TRange:
    """Smallest and largest |t| (infinite where the SDs may be 0) and p that the printed digits allow."""

    t_low: float
    t_high: float
    p_low: float
    p_high: float


CHOICES = tuple(Choice(welch, sd_is_se, one_tailed) for one_tailed, sd_is_se, welch in product((False, True), repeat=3))


def student_t(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> tuple[float, int]:
    """(t, df) of the first mean minus the second, with a pooled SD. Raises ValueError for n < 2, an SD < 0 or both SDs 0."""
    _check(sd1, n1, sd2, n2)
    return (mean1 - mean2) / _student_error(sd1, n1, sd2, n2), n1 + n2 - 2


def welch_t(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> tuple[float, float]:
    """(t, df) of the first mean minus the second, with Satterthwaite's df. Raises ValueError for n < 2, an SD < 0 or both SDs 0."""
    _check(sd1, n1, sd2, n2)
    variance1, variance2 = sd1 * sd1 / n1, sd2 * sd2 / n2
    share = variance1 / (variance1 + variance2)
    return (mean1 - mean2) / _welch_error(sd1, n1, sd2, n2), _welch_df(share, n1, n2)


def t_range(first: Group, second: Group, choices: Iterable[Choice] = CHOICES) -> dict[str, TRange]:
    """Name of a choice → the range of |t| and of p over everything that the printed means and SDs may stand for.

    One-tailed p is half the two-tailed one, as for a difference in the expected direction. Welch's p is bounded by the extreme
    t with the extreme df, which may be a little wider than what one pair of SDs reaches. Raises ValueError for n < 2 or an SD < 0.
    """
    if min(first.n, second.n) < 2:
        raise ValueError("a group has at least two members")
    if min(first.sd.value, second.sd.value) < 0:
        raise ValueError("an SD is not negative")
    return {choice.name: _range(first, second, choice) for choice in choices}


def _range(first: Group, second: Group, choice: Choice) -> TRange:
    lowest, highest = float(first.mean.low - second.mean.high), float(first.mean.high - second.mean.low)
    smallest = 0.0 if lowest <= 0 <= highest else min(abs(lowest), abs(highest))
    (sd1_low, sd1_high), (sd2_low, sd2_high) = _sds(first, choice.sd_is_se), _sds(second, choice.sd_is_se)
    error = _welch_error if choice.welch else _student_error
    least, most = error(sd1_low, first.n, sd2_low, second.n), error(sd1_high, first.n, sd2_high, second.n)
    t_low = smallest / most
    t_high = max(abs(lowest), abs(highest)) / least if least > 0 else math.inf
    df_low = df_high = float(first.n + second.n - 2)
    if choice.welch:
        shares = (_share(sd1_low, first.n, sd2_high, second.n), _share(sd1_high, first.n, sd2_low, second.n))
        df_low, df_high = _welch_df_range(shares, first.n, second.n)
    tails = 0.5 if choice.one_tailed else 1.0
    return TRange(t_low, t_high, tails * t_two_sided(t_high, df_high), tails * t_two_sided(t_low, df_low))


def _sds(group: Group, sd_is_se: bool) -> tuple[float, float]:
    factor = math.sqrt(group.n) if sd_is_se else 1.0
    return max(0.0, float(group.sd.low)) * factor, float(group.sd.high) * factor


def _check(sd1: float, n1: int, sd2: float, n2: int) -> None:
    if min(n1, n2) < 2:
        raise ValueError("a group has at least two members")
    if min(sd1, sd2) < 0 or max(sd1, sd2) == 0:
        raise ValueError("an SD is not negative, and one of two is above 0")


def _student_error(sd1: float, n1: int, sd2: float, n2: int) -> float:
    return math.hypot(sd1 * math.sqrt(n1 - 1), sd2 * math.sqrt(n2 - 1)) * math.sqrt((1 / n1 + 1 / n2) / (n1 + n2 - 2))


def _welch_error(sd1: float, n1: int, sd2: float, n2: int) -> float:
    return math.hypot(sd1 / math.sqrt(n1), sd2 / math.sqrt(n2))


def _share(sd1: float, n1: int, sd2: float, n2: int) -> float:
    """Share of the first group in the variance of the difference."""
    variance1, variance2 = sd1 * sd1 / n1, sd2 * sd2 / n2
    return variance1 / (variance1 + variance2)


def _welch_df(share: float, n1: int, n2: int) -> float:
    return 1 / (share * share / (n1 - 1) + (1 - share) ** 2 / (n2 - 1))


def _welch_df_range(shares: tuple[float, float], n1: int, n2: int) -> tuple[float, float]:
    """df rises to n1 + n2 − 2 where the shares are as the df of the groups, and falls on either side."""
    ends = [_welch_df(share, n1, n2) for share in shares]
    peak = (n1 - 1) / (n1 + n2 - 2)
    return min(ends), float(n1 + n2 - 2) if shares[0] <= peak <= shares[1] else max(ends)

"""Means and SDs of whole numbers: which printed pairs some sample can have.

Every verdict is made on the closed intervals of the printed digits, so either rounding of a 5 is allowed, and in exact
fractions, so that no real sample is called impossible by a float. SDs are sample SDs (n − 1).
"""

from __future__ import annotations

import math
from fractions import Fraction

from evlint.statistics.printed import Printed, parse

# Beyond, some sum always fits: whoever prints so few digits for so many members leaves nothing to test.
_MAX_SUMS = 100_000


def grim(mean: str, n: int, items: int = 1, percent: bool = False) -> bool:
    """Whether a mean printed as `mean` is possible for n whole-number answers to `items` items each (GRIM).

    With `percent` the mean is a percentage of n. Either rounding of a 5 is allowed. Source: Brown & Heathers, Social
    Psychological and Personality Science 2017;8:363. Raises ValueError for n or items below 1.
    """
    if n < 1 or items < 1:
        raise ValueError("n and items are at least 1")
    low, high = _sums(parse(mean), Fraction(n * items, 100 if percent else 1))
    return low <= high


def grimmer(mean: str, sd: str, n: int, items: int = 1) -> bool:
    """Whether a mean and a sample SD are possible together for n members, each the mean of `items` whole numbers (GRIMMER).

    True where some whole sum S of the members' totals and some whole sum Q of their squares give both printed numbers, Q being
    as odd or even as S and not below what the most even spread of S gives. Such a pair need not belong to a sample, so True
    proves nothing. True without a test above 100,000 possible sums. Source: Allard, Analytic-GRIMMER, 2018, after Anaya, PeerJ
    Preprints 2016;4:e2400v1. Raises ValueError for n below 2, items below 1 or an SD below 0.
    """
    if n < 2 or items < 1:
        raise ValueError("n is at least 2 and items at least 1")
    low, high = _sums(parse(mean), Fraction(n * items))
    least, most = (square * (n - 1) * items * items for square in _squares(parse(sd)))
    if high - low >= _MAX_SUMS:
        return True
    return any(_has_squares(total, n, least, most) for total in range(low, high + 1))


def _has_squares(total: int, n: int, least: Fraction, most: Fraction) -> bool:
    """Whether a sum of squares fits n whole numbers of this sum whose squared deviations add up to `least` … `most`."""
    each, over = divmod(total, n)
    even_spread = n * each * each + over * (2 * each + 1)
    about = Fraction(total * total, n)
    lowest = max(math.ceil(least + about), even_spread)
    lowest += (lowest - total) % 2  # x² is odd just where x is, so the two sums are odd together
    return lowest <= most + about


def debit(mean: str, sd: str, n: int) -> bool:
    """Whether a mean and a sample SD are possible together for n members who are 0 or 1 (DEBIT): SD = √(n / (n − 1) p (1 − p)).

    `mean` is a share p, not a percentage; any share that rounds to it is tried, whole counts being the matter of GRIM. Source:
    Heathers & Brown, DEBIT, 2019 (osf.io/5vb3u). Raises ValueError for n below 2 or an SD below 0.
    """
    if n < 2:
        raise ValueError("n is at least 2")
    printed = parse(mean)
    low, high = max(Fraction(0), Fraction(printed.low)), min(Fraction(1), Fraction(printed.high))
    least, most = _squares(parse(sd))
    if low > high:
        return False
    middle = min(max(low, Fraction(1, 2)), high)
    smallest, largest = (share * (1 - share) * n / (n - 1) for share in (max(low, high, key=lambda end: abs(end - Fraction(1, 2))), middle))
    return smallest <= most and least <= largest


def _sums(mean: Printed, scale: Fraction) -> tuple[int, int]:
    """Smallest and largest whole number that lies in the interval of the mean times `scale`; crossed where none does."""
    return math.ceil(Fraction(mean.low) * scale), math.floor(Fraction(mean.high) * scale)


def _squares(sd: Printed) -> tuple[Fraction, Fraction]:
    """Squares of the ends of an SD's interval. Raises ValueError for an SD below 0."""
    if sd.value < 0:
        raise ValueError("an SD is not negative")
    return max(Fraction(0), Fraction(sd.low)) ** 2, Fraction(sd.high) ** 2

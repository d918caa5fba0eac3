"""Counts, percentages and means of whole numbers: what printed digits can stand for."""

from __future__ import annotations

import math
from decimal import Decimal

from evlint.statistics.printed import parse


def percent_agrees(events: int, total: int, percent: str) -> bool:
    """Whether `percent` (as printed) is events / total under half-up, half-even or truncation. Raises ValueError for total ≤ 0."""
    if total <= 0:
        raise ValueError("a group has at least one member")
    printed = parse(percent)
    exact = Decimal(events) * 100 / Decimal(total)
    return printed.low <= exact <= printed.high or printed.value <= exact < printed.value + 2 * printed.half_unit


def grim(mean: str, n: int, items: int = 1, percent: bool = False) -> bool:
    """Whether a mean printed as `mean` is possible for n whole-number answers to `items` items each (GRIM).

    With `percent` the mean is a percentage of n. Either rounding of a 5 is allowed. Source: Brown & Heathers, Social
    Psychological and Personality Science 2017;8:363. Raises ValueError for n or items below 1.
    """
    if n < 1 or items < 1:
        raise ValueError("n and items are at least 1")
    printed = parse(mean)
    scale = Decimal(n * items) / (100 if percent else 1)
    low, high = printed.low * scale, printed.high * scale
    return math.floor(high) >= math.ceil(low)

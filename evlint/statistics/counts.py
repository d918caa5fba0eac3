"""Counts and percentages: what printed digits can stand for."""

from __future__ import annotations

from decimal import Decimal

from evlint.statistics.printed import parse


def percent_agrees(events: int, total: int, percent: str) -> bool:
    """Whether `percent` (as printed) is events / total under half-up, half-even or truncation. Raises ValueError for total ≤ 0."""
    if total <= 0:
        raise ValueError("a group has at least one member")
    printed = parse(percent)
    exact = Decimal(events) * 100 / Decimal(total)
    return printed.low <= exact <= printed.high or printed.value <= exact < printed.value + 2 * printed.half_unit

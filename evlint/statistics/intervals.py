"""Estimates and their intervals: standard error, z and p, with the rounding of every printed number carried along.

Formula: SE = (U − L) / (2 z₁₋α/₂), z = estimate / SE, on the log scale for ratios (Altman & Bland, BMJ 2011;343:d2304);
difference of two independent estimates z = (E₁ − E₂) / √(SE₁² + SE₂²) (Altman & Bland, BMJ 2003;326:219).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from statistics import NormalDist
from typing import Literal

from evlint.statistics.printed import Printed, parse
from evlint.statistics.tails import normal_two_sided

Scale = Literal["ratio", "difference"]
_EDGE, _OFF_CENTRE = 0.05, 0.1
RATIOS = frozenset({"RR", "OR", "HR", "IRR", "PR", "ROR", "SHR", "SIR", "SMR", "GMR", "RATIO"})
DIFFERENCES = frozenset({"RD", "MD", "WMD", "SMD", "ARR", "ARD", "BETA", "D", "G", "DIFFERENCE"})


@dataclass(frozen=True, slots=True)
class Estimate:
    """A printed estimate with its printed confidence limits. `level` is a share, "0.95"."""

    scale: Scale
    value: Printed
    low: Printed
    high: Printed
    level: float = 0.95

    @property
    def null(self) -> float:
        return 1.0 if self.scale == "ratio" else 0.0

    def transformed(self) -> tuple[float, float, float]:
        """(value, low, high) on the scale where the interval is symmetric. Raises ValueError for a ratio ≤ 0."""
        values = (float(self.value.value), float(self.low.value), float(self.high.value))
        if self.scale == "difference":
            return values
        if min(values) <= 0:
            raise ValueError("a ratio and its limits must be above 0")
        return math.log(values[0]), math.log(values[1]), math.log(values[2])

    def standard_error(self) -> float:
        _, low, high = self.transformed()
        return (high - low) / (2 * quantile(self.level))


def scale_of(measure: str) -> Scale | None:
    """`ratio` or `difference` for the name of a measure (RR, aOR, MD …), None where it is neither."""
    name = measure.upper()
    if name in DIFFERENCES:
        return "difference"
    if name in RATIOS or (name[:1] == "A" and name[1:] in RATIOS):
        return "ratio"
    return None


def quantile(level: float) -> float:
    """z that leaves (1 − level) / 2 in each tail. Raises ValueError outside (0, 1)."""
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not {level}")
    return NormalDist().inv_cdf(0.5 + level / 2)


def p_from_interval(measure: str, estimate: str, low: str, high: str, level: str = "0.95") -> float:
    """Two-sided p value of an estimate against its null, from its confidence interval.

    `measure` is RR, OR, HR …, MD, RD …, or "ratio" / "difference"; the numbers are as printed. Raises ValueError for an
    unknown measure, a ratio ≤ 0 or an interval without width.
    """
    scale = scale_of(measure)
    if scale is None:
        raise ValueError(f"not a ratio or a difference: {measure!r}")
    value, *_ = (parsed := Estimate(scale, parse(estimate), parse(low), parse(high), float(level))).transformed()
    error = parsed.standard_error()
    if error <= 0:
        raise ValueError("the interval has no width")
    return normal_two_sided(value / error)


def p_range(estimate: Estimate) -> tuple[float, float]:
    """Smallest and largest p that the printed digits of estimate and limits allow. Raises ValueError as `p_from_interval` does.

    Where the limits may be one number before rounding ("1.00 to 1.01"), any p down to 0 is allowed.
    """
    ps: list[float] = []
    widths: list[float] = []
    for value, low, high in product(*(_ends(number, estimate.scale) for number in (estimate.value, estimate.low, estimate.high))):
        widths.append(high - low)
        if high > low:
            ps.append(normal_two_sided(value * 2 * quantile(estimate.level) / (high - low)))
    if not ps:
        raise ValueError("the interval has no width")
    null = math.log(estimate.null) if estimate.scale == "ratio" else 0.0
    ends = _ends(estimate.value, estimate.scale)
    return 0.0 if min(widths) <= 0 else min(ps), 1.0 if min(ends) <= null <= max(ends) else max(ps)


def includes_null(estimate: Estimate) -> bool:
    """Whether the interval holds 1 (a ratio) or 0 (a difference), given every benefit of rounding."""
    return float(estimate.low.low) <= estimate.null <= float(estimate.high.high)


def null_well_inside(estimate: Estimate) -> bool:
    """Whether the null lies inside the interval by at least a twentieth of its width, where no choice of method moves it out."""
    _, low, high = estimate.transformed()
    null = math.log(estimate.null) if estimate.scale == "ratio" else 0.0
    margin = _EDGE * (high - low)
    return low + margin <= null <= high - margin


def off_centre(estimate: Estimate) -> float:
    """How far the estimate must lie from the middle of its interval, as a share of the interval's width (log scale for ratios).

    The least distance that the rounding of the three numbers allows: 0 where they fit. Raises ValueError for a ratio ≤ 0.
    """
    value, low, high = (_ends(number, estimate.scale) for number in (estimate.value, estimate.low, estimate.high))
    gap = max(value[0] - (low[1] + high[1]) / 2, (low[0] + high[0]) / 2 - value[1])
    width = high[1] - low[0]
    return gap / width if gap > 0 and width > 0 else 0.0


def is_centred(estimate: Estimate) -> bool:
    """Whether the estimate lies in the middle of its interval, within rounding and a tenth of the width."""
    return off_centre(estimate) <= _OFF_CENTRE


def _ends(number: Printed, scale: Scale) -> tuple[float, float]:
    ends = (float(number.low), float(number.high))
    if scale == "difference":
        return ends
    if ends[1] <= 0:
        raise ValueError("a ratio must be above 0")
    return math.log(max(ends[0], 1e-12)), math.log(ends[1])


def difference_z(first: Estimate, second: Estimate) -> float:
    """z of the difference between two estimates of one measure, taken as independent. Raises ValueError for different scales."""
    if first.scale != second.scale:
        raise ValueError("estimates on different scales cannot be compared")
    spread = math.hypot(first.standard_error(), second.standard_error())
    if spread <= 0:
        raise ValueError("the intervals have no width")
    return (first.transformed()[0] - second.transformed()[0]) / spread

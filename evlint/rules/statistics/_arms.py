"""What the rules on two arms share: the arms themselves, ranges that rounding allows, and the words that quiet them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from evlint.claims.model import Claim
from evlint.claims.record import Arm
from evlint.patterns import pattern as lazy
from evlint.statistics import parse
from evlint.statistics.printed import Printed

# A number of a model, or of more than one study, need not follow from the crude numbers beside it.
MODELLED = lazy(
    r"\b(?:adjust\w*|matched|pooled|weight(?:ed|ing)|multi-?varia\w*|univaria\w*|logistic|regression|mantel|stratif\w*|random[- ]effects?|fixed[- ]effects?|meta-anal\w*|imput\w*|"
    r"Cox|models?|modelled|modeled|GEE|propensity|cumulative|estimated|estimates?|Kaplan|(?:least|LS)[- ](?:squares?|means?)|LS|LSM|marginal|covaria\w*|ANCOVA|intraclass|cluster\w*|bayes\w*|geometric|log-\w+)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Range:
    """Closed range of what a number may be, given the printed digits that it was computed from."""

    low: float
    high: float

    def holds(self, printed: Printed) -> bool:
        """Whether some number of the range is printed like this, rounded half either way or cut off."""
        unit = 2 * float(printed.half_unit)
        least, most = float(printed.low), float(printed.high)
        least, most = (least, float(printed.value) + unit) if printed.value >= 0 else (float(printed.value) - unit, most)
        slack = 1e-9 * max(1.0, abs(self.high))
        return self.low - slack <= most and least <= self.high + slack

    def mapped(self, change: Callable[[float], float]) -> Range:
        """The range under a monotone change."""
        ends = sorted((change(self.low), change(self.high)))
        return Range(ends[0], ends[1])

    def text(self, digits: int = 3) -> str:
        """As a reader sees it: one number where the digits leave no room, else "from … to …"."""
        low, high = f"{self.low:.{digits}g}", f"{self.high:.{digits}g}"
        return low if low == high else f"from {low} to {high}"


def box(printed: str) -> Range:
    number = parse(printed)
    return Range(float(number.low), float(number.high))


def minus(first: Range, second: Range) -> Range:
    return Range(first.low - second.high, first.high - second.low)


def over(first: Range, second: Range) -> Range:
    """Quotient of two ranges above 0; its end is infinite where the second one may be 0."""
    return Range(max(0.0, first.low) / second.high if second.high > 0 else math.inf, first.high / second.low if second.low > 0 else math.inf)


def two_arms(claim: Claim) -> tuple[Arm, Arm] | None:
    """The two arms of a claim; None where it has fewer or more."""
    statistic = claim.record.statistic
    return (statistic.arms[0], statistic.arms[1]) if statistic and len(statistic.arms) == 2 else None

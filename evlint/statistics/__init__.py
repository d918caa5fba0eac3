"""Arithmetic of reported statistics. Pure functions of printed numbers; imports nothing else of evlint."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.statistics.counts import grim, percent_agrees
from evlint.statistics.intervals import Estimate, difference_z, includes_null, is_centred, null_well_inside, p_from_interval, p_range, quantile, scale_of
from evlint.statistics.printed import Printed, canonical, parse
from evlint.statistics.tails import chi2_upper, f_upper, normal_two_sided, r_two_sided, t_two_sided

__all__ = [
    "Estimate",
    "Printed",
    "canonical",
    "difference_z",
    "grim",
    "includes_null",
    "is_centred",
    "null_well_inside",
    "p_from_interval",
    "p_range",
    "p_value",
    "parse",
    "percent_agrees",
    "quantile",
    "scale_of",
]

_CHI2_LIKE = frozenset({"chi2", "Q", "Qw", "Qb", "G2", "H"})


def p_value(kind: str, value: str | float, df: Sequence[float] = ()) -> float:
    """p of a test statistic: two-sided for z, t and r, upper tail for F, chi2, Q, Qw, Qb, G2 and H.

    `df` has none, one or (for F) two entries. Raises ValueError for an unknown kind, a wrong number of df, df ≤ 0 or |r| > 1.
    """
    number = float(parse(value).value) if isinstance(value, str) else float(value)
    wanted = 0 if kind == "z" else 2 if kind == "F" else 1
    if len(df) != wanted:
        raise ValueError(f"{kind} takes {wanted} degrees of freedom, not {len(df)}")
    if any(d <= 0 for d in df):
        raise ValueError("degrees of freedom are above 0")
    if kind == "z":
        return normal_two_sided(number)
    if kind == "t":
        return t_two_sided(number, df[0])
    if kind == "F":
        return f_upper(number, df[0], df[1])
    if kind == "r":
        if abs(number) > 1:
            raise ValueError("a correlation lies between -1 and 1")
        return r_two_sided(number, df[0])
    if kind in _CHI2_LIKE:
        return chi2_upper(number, df[0])
    raise ValueError(f"no distribution is known for {kind!r}")

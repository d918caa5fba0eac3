"""Arithmetic of reported statistics. Pure functions of printed numbers; imports nothing else of evlint."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.statistics.counts import percent_agrees
from evlint.statistics.granularity import debit, grim, grimmer
from evlint.statistics.intervals import Estimate, difference_z, includes_null, is_centred, null_well_inside, off_centre, p_from_interval, p_range, quantile, scale_of
from evlint.statistics.printed import Printed, canonical, parse
from evlint.statistics.summary_tests import Choice, Group, TRange, student_t, t_range, welch_t
from evlint.statistics.tails import chi2_upper, f_upper, normal_two_sided, r_two_sided, t_two_sided, u_two_sided, w_two_sided
from evlint.statistics.two_by_two import TwoByTwo, fisher_p, nnt, odds_ratio, p_choices, pearson_p, risk_difference, risk_ratio, wald_interval, yates_p

__all__ = [
    "Choice",
    "Estimate",
    "Group",
    "Printed",
    "TRange",
    "TwoByTwo",
    "canonical",
    "debit",
    "difference_z",
    "fisher_p",
    "grim",
    "grimmer",
    "includes_null",
    "is_centred",
    "nnt",
    "null_well_inside",
    "odds_ratio",
    "off_centre",
    "p_choices",
    "p_from_interval",
    "p_range",
    "p_value",
    "parse",
    "pearson_p",
    "percent_agrees",
    "quantile",
    "risk_difference",
    "risk_ratio",
    "scale_of",
    "student_t",
    "t_range",
    "u_two_sided",
    "w_two_sided",
    "wald_interval",
    "welch_t",
    "yates_p",
]

_CHI2_LIKE = frozenset({"chi2", "Q", "Qw", "Qb", "G2", "H"})
_RANKS = frozenset({"U", "W"})
_ENTRIES = {"z": 0, "F": 2, "U": 2}


def p_value(kind: str, value: str | float, df: Sequence[float] = ()) -> float:
    """p of a test statistic: two-sided for z, t, r, U and W, upper tail for F, chi2, Q, Qw, Qb, G2 and H.

    `df` has none, one or (for F) two entries. For the rank tests it holds sizes instead: (n1, n2) for Mann–Whitney's U, (n,) for
    Wilcoxon's signed rank W; their p is the normal approximation without ties and without continuity correction. Raises
    ValueError for an unknown kind, a wrong number of df, df ≤ 0, |r| > 1, or a U or W beyond what the sizes allow.
    """
    number = float(parse(value).value) if isinstance(value, str) else float(value)
    wanted = _ENTRIES.get(kind, 1)
    if len(df) != wanted:
        raise ValueError(f"{kind} takes {wanted} {'sizes' if kind in _RANKS else 'degrees of freedom'}, not {len(df)}")
    if any(d <= 0 for d in df):
        raise ValueError("degrees of freedom and sizes are above 0")
    if kind in _RANKS:
        return _p_of_ranks(kind, number, df)
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


def _p_of_ranks(kind: str, value: float, sizes: Sequence[float]) -> float:
    if any(size != int(size) for size in sizes):
        raise ValueError("sizes are whole numbers")
    whole = [int(size) for size in sizes]
    return u_two_sided(value, whole[0], whole[1])[0] if kind == "U" else w_two_sided(value, whole[0])[0]

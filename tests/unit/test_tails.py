"""Tail areas to ten relative digits of scipy's, from p = 0.999 down to 1e-200."""

from __future__ import annotations

import math

import pytest
from scipy import special, stats

from evlint.statistics import p_value, u_two_sided, w_two_sided
from evlint.statistics.tails import chi2_upper, f_upper, normal_two_sided, r_two_sided, t_two_sided

DF = (0.5, 1, 1.5, 2, 3, 5, 7.3, 10, 17.3, 30, 39.5, 40.5, 100, 333.3, 1000, 1e4, 1e5)
PS = (0.999, 0.9, 0.5, 0.1, 0.05, 1e-2, 1e-3, 1e-5, 1e-10, 1e-20, 1e-50, 1e-100, 1e-200)


def _same(ours: float, theirs: float) -> bool:
    return math.isclose(ours, theirs, rel_tol=1e-10, abs_tol=0)


@pytest.mark.parametrize("p", PS)
def test_normal_tails_keep_their_digits(p: float) -> None:
    z = float(stats.norm.isf(p / 2))
    assert _same(normal_two_sided(z), 2 * stats.norm.sf(z))


@pytest.mark.parametrize("df", DF)
def test_t_tails_keep_their_digits(df: float) -> None:
    for p in PS:
        t = float(stats.t.isf(p / 2, df))
        if t < 1e150:  # beyond, scipy answers 0
            assert _same(t_two_sided(t, df), 2 * stats.t.sf(t, df)), (p, t)


@pytest.mark.parametrize("df", DF)
def test_chi_squared_tails_keep_their_digits(df: float) -> None:
    for p in PS:
        x = float(stats.chi2.isf(p, df))
        assert _same(chi2_upper(x, df), special.gammaincc(df / 2, x / 2)), (p, x)


@pytest.mark.parametrize("df2", DF)
def test_f_tails_keep_their_digits(df2: float) -> None:
    for df1 in DF:
        for p in PS:
            f = float(stats.f.isf(p, df1, df2))
            if 0 < f < math.inf:
                assert _same(f_upper(f, df1, df2), stats.f.sf(f, df1, df2)), (p, f, df1)


@pytest.mark.parametrize("df", [d for d in DF if d >= 1])
def test_correlation_tails_keep_their_digits(df: float) -> None:
    for r in (0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999):
        expected = special.betainc(df / 2, 0.5, (1 - r) * (1 + r))
        # Below, one part in 1e16 of 1 − r² is more than one in 1e10 of p.
        if expected > 1e-200 and df <= 1e4:
            assert _same(r_two_sided(r, df), expected), r
            assert r_two_sided(-r, df) == r_two_sided(r, df)


def test_statistics_whose_squares_overflow_have_a_p() -> None:
    assert _same(t_two_sided(1e160, 1), 2 / math.pi * 1e-160)
    assert _same(t_two_sided(1e300, 0.5), 2 * stats.t.sf(1e100, 0.5) * 1e-100)  # p falls as t to the power of −df
    assert _same(f_upper(1e307, 1e3, 1), math.exp(math.log(stats.f.sf(1e140, 1e3, 1)) - 0.5 * 167 * math.log(10)))
    assert t_two_sided(1e160, 1e5) == 0


@pytest.mark.parametrize(("n1", "n2"), [(5, 7), (20, 20), (1, 30), (150, 90)])
def test_rank_sums_agree_with_scipy(n1: int, n2: int) -> None:
    first, second = [2 * i + (i % 5) * 6 for i in range(n1)], [2 * i + 1 for i in range(n2)]
    first = list(dict.fromkeys(first))
    for corrected in (False, True):
        test = stats.mannwhitneyu(first, second, use_continuity=corrected, method="asymptotic")
        if not set(first) & set(second):
            assert _same(u_two_sided(float(test.statistic), len(first), n2)[corrected], float(test.pvalue))


@pytest.mark.parametrize("n", [5, 12, 60])
def test_signed_rank_sums_agree_with_scipy(n: int) -> None:
    differences = [i if i % 3 else -i for i in range(1, n + 1)]
    for corrected in (False, True):
        test = stats.wilcoxon(differences, correction=corrected, method="asymptotic")
        assert _same(w_two_sided(float(test.statistic), n)[corrected], float(test.pvalue))


def test_either_rank_sum_gives_the_same_p() -> None:
    assert u_two_sided(10, 6, 9) == u_two_sided(6 * 9 - 10, 6, 9)
    assert w_two_sided(10, 9) == w_two_sided(45 - 10, 9)
    assert u_two_sided(27, 6, 9) == (1.0, 1.0)


def test_p_of_rank_statistics_has_no_continuity_correction() -> None:
    assert p_value("U", "10", (6, 9)) == u_two_sided(10, 6, 9)[0]
    assert p_value("W", 10, (9,)) == w_two_sided(10, 9)[0]


@pytest.mark.parametrize(("kind", "value", "sizes"), [("U", 55, (6, 9)), ("U", -1, (6, 9)), ("U", 5, (6,)), ("U", 5, (6.5, 9)), ("W", 46, (9,)), ("W", 5, (9, 9)), ("W", 5, (0,))])
def test_impossible_rank_sums_raise_value_error(kind: str, value: float, sizes: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        p_value(kind, value, sizes)

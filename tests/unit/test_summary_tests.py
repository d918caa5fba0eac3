"""t tests from summary statistics, and the range that rounding and unsaid choices leave."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evlint.statistics import Choice, Group, parse, student_t, t_range, welch_t
from evlint.statistics.tails import t_two_sided

MEAN, SD, N = st.floats(-50, 50), st.floats(0.1, 20), st.integers(2, 200)
CENTS = st.integers(1, 3000)


@settings(max_examples=200)
@given(MEAN, SD, N, MEAN, SD, N)
def test_t_is_that_of_scipy(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> None:
    for ours, equal in ((student_t, True), (welch_t, False)):
        t, df = ours(mean1, sd1, n1, mean2, sd2, n2)
        theirs = stats.ttest_ind_from_stats(mean1, sd1, n1, mean2, sd2, n2, equal_var=equal)
        assert math.isclose(t, theirs.statistic, rel_tol=1e-9, abs_tol=1e-12)
        assert math.isclose(t_two_sided(t, df), theirs.pvalue, rel_tol=1e-7, abs_tol=1e-290)


@settings(max_examples=150)
@given(CENTS, CENTS, N, CENTS, CENTS, N, st.lists(st.floats(-0.4999, 0.4999), min_size=4, max_size=4))
def test_the_range_holds_the_t_of_whatever_was_rounded(mean1: int, sd1: int, n1: int, mean2: int, sd2: int, n2: int, off: list[float]) -> None:
    groups = [Group(parse(f"{mean / 100:.2f}"), parse(f"{sd / 100:.2f}"), n) for mean, sd, n in ((mean1, sd1, n1), (mean2, sd2, n2))]
    ranges = t_range(*groups)
    exact = [(number + shift) / 100 for number, shift in zip((mean1, sd1, mean2, sd2), off, strict=True)]
    for welch in (False, True):
        for is_se in (False, True):
            roots = (math.sqrt(n1), math.sqrt(n2)) if is_se else (1, 1)
            t, df = (welch_t if welch else student_t)(exact[0], exact[1] * roots[0], n1, exact[2], exact[3] * roots[1], n2)
            for one_tailed in (False, True):
                found = ranges[Choice(welch, is_se, one_tailed).name]
                p = t_two_sided(t, df) / (1 + one_tailed)
                assert found.t_low * (1 - 1e-9) <= abs(t) <= found.t_high * (1 + 1e-9)
                assert found.p_low * (1 - 1e-6) <= p <= found.p_high * (1 + 1e-6)
                assert 0 <= found.p_low <= found.p_high <= 1


def test_choices_have_names_that_read_well() -> None:
    group = Group(parse("5.0"), parse("1.2"), 20)
    assert list(t_range(group, group)) == [
        "Student, two-tailed",
        "Welch, two-tailed",
        "Student, SD printed as SE, two-tailed",
        "Welch, SD printed as SE, two-tailed",
        "Student, one-tailed",
        "Welch, one-tailed",
        "Student, SD printed as SE, one-tailed",
        "Welch, SD printed as SE, one-tailed",
    ]
    assert list(t_range(group, group, [Choice(welch=True)])) == ["Welch, two-tailed"]


def test_means_that_may_be_equal_may_have_a_p_of_one() -> None:
    found = t_range(Group(parse("5.0"), parse("1.2"), 20), Group(parse("5.1"), parse("1.2"), 20))["Student, two-tailed"]
    assert found.t_low == 0
    assert found.p_high == 1
    assert found.p_low == pytest.approx(t_two_sided(0.2 / (1.15 * math.sqrt(0.1)), 38))


def test_an_sd_that_may_be_zero_allows_any_p() -> None:
    for found in t_range(Group(parse("5"), parse("0"), 20), Group(parse("9"), parse("0"), 20)).values():
        assert (found.t_high, found.p_low) == (math.inf, 0)


def test_groups_without_spread_or_members_raise_value_error() -> None:
    group, alone, negative = (Group(parse("5"), parse(sd), n) for sd, n in (("1", 20), ("1", 1), ("-1", 20)))
    for call in (
        lambda: t_range(group, alone),
        lambda: t_range(negative, group),
        lambda: student_t(1, 0, 5, 2, 0, 5),
        lambda: welch_t(1, 0, 5, 2, 0, 5),
        lambda: welch_t(1, -1, 5, 2, 1, 5),
        lambda: student_t(1, 1, 1, 2, 1, 5),
    ):
        with pytest.raises(ValueError, match=r"."):
            call()

"""Two-by-two tables, against scipy and against themselves with the groups swapped."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from evlint.statistics import TwoByTwo, fisher_p, nnt, odds_ratio, p_choices, pearson_p, risk_difference, risk_ratio, wald_interval, yates_p
from evlint.statistics.two_by_two import Measure

COUNT = st.integers(0, 300)
FULL = st.integers(1, 300)


def _tables(count: st.SearchStrategy[int]) -> st.SearchStrategy[tuple[int, int, int, int]]:
    return st.tuples(count, count, count, count)


@settings(max_examples=150)
@given(_tables(FULL))
def test_swapped_groups_invert_ratios_and_negate_differences(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    table, swapped = TwoByTwo(a, b, c, d), TwoByTwo(c, d, a, b)
    assert risk_ratio(table) * risk_ratio(swapped) == pytest.approx(1)
    assert odds_ratio(table) * odds_ratio(swapped) == pytest.approx(1)
    assert risk_difference(table) == -risk_difference(swapped)
    measures: tuple[Measure, ...] = ("RR", "OR")
    for measure in measures:
        low, high = wald_interval(table, measure)
        assert wald_interval(swapped, measure) == pytest.approx((1 / high, 1 / low))
    low, high = wald_interval(table, "RD")
    assert wald_interval(swapped, "RD") == pytest.approx((-high, -low))
    assert p_choices(table) == pytest.approx(p_choices(swapped), rel=1e-9)


@settings(max_examples=150)
@given(_tables(COUNT))
def test_every_p_is_that_of_scipy(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    assume(a + b and c + d)
    table, rows = TwoByTwo(a, b, c, d), [[a, b], [c, d]]
    assert all(0 <= p <= 1 for p in p_choices(table).values())
    assert fisher_p(table) == pytest.approx(stats.fisher_exact(rows)[1], rel=1e-7, abs=1e-300)
    if a + c and b + d:
        assert pearson_p(table) == pytest.approx(stats.chi2_contingency(rows, correction=False)[1], rel=1e-9)
        assert yates_p(table) == pytest.approx(stats.chi2_contingency(rows, correction=True)[1], rel=1e-9)
        assert pearson_p(table) <= yates_p(table)


def test_measures_of_a_table_worked_by_hand() -> None:
    table = TwoByTwo.of(15, 100, 30, 120)
    assert table == TwoByTwo(15, 85, 30, 90)
    assert risk_ratio(table) == pytest.approx(0.6)
    assert odds_ratio(table) == pytest.approx(15 * 90 / (85 * 30))
    assert risk_difference(table) == pytest.approx(-0.1)
    assert nnt(table) == pytest.approx(10)
    error = math.sqrt(1 / 15 - 1 / 100 + 1 / 30 - 1 / 120)
    assert wald_interval(table, "RR", 0.9) == pytest.approx((0.6 * math.exp(-1.6448536 * error), 0.6 * math.exp(1.6448536 * error)))
    margin = 1.9599640 * math.sqrt(0.15 * 0.85 / 100 + 0.25 * 0.75 / 120)
    assert wald_interval(table, "RD") == pytest.approx((-0.1 - margin, -0.1 + margin))


def test_the_interval_of_a_number_needed_to_treat_is_that_of_the_difference_inverted() -> None:
    table = TwoByTwo.of(10, 100, 40, 100)
    low, high = wald_interval(table, "RD")
    assert wald_interval(table, "NNT") == pytest.approx((-1 / low, -1 / high))
    with pytest.raises(ValueError, match="holds 0"):
        wald_interval(TwoByTwo.of(10, 100, 11, 100), "NNT")


def test_fisher_is_quick_for_a_million_and_stops_where_there_is_no_end() -> None:
    half = 500_000
    assert fisher_p(TwoByTwo(half, half, half, half)) == pytest.approx(1)
    table = TwoByTwo.of(250_000, 1_000_000, 251_000, 1_000_000)
    assert fisher_p(table) == pytest.approx(yates_p(table), rel=1e-3)
    assert fisher_p(TwoByTwo(half, 0, 0, half)) == 0
    with pytest.raises(ValueError, match="tables"):
        fisher_p(TwoByTwo(10**10, 10**10, 10**10, 10**10))


def test_tests_that_are_undefined_are_no_choice() -> None:
    assert p_choices(TwoByTwo(0, 5, 0, 9)) == {"Fisher": 1.0}
    assert list(p_choices(TwoByTwo(3, 5, 1, 9))) == ["chi-squared", "chi-squared, Yates", "Fisher"]


@pytest.mark.parametrize(("events1", "n1", "events2", "n2"), [(6, 5, 1, 5), (-1, 5, 1, 5), (0, 0, 1, 5), (1, 5, 0, 0)])
def test_impossible_tables_raise_value_error(events1: int, n1: int, events2: int, n2: int) -> None:
    with pytest.raises(ValueError, match=r"."):
        TwoByTwo.of(events1, n1, events2, n2)


def test_zeros_leave_measures_undefined() -> None:
    none, same = TwoByTwo(0, 5, 0, 5), TwoByTwo(2, 3, 2, 3)
    for call in (
        lambda: risk_ratio(none),
        lambda: odds_ratio(none),
        lambda: nnt(same),
        lambda: pearson_p(none),
        lambda: yates_p(none),
        lambda: wald_interval(TwoByTwo(0, 5, 2, 3), "RR"),
        lambda: wald_interval(TwoByTwo(2, 3, 4, 0), "OR"),
        lambda: wald_interval(same, "RR", 95),
    ):
        with pytest.raises(ValueError, match=r"."):
            call()

"""Arithmetic of reported statistics, against scipy and against itself."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import pairwise, product
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evlint.statistics import Estimate, canonical, difference_z, grim, p_from_interval, p_range, p_value, parse, percent_agrees, quantile, scale_of
from evlint.statistics.tails import chi2_upper, f_upper, normal_two_sided, r_two_sided, t_two_sided

CLOSE = 1e-9
DF = (0.5, 1, 2, 3, 5, 10, 17.3, 30, 100, 1000, 1e5)


def _same(ours: float, theirs: float) -> bool:
    return math.isclose(ours, theirs, rel_tol=CLOSE, abs_tol=1e-290)


@pytest.mark.parametrize("z", [0, 1e-6, 0.01, 0.5, 1, 1.96, 2.5758, 5, 10, 20, 35])
def test_normal_tails_agree_with_scipy(z: float) -> None:
    assert _same(normal_two_sided(z), 2 * stats.norm.sf(z))
    assert normal_two_sided(-z) == normal_two_sided(z)


@pytest.mark.parametrize("df", DF)
def test_t_tails_agree_with_scipy(df: float) -> None:
    for t in (0, 0.01, 0.1, 0.5, 1, 1.96, 3, 5, 10, 35, 100, 1e4):
        assert _same(t_two_sided(t, df), 2 * stats.t.sf(t, df)), (t, df)
        assert t_two_sided(-t, df) == t_two_sided(t, df)


def test_t_with_one_degree_of_freedom_is_the_cauchy_distribution_even_near_zero() -> None:
    for t in (1e-8, 1e-4, 0.3, 1, 7, 1e6):
        assert _same(t_two_sided(t, 1), 2 / math.pi * math.atan2(1, t))


@pytest.mark.parametrize("df", DF)
def test_chi_squared_tails_agree_with_scipy(df: float) -> None:
    for x in (1e-6, 0.01, 0.5, 1, 3.84, 5, 10, 30, 100, 500, 1000):
        assert _same(chi2_upper(x, df), stats.chi2.sf(x, df)), (x, df)


@pytest.mark.parametrize("df2", [1, 2, 3, 5, 10, 50, 100, 1000, 1e5])
def test_f_tails_agree_with_scipy(df2: float) -> None:
    for f, df1 in product((0.01, 0.1, 0.5, 1, 2, 3.84, 10, 100, 1000), (1, 2, 3, 5, 10, 50, 100, 1000)):
        assert _same(f_upper(f, df1, df2), stats.f.sf(f, df1, df2)), (f, df1, df2)


@pytest.mark.parametrize("n", [3, 4, 5, 12, 50, 1000])
def test_correlation_tails_agree_with_scipy(n: int) -> None:
    half = stats.beta(n / 2 - 1, n / 2 - 1, loc=-1, scale=2)
    for r in (0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        assert _same(r_two_sided(r, n - 2), 2 * half.sf(r)), (r, n)
    assert r_two_sided(1, n - 2) == 0
    assert r_two_sided(0, n - 2) == 1


@settings(max_examples=200)
@given(st.floats(-1e6, 1e6), st.floats(0.1, 1e6), st.floats(0.1, 1e6))
def test_every_tail_is_a_probability(value: float, df1: float, df2: float) -> None:
    correlation = math.tanh(value)
    for p in (normal_two_sided(value), t_two_sided(value, df1), chi2_upper(value, df1), f_upper(value, df1, df2), r_two_sided(correlation, df1)):
        assert 0 <= p <= 1


@settings(max_examples=150)
@given(st.lists(st.floats(0, 500), min_size=2, max_size=6), st.floats(0.5, 5000), st.floats(0.5, 5000))
def test_tails_never_grow_with_the_statistic(values: list[float], df1: float, df2: float) -> None:
    values.sort()
    for tail in (normal_two_sided, lambda x: t_two_sided(x, df1), lambda x: chi2_upper(x, df1), lambda x: f_upper(x, df1, df2)):
        assert all(second <= first * (1 + 1e-9) + 1e-12 for first, second in pairwise(map(tail, values)))


@settings(max_examples=100)
@given(st.floats(0.001, 60), st.floats(1, 2000))
def test_t_squared_is_an_f_with_one_degree_of_freedom(t: float, df: float) -> None:
    assert math.isclose(t_two_sided(t, df), f_upper(t * t, 1, df), rel_tol=CLOSE)


@pytest.mark.parametrize(
    ("kind", "value", "df", "expected"),
    [
        ("z", "1.96", (), 0.0499957903),
        ("t", "2.10", (18,), 0.0500904057),
        ("t", "−2.10", (18,), 0.0500904057),
        ("F", 4.4, (1, 18), 0.0503246779),
        ("chi2", "3.84", (1,), 0.0500435212),
        ("r", "0.5", (18,), 0.0247695588),
        ("Q", 12, (5,), 0.0347877806),
    ],
)
def test_p_of_each_kind_of_test_statistic(kind: str, value: str | float, df: tuple[float, ...], expected: float) -> None:
    assert p_value(kind, value, df) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("kind", "value", "df"), [("t", 1, ()), ("z", 1, (1,)), ("F", 1, (1,)), ("F", 1, (0, 2)), ("chi2", 1, (-1,)), ("r", 1.2, (5,)), ("U", 1, (2,)), ("t", "two", (2,))])
def test_impossible_tests_raise_value_error(kind: str, value: str | float, df: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        p_value(kind, value, df)


@pytest.mark.parametrize(
    ("printed", "low", "high", "decimals"),
    [("0.30", "0.295", "0.305", 2), ("3", "2.5", "3.5", 0), ("-1.5", "-1.55", "-1.45", 1), ("100", "99.5", "100.5", 0), ("3.0E-5", "0.0000295", "0.0000305", 6), ("0.000", "-0.0005", "0.0005", 3)],
)
def test_a_printed_number_stands_for_an_interval(printed: str, low: str, high: str, decimals: int) -> None:
    number = parse(printed)
    assert (number.text, number.low, number.high, number.decimals) == (printed, Decimal(low), Decimal(high), decimals)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("0.05", "0.05"),
        (".05", "0.05"),
        ("0.30", "0.30"),
        (" 12 ", "12"),
        ("12%", "12"),
        ("12.5 %", "12.5"),
        ("-.5", "-0.5"),
        ("−2.33", "-2.33"),
        ("– 3", "-3"),
        ("2·76", "2.76"),
        ("2,76", "2.76"),
        ("1,234", "1234"),
        ("1,234.5", "1234.5"),
        ("12,345,678", "12345678"),
        ("1 234", "1234"),
        ("1\u202f234\u202f567", "1234567"),
        ("1’234", "1234"),
        ("3×10⁻⁵", "3E-5"),
        ("3 x 10^-5", "3E-5"),
        ("1e-5", "1E-5"),
        ("2.0E+3", "2.0E3"),
    ],
)
def test_printed_numbers_take_one_form(printed: str, expected: str) -> None:
    assert canonical(printed) == expected


@pytest.mark.parametrize("printed", ["", "abc", "1.", "1.2.3", "--1", "1,2,3", "<0.05", "1/2", "nan", "∞", "12-15", "+5", "1_000"])
def test_what_is_no_number_has_no_form(printed: str) -> None:
    assert canonical(printed) is None
    with pytest.raises(ValueError, match="not a printed number"):
        parse(printed)


def test_a_decimal_comma_is_read_as_told() -> None:
    assert canonical("1,234", decimal_comma=True) == "1.234"
    assert canonical("0,123", decimal_comma=True) == "0.123"


_DIGITS = st.text("0123456789", min_size=1, max_size=4)
_PRINTED = st.tuples(
    st.sampled_from(["", "-", "−", "– "]), _DIGITS, st.sampled_from(["", ".", ",", "·", "\u202f"]), _DIGITS, st.sampled_from(["", "", "%", " %", "e-5", "×10⁻⁵", " x 10^3", "x", ","])
).map("".join)


@settings(max_examples=300)
@given(_PRINTED)
def test_a_form_parses_and_is_its_own_form(printed: str) -> None:
    form = canonical(printed)
    if form is None:
        with pytest.raises(ValueError, match="not a printed number"):
            parse(printed)
        return
    assert form.isascii()
    assert canonical(form) == form
    number = parse(form)
    assert parse(printed) == number
    assert number.low < number.value < number.high


@settings(max_examples=200)
@given(st.decimals(-9999, 9999, places=3), st.integers(0, 3))
def test_rounding_stays_within_the_printed_interval(exact: Decimal, places: int) -> None:
    number = parse(str(round(exact, places)))
    assert number.low <= exact <= number.high


@settings(max_examples=100)
@given(st.integers(-(10**9), 10**9))
def test_thousands_separators_change_no_value(value: int) -> None:
    assert canonical(f"{value:,}") == str(value)


@pytest.mark.parametrize(
    ("measure", "estimate", "low", "high", "level"),
    [("OR", "0.70", "0.50", "0.98", "0.95"), ("RR", "1.40", "1.10", "1.78", "0.90"), ("MD", "-2.1", "-4.0", "-0.2", "0.95"), ("difference", "3", "-1", "7", "0.99")],
)
def test_p_of_an_interval_follows_the_formula(measure: str, estimate: str, low: str, high: str, level: str) -> None:
    values = [float(number) for number in (estimate, low, high)]
    if scale_of(measure) == "ratio":
        values = [math.log(value) for value in values]
    error = (values[2] - values[1]) / (2 * stats.norm.ppf(0.5 + float(level) / 2))
    assert p_from_interval(measure, estimate, low, high, level) == pytest.approx(2 * stats.norm.sf(abs(values[0] / error)), rel=1e-9)


def test_an_interval_that_touches_the_null_has_the_p_of_its_level() -> None:
    assert p_from_interval("MD", "-2", "-4", "0") == pytest.approx(0.05, rel=1e-9)
    assert p_from_interval("MD", "5", "0", "10", "0.90") == pytest.approx(0.10, rel=1e-9)


@pytest.mark.parametrize(("measure", "estimate", "low", "high"), [("k", "1", "0", "2"), ("OR", "0", "-1", "2"), ("OR", "1.0", "0", "2"), ("MD", "1", "2", "2"), ("MD", "1", "3", "2")])
def test_impossible_intervals_raise_value_error(measure: str, estimate: str, low: str, high: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        p_from_interval(measure, estimate, low, high)


@pytest.mark.parametrize("level", [0.0, 1.0, -1.0, 95.0])
def test_a_level_is_a_share(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile(level)


def _estimate(scale: Literal["ratio", "difference"], value: str, low: str, high: str) -> Estimate:
    return Estimate(scale, parse(value), parse(low), parse(high))


_CENTS = st.integers(1, 400)


@settings(max_examples=150)
@given(_CENTS, _CENTS, _CENTS)
def test_the_range_of_p_holds_the_p_of_the_printed_numbers(low: int, to_value: int, to_high: int) -> None:
    printed = [f"{cents / 100:.2f}" for cents in (low, low + to_value, low + to_value + to_high)]
    smallest, largest = p_range(_estimate("ratio", printed[1], printed[0], printed[2]))
    p = p_from_interval("ratio", printed[1], printed[0], printed[2])
    assert 0 <= smallest <= p * (1 + 1e-12)
    assert p <= largest * (1 + 1e-12) <= 1 + 1e-12


def test_an_estimate_that_may_be_the_null_may_have_a_p_of_one() -> None:
    smallest, largest = p_range(_estimate("ratio", "1.0", "0.5", "2.0"))
    assert largest == 1
    assert smallest == pytest.approx(0.87378, abs=1e-5)
    assert p_range(_estimate("difference", "2", "-1", "5"))[1] < 0.5


def test_the_difference_of_two_estimates_has_a_sign_and_none_from_itself() -> None:
    lower, higher = _estimate("ratio", "0.70", "0.50", "0.98"), _estimate("ratio", "1.20", "0.90", "1.60")
    assert difference_z(lower, higher) == pytest.approx(-difference_z(higher, lower))
    assert difference_z(lower, higher) == pytest.approx(-2.3863503737607)
    assert difference_z(lower, lower) == 0
    with pytest.raises(ValueError, match="different scales"):
        difference_z(lower, _estimate("difference", "1", "0", "2"))


@pytest.mark.parametrize(("measure", "expected"), [("RR", "ratio"), ("aOR", "ratio"), ("hr", "ratio"), ("MD", "difference"), ("SMD", "difference"), ("ARR", "difference"), ("NNT", None), ("", None)])
def test_measures_are_ratios_or_differences_or_neither(measure: str, expected: str | None) -> None:
    assert scale_of(measure) == expected


@pytest.mark.parametrize(
    ("mean", "n", "items", "percent", "possible"),
    [
        ("3.45", 20, 1, False, True),
        ("3.47", 20, 1, False, False),
        ("3.47", 20, 5, False, True),
        ("5.19", 28, 1, False, False),
        ("5.18", 28, 1, False, True),
        ("2.5", 2, 1, False, True),
        ("48.3", 29, 1, True, True),
        ("48.0", 29, 1, True, False),
        ("0.00", 17, 1, False, True),
    ],
)
def test_grim_knows_the_means_that_whole_numbers_can_have(mean: str, n: int, items: int, percent: bool, possible: bool) -> None:
    assert grim(mean, n, items, percent) is possible


@settings(max_examples=200)
@given(st.integers(1, 60), st.integers(1, 5), st.integers(0, 2000), st.integers(0, 3))
def test_grim_accepts_every_mean_of_whole_numbers(n: int, items: int, total: int, places: int) -> None:
    mean = round(Decimal(total) / (n * items), places)
    assert grim(f"{mean:.{places}f}", n, items)


@pytest.mark.parametrize(("n", "items"), [(0, 1), (1, 0), (-3, 1)])
def test_grim_needs_somebody_and_something(n: int, items: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        grim("1.0", n, items)


@pytest.mark.parametrize(
    ("events", "total", "percent", "agrees"),
    [
        (1, 3, "33", True),
        (1, 3, "33.3", True),
        (1, 3, "33.3%", True),
        (1, 3, "34", False),
        (2, 3, "67", True),
        (2, 3, "66", True),
        (2, 3, "68", False),
        (1, 8, "12", True),
        (1, 8, "13", True),
        (1, 8, "12.4", False),
        (5, 5, "100", True),
        (0, 9, "0", True),
        (1, 1000, "0", True),
    ],
)
def test_a_percentage_agrees_rounded_either_way_or_cut(events: int, total: int, percent: str, agrees: bool) -> None:
    assert percent_agrees(events, total, percent) is agrees


@settings(max_examples=200)
@given(st.integers(1, 5000), st.floats(0, 1), st.integers(0, 3))
def test_a_rounded_percentage_agrees_and_one_two_units_off_does_not(total: int, share: float, places: int) -> None:
    events = round(share * total)
    exact = Decimal(events) * 100 / total
    printed = round(exact, places)
    assert percent_agrees(events, total, f"{printed:.{places}f}")
    assert not percent_agrees(events, total, f"{printed + 2 * Decimal(1).scaleb(-places):.{places}f}")


def test_a_group_has_members() -> None:
    with pytest.raises(ValueError, match="at least one member"):
        percent_agrees(0, 0, "0")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("0·105", "0.105"),
        ("1·104", "1.104"),
        ("2·10", "2.10"),
        ("2·3·10−9", "2.3E-9"),
        ("2.3 × 10^-9", "2.3E-9"),
        ("2.3 x 10(-9)", "2.3E-9"),
        ("2.3 × 10^{-9}", "2.3E-9"),
        ("2.3e−09", "2.3E-9"),
        ("3×10⁻⁵", "3E-5"),
    ],
)
def test_powers_of_ten_and_middle_dots(printed: str, expected: str) -> None:
    """A middle dot is a decimal point, unless what follows it is a power of ten with its sign."""
    assert canonical(printed) == expected

"""GRIM, GRIMMER and DEBIT: a real sample is never called impossible. And the printed numbers they read."""

from __future__ import annotations

from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.statistics import canonical, debit, grim, grimmer, parse

ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN])
PLACES = st.integers(0, 4)
_LONG = Context(prec=60)


def _decimal(value: Fraction) -> Decimal:
    return _LONG.divide(Decimal(value.numerator), Decimal(value.denominator))


def _printed(value: Decimal, places: int, rounding: str) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), rounding=rounding):f}"


def _mean_and_sd(scores: list[Fraction]) -> tuple[Decimal, Decimal]:
    mean = sum(scores, Fraction(0)) / len(scores)
    variance = sum(((score - mean) ** 2 for score in scores), Fraction(0)) / (len(scores) - 1)
    return _decimal(mean), _LONG.sqrt(_decimal(variance))


@settings(max_examples=200)
@given(st.lists(st.integers(-50, 200), min_size=1, max_size=40), st.integers(1, 5), PLACES, ROUNDINGS)
def test_grim_never_calls_a_real_mean_impossible(totals: list[int], items: int, places: int, rounding: str) -> None:
    mean = _decimal(Fraction(sum(totals), len(totals) * items))
    assert grim(_printed(mean, places, rounding), len(totals), items)


@settings(max_examples=150)
@given(st.integers(1, 3000), st.floats(0, 1), st.integers(0, 3), ROUNDINGS)
def test_grim_never_calls_a_real_percentage_impossible(n: int, share: float, places: int, rounding: str) -> None:
    percent = _decimal(Fraction(100 * round(share * n), n))
    assert grim(_printed(percent, places, rounding), n, percent=True)


@settings(max_examples=300)
@given(st.lists(st.integers(-20, 100), min_size=2, max_size=40), st.integers(1, 4), PLACES, PLACES, ROUNDINGS)
def test_grimmer_never_calls_a_real_sample_impossible(totals: list[int], items: int, places: int, sd_places: int, rounding: str) -> None:
    mean, sd = _mean_and_sd([Fraction(total, items) for total in totals])
    assert grimmer(_printed(mean, places, rounding), _printed(sd, sd_places, rounding), len(totals), items)


@settings(max_examples=200)
@given(st.integers(2, 3000), st.floats(0, 1), PLACES, PLACES, ROUNDINGS)
def test_debit_never_calls_a_real_sample_impossible(n: int, share: float, places: int, sd_places: int, rounding: str) -> None:
    events = round(share * n)
    mean, sd = _decimal(Fraction(events, n)), _LONG.sqrt(_decimal(Fraction(events * (n - events), n * (n - 1))))
    printed = _printed(mean, places, rounding), _printed(sd, sd_places, rounding)
    assert debit(*printed, n)
    assert grimmer(*printed, n)


def test_grimmer_is_right_about_every_small_sample() -> None:
    """Against all samples of four answers from 0 to 6: what GRIMMER refuses, none of them has."""
    seen = set()
    for code in range(7**4):
        mean, sd = _mean_and_sd([Fraction(code // 7**place % 7) for place in range(4)])
        seen.add((_printed(mean, 2, ROUND_HALF_UP), _printed(sd, 2, ROUND_HALF_UP)))
    assert all(grimmer(mean, sd, 4) for mean, sd in seen)
    refused = sum(not grimmer("2.50", f"{cents / 100:.2f}", 4) for cents in range(300))
    assert refused > 250


@pytest.mark.parametrize(
    ("mean", "sd", "n", "items", "possible"),
    [
        ("2.50", "1.29", 4, 1, True),  # 1, 2, 3, 4
        ("2.50", "1.30", 4, 1, False),  # no whole sum of squares
        ("2.50", "1.16", 4, 1, False),  # the sum of squares is 29, odd beside the even sum 10
        ("2.50", "0.00", 4, 1, False),  # answers that sum to 10 are not all the same
        ("2.50", "0.00", 4, 2, True),
        ("2.51", "1.29", 4, 1, False),  # the mean alone is impossible
        ("3", "0", 10**9, 1, True),
    ],
)
def test_grimmer_knows_the_pairs_that_whole_numbers_can_have(mean: str, sd: str, n: int, items: int, possible: bool) -> None:
    assert grimmer(mean, sd, n, items) is possible


@pytest.mark.parametrize(("mean", "sd", "n", "possible"), [("0.50", "0.53", 10, True), ("0.50", "0.50", 10, False), ("0.3", "0.1", 50, False), ("0", "0", 5, True), ("1.20", "0.40", 50, False)])
def test_debit_knows_the_sd_that_a_share_has(mean: str, sd: str, n: int, possible: bool) -> None:
    assert debit(mean, sd, n) is possible


def test_impossible_sizes_and_sds_raise_value_error() -> None:
    for call in (lambda: grimmer("1", "1", 1), lambda: grimmer("1", "1", 5, 0), lambda: grimmer("1", "-1", 5), lambda: debit("0.5", "0.5", 1), lambda: debit("0.5", "-0.5", 9)):
        with pytest.raises(ValueError, match=r"."):
            call()


@settings(max_examples=400)
@given(st.text("0123456789.,·()[]<>=+-−–— %eEx×^⁻⁵\u00a0\u202f’'", max_size=50))
def test_any_print_is_a_number_within_its_interval_or_a_value_error(text: str) -> None:
    form = canonical(text)
    if form is None:
        with pytest.raises(ValueError, match="not a printed number"):
            parse(text)
        return
    number = parse(text)
    assert number.low <= number.value <= number.high


@settings(max_examples=150)
@given(st.from_regex(r"\A-?[0-9]{1,30}(\.[0-9]{1,30})?(E-?[0-9]{1,4})?\Z"))
def test_the_longest_numbers_keep_their_intervals(text: str) -> None:
    number = parse(text)
    assert number.low < number.value < number.high

"""Tail areas of z, t, F, χ², r, U and W in the standard library alone.

Sources: regularised incomplete gamma and beta functions by series and continued fraction (modified Lentz), Press et
al., Numerical Recipes, 3rd ed., 6.2 and 6.4; the log of the beta function for large arguments with the correction terms
of Stirling's series, and the fronts of both functions for large arguments, DiDonato & Morris, ACM TOMS 18 (1992) 360.
"""

from __future__ import annotations

import math

_TINY = 1e-300
_HUGE = 1e150  # its square is still a float
_EPS = 1e-16
_MAX_TERMS = 100_000


def normal_two_sided(z: float) -> float:
    """P(|Z| ≥ |z|) for a standard normal Z."""
    return math.erfc(abs(z) / math.sqrt(2.0))


def t_two_sided(t: float, df: float) -> float:
    """P(|T| ≥ |t|) for Student's t with df > 0 degrees of freedom."""
    if math.isinf(t):
        return 0.0
    if abs(t) > _HUGE:
        return _beta_near_zero(df / 2, 0.5, math.log(df) - 2 * math.log(abs(t)))
    total = df + t * t
    return beta_regularised(df / 2, 0.5, df / total, t * t / total)


def f_upper(f: float, df1: float, df2: float) -> float:
    """P(F ≥ f) for Fisher's F with df1, df2 > 0."""
    if f <= 0 or math.isinf(f):
        return 1.0 if f <= 0 else 0.0
    if f > _HUGE:
        return _beta_near_zero(df2 / 2, df1 / 2, math.log(df2) - math.log(df1) - math.log(f))
    total = df2 + df1 * f
    return beta_regularised(df2 / 2, df1 / 2, df2 / total, df1 * f / total)


def chi2_upper(x: float, df: float) -> float:
    """P(χ² ≥ x) with df > 0."""
    return 1.0 if x <= 0 else 0.0 if math.isinf(x) else gamma_upper(df / 2, x / 2)


def r_two_sided(r: float, df: float) -> float:
    """Two-sided p of a Pearson correlation with df = n − 2, through t = r √(df / (1 − r²))."""
    if abs(r) >= 1:
        return 0.0
    return t_two_sided(r * math.sqrt(df / (1 - r * r)), df)


def u_two_sided(u: float, n1: int, n2: int) -> tuple[float, float]:
    """Two-sided p of Mann–Whitney's U by the normal approximation without ties: (without, with continuity correction).

    Either of the two U values gives the same p. n1, n2 are group sizes. Source: Mann & Whitney, Ann Math Stat 1947;18:50.
    Raises ValueError for a size below 1 or U outside 0 … n1 n2.
    """
    if min(n1, n2) < 1 or not 0 <= u <= n1 * n2:
        raise ValueError("U lies between 0 and n1 n2, both at least 1")
    return _approximate(u - n1 * n2 / 2, n1 * n2 * (n1 + n2 + 1) / 12)


def w_two_sided(w: float, n: int) -> tuple[float, float]:
    """Two-sided p of Wilcoxon's signed rank sum W, either sign, by the normal approximation without ties: (without, with
    continuity correction).

    n counts the pairs that differ. Source: Wilcoxon, Biometrics Bulletin 1945;1:80. Raises ValueError for n below 1 or W outside
    0 … n (n + 1) / 2.
    """
    if n < 1 or not 0 <= w <= n * (n + 1) / 2:
        raise ValueError("W lies between 0 and n (n + 1) / 2, n at least 1")
    return _approximate(w - n * (n + 1) / 4, n * (n + 1) * (2 * n + 1) / 24)


def _approximate(deviation: float, variance: float) -> tuple[float, float]:
    deviation, error = abs(deviation), math.sqrt(variance)
    return normal_two_sided(deviation / error), normal_two_sided(max(0.0, deviation - 0.5) / error)


def gamma_upper(a: float, x: float) -> float:
    """Regularised upper incomplete gamma function Q(a, x), a > 0, x ≥ 0."""
    if x == 0:
        return 1.0
    log_front = _log_gamma_front(a, x)
    if x < a + 1:
        term = total = 1 / a
        n = a
        for _ in range(_MAX_TERMS):
            n += 1
            term *= x / n
            total += term
            if term < total * _EPS:
                break
        return 1 - total * math.exp(log_front)
    return math.exp(log_front) * _gamma_fraction(a, x)


def _log_gamma_front(a: float, x: float) -> float:
    """ln (xᵃ e⁻ˣ / Γ(a)). The three terms cancel for large a near x; their differences do not."""
    if a < 20:
        return a * math.log(x) - x - math.lgamma(a)
    return a * _log_ratio((x - a) / a, x / a) - (x - a) + 0.5 * math.log(a / (2 * math.pi)) - _stirling(a)


def _log_ratio(excess: float, ratio: float) -> float:
    """ln(ratio), with excess = ratio − 1 given apart, which keeps its digits near 1."""
    return math.log1p(excess) if abs(excess) < 0.5 else math.log(ratio)


def _gamma_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    h = d
    for i in range(1, _MAX_TERMS):
        an = -i * (i - a)
        b += 2
        d = 1 / (an * d + b or _TINY)
        c = b + an / c or _TINY
        h *= d * c
        if abs(d * c - 1) < _EPS:
            break
    return h


def beta_regularised(a: float, b: float, x: float, y: float) -> float:
    """Regularised incomplete beta function I_x(a, b), with y = 1 − x given apart so that neither loses digits."""
    if x <= 0:
        return 0.0
    if y <= 0:
        return 1.0
    front = math.exp(_log_beta_front(a, b, x, y))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x) / a
    return 1 - front * _beta_fraction(b, a, y) / b


def _log_beta_front(a: float, b: float, x: float, y: float) -> float:
    """ln (xᵃ yᵇ / B(a, b)). As with the gamma function, the terms cancel where both arguments are large."""
    if min(a, b) < 20:
        return a * _log_ratio(-y, x) + b * _log_ratio(-x, y) - log_beta(a, b)
    gap, total = a * y - b * x, a + b
    logs = a * _log_ratio(-gap / a, x * total / a) + b * _log_ratio(gap / b, y * total / b)
    return logs + 0.5 * math.log(a * b / (2 * math.pi * total)) + _stirling(total) - _stirling(a) - _stirling(b)


def _beta_near_zero(a: float, b: float, log_x: float) -> float:
    """I_x(a, b) for an x so small, given by its logarithm, that the first term of the series is all of it."""
    return math.exp(a * log_x - log_beta(a, b)) / a


def _beta_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or _TINY)
    h = d
    for m in range(1, _MAX_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + even * d or _TINY)
        c = 1 + even / c or _TINY
        h *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + odd * d or _TINY)
        c = 1 + odd / c or _TINY
        h *= d * c
        if abs(d * c - 1) < _EPS:
            break
    return h


def log_beta(a: float, b: float) -> float:
    """ln B(a, b). Differences of lgamma lose digits when one argument is large; Stirling's terms do not."""
    small, large = min(a, b), max(a, b)
    if large < 20:
        return math.lgamma(small) + math.lgamma(large) - math.lgamma(small + large)
    total = small + large
    if small < 20:
        tail = (large - 0.5) * math.log1p(small / large) + small * math.log(total) - small
        return math.lgamma(small) - tail + _stirling(large) - _stirling(total)
    front = 0.5 * math.log(2 * math.pi / small) + 0.5 * math.log(total / large)
    return front - small * math.log1p(large / small) - large * math.log1p(small / large) + _stirling(small) + _stirling(large) - _stirling(total)


def _stirling(x: float) -> float:
    """ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), for x ≥ 20."""
    s = 1 / (x * x)
    return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / x

"""Printed numbers: a decimal with the rounding that its digits allow.

A number printed as `0.30` may stand for anything in the closed interval [0.295, 0.305]. Verdicts are made on such
intervals, never on the printed point, so that rounding alone can never raise an alarm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation

from evlint.patterns import pattern as lazy

MINUS_SIGNS = "-−–—‐‑﹣－"
_MINUS = lazy(rf"^[{MINUS_SIGNS}]\s?")
# A middle dot is a decimal point too: 0·105 is no power of ten, 2·10⁻⁵ is one.
_POWER = lazy(rf"\s?(?:(?:[x×✕*]|\\times|[·⋅∙](?=\s?10\s?[\^({{{MINUS_SIGNS}⁰¹²³⁴-⁹⁻]))\s?10\s?\^?\s?[({{]?\s?|[eE])(?P<e>(?:[+⁻{MINUS_SIGNS[1:]}-]\s?)?[\d⁰¹²³⁴-⁹]{{1,3}})[)}}]?\^?$")
_SIGNS = lazy(rf"[{MINUS_SIGNS}]")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_THOUSANDS = lazy(r"^(?!0)[0-9]{1,3}(?:[,\u2009\u202f\u00a0 ’']\d{3})+(?:\.\d+)?$")
_CANONICAL = lazy(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:E[+-]?[0-9]{1,4})?$")
# The default context keeps 28 digits, and the ends of a longer number could round past the number itself.
_EXACT = Context(prec=100)


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed, in canonical form, and the closed interval of what it may stand for."""

    text: str
    value: Decimal
    half_unit: Decimal

    @property
    def low(self) -> Decimal:
        return _EXACT.subtract(self.value, self.half_unit)

    @property
    def high(self) -> Decimal:
        return _EXACT.add(self.value, self.half_unit)

    @property
    def decimals(self) -> int:
        """Digits after the decimal point."""
        return max(0, -int(self.value.as_tuple().exponent))


def canonical(text: str, *, decimal_comma: bool = False) -> str | None:
    """Canonical decimal string of a printed number, or None: ASCII minus, decimal point, no thousands separators, no %.

    Trailing zeros stay, for they are the tolerance. `·` between digits is a decimal point; `,` is one only with
    `decimal_comma`, or where it cannot separate thousands (`2,76`). `.05` becomes `0.05`, `3×10⁻⁵` becomes `3E-5`.
    """
    body = text.strip().rstrip("%").strip()
    sign = ""
    if match := _MINUS.match(body):
        sign, body = "-", body[match.end() :]
    exponent = ""
    if match := _POWER.search(body):
        power = _SIGNS.sub("-", match["e"].translate(_SUPERSCRIPT)).replace(" ", "")
        exponent, body = f"E{int(power)}", body[: match.start()]
    body = body.replace("·", ".")
    if _THOUSANDS.match(body) and not decimal_comma:
        body = re.sub(r"[^\d.]", "", body)
    elif body.count(",") == 1 and "." not in body:
        body = body.replace(",", ".")
    if body.startswith("."):
        body = "0" + body
    result = f"{sign}{body}{exponent}"
    return result if _CANONICAL.match(result) else None


def whole(text: str) -> str | None:
    """Canonical form of a printed count, or None where it is no whole number ("0,000")."""
    form = canonical(text)
    return form if form is not None and form.isdigit() else None


def parse(text: str) -> Printed:
    """A canonical decimal string (or one that `canonical` accepts) as a printed number. Raises ValueError otherwise."""
    form = text if _CANONICAL.match(text) else canonical(text)
    if form is None:
        raise ValueError(f"not a printed number: {text!r}")
    try:
        value = Decimal(form)
    except InvalidOperation as error:  # pragma: no cover - the pattern admits decimals alone
        raise ValueError(f"not a printed number: {text!r}") from error
    return Printed(form, value, Decimal(5).scaleb(int(value.as_tuple().exponent) - 1))

"""Pieces of pattern that several extractors share: printed numbers, p values, confidence intervals, time points."""

from __future__ import annotations

import re
from decimal import Decimal

from evlint.claims.record import PValue, Tested, TimePoint, Unit
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import MINUS_SIGNS, canonical

MINUS = f"[{MINUS_SIGNS}]"
_SIGNED = rf"(?:\({MINUS}?\s?\d{{1,3}}\)|\^\s?\{{?{MINUS}?\s?\d{{1,4}}(?:\}}|\^(?!\d))?|\s?{MINUS}\s?\d{{1,4}}|[⁰¹²³⁴-⁹⁻]{{1,4}})"
_POWER = rf"(?:\s?(?:[×x]\s?10(?:{_SIGNED}|[1-9]\d?(?!\d))|(?:[*·⋅∙✕]|\\times)\s?10{_SIGNED})|[eE](?:\+|{MINUS})?\d{{1,3}})"
NUMBER = rf"(?:{MINUS}\s?)?(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,9}})?(?:[.·]\d{{1,20}}|(?<=\d)){_POWER}?"
_P = lazy(
    rf"(?<![A-Za-z0-9])[pP](?:s|[’']s)?[*_]{{0,2}}\s?(?:[-‐–]?\s?values?)?\s?(?:\((?P<a>[a-z -]{{3,24}})\)|(?:for|of)\s(?P<b>(?:the\s)?(?:interaction|trend|hetero\w{{6,9}}|non-?inferiority|equivalence|superiority)))?"
    rf"\s{{0,2}}(?:(?P<c><=|>=|=<|=>|[=<>≤≥⩽⩾≦≧]|was|of|equals|(?<=value)(?=\s\d?\.))\s{{0,2}}(?P<v>10(?:\^{MINUS}?|{MINUS})\d{{1,3}}(?!\.?\d)|,\d{{2,5}}|0,\d{{1,5}}(?!,?\d)|0?\.\s0\d{{1,4}}(?![.\d])|{NUMBER})(?P<pc>\s?%)?|\s?(?:=\s?)?(?P<ns>[nN]\.?\s?[sS]\.?(?![A-Za-z])))"
)
_SIGNS = {"≤": "<=", "⩽": "<=", "≦": "<=", "=<": "<=", "≥": ">=", "⩾": ">=", "≧": ">=", "=>": ">=", "was": "=", "of": "=", "equals": "=", "": "="}
_TESTS: dict[str, Tested] = {"inte": "interaction", "tren": "trend", "hete": "heterogeneity", "noni": "noninferiority", "equi": "equivalence", "supe": "superiority"}


_LONGEST = 60
_TORN = lazy(r"\.\s\d")
_FOR = lazy(r"\s{1,2}\(?for\s(?:the\s)?(?P<k>interaction|trend|heterogeneity|non-?inferiority|equivalence|superiority)\b", re.I)
_MORE = lazy(rf"\s?(?:[×x✕*·⋅∙]\s?10\b|\\times|10\s?(?:{MINUS}\s?\d|\^|⁻))")


def p_value(text: str, start: int = 0, end: int | None = None) -> tuple[PValue, int, int] | None:
    """The first p value that begins in text[start:end], and its span, or None."""
    stop = len(text) if end is None else end
    # A number must not be cut in two where the stretch ends, so more is read than is asked for.
    for match in _P.finditer(text, start, min(len(text), stop + _LONGEST)):
        if match.start() < stop and (found := read_p(match)):
            return found, match.start(), match.end()
    return None


def p_values(text: str) -> list[tuple[PValue, int, int]]:
    return [(p, m.start(), m.end()) for m in _P.finditer(text) if (p := read_p(m))]


def tested(kind: str) -> Tested | None:
    """The test that words name: interaction, trend, heterogeneity, non-inferiority, equivalence or superiority."""
    short = kind.replace("-", "").lower()[:4]
    return "heterogeneity" if short == "het" else _TESTS.get(short)


def read_p(match: re.Match[str]) -> PValue | None:
    kind = (match["a"] or match["b"] or "").removeprefix("the ").removeprefix("for ").strip()
    if not kind and (behind := _FOR.match(match.string, match.end())):
        kind = behind["k"]
    test = tested(kind)
    if match.string[match.end() : match.end() + 1] == "." and match.string[match.end() + 1 : match.end() + 2].isdigit():
        return None  # "p = .0.018"
    if match["v"] == "0" and _TORN.match(match.string, match.end()):
        return None  # "p = 0. 36"
    if _MORE.match(match.string, match.end()):
        return None  # "p = 2.3 10-9", whose sign of multiplication was lost
    if match["ns"]:
        return PValue(comparator="ns", test=test)
    value = canonical(re.sub(rf"^10(?:\^|(?={MINUS}\d))", "1E", match["v"].replace(". ", ".")), decimal_comma=match["v"].startswith((",", "0,")))
    if value is None:
        return None
    if match["pc"]:
        value = f"{Decimal(value) / 100:f}"
    sign = _SIGNS.get(match["c"], match["c"])
    return PValue(comparator=sign, value=value, test=test)  # type: ignore[arg-type]


_WORDS = {word: str(i) for i, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_UNITS: dict[str, Unit] = {"mi": "min", "ho": "h", "hr": "h", "h": "h", "da": "d", "d": "d", "we": "wk", "wk": "wk", "mo": "mo", "ye": "a", "yr": "a"}
_UNIT = r"(?P<u>minutes?|min|hours?|hrs?|h|days?|d|weeks?|wks?|months?|mos?|years?|yrs?)\b"
_VALUE = rf"(?P<v>\d{{1,4}}(?:\.\d)?|{'|'.join(_WORDS)}|a|an)"
_TIME = lazy(
    rf"\b(?:at|after|over|by|for|during|within|until|up to|post)\s(?:the\s|a\s|an\s|approximately\s|about\s|around\s|follow-up of\s){{0,2}}{_VALUE}[\s-]{{1,2}}{_UNIT}"
    rf"|\b{_VALUE.replace('<v>', '<v2>')}[\s-]{_UNIT.replace('<u>', '<u2>')}(?=[\s,](?:follow-up|after|post|period|of follow))"
    rf"|\b(?:at|by)\s(?P<u3>week|month|day|year)s?\s(?P<v3>\d{{1,4}})\b"
)
_PHRASE = lazy(r"\b(?:at|by|until)\s(?:the\s)?(end of (?:the\s)?(?:treatment|study|follow-up|trial|intervention)|discharge|baseline|last follow-up|long-term follow-up)\b", re.I)


def time_point(text: str, start: int = 0, end: int | None = None) -> TimePoint | None:
    """The first time point of text[start:end] ("at 4 weeks", "over a 35-day period", "at week 12", "at discharge"), or None."""
    stop = len(text) if end is None else end
    if match := _TIME.search(text, start, stop):
        value = match["v"] or match["v2"] or match["v3"]
        unit = _UNITS[_short(match["u"] or match["u2"] or match["u3"])]
        number = _WORDS.get(value, "1" if value in ("a", "an") else value)
        return TimePoint(value=number, unit=unit)
    if match := _PHRASE.search(text, start, stop):
        return TimePoint(phrase=match[1].lower())
    return None


def _short(unit: str) -> str:
    return unit[:2] if unit[:2] in _UNITS else unit[:1]

"""Test statistics as printed: t(28) = 2.20, p = .036 · F(2, 45) = 3.81 · χ²(1, N = 72) = 3.9 · r(48) = .34 · z = 2.31, p = .021.

Reads round and square brackets, df behind the name or after the value ("t = 2.2, df = 28"), capital P, ≤ and ≥, decimal commas,
broken lines. Spearman's and Kendall's coefficients are read as what they are, never as r or χ².
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.record import Interval, Measure, PValue, Statistic
from evlint.extraction.draft import Draft, View
from evlint.extraction.estimates import interval_behind
from evlint.extraction.numbers import NUMBER, p_value
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import canonical, parse

_NAMES: tuple[tuple[str, Measure], ...] = (
    (r"(?:[χΧ]\s?\^?\s?[2²]|[xX]\^?[2²](?=\s?[(\[=])|\$?\\chi\^\{?2\}?|[Cc]hi[-_^ ]?\^?[2²]|[Cc]hi[- ]?sq(?:uared?|\.)?|X-squared)(?:gof|Pearson|McNemar)?", "chi2"),
    (r"[Ss]pearman[’']?s?\s(?:correlation\s(?:coefficient\s)?)?(?:rho|r|ρ|rs)|ρ|rho|r_?s(?=\s?[(\[=])", "rho"),
    (r"[Kk]endall[’']?s?\s(?:tau|τ)(?:-?b)?|τ(?:-?b)?|tau(?:-?b)?", "tau"),
    (r"Q_?(?:[Ww]|within|-within)", "Qw"),
    (r"Q_?(?:[Bb]|between|-between)", "Qb"),
    (r"Q_?[TM]", "Q"),
    (r"G[2²]", "G2"),
    (r"t(?:_[A-Za-z]{2,12})?|T(?=\s?\()", "t"),
    (r"F", "F"),
    (r"r|R(?=\s?\()", "r"),
    (r"z|Z", "z"),
    (r"Q", "Q"),
    (r"U", "U"),
    (r"W", "W"),
    (r"H", "H"),
)
_NAME = "|".join(f"(?P<k{i}>{names})" for i, (names, _) in enumerate(_NAMES))
_DF = r"\d{1,7}(?:[.·]\d{1,4})?|\d{1,3}(?:,\d{3}){1,2}(?:[.·]\d{1,3})?"
_SECOND = rf"\s{{0,2}}[,;]\s{{0,2}}(?:[Nn]\s?=\s?(?P<n>[\d,]{{1,9}})|(?P<df2>{_DF}))"
_BRACKET = rf"\s?[(\[]\s{{0,2}}(?:df\s?=\s?)?(?P<df1>{_DF})(?:{_SECOND})?\s{{0,2}}[)\]]"
_GLUED = r"\s?(?P<g1>\d{1,6}(?:\.\d{1,3})?)(?:\s?,\s?(?P<g2>\d{1,6}(?:\.\d{1,3})?))?"
_TEST = lazy(
    rf"(?<![A-Za-z0-9.Δδ∆-])(?:{_NAME})[*_]{{0,2}}(?![A-Za-z])(?:{_BRACKET}|{_GLUED}(?=\s{{0,2}}[=<>≤≥]))?"
    rf"\s{{0,2}}(?P<op>=|<=|>=|[<>≤≥⩽⩾])\s{{0,2}}(?P<value>{NUMBER}(?:,\d{{1,3}}(?=[,;)]?\s|$|[,;)]))?)(?![\d%])"
)
_DF_AFTER = lazy(
    rf"(?:\s{{0,2}}[,;]|\s?[(\[])\s{{0,2}}(?:d\.?f\.?|degrees of freedom)\s?=?\s?[(]?(?P<df1>{_DF})(?:\s?[,;]\s?(?P<df2>{_DF})(?=\s?[,;)]))?[)]?|\s{{0,2}}[,;]\s{{0,2}}(?P<bd>{_DF})\sd\.?f\.?(?=[,;)\s])|\s(?:with|on)\s(?P<wd>{_DF})\s(?:d\.?f\.?|degrees of freedom)|\s?[,;]\s?num df\s?=\s?(?P<nd>{_DF})\s?[,;]\s?denom df\s?=\s?(?P<dd>{_DF})"
)
# What may stand between a statistic and its p: other numbers of the same result.
_BETWEEN = lazy(
    r"(?:[\s,;:)\]([|$*_]|and\s|with\s(?:an?\s)?|was\s(?:not\s)?significant|(?:two|one|2|1)[- ](?:tailed|sided)\s|(?:exact|permutation|parametric|asymptotic|corrected|adjusted|uncorrected)\s|\d{2}\s?%\s?CI\s?[\[(][^\])]{3,30}[\])]|(?:[A-Za-zηωφ][\w²’'*-]{0,12}\s?[=<>]\s?[-−–]?\d{0,4}(?:[.,]\d{1,4})?)){0,9}$"
)
_NS = lazy(r"\s{0,2}[,;]\s{0,2}n\.?\s?s\.?(?![A-Za-z])")
_NEAR = 60
_SIGNS = {"≤": "<=", "⩽": "<=", "≥": ">=", "⩾": ">="}
_RANK = lazy(r"\b(spearman|kendall)\b[^.;]{0,80}$", re.I)
_OF_RANKS = lazy(r"spearman|kendall|correlat|concordan|rank", re.I)
_GLUED_KINDS = frozenset({"t", "F", "chi2"})
_Z_SCORE = lazy(
    r"\b[zZ][- ]scores?\b|\bSDS\b|[Ff]or[- ](?:age|height|length)\b|\bSD\s?=|\bnorms?\b|\bMNI\b|[Tt]alairach|[Cc]oordinates?\b|\b[xy]\s?=\s?[-−–]?\d|\b[zZ]\s?=\s?[-−–]?\d[\d.]{0,5}\s(?:vs?\.?|versus)\s|\bstandard deviation scores?\b"
)
_POINTED = lazy(r"\d{1,3}\.\d{3}")
_RATIO = lazy(r"\bratio\s$", re.I)
_THOUSANDS = lazy(r"[-−–]?\d{1,3},\d{3}\.\d{1,4}")  # 2,000.20
_COEFFICIENTS = frozenset({"r", "rho", "tau"})
_RANK_SUMS = frozenset({"U", "W", "H"})  # their p may stand behind the z that approximates them
_TWO_SIDED = frozenset({"t", "r", "z", "rho", "tau"})
_NEEDS_P = frozenset({"z", "U", "W", "H", "Q", "r", "t", "rho", "tau"})


def extract(view: View) -> Iterator[Draft]:
    """Drafts of kind test in one sentence. A statistic without df and without p is none."""
    matches = list(_TEST.finditer(view.text))
    if not matches:
        return
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        kind = next(measure for i, (_, measure) in enumerate(_NAMES) if match[f"k{i}"])
        if kind == "r" and (rank := _RANK.search(view.text[: match.start()])):
            kind = "tau" if rank[1].lower() == "kendall" else "rho"
        if kind == "r" and _RATIO.search(view.text, 0, match.start()):
            continue
        if match[0][0] == "T" and "ilcoxon" in view.document.clean:
            kind = "W"
        decimal_comma = match["value"].count(",") == 1 and _THOUSANDS.fullmatch(match["value"].strip()) is None
        value = canonical(match["value"].strip(), decimal_comma=decimal_comma)
        if value is None:
            continue
        if (match["g1"] and kind not in _GLUED_KINDS) or (kind == "z" and _Z_SCORE.search(view.text)):
            continue  # Q3 is a quartile, r2 a square, and a z score no test
        if kind in ("rho", "tau") and abs(float(value)) > 1 and not _OF_RANKS.search(view.text):
            continue  # a density, or the standard deviation between studies
        df, end = _degrees(match, kind, view.text)
        if match[0][0] in "TRtr" and df == ("0",):
            continue  # T(0), R(0): a function of time
        own = following is not None and not (kind in _RANK_SUMS and following[0][0] in "zZ")
        p = _p_after(view.text, end, following.start() if following and own else len(view.text))
        if not df and p is None and kind in _COEFFICIENTS and (interval := _interval(view.text, match.end(), value)):
            p = _p_after(view.text, interval[1], following.start() if following else len(view.text))
            statistic = Statistic(type=kind, value=value, interval=interval[0], p=p[0] if p else None)
            yield view.draft("estimate", match.start(), p[1] if p else interval[1], 0.75, statistic=statistic)
            continue
        if not df and (p is None or (kind in _NEEDS_P and match["g1"])):
            continue
        interval = _interval(view.text, match.end(), value) if kind in _COEFFICIENTS else None
        if p is not None:
            end = p[1]
        sign = _SIGNS.get(match["op"], match["op"])
        statistic = Statistic(type=kind, value=value, comparator=None if sign == "=" else sign, df=df, p=p[0] if p else None, interval=interval[0] if interval else None)  # type: ignore[arg-type]
        yield view.draft("test", match.start(), end, 0.9 if df else 0.75, statistic=statistic)


def _interval(text: str, at: int, value: str) -> tuple[Interval, int] | None:
    """The interval of a coefficient behind it, and where it ends."""
    found = interval_behind(text, at, value)
    return found if found and parse(found[0].low).value >= -1 and parse(found[0].high).value <= 1 else None


def _degrees(match: re.Match[str], kind: Measure, text: str) -> tuple[tuple[str, ...], int]:
    """Degrees of freedom as canonical decimals, and where the statistic ends. `F(1,234)` has two, `t(1,234)` is thousands."""
    first, second, end = match["df1"] or match["g1"], match["df2"] or match["g2"], match.end()
    if first is None and (after := _DF_AFTER.match(text, end)):
        first, second, end = after["df1"] or after["bd"] or after["wd"] or after["nd"], after["df2"] or after["dd"], after.end()
    if first is None:
        return (), end
    if _POINTED.fullmatch(first) and "," in match["value"]:
        first = first.replace(".", "")  # t(1.022) = 2,47
    if kind == "F" and second is None and first.count(",") == 1:
        first, second = first.split(",")
    parts = [first, second] if kind == "F" and second else [_one_degree(match, kind, first, second)]
    numbers = tuple(form for part in parts if part and (form := canonical(part)))
    return (numbers, end) if kind != "F" or len(numbers) == 2 else ((), end)


def _one_degree(match: re.Match[str], kind: Measure, first: str, second: str | None) -> str | None:
    """The degrees of freedom of a statistic that has one number of them, printed with a second number; None where neither is certain.

    `t(1,234)` is thousands, `t(1, 28)` written as an F, and `χ²(1, 240)` has N second: with 1240 degrees of freedom p would be 1.
    """
    if second is None or kind == "F" or match["n"]:
        return first
    joined = f"{first},{second}" if re.fullmatch(r"\d{3}", second) and f"{first},{second}" in match[0] else None
    if kind not in _TWO_SIDED:
        return joined if joined and 2 * float(canonical(match["value"]) or 0) > float(canonical(joined) or 0) else first
    return joined or (second if first == "1" else None)


def _p_after(text: str, at: int, limit: int) -> tuple[PValue, int] | None:
    """The p that belongs to the statistic that ends at `at`: the next one, with nothing but numbers of the same result between."""
    if ns := _NS.match(text, at):
        return PValue(comparator="ns"), ns.end()
    found = p_value(text, at, min(limit, at + _NEAR + 30))
    if found and found[1] - at <= _NEAR and _BETWEEN.match(text[at : found[1]]):
        return found[0], found[2]
    return None

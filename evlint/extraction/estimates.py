"""Estimates: a measure of effect with its value, its interval and its p, as printed in prose.

"RR 4.94; 95% CI 2.76 to 8.84; p<0.00001" · "HR 0.75 [0.60, 0.94]" · "mean difference [MD] -1.12, 95% CI -2.33–0.09"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from evlint.claims.record import Interval, Measure, Outcome, PValue, Result, Significance, Statistic
from evlint.documents.model import Document
from evlint.extraction import phrases
from evlint.extraction.draft import Draft, View
from evlint.extraction.numbers import MINUS, NUMBER, p_value, tested, time_point
from evlint.extraction.words import direction_before, last_match, significance_before
from evlint.patterns import any_of, at_words, leaps
from evlint.patterns import pattern as lazy
from evlint.statistics.intervals import scale_of
from evlint.statistics.printed import canonical, parse

_ADJUSTED = r"(?P<adj>(?i:(?:multivariable[- ])?adjusted\s|adj\.?\s?)|a(?=(?:OR|HR|RR|IRR)\b)|A(?=(?:OR|HR|IRR)\b))?"
_NAMES: tuple[tuple[str, Measure], ...] = (
    (r"(?i:standardi[sz]ed mean differences?)|SMDs?", "SMD"),
    (r"(?i:(?:weighted\s|pooled\s)?mean differences?)|W?MDs?", "MD"),
    (r"(?i:odds ratios?)|ORs?", "OR"),
    (r"(?i:(?:sub-?)?hazards? ratios?)|[sS]?HRs?", "HR"),
    (r"(?i:incidence rate ratios?|rate ratios?)|IRRs?", "IRR"),
    (r"(?i:relative risks?(?! reduction)|risk ratios?)|RRs?(?!R)", "RR"),
    (r"(?i:absolute risk reductions?)|ARRs?", "ARR"),
    (r"(?i:(?:absolute )?risk differences?)|RDs?", "RD"),
    (r"(?i:numbers? needed to treat)|NNTs?", "NNT"),
    (r"(?<![Mm]edian\s)[Dd]ifferences?", "difference"),
)
MEASURE = "|".join(f"(?P<m{i}>{names})" for i, (names, _) in enumerate(_NAMES))
_LABEL = r"(?:(?P<level>\d{2}(?:\.\d)?)\s?(?:%|per\s?cent\b)(?:\s?[,;]?\s{0,2}|-)(?:\([A-Za-z-]{2,6}\)\s?)?)?(?P<label>(?:(?i:confidence|credible)|CI|Cr?I|C\.I\.)(?:\s(?i:intervals?|limits?))?s?)(?:\s?[\[(]\s?(?:95\s?%\s?)?C[r.]?I\.?\s?[\])])?"
_JOIN = rf"\s{{0,2}}(?:to|through|and|,|;|/|~|～|{MINUS}{{1,2}}(?=\s?(?:[.\d]|{MINUS})))\s{{0,2}}"
PAIR = rf"(?P<low>{NUMBER})\s?%?(?:{_JOIN})(?P<high>{NUMBER})(?!\d)(?!\s(?:to|and)\s\d+/)"  # "1/1.88 to 1/1.12" are two fractions
_HEAD = (
    rf"(?<![A-Za-z0-9])(?<![Ll]og[- (])(?<![Ll]n[- (])(?<![Dd]iagnostic )(?<!xcess )(?<!ratio of ){_ADJUSTED}(?:{MEASURE})(?![A-Za-z])(?:\s?[\[(]\s?(?P<abbr>a?[A-Z]{{2,4}})s?(?:\s?[,;]?\s?95\s?%\s?CI)?\s?[\])])?"
    rf"(?:\s(?:of|for|in|with|between)\s(?:\d{{1,3}}-(?:day|week|month|year|hour)\s)?[A-Za-z](?:[A-Za-z -]|(?<=[A-Za-z])\d){{1,60}}?(?<![- ])(?=[,:=]|\s(?:was|of|=|(?:at|after)\s(?:\d|week|month|year|day)|{MINUS}?\s?\d)))?(?:\s(?:at|after)\s(?:\d{{1,3}}\s(?:hours?|days?|weeks?|months?|years?)|(?:week|month|year|day)\s\d{{1,3}}))?(?:\s(?:per|for each|for every|per each)\s(?:\d{{1,4}}(?:\.\d{{1,2}})?[\s-]?)?(?!\d)(?:[A-Za-zµμ%][A-Za-zµμ/%^²2-]{{0,14}}[\s,]){{1,4}})?(?:\s{{0,2}}(?:was|were|of|is|for|equal to|[=:,;≈~(\[])){{0,2}}\s{{0,2}}(?!\d\d(?:\.\d)?\s?(?:%|per\s?cent)\s?[,;]?\s?(?:C\.?[Ir]|confidence|credible))(?P<value>{NUMBER})(?P<unit>\s?%|\s(?!(?:to|and|or|with|in|vs|versus|than|for|of|at|p|P|n|N)\b)[A-Za-zµμ°][A-Za-z0-9µμ/.²^-]{{0,11}}(?:\s(?:points?|units?|days?|Hg))?(?=\s?[,;(\[]))?"
)
LABELLED = rf"(?:with\s)?(?:an?\s)?(?:exact\s)?{_LABEL}(?:\s?(?:of|from|was|ranged from|95\s?%|[=:,;([])){{0,3}}\s{{0,2}}(?<![\d.])(?<=[\s(\[,;:=%I]){PAIR}"
_BARE_BRACKET = rf"(?<=[(\[]){PAIR.replace('<low>', '<blow>').replace('<high>', '<bhigh>')}(?=\s?%?\s?[)\],;])"
_BEGIN_NUMBER = lazy(rf"[{MINUS[1:-1]}\d.·](?<![\d.,–/-].)")
_BARE = lazy(rf"(?P<value>{NUMBER})\s?%?\s?[(\[]\s?(?:(?P<level>\d{{2}}(?:\.\d)?)\s?%\s?(?P<label>C\.?I\.?|confidence interval)[\s,:;=]{{1,3}})?(?P<low>{NUMBER})(?:{_JOIN})(?P<high>{NUMBER})\s?[)\]]")
# "smoking (2.40, 1.47 to 3.92)", in a list that has begun
_LISTED = lazy(rf"[(\[](?P<value>{NUMBER}),\s(?:(?P<level>\d{{2}}(?:\.\d)?)\s?%\s(?P<label>C\.?I\.?)[\s,:;=]{{1,3}})?(?P<low>{NUMBER})\s?(?:to|{MINUS})\s?(?P<high>{NUMBER})\s?(?=[)\];,])")
# "a 6.4 percentage-point difference (95 % CI, -1.6 to 14.3)"
_AS_ADJECTIVE = lazy(
    rf"(?P<value>{NUMBER})(?:\s?%|[\s-](?:percentage|mm|kg|cm|g|mg|min|days?|weeks?|months?|points?)(?:[\s-]points?)?)?[\s-](?:absolute\s|mean\s)?difference[\s,;(\[]{{1,3}}{LABELLED}"
)
_INTERVAL = ("CI", "C.I", "Cr", "onfidence", "redible", "ONFIDENCE", "REDIBLE")
_AFTER = lazy(rf"\s(?:was|is|as|for)?\s?(?:the\s|a\s|an\s)?(?:adjusted\s|pooled\s)?(?:{MEASURE})(?![A-Za-z])")
# "Values are OR (95 % CI)" holds for the block that says so.
_DECLARED = lazy(
    rf"(?:(?<=\b[Vv])alues|(?<=\b[Dd])ata|(?<=\b[Rr])esults|(?<=\b[Nn])umbers|(?<=\b[Ff])igures|(?<=\b[Ee])stimates)\s(?:are|were|(?:are\s)?(?:shown|given|presented|expressed|reported)\sas)\s(?:the\s)?(?:adjusted\s|pooled\s)?(?:{MEASURE})s?\s?[,;(\[]{{1,2}}\s?(?:with\s)?9\d\s?%"
)
_DECLARING = ("alues", "ata", "esults", "umbers", "igures", "stimates")
# "(HR 1.29, 1.07–1.56)" has no label, and is taken for an interval only where it holds its value.
_UNLABELLED = rf"(?<=,\s)(?P<ulow>{NUMBER})\s?(?:to|{MINUS})\s?(?P<uhigh>{NUMBER})(?=\s?[)\];])"
_BEGIN = lazy(
    r"[AaDdHhIiMmNnOoPpRrSsWw](?<![A-Za-z0-9].)(?=(?:R|D|MD|OR|HR|RR|IRR|NT|(?i:dj|ultivariable|tandardi|eighted |ooled |ean diff|dds |ub-?haz|azard|ncidence r|ate r|elative r|isk [rd]|bsolute r|umbers? n|ifference)))"
)
_ESTIMATE = lazy(rf"{_HEAD}(?:[\s,;:([]{{0,4}}(?:{LABELLED}|{_BARE_BRACKET}|{_UNLABELLED}))?")
_BEHIND = lazy(rf"[\s,;:(\[]{{0,4}}(?:{LABELLED}|{_BARE_BRACKET})[)\]]?")
_NAMED = lazy(rf"(?<![A-Za-z0-9])(?:{MEASURE})(?![A-Za-z])")
_SHARED = lazy(rf"(?<![A-Za-z0-9])(?:{MEASURE})(?![A-Za-z])\s?[(\[]\s?9\d\s?%\s?(?:C\.?I\.?s?|confidence intervals?)\s?[)\]][^.;()]{{0,60}}?\s?$")
_GOES_ON = lazy(r"\s?[)\]]?\s?(?:for\s[^;()\d]{1,60})?(?:,|;|,?\s?and|,?\s?or|,?\s?versus|,?\s?vs\.?)\s(?:[A-Za-z][A-Za-z-]{0,20}\s){0,6}")
# What a list goes on with where it changes the subject: "OR 2.5 (1.4 to 4.5), with a sensitivity of 85 %".
_OTHER = lazy(
    r"\b(?:sensitivit|specificit|accurac|predictive|likelihood|LR|AUC|AUROC|area|ICC|correlat|kappa|coefficient|slope|prevalence|incidence|effectiveness|efficacy|absolute|proportion|percent|rates?\b|mean|median|aged|ratio|scores?\b|levels?\b|R2|NNT|heritab)",
    re.I,
)
_SHARE, _ITEM = lazy(r"\s?%"), lazy(r"[,;]|\b(?:and|or|versus|vs)\b")
_P_NEAR = 34
_SPREAD = lazy(r"\s?(?:±|\+/-|\+-)")
_LETTERS = 3
_LARGE = 20
_TWO_DASHES = lazy(rf"{MINUS}\s?{MINUS}\s?$")
_LEADING_ZERO = lazy(rf"(?:{MINUS}\s?)?0,\d")
_LEAD = 60
_RATE = lazy(r"bpm|beat|breath|/min|min")
_CHANGE_IN = lazy(r"\b(?:changes?|differences?|reductions?|increases?|decreases?|heart rate|respiratory rate)(?:\s(?:in|of))?\s(?:the\s|mean\s|resting\s)?[(]?$", re.I)
# A difference that was planned, or is allowed, has no interval of its own.
_MARGIN = lazy(r"\b(?:margins?|detect(?:ing|ed)?|thresholds?|minim(?:um|al|ally)|smallest|clinically (?:important|relevant|meaningful)|(?:upper|lower) (?:bound|limit|boundary))\b[^.;(]{0,40}$", re.I)
_P_GAP = lazy(
    r"[\s,;)\]([–-]{0,6}(?:(?:for\s)?(?P<k>non-?inferiority|equivalence|superiority|interaction|trend)[,:;]?\s|(?:two|2)[- ](?:sided|tailed)\s|(?:stratified\s)?log-?rank\s(?:test\s)?|and\s|with\s(?:a\s)?|n\s?=\s?\d{1,6}[,;]\s?|I2?²?\s?=\s?\d{1,3}(?:\.\d)?\s?%[,;]\s?)?$"
)
_HETEROGENEITY = lazy(r"I\s?[2²]|τ|Tau|heterogeneity", re.I)
_SUBGROUPS = lazy(r"\s?\)?\s(?:between|across|for (?:the )?(?:difference|comparison|interaction)|comparing)\b")
_VERSUS = lazy(r"^\W{0,3}(?:versus|vs\.?|v|compared (?:with|to))\s[^.;]{0,40}$")
_OUTCOME_OF = lazy(r"\b(?:reductions?|increases?|decreases?|differences?|improvements?|change|changes|risks?|rates?|incidence|odds|effects?|hazard|likelihood)\s(?:of|in|on|for)\s", re.I)


_DIFFERENCE_IN = lazy(r"(?:mean |adjusted |between-group |treatment )?differences?\s(?:in|of|for)\s(?P<o>[A-Za-z][^.,;:()\d]{2,60}?)\s(?:between|at|after|over|from|was|were|of)\s", re.I)
_A_VALUE = lazy(r"\d|the$", re.I)


def declared(document: Document) -> dict[int, Measure]:
    """Block → the measure that its text declares for all values in it ("values are OR (95 % CI)")."""
    found: dict[int, Measure] = {}
    for match in at_words(_DECLARED, document.clean, *_DECLARING):
        if sentence := document.sentence_at(match.start()):
            found[sentence.block] = measure_of(match)
    return found


def extract(view: View) -> Iterator[Draft]:
    """Drafts of kind estimate in one sentence."""
    ends = [0]
    for match in leaps(_BEGIN, _ESTIMATE, view.text):
        draft = _draft(view, match, ends[-1])
        if draft is not None:
            ends.append(draft.end - view.sentence.start)
            yield draft
    if "difference" in view.text and any_of(_INTERVAL, view.text):
        yield from _adjectives(view, ends)
    yield from _sharing(view, ends)


def _draft(view: View, match: re.Match[str], previous: int) -> Draft | None:
    """The estimate that a match reads, or None where it reads something else."""
    statistic = _statistic(match)
    if statistic is None or _another_meaning(view.text, match, statistic):
        return None
    end = match.end()
    if _limits(match) and view.text.startswith(("%", " %"), end):
        end = view.text.index("%", end) + 1
    p = p_after(view.text, end)
    if p is not None and (_of_two(view.text, previous, match.start()) or _behind_list(view.text, match, previous)):
        p = None  # "OR 1.8 … versus OR 1.6 …, P": it tests the two against each other
    full = replace(statistic, p=p[0] if p else None)
    if full.interval is None and view.text[end : end + 1] == "-" and view.text[end + 1 : end + 2].isalpha():
        return None  # "risk ratio (RR) for 30-day mortality"
    if full.interval is None and (statistic.type == "difference" or (full.p is None and not match["abbr"] and not _plainly_a_value(view.text, match))):
        return None
    return _drafted(view, match.start(), p[1] if p else end, full, previous, 0.9 if full.interval else 0.75)


def _drafted(view: View, start: int, end: int, statistic: Statistic, previous: int, confidence: float) -> Draft:
    return view.draft(
        "estimate",
        start,
        _closing(view.text, start, end),
        confidence,
        statistic=statistic,
        result=_result(view.text, previous, start, statistic),
        outcome=_named(view.text, start) or outcome_before(view.text, previous, start),
    )


def _named(text: str, start: int) -> Outcome | None:
    """The outcome in the name of the measure itself: "the difference in PAIN between the groups was 0.1"."""
    match = _DIFFERENCE_IN.match(text, start)
    name = phrases.trim(match["o"]) if match else None
    return Outcome(text=name) if name else None


def _adjectives(view: View, ends: list[int]) -> Iterator[Draft]:
    """Differences whose value stands before the word."""
    for match in leaps(_BEGIN_NUMBER, _AS_ADJECTIVE, view.text):
        value, low, high = (canonical(match[name]) for name in ("value", "low", "high"))
        if value and low and high and not any(match.start() < end <= match.end() for end in ends):
            p = p_after(view.text, match.end())
            interval = Interval(low=low, high=high, level=_level(match) or "0.95")
            draft = _drafted(view, match.start(), p[1] if p else match.end(), Statistic(type="difference", value=value, interval=interval, p=p[0] if p else None), 0, 0.8)
            ends.append(draft.end - view.sentence.start)
            yield draft


def _sharing(view: View, ends: list[int]) -> Iterator[Draft]:
    """Estimates without a name of their own: of a list that shares one, or before their name, or in a block that declares it.

    Only what can be such an estimate is read as one: the interval holds the value, and a ratio is above 0.
    """
    bare = leaps(_BEGIN_NUMBER, _BARE, view.text)
    for match in sorted((*bare, *_LISTED.finditer(view.text)), key=lambda match: match.start()) if ends[1:] else bare:
        previous = max((end for end in ends if end <= match.start()), default=0)
        if any(match.start() < end <= match.end() for end in ends):
            continue
        value, low, high = canonical(match["value"]), canonical(match["low"]), canonical(match["high"])
        measure = _measure_of(view, match, previous)
        if not (value and low and high and measure) or not float(parse(low).value) <= float(parse(value).value) <= float(parse(high).value):
            continue
        if scale_of(measure) == "ratio" and float(parse(low).value) <= 0:
            continue
        interval = Interval(low=low, high=high, level=_level(match) or "0.95")
        p = p_after(view.text, match.end())
        statistic = Statistic(type=measure, value=value, interval=interval, p=p[0] if p else None)
        draft = _drafted(view, match.start(), p[1] if p else match.end(), statistic, previous, 0.75)
        ends.append(draft.end - view.sentence.start)
        yield draft


def _measure_of(view: View, match: re.Match[str], previous: int) -> Measure | None:
    """The measure of a nameless estimate: the name behind it, the one of the list that it goes on with, or the one declared for the block."""
    if after := _AFTER.match(view.text, match.end()):
        return measure_of(after)
    if view.text.find("%", previous, match.start()) >= 0 and (shared := _SHARED.search(view.text, previous, match.start())):
        return measure_of(shared)
    if previous and _GOES_ON.fullmatch(view.text, previous, match.start()):
        before = last_match(_NAMED, view.text, 0, match.start())
        measure = measure_of(before) if before else None
        other = _OTHER.search(_ITEM.split(view.text[previous : match.start()])[-1]) or (scale_of(measure or "") == "ratio" and _SHARE.match(view.text, match.end("value")))
        return None if other else measure
    return view.declared


def measure_of(match: re.Match[str]) -> Measure:
    """The measure that a match of MEASURE names."""
    return next(kind for i, (_, kind) in enumerate(_NAMES) if match[f"m{i}"])


def _statistic(match: re.Match[str]) -> Statistic | None:
    measure = measure_of(match)
    limits = _limits(match)
    # A comma behind a leading 0 is a decimal one, and so are the others of the same three numbers: "0,945 (0,821–1,088)".
    comma = any(_LEADING_ZERO.match(number) for number in (match["value"], *(limits or ())))
    value = canonical(match["value"], decimal_comma=comma)
    if value is None:
        return None
    adjusted = True if match["adj"] or (match["abbr"] or "").startswith("a") else None
    interval = None
    if limits and match["low"] and scale_of(measure) == "ratio" and "%" in match.string[match.start("low") : match.start("high")] and "%" not in (match["unit"] or ""):
        return None  # "a reduction of 20% (RR 0.80; 95% CI 6% to 32%)"
    if limits:
        low, high = (canonical(limit, decimal_comma=comma) for limit in limits)
        if low is None or high is None:
            return None
        at = match.start(next(name for name in ("high", "bhigh", "uhigh") if match[name]))
        if high[0] != "-" and low[0] == "-" and _TWO_DASHES.search(match.string[at - 4 : at]):
            high = _signed(value, low, high)
        if value[0] == "-" and low[0] != "-" and scale_of(measure) == "ratio":
            value = value[1:]  # "HR – 0.72 (0.58 to 0.89)": the dash stands for "was"
        interval = Interval(low=low, high=high, kind=_kind(match), level=_level(match))
    if measure == "ARR" and interval and float(parse(interval.low).value) > 0 and (match["unit"] or "").strip() != "%":
        measure, adjusted = "RR", True  # "ARR 1.4 (1.1 to 1.8)" without % is an adjusted risk ratio
    return Statistic(type=measure, value=value, interval=interval, adjusted=adjusted)


def _signed(value: str, low: str, high: str) -> str:
    """The upper limit of "-5.2--1.6", whose two dashes are a dash and a minus, or a long dash: the one in whose middle the value lies."""
    at, start, end = (float(parse(number).value) for number in (value, low, high))
    return f"-{high}" if abs(at - (start - end) / 2) < abs(at - (start + end) / 2) and start <= -end else high


def _limits(match: re.Match[str]) -> tuple[str, str] | None:
    """The limits as printed: after a label, or alone in brackets."""
    low, high = match["low"] or match["blow"], match["high"] or match["bhigh"]
    if match["blow"] and any_of(".·", match["value"]) and not any_of(".·,", f"{low}{high}"):
        return None  # "an RR of 1.2 [12–15]": sources, or years
    if low and high:
        return low, high
    numbers = [canonical(match[name]) if match[name] else None for name in ("ulow", "value", "uhigh")]
    held = all(numbers) and float(numbers[0] or 0) <= float(numbers[1] or 0) <= float(numbers[2] or 0)
    return (match["ulow"], match["uhigh"]) if held else None


def _plainly_a_value(text: str, match: re.Match[str]) -> bool:
    """A bare value counts only with a decimal point and no word in between ("RR 4.94", not "RR for 5 trials")."""
    return any_of(".·", match["value"]) and not re.search(r"\b(?:for|of)\b", match[0]) and not text[match.end() : match.end() + 1].isalnum()


def _another_meaning(text: str, match: re.Match[str], statistic: Statistic) -> bool:
    """Whether letters that name a measure stand for something else: "RR 39.3 %" (response rate), "groups RM and RD was 4.2 ± 1.6"."""
    if _SPREAD.match(text, match.end()) or _on_another_scale(text, match, statistic) or _is_measured(statistic):
        return True
    if statistic.interval and not _inside(statistic) and _MARGIN.search(text[max(0, match.start() - _LEAD) : match.start()]):
        return True
    short = match.group("m5" if statistic.type == "RR" else "m2") if statistic.type in ("RR", "OR") else None
    return bool(short) and len(short or "") <= _LETTERS and (match["unit"] or "").strip() == "%" and not match["adj"]


def _is_measured(statistic: Statistic) -> bool:
    """Whether what has the letters of a ratio is a heart rate, the time between beats or time in theatre: large whole numbers throughout."""
    if scale_of(statistic.type or "") != "ratio" or statistic.interval is None or float(parse(statistic.value or "0").value) < _LARGE:
        return False
    return not any("." in number for number in (statistic.value or "", statistic.interval.low, statistic.interval.high))


def _inside(statistic: Statistic) -> bool:
    value, interval = parse(statistic.value or "0").value, statistic.interval
    return interval is not None and parse(interval.low).value <= value <= parse(interval.high).value


def _on_another_scale(text: str, match: re.Match[str], statistic: Statistic) -> bool:
    """Whether what looks like a ratio is a change of heart rate or respiratory rate, or a logarithm: it lies below 0 with its limit, or has their words."""
    if scale_of(statistic.type or "") != "ratio" or statistic.interval is None or parse(statistic.interval.low).value >= 0:
        return False
    return parse(statistic.value or "0").value < 0 or _RATE.search(match["unit"] or "") is not None or _CHANGE_IN.search(text[max(0, match.start() - _LEAD) : match.start()]) is not None


def _kind(match: re.Match[str]) -> Literal["confidence", "credible"]:
    return "credible" if (match["label"] or "").lower().startswith("cr") else "confidence"


def _level(match: re.Match[str]) -> str | None:
    """The level of an interval: as printed, 95 % where it is called an interval without one, none where it only looks like one."""
    return f"0.{match['level'].replace('.', '')}" if match["level"] else "0.95" if match["label"] else None


def interval_behind(text: str, at: int, value: str) -> tuple[Interval, int] | None:
    """The interval that stands behind a value, and where it ends; None where there is none that holds the value."""
    match = _BEHIND.match(text, at)
    low, high = (canonical(match["low"] or match["blow"]), canonical(match["high"] or match["bhigh"])) if match else (None, None)
    if match is None or low is None or high is None or not parse(low).value <= parse(value).value <= parse(high).value:
        return None
    return Interval(low=low, high=high, kind=_kind(match), level=_level(match)), match.end()


def p_after(text: str, at: int) -> tuple[PValue, int] | None:
    found = p_value(text, at, min(len(text), at + _P_NEAR + 24))
    gap = _P_GAP.fullmatch(text[at : found[1]]) if found and found[1] - at <= _P_NEAR else None
    if found and gap:
        p = found[0] if found[0].test or not gap["k"] else replace(found[0], test=tested(gap["k"]))
        if p.test is None and _HETEROGENEITY.search(text[at : found[1]]):
            p = replace(p, test="heterogeneity")
        elif p.test is None and _SUBGROUPS.match(text, found[2]):
            p = replace(p, test="interaction")
        return p, found[2]
    return None


def _of_two(text: str, previous: int, start: int) -> bool:
    """Whether the estimate is the second of two that are set against each other."""
    return previous > 0 and _VERSUS.search(text[previous:start]) is not None


def _behind_list(text: str, match: re.Match[str], previous: int) -> bool:
    """Whether a p stands behind the bracket of the last of two estimates: "in men (RR …) and women (RR …), P = 0.62" compares them."""
    opened, closed = (match[0].count(a) + match[0].count(b) for a, b in ("([", ")]"))
    between = text[previous : match.start()]
    return (
        previous > 0
        and opened == closed
        and text[match.end() : match.end() + 1] in (")", "]")
        and " and " in between
        and ";" not in between
        and "." not in between
        and "p" not in between.lower().split()
    )


def _closing(text: str, start: int, end: int) -> int:
    """The end with the brackets that were opened inside the span."""
    inside = text[start:end]
    while text[end : end + 1] in (")", "]") and text[end : end + 1] and inside.count("(") + inside.count("[") > inside.count(")") + inside.count("]"):
        end += 1
        inside = text[start:end]
    return end


def significance(statistic: Statistic) -> Significance:
    """Significance of an estimate from its interval, else its p; not_reported where neither decides."""
    scale = scale_of(statistic.type or "")
    if statistic.interval and statistic.interval.kind == "confidence" and scale:
        low, high, null = float(parse(statistic.interval.low).value), float(parse(statistic.interval.high).value), 1.0 if scale == "ratio" else 0.0
        return "not_significant" if min(low, high) <= null <= max(low, high) else "significant"
    p = statistic.p
    if p is None or p.test not in (None, "superiority"):
        return "not_reported"
    if p.comparator == "ns":
        return "not_significant"
    value = float(p.value or "nan")
    if p.comparator in ("=", "<", "<="):
        return "significant" if value <= 0.05 else "not_significant" if p.comparator == "=" else "not_reported"
    return "not_significant" if value >= 0.05 else "not_reported"


def _result(text: str, start: int, end: int, statistic: Statistic) -> Result | None:
    said = significance_before(text, start, end)
    significant = said or significance(statistic)
    direction = direction_before(text, start, end)
    if direction is None or (significant == "not_significant" and said):
        scale = scale_of(statistic.type or "")
        if scale is None or significant == "not_reported":
            return Result(direction=direction, significance=significant) if direction else None
        difference = float(parse(statistic.value or "0").value) - (scale == "ratio")
        direction = "no_difference" if significant == "not_significant" or not difference else "increased" if difference > 0 else "decreased"
    return Result(direction=direction, significance=significant)


def result_of(statistic: Statistic) -> Result | None:
    """Direction and significance that an estimate alone shows."""
    return _result("", 0, 0, statistic)


def outcome_before(text: str, start: int, end: int) -> Outcome | None:
    """What the estimate measures: "reduction of PAIN INTENSITY at one week (MD", "and PSYCHEDELIC EFFECTS (RR"."""
    last = last_match(_OUTCOME_OF, text, start, end)
    name = phrases.right(text, last.end(), end) if last else None
    if name is None or _A_VALUE.match(name):
        head = text[start:end].rstrip(" ([")
        near = phrases.left(text, start + len(head), start, 5)
        name = near if near and not _A_VALUE.match(near) else phrases.right(text, 0, end, 5) if start == 0 else None
    return Outcome(text=name, timepoint=time_point(text, last.end() if last else start, end)) if name else None

"""No sample of whole numbers has the mean, or the mean and SD, that are printed.

## What it checks
A mean of answers that its sentence calls integers, whole numbers, a single item or binary, with the number of answers: whether some
whole sum gives the printed mean (GRIM), whether some sum of squares gives the printed SD too (GRIMMER), whether the SD of zeros and ones
fits its mean (DEBIT).

## Why it matters
A mean that cannot be is a misprint, a wrong number of answers, or worse.

## Example
`The mean of the 19 integer answers was 3.48.`: 66 of 19 answers is 3.474, and 67 is 3.526.

## Not flagged
Numbers of answers above 10 to the power of the printed decimals, where any mean is possible; scales not named as whole numbers; ages;
weighted, adjusted and imputed means; medians.

## Limits
Answers that some people left out make another number of answers than the printed one.

## References
Brown NJL, Heathers JAJ. The GRIM test. Soc Psychol Personal Sci 2017;8:363. Allard A. Analytic-GRIMMER, 2018. Heathers JAJ, Brown NJL. DEBIT, 2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evlint.documents.model import Document, Sentence
from evlint.documents.sentences import on_one_line
from evlint.extraction.numbers import NUMBER
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._read import sentences_with, word_of
from evlint.statistics import canonical, debit, grim, grimmer, parse

META = RuleMeta(
    code="STA305",
    name="mean-impossible",
    summary="no sample of whole numbers has the printed mean",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles hold no such sentence, so its precision is not known",
)
_WHOLE = lazy(r"\b(?P<whole>integers?|integer-valued|whole[- ]numbers?|single[- ]item|one[- ]item)\b|\b(?P<binary>binary|dichotomous|0/1|yes/no)\b", re.I)
_PIECES = ("nteger", "hole number", "hole-number", "ingle item", "ingle-item", "ne item", "ne-item", "inary", "ichotomous", "0/1", "es/no")
_QUIET = lazy(r"\b(?:weighted|adjusted|imputed|medians?|geometric|least[- ]squares|estimated|ages?|aged|years|change[sd]?|log)\b", re.I)
_SD = rf"(?:\s?[(,;]?\s?(?:with\s)?(?:an?\s)?(?:SDs?|standard deviation)\s?(?:of|was|[=:])?\s?(?P<sd>{NUMBER})|\s?(?:±|\+/-|\+-)\s?(?P<sd2>{NUMBER})|\s?\(\s?(?P<sd3>{NUMBER})\s?\))?"
_MEAN = lazy(
    rf"(?:\b(?:[Mm]eans?|[Aa]verage[ds]?)\b(?:\s(?!(?:and|or|but|while)\b)(?:[a-z-]{{1,16}}|\d{{1,6}}(?![.\d])|\(\s?±?\s?SD\s?\))){{0,9}}|\bM)\s?[=:]?\s?(?P<mean>\d{{1,6}}[.·]\d{{1,6}}){_SD}(?!\s?%|[\d/])"
)
_NOUN = r"(?:answers?|ratings?|responses?|respondents?|participants?|patients?|subjects?|people|persons?|women|men|children|adults|students|raters?|scores?|values?|observations?|volunteers?|individuals?|replies)"
_SIZE = lazy(rf"\b[nN]\s?=\s?(?P<n>\d{{1,6}})\b|(?<![\d.,])(?P<m>\d{{1,6}})\s(?:(?!(?:items?|points?|to)\b)[a-z-]{{2,16}}\s){{0,3}}?{_NOUN}\b")
_ITEMS = lazy(r"\b(?P<k>\d{1,3})[- ](?:(?:integer|whole[- ]number|binary)[- ])?items?\b", re.I)


@dataclass(frozen=True, slots=True)
class Mean:
    """A printed mean, with its SD where one stands beside it, and the number of answers that it may have been taken over."""

    start: int
    end: int
    mean: str
    sd: str | None
    sizes: tuple[int, ...]
    items: int
    binary: bool


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for sentence in sentences_with(document, _PIECES):
        match = _WHOLE.search(document.clean, sentence.start, sentence.end)
        if match is None:
            continue
        for found in _means(document, sentence, match["binary"] is not None):
            yield _judge(document, sentence, found)


def _means(document: Document, sentence: Sentence, binary: bool) -> Iterator[Mean]:
    text = on_one_line(document.clean[sentence.start : sentence.end])
    items = _ITEMS.search(text)
    sizes = tuple(sorted({int(match["n"] or match["m"]) for match in _SIZE.finditer(text)}))
    for match in _MEAN.finditer(text):
        mean, sd = canonical(match["mean"]), match["sd"] or match["sd2"] or match["sd3"]
        if mean:
            yield Mean(sentence.start + match.start(), sentence.start + match.end(), mean, canonical(sd) if sd else None, sizes, int(items["k"]) if items else 1, binary)


def _judge(document: Document, sentence: Sentence, found: Mean) -> Outcome:
    if word := word_of(_QUIET, on_one_line(document.prose[sentence.start : sentence.end])):
        return Undecided(f"explained by '{word}'")
    sizes = [size for size in found.sizes if size > 1]
    if not sizes:
        return Undecided("the number of answers is not in the sentence")
    if max(sizes) * found.items > 10 ** parse(found.mean).decimals:
        return Undecided("too many answers for so few decimals")
    tests = [_fails(found, size) for size in sizes]
    if None in tests:
        return PASSED
    return _finding(document, found, sizes, tests[0] or "")


def _fails(found: Mean, size: int) -> str | None:
    """The first test that a mean of this many answers fails, or None."""
    if not grim(found.mean, size, found.items):
        return "GRIM"
    if found.sd is None or float(found.sd) < 0:
        return None
    if found.binary:
        return None if debit(found.mean, found.sd, size) else "DEBIT"
    return None if grimmer(found.mean, found.sd, size, found.items) else "GRIMMER"


def _finding(document: Document, found: Mean, sizes: list[int], test: str) -> Outcome:
    size = " or ".join(map(str, sizes))
    items = f" to {found.items} items" if found.items > 1 else ""
    sd = f" and SD {found.sd}" if test != "GRIM" else ""
    near = " and ".join(_nearest(found, sizes[0])) if test == "GRIM" else ""
    return META.finding(
        f"{size} whole-number answers{items} cannot have the mean {found.mean}{sd}",
        document.at(found.start, found.end, "the mean"),
        confidence=0.78,
        notes=((f"the nearest possible means are {near} ({test})",) if near else (f"tried: every sum of answers that rounding allows ({test})",)),
        help="compare mean and number of answers with the source; answers may be missing, or the scale may not be of whole numbers",
        expected={"means": _nearest(found, sizes[0])} if near else {"test": test},
        observed={"mean": found.mean, "n": size},
    )


def _nearest(found: Mean, size: int) -> list[str]:
    """The possible means on either side, with one decimal more than the printed one."""
    whole, decimals = size * found.items, parse(found.mean).decimals + 1
    below = int(float(found.mean) * whole // 1)
    return [f"{below / whole:.{decimals}f}", f"{(below + 1) / whole:.{decimals}f}"]

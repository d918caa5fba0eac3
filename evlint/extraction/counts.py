"""Counts: n/N (%), n of N (%)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.record import CountOf
from evlint.extraction.draft import Draft, View
from evlint.patterns import at_words, leaps
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import canonical, whole

NUMBER = r"\d{1,3}(?:,\d{3}){1,3}|\d{1,7}"
_PERCENT = r"(?P<p>\d{1,3}(?:[.·]\d{1,4})?)\s?%(?![\s-]{0,2}\(?(?:[A-Za-z-]{2,16}\s){0,2}(?:C\.?[IrL]|KI\b|UI\b|HPD|confidence|credible|intervals?\b|limits?\b))"
_PEOPLE = r"(?:\s(?:[a-z-]{2,16}\s){0,2}(?:patients|participants|subjects|people|women|men|children|adults|infants|cases|trials|studies|eyes|individuals|controls|responders|students|respondents))?"
_BEGIN = lazy(r"\d(?<![\dA-Za-z.,/–-].)")
_SHARE = lazy(rf"\d\s?[(\[]\s?{_PERCENT}\s?[)\]]")
_THING = r"(?:patients|participants|subjects|people|women|men|children|adults|infants|cases|trials|studies|eyes|individuals|students|respondents|deaths|events)"
_FRACTION = lazy(
    rf"(?P<n>{NUMBER})\s?(?:/\s?|\s(?:out )?of (?:the |a total of )?)(?P<t>{NUMBER}){_PEOPLE}\s?[(\[;,]\s?{_PERCENT}"
    rf"|{_PERCENT.replace('<p>', '<p2>')}\s?[(\[]\s?(?:n\s?=\s?)?(?P<n2>{NUMBER})\s?(?:/\s?|\s(?:out )?of (?:the )?)(?P<t2>{NUMBER})(?=\s?[)\];])"
    rf"|(?P<n3>{NUMBER})(?:\s[a-z]{{4,16}})?\s?[(\[]\s?{_PERCENT.replace('<p>', '<p3>')}\s?[)\]]\s?of (?:the |a total of |all )?(?P<t3>{NUMBER})(?=\s[a-z]|[,;]|\.\s)(?!\s(?:more|fewer|mg|kg|g|ml|points?|years?|months?|weeks?|days?)\b)"
)


# "Of 240 participants, 96 (40.0%) were women": the first share behind the total is one of it.
_OF_TOTAL = lazy(
    rf"(?:[Oo]f|[Aa]mong)\s(?:the\s|these\s|all\s)?(?P<t>{NUMBER})\s(?:[a-z-]{{2,16}}\s){{0,2}}{_THING}(?:\s(?:enrolled|included|randomi[sz]ed|screened|identified|analy[sz]ed))?,\s(?P<n>{NUMBER})\s?[(\[]\s?{_PERCENT}\s?[)\]]"
)
# "grade 3/4 (12%)" and "HPV 16/18 (70%)" name two kinds, "120/80" a pressure.
_TWO_KINDS = lazy(
    r"\b(?:grades?|stages?|class(?:es)?|types?|levels?|phases?|scores?|categor(?:y|ies)|ASA|HPV|CTCAE|NYHA|ECOG|WHO|FIGO|KDIGO|CKD|CIN|Mallampati|Clavien(?:[- –]Dindo)?|Child(?:[- –]Pugh)?|Kellgren(?:[- –]Lawrence)?|BI-?RADS|PI-?RADS|"
    r"(?:sero|geno)types?|trisom(?:y|ies)|chromosomes?|exons?|codons?|CDK|days?|weeks?|visits?|BP|blood pressure|acuity|dilutions?)(?:\s(?:of|was|is|were))?\s?[≥>]?\s?$",
    re.I,
)


def extract(view: View) -> Iterator[Draft]:
    """One group's count with its percentage, in one sentence."""
    for match in at_words(_OF_TOTAL, view.text, "of", "Of", "among", "Among"):
        count = CountOf(events=whole(match["n"]), total=whole(match["t"]), percent=canonical(match["p"]))
        if count.events and count.total and int(count.events) <= int(count.total) and (_fits(count) or not _SHARE.search(view.text, match.end())):
            yield view.draft("count", match.start(), match.end(), 0.8, count=count)
    for match in leaps(_BEGIN, _FRACTION, view.text):
        events, total, percent = (match[name] or match[f"{name}2"] or match[f"{name}3"] for name in "ntp")
        if "/" in match[0] and match["n"] and _TWO_KINDS.search(view.text[max(0, match.start() - 30) : match.start()]):
            continue
        count = CountOf(events=whole(events), total=whole(total), percent=canonical(percent))
        if count.events and count.total and int(count.events) <= int(count.total):
            end = match.end() + (view.text[match.end() : match.end() + 1] in (")", "]"))
            yield view.draft("count", match.start(), end, 0.9, count=count)


def _fits(count: CountOf) -> bool:
    """Whether the percentage is that of the count, give or take one. Where it is not and others follow, each may be of its own arm."""
    return abs(100 * int(count.events or 0) / int(count.total or 1) - float(count.percent or 0)) <= 1

"""Counts: n/N (%), n of N (%), and a total with the parts that it is said to have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.record import CountOf, Part
from evlint.documents.model import Document
from evlint.extraction.draft import Draft, View
from evlint.statistics.printed import canonical

_N = r"\d{1,3}(?:,\d{3}){1,3}|\d{1,7}"
_PERCENT = r"(?P<p>\d{1,3}(?:[.·]\d{1,4})?)\s?%(?!\s?(?:\(?C[Ir]|confidence|credible))"
_PEOPLE = r"(?:\s(?:[a-z-]{2,16}\s){0,2}(?:patients|participants|subjects|people|women|men|children|adults|infants|cases|trials|studies|eyes|individuals|controls|responders|students|respondents))?"
_FRACTION = re.compile(
    rf"(?<![\d.,/–-])(?P<n>{_N})\s?(?:/\s?|\s(?:out )?of (?:the |a total of )?)(?P<t>{_N}){_PEOPLE}\s?[(\[;,]\s?{_PERCENT}"
    rf"|(?<![\d.,–-]){_PERCENT.replace('<p>', '<p2>')}\s?[(\[]\s?(?:n\s?=\s?)?(?P<n2>{_N})\s?(?:/\s?|\s(?:out )?of (?:the )?)(?P<t2>{_N})(?=\s?[)\]])"
)

_THING = "studies|trials|articles|papers|publications|records|reviews|RCTs?|patients|participants|subjects|people|women|men|children|adults|infants|cases|individuals|centres|centers"
_TOTAL = re.compile(
    rf"(?<![\d.,–/-])\b(?P<total>{_N})\s(?:[a-z-]{{2,20}}\s){{0,2}}(?P<thing>{_THING})(?:\s(?:were|was)\s(?:included|identified|enrolled|randomi[sz]ed|analy[sz]ed))?\s?(?::|\(|—|–)\s{{0,4}}(?=\d)"
)
_PART = re.compile(
    rf"(?P<n>{_N})\s(?:\(\d{{1,3}}(?:\.\d{{1,2}})?\s?%\)\s)?(?P<label>[A-Za-z][\w’'/+-]*(?:\s[A-Za-z(][\w’'/+)-]*){{0,5}}?)(?P<next>,\s(?:and\s)?(?=\d)|;\s(?:and\s)?(?=\d)|\sand\s(?=\d)|\s\+\s(?=\d)|(?=[.;):]|\s*\n|\s*$|,\s[A-Za-z]))"
)
_NOT_PARTS = re.compile(
    r"\b(?:including|both|others?|several|various|rest|remainder|remaining|such as|of which|of whom|among|e\.g|at least|more than|overlapping|some|other|years?|weeks?|months?|days?|hours?|mg|kg|ml|to|per)\b",
    re.I,
)
_FEATURE = re.compile(r"(?:with|who|had|have)\b", re.I)
_MAX_PARTS = 30


def extract(view: View) -> Iterator[Draft]:
    """One group's count with its percentage, in one sentence."""
    for match in _FRACTION.finditer(view.text):
        events, total, percent = match["n"] or match["n2"], match["t"] or match["t2"], match["p"] or match["p2"]
        count = CountOf(events=canonical(events), total=canonical(total), percent=canonical(percent))
        if count.events and count.total and int(count.events) <= int(count.total):
            end = match.end() + (view.text[match.end() : match.end() + 1] in (")", "]"))
            yield view.draft("count", match.start(), end, 0.9, count=count)


def sums(document: Document) -> Iterator[Draft]:
    """Totals with parts over the whole reading text: a total may stand in one block ("26 studies:") and its parts in the next."""
    text = document.clean
    for match in _TOTAL.finditer(text):
        parts, end = _parts(text, match.end())
        total = canonical(match["total"]) or "0"
        if len(parts) >= 2 and not _overlap(parts, int(total)) and all(int(part.n) <= int(total) for part in parts) and not _NOT_PARTS.search(text, match.start(), end):
            yield Draft("count", match.start(), end, 0.85, {"count": CountOf(total=total, parts=tuple(parts))})


def _overlap(parts: list[Part], total: int) -> bool:
    """Whether the parts are features of one group rather than shares of it: some add up to the whole already, or "100 with diabetes"."""
    running = 0
    for part in parts[:-1]:
        running += int(part.n)
        if running == total:
            return True
    return any(_FEATURE.match(part.label) for part in parts)


def _parts(text: str, at: int) -> tuple[list[Part], int]:
    """The numbered parts that follow without a break, and where the last one ends. A list that trails off has none."""
    parts: list[Part] = []
    while len(parts) < _MAX_PARTS and (match := _PART.match(text, at)):
        number = canonical(match["n"])
        if number is None:
            break
        parts.append(Part(label=" ".join(match["label"].split()), n=number))
        at = match.end()
        if not match["next"]:
            return (parts, at) if text[at : at + 1] != "," else ([], at)
    return [], at

"""Abbreviations that a document defines itself: "certolizumab pegol (CZP)", "CZP = certolizumab pegol", "CZP (certolizumab pegol)".

The expansion is the shortest run of words before the bracket that holds the letters of the abbreviation in order, the first at the
start of a word (Schwartz & Hearst, Pac Symp Biocomput 2003:451).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from evlint.patterns import pattern as lazy

_SHORT = r"[A-Za-z][A-Za-z0-9-]{0,8}[A-Za-z0-9]"
_WORDS = r"[A-Za-z][\w’'/-]*(?:\s[\w’'/-]+){0,8}"
_BRACKETED = lazy(rf"\((?P<a>{_SHORT})(?:[;,]\s[^()]{{1,60}})?\)")
_STOPS = lazy(r"[.;:()\[\],](?:\s|$)")
_EQUALS = lazy(rf"(?:=\s?|:\s)(?P<e>{_WORDS})(?=\s?(?:[;.,)\n]|$))")
_SHORT_BEFORE = lazy(rf"(?<![\w-])(?P<a>{_SHORT})\s?$")
_REVERSED = lazy(rf"\b(?P<a>[A-Z][A-Z0-9-]{{1,8}})\s\((?P<e>[A-Za-z]{_WORDS})\)")
_JOINING = frozenset("and or of in with the for to by a an versus vs plus from on at".split())
_REACH = 120


def defined(text: str) -> dict[str, str]:
    """Abbreviation → its expansion as printed; the first definition of each counts."""
    found: dict[str, str] = {}
    for short, long, _, _ in definitions(text):
        found.setdefault(short, long)
    return found


def definitions(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(abbreviation, its expansion as printed, span of the abbreviation) of every definition, by form."""
    for match in _BRACKETED.finditer(text):
        before = _STOPS.split(text[max(0, match.start() - _REACH) : match.start()])[-1].strip()
        if before and (long := _expansion(match["a"], before)):
            yield match["a"], long, match.start("a"), match.end("a")
    reversed_forms = ((match["a"], match["e"], match.start("a"), match.end("a")) for match in _REVERSED.finditer(text))
    for short, printed, start, end in (*_listed(text), *reversed_forms):
        if (long := _expansion(short, printed)) and long == printed:
            yield short, long, start, end


def _listed(text: str) -> Iterator[tuple[str, str, int, int]]:
    for match in _EQUALS.finditer(text):
        begin = max(0, match.start() - 12)
        if before := _SHORT_BEFORE.search(text[begin : match.start()]):
            yield before["a"], match["e"], begin + before.start("a"), begin + before.end("a")


def expand(text: str, known: Mapping[str, str], *, keep: bool = False) -> str:
    """A name with each abbreviation in it spelled out, unless the expansion stands there too; with `keep` it follows in brackets."""
    if not known:
        return text

    def spelled(match: re.Match[str]) -> str:
        long = known.get(match[0])
        if long is None or long.lower() in text.lower():
            return match[0]
        return f"{long} ({match[0]})" if keep else long

    return _WORD.sub(spelled, text)


_WORD = lazy(r"(?<![\w-])[A-Za-z][\w-]*")


@lru_cache(maxsize=4096)
def _expansion(short: str, words: str) -> str | None:
    """The shortest end of `words` that holds the letters of `short` in order; None where there is none, or it is no abbreviation."""
    if sum(c.isupper() for c in short) < min(2, len(short)) or len(short) < 2:
        return None
    at = len(words)
    for i in range(len(short) - 1, -1, -1):
        letter = short[i].lower()
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and (words[at].lower() != letter or (i == 0 and at > 0 and words[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    long = words[at:].strip()
    enough = len(long) > len(short) + 2 and len(long.split()) <= min(len(short) + 5, 2 * len(short))
    enough = enough and long.split()[0].lower() not in _JOINING
    return long if enough and short.lower() not in long.lower().split() else None

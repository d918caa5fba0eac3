"""One expansion is abbreviated in two ways.

## What it checks
Abbreviations with their expansions over the whole corpus ("complex regional pain syndrome (CRPS)", "CRPS = Complex regional pain
syndrome"). Where one expansion has two abbreviations of the same letters in another order, the rarer one is named in every
document that uses it, also where it is never expanded.

## Why it matters
A transposed abbreviation hides a passage from every search for the right one.

## Example
"Complex Regional Pain Syndrome (CPRS)" in a document whose list says "CRPS = Complex regional pain syndrome".

## Not flagged
Singular and plural, different languages or systems with other letters (BP, RR), abbreviations used equally often.

## Limits
Expansions must stand beside their abbreviation somewhere in the corpus.

## References
Schwartz AS, Hearst MA. A simple algorithm for identifying abbreviation definitions in biomedical text. Pac Symp Biocomput 2003:451.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from evlint.documents.model import Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="TRM101",
    name="abbreviation-conflict",
    summary="one expansion is abbreviated in two ways",
    scope="corpus",
    severity="warning",
    since="0.1.0",
    measured="the five seeds: 2 of 2 right; 3,662 unrelated abstracts as one corpus: none flagged",
)
_BRACKETED = lazy(r"\((?P<a>[A-Z][A-Za-z-]{1,9})s?\)")
_LISTED = lazy(r"\b(?P<a>[A-Z][A-Za-z-]{1,9})\s?[=:]\s(?P<e>[A-Z][A-Za-z‐-]{2,20}(?:[ ‐-][A-Za-z‐-]{1,20}){1,7})(?=\s?[;.,\n]|$)")
_REVERSED = lazy(r"\b(?P<a>[A-Z]{3,9})\s\((?P<e>[a-z][a-z‐-]{1,20}(?:\s[a-z‐-]{1,20}){1,7})\)")
_WORD = lazy(r"[A-Za-z][A-Za-z‐’'-]*")
Place = tuple[Document, int, int]
Places = dict[str, list[Place]]  # by abbreviation
Uses = dict[str, list[Place]]  # by path of the document


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    expansions: dict[str, Places] = {}
    for document in corpus.readable():
        for short, long, start, end in _definitions(document.prose):
            expansions.setdefault(long, {}).setdefault(short, []).append((document, start, end))
    pairs = [(long, *pair) for long in sorted(expansions) for pair in _anagrams(sorted(expansions[long]))]
    uses = _uses({form for _, *pair in pairs for form in pair}, corpus)
    for long, first, second in pairs:
        counts = [sum(len(found) for found in uses[form].values()) for form in (first, second)]
        if counts[0] != counts[1]:
            rare, usual = (first, second) if counts[0] < counts[1] else (second, first)
            yield from _findings(long, rare, usual, expansions[long], uses[rare])


def _definitions(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(abbreviation, expansion in lower case, span of the abbreviation) wherever the text defines one."""
    for match in _BRACKETED.finditer(text):
        short = match["a"].rstrip("s") if match["a"][:-1].isupper() else match["a"]
        if sum(c.isupper() for c in short) < 2:
            continue
        before = list(_WORD.finditer(text, max(0, match.start() - 120), match.start()))[-len(short) - 3 :]
        if long := _expansion(short, tuple(word[0] for word in before)):
            yield short, long, match.start("a"), match.start("a") + len(short)
    for match in _REVERSED.finditer(text):
        words = tuple(word[0] for word in _WORD.finditer(match["e"]))
        if (long := _expansion(match["a"], words)) and long == _fold(match["e"]):
            yield match["a"], long, match.start("a"), match.end("a")
    for match in _LISTED.finditer(text):
        yield match["a"], _fold(match["e"]), match.start("a"), match.end("a")


@lru_cache(4096)
def _expansion(short: str, words: tuple[str, ...]) -> str | None:
    """The words just before that begin with the abbreviation's letters, in whatever order, at least three of them."""
    if len(short) < 3:
        return None
    letters = Counter(short.lower())
    for size in range(2, min(len(words), len(short) + 2) + 1):
        chosen = words[-size:]
        if chosen[0][0].lower() not in letters:
            continue
        initials = Counter(part[0].lower() for word in chosen for part in re.split(r"[-‐]", word) if part)
        if not letters - initials:
            return _fold(" ".join(chosen))
    return None


def _fold(text: str) -> str:
    return re.sub(r"[‐-]", " ", text).lower().removesuffix("s")


def _anagrams(forms: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of forms with the same letters in another order."""
    for first, second in combinations(forms, 2):
        if first.lower() != second.lower() and sorted(first.lower()) == sorted(second.lower()):
            yield first, second


def _uses(forms: set[str], corpus: Corpus) -> dict[str, Uses]:
    """Where each form stands, by document: one pass over the corpus, and none where nothing is in doubt."""
    out: dict[str, Uses] = {form: {} for form in forms}
    if forms:
        pattern = lazy(rf"\b({'|'.join(map(re.escape, sorted(forms)))})s?\b")
        for document in corpus.readable():
            for match in pattern.finditer(document.prose):
                out[match[1]].setdefault(document.path, []).append((document, match.start(), match.end()))
    return out


def _findings(long: str, rare: str, usual: str, places: Places, uses: Uses) -> Iterator[Outcome]:
    """One finding for each document that uses the rare form."""
    defined, start, end = min(places[usual], key=lambda place: (place[0].path, place[1]))
    for found in uses.values():
        document, first, last = found[0]
        yield META.finding(
            f"'{rare}' for {long}; the usual form is '{usual}'",
            document.at(first, last, f"{len(found)} times in this document" if len(found) > 1 else "here"),
            defined.at(start, end, f"{usual} = {long}", role="related"),
            confidence=0.88,
            help=f"write {usual}, or explain the other abbreviation",
            expected={"abbreviation": usual},
            observed={"abbreviation": rare},
        )

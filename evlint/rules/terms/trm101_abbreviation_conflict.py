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

from evlint.documents.model import Document
from evlint.rules.base import Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="TRM101",
    name="abbreviation-conflict",
    summary="one expansion is abbreviated in two ways",
    scope="corpus",
    severity="warning",
    since="0.1.0",
    measured="",
)
_BRACKETED = re.compile(r"\((?P<a>[A-Z][A-Za-z-]{1,9})s?\)")
_LISTED = re.compile(r"\b(?P<a>[A-Z][A-Za-z-]{1,9})\s?[=:]\s(?P<e>[A-Z][A-Za-z‐-]{2,20}(?:[ ‐-][A-Za-z‐-]{1,20}){1,7})(?=\s?[;.,\n]|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z‐’'-]*")
Places = dict[str, list[tuple[Document, int, int]]]


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    expansions: dict[str, Places] = {}
    for document in corpus.readable():
        for short, long, start, end in _definitions(document.prose):
            expansions.setdefault(long, {}).setdefault(short, []).append((document, start, end))
    for long in sorted(expansions):
        forms = sorted(expansions[long])
        for rare, usual in _conflicts(forms, _uses(forms, corpus) if len(forms) > 1 else Counter()):
            yield from _findings(long, rare, usual, expansions[long], corpus)


def _definitions(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(abbreviation, expansion in lower case, span of the abbreviation) wherever the text defines one."""
    for match in _BRACKETED.finditer(text):
        short = match["a"].rstrip("s") if match["a"][:-1].isupper() else match["a"]
        before = list(_WORD.finditer(text, max(0, match.start() - 120), match.start()))[-len(short) - 3 :]
        if sum(c.isupper() for c in short) >= 2 and (long := _expansion(short, [word[0] for word in before])):
            yield short, long, match.start("a"), match.start("a") + len(short)
    for match in _LISTED.finditer(text):
        yield match["a"], _fold(match["e"]), match.start("a"), match.end("a")


def _expansion(short: str, words: list[str]) -> str | None:
    """The words just before that begin with the abbreviation's letters, in whatever order, at least three of them."""
    letters = Counter(short.lower())
    for size in range(len(short), min(len(words), len(short) + 2) + 1):
        chosen = words[-size:]
        initials = Counter(part[0].lower() for word in chosen for part in re.split(r"[-‐]", word) if part)
        if len(short) >= 3 and not letters - initials and chosen[0][0].lower() in letters:
            return _fold(" ".join(chosen))
    return None


def _fold(text: str) -> str:
    return re.sub(r"[‐-]", " ", text).lower().removesuffix("s")


def _uses(forms: list[str], corpus: Corpus) -> Counter[str]:
    """How often each form stands in the corpus."""
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, forms))})s?\b")
    return Counter(found for document in corpus.readable() for found in pattern.findall(document.prose))


def _conflicts(forms: list[str], uses: Counter[str]) -> Iterator[tuple[str, str]]:
    """(rare, usual) forms of the same letters in another order."""
    for i, first in enumerate(forms):
        for second in forms[i + 1 :]:
            if sorted(first.lower()) == sorted(second.lower()) and first.lower() != second.lower() and uses[first] != uses[second]:
                yield (first, second) if uses[first] < uses[second] else (second, first)


def _findings(long: str, rare: str, usual: str, places: Places, corpus: Corpus) -> Iterator[Outcome]:
    pattern = re.compile(rf"\b{re.escape(rare)}s?\b")
    defined, start, end = min(places[usual], key=lambda place: (place[0].path, place[1]))
    for document in corpus.readable():
        found = list(pattern.finditer(document.prose))
        if found:
            yield META.finding(
                f"'{rare}' for {long}; the usual form is '{usual}'",
                document.at(found[0].start(), found[0].end(), f"{len(found)} times in this document" if len(found) > 1 else "here"),
                defined.at(start, end, f"{usual} = {long}", role="related"),
                confidence=0.88,
                help=f"write {usual}, or explain the other abbreviation",
                expected={"abbreviation": usual},
                observed={"abbreviation": rare},
            )

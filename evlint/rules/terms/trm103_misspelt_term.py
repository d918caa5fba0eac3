"""A medical term seems to be misspelt.

## What it checks
Rare words of eight letters or more that no vocabulary has, one slip away (a letter put in, left out or replaced, two that changed places, a
doubled syllable written once) from a medical word that the corpus itself uses at least as often.

## Why it matters
A misspelt term is found by no search and matched with no other statement on the same thing.

## Example
"hepatoxicity" beside "hepatotoxicity".

## Not flagged
British and American forms, inflections and derived forms, names (capitals within a sentence), words that the corpus uses three times or more.

## Limits
A note. Words that the corpus never spells rightly are not found.

## References
Medical Subject Headings (NLM), Disease Ontology: the words of their names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from evlint.documents.model import Document
from evlint.findings.model import Edit
from evlint.patterns import pattern as lazy
from evlint.rules.base import Corpus, Option, Outcome, RuleMeta
from evlint.vocabulary import spelling

META = RuleMeta(
    code="TRM103",
    name="misspelt-term",
    summary="a medical term seems to be misspelt",
    scope="corpus",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts: 33 flagged, all read, 31 right; 361 articles: 63 flagged, all read, 52 right",
    options=(Option("allow", (), "words that are spelt as they should be"),),
)
_RARE = 2
_WORD = lazy(r"(?<![\w’'@/.-])[A-Za-z][a-z]{7,30}(?![\w’'@/-])")


@dataclass
class _Words:
    counts: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[tuple[Document, int, int]]] = field(default_factory=dict)  # of words in small letters, the first few


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    words = _read(corpus)
    right = {word for word in words.counts if spelling.known(word)}
    allowed = {word.lower() for word in corpus.option(META, "allow")}
    strange = [word for word in sorted(words.places) if words.counts[word] <= _RARE and word not in right and word not in allowed and not spelling.ordinary(word)]
    best: dict[str, str] = {}
    for word, term in spelling.slips(strange, sorted(right)):
        if words.counts[term] >= max(words.counts[word], 1) and not spelling.variants(word, term):
            best[word] = max(best.get(word, term), term, key=lambda one: (words.counts[one], one))
    for word, term in sorted(best.items()):
        document, start, end = words.places[word][0]
        yield META.finding(
            f"{word!r} looks like a slip for {term!r}",
            document.at(start, end, "as printed"),
            confidence=0.75,
            notes=(f"{term!r} stands {words.counts[term]} times in the corpus, {word!r} {words.counts[word]}",),
            help=f"write {term!r}, if that is meant",
            expected={"word": term},
            observed={"word": word},
            fix=_fix(document, start, end, term),
        )


def _fix(document: Document, start: int, end: int, term: str) -> tuple[Edit, ...]:
    """The term in place of the slip; unsafe, for only its author knows which word was meant."""
    place = document.at(start, end)
    return (Edit(document.path, place.start, place.end, term, safe=False),) if document.is_text and place.quote.islower() and place.quote.isalpha() else ()


def _read(corpus: Corpus) -> _Words:
    out = _Words()
    for document in corpus.readable():
        if document.bibliography:
            continue
        listed = [(entry.start, entry.end) for entry in document.references]
        text = document.prose
        for match in _WORD.finditer(text):
            word = match[0].lower()
            out.counts[word] += 1
            places = out.places.setdefault(word, []) if match[0][0].islower() else out.places.get(word, [])
            if match[0][0].islower() and len(places) < _RARE and not any(start <= match.start() < end for start, end in listed):
                places.append((document, match.start(), match.end()))
    out.places = {word: places for word, places in out.places.items() if places}
    return out

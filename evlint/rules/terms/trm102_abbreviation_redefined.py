"""One abbreviation has two expansions in a document.

## What it checks
Abbreviations that a document defines more than once ("critical limb ischaemia (CLI)", "CLI = chronic limb ischaemia"), with expansions
that say different things. As a note: one that is defined once, where the text also spells out a name with the same initials that differs
in a single word.

## Why it matters
Every sentence that uses the abbreviation afterwards can be read in two ways.

## Example
"CLI = Chronic limb ischaemia" in a list, "critical limb ischaemia (CLI)" in the text.

## Not flagged
Singular and plural, hyphens, British and American spelling, an expansion that only adds words, abbreviations of one or two letters,
quotations and references.

## Limits
Expansions must stand beside their abbreviation.

## References
Schwartz AS, Hearst MA. A simple algorithm for identifying abbreviation definitions in biomedical text. Pac Symp Biocomput 2003:451.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents import abbreviations
from evlint.documents.model import Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.vocabulary import spelling

META = RuleMeta(
    code="TRM102",
    name="abbreviation-redefined",
    summary="one abbreviation has two expansions in a document",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="361 articles: 5 warnings, all read, 4 right; its notes are right about half of the time",
)
_SHORTEST = 3
_OTHER = lazy(r"[A-Z]{2}|[\d()/]")  # an expansion that holds an abbreviation or a formula may be the other, half spelled out
_ONE = ({"scale", "score"}, {"index", "indices"}, {"index", "score"}, {"test", "scale"}, {"questionnaire", "scale"})
_LONG = 5
_BROKEN = lazy(r"[.,;:()\[\]]|[A-Z]{3}[a-z]")
_WORD = lazy(r"[A-Za-zÀ-ÿ]+")
_ALIKE = 4  # letters that two forms of one word share at least
_Defined = tuple[str, int, int]
_SMALL = frozenset("the a an of and or for in on to with by from at".split())


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    if ("(" not in document.prose and "=" not in document.prose) or document.bibliography:
        return
    apart = [(block.start, block.end) for block in document.blocks if block.kind in ("reference", "quotation")]
    first: dict[str, _Defined] = {}
    told: set[str] = set()
    for short, long, start, end in sorted(abbreviations.definitions(document.clean), key=lambda one: one[2]):
        if len(short) < _SHORTEST or _OTHER.search(long) or any(low <= start < high for low, high in apart):
            continue
        known, begin, stop = first.setdefault(short, (long, start, end))
        if short in told or begin == start:
            continue
        if _same(known, long):
            yield PASSED
            continue
        told.add(short)
        yield META.finding(
            f"{short} is {' '.join(known.split())!r} and {' '.join(long.split())!r}",
            document.at(start, end, "here"),
            document.at(begin, stop, "and here", role="related"),
            confidence=0.85 if _spelled(short, known) and _spelled(short, long) else 0.6,
            severity="warning" if _spelled(short, known) and _spelled(short, long) else "note",
            help=f"use {short} for one of the two, and spell the other out",
            observed={"expansions": [known, long]},
        )
    yield from _twins(document, {short: one for short, one in first.items() if short not in told}, apart)


def _twins(document: Document, first: dict[str, _Defined], apart: list[tuple[int, int]]) -> Iterator[Outcome]:
    """Names spelled out that have the initials of an abbreviation, and differ from its expansion in one word of their own."""
    inside = ((block.start, block.end) for block in document.blocks if (block.start, block.end) not in apart)
    tokens = [(match[0].lower(), match.start(), match.end()) for start, end in inside for match in _WORD.finditer(document.clean, start, end)]
    where: dict[str, list[int]] = {}
    for i, (word, _, _) in enumerate(tokens):
        where.setdefault(word, []).append(i)
    for short, (long, start, end) in first.items():
        words = [match[0].lower() for match in _WORD.finditer(long)]
        if len(words) < _SHORTEST or len(words) != len(short):
            continue
        fixed = min(range(1, len(words)), key=lambda i: len(where.get(words[i], ())))
        for at in where.get(words[fixed], ()):
            phrase = tokens[at - fixed : at - fixed + len(words)] if at >= fixed else []
            odd = [(word, other) for word, (other, _, _) in zip(words, phrase, strict=False) if word != other]
            between = document.clean[phrase[0][1] : phrase[-1][2]] if phrase else ""
            if len(phrase) == len(words) and not _BROKEN.search(between) and len(odd) == 1 and odd[0][0][0] == odd[0][1][0] and len(odd[0][1]) >= _LONG and not _one_word(*odd[0]):
                yield META.finding(
                    f"{short} is {' '.join(long.split())!r}, and the text speaks of {' '.join(word for word, _, _ in phrase)!r} too",
                    document.at(phrase[0][1], phrase[-1][2], "the same initials"),
                    document.at(start, end, f"{short} defined here", role="related"),
                    confidence=0.6,
                    severity="note",
                    help=f"say which of the two {short} means, or use one name throughout",
                    observed={"expansions": [long, " ".join(word for word, _, _ in phrase)]},
                )
                break


def _spelled(short: str, long: str) -> bool:
    """Whether each letter of an abbreviation is the initial of one word of its expansion."""
    return [word[0] for word in _WORD.findall(long.lower())] == list(short.lower())


def _same(first: str, second: str) -> bool:
    """Whether two expansions are one: word by word a form of each other, or one with words more."""
    a, b = (_words(text) for text in (first, second))
    short, long = sorted((a, b), key=len)
    if len(short) != len(long):
        rest = iter(long)
        return all(any(_one_word(word, other) for other in rest) for word in short)
    return all(_one_word(word, other) for word, other in zip(a, b, strict=True))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-zà-ÿ0-9]+", text.lower()) if word not in _SMALL]


def _one_word(first: str, second: str) -> bool:
    return (
        first == second
        or first.rstrip("s") == second.rstrip("s")
        or spelling.one_spelling(first, second)
        or spelling.one_slip(first, second)
        or first[:_ALIKE] == second[:_ALIKE]
        or {first, second} in _ONE
    )

"""What a text is about: its content words as stems, each with a weight that says how much it narrows the topic."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files

from evlint.patterns import pattern as lazy
from evlint.vocabulary import fold

_HEADINGS = 30_000
_DRUG_CLASSES = lazy(
    r"[a-z]{2,}(statin|pril|sartan|olol|gliptin|gliflozin|glutide|prazole|coxib|triptan|dronate|parin|xaban|oxetine|azepam|floxacin|cillin|mycin|conazole|setron|caine|lukast|tinib|cycline|thiazide|dipine)s?"
)
"""Stems of International Nonproprietary Names (WHO, "The use of stems in the selection of INN"): the drugs of one class share one."""


def terms(text: str) -> frozenset[str]:
    """The stems of a text that narrow its topic. A drug stands with its class, an everyday word under its clinical one."""
    return frozenset(stem for word in fold.words(text) for stem in stems(word))


def weight(found: frozenset[str]) -> float:
    """How much a set of stems narrows the topic: the sum of what each does."""
    return sum(map(_weight, found))


@lru_cache(maxsize=65536)
def _weight(stem: str) -> float:
    return math.log(_HEADINGS / (_counts().get(stem, 0) + 3)) / math.log(_HEADINGS / 3)


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    if word in _common() or (len(word) < 3 and not any(c.isdigit() for c in word)) or (word.isdigit() and len(word) < 3):
        return ()
    stem = fold.stem(_synonyms().get(word, word))
    drug = _DRUG_CLASSES.fullmatch(word)
    return (stem, f"-{drug[1]}") if drug else (stem,)


@cache
def _common() -> frozenset[str]:
    return frozenset(word for line in _lines("common.txt") for word in fold.words(line))


@cache
def _synonyms() -> dict[str, str]:
    return {fold.word(word): head for line in _lines("synonyms.tsv") for head, words in [line.split("\t")] for word in words.split("|")}


@cache
def _counts() -> dict[str, int]:
    return {stem: int(count) for line in _lines("words.tsv") for stem, count in [line.split("\t")]}


def _lines(file: str) -> list[str]:
    text = files("evlint.vocabulary").joinpath(file).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

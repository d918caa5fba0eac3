"""What keeps two statements apart though they share words: another intervention, condition, comparator or species, or a person's record."""

from __future__ import annotations

import re
from functools import lru_cache

from evlint.claims.normal import normalise
from evlint.index.statements import Statement
from evlint.patterns import pattern as lazy
from evlint.vocabulary import fold, polarity, terms

_ANIMALS = lazy(r"\b(?:mice|mouse|murine|rats?|rodents?|rabbits?|pigs?|dogs?|monkeys?|macaques?|zebrafish|drosophila|flies|yeasts?|cell lines?|in vitro)\b", re.I)
_PEOPLE = lazy(r"\b(?:patients?|participants?|humans?|women|men|children|adults?|infants?|volunteers)\b", re.I)
_DISEASES = ("C", "F03")  # trees of the Medical Subject Headings
_SYMPTOMS = "C23"  # pathological conditions, signs and symptoms
_GENERAL = frozenset(("D004194", "D006261", "D010146", "D012816", "D003643"))  # disease, headache …, pain, signs and symptoms, death: an outcome as often as a condition


def apart(first: Statement, second: Statement) -> bool:
    """Whether something says that the two are about different things."""
    return _reviewed(first, second) or _interventions(first, second) or _comparators(first, second) or _species(first, second) or _conditions(first, second)


def _reviewed(first: Statement, second: Statement) -> bool:
    """Records of people on both sides: they are compared part by part, and words have no say."""
    return first.claim is not None and second.claim is not None and first.claim.reviewed and second.claim.reviewed


def _interventions(first: Statement, second: Statement) -> bool:
    return bool(first.first and second.first) and not first.first & second.terms and not second.first & first.terms


def _comparators(first: Statement, second: Statement) -> bool:
    families = [normalise(one.claim, orient=False).family if one.claim else "" for one in (first, second)]
    return all(families) and families[0] != families[1]


def _species(first: Statement, second: Statement) -> bool:
    a, b = first.text, second.text
    return bool((_ANIMALS.search(a) and _PEOPLE.search(b) and not _ANIMALS.search(b)) or (_ANIMALS.search(b) and _PEOPLE.search(a) and not _ANIMALS.search(a)))


def _conditions(first: Statement, second: Statement) -> bool:
    """Both name diseases, and none of the one is, or is a kind of, any of the other."""
    a, b = _diseases(first.text), _diseases(second.text)
    return bool(a and b) and not any(terms.kind_of(x, y) for x in a for y in b)


@lru_cache(maxsize=4096)
def _diseases(text: str) -> tuple[str, ...]:
    found = {code for _, _, code in terms.find(fold.words(text))} - _GENERAL
    return tuple(sorted(code for code in found if code.startswith("DOID") or any(tree.startswith(_DISEASES) and not tree.startswith(_SYMPTOMS) for tree in terms.trees(code))))


def turned(first: Statement, second: Statement) -> bool:
    """Whether more of the outcome of one means less of the other's: less pain and more relief say the same."""
    signs = [polarity(one.claim.record.outcome.text) if one.claim and one.claim.record.outcome else None for one in (first, second)]
    return None not in signs and signs[0] != signs[1]

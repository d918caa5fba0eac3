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
    return _reviewed(first, second) or _interventions(first, second) or _comparators(first, second) or _species(first, second) or _settings(first, second) or _conditions(first, second)


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


_OPPOSITES = tuple(
    (lazy(rf"\b(?:{one})\b", re.I), lazy(rf"\b(?:{other})\b", re.I))
    for one, other in (
        ("low", "high"),
        ("alone|monotherapy", "combined|combination|added to|plus"),
        ("above|over", "below|under"),
        ("first[- ]line", "second[- ]line|third[- ]line"),
        ("reduced ejection", "preserved ejection"),
        ("bacterial", "viral"),
        ("acute", "chronic"),
        ("adults?|women|men|older|elderly", "children|infants|girls|boys|adolescents"),
        ("pregnan\\w+", "non-?pregnant|adults"),
        ("early", "late"),
        ("male|men", "female|women"),
        ("mild", "severe"),
        ("short[- ]term", "long[- ]term"),
        ("type 1", "type 2"),
        ("start\\w*", "stop\\w*|discontinu\\w+|withdraw\\w*"),
    )
)
"""Words of which one on each side says that the two speak of other people or other ways to give a thing."""
_WITHOUT = lazy(r"\bwithout\s(\w{3,})", re.I)


def _settings(first: Statement, second: Statement) -> bool:
    """Whether each names one of two opposite settings, and not the other: high risk and low risk, with and without."""
    a, b = first.text, second.text
    for one, other in _OPPOSITES:
        if (one.search(a) and other.search(b) and not other.search(a) and not one.search(b)) or (other.search(a) and one.search(b) and not one.search(a) and not other.search(b)):
            return True
    return any(f" with {word} " in f"{two.lower()} ".replace(".", " ") for text, two in ((a, b), (b, a)) for word in map(str.lower, _WITHOUT.findall(text)))


def turned(first: Statement, second: Statement) -> bool:
    """Whether more of the outcome of one means less of the other's: less pain and more relief say the same."""
    signs = [polarity(one.claim.record.outcome.text) if one.claim and one.claim.record.outcome else None for one in (first, second)]
    return None not in signs and signs[0] != signs[1]

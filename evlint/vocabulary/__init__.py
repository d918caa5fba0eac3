"""What names mean: one concept for several names, which of them is a kind of which, and whether less of an outcome is better.

A name is looked up in the project's own synonyms, then in the tables of this package, then among the names of the Medical Subject
Headings, the Disease Ontology and drugs (`terms`). A name that stands nowhere is its own concept, without polarity.
"Pain" is an outcome (its intensity) and a condition, so outcomes, conditions and interventions are looked up apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from evlint.claims.record import Polarity
from evlint.patterns import pattern as lazy
from evlint.vocabulary import fold, terms
from evlint.vocabulary.synonyms import Synonyms
from evlint.vocabulary.tables import drug_classes, folded, table

_ADD_ON = lazy(r"\b(?:addition|add on|adjunct(?:ive)?|adjuvant|infusions?|administration|supplementation|monotherapy|low dose|high dose|dose)\b")
_TURNED = lazy(
    r"\b(?:free|freedom|absence|lack|relief|reduction|decrease|control|prevention|resolution|remission|improvement|time|without|not?|tolerance|threshold|anti|loss|impairment|decline|deterioration|worsening)\b",
    re.I,
)
_FREE_OF = lazy(r"\s*(?:(?:the\s)?(?:freedom from|absence of|being free (?:of|from)|resolution of)\s(?P<of>.{3,60})|(?P<free>[\w -]{3,40})[- ]free(?:dom|\srate)?)", re.I)
_OF = lazy(r"\s(?:of|in|at|among|during|after|with|for|from|to)\s")
"""Words that turn an outcome round, so that its last word says nothing of its polarity: "freedom from pain"."""
_ADDED_TO = lazy(r"\s(?:addition|added|add on|adjunct(?:ive)?|in addition)\b.*$")
_SHORTEST_NAME = 4
"""Shorter names are abbreviations, which mean one thing here and another there."""


class Vocabulary:
    """Concepts of names, as a project uses them."""

    def __init__(self, own: Synonyms = Synonyms()) -> None:  # noqa: B008 - it is frozen
        self._own = {
            kind: {folded(name): head for head, names in given.items() for name in (head, *names)}
            for kind, given in (("outcomes", own.outcomes), ("conditions", own.conditions), ("interventions", own.interventions))
        }
        self._known: dict[tuple[str, str], str] = {}
        self._polarities = {self.outcome(name): sign for name, sign in own.polarity.items()}
        self._broader = {kind: {self._concept(kind, name): self._concept(kind, parent) for name, parent in own.broader.items()} for kind in ("outcomes", "conditions", "interventions")}

    def outcome(self, text: str) -> str:
        """The concept of an outcome."""
        return self._concept("outcomes", text)

    def facing(self, text: str) -> tuple[str, bool]:
        """(concept, whether the outcome is its opposite): survival is mortality turned round, "freedom from pain" is pain."""
        if freed := _FREE_OF.fullmatch(text):
            return self.outcome(freed["of"] or freed["free"]), True
        concept = self.outcome(text)
        opposite = table("outcomes").opposites.get(concept)
        return (opposite, True) if opposite else (concept, False)

    def condition(self, text: str) -> str:
        """The concept of a condition."""
        return self._concept("conditions", text)

    def intervention(self, text: str) -> str:
        """The concept of an intervention, without words for how it was given."""
        return self._concept("interventions", text)

    def is_condition(self, text: str) -> bool:
        """Whether the tables know a name as that of a condition."""
        return folded(text) in self._own["conditions"] or folded(text) in table("conditions").concepts

    def polarity(self, text: str) -> Polarity | None:
        """Whether less or more of an outcome is better, else of what it is headed by ("knee pain", "symptoms of rhinitis"); None where no table knows it."""
        heads = [text]
        head = _OF.split(text, maxsplit=1)[0]
        for part in (head,) if _TURNED.search(text) else (head, text):  # of "relief of pain" only the relief counts
            words = folded(part).split()
            heads += [" ".join(words[-n:]) for n in (2, 1) if len(words) >= n]
        return next((sign for name in heads if (concept := self._tabled_outcome(name)) and (sign := self._polarity(concept))), None)

    def _tabled_outcome(self, text: str) -> str | None:
        """The concept of an outcome that the project or our tables name: only they say what is better, so nothing else is looked up."""
        name = folded(text)
        own = self._own["outcomes"].get(name)
        return self.outcome(text) if own or folded(text) in self._polarities else table("outcomes").concepts.get(name)

    def _polarity(self, concept: str) -> Polarity | None:
        known = table("outcomes").polarities
        return next((sign for name in self._lineage("outcomes", concept) if (sign := self._polarities.get(name) or known.get(name))), None)

    def is_harm(self, text: str) -> bool:
        """Whether an outcome is an unwanted effect: adverse events, or a kind of them."""
        return "adverse events" in self._lineage("outcomes", self.outcome(text))

    def related(self, first: str, second: str) -> bool:
        """Whether one condition (a concept) is the other or a kind of it."""
        if first == second or first in self._lineage("conditions", second) or second in self._lineage("conditions", first):
            return True
        a, b = terms.concept(first), terms.concept(second)
        return a is not None and b is not None and terms.kind_of(a, b)

    def broader_outcome(self, concept: str) -> str | None:
        """The outcome of which a concept is a kind."""
        return self._broader["outcomes"].get(concept) or table("outcomes").broader.get(concept)

    def drug_class(self, concept: str) -> str | None:
        """The class of a drug: the project's, else the one whose stem its name ends in."""
        if broader := self._broader["interventions"].get(concept) or table("interventions").broader.get(concept):
            return broader
        if " " in concept or concept in drug_classes()[0]:
            return None
        return next((name for stem, name in drug_classes()[1].items() if concept.endswith(stem) and len(concept) > len(stem) + 1), None)

    def _concept(self, kind: str, text: str) -> str:
        key = kind, text
        if key not in self._known:
            self._known[key] = self._look_up(kind, text)
        return self._known[key]

    def _look_up(self, kind: str, text: str) -> str:
        name = folded(text)
        if own := self._own[kind].get(name):
            name = folded(own)
        if kind == "interventions":
            name = _ADDED_TO.sub("", name) or name
            name = " ".join(_ADD_ON.sub(" ", name).split()) or name
            if own := self._own[kind].get(name):
                name = folded(own)
        tabled = _tabled(kind)
        if name in tabled:
            return tabled[name]
        code = terms.concept(name) if len(name) >= _SHORTEST_NAME else None
        if code is None:
            return name
        preferred = folded(terms.preferred(code))
        return tabled.get(preferred, preferred)

    def _lineage(self, kind: str, name: str) -> Iterator[str]:
        """A concept, and its broader ones, the nearest first."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            yield name
            name = self._broader[kind].get(name) or table(kind).broader.get(name, "")


@cache
def _tabled(kind: str) -> dict[str, str]:
    """Folded name → concept, by the tables of this package."""
    return {**table(kind).concepts, **drug_classes()[0]} if kind == "interventions" else table(kind).concepts


BUILT_IN = Vocabulary()
"""The vocabulary without a project's own synonyms."""


_GENERAL = frozenset(("disease", "syndrome", "pain", "death", "wound and injury", "sign and symptom", "infection", "inflammation"))
"""Concepts of the disease trees that name no one disease."""


@lru_cache(maxsize=16384)
def is_disease(text: str) -> bool:
    """Whether a text is, as a whole, the name of a disease."""
    if BUILT_IN.is_condition(text):
        return True
    code = terms.concept(text)
    if code is None or fold.name(terms.preferred(code)) in _GENERAL:
        return False
    return code.startswith("DOID") or any(tree.startswith(("C", "F03")) for tree in terms.trees(code))


_SMALL = frozenset("in of and or with the a an for at to by on".split())
_QUALIFIERS = frozenset(
    "the a an acute chronic severe mild moderate early late symptomatic established stable newly diagnosed advanced recurrent refractory primary secondary confirmed suspected".split()
)
_WORD = lazy(r"[\w'’-]+")
_MOST_WORDS = 5


@lru_cache(maxsize=4096)
def named_disease(text: str) -> str | None:
    """The longest beginning of a phrase that is the name of a disease."""
    words = _WORD.findall(text)[: _MOST_WORDS + 2]
    while words:
        for end in range(min(len(words), _MOST_WORDS), 0, -1):
            name = " ".join(words[:end])
            if len(name) >= _SHORTEST_NAME and words[end - 1].lower() not in _SMALL and is_disease(name):
                return name
        if words[0].lower() not in _QUALIFIERS:
            return None
        words = words[1:]
    return None


@lru_cache(maxsize=8192)
def polarity(text: str) -> Polarity | None:
    """Whether less or more of an outcome is better, by the tables of this package."""
    return BUILT_IN.polarity(text)

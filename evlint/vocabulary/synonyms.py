"""A project's own names for things, as its configuration gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from evlint.claims.record import Polarity
from evlint.vocabulary.tables import folded

Names = Mapping[str, tuple[str, ...]]
KINDS = ("interventions", "conditions", "outcomes")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Name → the names that stand for it, outcome → polarity, concept → broader concept."""

    interventions: Names = field(default_factory=dict)
    conditions: Names = field(default_factory=dict)
    outcomes: Names = field(default_factory=dict)
    polarity: Mapping[str, Polarity] = field(default_factory=dict)
    broader: Mapping[str, str] = field(default_factory=dict)

    def joined(self, other: Synonyms) -> Synonyms:
        """Both together; a name that both give has the synonyms of both, and what else `other` says counts."""
        merged = {kind: {**(mine := getattr(self, kind)), **{name: (*mine.get(name, ()), *names) for name, names in getattr(other, kind).items()}} for kind in KINDS}
        return Synonyms(**merged, polarity={**self.polarity, **other.polarity}, broader={**self.broader, **other.broader})

    def faults(self) -> Iterator[str]:
        """What cannot be meant: a name that stands for two concepts, a concept that is broader than itself."""
        for kind in KINDS:
            given: Names = getattr(self, kind)
            heads = {folded(name): name for name in given}
            stands_for: dict[str, str] = {}
            for head, names in given.items():
                for name in names:
                    other = stands_for.setdefault(folded(name), head)
                    if other != head:
                        yield f"{kind}: {name!r} stands for {other!r} and for {head!r}; keep one"
                    elif heads.get(folded(name), head) != head:
                        yield f"{kind}: {name!r} is a concept of its own and stands for {head!r}; keep one"
        parents = {name.casefold(): parent.casefold() for name, parent in self.broader.items()}
        for name in parents:
            chain = [name]
            while chain[-1] in parents and parents[chain[-1]] not in chain:
                chain.append(parents[chain[-1]])
            if parents.get(chain[-1]) == name:
                yield f"broader: {' → '.join([*chain, name])} is a circle; remove one step"
                return

"""Outcomes and conditions that evlint knows: one concept for several names, polarity, and what is a kind of what.

The tables are our own reading of common trial outcomes. A name that is not in them stays its own concept, without polarity.
"Pain" is an outcome (its intensity) and a condition, so the two have tables of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from evlint.claims.record import Polarity

_FILLER = re.compile(r"\b(?:the|a|an|of|in|with|overall|mean|median|total|any|use|patients?|scores?|levels?|management|treatment|therapy)\b")
_BLANKS = re.compile(r"[\s\-–_/]+")
_ADD_ON = re.compile(r"\b(?:addition|add on|adjunct(?:ive)?|adjuvant|infusions?|administration|supplementation|monotherapy|low dose|high dose|dose)\b")


@dataclass(frozen=True, slots=True)
class _Table:
    """name → concept, concept → polarity, concept → broader concept."""

    concepts: dict[str, str] = field(default_factory=dict)
    polarities: dict[str, Polarity] = field(default_factory=dict)
    broader: dict[str, str] = field(default_factory=dict)


@cache
def _table(name: str) -> _Table:
    """A table of this package: name, polarity, broader concept and synonyms, tab-separated."""
    out = _Table()
    text = files("evlint.vocabulary").joinpath(f"{name}.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            concept, sign, parent, synonyms = (*line.split("\t"), "", "", "")[:4]
            for form in (concept, *filter(None, synonyms.split("|"))):
                out.concepts[_fold(form)] = concept
            if sign in ("lower_is_better", "higher_is_better"):
                out.polarities[concept] = sign  # type: ignore[assignment]
            if parent:
                out.broader[concept] = parent
    return out


def _fold(text: str) -> str:
    """A name without case, fillers, hyphens and plural s."""
    words = _BLANKS.sub(" ", _FILLER.sub(" ", text.casefold())).split()
    return " ".join(word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "is", "us")) else word for word in words)


def outcome(text: str) -> str:
    """The concept of an outcome: the table's, else the folded name itself."""
    folded = _fold(text)
    return _table("outcomes").concepts.get(folded, folded)


def condition(text: str) -> str:
    """The concept of a condition: the table's, else the folded name itself."""
    folded = _fold(text)
    return _table("conditions").concepts.get(folded, folded)


def is_condition(text: str) -> bool:
    """Whether the table knows a name as that of a condition."""
    return _fold(text) in _table("conditions").concepts


def intervention(text: str) -> str:
    """The concept of an intervention: its folded name without words for how it was given."""
    folded = _fold(text)
    return " ".join(_ADD_ON.sub(" ", folded).split()) or folded


def polarity(text: str) -> Polarity | None:
    """Whether less or more of an outcome is better; None where the table does not know it."""
    table = _table("outcomes")
    for name in (first := outcome(text), *_ancestors(table, first)):
        if name in table.polarities:
            return table.polarities[name]
    return None


def is_harm(text: str) -> bool:
    """Whether an outcome is an unwanted effect: adverse events, or a kind of them."""
    return "adverse events" in ((name := outcome(text)), *_ancestors(_table("outcomes"), name))


def related(first: str, second: str) -> bool:
    """Whether one condition is the other or a kind of it."""
    table = _table("conditions")
    return first == second or first in _ancestors(table, second) or second in _ancestors(table, first)


def _ancestors(table: _Table, name: str) -> tuple[str, ...]:
    """Broader concepts of a concept, the nearest first."""
    out: list[str] = []
    while name in table.broader and table.broader[name] not in out:
        name = table.broader[name]
        out.append(name)
    return tuple(out)

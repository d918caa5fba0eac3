"""Outcomes and conditions that evlint knows: one concept for several names, polarity, and what is a kind of what.

The tables are our own reading of common trial outcomes. A name that is not in them stays its own concept, without polarity.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from evlint.claims.record import Polarity

_FILLER = re.compile(r"\b(?:the|a|an|of|in|with|overall|mean|median|total|any|use|patients?|scores?|levels?|management|treatment|therapy)\b")
_BLANKS = re.compile(r"[\s\-–_/]+")
_ADD_ON = re.compile(r"\b(?:addition|add-on|adjunct(?:ive)?|adjuvant|infusions?|administration|supplementation|monotherapy|low-dose|high-dose|dose)\b")


@cache
def _tables() -> tuple[dict[str, str], dict[str, Polarity], dict[str, str]]:
    """(name → concept, concept → polarity, concept → broader concept), from `concepts.tsv`."""
    concepts: dict[str, str] = {}
    polarities: dict[str, Polarity] = {}
    broader: dict[str, str] = {}
    text = files("evlint.vocabulary").joinpath("concepts.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, sign, parent, synonyms = (*line.split("\t"), "", "", "")[:4]
            for form in (name, *filter(None, synonyms.split("|"))):
                concepts[_fold(form)] = name
            if sign in ("lower_is_better", "higher_is_better"):
                polarities[name] = sign  # type: ignore[assignment]
            if parent:
                broader[name] = parent
    return concepts, polarities, broader


def _fold(text: str) -> str:
    """A name without case, fillers, hyphens and plural s."""
    words = _BLANKS.sub(" ", _FILLER.sub(" ", text.casefold())).split()
    return " ".join(word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "is", "us")) else word for word in words)


def concept(text: str) -> str:
    """The concept that a name stands for: the table's, else the folded name itself."""
    folded = _fold(text)
    return _tables()[0].get(folded, folded)


def intervention(text: str) -> str:
    """The concept of an intervention: as `concept`, without words for how it was given."""
    folded = _fold(text)
    bare = _fold(_ADD_ON.sub(" ", folded))
    return _tables()[0].get(bare, bare or folded)


def polarity(text: str) -> Polarity | None:
    """Whether less or more of an outcome is better; None where the table does not know it."""
    name = concept(text)
    known = _tables()[1]
    while name not in known and name in _tables()[2]:
        name = _tables()[2][name]
    return known.get(name)


def related(first: str, second: str) -> bool:
    """Whether one concept is the other or a kind of it."""
    return first == second or first in ancestors(second) or second in ancestors(first)


def ancestors(name: str) -> tuple[str, ...]:
    """Broader concepts of a concept, the nearest first."""
    out: list[str] = []
    parents = _tables()[2]
    while name in parents and parents[name] not in out:
        name = parents[name]
        out.append(name)
    return tuple(out)

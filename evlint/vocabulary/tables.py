"""The tables of this package: name → concept, polarity, broader concept; and drug classes with the stems of their members."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from evlint.claims.record import Polarity
from evlint.patterns import pattern as lazy

_FILLER = lazy(r"\b(?:the|a|an|of|in|with|overall|mean|median|total|any|use|patients?|scores?|levels?|management|treatment|therapy)\b")
_BLANKS = lazy(r"[\s\-–_/]+")


@dataclass(frozen=True, slots=True)
class Table:
    """name → concept, concept → polarity, concept → broader concept, concept → its opposite. Names are folded."""

    concepts: dict[str, str] = field(default_factory=dict)
    polarities: dict[str, Polarity] = field(default_factory=dict)
    broader: dict[str, str] = field(default_factory=dict)
    opposites: dict[str, str] = field(default_factory=dict)


@cache
def table(name: str) -> Table:
    """A table of this package: name, polarity, broader concept and synonyms, tab-separated."""
    out = Table()
    for concept, sign, parent, synonyms, opposite in _rows(name, 5):
        for form in (concept, *filter(None, synonyms.split("|"))):
            out.concepts[folded(form)] = concept
        if sign in ("lower_is_better", "higher_is_better"):
            out.polarities[concept] = sign  # type: ignore[assignment]
        if parent:
            out.broader[concept] = parent
        if opposite:
            out.opposites[concept] = opposite
    return out


@cache
def drug_classes() -> tuple[dict[str, str], dict[str, str]]:
    """(name of a class → the class, stem of its members → the class). A stem ends the name of every member."""
    names: dict[str, str] = {}
    stems: dict[str, str] = {}
    for name, stem, synonyms in _rows("drug_classes", 3):
        names.update({folded(form): name for form in (name, *filter(None, synonyms.split("|")))})
        stems[stem] = name
    return names, stems


def _rows(name: str, columns: int) -> list[tuple[str, ...]]:
    text = files("evlint.vocabulary").joinpath(f"{name}.tsv").read_text("utf-8")
    return [(*line.split("\t"), *[""] * columns)[:columns] for line in text.splitlines() if line and not line.startswith("#")]


def folded(text: str) -> str:
    """A name without case, fillers, hyphens and plural s."""
    words = _BLANKS.sub(" ", _FILLER.sub(" ", text.casefold())).split()
    return " ".join(word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "is", "us")) else word for word in words)

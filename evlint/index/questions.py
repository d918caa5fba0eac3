"""Claims that answer one question: the heading above them asks it ("In adults with gout, does colchicine reduce flares?")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evlint.claims.model import Claim
from evlint.claims.normal import Normal, normalise
from evlint.patterns import pattern as lazy
from evlint.vocabulary import BUILT_IN, Vocabulary

_ASKS = lazy(r"^(?:(?:in|among|for)\s[^?]{3,140}?,\s)?(?:is|are|does|do|did|can|could|should|will|would|what is the (?:effect|efficacy)|how effective)\b", re.I)
_WORD = lazy(r"[a-z0-9]+")
_COMMON = frozenset(
    "in with does do is are can the a an of and or to for compared patients patient treatment placebo control than more less effective effect effects reduce improve associated risk people adults women men children who "
    "use using not no be by on at as it its this that between group groups therapy versus vs usual care any".split()
)
_STEM = 6


def question_of(claim: Claim) -> str | None:
    """The question under which a claim stands, folded: the nearest heading that asks one."""
    for heading in reversed(claim.record.target.section):
        if heading.rstrip().endswith("?") or _ASKS.match(heading):
            return " ".join(_WORD.findall(heading.lower()))
    return None


def answers(claims: Iterable[Claim], words: Vocabulary = BUILT_IN) -> dict[str, list[Normal]]:
    """Question → the claim of each document that answers it best, where one says a direction or none."""
    said: dict[str, dict[str, list[tuple[int, float, Normal]]]] = {}
    for claim in claims:
        if claim.record.kind not in ("finding", "estimate") or claim.record.attribution not in (None, "asserted"):
            continue
        question = question_of(claim)
        normal = normalise(claim, words, orient=False) if question else None
        if question is None or normal is None or normal.effect == "unclear":
            continue
        said.setdefault(question, {}).setdefault(claim.document.path, []).append((shared(claim, question), claim.record.confidence or 1.0, normal))
    chosen = {question: [answer for _, found in sorted(documents.items()) if (answer := _answer(found))] for question, documents in sorted(said.items())}
    return {question: found for question, found in chosen.items() if len(found) > 1}


def _answer(found: list[tuple[int, float, Normal]]) -> Normal | None:
    """The claim that shares most with the question; none where another that shares as much says the opposite."""
    most, _, best = max(found, key=lambda item: item[:2])
    mixed = any(other[0] == most and (other[2].effect == "none") != (best.effect == "none") for other in found)
    return None if mixed else best


def shared(claim: Claim, question: str | None = None) -> int:
    """How many stems a claim shares with the question under which it stands: the more, the surer it answers it."""
    asked = question or question_of(claim)
    return len(_stems(claim.text) & _stems(asked)) if asked else 0


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _COMMON and len(word) > 2)

"""Pairs of statements of two documents that are about the same thing and say the opposite, with the probability that they do.

Candidates come from an inverted index of rare stems: a statement meets only those that share two of its rarest. Whether two candidates
are opposed is judged by a logistic model over a score of features of both; `weights.json` holds its weights and says on what they were
trained. The more documents a corpus has, the more statements look alike by chance: the log odds fall with the logarithm of their number,
unless the two name one intervention and one outcome.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from evlint.index import apart
from evlint.index.statements import Statement, Terms
from evlint.vocabulary import topics

RAREST, MOST_COMMON, ENOUGH = 6, 40, 2
"""A statement is looked up by its `RAREST` stems, each only where at most `MOST_COMMON` statements hold it; `ENOUGH` must be shared."""
HELD, NARROW = 0.4, 1.6
"""The share of the shorter statement that the other must hold, and the weight of what they share."""
PART_HELD, PART_NARROW = 0.3, (0.7, 0.5)
"""The same for the interventions and the outcomes of two claims (weights of intervention and outcome)."""
CHANCE = 0.4
AS_CLOSE = 0.95
LIKELY = 0.55

Relation = Literal["opposite", "denied"]


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two statements in order of document and place. `denied`: one says that there is no effect; else they name opposite directions."""

    first: Statement
    second: Statement
    shared: Terms
    relation: Relation
    probability: float

    @property
    def words(self) -> tuple[str, ...]:
        """What both are about, in the words of the first and in its order."""
        return self.first.words_of(self.shared)[:_SHOWN]


_SHOWN = 6


def pairs(statements: Sequence[Statement]) -> list[Opposed]:
    """Opposed pairs of different documents, in order of place. A statement is held against the passage of a document that shares most with it."""
    chance = CHANCE * math.log(max(len({one.document.path for one in statements}), 2) / 2)
    met: dict[tuple[int, str], list[tuple[float, Statement, Statement]]] = defaultdict(list)
    for first, second in _candidates(statements):
        if comparable(first, second):
            lighter, other = (first, second) if first.weight <= second.weight else (second, first)
            met[id(lighter), other.document.path].append((closeness(first, second), first, second))
    judged = (found for near in met.values() if (closest := _closest(near)) and (found := judge(*closest, chance)) is not None)
    best: dict[tuple[tuple[str, int], tuple[str, int]], Opposed] = {}
    for found in judged:
        place = (found.first.document.path, found.first.start), (found.second.document.path, found.second.start)
        if place not in best or best[place].probability < found.probability:
            best[place] = found
    return [best[key] for key in sorted(best)]


def _closest(near: list[tuple[float, Statement, Statement]]) -> tuple[Statement, Statement] | None:
    """The pair that shares most; none where one of that document's passages that share as much agrees: a document that says both says neither."""
    most, first, second = max(near, key=lambda item: item[0])
    as_close = [(a, b) for closeness, a, b in near if closeness >= AS_CLOSE * most]
    return None if any(_relation(a, b) is None for a, b in as_close) else (first, second)


def closeness(first: Statement, second: Statement) -> float:
    """How much two statements share, for choosing among passages of one document."""
    shared = topics.weight(first.terms & second.terms)
    return shared / min(first.weight, second.weight) + shared / max(first.weight, second.weight) / 2 + _parts(first, second) / 2


def _candidates(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    held: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(statements):
        for stem in one.terms:
            held[stem].append(i)
    met: set[tuple[int, int]] = set()
    for i, one in enumerate(statements):
        rarest = sorted((len(held[stem]), stem) for stem in one.terms)[:RAREST]
        shared = Counter(j for count, stem in rarest if count <= MOST_COMMON for j in held[stem])
        for j, count in shared.items():
            pair = (min(i, j), max(i, j))
            if count >= ENOUGH and pair not in met and statements[j].document.path != one.document.path:
                met.add(pair)
                yield statements[pair[0]], statements[pair[1]]


def judge(first: Statement, second: Statement, chance: float = 0.0) -> Opposed | None:
    """Whether two statements are about the same thing and opposed. `chance` is what the size of the corpus takes from the log odds."""
    shared = first.terms & second.terms
    named = _parts_agree(first, second)
    if not (named or _alike(first, second)) or (relation := _relation(first, second)) is None:
        return None
    log_odds = _log_odds(features(first, second, shared)) - (0 if named else chance)
    probability = 1 / (1 + math.exp(-log_odds))
    if probability < LIKELY or apart.apart(first, second):
        return None
    return Opposed(first, second, shared, relation, probability)


def comparable(first: Statement, second: Statement) -> bool:
    """Whether two statements share enough to be about the same thing."""
    return _parts_agree(first, second) or _alike(first, second)


def _alike(first: Statement, second: Statement) -> bool:
    """Whether one says most of what the other is about."""
    weight = topics.weight(first.terms & second.terms)
    return weight >= NARROW and weight >= HELD * min(first.weight, second.weight)


def _parts_agree(first: Statement, second: Statement) -> bool:
    """Whether both are claims with an effect, on one intervention and one outcome ("efficacy" and "benefit" name none, and are one)."""
    if "unclear" in (first.effect, second.effect) or not _share(first.first, second.first, PART_NARROW[0]):
        return False
    return _share(first.second, second.second, PART_NARROW[1]) or not (first.second or second.second)


def _share(a: Terms, b: Terms, narrow: float) -> bool:
    return _held(a, b) >= PART_HELD and topics.weight(a & b) >= narrow


def _held(a: Terms, b: Terms) -> float:
    """The share of the lighter of two sets that the other holds."""
    lighter = min(topics.weight(a), topics.weight(b))
    return topics.weight(a & b) / lighter if lighter else 0.0


def _relation(first: Statement, second: Statement) -> Relation | None:
    if first.denied != second.denied:
        return "denied"
    told = {first.effect, second.effect} <= {"up", "down"}
    return None if first.denied or (told and not _against(first, second)) else "opposite"


def _against(first: Statement, second: Statement) -> bool:
    return (first.sign * second.sign < 0) != apart.turned(first, second)


def features(first: Statement, second: Statement, shared: Terms) -> dict[str, float]:
    """What the model sees of a pair: how much of each the other holds, and how their signs compare."""
    weight = topics.weight(shared)
    of_first, of_second = weight / first.weight, weight / second.weight
    held = max(of_first, of_second)
    effects = {first.effect, second.effect}
    told = "unclear" not in effects and "none" not in effects
    against = _against(first, second)
    turned = _lean(first) * _lean(second) < 0
    denied = first.denied != second.denied
    unclear = (first.effect, second.effect).count("unclear")
    return {
        "held": held,
        "held by both": min(of_first, of_second),
        "narrow": min(weight, 6) / 6,
        "parts": _parts(first, second),
        "other outcome": bool(first.second and second.second and not first.second & second.terms and not second.second & first.terms),
        "opposite": told and against,
        "same": told and not against,
        "denied": denied and unclear == 0,
        "denied, one unclear": denied and unclear == 1,
        "denied, both unclear": denied and unclear == 2,
        "both denied": first.denied and second.denied,
        "against": against and not told,
        "odd": (first.downs - second.downs) % 2 == 1,
        "turned": turned,
        "crossed": _crossed(first, second),
        "numbers": bool(first.percents and second.percents and not first.percents & second.percents),
        "mixed": any(one.effect in ("up", "down") and one.denials % 2 for one in (first, second)),
        "unclear": unclear > 0,
        "hedged": any(one.claim is not None and one.claim.record.result is not None and one.claim.record.result.hedge in ("may", "trend") for one in (first, second)),
        "held, opposite": held * (told and against),
        "held, denied": held * denied,
        "held, turned": held * turned,
    }


def _parts(first: Statement, second: Statement) -> float:
    """How far interventions and outcomes agree, straight or crosswise."""
    straight = min(_held(first.first, second.first), _held(first.second, second.second))
    return max(straight, min(_held(first.first, second.second), _held(first.second, second.first)))


def _lean(statement: Statement) -> int:
    return (statement.ups > 0) - (statement.downs > 0)


def _crossed(first: Statement, second: Statement) -> bool:
    """ "A had more than B" against "B had more than A"."""
    if not (first.behind and second.behind):
        return False
    (a, b), (c, d) = (first.before - first.behind, first.behind - first.before), (second.before - second.behind, second.behind - second.before)
    return bool(a & d and b & c and not b & d)


def _log_odds(values: dict[str, float]) -> float:
    weights = _weights()
    return weights[""] + sum(weights[name] * value for name, value in values.items())


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(files("evlint.index").joinpath("weights.json").read_text("utf-8"))["weights"]
    return weights

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

from evlint.index.statements import Statement, Terms
from evlint.vocabulary import topics

RAREST, MOST_COMMON, ENOUGH = 6, 40, 2
"""A statement is looked up by its `RAREST` stems, each only where at most `MOST_COMMON` statements hold it; `ENOUGH` must be shared."""
HELD, NARROW = 0.4, 1.6
"""The share of the shorter statement that the other must hold, and the weight of what they share."""
PART_HELD, PART_NARROW = 0.3, (0.7, 0.5)
"""The same for the interventions and the outcomes of two claims (weights of intervention and outcome)."""
CHANCE = 0.4
LIKELY = 0.5

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
    """Opposed pairs of different documents, the best of each two passages, in order of place."""
    chance = CHANCE * math.log(max(len({one.document.path for one in statements}), 2) / 2)
    best: dict[tuple[tuple[str, int], tuple[str, int]], Opposed] = {}
    for first, second in _candidates(statements):
        found = judge(first, second, chance)
        if found is None:
            continue
        key = (found.first.document.path, found.first.start), (found.second.document.path, found.second.start)
        if key not in best or best[key].probability < found.probability:
            best[key] = found
    return [best[key] for key in sorted(best)]


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
    return Opposed(first, second, shared, relation, probability) if probability >= LIKELY else None


def comparable(first: Statement, second: Statement) -> bool:
    """Whether two statements are about the same thing."""
    return _parts_agree(first, second) or _alike(first, second)


def _alike(first: Statement, second: Statement) -> bool:
    """Whether one says most of what the other is about."""
    weight = topics.weight(first.terms & second.terms)
    return weight >= NARROW and weight >= HELD * min(first.weight, second.weight)


def _parts_agree(first: Statement, second: Statement) -> bool:
    """Whether both are claims with an effect, on one intervention and one outcome."""
    if "unclear" in (first.effect, second.effect):
        return False
    parts = ((first.first, second.first, PART_NARROW[0]), (first.second, second.second, PART_NARROW[1]))
    return all(_held(a, b) >= PART_HELD and topics.weight(a & b) >= narrow for a, b, narrow in parts)


def _held(a: Terms, b: Terms) -> float:
    """The share of the lighter of two sets that the other holds."""
    lighter = min(topics.weight(a), topics.weight(b))
    return topics.weight(a & b) / lighter if lighter else 0.0


def _relation(first: Statement, second: Statement) -> Relation | None:
    if first.denied != second.denied:
        return "denied"
    return None if first.denied else "opposite"


def features(first: Statement, second: Statement, shared: Terms) -> dict[str, float]:
    """What the model sees of a pair: how much of each the other holds, and how their signs compare."""
    weight = topics.weight(shared)
    of_first, of_second = weight / first.weight, weight / second.weight
    held = max(of_first, of_second)
    effects = {first.effect, second.effect}
    parts = max(min(_held(first.first, second.first), _held(first.second, second.second)), min(_held(first.first, second.second), _held(first.second, second.first)))
    told = "unclear" not in effects and "none" not in effects
    against = first.sign * second.sign < 0
    odd = (first.downs - second.downs) % 2 == 1
    turned = _lean(first) * _lean(second) < 0
    denied = first.denied != second.denied
    return {
        "held": held,
        "held by both": min(of_first, of_second),
        "narrow": min(weight, 6) / 6,
        "parts": parts,
        "opposite": told and against,
        "same": told and not against,
        "denied": denied,
        "both denied": first.denied and second.denied,
        "against": against and not told,
        "odd": odd,
        "turned": turned,
        "crossed": _crossed(first, second),
        "numbers": bool(first.percents and second.percents and not first.percents & second.percents),
        "unclear": "unclear" in effects,
        "hedged": any(s.claim is not None and s.claim.record.result is not None and s.claim.record.result.hedge in ("may", "trend") for s in (first, second)),
        "held, opposite": held * (told and against),
        "held, denied": held * denied,
        "held, against": held * (against and not told),
        "held, turned": held * turned,
    }


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

"""Normal forms: what makes two claims comparable. Concepts, days, effect, comparator family, orientation, digest."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from evlint.claims.model import Claim
from evlint.claims.record import STRENGTHS, ClaimRecord, Recommendation, TimePoint, to_plain
from evlint.statistics.intervals import Estimate, scale_of
from evlint.statistics.printed import parse
from evlint.vocabulary import BUILT_IN, Vocabulary
from evlint.patterns import pattern as lazy

Effect = Literal["up", "down", "none", "unclear"]
DAYS = {"min": 1 / 1440, "h": 1 / 24, "d": 1.0, "wk": 7.0, "mo": 30.4375, "a": 365.25}  # UCUM
UNIT_NAMES = {"min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}
_OF_ONE_DOCUMENT = lazy(
    r"(?:the\s)?(?:(?:groups?|arms?|regimens?|cohorts?|treatments?|interventions?|experimental|observation|study|test|active|treated|exposed|verum|case|combination|combined|first|second|new|both|other|high|low)\b\s?){1,3}"
    r"(?:[a-z]|[ivx]{1,4}|\d{1,2})?|[a-z]|[ivx]{1,4}|\d{1,2}|(?:(?:another|the other|one|this|our|the present|previous)\s)?(?:stud(?:y|ies)|trials?|reviews?|analys[ie]s|patients|women|men|children|adults|males?|females?|boys|girls)",
    re.I,
)
"""Names that mean a group of one study, and nothing elsewhere: "group A", "experimental"."""
_NO_OUTCOME = lazy(
    r"(?:the\s)?(?:improvements?|effective|effects?|benefits?|outcomes?|results?|differences?|changes?|increases?|reductions?|decreases?|values?|scores?|levels?|parameters?|variables?|measures?|total effective)",
    re.I,
)
"""Names of outcomes that name none."""
_INERT = frozenset({"placebo", "sham", "no_treatment", "usual_care"})


@dataclass(frozen=True, slots=True)
class Normal:
    """A claim in normal form. Its direction is flipped where intervention and comparator changed places (`swapped`), and where its outcome is the
    opposite of the one that it is known under (`turned`: survival, under mortality)."""

    claim: Claim
    intervention: str
    outcome: str
    condition: str
    family: str  # "inert", "active: NAME", "dose", "baseline", "" where none is stated
    effect: Effect
    days: float | None
    swapped: bool = False
    words: Vocabulary = BUILT_IN  # in which its names were looked up
    turned: bool = False

    @property
    def record(self) -> ClaimRecord:
        return self.claim.record

    @property
    def facing(self) -> tuple[bool, bool]:
        """How the numbers of the record stand to its normal form; those of two that face apart cannot be compared as they are."""
        return self.swapped, self.turned


def normalise(claim: Claim, words: Vocabulary = BUILT_IN, *, orient: bool = True, turn: bool | None = None) -> Normal:
    """The normal form of a claim; parts that it does not state are empty.

    With `orient`, a comparison of two drugs is turned so that the first in order of names is the intervention: then "A v B"
    and "B v A" meet under one key. With `turn` (as `orient`, unless given), an outcome goes by the name of what it is the opposite of.
    """
    record = claim.record
    intervention = words.intervention(record.intervention.text) if record.intervention and not _OF_ONE_DOCUMENT.fullmatch(record.intervention.text) else ""
    family = _family(record, words)
    effect = effect_of(record)
    swapped = orient and bool(intervention) and family.startswith("active: ") and family[8:] < intervention
    if swapped:
        intervention, family = family[8:], f"active: {intervention}"
        effect = {"up": "down", "down": "up"}.get(effect, effect)  # type: ignore[assignment]
    name = record.outcome.text if record.outcome and not _NO_OUTCOME.fullmatch(record.outcome.text) else ""
    outcome, turned = words.facing(name) if (orient if turn is None else turn) else (words.outcome(name), False)
    if turned:
        effect = _turned(effect, record)
    condition = record.population.condition if record.population else None
    when = record.outcome.timepoint if record.outcome else None
    return Normal(claim, intervention, outcome, words.condition(condition.text) if condition else "", family, effect, days(when), swapped, words, turned)


def _turned(effect: Effect, record: ClaimRecord) -> Effect:
    """The effect on the opposite outcome. A hazard ratio printed for survival is that of death already."""
    statistic = record.statistic
    if statistic is not None and statistic.type == "HR" and statistic.value is not None and effect in ("up", "down"):
        return "down" if parse(statistic.value).value < 1 else "up"
    return {"up": "down", "down": "up"}.get(effect, effect)  # type: ignore[return-value]


def _family(record: ClaimRecord, words: Vocabulary) -> str:
    if record.comparator is None or record.comparator.class_ == "none_stated":
        return ""
    if record.comparator.class_ in _INERT:
        return "inert"
    if record.comparator.class_ in ("dose", "baseline"):
        return record.comparator.class_
    return "" if _OF_ONE_DOCUMENT.fullmatch(record.comparator.text) else f"active: {words.intervention(record.comparator.text)}"


def effect_of(record: ClaimRecord) -> Effect:
    """Direction of a result on its measure; "none" for any form of no difference."""
    result = record.result
    if result is None:
        return "unclear"
    if result.significance in ("not_significant", "equivalent", "noninferior") or result.direction == "no_difference":
        return "none"
    return {"increased": "up", "decreased": "down"}.get(result.direction, "unclear")  # type: ignore[return-value]


def days(when: TimePoint | None) -> float | None:
    """A time point in days; None where it is a phrase or not stated."""
    if when is None or when.value is None or when.unit is None:
        return None
    return float(parse(when.value).value) * DAYS[when.unit]


def time_text(when: TimePoint | None) -> str:
    """A time point for people: "4 weeks (28 days)"."""
    if when is None:
        return "not stated"
    if when.value is None or when.unit is None:
        return when.phrase or "not stated"
    name = f"{when.value} {UNIT_NAMES[when.unit]}{'' if when.value == '1' else 's'}"
    count = days(when) or 0
    return name if when.unit in ("d", "h", "min") else f"{name} ({count:.0f} days)"


def estimate(record: ClaimRecord) -> Estimate | None:
    """The record's estimate with its confidence interval as numbers; None where it has none that can be compared."""
    return _estimate(record)


@lru_cache(maxsize=4096)
def _estimate(record: ClaimRecord) -> Estimate | None:
    statistic = record.statistic
    if statistic is None or statistic.value is None or statistic.interval is None or statistic.interval.kind != "confidence":
        return None
    scale = scale_of(statistic.type or "")
    if scale is None:
        return None
    try:
        value, low, high = parse(statistic.value), parse(statistic.interval.low), parse(statistic.interval.high)
    except ValueError:
        return None
    return Estimate(scale, value, low, high, float(statistic.interval.level or "0.95"))


def strength_step(recommendation: Recommendation, line: str | None) -> int:
    """Place on the scale of recommendations. "Not as first line" says no more than "only after others"."""
    step = STRENGTHS.index(recommendation.strength)
    return min(step, STRENGTHS.index("only-if-others-failed")) if line == "first" and step > 3 else step


def digest(first: ClaimRecord, second: ClaimRecord) -> str:
    """Digest of what a verdict on a pair rests on: population to result of both records, in order of their ids."""
    parts = []
    for record in sorted((first, second), key=lambda r: r.id):
        plain = to_plain(record)
        parts.append({name: plain[name] for name in _JUDGED if name in plain})
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


_JUDGED = ("kind", "population", "intervention", "comparator", "outcome", "statistic", "count", "result", "recommendation")

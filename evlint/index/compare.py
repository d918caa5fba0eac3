"""Two claims about the same thing, compared part by part: what is the same, what differs, and what each difference does.

A difference is *shown* (lowers nothing), *lowers* the severity by one level, *weakens* the confidence (a part stated on one
side only, a hedge, very low certainty), or *explains* (stated on both sides: the conflict becomes a note). Some differences
*block*: then the claims are not about the same thing, and there is no pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evlint.claims.model import Claim
from evlint.claims.normal import DAYS, Normal, normalise, time_text
from evlint.claims.record import Intervention, Outcome, Quantity, TimePoint

Weight = Literal["shown", "lowers", "weakens", "explains"]
WEAKENING = 0.93
"""What each part stated on one side only leaves of the confidence. A judgement until it is measured; kept in one place."""
DRAFT_CONFIDENCE = 0.6
SAME_TIME, NEAR_TIME = 1.10, 1.5


@dataclass(frozen=True, slots=True)
class Difference:
    axis: str
    first: str
    second: str
    weight: Weight

    def __str__(self) -> str:
        return f"{self.axis} {self.first} v {self.second}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A pair in a fixed order (that of document and place)."""

    first: Normal
    second: Normal
    names: tuple[str, ...]  # of the key, as people write them
    same: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def topic(self) -> str:
        return " · ".join(self.names)

    @property
    def explained(self) -> bool:
        return any(d.weight == "explains" for d in self.differences)

    @property
    def lowered(self) -> int:
        return sum(d.weight == "lowers" for d in self.differences)

    @property
    def confidence(self) -> float:
        """Share of one that the weakening differences leave; a pair with a draft in it stays below a warning."""
        weakened = WEAKENING ** sum(d.weight == "weakens" for d in self.differences)
        return weakened if self.reviewed else weakened * DRAFT_CONFIDENCE

    @property
    def reviewed(self) -> bool:
        return self.first.claim.reviewed and self.second.claim.reviewed

    @property
    def one_source(self) -> bool:
        return same_source(self.first.claim, self.second.claim)

    def notes(self) -> tuple[str, ...]:
        """The comparison in words: what agrees, then what differs."""
        stated = [str(d) for d in self.differences if d.weight != "weakens"]
        open_ends = list(dict.fromkeys(d.axis for d in self.differences if d.weight == "weakens"))
        return tuple(
            filter(
                None,
                (
                    f"compared: {' · '.join(self.same)}",
                    f"differs: {'; '.join(stated)}" if stated else "",
                    f"stated on one side only, or hedged: {', '.join(open_ends)}" if open_ends else "",
                ),
            )
        )


def same_source(first: Claim, second: Claim) -> bool:
    """Whether two claims report one source: a common entry of sources.yaml, or one document telling of one citation."""
    refs, others = ({link.ref for link in claim.record.sources if link.ref} for claim in (first, second))
    if refs and others:
        return bool(refs & others)
    return bool(first.document.path == second.document.path and first.record.cites == second.record.cites)


def compare(first: Normal, second: Normal, names: tuple[str, ...]) -> Comparison | None:
    """The comparison of two claims that share a key, or None where something blocks it. `names` is the key for people."""
    swapped, turned = first.swapped and second.swapped, first.turned and second.turned
    if swapped or turned:  # both were turned alike, so both can stand as they were written
        first, second = (normalise(n.claim, n.words, orient=not swapped, turn=not turned) for n in (first, second))
    same = list(names)
    differences: list[Difference] = []
    for axis in (_condition, _comparator):
        found = axis(first, second, same)
        if found == "blocks":
            return None
        if isinstance(found, Difference):
            differences.append(found)
    species = [n.record.population.species if n.record.population else None for n in (first, second)]
    if species[0] and species[1] and _fold(species[0]) != _fold(species[1]):
        return None
    differences += _kinds(first, second)
    differences += _time(first, second, same)
    differences += _stated(first, second)
    differences += _weaknesses(first, second)
    return Comparison(first, second, names, tuple(same), tuple(differences))


def _kinds(first: Normal, second: Normal) -> Iterator[Difference]:
    """A drug against its class explains; an outcome against a broader one lowers, for they need not move together."""
    words = first.words
    if words.drug_class(first.intervention) == second.intervention != "" or words.drug_class(second.intervention) == first.intervention != "":
        yield Difference("intervention", _part(first.record.intervention) or first.intervention, _part(second.record.intervention) or second.intervention, "explains")
    if words.broader_outcome(first.outcome) == second.outcome != "" or words.broader_outcome(second.outcome) == first.outcome != "":
        yield Difference("outcome", _part(first.record.outcome), _part(second.record.outcome), "lowers")


def _part(part: Intervention | Outcome | None) -> str:
    return part.text if part else ""


def _condition(first: Normal, second: Normal, same: list[str]) -> Difference | Literal["blocks"] | None:
    a, b = _condition_name(first), _condition_name(second)
    if first.condition and first.condition == second.condition:
        same.append(min(a, b, key=len))
        return None
    if not (first.condition and second.condition):
        return Difference("condition", a or "not stated", b or "not stated", "weakens") if a or b else None
    return Difference("population", a, b, "shown") if first.words.related(first.condition, second.condition) else "blocks"


def _condition_name(normal: Normal) -> str:
    population = normal.record.population
    return population.condition.text if population and population.condition else ""


def _comparator(first: Normal, second: Normal, same: list[str]) -> Difference | Literal["blocks"] | None:
    a, b = _comparator_name(first), _comparator_name(second)
    if first.family == second.family:
        if not first.family:
            return None
        if _fold(a) == _fold(b):
            same.append(f"v {a}")
            return None
        return Difference("comparator", a, f"{b} (one family)", "shown")
    if not (first.family and second.family):
        return Difference("comparator", a or "not stated", b or "not stated", "weakens")
    return "blocks"


def _comparator_name(normal: Normal) -> str:
    return normal.record.comparator.text if normal.record.comparator and normal.family else ""


def _time(first: Normal, second: Normal, same: list[str]) -> Iterator[Difference]:
    when = _timepoint(first), _timepoint(second)
    if when[0] is None and when[1] is None:
        return
    texts = time_text(when[0]), time_text(when[1])
    if when[0] is None or when[1] is None:
        yield Difference("time", *texts, "weakens")
    elif first.days is None or second.days is None:
        if _fold(texts[0]) != _fold(texts[1]):
            yield Difference("time", *texts, "explains")
    else:
        ratio = max(first.days, second.days) / max(min(first.days, second.days), 1e-9)
        if ratio > SAME_TIME:
            yield Difference("time", *texts, "lowers" if ratio <= NEAR_TIME else "explains")
        else:
            same.append(texts[0] if texts[0] == texts[1] else f"{first.days:.0f} v {second.days:.0f} days (same within 10 %)")


def _timepoint(normal: Normal) -> TimePoint | None:
    return normal.record.outcome.timepoint if normal.record.outcome else None


_AXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("population", ("age", "sex", "severity", "subgroup", "setting")),
    ("intervention", ("route", "duration", "frequency", "line", "qualifier")),
    ("outcome", ("instrument", "unit")),
    ("statistic", ("analysis_set", "adjusted")),
)


def _stated(first: Normal, second: Normal) -> Iterator[Difference]:
    """Axes that explain where both sides state them and differ, and weaken where one side alone does."""
    for part, axes in _AXES:
        one, other = getattr(first.record, part), getattr(second.record, part)
        for axis in axes if one is not None or other is not None else ():
            a, b = _text(getattr(one, axis, None)), _text(getattr(other, axis, None))
            if a != b and _fold(a) != _fold(b):
                yield Difference(axis.replace("_", " "), a or "not stated", b or "not stated", "explains" if a and b else "weakens")
    dose = _dose(first), _dose(second)
    if dose[0] is None or dose[1] is None:
        if dose[0] != dose[1]:
            yield Difference("dose", _dose_text(dose[0]), _dose_text(dose[1]), "weakens")
    elif not _same_dose(dose[0], dose[1]):
        yield Difference("dose", _dose_text(dose[0]), _dose_text(dose[1]), "explains")
    studies = [n.record.statistic.n_studies if n.record.statistic else None for n in (first, second)]
    if all(studies) and studies[0] != studies[1]:
        yield Difference("trials", str(studies[0]), str(studies[1]), "shown")


def _weaknesses(first: Normal, second: Normal) -> Iterator[Difference]:
    for normal in (first, second):
        record = normal.record
        if record.result is not None and record.result.hedge in ("may", "trend"):
            yield Difference(f"hedge '{record.result.hedge}'", "", "", "weakens")
        if record.certainty is not None and record.certainty.level == "very_low":
            yield Difference("very low certainty", "", "", "weakens")
        if record.inherited:
            yield Difference(f"inherited {', '.join(record.inherited)}", "", "", "weakens")


def _text(value: object) -> str:
    if isinstance(value, TimePoint):
        return f"{float(value.value) * DAYS[value.unit]:g} days" if value.value and value.unit else value.phrase or ""
    return "" if value is None else str(value)


def _dose(normal: Normal) -> Quantity | None:
    return normal.record.intervention.dose if normal.record.intervention else None


_MASS = {"g": 1e3, "mg": 1.0, "ug": 1e-3, "ng": 1e-6, "kg": 1e6}


def _same_dose(first: Quantity, second: Quantity) -> bool:
    """Whether two doses, or ranges of doses, are within ten percent in one unit; a unit of mass before "/" is converted."""
    (a_scale, a_unit), (b_scale, b_unit) = _unit(first), _unit(second)
    values = [[float(q.value or q.low or 0) * scale, float(q.value or q.high or 0) * scale] for q, scale in ((first, a_scale), (second, b_scale))]
    return a_unit == b_unit and all(abs(a - b) <= 0.1 * max(abs(a), abs(b)) for a, b in zip(*values, strict=True))


def _unit(dose: Quantity) -> tuple[float, str]:
    mass, slash, per = (dose.unit or "").partition("/")
    return (_MASS[mass], f"mass{slash}{per}") if mass in _MASS else (1.0, dose.unit or "")


def _dose_text(dose: Quantity | None) -> str:
    return "not stated" if dose is None else f"{dose.value or f'{dose.low} to {dose.high}'} {dose.unit or ''}".strip()


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())

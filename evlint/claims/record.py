"""The claim record: one result, recommendation, dose or count of one document, in normal parts.

The same frozen dataclasses are what the extractor drafts, what `claims/*.yaml` holds and what the JSON Schema in
`schemas/` is generated from. Absent means not stated. Numbers are decimal strings, so that printed digits survive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from evlint.claims.fields import ClaimId, Count, Date, Decimal, NonEmpty

Kind = Literal["estimate", "test", "count", "finding", "recommendation", "dose"]
Measure = Literal[
    "RR", "OR", "HR", "IRR", "RD", "ARR", "MD", "SMD", "NNT", "NNH", "PROPORTION", "MEAN", "MEDIAN", "ratio", "difference",
    "t", "F", "r", "rho", "tau", "chi2", "z", "Q", "Qw", "Qb", "U", "W", "H", "G2", "beta", "d", "g", "eta2", "R2",
]  # fmt: skip
ComparatorClass = Literal["placebo", "sham", "no_treatment", "usual_care", "active", "dose", "baseline", "none_stated"]
Polarity = Literal["lower_is_better", "higher_is_better", "neither"]
Direction = Literal["increased", "decreased", "no_difference", "unclear"]
Significance = Literal["significant", "not_significant", "equivalent", "noninferior", "not_reported"]
Hedge = Literal["none", "may", "probably", "trend"]
Level = Literal["high", "moderate", "low", "very_low"]
Strength = Literal["for-strong", "for", "option", "only-if-others-failed", "against-routine", "against", "against-strong"]
Attribution = Literal["asserted", "reported", "quoted", "hypothesis"]
Axis = Literal[
    "population", "condition", "intervention", "comparator", "outcome", "time", "dose", "route", "duration", "frequency", "line", "qualifier", "instrument", "unit",
    "analysis set", "adjusted", "age", "sex", "severity", "subgroup", "setting", "species", "trials", "design",
]  # fmt: skip
Unit = Literal["min", "h", "d", "wk", "mo", "a"]

_PRINTED = {"class_": "class", "container_title": "container-title"}
PYDANTIC: Mapping[str, Any] = {"extra": "forbid", "alias_generator": lambda name: _PRINTED.get(name, name)}

STRENGTHS: tuple[Strength, ...] = ("for-strong", "for", "option", "only-if-others-failed", "against-routine", "against", "against-strong")
"""The ordered scale of recommendations; two that stand two or more steps apart conflict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """W3C TextQuoteSelector: the quote, what stands before and after it, and the headings above it."""

    exact: NonEmpty
    prefix: str | None = None
    suffix: str | None = None
    section: tuple[str, ...] = ()
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    text: NonEmpty
    code: str | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A value, or a range, with a UCUM unit."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePoint:
    """Time of an outcome: value and unit, or a phrase that equals only itself ("end of treatment")."""

    value: Decimal | None = None
    unit: Unit | None = None
    phrase: str | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    condition: Concept | None = None
    species: str | None = None
    age: str | None = None
    sex: str | None = None
    severity: str | None = None
    subgroup: str | None = None
    setting: str | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    text: NonEmpty
    code: str | None = None
    dose: Quantity | None = None
    route: str | None = None
    frequency: str | None = None
    duration: TimePoint | None = None
    line: str | None = None
    qualifier: str | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    text: NonEmpty
    code: str | None = None
    class_: ComparatorClass | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    text: NonEmpty
    code: str | None = None
    domain: int | None = None
    instrument: str | None = None
    scale_range: tuple[Decimal, ...] = ()
    unit: str | None = None
    definition: str | None = None
    polarity: Polarity | None = None
    timepoint: TimePoint | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    low: Decimal
    high: Decimal
    kind: Literal["confidence", "credible", "prediction", "iqr"] = "confidence"
    level: Decimal | None = None
    __pydantic_config__ = PYDANTIC


Tested = Literal["superiority", "noninferiority", "equivalence", "heterogeneity", "interaction", "trend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PValue:
    """A reported p; `ns` has no value. `test` says what it tests where that is not superiority."""

    comparator: Literal["=", "<", "<=", ">", ">=", "ns"]
    value: Decimal | None = None
    test: Tested | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    name: str | None = None
    events: Count | None = None
    n: Count | None = None
    mean: Decimal | None = None
    sd: Decimal | None = None
    percent: Decimal | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    type: Measure | None = None
    value: Decimal | None = None
    comparator: Literal["=", "<", "<=", ">", ">="] | None = None
    df: tuple[Decimal, ...] = ()
    interval: Interval | None = None
    p: PValue | None = None
    arms: tuple[Arm, ...] = ()
    n_studies: int | None = None
    n_participants: int | None = None
    model: str | None = None
    adjusted: bool | None = None
    analysis_set: str | None = None
    i2: Decimal | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    label: NonEmpty
    n: Count
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOf:
    """One group's numbers, or a total with its parts."""

    events: Count | None = None
    total: Count | None = None
    percent: Decimal | None = None
    parts: tuple[Part, ...] = ()
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A result in words: direction of the measure (not of its value to a patient) and significance."""

    direction: Direction
    significance: Significance = "not_reported"
    margin: Decimal | None = None
    mid: Decimal | None = None
    hedge: Hedge | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    level: Level
    system: str | None = None
    reasons: tuple[str, ...] = ()
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    strength: Strength
    action: str | None = None
    system: str | None = None
    basis: Literal["graded", "good_practice", "consensus"] | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    quantity: Quantity
    route: str | None = None
    frequency: str | None = None
    duration: str | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLink:
    """What a claim rests on: an entry of sources.yaml (`ref`) or another claim."""

    ref: str | None = None
    claim: ClaimId | None = None
    relation: Literal["supports", "disputes", "cites"] | None = None
    directness: Literal["direct", "indirect"] | None = None
    role: Literal["primary_result", "background", "review_synthesis"] | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    status: Literal["draft", "reviewed", "rejected", "disputed"]
    by: str | None = None
    date: Date | None = None
    note: str | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRecord:
    id: ClaimId
    kind: Kind
    target: Target
    review: Review
    statement: str | None = None
    population: Population | None = None
    intervention: Intervention | None = None
    comparator: Comparator | None = None
    outcome: Outcome | None = None
    statistic: Statistic | None = None
    count: CountOf | None = None
    result: Result | None = None
    certainty: Certainty | None = None
    recommendation: Recommendation | None = None
    dose: Dose | None = None
    attribution: Attribution | None = None
    cites: tuple[str, ...] = ()
    sources: tuple[SourceLink, ...] = ()
    own_result: bool | None = None
    inherited: tuple[Literal["population", "intervention", "comparator", "outcome"], ...] = ()
    confidence: float | None = None
    supersedes: tuple[ClaimId, ...] = ()
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    path: NonEmpty
    digest: str | None = None
    type: Literal["guideline", "review", "trial", "observational", "patient_information", "answer", "report", "other"] | None = None
    issued: Date | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsFile:
    """`claims/<document>.yaml`: the records of one document."""

    evlint: Literal[1]
    document: DocumentHead
    claims: tuple[ClaimRecord, ...] = ()
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    family: str | None = None
    given: str | None = None
    literal: str | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """A person has seen what a rule says of a source and lets it stand: until a day, or until a notice later than `date`."""

    rule: NonEmpty
    reason: NonEmpty
    date: Date | None = None
    until: Date | None = None
    by: str | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """One source, in CSL-JSON names plus what staleness needs. `document` names it where it is in the corpus itself."""

    id: NonEmpty
    type: str | None = None
    title: str | None = None
    author: tuple[Author, ...] = ()
    issued: Date | None = None
    container_title: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    status: Literal["active", "corrected", "concern", "retracted", "superseded", "unknown"] | None = None
    version: str | None = None
    superseded_by: str | None = None
    accessed: Date | None = None
    keep: bool | None = None
    document: str | None = None
    acknowledged: tuple[Acknowledged, ...] = ()
    note: str | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesFile:
    evlint: Literal[1]
    sources: tuple[SourceRecord, ...] = ()
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A person's word on a pair of claims. It holds while `digest` fits what the two records say."""

    pair: tuple[ClaimId, ClaimId]
    verdict: Literal["explained", "accepted"]
    digest: NonEmpty
    axes: tuple[Axis, ...] = ()
    note: str | None = None
    by: str | None = None
    date: Date | None = None
    __pydantic_config__ = PYDANTIC


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictsFile:
    evlint: Literal[1]
    conflicts: tuple[Verdict, ...] = ()
    __pydantic_config__ = PYDANTIC


REQUIRED_BY_KIND: Mapping[Kind, str] = {
    "estimate": "statistic", "test": "statistic", "count": "count", "finding": "result", "recommendation": "recommendation", "dose": "dose",
}  # fmt: skip
"""The part that each kind of record must have besides id, kind, target and review (a rejected one keeps those alone)."""


def to_plain(value: Any) -> Any:
    """A record as JSON types: keys as printed in YAML, absent fields and empty lists left out."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((_PRINTED.get(field.name, field.name), getattr(value, field.name)) for field in fields(value))
        return {name: to_plain(item) for name, item in pairs if item is not None and item != ()}
    return [to_plain(item) for item in value] if isinstance(value, tuple) else value

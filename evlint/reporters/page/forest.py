"""Forest plots: the estimates of one topic as points with their intervals, one row a source, one panel a measure.

Ratios stand on a logarithmic axis about 1, differences on a linear one about 0. A square's area is its weight, by the inverse variance that its
interval implies; where there is no interval no weight is known and the point is a ring. The numbers are printed as the records hold them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist

from evlint.reporters.page.axis import Point, Scale
from evlint.reporters.page.view import Json, View, clipped, label_of

_RATIOS = {"RR": "risk ratio", "OR": "odds ratio", "HR": "hazard ratio", "IRR": "incidence rate ratio", "ratio": "ratio"}
_DIFFERENCES = {
    "RD": "risk difference", "ARR": "absolute risk reduction", "MD": "mean difference", "SMD": "standardised mean difference", "difference": "difference",
    "beta": "regression coefficient", "d": "Cohen's d", "g": "Hedges' g", "r": "correlation", "rho": "rank correlation",
}  # fmt: skip
_REDUCTIONS = ("ARR",)  # positive where there is less of the outcome
_PLURALS = {"MEAN": "means", "MEDIAN": "medians", "PROPORTION": "shares"}
ROW, HEAD, FOOT = 54, 0, 40
_WIDEST, _NARROWEST = 7.0, 2.5  # half the side of a square
_LARGEST = 1e15  # a difference larger than this, or smaller than its inverse, is no number of a study


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate. `value`, `low` and `high` are as printed; the rest are places in the picture."""

    label: str
    detail: str
    numbers: str
    value: str
    low: str
    high: str
    claims: tuple[str, ...]
    y: float
    x: float
    left: float
    right: float
    half: float
    cut_left: bool
    cut_right: bool
    off: int  # -1 or 1 where the point itself lies beyond the left or right end of the axis, else 0
    weight: str

    @property
    def short(self) -> str:
        """The numbers as they stand in the picture, beside the label."""
        return _numbers(self.numbers.split(" (")[0], self.low, self.high)


@dataclass(frozen=True, slots=True)
class Panel:
    """The estimates of one measure on one axis. `low` and `high` are the ends of the axis, in the scale of the numbers."""

    measure: str
    name: str
    note: str
    log: bool
    low: float
    high: float
    null: str
    null_x: float
    less: str
    more: str
    ticks: tuple[tuple[str, float], ...]
    rows: tuple[Row, ...]
    height: int

    @property
    def base(self) -> int:
        """Where the axis runs."""
        return HEAD + ROW * len(self.rows) + 4


@dataclass(frozen=True, slots=True)
class Plots:
    """The panels of a topic, and why its other estimates stand in none: (reason, how many)."""

    panels: tuple[Panel, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class _Kind:
    """What stands on one axis: a measure in a unit, told the same way round."""

    measure: str
    unit: str
    swapped: bool
    turned: bool
    contrary: bool  # the words of the records say the opposite of the sign ("fell by 1.5", MD 1.5)

    @property
    def log(self) -> bool:
        return self.measure in _RATIOS


def plots(claims: Iterable[Json], view: View) -> Plots:
    """The panels of a topic, the fullest first; none where fewer than two printed estimates can be drawn."""
    groups: dict[_Kind, dict[tuple[object, ...], list[Json]]] = {}
    reasons: Counter[str] = Counter()
    without_null: set[str] = set()
    for claim in claims:
        if claim["kind"] != "estimate":
            continue
        statistic = claim.get("statistic", {})
        if statistic.get("type") not in _RATIOS | _DIFFERENCES:
            without_null.add(_PLURALS.get(str(statistic.get("type")), str(statistic.get("type", "no measure"))))
            reasons[""] += 1
        elif why := _why_not(statistic):
            reasons[why] += 1
        else:
            groups.setdefault(_kind(claim), {}).setdefault(_row_key(claim, view), []).append(claim)
    named = {why or f"no common null line ({', '.join(sorted(without_null))})": count for why, count in reasons.items()}
    left_out = tuple(sorted(named.items(), key=lambda item: (-item[1], item[0])))
    if sum(len(same) for rows in groups.values() for same in rows.values()) < 2:
        return Plots((), left_out)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return Plots(tuple(_panel(kind, [_point(same) for same in rows.values()], view) for kind, rows in ordered), left_out)


def _why_not(statistic: Json) -> str:
    """Why an estimate with a null line cannot be drawn; empty where it can."""
    interval = statistic.get("interval") or {}
    if statistic.get("value") is None:
        return "no value"
    numbers = [_number(statistic["value"]), *((_number(interval.get("low")), _number(interval.get("high"))) if interval else ())]
    if any(number is None for number in numbers):
        return "cannot be drawn"
    value, *ends = (number or 0.0 for number in numbers)
    if statistic["type"] in _RATIOS:
        if value <= 0 or any(end < 0 for end in ends) or (ends and max(ends) <= 0):
            return "not possible for a ratio (zero or negative)"
    elif any(abs(number) > _LARGEST or 0 < abs(number) < 1 / _LARGEST for number in (value, *ends)):
        return "cannot be drawn"
    return "interval that is reversed" if ends and ends[0] > ends[1] else ""


def _kind(claim: Json) -> _Kind:
    statistic, normal = claim["statistic"], claim["normal"]
    unit = str(claim["outcome"].get("unit") or "") if "outcome" in claim else ""
    return _Kind(statistic["type"], unit, normal["swapped"], normal["turned"], _contrary(claim))


def _contrary(claim: Json) -> bool:
    """Whether a difference that leaves no doubt about its sign is told in words as the opposite."""
    said = {"increased": 1, "decreased": -1}.get(claim.get("result", {}).get("direction", ""))
    if said is None or claim["statistic"]["type"] in _RATIOS:
        return False
    point = _point((claim,))
    if point.low is not None and point.high is not None and point.low <= 0 <= point.high:
        return False
    return point.value * said * (-1 if claim["statistic"]["type"] in _REDUCTIONS else 1) < 0


def _row_key(claim: Json, view: View) -> tuple[object, ...]:
    """One row a source: what two documents print of one source, in the same numbers, of the same people, against the same and at the same time."""
    statistic, interval, normal = claim["statistic"], claim["statistic"].get("interval") or {}, claim["normal"]
    refs = tuple(sorted(link["ref"] for link in claim.get("sources", ()) if link.get("ref")))
    people = dict(claim.get("population") or {})
    condition = normal.get("condition") or (people.pop("condition", None) or {}).get("text", "")
    people.pop("condition", None)
    against = normal.get("comparator") or (claim.get("comparator") or {}).get("text", "")
    when = normal["days"] if normal["days"] is not None else _time(claim)
    dose = sorted(((claim.get("intervention") or {}).get("dose") or {}).items())
    told = condition, tuple(sorted((name, str(part).casefold()) for name, part in people.items())), against, when, tuple(dose)
    return refs or (claim["document"], *claim.get("cites", ())), statistic["value"], interval.get("low"), interval.get("high"), told


def _point(same: Sequence[Json]) -> Point:
    statistic = same[0]["statistic"]
    interval = statistic.get("interval") or {}
    return Point(tuple(same), _number(statistic["value"]) or 0.0, _number(interval.get("low")), _number(interval.get("high")))


def _panel(kind: _Kind, points: Sequence[Point], view: View) -> Panel:
    scale = Scale(kind.log, points)
    variances = [_variance(point, kind.log) for point in points]
    largest = max((1 / variance for variance in variances if variance), default=0.0)
    total = sum(1 / variance for variance in variances if variance)
    people = len({_people(point.first) for point in points}) > 1
    rows = tuple(_row(point, HEAD + ROW * i, scale, variance, largest, total, people, view) for i, (point, variance) in enumerate(zip(points, variances, strict=True)))
    name = (_RATIOS | _DIFFERENCES)[kind.measure]
    less, more = _sides(kind, points)
    return Panel(
        kind.measure,
        name if name == kind.measure else f"{name} ({kind.measure})",
        " ".join(filter(None, (_opposite(kind, points), f"in {kind.unit}" if kind.unit else ""))),
        kind.log,
        scale.value(scale.low),
        scale.value(scale.high),
        "1" if kind.log else "0",
        scale.x(1.0 if kind.log else 0.0),
        f"◂ {less}",
        f"{more} ▸",
        tuple(scale.ticks()),
        rows,
        HEAD + ROW * len(points) + FOOT,
    )


def _sides(kind: _Kind, points: Sequence[Point]) -> tuple[str, str]:
    """What stands left and right of the null. A reduction counts what is avoided, so that more of it is less of the outcome."""
    if kind.contrary:
        return "below 0, as printed", "above 0, as printed"
    part = "comparator" if kind.swapped else "intervention"  # of claims that were turned round, what they compare with is common to all
    text = next((claim[part]["text"] for point in points for claim in point.claims if part in claim), f"the {part}")
    less, more = (f"{word} {'than ' if kind.swapped else ''}with {clipped(text, 22)}" for word in ("less", "more"))
    return (more, less) if kind.measure in _REDUCTIONS else (less, more)


def _opposite(kind: _Kind, points: Sequence[Point]) -> str:
    """The outcome that is more or less, where it is the opposite of the topic's. A hazard ratio printed for survival is that of death."""
    if not kind.turned or kind.measure == "HR":
        return ""
    return next((f"of {clipped(claim['outcome']['text'], 40)}" for point in points for claim in point.claims if "outcome" in claim), "")


def _row(point: Point, top: float, scale: Scale, variance: float | None, largest: float, total: float, people: bool, view: View) -> Row:
    claim, statistic = point.first, point.first["statistic"]
    interval = statistic.get("interval") or {}
    share = 1 / variance / largest if variance else 0.0
    level = _level(interval)
    kind = {"credible": "CrI", "prediction": "PI", "iqr": "IQR"}.get(interval.get("kind", ""), "CI")
    printed = f"{f'{level * 100:g}% ' if level else ''}{kind} {interval['low']} to {interval['high']}" if interval else "no interval printed"
    paths = list(dict.fromkeys(one["document"] for one in point.claims))
    comparator = claim["comparator"]["text"] if "comparator" in claim else ""
    detail = [
        _time(claim),
        f"v {clipped(comparator, 24)}" if comparator else "",
        clipped(_people(claim), 24) if people else "",
        f"in {', '.join(_short(path) for path in paths[:3])}{' …' if len(paths) > 3 else ''}",
    ]
    left, right = (scale.x(point.low), scale.x(point.high)) if point.low is not None and point.high is not None else (scale.x(point.value),) * 2
    value = f"{statistic.get('comparator', '').replace('=', '')}{statistic['value']}"
    weight = f"{100 / variance / total:.0f} %" if variance and total else "not known"
    return Row(
        clipped(_label(claim, view), max(8, min(44, 48 - len(_numbers(value, interval.get("low", ""), interval.get("high", "")))))),
        clipped(" · ".join(filter(None, detail)), 66),
        f"{value} ({printed})",
        str(statistic["value"]),
        str(interval.get("low", "")),
        str(interval.get("high", "")),
        tuple(one["id"] for one in point.claims),
        round(top + 38, 1),
        round(scale.x(point.value), 2),
        round(left, 2),
        round(right, 2),
        round(max(_NARROWEST, _WIDEST * math.sqrt(share)), 2) if variance else 0.0,
        point.low is not None and scale.outside(point.low) < 0,
        point.high is not None and scale.outside(point.high) > 0,
        scale.outside(point.value),
        f"{weight}, as if of 95 %" if variance and not level else weight,
    )


def _variance(point: Point, log: bool) -> float | None:
    """The variance that an interval implies; None where it has none, or is no interval of confidence. A level that is not stated is taken as 95 %."""
    interval = point.first["statistic"].get("interval") or {}
    if point.low is None or point.high is None or point.low == point.high or interval.get("kind", "confidence") != "confidence" or (log and point.low <= 0):
        return None
    width = math.log(point.high) - math.log(point.low) if log else point.high - point.low
    return (width / 2 / NormalDist().inv_cdf(0.5 + min(max(_level(interval) or 0.95, 0.5), 0.999) / 2)) ** 2 or None


def _numbers(value: str, low: str, high: str) -> str:
    return clipped(f"{value} ({low} to {high})" if low else value, 36)


def _level(interval: Json) -> float | None:
    """The level of an interval between 0 and 1; None where none is stated that can be."""
    level = _number(interval.get("level")) or 0.0
    level = level / 100 if 1 < level < 100 else level
    return level if 0 < level < 1 else None


def _people(claim: Json) -> str:
    population = claim.get("population") or {}
    return ", ".join(str(part) for name in ("subgroup", "age", "sex", "severity", "setting", "species") if (part := population.get(name))) or str((population.get("condition") or {}).get("text", ""))


def _label(claim: Json, view: View) -> str:
    for link in claim.get("sources", ()):
        work = view.sources.get(link.get("ref", ""))
        if work and (work["author"] or work["title"]):
            return label_of(work)
    head = view.heads.get(claim["document"])
    return view.source_of(claim) or (head["title"] if head else "") or _short(claim["document"])


def _short(path: str) -> str:
    name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return name if len(name) <= 24 else f"{name[:20]}…"


def _time(claim: Json) -> str:
    days = claim["normal"]["days"]
    if days is None:
        when = claim.get("outcome", {}).get("timepoint", {})
        return clipped(str(when.get("phrase", "")), 24)
    if days < 1:
        return f"{days * 1440:.0f} minutes" if days * 24 < 2 else f"{days * 24:.0f} hours"
    return f"{days:.0f} day{'' if days == 1 else 's'}" if days < 730 else f"{days / 365.25:.1f} years"


def _number(printed: object) -> float | None:
    """A printed decimal as a number; None for what is none, has no end, or is too small to be told from zero."""
    try:
        exact = Decimal(str(printed)) if printed is not None else Decimal("NaN")
        value = float(exact)
    except (ArithmeticError, ValueError):
        return None
    return value if math.isfinite(value) and (value != 0 or exact == 0) else None

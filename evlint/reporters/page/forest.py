"""Forest plots: the estimates of one topic as points with their intervals, one row a source, one panel a measure.

Ratios stand on a logarithmic axis about 1, differences on a linear one about 0. A square's area is its weight, by the inverse variance that its
interval implies; where there is no interval no weight is known and the point is a ring. The numbers are printed as the records hold them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from evlint.reporters.page.view import Json, View, clipped, label_of

_RATIOS = {"RR": "risk ratio", "OR": "odds ratio", "HR": "hazard ratio", "IRR": "incidence rate ratio", "ratio": "ratio"}
_DIFFERENCES = {
    "RD": "risk difference", "ARR": "absolute risk reduction", "MD": "mean difference", "SMD": "standardised mean difference", "difference": "difference",
    "beta": "regression coefficient", "d": "Cohen's d", "g": "Hedges' g", "r": "correlation", "rho": "rank correlation",
}  # fmt: skip
LEFT, RIGHT, ROW, HEAD, FOOT = 8.0, 392.0, 54, 0, 40
_WIDEST, _NARROWEST = 7.0, 2.5  # half the side of a square
_DECADES = 3.0  # a logarithmic axis shows at most so much on either side of the null; what goes on beyond ends in an arrow


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
    weight: str


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
class _Point:
    claims: tuple[Json, ...]
    value: float
    low: float | None
    high: float | None

    @property
    def first(self) -> Json:
        return self.claims[0]


def panels(claims: Iterable[Json], view: View) -> list[Panel]:
    """The panels of a topic, the fullest first; none where fewer than two sources can be drawn."""
    groups: dict[tuple[str, str, bool, bool], dict[tuple[object, ...], list[Json]]] = {}
    for claim in claims:
        statistic = claim.get("statistic", {})
        if claim["kind"] != "estimate" or _number(statistic.get("value")) is None or statistic.get("type") not in _RATIOS | _DIFFERENCES:
            continue
        if statistic["type"] in _RATIOS and (_number(statistic["value"]) or 0) <= 0:
            continue
        facing = claim["normal"]["swapped"], claim["normal"]["turned"]
        unit = str(claim["outcome"].get("unit", "")) if "outcome" in claim else ""
        groups.setdefault((statistic["type"], unit, *facing), {}).setdefault(_row_key(claim, view), []).append(claim)
    if sum(len(rows) for rows in groups.values()) < 2 and sum(len(same) for rows in groups.values() for same in rows.values()) < 2:
        return []
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [_panel(measure, unit, [_point(same) for same in rows.values()], view) for (measure, unit, _, _), rows in ordered]


def _row_key(claim: Json, view: View) -> tuple[object, ...]:
    """One row a source: what two documents print of one source, in the same numbers and at the same time, is one row."""
    statistic, interval = claim["statistic"], claim["statistic"].get("interval", {})
    refs = tuple(sorted(link["ref"] for link in claim.get("sources", ()) if link.get("ref")))
    return refs or (claim["document"], *claim.get("cites", ())), statistic["value"], interval.get("low"), interval.get("high"), claim["normal"]["days"]


def _point(same: Sequence[Json]) -> _Point:
    statistic = same[0]["statistic"]
    interval = statistic.get("interval", {})
    low, high = _number(interval.get("low")), _number(interval.get("high"))
    drawable = low is not None and high is not None and low <= high and (statistic["type"] not in _RATIOS or low > 0)
    return _Point(tuple(same), _number(statistic["value"]) or 0.0, low if drawable else None, high if drawable else None)


def _panel(measure: str, unit: str, points: Sequence[_Point], view: View) -> Panel:
    log = measure in _RATIOS
    scale = _Scale(log, points)
    variances = [_variance(point, log) for point in points]
    largest = max((1 / variance for variance in variances if variance), default=0.0)
    total = sum(1 / variance for variance in variances if variance)
    rows = tuple(_row(point, HEAD + ROW * i, scale, variance, largest, total, view) for i, (point, variance) in enumerate(zip(points, variances, strict=True)))
    name = (_RATIOS | _DIFFERENCES)[measure]
    treatment = next((claim["intervention"]["text"] for point in points for claim in point.claims if "intervention" in claim), "the intervention")
    return Panel(
        measure,
        name if name == measure else f"{name} ({measure})",
        f"in {unit}" if unit else "",
        log,
        scale.value(scale.low),
        scale.value(scale.high),
        "1" if log else "0",
        scale.x(1.0 if log else 0.0),
        f"◂ less with {clipped(treatment, 22)}",
        f"more with {clipped(treatment, 22)} ▸",
        tuple(scale.ticks()),
        rows,
        HEAD + ROW * len(points) + FOOT,
    )


def _row(point: _Point, top: float, scale: _Scale, variance: float | None, largest: float, total: float, view: View) -> Row:
    claim, statistic = point.first, point.first["statistic"]
    interval = statistic.get("interval") or {}
    share = 1 / variance / largest if variance else 0.0
    level = float(interval["level"]) * 100 if interval.get("level") else 95.0
    kind = {"credible": "CrI", "prediction": "PI", "iqr": "IQR"}.get(interval.get("kind", ""), "CI")
    printed = f"{level:g}% {kind} {interval['low']} to {interval['high']}" if interval else "no interval printed"
    paths = list(dict.fromkeys(one["document"] for one in point.claims))
    comparator = claim["comparator"]["text"] if "comparator" in claim else ""
    detail = [_time(claim), f"v {clipped(comparator, 24)}" if comparator else "", f"in {', '.join(_short(path) for path in paths[:3])}{' …' if len(paths) > 3 else ''}"]
    left, right = (scale.x(point.low), scale.x(point.high)) if point.low is not None and point.high is not None else (scale.x(point.value),) * 2
    return Row(
        clipped(_label(claim, view), 44),
        clipped(" · ".join(filter(None, detail)), 76),
        f"{statistic.get('comparator', '').replace('=', '')}{statistic['value']} ({printed})",
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
        f"{100 / variance / total:.0f} %" if variance and total else "not known",
    )


class _Scale:
    """From a number to its place, and the marks of the axis."""

    def __init__(self, log: bool, points: Sequence[_Point]) -> None:
        self.log = log
        null = 1.0 if log else 0.0
        values = [value for point in points for value in (point.low, point.value, point.high, null) if value is not None]
        ends = [self._at(value) for value in values]
        low, high = min(ends), max(ends)
        if log:
            low, high = max(low, -_DECADES), min(high, _DECADES)
        margin = (high - low) * 0.06 or 1.0
        self.low, self.high = low - margin, high + margin

    def _at(self, value: float) -> float:
        return math.log10(max(value, 1e-12)) if self.log else value

    def value(self, at: float) -> float:
        return round(10**at if self.log else at, 6)

    def x(self, value: float) -> float:
        at = min(max(self._at(value), self.low), self.high)
        return LEFT + (at - self.low) / (self.high - self.low) * (RIGHT - LEFT)

    def outside(self, value: float) -> int:
        return -1 if self._at(value) < self.low else 1 if self._at(value) > self.high else 0

    def ticks(self) -> Iterator[tuple[str, float]]:
        """Marks at round numbers that leave room for their labels."""
        for value in self._log_marks() if self.log else self._marks():
            yield f"{value:g}", round(self.x(value), 2)

    def _marks(self) -> Iterator[float]:
        span = self.high - self.low
        step = 10 ** math.floor(math.log10(span))
        step *= next(part for part in (0.1, 0.2, 0.5, 1, 2, 5) if span / (step * part) <= 6)
        at = math.ceil(self.low / step)
        while at * step <= self.high:
            yield round(at * step, 10)
            at += 1

    def _log_marks(self) -> Iterator[float]:
        steps = (1.0,) if self.high - self.low > 3 else (1.0, 3.0) if self.high - self.low > 2 else (1.0, 2.0, 5.0)
        fine = (1.0, 1.2, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0) if self.high - self.low < 0.7 else steps
        for power in range(math.floor(self.low), math.ceil(self.high) + 1):
            yield from (step * 10**power for step in fine if self.low <= math.log10(step * 10**power) <= self.high)


def _variance(point: _Point, log: bool) -> float | None:
    """The variance that an interval implies; None where it has none, or is no interval of confidence."""
    interval = point.first["statistic"].get("interval") or {}
    if point.low is None or point.high is None or point.low == point.high or interval.get("kind", "confidence") != "confidence":
        return None
    level = _number(interval.get("level")) or 0.95
    width = math.log(point.high / point.low) if log else point.high - point.low
    return (width / 2 / NormalDist().inv_cdf(0.5 + min(max(level, 0.5), 0.999) / 2)) ** 2


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
    """A printed decimal as a number; None for what is none, or has no end."""
    try:
        value = float(str(printed)) if printed is not None else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None

"""Conflicts by topic: both sides as equals, what was compared part by part, the chain to the verdict, and the forest plot of the topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evlint.reporters.page import forest
from evlint.reporters.page.view import SEVERITIES, Json, View, clipped, key, plural

OTHER = "Conflicts without a common topic"
_COMPARED = ("estimate", "finding", "count")
_PARTS = (
    ("population", "Population"),
    ("intervention", "Intervention"),
    ("comparator", "Compared with"),
    ("outcome", "Outcome"),
    ("time", "Time"),
    ("result", "Result"),
    ("certainty", "Certainty"),
    ("source", "Source"),
)
_STRENGTHS = {"for-strong": "strongly for", "option": "an option", "only-if-others-failed": "only if others failed", "against-routine": "against routine use", "against-strong": "strongly against"}
_DIRECTIONS = {"up": "more", "down": "less", "none": "no difference", "unclear": "not stated"}


@dataclass(frozen=True, slots=True)
class Topic:
    """An intervention and an outcome, the conflicts about it (the worst first), and its forest plot."""

    name: str
    findings: tuple[Json, ...]
    panels: tuple[forest.Panel, ...]
    left_out: tuple[tuple[str, int], ...]  # why estimates stand in no panel, and how many

    @property
    def key(self) -> str:
        return key("t", self.name)

    @property
    def severity(self) -> str:
        return min((finding["severity"] for finding in self.findings), key=SEVERITIES.index, default="")

    def counts(self) -> list[tuple[str, int]]:
        found = [(severity, sum(finding["severity"] == severity for finding in self.findings)) for severity in SEVERITIES]
        return [pair for pair in found if pair[1]]

    def told(self) -> str:
        """How many conflicts there are, by what they ask of the reader: most of many are explained by a stated difference, and no more than notes."""
        asks = {"error": "to fix", "warning": "to look at", "note": "worth knowing"}
        return f"{plural(len(self.findings), 'pair')} of statements that differ: {', '.join(f'{count} {asks[severity]}' for severity, count in self.counts())}"

    @property
    def estimates(self) -> str:
        """What the plot of a topic without a conflict shows, in words."""
        rows = [len(panel.rows) for panel in self.panels]
        if sum(rows) == 1:
            return f"one estimate, printed {len(self.panels[0].rows[0].claims)} times"
        return "the estimates stand beside each other" if max(rows, default=0) > 1 else "each estimate is of another kind and stands by itself"

    def documents(self) -> list[str]:
        return sorted({place["document"] for finding in self.findings for place in finding["locations"]})


def is_conflict(finding: Json) -> bool:
    return str(finding["rule"]).startswith("CON")


def topics(view: View) -> list[Topic]:
    """Every topic with a conflict, the worst first; then those on which two or more estimates agree."""
    conflicts: dict[str, list[Json]] = {}
    for finding in view.findings:
        if is_conflict(finding):
            conflicts.setdefault(finding["topic"] or OTHER, []).append(finding)
    estimates = _by_key(view.data["claims"])
    names = {group: _name(claims) for group, claims in estimates.items()}
    named: dict[str, list[Json]] = {}
    for group, claims in estimates.items():
        named.setdefault(names[group], []).extend(claims)
    found = []
    for name in {**conflicts, **named}:
        plots = forest.plots(named.get(name, ()), view)
        if name in conflicts or plots.panels:
            found.append(Topic(name, tuple(_worst_first(conflicts.get(name, ()))), plots.panels, plots.left_out))
    return sorted(found, key=lambda topic: (SEVERITIES.index(topic.severity) if topic.severity else 9, -len(topic.findings), topic.name))


def _worst_first(findings: Iterable[Json]) -> list[Json]:
    return sorted(findings, key=lambda finding: (SEVERITIES.index(finding["severity"]), -finding["confidence"]))


def _by_key(claims: Iterable[Json]) -> dict[tuple[str, str], list[Json]]:
    """Results by the concepts of intervention and outcome, as the comparison of claims joins them."""
    groups: dict[tuple[str, str], list[Json]] = {}
    for claim in claims:
        own = claim["normal"]["intervention"], claim["normal"]["outcome"]
        if all(own) and claim["kind"] in _COMPARED and claim.get("attribution", "asserted") == "asserted":
            groups.setdefault(own, []).append(claim)
    return groups


def _name(claims: Sequence[Json]) -> str:
    """The topic as findings name it: for each part the shortest wording of the group, the first of the alphabet among equals."""
    intervention = claims[0]["normal"]["intervention"]
    interventions = [claim["intervention"]["text"] for claim in claims if "intervention" in claim and not claim["normal"]["swapped"]]
    straight = [claim["outcome"]["text"] for claim in claims if "outcome" in claim and not claim["normal"]["turned"]]
    outcomes = straight or [claim["outcome"]["text"] for claim in claims if "outcome" in claim]
    return " · ".join(min(texts, key=lambda text: (len(text), text)) for texts in (interventions or [intervention], outcomes) if texts)


def compared(finding: Json, view: View) -> list[dict[str, Any]]:
    """Rows (part, both sides, whether they agree) of the two claims of a conflict; none where it rests on words alone."""
    pair = [view.claims[one] for one in finding["claims"] if one in view.claims]
    if len(pair) != 2:
        return []
    sides = [_sides(claim, view) for claim in pair]
    rows = []
    for name, label in _PARTS:
        (a, a_norm), (b, b_norm) = sides[0][name], sides[1][name]
        if a or b:
            state = "same" if _folded(a) == _folded(b) else "one" if not (a and b) else "kin" if a_norm == b_norm else "differs"
            if name == "comparator" and state == "kin" and a_norm == "inert":
                state = "family"
            if name == "time" and state == "differs" and _near(a_norm, b_norm):
                state = "near"
            if name == "source" and state == "differs":
                state = "other"
            told = [f"{text} (from the context)" if text and name in claim.get("inherited", ()) else text or "not stated" for text, claim in ((a, pair[0]), (b, pair[1]))]
            rows.append({"label": label, "sides": tuple(told), "state": state})
    return rows


def _sides(claim: Json, view: View) -> Mapping[str, tuple[str, object]]:
    """Part → (as the record says it, what it is compared by)."""
    normal = claim["normal"]
    outcome, population, intervention = claim.get("outcome", {}), claim.get("population", {}), claim.get("intervention", {})
    who = [population.get("condition", {}).get("text"), *(population.get(name) for name in ("age", "sex", "severity", "subgroup", "setting"))]
    given = [intervention.get("text"), _quantity(intervention.get("dose")), *(intervention.get(name) for name in ("route", "frequency", "line", "qualifier"))]
    told = ", ".join(filter(None, who)), ", ".join(filter(None, given))
    source = view.source_of(claim)
    return {
        "population": (told[0], (normal["condition"], *who[1:]) if normal["condition"] else told[0]),
        "intervention": (told[1], (normal["intervention"], *given[1:]) if normal["intervention"] else told[1]),
        "comparator": (claim.get("comparator", {}).get("text", ""), normal["comparator"]),
        "outcome": (outcome.get("text", "") + (f" ({outcome['unit']})" if outcome.get("unit") else ""), normal["outcome"] or outcome.get("text", "")),
        "time": (_time(outcome.get("timepoint")), normal["days"] if normal["days"] is not None else _time(outcome.get("timepoint"))),
        "result": (result(claim), result(claim)),
        "certainty": (claim.get("certainty", {}).get("level", "").replace("_", " "), claim.get("certainty", {}).get("level", "")),
        "source": (source, source),
    }


def result(claim: Json) -> str:
    """What a claim says, in numbers as printed and in words."""
    said: list[str] = []
    if statistic := claim.get("statistic"):
        said.append(_statistic(statistic))
    if count := claim.get("count"):
        said += (f"{name} {count[name]}" for name in ("events", "total", "percent") if count.get(name))
    if advice := claim.get("recommendation"):
        said.append(f"advice: {_STRENGTHS.get(advice['strength'], advice['strength'])}")
    if dose := claim.get("dose"):
        said.append(_quantity(dose.get("quantity")))
    if outcome := claim.get("result"):
        hedge = outcome.get("hedge")
        significance = "" if outcome["significance"] == "not_reported" else f", {outcome['significance'].replace('_', ' ')}"
        said.append(outcome["direction"].replace("_", " ") + significance + (f" ({hedge})" if hedge and hedge != "none" else ""))
    return "; ".join(filter(None, said))


def _statistic(statistic: Json) -> str:
    parts = [" ".join(filter(None, (statistic.get("type"), statistic.get("comparator", "").replace("=", ""), statistic.get("value"))))]
    if interval := statistic.get("interval"):
        level = f"{float(interval['level']) * 100:g}% " if interval.get("level") else ""
        parts.append(f"{level}{'CI' if interval.get('kind', 'confidence') == 'confidence' else interval['kind']} {interval['low']} to {interval['high']}")
    if p := statistic.get("p"):
        parts.append(f"p {p['comparator']} {p.get('value', '')}".strip())
    return ", ".join(filter(None, parts))


def _quantity(quantity: Json | None) -> str:
    if not quantity:
        return ""
    value = quantity.get("value") or f"{quantity.get('low', '')} to {quantity.get('high', '')}"
    return f"{value} {quantity.get('unit', '')}".strip()


_UNITS = {"min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}


def _time(when: Json | None) -> str:
    if not when:
        return ""
    if when.get("value") and when.get("unit"):
        return f"{when['value']} {_UNITS.get(when['unit'], when['unit'])}{'' if when['value'] == '1' else 's'}"
    return str(when.get("phrase", ""))


time_of = _time


def _near(a: object, b: object) -> bool:
    """Whether two times in days are the same within ten percent, as the comparison has it."""
    return isinstance(a, (int, float)) and isinstance(b, (int, float)) and max(a, b) <= 1.1 * max(min(a, b), 1e-9)


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())


def chain(finding: Json, view: View) -> list[dict[str, Any]]:
    """What stands behind a conflict, a column for each claim: quote, record, normal form."""
    out = []
    for one in finding["claims"]:
        claim = view.claims.get(one)
        if claim is None:
            continue
        normal = claim["normal"]
        review = claim["review"]
        out.append(
            {
                "id": one,
                "quote": clipped(claim["target"]["exact"]),
                "document": claim["document"],
                "line": claim["span"]["line"],
                "status": " ".join(filter(None, (review["status"], f"by {review['by']}" if review.get("by") else "", review.get("date", "")))),
                "record": [(name, _plain(claim[name])) for name in ("population", "intervention", "comparator", "outcome", "statistic", "count", "result", "recommendation") if name in claim],
                "normal": [
                    ("intervention", normal["intervention"] or "not stated"),
                    ("outcome", normal["outcome"] or "not stated"),
                    ("condition", normal["condition"] or "not stated"),
                    ("compared with", normal["comparator"] or "not stated"),
                    ("time", f"{normal['days']:g} days" if normal["days"] is not None else "not stated"),
                    ("effect", _DIRECTIONS[normal["effect"]]),
                    *([("turned round", "intervention and comparator changed places")] if normal["swapped"] else []),
                    *([("turned round", "compared by the opposite outcome")] if normal["turned"] else []),
                ],
            }
        )
    return out


def _plain(part: Any) -> str:
    """A part of a record on one line, as its YAML reads."""
    if isinstance(part, Mapping):
        return ", ".join(f"{name}: {_plain(value) if not isinstance(value, (Mapping, list)) else '{' + _plain(value) + '}'}" for name, value in part.items())
    return ", ".join(map(_plain, part)) if isinstance(part, list) else str(part)

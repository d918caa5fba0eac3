"""Findings as the page prints them, and what to do first: by what they ask of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evlint.reporters.page.topics import Topic, chain, compared, is_conflict
from evlint.reporters.page.view import SEVERITIES, Json, View, clipped

_ROOM = 200  # characters of a line around an edit


@dataclass(frozen=True, slots=True)
class Card:
    """One finding, ready to print."""

    finding: Json
    places: tuple[Mapping[str, Any], ...]
    compared: tuple[Mapping[str, Any], ...]
    chain: tuple[Mapping[str, Any], ...]
    expected: tuple[tuple[str, str, str], ...]  # (what, expected, observed)
    fixes: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The notes that stand in the open: all where no chain holds them, else what the estimates themselves say."""
        return tuple(note for note in self.notes if note.startswith("the estimates themselves")) if self.chain else self.notes


def card(finding: Json, view: View) -> Card:
    return Card(
        finding,
        tuple(view.place(finding, n) for n in range(len(finding["locations"]))),
        tuple(compared(finding, view)) if len(finding["claims"]) == 2 else (),
        tuple(chain(finding, view)) if is_conflict(finding) or len(finding["claims"]) == 2 else (),
        tuple(_expected(finding)),
        tuple(filter(None, (_fix(edit, view) for edit in (finding["fix"] or ())[:4]))),
        tuple(finding["notes"]),
    )


def _expected(finding: Json) -> Iterable[tuple[str, str, str]]:
    expected, observed = finding["expected"] or {}, finding["observed"] or {}
    for name in dict.fromkeys((*expected, *observed)):
        yield name.replace("_", " "), _said(expected.get(name)), _said(observed.get(name))


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_said(part)}" for name, part in value.items())
    if isinstance(value, (list, tuple)):
        numbers = all(any(c.isdigit() for c in str(part)) and len(str(part)) < 20 for part in value)
        return (" to " if len(value) == 2 and numbers else ", ").join(map(_said, value))
    return "–" if value is None else clipped(str(value), 300)


def _fix(edit: Json, view: View) -> dict[str, Any] | None:
    """The line of an edit before and after, cut to what stands around it; None where the text is not at hand."""
    text = view.texts.get(edit["document"], "")
    start, end = edit["start"], edit["end"]
    if not text or end > len(text):
        return None
    left = max(text.rfind("\n", 0, start) + 1, start - _ROOM)
    stop = text.find("\n", end)
    right = min(len(text) if stop < 0 else stop, end + _ROOM)
    before, after = text[left:start], text[end:right]
    before = before if left == 0 or text[left - 1] == "\n" else "…" + before.partition(" ")[2]
    after = after if right == len(text) or text[right] == "\n" else after.rpartition(" ")[0] + "…"
    return {"before": before, "out": clipped(text[start:end]), "in": clipped(edit["text"]), "after": after, "safe": edit["safe"]}


def by_severity(view: View, topics: Sequence[Topic]) -> dict[str, list[Json | Topic]]:
    """Severity → what stands under it: topics by their worst conflict, then the other findings in their order."""
    out: dict[str, list[Json | Topic]] = {severity: [] for severity in SEVERITIES}
    for topic in topics:
        if topic.severity:
            out[topic.severity].append(topic)
    for finding in view.findings:
        if not is_conflict(finding):
            out[finding["severity"]].append(finding)
    return out

"""What is new, fixed and unchanged between two reports, and which claims print other numbers now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evlint.reporters.page.topics import result
from evlint.reporters.page.view import SEVERITIES, Json

_NUMBERS = ("statistic", "count", "dose")
_DIGITS = re.compile(r"\d+(?:[.,·]\d+)*")


@dataclass(frozen=True, slots=True)
class ChangedClaim:
    """A claim whose numbers are others than they were."""

    document: str
    id: str
    subject: str
    before: str
    after: str
    old_quote: str
    new_quote: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings by what became of them. Ids hold no line numbers, so text that only moved changes nothing."""

    new: tuple[Json, ...]
    fixed: tuple[Json, ...]
    hidden: tuple[tuple[Json, str], ...]  # no longer shown for another reason than that they were mended
    unchanged: int
    claims: tuple[ChangedClaim, ...]
    apart: bool  # whether the two runs share no document


def compare(old: Json, new: Json) -> Comparison:
    """Two reports in their JSON form."""
    before, after = ({finding["id"]: finding for finding in report["findings"]} for report in (old, new))
    fresh = [finding for one, finding in after.items() if one not in before]
    gone = [finding for one, finding in before.items() if one not in after]
    why = _Why(new)
    hidden = tuple((finding, reason) for finding in _sorted(gone) if (reason := why.not_shown(finding)))
    fixed = tuple(finding for finding in _sorted(gone) if not why.not_shown(finding))
    then, now = {claim["document"] for claim in old["claims"]} | {_path(finding) for finding in old["findings"]}, {head["path"] for head in new["documents"]}
    return Comparison(tuple(_sorted(fresh)), fixed, hidden, len(after) - len(fresh), tuple(_changed(old["claims"], new["claims"])), bool(then and now) and not then & now)


def _path(finding: Json) -> str:
    return str(finding["locations"][0]["document"])


class _Why:
    """Why a finding of the older run may be missing from a newer one, though nobody mended anything."""

    def __init__(self, new: Json) -> None:
        self._set_aside = {item["id"]: item["by"] for item in new["suppressed"]}
        self._unread = {head["path"] for head in new["documents"] if head["status"] != "read"}
        self._known = {head["path"] for head in new["documents"]}
        self._ran = new["coverage"]["rules"]

    def not_shown(self, finding: Json) -> str:
        """The reason in words; empty where it was mended, as far as the two reports tell."""
        places = [str(place["document"]) for place in finding["locations"]]
        if finding["id"] in self._set_aside:
            return f"set aside by {self._set_aside[finding['id']]}"
        if unread := next((place for place in places if place in self._unread), ""):
            return f"{unread} could not be read"
        if finding["rule"] not in self._ran:
            return "the rule did not run"
        gone = next((place for place in places if place not in self._known and not place.endswith((".yaml", ".jsonl"))), "")
        return f"{gone} is not in this run" if gone else ""


def _sorted(findings: Iterable[Json]) -> list[Json]:
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding["severity"]))


def _changed(old: Sequence[Json], new: Sequence[Json]) -> Iterable[ChangedClaim]:
    """Claims of one id, or of one wording but for its digits, or of one document about the same thing, whose numbers differ."""
    known, current = {claim["id"]: claim for claim in old}, {claim["id"] for claim in new}
    pairs = [(known[claim["id"]], claim) for claim in new if claim["id"] in known]
    left, fresh = [claim for claim in old if claim["id"] not in current], [claim for claim in new if claim["id"] not in known]
    for by in (_wording, _subject):
        waiting: dict[tuple[str, ...], list[Json]] = {}
        for claim in reversed(left):
            waiting.setdefault(by(claim), []).append(claim)
        found = [(waiting[by(claim)].pop(), claim) for claim in fresh if by(claim) and waiting.get(by(claim))]
        done = {claim["id"] for pair in found for claim in pair}
        left, fresh = [claim for claim in left if claim["id"] not in done], [claim for claim in fresh if claim["id"] not in done]
        pairs += found
    for before, after in sorted(pairs, key=lambda pair: (pair[1]["document"], pair[1]["span"]["start"])):
        if _numbers(before) != _numbers(after):
            yield ChangedClaim(after["document"], after["id"], _about(after), result(before), result(after), before["target"]["exact"], after["target"]["exact"])


def _numbers(claim: Json) -> dict[str, Any]:
    return {name: claim[name] for name in _NUMBERS if name in claim}


def _wording(claim: Json) -> tuple[str, ...]:
    """Document, kind and quote without its digits."""
    return claim["document"], claim["kind"], " ".join(_DIGITS.sub("#", claim["target"]["exact"]).casefold().split())


def _subject(claim: Json) -> tuple[str, ...]:
    """Document, kind and what the claim is about; nothing where it names neither intervention nor outcome."""
    parts = tuple(_text(claim.get(name)) for name in ("intervention", "comparator", "outcome"))
    measure = str(claim.get("statistic", {}).get("type", ""))
    when = str(claim.get("outcome", {}).get("timepoint", ""))
    return (claim["document"], claim["kind"], *parts, measure, when) if parts[0] and parts[2] else ()


def _text(part: Any) -> str:
    return str(part.get("text", "")).casefold() if isinstance(part, Mapping) else ""


def _about(claim: Json) -> str:
    names = [str(claim[name]["text"]) for name in ("intervention", "outcome") if name in claim]
    return " · ".join(names) or claim["kind"]

"""The table of claims: what each says, in which document, and whether a person stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from evlint.reporters.page.topics import result, time_of
from evlint.reporters.page.view import Json, View

COLUMNS = ("Kind", "Intervention", "Compared with", "Outcome", "Time", "Says", "Quote", "Document", "Status")


@dataclass(frozen=True, slots=True)
class Row:
    """One claim, ready to print. `place` leads to it in the reading view; empty where the text is not at hand."""

    id: str
    kind: str
    intervention: str
    comparator: str
    outcome: str
    time: str
    says: str
    quote: str
    document: str
    line: int
    status: str
    reviewed: bool
    place: str


def rows(view: View) -> list[Row]:
    return [_row(claim, view) for claim in view.data["claims"]]


def _row(claim: Json, view: View) -> Row:
    status = claim["review"]["status"]
    return Row(
        view.claim_key(claim),
        claim["kind"],
        _text(claim, "intervention"),
        _text(claim, "comparator"),
        _text(claim, "outcome"),
        time_of(claim.get("outcome", {}).get("timepoint")),
        result(claim),
        claim["target"]["exact"],
        claim["document"],
        claim["span"]["line"],
        status,
        status in ("reviewed", "disputed"),
        f"#p-{view.claim_key(claim)}" if claim["document"] in view.documents else "",
    )


def _text(claim: Json, part: str) -> str:
    return str(claim[part]["text"]) if part in claim else ""

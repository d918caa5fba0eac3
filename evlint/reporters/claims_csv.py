"""Draft claims as CSV, for people who read them in a spreadsheet: one row a claim, the parts that make claims comparable."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from evlint.claims.model import Claim
from evlint.reporters.csv import safe

COLUMNS = (
    "document", "line", "id", "kind", "quote", "condition", "intervention", "comparator", "outcome", "time",
    "measure", "value", "low", "high", "p", "direction", "significance", "strength", "review",
)  # fmt: skip


def claims_csv(claims: Iterable[Claim]) -> str:
    """RFC 4180, with a row of names; cells that a spreadsheet would compute begin with an apostrophe."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe(cell) for cell in _row(claim)] for claim in claims)
    return out.getvalue()


def _row(claim: Claim) -> list[str]:
    record, place = claim.record, claim.at()
    statistic = record.statistic
    interval, p = (statistic.interval, statistic.p) if statistic else (None, None)
    when = record.outcome.timepoint if record.outcome else None
    cells = (
        place.document,
        place.place or place.line,
        record.id,
        record.kind,
        record.target.exact,
        record.population.condition.text if record.population and record.population.condition else None,
        record.intervention.text if record.intervention else None,
        record.comparator.text if record.comparator else None,
        record.outcome.text if record.outcome else None,
        (f"{when.value} {when.unit}" if when.value and when.unit else when.phrase) if when else None,
        statistic.type if statistic else None,
        statistic.value if statistic else None,
        interval.low if interval else None,
        interval.high if interval else None,
        (f"{p.comparator} {p.value}" if p.value else p.comparator) if p else None,
        record.result.direction if record.result else None,
        record.result.significance if record.result else None,
        record.recommendation.strength if record.recommendation else None,
        record.review.status,
    )
    return ["" if cell is None else str(cell) for cell in cells]

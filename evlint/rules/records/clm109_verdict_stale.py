"""A verdict on a pair was given before one of its records changed.

## What it checks
The digest of every verdict in `conflicts.yaml` against the two records as they are now.

## Why it matters
A verdict says that two statements can stand side by side. Once either of them changes, nobody has said so.

## Example
The record of a trial is corrected from "no difference" to "decreased"; the verdict that explained it against a review no longer holds.

## Not flagged
Changes of the quote, its place, the certainty or the notes of a record: the digest covers population, intervention, comparator, outcome and
result. A verdict that names no record is CLM101.

## Limits
Says that something changed, not whether the verdict would be the same.

## References
None.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.normal import digest
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="CLM109",
    name="verdict-stale",
    summary="a verdict was given before one of its records changed",
    scope="corpus",
    severity="warning",
    since="0.1.0",
    measured="exact by construction: a comparison of records with the digest of the verdict",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    records = {stored.record.id: stored.record for file in corpus.records.files for stored in file.claims}
    for verdict in corpus.records.verdicts:
        if any(claim not in records for claim in verdict.verdict.pair):
            continue
        now = digest(*(records[claim] for claim in verdict.verdict.pair))
        if now == verdict.verdict.digest:
            yield PASSED
            continue
        yield META.finding(
            f"the records of this verdict changed since it was given ({verdict.verdict.verdict})",
            verdict.at("digest", label=f"their digest is now {now}"),
            confidence=1.0,
            help=f"read both records again; write digest: '{now}' if the verdict still holds, else remove it",
            claims=verdict.verdict.pair,
            expected={"digest": now},
            observed={"digest": verdict.verdict.digest},
        )

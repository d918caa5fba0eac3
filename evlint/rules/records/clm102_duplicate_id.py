"""Two records have the same id.

## What it checks
The `id` of every record, over all files under `claims/`, and of every source in `sources.yaml`.

## Why it matters
Verdicts and sources point at ids; with two records of one id they point at neither.

## Example
A record copied within its file, its id with it.

## Not flagged
Anything else.

## Limits
The second record in order of files and lines is the one reported.

## References
None.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.rules.base import Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="CLM102",
    name="duplicate-id",
    summary="two records have the same id",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="exact by construction: a comparison of records with their own text",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for problem in corpus.records.problems:
        if problem.kind == "duplicate-id":
            places = (problem.location, problem.related) if problem.related else (problem.location,)
            yield META.finding(problem.message, *places, confidence=1.0, help="give the copy an id of its own (for a record: 'clm-' and 12 of the characters a-z, 2-7)")

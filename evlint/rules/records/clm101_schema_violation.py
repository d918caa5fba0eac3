"""A record does not fit the schema.

## What it checks
Every file under `claims/`: valid YAML without aliases, tags or repeated keys; known keys; values of the kind that the published JSON Schema
asks for; the parts that each kind of record must have.

## Why it matters
A record that is not read checks nothing. An unknown key is most often a misspelt one, whose value would be lost in silence.

## Example
`intervall: {low: '0.5', high: '0.9'}`: unknown key; did you mean 'interval'?

## Not flagged
Keys that begin with `x-`, which are free.

## Limits
The other records of the file are read all the same.

## References
JSON Schema 2020-12; `schemas/claims.schema.json`.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.rules.base import Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="CLM101",
    name="schema-violation",
    summary="a record does not fit the schema",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="exact by construction: a comparison of records with their own text",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for problem in corpus.records.problems:
        if problem.kind == "schema-violation":
            name = problem.location.document.rsplit("/", 1)[-1].removesuffix(".yaml")
            schema = name if name in ("sources", "conflicts") else "claims"
            yield META.finding(problem.message, problem.location, confidence=1.0, help=f"correct it; `evlint schema {schema}` prints what is allowed")

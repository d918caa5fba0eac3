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
from difflib import get_close_matches

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
    yield from _acknowledged(corpus)


def _acknowledged(corpus: Corpus) -> Iterator[Outcome]:
    """Acknowledgements in sources.yaml that name no rule: they would silence nothing and say nothing."""
    from evlint.rules import registry  # which loads this module in its turn

    known = {name for rule in registry.all_rules() for name in (rule.META.code, rule.META.name)}
    for i, source in enumerate(corpus.records.sources):
        for j, one in enumerate(source.acknowledged):
            place = corpus.records.source_place("sources", i, "acknowledged", j, "rule")
            if one.rule not in known and place is not None:
                near = get_close_matches(one.rule, sorted(known), 1, 0.6)
                yield META.finding(f"no rule is named {one.rule!r}", place, confidence=1.0, help=f"did you mean {near[0]!r}?" if near else "`evlint rules` lists the rules")

"""A registry knows a newer version of a cited work.

## What it checks
Online only (`--online`): updates that PubMed links (`UpdateIn`, as for Cochrane reviews) and versions that Crossref links, such as the paper that
came out of a preprint.

## Why it matters
The corpus cannot know what has appeared elsewhere. A review that was updated may conclude otherwise.

## Example
A cited preprint that has been published, with another primary outcome.

## Not flagged
Newer versions that the same document cites too; anything without `--online`.

## Limits
Registries link versions late or never.

## References
PubMed CommentsCorrections (NLM); Crossref relations `is-preprint-of`, `has-version`.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.staleness._rests import rests_on

META = RuleMeta(
    code="STL108",
    name="newer-version-exists",
    summary="a registry knows a newer version of a cited work",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="against recorded answers only; not measured on documents",
    asks="registries",
)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    works = corpus.facts.works
    if not works:
        return
    rested = rests_on(document, corpus)
    here = {name for one in rested for name in one.names}
    for one in rested:
        known = next((works[name] for name in sorted(one.names) if name in works), None)
        if known is None:
            continue
        if not known.newer or known.newer in here:
            yield PASSED
            continue
        yield META.finding(
            f"there is a newer version: {known.newer}",
            one.place,
            *one.cited[:3],
            confidence=0.85,
            notes=(f"{known.newer_kind or 'newer version'}, told by {known.told_by}",),
            help="read the newer version; cite it, or say why the older one is meant",
            works=one.names,
        )

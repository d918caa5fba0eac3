"""An identifier does not exist.

## What it checks
Online only (`--online`): DOIs that Crossref does not know and the DOI handle system says do not exist, PMIDs that PubMed does not hold.

## Why it matters
A reference whose identifier leads nowhere was mistyped, or made up.

## Example
`10.1136/bmj.n7l`, with a letter in place of the last digit.

## Not flagged
Refusals, time-outs and errors of servers: the answer is then unknown, and counted as undecided.

## Limits
A DOI registered today may take a day to resolve.

## References
DOI Proxy Server REST API (`responseCode` 1 and 100); NCBI E-utilities.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.sources import works

META = RuleMeta(
    code="REF201",
    name="unresolved-identifier",
    summary="an identifier does not exist",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="against recorded answers only; not measured on documents",
    asks="registries",
)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    facts = corpus.facts
    if not facts.asked:
        return
    places = [(name, entry.start, entry.end) for entry in document.references for name in sorted(works.of_reference(entry.reference))]
    places += [(mention.name, mention.start, mention.end) for mention in works.mentions(document)]
    for name, start, end in places:
        if name in facts.absent:
            yield META.finding(
                f"{name} does not exist",
                document.at(start, end, "as printed"),
                confidence=0.9,
                notes=(f"asked: {facts.absent[name]}",),
                help="look the work up by its title and copy the identifier",
                works=(name,),
            )
        elif name in facts.unknown:
            yield Undecided(facts.unknown[name])
        elif name in facts.works:
            yield PASSED

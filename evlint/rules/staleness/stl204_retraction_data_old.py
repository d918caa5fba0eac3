"""Retraction data are missing or old.

## What it checks
Once a run, where documents or sources.yaml hold a DOI or a PMID: whether retraction data were imported, and whether their own date is more than
30 days back.

## Why it matters
About ten thousand papers are retracted in a year. "Not listed" means little when the list is old, and nothing when there is none.

## Example
Data of January, read in November.

## Not flagged
Corpora without a single identifier, runs without a configured project.

## Limits
The date is that of the data, not of the import; where the file does not tell it, it is the date of its newest notice.

## References
Retraction Watch data, updated every working day (Crossref).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evlint.documents.model import Location
from evlint.rules.base import PASSED, Corpus, Option, Outcome, RuleMeta

META = RuleMeta(
    code="STL204",
    name="retraction-data-old",
    summary="retraction data are missing or more than 30 days old",
    scope="corpus",
    severity="note",
    since="0.1.0",
    measured="a comparison of two dates",
    options=(Option("days", 30, "how old the data may be"),),
)
_HOW = "download retraction_watch.csv from gitlab.com/crossref/retraction-watch-data and run `evlint sources import retraction_watch.csv`"


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    facts, place = corpus.facts, _place(corpus)
    if place is None or not facts.names:
        return
    if facts.stamp is None:
        if facts.missing:
            yield META.finding(f"{len(facts.names)} identifiers, and no retraction data to look them up in", place, confidence=0.99, notes=(f"looked for {facts.missing}",), help=_HOW)
        return
    age = (corpus.as_of - date.fromisoformat(facts.stamp.date)).days if len(facts.stamp.date) == 10 else None
    if age is not None and age <= corpus.option(META, "days"):
        yield PASSED
        return
    said = f"are {age} days old" if age is not None else "have no date"
    yield META.finding(
        f"the retraction data {said}",
        place,
        confidence=0.99,
        notes=(f"{facts.stamp.name}, data of {facts.stamp.date or 'unknown date'}, imported {facts.stamp.imported}",),
        help=_HOW,
        expected={"days": f"<= {corpus.option(META, 'days')}"},
        observed={"days": str(age) if age is not None else "unknown"},
    )


def _place(corpus: Corpus) -> Location | None:
    """The finding is about the whole corpus; it stands at its first document."""
    first = next(iter(corpus.readable()), None)
    if first is None:
        return None
    start, end = (first.blocks[0].start, first.blocks[0].end) if first.blocks else (0, 0)
    return first.at(start, min(end, start + 80), "looked up for the whole corpus")

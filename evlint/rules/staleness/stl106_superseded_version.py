"""A document cites a version that a newer one of the same family has replaced.

## What it checks
Works of one family, across the whole corpus and sources.yaml: Cochrane reviews (`10.1002/14651858.CD006146.pub2` and `.pub3`), arXiv papers
(`v1`, `v2`), and whatever sources.yaml marks with `superseded_by` or `status: superseded`.

## Why it matters
The update may have reached another conclusion, and another document of the same corpus rests on it already.

## Example
A page cites CD006146.pub1; the guideline beside it cites CD006146.pub2.

## Not flagged
Both versions cited in one document, sentences that speak of the earlier version ("the previous review", "the 2012 version").

## Limits
Knows only versions that the corpus names; what else has appeared is asked online (STL108).

## References
Cochrane Database of Systematic Reviews, version numbers in DOIs; arXiv identifier scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.staleness._rests import Rested, rests_on
from evlint.sources import works
from evlint.sources.works import Works

META = RuleMeta(
    code="STL106",
    name="superseded-version",
    summary="a document cites a version that a newer one has replaced",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="a comparison of version numbers; not measured on documents",
)
_VERSION = lazy(r"doi:(?P<f>10\.1002/14651858\.cd\d{6})(?:\.pub(?P<n>\d{1,2}))?$|(?:doi:10\.48550/arxiv\.|arxiv:)(?P<g>\d{4}\.\d{4,5})v(?P<m>\d{1,2})$")
_HISTORY = lazy(r"\b(?:previous|earlier|original|first|older|superseded|replaced|former|prior)\s(?:\w+\s){0,2}(?:version|review|edition|guideline|update|report)\b|\bprevious(?:ly)?\b", re.I)


def version(names: Works) -> tuple[str, int] | None:
    """(family, version) of a work; the first Cochrane version has no number."""
    for name in sorted(names):
        if match := _VERSION.match(name):
            return (match["f"] or match["g"]), int(match["n"] or match["m"] or 1)
    return None


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    rested = [one for one in rests_on(document, corpus) if not one.own]
    here = {found for one in rested if (found := version(one.names))}
    for one in rested:
        found = version(one.names)
        newest = corpus.once(_newest, corpus).get(found[0]) if found else None
        record = next((work.record for work in corpus.works_of(one.names) if work.record and (work.record.superseded_by or work.record.status == "superseded")), None)
        if found and newest and newest[0] > found[1]:
            both = any(family == found[0] and number > found[1] for family, number in here)
            yield PASSED if both or _told_as_history(one) else _finding(one, f"version {newest[0]}", f"named in {newest[1]}" if newest[1] else "listed in sources.yaml")
        elif record is not None:
            yield PASSED if _told_as_history(one) else _finding(one, record.superseded_by or "a newer version", "by sources.yaml")
        elif found:
            yield PASSED


def _newest(_: Corpus, corpus: Corpus) -> dict[str, tuple[int, str]]:
    """Family → (highest version that the corpus names, document that names it)."""
    best: dict[str, tuple[int, str]] = {}
    named = [(work.names, work.entries[0][0].path if work.entries else "") for work in corpus.works]
    for document in corpus.readable():
        named += [(works.of_document(document), document.path), *((frozenset((mention.name,)), document.path) for mention in works.mentions(document))]
    for names, where in named:
        if (found := version(names)) and found[1] > best.get(found[0], (0, ""))[0]:
            best[found[0]] = (found[1], where)
    return best


def _told_as_history(one: Rested) -> bool:
    return bool(one.cited) and all(_HISTORY.search(place.quote) for place in one.cited)


def _finding(one: Rested, newer: str, by: str) -> Outcome:
    return META.finding(
        f"superseded by {newer}",
        one.place,
        *one.cited[:3],
        confidence=0.9,
        notes=(by,),
        help="read the newer version and cite it, or say in the text that the earlier one is meant",
        works=one.names,
    )

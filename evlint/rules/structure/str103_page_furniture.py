"""Residue of the web page that a text was scraped from.

## What it checks
Lines that belong to a page and not to its text: "Skip to main content", "Leave a Reply", banners of a site.
One finding for each unbroken run of them.

## Why it matters
They do no harm by themselves, but show that a text was copied by machine; what else was lost or picked up on the way?

## Example
"Leave a Reply" at the foot of an article.

## Not flagged
The same words inside a sentence; copyright lines; pages in HTML, whose furniture it is.

## Limits
Knows a fixed list of phrases.

## References
None.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from evlint.documents.layout import COPYRIGHT
from evlint.documents.model import Block, Document
from evlint.rules.base import Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="STR103",
    name="page-furniture",
    summary="residue of the web page that a text was scraped from",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="the five seeds: 4 of 4 right; 3,662 abstracts: none flagged",
)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    if document.format == "html":
        return  # a page has the furniture of a page
    for residue, run in groupby(document.blocks, key=lambda block: _is_residue(document, block)):
        if residue:
            yield _finding(document, list(run))


def _is_residue(document: Document, block: Block) -> bool:
    return block.kind == "furniture" and not COPYRIGHT.match(document.text_of(block))


def _finding(document: Document, run: list[Block]) -> Outcome:
    more = f" ({len(run)} lines in a row)" if len(run) > 1 else ""
    return META.finding(
        f"residue of a web page: '{document.text_of(run[0])[:60]}'{more}",
        document.at(run[0].start, run[-1].end, "not part of the text"),
        confidence=0.78,
        help="remove it",
    )

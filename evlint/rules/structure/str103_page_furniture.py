"""Residue of the web page that a text was scraped from.

## What it checks
Lines that belong to a page and not to its text: "Skip to main content", "Leave a Reply", banners of a site, "All rights reserved".
One finding for each unbroken run of them.

## Why it matters
They do no harm by themselves, but show that a text was copied by machine; what else was lost or picked up on the way?

## Example
"Leave a Reply" at the foot of an article.

## Not flagged
The same words inside a sentence.

## Limits
Knows a fixed list of phrases.

## References
None.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from evlint.documents.model import Block, Document
from evlint.rules.base import Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="STR103",
    name="page-furniture",
    summary="residue of the web page that a text was scraped from",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="",
)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for furniture, run in groupby(document.blocks, key=lambda block: block.kind == "furniture"):
        if furniture:
            yield _finding(document, list(run))


def _finding(document: Document, run: list[Block]) -> Outcome:
    more = f" ({len(run)} lines in a row)" if len(run) > 1 else ""
    return META.finding(
        f"residue of a web page: '{document.text_of(run[0])[:60]}'{more}",
        document.at(run[0].start, run[-1].end, "not part of the text"),
        confidence=0.78,
        help="remove it",
    )

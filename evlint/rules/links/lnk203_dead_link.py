"""A link leads to nothing any more.

## What it checks
Online only (`--online`): addresses in links and in the text that answer "not found" or "gone" (404, 410), or whose host exists no more,
and did so again at least six hours later. The answers are remembered beside the project, so that the second run settles it.

## Why it matters
A source that nobody can open supports nothing.

## Example
`https://www.example-guideline.org/2014/ketamine.pdf`, after the site was rebuilt.

## Not flagged
Refusals (401, 403), servers that are busy or out of order (429, 5xx), time-outs: they are counted as undecided. An address seen missing
once. DOIs and PubMed pages (REF201). Hosts, while no host at all can be found.

## Limits
A page that says "not found" with the status of a found page is taken for a page.

## References
lychee; W3C Link Checker.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.documents.targets import Address, addresses
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.sources.facts import Reach

META = RuleMeta(
    code="LNK203",
    name="dead-link",
    summary="a link leads to nothing any more",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="against a server of the tests only; not measured on documents",
    asks="links",
)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for one in addresses(document):
        reached = corpus.facts.reached.get(one.page)
        if reached is None:
            continue
        if reached.unknown:
            yield Undecided("the server gave no answer that says anything")
        elif reached.gone and not reached.settled:
            yield Undecided("missing once; ask again in some hours")
        else:
            yield _finding(document, one, reached) if reached.gone else PASSED


def _finding(document: Document, one: Address, reached: Reach) -> Outcome:
    return META.finding(
        f"nothing is there any more ({reached.gone})",
        document.at(one.start, one.end, f"leads to {one.url[:80]}" if one.shown else "this address"),
        confidence=0.92,
        notes=(f"asked on {reached.first} and on {reached.last}",),
        help=f"find where it moved; a copy may be kept at https://web.archive.org/web/*/{one.url[:200]}",
        observed={"target": one.url, "answer": reached.gone},
    )

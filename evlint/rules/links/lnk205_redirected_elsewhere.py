"""A link ends at another site than the one it names.

## What it checks
Online only (`--online`): addresses that lead, by redirects, to a host that somebody else registered.

## Why it matters
Sites are sold, and names that ran out are bought for advertising: the link then leads readers to what nobody meant.

## Example
`http://www.pain-society-of-x.org/guideline`, which now ends at a shop.

## Not flagged
The same registered name (`http` → `https`, `www.` added); another ending of the same name (`who.org` → `who.int`); addresses whose purpose
is to lead elsewhere (doi.org, handles, short links, archives); pages where one signs in.

## Limits
A society that took a new name is flagged as well: then the address should be brought up to date.

## References
None.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.documents.targets import addresses
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.links._hosts import REDIRECTORS, host_of, registered

META = RuleMeta(
    code="LNK205",
    name="redirected-elsewhere",
    summary="a link ends at another site than the one it names",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="against a server of the tests only; not measured on documents",
    asks="links",
    preview=True,
)
_SIGN_IN = lazy(r"\b(?:login|signin|sign-in|auth|oauth2?|sso|idp|consent|validate|captcha)\b")


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for one in addresses(document):
        reached = corpus.facts.reached.get(one.page)
        if reached is None or reached.gone or reached.unknown:
            continue
        named, ended = host_of(one.url), host_of(reached.url)
        if _same(named, ended) or _SIGN_IN.search(reached.url.lower()):
            yield PASSED
            continue
        yield META.finding(
            f"the address names {named}, and ends at {ended}",
            document.at(one.start, one.end, f"leads to {one.url[:80]}" if one.shown else "this address"),
            confidence=0.75,
            help=f"if {ended} is where it should lead, write that address; else remove the link",
            expected={"host": named},
            observed={"host": ended, "url": reached.url},
        )


def _same(named: str, ended: str) -> bool:
    mine, theirs = registered(named), registered(ended)
    return mine == theirs or mine in REDIRECTORS or named in REDIRECTORS or mine.split(".")[0] == theirs.split(".")[0]

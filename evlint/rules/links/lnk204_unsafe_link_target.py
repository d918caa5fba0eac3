"""A link leads where no published document should lead.

## What it checks
Targets that run code or carry content (`javascript:`, `vbscript:`, `data:` other than pictures), files of the writer's machine (`file:`),
private and disguised addresses (`http://192.168.0.1`, `http://0x7f000001`), `localhost`, and addresses with a password.

## Why it matters
Such a link works for nobody, or does something to the reader that the text does not say.

## Example
`[the trial](http://localhost:8000/draft)`

## Not flagged
Print buttons and links that a script takes over (`javascript:void(0)`). Code, addresses named in the text without a link, mail and telephone links, pictures as `data:image`.

## Limits
Looks at the target alone; it asks nobody.

## References
RFC 6890, special-purpose addresses; OWASP, unvalidated redirects and script in links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.links._hosts import address, host_of

META = RuleMeta(
    code="LNK204",
    name="unsafe-link-target",
    summary="a link leads where no published document should lead",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="its cases only; 3,662 abstracts and 361 articles hold no links",
)
_HARMLESS = lazy(r"javascript:\s{0,3}(?:window\.print\(\)|void\s?\(?0\)?|history\.(?:back|go)\([-\d]{0,3}\)|print\(\))?;?$", re.I)  # print buttons, links that a script takes over
_SCHEME = lazy(r"[\s\x00-\x1f]{0,8}([a-z][a-z0-9+.-]{1,20}):", re.I)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for link in document.links:
        fault = _fault(link.target)
        if not fault:
            yield PASSED
            continue
        yield META.finding(
            fault,
            document.at(link.start, link.end, link.target[:60]),
            confidence=0.92,
            help="link to the published address, or take the link out",
            observed={"target": link.target[:200]},
        )


def _fault(target: str) -> str:
    scheme = _SCHEME.match(target)
    name = scheme[1].lower() if scheme else ""
    if name in ("javascript", "vbscript"):
        return "" if _HARMLESS.match(target.strip()) else f"the link runs code ({name}:)"
    if name == "data" and not target.lower().lstrip().startswith("data:image/"):
        return "the link carries its content with it (data:)"
    if name == "file":
        return "the link leads to a file on somebody's machine (file:)"
    if name not in ("http", "https", "ftp"):
        return ""
    host = host_of(target)
    before = target.split("://", 1)[-1].split("/", 1)[0].rpartition("@")[0]
    if ":" in before:
        return "the link holds a user name and a password"
    if host == "localhost" or host.endswith(".localhost"):
        return "the link leads to the writer's own machine (localhost)"
    number = address(host)
    if number is not None and (not number.is_global or str(number) != host):
        return f"the link leads to {number}, {'a private address' if not number.is_global else 'an address in a disguise'}"
    return ""

"""A link leads to a host that looks like another.

## What it checks
Hosts of links and addresses in the text: a trusted name in front of another (`doi.org.example.net`), a user name that looks like a host
(`nih.gov@example.net`), names one letter or one look-alike letter away from a name on a short list or one that the corpus links to three
times or more, and links whose text names one host while they lead to another.

## Why it matters
Readers trust the name that they see. Injected links borrow it.

## Example
`https://www.cochrame.org/reviews`

## Not flagged
Sub-domains of the trusted name, redirectors such as doi.org, the same name under another national ending, names that the corpus uses
often itself.

## Limits
Registered names are told by their last labels, not by the Public Suffix List.

## References
Unicode Technical Standard 39 (skeletons); RFC 3986, section 7.6 (misleading user information).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from evlint.documents.model import Document, Location
from evlint.documents.targets import addresses
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Option, Outcome, RuleMeta
from evlint.rules.links._hosts import REDIRECTORS, TRUSTED, host_of, registered, skeleton
from evlint.vocabulary.spelling import one_letter_apart

META = RuleMeta(
    code="LNK105",
    name="look-alike-host",
    summary="a link leads to a host that looks like another",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="361 articles: 1 flagged, right; 3,662 abstracts: none flagged; recall on its cases only",
    options=(Option("trusted", (), "registered names (example.org) that links may lead to, whatever they look like"),),
)
_OFTEN, _LONG = 3, 5
_FILE_OR_MODULE = lazy(r"^(?!www\.).{0,300}\.(?!(?:com|org|net|edu|gov|int|info|io|health|eu|uk|de|fr|nl|ch|at|no|se|dk|fi|es|it|pt|ie|be|ca|au|nz|us|jp|cn|in|br|za|ru)$)[a-z]{2,12}$", re.I)
_SHOWN_HOST = lazy(r"(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12})(?:/\S{0,200})?", re.I)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    links = list(_links(document))
    if not links:
        return
    often = corpus.once(_hosts, corpus)
    known = TRUSTED | {name for name, count in often.items() if count >= _OFTEN}
    own = {name.lower() for name in corpus.option(META, "trusted")}
    for place, url, shown in links:
        host = host_of(url)
        fault = _fault(url, host, shown, known, often) if host and registered(host) not in own else ""
        yield _finding(place, fault) if fault else PASSED


def _links(document: Document) -> Iterator[tuple[Location, str, str]]:
    """(place, URL, host that its text shows) of every link and bare address."""
    for one in addresses(document):
        shown = _SHOWN_HOST.fullmatch(one.shown)
        shown = None if shown and _FILE_OR_MODULE.search(shown[1]) and "://" not in one.shown else shown
        label = f"leads to {host_of(one.url)}" if one.shown else "this address"
        yield document.at(one.start, one.end, label), one.url, shown[1].lower() if shown else ""


def _hosts(_: Corpus, corpus: Corpus) -> Counter[str]:
    """How often the corpus links to each registered name."""
    return Counter(registered(host) for document in corpus.readable() for _, url, _ in _links(document) if (host := host_of(url)))


def _fault(url: str, host: str, shown: str, known: frozenset[str] | set[str], often: Counter[str]) -> str:
    name = registered(host)
    before = url.split("://", 1)[-1].split("/", 1)[0].rpartition("@")[0]
    if before and "." in before:
        return f"the address begins with {before.split(':')[0]!r}, and leads to {host}"
    if name in TRUSTED or (name in known and often[name] >= _OFTEN):
        return _other(shown, host)
    front = next((trusted for trusted in sorted(TRUSTED) if f".{trusted}." in f".{host}." and not host.endswith(f".{trusted}") and host != trusted), "")
    if front:
        return f"{front} stands in front, and the host is {name}"
    for trusted in sorted(known):
        if trusted != name and (skeleton(name) == skeleton(trusted) or (trusted in TRUSTED and _near(name, trusted))):
            return f"{name} looks like {trusted}"
    return _other(shown, host)


def _near(name: str, trusted: str) -> bool:
    """One letter apart, the ending left out: short names are near each other by chance."""
    mine, _, ending = name.partition(".")
    theirs, _, other = trusted.partition(".")
    return len(theirs) >= _LONG and ending == other and one_letter_apart(mine, theirs)


def _other(shown: str, host: str) -> str:
    """The text of the link names another host than the one that it leads to."""
    if not shown or registered(shown) == registered(host) or registered(host) in REDIRECTORS or registered(shown) in REDIRECTORS:
        return ""
    same_name = registered(shown).split(".")[0] == registered(host).split(".")[0]
    return "" if same_name else f"the text says {shown}, and the link leads to {host}"


def _finding(place: Location, fault: str) -> Outcome:
    return META.finding(fault, place, confidence=0.86, help="check where the link should lead; correct it, or remove it")

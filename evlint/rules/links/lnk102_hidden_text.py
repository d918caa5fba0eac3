"""Text stands in the file that its readers do not see.

## What it checks
Text that HTML hides by an attribute, a style or the page's own style sheet, that Word hides, and that a PDF draws invisible, off the page or
too small to see, where it holds a link to another site, or at least four words.

## Why it matters
Nobody who proofreads the page sees it; search engines and models do. Hacked pages hide their adverts so.

## Example
`<div style="display:none">Buy cheap pills <a href="…">here</a></div>`

## Not flagged
What is there for screen readers and printers, formulas, templates, the text under a scanned page; what a style sheet hides (menus and tabs
work so) unless it links to another site. That, and all on a page with scripts, is a note at most: a script may show it. Links to bodies and
journals that everybody links to.

## Limits
Style sheets of other files and what scripts hide are not read.

## References
Google Search spam policies: hidden text and links.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document, Hidden
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.links._hosts import TRUSTED, host_of, registered

META = RuleMeta(
    code="LNK102",
    name="hidden-text",
    summary="text stands in the file that its readers do not see",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="its cases only; no labelled data exist",
)
_WORD = lazy(r"[^\W\d_]{2,}")
_WORDS = 4


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for one in document.hidden:
        linked = _linked(document, one)
        words = len(_WORD.findall(document.prose, one.start, one.end))
        if linked or (words >= _WORDS and not one.by.endswith("style sheet")):
            yield META.finding(
                f"hidden from readers: {one.by}" + (f", with a link to {linked}" if linked else ""),
                document.at(one.start, one.end, "nobody sees this"),
                confidence=0.85 if linked else 0.6,
                severity="warning" if linked and not _toggled(document, one) else "note",
                help="remove it, or show it; look for how it came in",
                observed={"by": one.by},
            )
        else:
            yield PASSED


def _toggled(document: Document, hidden: Hidden) -> bool:
    """Whether a script or a style sheet of the page may show it: tabs, dialogs and menus begin so."""
    return document.format == "html" and (hidden.by.endswith("style sheet") or "<script" in document.source.text.lower())


def _linked(document: Document, hidden: Hidden) -> str:
    """The host of the first link to another site within a stretch."""
    hosts = (host_of(link.target.removeprefix("//")) for link in document.links if hidden.start <= link.start < hidden.end and link.target.lower().startswith(("http://", "https://", "//")))
    return next((host for host in hosts if registered(host) not in TRUSTED), "")

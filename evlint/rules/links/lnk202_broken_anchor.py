"""A link leads to a place that its document does not have.

## What it checks
The part behind `#` of links within a Markdown document and to other documents of the corpus, against headings as GitHub names them (or as
`renderer` in the configuration says: mkdocs, hugo, pandoc), explicit names (`{#name}`, `id=`, `name=`) and footnotes. The nearest name is offered.

## Why it matters
The reader lands at the top of a long page and must find the passage, or gives up.

## Example
`[results](#result)` above a heading "Results".

## Not flagged
Targets that are generated or included, line numbers (`#L10`), text fragments (`#:~:text=`), `#top`. Where no renderer is set, names that
another renderer than GitHub's would make.

## Limits
Anchors that plug-ins make are not known.

## References
GitHub Flavored Markdown heading anchors; Python-Markdown toc; pandoc auto_identifiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from evlint.documents.model import Document
from evlint.documents.slugs import RENDERERS, anchors
from evlint.documents.targets import candidates, relative
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided

META = RuleMeta(
    code="LNK202",
    name="broken-anchor",
    summary="a link leads to a place that its document does not have",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="its cases only; not measured on sites",
)
_ALWAYS = lazy(r"(?:top|L\d{1,6}(?:-L?\d{1,6})?|:~:.{0,400}|/.{0,200}|!.{0,200})")
_INCLUDES = lazy(r"\{\{[<%]?\s?(?:include|snippet|readfile|partial)|\{%-?\s?include|^--8<--|<!--\s?include|^\.\. include::|^:::\s?include", re.M)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for one in relative(document):
        if not one.fragment or _ALWAYS.fullmatch(one.fragment):
            continue
        target = document if not one.path else next((found for path in candidates(one.path) if (found := corpus.by_path.get(path))), None)
        if target is None or target.format not in ("markdown", "html") or target.status != "read":
            continue
        known = _anchors(target, corpus)
        if one.fragment in known:
            yield PASSED
        elif _INCLUDES.search(target.source.text):
            yield Undecided("the target includes other files")
        elif target.format == "html" and "<script" in target.source.text:
            yield Undecided("a script may name the place")
        elif target.format == "markdown" and corpus.settings.renderer is None and any(one.fragment in anchors(target, renderer) for renderer in RENDERERS):
            yield Undecided("another renderer may name the heading so")
        else:
            near = get_close_matches(one.fragment.lower(), sorted(known), 1, 0.6)
            yield META.finding(
                f"{target.path} has no anchor {one.fragment!r}" if one.path else f"this document has no anchor {one.fragment!r}",
                document.at(one.link.start, one.link.end, f"leads to {one.written[:60]}"),
                confidence=0.88,
                help=f"did you mean '#{near[0]}'?" if near else "correct the anchor, or name the heading",
                observed={"target": one.written},
            )


def _anchors(target: Document, corpus: Corpus) -> frozenset[str]:
    return corpus.once(_named, target)


def _named(target: Document, corpus: Corpus) -> frozenset[str]:
    return anchors(target, corpus.settings.renderer or "github")

"""An entry of the reference list is never cited.

## What it checks
Numbered entries against all citations of the document, ranges spelled out; entries by author and year where the document cites so;
footnotes that no mark points at. One finding a document names them all.

## Why it matters
Either the sentence that rested on the entry is gone, or its citation was lost in editing and now supports nothing.

## Example
A list of 12 entries; the text cites 1 to 7 and 9 to 12.

## Not flagged
"Further reading" and "Bibliography", entries listed under `nocite`, documents that cite by another scheme than their list, lists of
which half or more is uncited (the citations were lost, or are not read), bibliography files.

## Limits
A note: uncited entries are sometimes wanted.

## References
ICMJE Recommendations (2024), section IV.A.3.g.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from evlint.documents.model import Document, ReferenceEntry
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided

META = RuleMeta(
    code="REF102",
    name="uncited-reference",
    summary="an entry of the reference list is never cited",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="361 articles (their lists are cut) and the five seeds: none flagged; recall not measured",
)
_ENOUGH, _SHOWN = 3, 8
_READING = lazy(r"\b(?:further reading|bibliography|recommended reading|resources)\b")


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    entries = _sources(document)
    if document.bibliography or len(entries) < _ENOUGH or "nocite" in document.metadata.fields:
        return
    cited = {entry.start for _, _, named in corpus.citing(document) for entry in named}
    if not cited or len(corpus.citing(document)) < _ENOUGH:
        return
    left = [entry for entry in entries if entry.start not in cited]
    if 2 * len(left) >= len(entries):
        yield Undecided("half of the list or more is uncited: the citations may be lost")
    elif left:
        yield _finding(document, left, len(entries))
    else:
        yield PASSED


def _sources(document: Document) -> list[ReferenceEntry]:
    """The entries that do not stand under a heading which announces reading, not sources."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    starts = [block.start for block in headings]
    reading = [_READING.search(document.text_of(block).lower()) is not None for block in headings]
    above = [bisect_right(starts, entry.start) - 1 for entry in document.references]
    return [entry for entry, at in zip(document.references, above, strict=True) if at < 0 or not reading[at]]


def _finding(document: Document, left: list[ReferenceEntry], count: int) -> Outcome:
    names = [entry.number or " ".join(filter(None, (entry.reference.first_author, entry.reference.year))) or "?" for entry in left]
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    return META.finding(
        f"{len(left)} of {count} references {'is' if len(left) == 1 else 'are'} never cited: {shown}",
        document.at(left[0].start, left[0].end, "first of them"),
        confidence=0.8,
        help="cite them where they belong, or take them out of the list",
        observed={"uncited": names},
    )

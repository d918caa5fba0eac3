"""The same paragraph or title stands twice in a row.

## What it checks
A paragraph, a quotation, a heading or a list item whose words are those of the block right before it.

## Why it matters
A paste or a merge went wrong; the second copy may lack the correction that the first one got.

## Example
The title of a page, once from the site and once from the article.

## Not flagged
Rows of tables, code, references (REF106), short list items, a heading that its section's first line repeats within a sentence.

## Limits
Copies further apart are not looked for: summaries repeat the text on purpose.

## References
None.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from evlint.documents.model import Block, Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="STR104",
    name="repeated-block",
    summary="the same paragraph or title stands twice in a row",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="609 Markdown files of installed packages: 5 notes, all right; 361 articles: 1, right; 3,662 abstracts: none",
)
_KINDS = frozenset({"paragraph", "quotation", "heading", "list-item", "lead-in"})
_WORD = lazy(r"\w+")
_LEAST = 20  # letters and digits; shorter ones are cells of flattened tables, and items of forms
_BEFORE = 200  # what stands between the mark of an item and its first word
_TITLE = 10  # of a marked heading


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    said = [(block, _words(document, block)) for block in document.blocks if block.kind != "furniture"]
    for (first, before), (second, after) in pairwise(said):
        if not after or second.kind not in _KINDS or first.kind not in _KINDS:
            continue
        if before == after and len(after) >= (_TITLE if second.kind == "heading" and second.marked else _LEAST):
            yield META.finding(
                "this " + ("title" if second.kind == "heading" else "paragraph" if second.kind != "list-item" else "item") + " stands twice in a row",
                document.at(second.start, second.end, "the same words again"),
                document.at(first.start, first.end, "first here").related(),
                confidence=0.9,
                help="remove one of the two",
            )
        else:
            yield PASSED


def _words(document: Document, block: Block) -> str:
    """The words of a block with its code and addresses: two lines may differ in those alone."""
    if block.kind not in _KINDS or block.start == block.end:
        return ""
    if document.format != "markdown":
        return "".join(_WORD.findall(document.text_of(block))).lower()
    place, text = document.at(block.start, block.end), document.source.text
    line = text.rfind("\n", max(0, place.start - _BEFORE), place.start) + 1
    return "".join(_WORD.findall(text, line or place.start, place.end)).lower()

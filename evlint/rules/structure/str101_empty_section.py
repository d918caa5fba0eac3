"""A heading or a lead-in has nothing under it.

## What it checks
Lead-ins that end in a colon and headings that are followed by the next heading of the same or a higher level, or by the end.

## Why it matters
Something was lost: a list, a table, a decision tree. What remains reads like advice and is none.

## Example
"Consider ketamine only when:" followed by the heading "Conclusion".

## Not flagged
A heading above its first subheading, a lead-in above another that has content, labelled fields (STR102), titles repeated in a row.

## Limits
In plain text headings are guessed from layout, so an empty one is only a note there.

## References
None.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.layout import FIELD
from evlint.documents.model import Block, Document
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.structure._blocks import CONTENT

META = RuleMeta(
    code="STR101",
    name="empty-section",
    summary="a heading or a lead-in has nothing under it",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="the five seeds: 4 of 4 right; 3,662 abstracts: none flagged",
)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    blocks = [block for block in document.blocks if block.kind not in ("furniture", "front-matter")]
    empty = _empty_lead_ins(blocks)
    for i, block in enumerate(blocks):
        if block.kind == "lead-in" and not FIELD.search(document.prose, block.start, block.end):
            yield _finding(document, block, guessed=False) if i in empty else PASSED
        elif block.kind == "heading" and i:
            if _empty_heading(document, blocks, i):
                yield _finding(document, block, guessed=not block.marked)
            else:
                yield PASSED


def _empty_lead_ins(blocks: list[Block]) -> set[int]:
    """Indices of the lead-ins after which only further lead-ins follow, up to a heading or the end."""
    out: set[int] = set()
    ends = True
    for i in range(len(blocks) - 1, -1, -1):
        if blocks[i].kind != "lead-in":
            ends = blocks[i].kind == "heading"
        elif ends:
            out.add(i)
    return out


def _empty_heading(document: Document, blocks: list[Block], at: int) -> bool:
    """Whether a heading of the same or a higher level follows at once. The last heading of a text may be a closing line."""
    block = blocks[at]
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None:
        return block.marked
    if following.kind in CONTENT or following.kind == "lead-in":
        return False
    repeated = document.text_of(block).strip() == document.text_of(following).strip()
    question = document.text_of(block).rstrip().endswith("?") or document.text_of(following).rstrip().endswith("?")
    gap = document.prose[block.end : following.start].count("\n")
    if not block.marked and (
        gap < 2 or question or document.text_of(block).strip() == document.metadata.title or (at + 2 < len(blocks) and blocks[at + 2].kind == "heading") or (at and blocks[at - 1].kind == "heading")
    ):
        return False  # a title, or a run of short lines, is a masthead and no row of empty sections
    return not repeated and following.level <= block.level and not FIELD.search(document.prose, block.start, block.end)


def _finding(document: Document, block: Block, *, guessed: bool) -> Outcome:
    what = "heading" if block.kind == "heading" else "lead-in"
    return META.finding(
        f"nothing follows this {what}",
        document.at(block.start, block.end, "nothing under it"),
        confidence=0.6 if guessed else 0.85,
        severity="note" if guessed else "warning",
        help=f"restore what the {what} announces, or remove it",
    )

"""A heading or a lead-in has nothing under it.

## What it checks
Lead-ins that end in a colon and headings that are followed by the next heading of the same or a higher level, or by the end.

## Why it matters
Something was lost: a list, a table, a decision tree. What remains reads like advice and is none.

## Example
"Consider ketamine only when:" followed by the heading "Conclusion".

## Not flagged
A heading above its first subheading, also where a colon ends it ("RESULTS:"); a lead-in above another that has content; short lines
without bullets that may be a list; labelled fields (STR102); titles repeated in a row; headings that are links or versions; a lead-in above
the subheadings that it announces (above the first section of a page it is a note).

## Limits
In plain text headings are guessed from layout, so an empty one is only a note there.

## References
None.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Literal

from evlint.documents.layout import COPYRIGHT, FIELD
from evlint.documents.model import Block, Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.structure._blocks import CONTENT

META = RuleMeta(
    code="STR101",
    name="empty-section",
    summary="a heading or a lead-in has nothing under it",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="the five seeds: 4 of 4 right; 361 articles: 22 warnings, all right; 609 Markdown files of installed packages: 19, of which 14 right; 3,662 abstracts: none",
)

_SENTENCE_END = lazy(r"[.!?](?:\s|$)")
_LOWER_WORD = lazy(r"\b[a-z]{2,}\b")
_VERSION = lazy(r"\bv?\d{1,4}\.\d{1,4}\.\d|\b\d{4}-\d\d-\d\d\b|^\W{0,3}v\d")
Ends = Literal["yes", "perhaps", "no"]
_TEXT = 60  # a block this long is text, not a cell or a line of a masthead


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    blocks = [block for block in document.blocks if block.kind not in ("furniture", "front-matter") or COPYRIGHT.match(document.prose, block.start, block.end)]
    empty = _empty_lead_ins(document, blocks)
    linked = {link.start: link.end for link in document.links}
    for i, block in enumerate(blocks):
        if block.kind == "lead-in" and not FIELD.search(document.prose, block.start, block.end):
            yield _finding(document, block, guessed=empty[i] == "perhaps") if i in empty else PASSED
        elif block.kind == "heading" and i:
            leads = linked.get(block.start, -1) >= block.end - 2  # the heading itself leads to what it announces
            if not leads and _empty_heading(document, blocks, i):
                yield _finding(document, block, guessed=not block.marked)
            else:
                yield PASSED


def _empty_lead_ins(document: Document, blocks: list[Block]) -> dict[int, Ends]:
    """The lead-ins, by index, after which only further short lead-ins follow, up to a heading or the end."""
    out: dict[int, Ends] = {}
    above = list(accumulate((block.level if block.kind == "heading" else -1 for block in blocks), lambda before, level: before if level < 0 else level, initial=0))
    ends: Ends = "yes"
    for i in range(len(blocks) - 1, -1, -1):
        if blocks[i].kind != "lead-in":
            ends = _ends_section(document, blocks, i, above[i])
            continue
        text = document.text_of(blocks[i])
        if ends != "no" and _announces(text):
            out[i] = ends
        # A whole sentence with a colon, or an item of a list, is something to read under the lead-in above it.
        if len(text) >= _TEXT or blocks[i].label:
            ends = "no"
    return out


def _ends_section(document: Document, blocks: list[Block], at: int, above: int) -> Ends:
    """A heading by its marks, or one guessed from layout that a sentence follows: rows of short lines are lists without bullets.

    A subheading of the section, whose heading is of the level `above`, begins what a lead-in announces.
    The first one under the title may do so too.
    """
    if blocks[at].kind != "heading":
        return "no"
    if blocks[at].marked:
        return "yes" if blocks[at].level <= above else "perhaps" if above == 1 else "no"
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    told = following is not None and following.kind != "heading" and _SENTENCE_END.search(document.prose, following.start, following.end)
    return "yes" if told else "no"


def _announces(text: str) -> bool:
    """Whether a lead-in reads like the beginning of a list ("Consider it only when:") and not like a heading with a colon ("RESULTS:")."""
    return len(_LOWER_WORD.findall(text)) >= 2


def _empty_heading(document: Document, blocks: list[Block], at: int) -> bool:
    """Whether a heading of the same or a higher level follows at once. The last heading of a text may be a closing line."""
    block = blocks[at]
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None:
        return block.marked
    if following.kind in CONTENT or following.kind in ("lead-in", "furniture"):
        return False
    repeated = document.text_of(block).strip() == document.text_of(following).strip()
    question = document.text_of(block).rstrip().endswith("?") or document.text_of(following).rstrip().endswith("?")
    if any(_VERSION.search(document.prose, one.start, min(one.end, one.start + 60)) for one in (block, following)):
        return False  # a list of versions, in which tools set headings of one level
    if not block.marked and (question or not _stands_alone(document, blocks, at)):
        return False
    return not repeated and following.level <= block.level and not FIELD.search(document.prose, block.start, block.end)


def _stands_alone(document: Document, blocks: list[Block], at: int) -> bool:
    """Whether two short lines between blank lines, with text before and after, are headings rather than a masthead or a flattened table."""
    block, following = blocks[at], blocks[at + 1]
    around = [blocks[i] for i in (at - 1, at + 2) if 0 <= i < len(blocks)]
    apart = document.prose[block.end : following.start].count("\n") > 1
    titled = document.text_of(block).strip() == document.metadata.title
    return apart and not titled and all(b.kind != "heading" and b.end - b.start >= _TEXT for b in around)


def _finding(document: Document, block: Block, *, guessed: bool) -> Outcome:
    what = "heading" if block.kind == "heading" else "lead-in"
    return META.finding(
        f"nothing follows this {what}",
        document.at(block.start, block.end, "nothing under it"),
        confidence=0.6 if guessed else 0.85,
        severity="note" if guessed else "warning",
        help=f"restore what the {what} announces, or remove it",
    )

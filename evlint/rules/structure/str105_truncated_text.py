"""A text breaks off, or a list has fewer items than it announces.

## What it checks
The end of a document that stops in mid-sentence: after an article, a preposition, a conjunction or a comma, or inside a bracket, where its
other paragraphs end as sentences do. And lead-ins such as "the following four criteria:" above a list with fewer items.

## Why it matters
What is missing may be the exception, the dose or the warning.

## Example
"Avoid ketamine in patients with" at the end of a page; "Three conditions must be met:" above two.

## Not flagged
Closing lines without a full stop, "to be continued" and dots that say so, lists of links and references at the end; numbers that count
something else ("two of the following:", "at least three:"), lists whose last item holds several.

## Limits
A text that ends between two sentences shows no sign of it.

## References
None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents.model import Block, Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="STR105",
    name="truncated-text",
    summary="a text breaks off, or a list has fewer items than it announces",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="3,662 abstracts: 2 flagged, both broken off; 361 articles and 609 Markdown files of installed packages: none flagged",
)
_NUMBERS = {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)} | {str(number): number for number in range(2, 21)}
_COUNT = "|".join(_NUMBERS)
_ANNOUNCED = lazy(
    rf"\b(?:the|these|those)[ ](?:following|next|main|key)[ ](?P<a>{_COUNT})(?:[ ][\w-]{{2,20}}){{1,3}}(?:[ ][\w,-]{{1,20}}){{0,8}}:$"
    rf"|\b(?:the|these|those)[ ](?P<b>{_COUNT})[ ]following(?:[ ][\w-]{{2,20}}){{1,3}}(?:[ ][\w,-]{{1,20}}){{0,8}}:$"
    rf"|(?:^|\b(?:the|these|those|are|were|has|have|include|includes|by|into|in|on|with|reported|identified|used|following)[ ])(?<!of the )(?P<c>{_COUNT})(?:[ ][a-z-]{{2,20}}){{0,2}}"
    r"[ ](?:criteria|conditions|steps|reasons|ways|options|questions|points|principles|components|groups|categories|types|forms|phases|stages|factors|domains|outcomes|aims|objectives|methods|trials|studies|reviews|drugs|exceptions|parts|rules|tests|treatments|recommendations)"
    r"(?:[ ][\w,-]{1,20}){0,8}:$",
    re.I,
)
_OTHERWISE = lazy(
    r"\bof the following|\b(?:at least|at most|up to|more than|fewer than|less than|about|only|or more|or fewer|any|either|one of|some of|other|further|additional|such as|including|e\.g)\b", re.I
)
_BREAKS = lazy(
    r"(?:[,(\[]|\b(?:a|an|the|of|and|or|with|without|to|from|for|by|at|into|than|that|which|whose|is|are|was|were|has|have|been|its|their|this|these|between|because|although|while|as|if|in the|on the))\s{0,3}$",
    re.I,
)
_MANY = 3  # sentences; fewer are a note or a caption, which may end as they like
_LONG = 40


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    blocks = [block for block in document.blocks if block.kind not in ("furniture", "front-matter")]
    yield from _end(document, blocks)
    for at, block in enumerate(blocks):
        if block.kind == "lead-in" and (announced := _announced(document.text_of(block))):
            found = _items(document, blocks, at)
            if found:
                yield _short_list(document, block, announced, found) if found < announced else PASSED


def _end(document: Document, blocks: list[Block]) -> Iterator[Outcome]:
    """The last block, where it is running text: a link list, a table or a signature may end as it likes."""
    if not blocks or blocks[-1].kind not in ("paragraph", "quotation"):
        return
    text = document.text_of(blocks[-1]).rstrip()
    if len(text) < _LONG or len(document.sentences) < _MANY:
        return
    if _BREAKS.search(text[-40:]):
        yield META.finding(
            "the text breaks off in mid-sentence",
            document.at(blocks[-1].end - min(60, blocks[-1].end - blocks[-1].start), blocks[-1].end, "ends here"),
            confidence=0.85,
            help="restore what is missing",
        )
    else:
        yield PASSED


def _announced(text: str) -> int:
    match = _ANNOUNCED.search(text.rstrip()[-200:])
    if match is None or _OTHERWISE.search(text):
        return 0
    return _NUMBERS[next(found for found in match.groups() if found).lower()]


def _items(document: Document, blocks: list[Block], at: int) -> int:
    """How many items stand under a lead-in before a heading. None where they cannot be counted: no list, a table, code."""
    if at + 1 >= len(blocks) or blocks[at + 1].kind != "list-item":
        return 0
    count = 0
    for block in blocks[at + 1 :]:
        if block.kind in ("heading", "table-row", "code", "caption", "reference"):
            return count if block.kind == "heading" else 0
        count += block.kind in ("list-item", "lead-in")
    return count


def _short_list(document: Document, block: Block, announced: int, found: int) -> Outcome:
    return META.finding(
        f"{announced} are announced, and the list has {found}",
        document.at(block.start, block.end, "announced here"),
        confidence=0.85,
        help="restore what is missing, or correct the number",
        expected={"items": announced},
        observed={"items": found},
    )

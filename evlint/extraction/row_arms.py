"""Tables whose arms are rows: "Placebo | 62/99", "Fluoxetine | 79/101" under "Proportion responders"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evlint.documents.model import Block
from evlint.extraction.cells import Reading, arm_of, draft_of
from evlint.extraction.draft import Draft
from evlint.extraction.groups import Sizes, normal
from evlint.extraction.headers import SIZE, Column, Heads
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import whole

_PLAIN_ARM = lazy(r"^(?:(?:placebo|controls?|interventions?|treatment|experimental|sham|usual care|standard care|no treatment|wait(?:ing)?[- ]list)\b.{0,24}|group\s(?:[A-Z]|\d|I{1,3})|tau)$", re.I)
_NO_OUTCOME = lazy(r"^(?:p\b|n|no\.?|sig)|\bp[- ]?values?|\b(?:95\s?%|CI|ratio|OR|RR|HR|difference|effect size|test|vs|versus)\b|\bclusters?\b|\b(?:m/f|f/m|male/female|female/male)\b", re.I)
_ALL = lazy(r"^(?:total|overall|all|both|sum)\b", re.I)
_SIZE_HEAD = lazy(r"^(?:n|no\.?|number|patients|participants|subjects)$", re.I)
_MOST = 6

Row = tuple[Block, list[str]]


def extract(body: Sequence[Row], heads: Heads, sizes: Sizes, table: Reading) -> list[Draft]:
    """One draft a column of each run of rows that are arms; none where the table is not of this form."""
    return [draft for group, run in _runs(body, sizes) for draft in _columns(group, run, heads, sizes, table)]


def _runs(body: Sequence[Row], sizes: Sizes) -> Iterator[tuple[str, list[Row]]]:
    """(label above, rows) of each run of two to six rows of which one names a plain arm and two an arm at all."""
    group, run = "", []
    for row in (*body, None):
        filled = row is not None and any(row[1][1:])
        if row is not None and filled and row[1][0]:
            if not _ALL.match(row[1][0]):
                run.append(row)
            continue
        if 2 <= len(run) <= _MOST and _are_arms([texts[0] for _, texts in run], sizes):
            yield group, run
        run = []
        group = row[1][0] if row is not None and not filled else ""


def _are_arms(labels: list[str], sizes: Sizes) -> bool:
    names = [SIZE.sub("", label).strip(" ,;:()") for label in labels]
    plain = sum(_PLAIN_ARM.match(name) is not None for name in names)
    known = sum(_PLAIN_ARM.match(name) is not None or normal(name) in sizes.named for name in names)
    return plain >= 1 and (known >= 2 or len(names) <= 4) and len(set(names)) == len(names) and all(len(name.split()) <= 6 for name in names)


def _columns(group: str, run: list[Row], heads: Heads, sizes: Sizes, table: Reading) -> Iterator[Draft]:
    size_at = next((i for i, head in enumerate(heads.texts) if i and _SIZE_HEAD.match(head.strip(" ()"))), None)
    arms = [_arm(texts, sizes, size_at) for _, texts in run]
    start, end = run[0][0].start, run[-1][0].end
    counted = False  # whether the column before holds counts, whose percentages may follow
    for at, head in enumerate(heads.texts):
        if not at or not head or at == size_at or _NO_OUTCOME.search(head) or (head == "%" and counted):
            counted = False
            continue
        label = " ".join(filter(None, (group or heads.texts[0], head)))
        own = Reading.of(head)
        reading = own if own.counts or own.means or own.errors else table
        cells = [(texts[at] if at < len(texts) else "", arm) for (_, texts), arm in zip(run, arms, strict=True)]
        read = [found for text, arm in cells if text and (found := arm_of(text, arm, reading, label))]
        counted = any(arm.events for arm in read)
        if len(read) > 1:
            yield draft_of(start, end, read, label)


def _arm(texts: list[str], sizes: Sizes, size_at: int | None) -> Column:
    """The arm that a row names, with its size from the label, a column of sizes, or elsewhere in the document."""
    size = SIZE.search(texts[0])
    name = SIZE.sub("", texts[0]).strip(" ,;:()")
    printed = size["n"] if size else texts[size_at] if size_at is not None and size_at < len(texts) else ""
    return Column(0, name, whole(printed) or sizes.of(name))

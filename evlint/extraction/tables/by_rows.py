"""Tables whose arms are rows: "Placebo | 62/99", "Fluoxetine | 79/101" under "Proportion responders".

A second column of labels may stand before or behind that of the arms: outcomes ("Nausea | Placebo | 3/40") or times ("Placebo | Week 4").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from evlint.extraction.arms.groups import Sizes, normal
from evlint.extraction.draft import Draft
from evlint.extraction.tables.cells import Reading, arm_of, draft_of
from evlint.extraction.tables.columns import PLAIN_ARM, SIZE, Column, role_of
from evlint.extraction.tables.grid import Row, looks
from evlint.extraction.tables.headers import Heads
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import whole

_NO_OUTCOME = lazy(r"^(?:p\b|n|no\.?|sig)|\bp[- ]?values?|\b(?:95\s?%|CI|ratio|OR|RR|HR|difference|effect size|test|vs|versus)\b|\bclusters?\b(?!-)|\b(?:m/f|f/m|male/female|female/male)\b", re.I)
_ALL = lazy(r"^(?:total|overall|all|both|sum)\b", re.I)
_SIZE_HEAD = lazy(r"^(?:clusters?\s)?(?:n|no\.?|number|patients|participants|subjects)$", re.I)
_MOST = 6
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that are the arms of one outcome, or of one time: the column of their names, and the label above or beside them."""

    rows: tuple[Row, ...]
    names_at: int = 0
    group: str = ""
    when: str = ""


def extract(body: Sequence[Row], heads: Heads, sizes: Sizes, table: Reading, when: str) -> list[Draft]:
    """One draft a column of each run of rows that are arms; none where the table is not of this form. `when` is the time of the whole table."""
    runs = list(_by_two_labels(body, sizes) if _has_two_labels(body) else _by_one_label(body, sizes))
    return [draft for run in runs for draft in _columns(run, heads, sizes, table, when)]


def _by_one_label(body: Sequence[Row], sizes: Sizes) -> Iterator[Run]:
    """Runs of rows one below the other."""
    group, rows = "", []
    for row in (*body, None):
        filled = row is not None and any(row.texts[1:])
        if row is not None and filled and row.texts[0]:
            if not _ALL.match(row.texts[0]):
                rows.append(row)
            continue
        if _are_arms([row.texts[0] for row in rows], sizes):
            yield Run(tuple(rows), group=group)
        rows = []
        group = row.texts[0] if row is not None and not filled else ""


def _has_two_labels(body: Sequence[Row]) -> bool:
    filled = [row for row in body if all(row.texts[:2]) and any(row.texts[2:])]
    return len(filled) > 2 and sum(looks(row.texts[1]) == "T" for row in filled) >= _MOSTLY * len(filled)


def _by_two_labels(body: Sequence[Row], sizes: Sizes) -> Iterator[Run]:
    """Runs of the arms of each outcome (in the first column), else of each time (in the second)."""
    rows = [row for row in body if all(row.texts[:2]) and any(row.texts[2:]) and not _ALL.match(row.texts[1])]
    runs = [_once(list(of)) for _, of in groupby(rows, key=lambda row: row.texts[0])]
    found = [run for run in runs if _are_arms([row.texts[1] for row in run], sizes)]
    if found:
        yield from (Run(tuple(run), names_at=1, group=run[0].texts[0]) for run in found)
        return
    whens: dict[str, list[Row]] = {}
    for row in rows:
        whens.setdefault(row.texts[1], []).append(row)
    yield from (Run(tuple(run), when=when) for when, run in whens.items() if _are_arms([row.texts[0] for row in run], sizes))


def _once(rows: list[Row]) -> list[Row]:
    """Rows whose second label comes once: one that comes again is a part of each arm, a stratum or a site."""
    count = Counter(row.texts[1] for row in rows)
    return [row for row in rows if count[row.texts[1]] == 1]


def _are_arms(labels: list[str], sizes: Sizes) -> bool:
    """Whether two to six labels name arms: one of them a plain arm, and two an arm at all where there are many."""
    names = [SIZE.sub("", label).strip(" ,;:()") for label in labels]
    plain = sum(PLAIN_ARM.match(name) is not None for name in names)
    known = sum(PLAIN_ARM.match(name) is not None or normal(name) in sizes.named for name in names)
    return 2 <= len(names) <= _MOST and plain >= 1 and (known >= 2 or len(names) <= 4) and len(set(names)) == len(names) and all(len(name.split()) <= 6 for name in names)


def _columns(run: Run, heads: Heads, sizes: Sizes, table: Reading, when: str) -> Iterator[Draft]:
    size_at = next((i for i, head in enumerate(heads.texts) if i and _SIZE_HEAD.match(head.strip(" ()"))), None)
    arms = [_arm(row.texts, run.names_at, sizes, size_at) for row in run.rows]
    start, end = run.rows[0].start, run.rows[-1].end
    roles = [role_of(head) or role_of(head.rpartition(" ")[2]) for head in heads.texts]
    counted = False  # whether the column before holds counts, whose percentages may follow
    for at, head in enumerate(heads.texts):
        if at <= run.names_at or not head or at == size_at or _NO_OUTCOME.search(head) or (roles[at] == "sd" and roles[at - 1] == "mean") or (head == "%" and counted):
            counted = False
            continue
        label = " ".join(filter(None, (run.group or heads.texts[0], head)))
        own = Reading.of(head)
        reading = own if own.counts or own.means or own.errors else table
        with_sd = roles[at : at + 2] == ["mean", "sd"]
        read = [found for row, arm in zip(run.rows, arms, strict=True) if (text := _cell(row.texts, at, with_sd=with_sd)) and (found := arm_of(text, arm, reading, label))]
        counted = any(arm.events for arm in read)
        if len(read) > 1:
            yield draft_of(start, end, read, label, run.when or when)


def _cell(texts: Sequence[str], at: int, *, with_sd: bool) -> str:
    return f"{texts[at]} ± {texts[at + 1]}" if with_sd and texts[at] and texts[at + 1] else texts[at]


def _arm(texts: Sequence[str], names_at: int, sizes: Sizes, size_at: int | None) -> Column:
    """The arm that a row names, with its size from the label, a column of sizes, or elsewhere in the document."""
    label = texts[names_at]
    size = SIZE.search(label)
    name = SIZE.sub("", label).strip(" ,;:()")
    printed = size["n"] if size else texts[size_at] if size_at is not None else ""
    return Column(names_at, name, whole(printed) or sizes.of(name))

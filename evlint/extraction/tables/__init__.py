"""Tables of results → the numbers of each arm: one arm a column and one outcome a row, or one arm a row and one outcome a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from evlint.documents.model import Block, Document
from evlint.extraction.arms.groups import Sizes, normal
from evlint.extraction.draft import Draft
from evlint.extraction.tables import by_rows, estimates, grid, headers
from evlint.extraction.tables.cells import Reading, arm_of, draft_of, p_of
from evlint.extraction.tables.columns import SIZE, Column, is_time, is_time_alone
from evlint.extraction.tables.grid import Row
from evlint.extraction.tables.headers import Heads, Panel
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import whole

_SIZE_LABEL = lazy(
    r"^(?:n|no\.?|(?:total\s)?number\s?(?:of\s(?:patients|subjects|participants|women|men|children)\b.{0,24})?|(?:patients|subjects|participants)(?:\s?\(?n\)?)?|sample size|randomi[sz]ed|analy[sz]ed|itt(?: population)?)(?:[, ]{1,2}n)?$",
    re.I,
)
_MAX_COLUMNS = 14
_LONGEST_CAPTION = 1500
_LONGEST_TITLE = 120
_TIME_ALONE = lazy(
    r"(?:(?:at|after|before|end of|in)\s)?(?:baseline|(?:\d{1,3}|one|two|three|four|six|twelve)(?:st|nd|rd|th)?\s?(?:h|hrs?|hours?|min|minutes?|days?|d|weeks?|wks?|months?|mo|years?|yrs?)|(?:day|week|month|year|hour|visit)\s?\d{1,3})(?:\s(?:of\s)?(?:treatment|follow-?up|later))?",
    re.I,
)
_CAPTION_NUMBER = lazy(r"^\s?(?:table|tab\.)\s?[A-Z]?\d{0,2}[.:]?\s?", re.I)
_CAPTION_END = lazy(r"\.\s|\s(?:in|of|between|among|for)\s(?:the\s)?(?:two|three|four|both|all|study|treatment)\s?(?:\w+\s)?(?:groups?|arms?)\b|\s\(\s?n\s?=|\sby\s(?:treatment\s)?(?:group|arm)", re.I)
_OF_BASELINE = lazy(
    r"\bbaseline\b|\bdemographic|\bcharacteristics? of (?:the )?(?:study )?(?:patients|participants|subjects|population|sample|women|men|children)\b|\b(?:patient|participant|subject|clinical) characteristics\b",
    re.I,
)
_OF_RESULTS = lazy(r"\b(?:chang|differ|from baseline|follow|outcome|after|effect|result|response|week|month)", re.I)


def extract(document: Document, known: Sizes) -> Iterator[Draft]:
    """Drafts of kind finding, one a row that gives numbers for two arms or more."""
    named = dict(known.named)  # grows by the heads of each table, for the tables that follow
    sizes = Sizes(named, known.each)
    for first, last in _tables(document.blocks):
        rows = document.blocks[first:last]
        above = [block for block in document.blocks[max(0, first - 3) : first] if block.end > block.start and block.kind != "table-row"][-2:]
        before, after = _text(document, above), _text(document, document.blocks[last : last + 1])
        yield from _table(document, rows, before, after, _title(_text(document, above[-1:])), sizes, named)


def _text(document: Document, blocks: Sequence[Block]) -> str:
    return " ".join(document.prose[block.start : block.end] for block in blocks if block.end - block.start < _LONGEST_CAPTION)


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """[first, last) of each run of rows; a header after a body begins another table."""
    first = None
    for i, block in enumerate(blocks):
        new = block.kind == "table-row" and block.cells and (first is None or (block.level and not blocks[i - 1].level))
        if first is not None and (new or block.kind != "table-row" or not block.cells):
            yield first, i
            first = None
        if new:
            first = i
    if first is not None:
        yield first, len(blocks)


def _table(document: Document, blocks: Sequence[Block], before: str, after: str, title: str, sizes: Sizes, named: dict[str, str]) -> Iterator[Draft]:
    if not 3 <= max(len(row.cells) for row in blocks) <= _MAX_COLUMNS:
        return
    rows = grid.rows(document, blocks)
    heads = headers.read([row.texts for row in rows], next((i for i, row in enumerate(rows) if not row.header), len(rows)), sizes)
    for column in (column for panel in heads.panels for column in panel.columns if column.n):
        named.setdefault(normal(column.name), column.n or "")
    table = Reading.of(f"{before} {after} {' '.join(heads.texts)}")
    when = "baseline" if _OF_BASELINE.search(before) and not _OF_RESULTS.search(before) else ""
    body = rows[heads.body :]
    yield from estimates.extract(body, heads)
    yield from by_rows.extract(body, heads, sizes, table, when) or _by_columns(body, heads, table, when, title)


def _by_columns(body: Sequence[Row], heads: Heads, table: Reading, when: str, title: str) -> Iterator[Draft]:
    """Drafts of a table whose arms are columns: one a row and panel. Rows that are times ("At 2 h") are of what the title names."""
    panels, group = heads.panels, ""
    p_at = heads.p_at if len(panels) == 1 else None  # one p beside several panels is of their changes, or of one of them
    if not panels:
        return
    first = min(column.first for panel in panels for column in panel.columns)
    for row in body:
        texts = row.texts
        label, filled = " ".join(filter(None, texts[:first])), any(texts[first:])
        if label and not filled:
            group = label
        elif sized := _sizes(label, texts, panels):
            panels = sized
        elif label:
            outcome, time = _outcome(group, texts, first, heads, title)
            for panel in panels:
                yield from _row(row, panel, outcome, table, p_at, time or panel.heading or when)


def _outcome(group: str, texts: Sequence[str], first: int, heads: Heads, title: str) -> tuple[str, str]:
    """(outcome, time) that the labels of a row name, the cells before column `first`."""
    label = " ".join(filter(None, texts[:first]))
    if first > 1 and (is_time(heads.texts[1]) or is_time_alone(texts[1])):
        return f"{group} {texts[0]}".strip(), texts[1] if is_time_alone(texts[1]) else f"{heads.texts[1]} {texts[1]}"
    if _TIME_ALONE.fullmatch(label) and (group or title):
        return group or title, label
    return f"{group} {label}".strip(), ""


def _title(before: str) -> str:
    """What a table is of, by the words of its caption: without its number and the groups that it compares."""
    text = _CAPTION_NUMBER.sub("", " ".join(before.split()))
    cut = _CAPTION_END.search(text)
    return text[: cut.start() if cut else None].strip(" .:;,*")[:_LONGEST_TITLE]


def _row(row: Row, panel: Panel, label: str, table: Reading, p_at: int | None, when: str) -> Iterator[Draft]:
    texts = row.texts
    own = Reading.of(f"{label} {panel.heading} {panel.form}")
    reading = own if own.counts or own.means or own.errors else table
    columns = _closed_up(texts, panel)
    arms = [arm for column in columns if (text := _cell(texts, column)) and (arm := arm_of(text, _sized(column, texts), reading, label))]
    if len(arms) > 1:
        yield draft_of(row.start, row.end, arms, label, when, p_of(texts[p_at]) if p_at is not None and p_at < len(texts) else None)


def _sized(column: Column, texts: Sequence[str]) -> Column:
    """The column with the size that its arm has in this row."""
    return column if column.size_at is None else replace(column, n=whole(texts[column.size_at]) or column.n)


def _closed_up(texts: Sequence[str], panel: Panel) -> tuple[Column, ...]:
    """The columns of a row; where it has one cell an arm (and a p) below a header of two, they stand side by side from the left."""
    first, arms = panel.columns[0].at, len(panel.columns)
    filled = [i for i, text in enumerate(texts) if i >= first and text]
    side_by_side = panel.columns[-1].at - first >= arms and filled and filled[-1] - first < arms + 1 and len(filled) in (arms, arms + 1)
    return tuple(replace(column, at=first + i, second_at=None, size_at=None) for i, column in enumerate(panel.columns)) if side_by_side else panel.columns


def _cell(texts: Sequence[str], column: Column) -> str:
    """What a row holds of one arm, its SD put beside its mean."""
    if column.at >= len(texts):
        return ""
    text = texts[column.at]
    if column.part:
        both = headers.TWO_VALUES.match(text)
        return both[f"v{column.part}"] if both else ""
    if column.second_at is not None and column.second_at < len(texts) and texts[column.second_at]:
        return column.form.format(text, texts[column.second_at])
    return text


def _sizes(label: str, texts: Sequence[str], panels: tuple[Panel, ...]) -> tuple[Panel, ...] | None:
    """The panels with the sizes of their arms, where a row gives nothing else ("Number of patients | 53 | 59")."""
    if not _SIZE_LABEL.match(label.strip(" ,:()")):
        return None
    found = {column.at: size for panel in panels for column in panel.columns if column.at < len(texts) and (size := _whole(texts[column.at]))}
    if len(found) != sum(len(panel.columns) for panel in panels):
        return None
    return tuple(replace(panel, columns=tuple(replace(column, n=found[column.at]) for column in panel.columns)) for panel in panels)


def _whole(text: str) -> str | None:
    size = SIZE.fullmatch(text)
    value = whole(size["n"] if size else text)
    return value if value and int(value) > 0 else None

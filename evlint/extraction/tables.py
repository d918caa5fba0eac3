"""Tables of results: one arm a column, one outcome a row → the numbers of each arm.

Cells are read as "8 (33%)", "39.5 ± 10.6", "6.9 (0.8)", "12/40", "44%" or plain numbers. Whether a pair is a count with its
percentage or a mean with its SD is told by the row's label, the arithmetic (100 · 8 / 24 = 33), the header, or the words around the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evlint.claims.record import Arm, Outcome, PValue, Result, Statistic
from evlint.documents.model import Block, Document
from evlint.extraction.draft import Draft
from evlint.extraction.estimates import significance
from evlint.extraction.groups import Sizes, normal
from evlint.extraction.numbers import NUMBER, p_value
from evlint.statistics.printed import canonical, parse

_MARKS = re.compile(r"[*_`\\]|\^[^^ ]{1,12}\^|\[[^\]]{0,4}\]\(#?\)|[†‡§¶#]")
SIZE = re.compile(r"[(\[,;:]?\s{0,2}\b[nN]\s{0,3}[=:]\s{0,3}(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,7})\)?\]?")
_NOT_AN_ARM = re.compile(
    r"^(?:[pP]\b|[pP][-\s]?values?|sig\b)|\b(?:difference|95\s?%|CI|ratio|OR|RR|HR|total|overall|all\s(?:patients|subjects|participants|groups)|both groups|effect size|test|statistic|χ2|F|df|units?|range|measure|reference|study)\b",
    re.I,
)
_P_HEADER = re.compile(r"^\s?(?:[pP]\b|[pP][-\s]?values?|sig(?:nificance)?\b)", re.I)
_COUNT_HINT = re.compile(r"\((?:in\s)?%\)|\bn\s?[,(/]\s?%|\b(?:no|number|n|frequency)\.?\s?(?:of\s(?:patients|subjects|events|participants))?\s?[(\[,]\s?(?:percent\w*|%)|\bn/N\b", re.I)
_MEAN_HINT = re.compile(r"\bmeans?\b|\bSDs?\b|±|standard deviations?|\bM\s?\(SD\)", re.I)
_ERROR_HINT = re.compile(r"\b(?:SEM?s?|standard errors?|s\.e\.m?\.?)(?![A-Za-z])|\bmedian|\bIQR\b|interquartile|\branges?\b(?!,)|geometric", re.I)
_NUMBER_HINT = re.compile(r"^(?:n|no\.?|number)\b|\b(?:number|no\.) of\b|^n$", re.I)
_SIZE_LABEL = re.compile(
    r"^(?:n|no\.?|(?:total\s)?number\s?(?:of\s(?:patients|subjects|participants|women|men|children)\b.{0,24})?|(?:patients|subjects|participants)(?:\s?\(?n\)?)?|sample size|randomi[sz]ed|analy[sz]ed|itt(?: population)?)(?:[, ]{1,2}n)?$",
    re.I,
)
_PM = re.compile(rf"(?P<a>{NUMBER})\s?%?\s?(?:±|\+/-|\+-)\s?(?P<b>{NUMBER})")
_FRACTION = re.compile(rf"(?P<a>\d{{1,6}})\s?/\s?(?P<n>\d{{1,6}})(?:\s?[(\[,]?\s?(?P<p>{NUMBER})\s?%?\s?[)\]]?)?$")
_PAIR = re.compile(rf"(?P<a>{NUMBER})\s?(?P<pa>%)?\s?[(\[]\s?(?P<b>{NUMBER})\s?(?P<pb>%)?\s?[)\]]")
_PERCENT = re.compile(rf"(?P<p>{NUMBER})\s?%(?:\s?[(\[]\s?(?:n\s?=\s?)?(?P<a>\d{{1,6}})(?:\s?/\s?(?P<n>\d{{1,6}}))?\s?[)\]])?$")
_PLAIN = re.compile(rf"(?P<a>{NUMBER})$")
_NUMERIC = re.compile(rf"[<>≤≥]?\s?{NUMBER}(?![A-Za-z])")
_MAX_HEADER = 4
_ROUNDING = 0.6
_MAX_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: its header without the size, and the size printed there or in a row of sizes."""

    at: int
    name: str
    n: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words around a table say of its cells."""

    counts: bool
    means: bool
    errors: bool  # standard errors, medians, ranges: the second number is no SD

    @classmethod
    def of(cls, text: str) -> Reading:
        return cls(_COUNT_HINT.search(text) is not None, _MEAN_HINT.search(text) is not None, _ERROR_HINT.search(text) is not None)


def extract(document: Document, known: Sizes) -> Iterator[Draft]:
    """Drafts of kind finding, one a row that gives numbers for two arms or more."""
    named = dict(known.named)  # grows by the heads of each table, for the tables that follow
    sizes = Sizes(named, known.each)
    for first, last in _tables(document.blocks):
        rows = document.blocks[first:last]
        around = " ".join(document.prose[block.start : block.end] for block in (*document.blocks[max(0, first - 2) : first], *document.blocks[last : last + 1]) if block.end - block.start < 1500)
        yield from _table(document, rows, around, sizes, named)


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


def _table(document: Document, rows: Sequence[Block], around: str, sizes: Sizes, named: dict[str, str]) -> Iterator[Draft]:
    cells = [[_clean(document.prose[start:end]) for start, end in row.cells] for row in rows]
    width = max(map(len, cells))
    if not 3 <= width <= _MAX_COLUMNS:
        return
    headed = next((i for i, row in enumerate(rows) if not row.level), len(rows))
    while headed < len(rows) and headed < _MAX_HEADER and _goes_on(cells[headed]):
        headed += 1
    heads = _over_numbers(_headers(cells[:headed], width), cells[headed:])
    columns = [column for column in (_column(i, head) for i, head in enumerate(heads)) if column]
    if len(columns) < 2:
        return
    for column in columns:
        if column.n:
            named.setdefault(normal(column.name), column.n)
    columns = [replace(column, n=column.n or sizes.of(column.name)) for column in columns]
    p_column = next((i for i, head in enumerate(heads) if i and _P_HEADER.search(head)), None)
    group = ""
    table = Reading.of(f"{around} {' '.join(heads)}")
    for row, texts in zip(rows[headed:], cells[headed:], strict=True):
        label, filled = _label(texts, columns), [text for text in texts[columns[0].at :] if text]
        if label and not filled:
            group = label
        elif sized := _sizes(label, texts, columns):
            columns = sized
        elif label:
            yield from _row(document, row, texts, columns, f"{group} {label}".strip() if document.prose[row.start - 1 : row.start] != "\n" or group else label, table, p_column)


def _label(texts: list[str], columns: list[Column]) -> str:
    """What a row is about: the cells before the first column of numbers."""
    return " ".join(filter(None, texts[: columns[0].at]))


def _row(document: Document, row: Block, texts: list[str], columns: list[Column], label: str, table: Reading, p_column: int | None) -> Iterator[Draft]:
    own = Reading.of(label)
    reading = own if own.counts or own.means or own.errors else table
    arms = [arm for column in columns if column.at < len(texts) and (arm := _arm(texts[column.at], column, reading, label))]
    if len(arms) < 2:
        return
    p = _p(texts[p_column]) if p_column is not None and p_column < len(texts) else None
    statistic = Statistic(arms=tuple(arms), p=p)
    result = Result(direction="unclear", significance=significance(statistic))
    yield Draft("finding", row.start, row.end, 0.7, {"statistic": statistic, "outcome": Outcome(text=label[:200]), "result": result})


def _clean(text: str) -> str:
    return " ".join(_MARKS.sub("", text).replace("--", "–").split())


def _goes_on(texts: list[str]) -> bool:
    """Whether a row still belongs to the header: sizes of groups, or names of spanned columns, and no number else."""
    filled = [text for text in texts if text]
    sized = sum(SIZE.search(text) is not None for text in filled)
    if len(filled) < 2:
        return False
    worded = sum(text[0].isalpha() for text in filled)
    return sized >= 2 or worded == len(filled) or (not texts[0] and worded > 0) or (texts[0][:1].isdigit() and filled[-1][0].isalpha())


def _headers(rows: list[list[str]], width: int) -> list[str]:
    """The words above each column. A second header row that only fills the last, spanning head is moved under it."""
    heads = [""] * width
    for i, row in enumerate(rows):
        texts = row + [""] * (width - len(row))
        if i:
            texts = _moved(heads, texts)
        heads = [f"{head} {text}".strip() if text else head for head, text in zip(heads, texts, strict=True)]
    return heads


def _moved(heads: list[str], texts: list[str]) -> list[str]:
    """Cells of a sub-header shifted to the columns that have no head of their own (spans are lost in conversion)."""
    width, filled = len(texts), [text for text in texts if text]
    if not texts[0] or len(filled) == width:
        return texts
    last = max((i for i, head in enumerate(heads) if head), default=0)
    if len(filled) == width - last:
        return [""] * last + filled
    return ["", *filled, *[""] * (width - 1 - len(filled))] if len(filled) == width - 1 else texts


def _over_numbers(heads: list[str], body: Sequence[list[str]]) -> list[str]:
    """Heads moved over the columns that hold numbers, where there are as many of one as of the other (row spans are lost in conversion)."""
    width = len(heads)
    texts = [[row[i] for row in body if i < len(row) and row[i]] for i in range(width)]
    numeric = [i for i in range(1, width) if texts[i] and 2 * sum(_NUMERIC.match(text) is not None for text in texts[i]) >= len(texts[i])]
    headed = [i for i in range(width) if heads[i] and not (i == 0 and len(numeric) == sum(map(bool, heads[1:])))]
    if len(headed) != len(numeric) or headed == numeric:
        return heads
    moved = dict(zip(numeric, (heads[i] for i in headed), strict=True))
    return [moved.get(i, "") for i in range(width)]


def _column(at: int, head: str) -> Column | None:
    if at == 0 or not head:
        return None
    size = SIZE.search(head)
    name = SIZE.sub("", head).strip(" ,;:()[]")
    return None if _NOT_AN_ARM.search(name) or not name else Column(at, name, canonical(size["n"]) if size else None)


def _sizes(label: str, texts: list[str], columns: list[Column]) -> list[Column] | None:
    """The columns with their sizes, where a row gives nothing else ("Number of patients | 53 | 59")."""
    if not _SIZE_LABEL.match(label.strip(" ,:()")):
        return None
    found = {column.at: size for column in columns if column.at < len(texts) and (size := _whole(texts[column.at]))}
    return [replace(column, n=found[column.at]) for column in columns] if len(found) == len(columns) else None


def _whole(text: str) -> str | None:
    size = SIZE.fullmatch(text)
    value = canonical(size["n"] if size else text)
    return value if value and value.isdigit() and int(value) > 0 else None


def _p(text: str) -> PValue | None:
    found = p_value(text if text[:1] in "pP" else f"p {text}" if text[:1] in "<>=≤≥" else f"p = {text}")
    return found[0] if found and (found[0].value is None or 0 <= float(found[0].value) <= 1) else None


def _arm(text: str, column: Column, reading: Reading, label: str) -> Arm | None:
    if match := _PM.match(text):
        return Arm(name=column.name, n=column.n, mean=canonical(match["a"]), sd=None if reading.errors and not reading.means else canonical(match["b"]))
    if match := _FRACTION.match(text):
        return Arm(name=column.name, events=canonical(match["a"]), n=canonical(match["n"]), percent=canonical(match["p"]) if match["p"] else None)
    if match := _PERCENT.match(text):
        return Arm(name=column.name, events=match["a"], n=match["n"] or column.n, percent=canonical(match["p"]))
    if match := _PAIR.match(text):
        return _pair(match, column, reading)
    if match := _PLAIN.match(text):
        value = canonical(match["a"]) or ""
        counted = value.isdigit() and (column.n is None or int(value) <= int(column.n)) and (_NUMBER_HINT.search(label) or not reading.means)
        if counted and ("%" in label and "(%" not in label):
            return Arm(name=column.name, n=column.n, percent=value)
        return Arm(name=column.name, n=column.n, events=value) if counted else Arm(name=column.name, n=column.n, mean=value)
    return None


def _pair(match: re.Match[str], column: Column, reading: Reading) -> Arm | None:
    """ "8 (33)": a count with its percentage, or a mean with its SD."""
    first, second = canonical(match["a"]), canonical(match["b"])
    if first is None or second is None:
        return None
    if match["pa"]:
        return Arm(name=column.name, n=column.n, percent=first, events=second if second.isdigit() else None)
    fits = first.isdigit() and column.n is not None and abs(100 * int(first) / int(column.n) - float(parse(second).value)) <= _ROUNDING
    if match["pb"] or fits or (reading.counts and first.isdigit() and not (column.n and reading.means)):
        return Arm(name=column.name, n=column.n, events=first if first.isdigit() else None, percent=second)
    spread = float(parse(second).value) >= 0 and not (reading.errors and not reading.means)
    return Arm(name=column.name, n=column.n, mean=first, sd=second if spread else None)

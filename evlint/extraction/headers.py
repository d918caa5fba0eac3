"""Heads of a table of results: which columns are arms, under which span, and what each holds.

Spans are lost where tables are converted: the heads of the first row stand side by side, those of the second fill all columns, often
one to the left. Heads are put back over the columns that hold numbers, and spans over the sub-heads that they share out evenly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evlint.extraction.groups import Sizes
from evlint.extraction.numbers import NUMBER
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import whole

_MARKS = lazy(r"[*_`\\]|\^[^^ ]{1,12}\^|\[[^\]]{0,4}\]\(#?\)|[†‡§¶#]")
SIZE = lazy(r"[(\[,;:]?\s{0,2}\b[nN]\s{0,3}[=:]\s{0,3}(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,7})\)?\]?")
_NOT_AN_ARM = lazy(
    r"^(?:[pP]\b|[sS]ig\b)|\b(?:(?i:p[-\s]?values?|difference|95\s?%|ratio|total|overall|all\s(?:patients|subjects|participants|groups)|both groups|effect size|test|statistic|units?|range|measure|reference|study|trials|studies|participants|sensitivity|specificity|certainty|coefficient)|PPV|NPV|TP|FP|TN|FN|SE|CI|OR|RR|HR|ES|χ2|F|df)\b",
)
P_HEADER = lazy(r"^\s?(?:[pP]\b|(?:[Aa]djusted\s)?[pP][-\s]?values?|[Ss]ig(?:nificance)?\b)")
_NUMERIC = lazy(rf"[<>≤≥]?\s?{NUMBER}(?![A-Za-z])")
_FORM = lazy(r"\s*[,;:]?\s*\(?(?:[Mm]eans?\s?(?:±|\()\s?SDs?\)?|[nN]\s?[(,/]\s?%\)?|%\s?\(\s?(?:SDs?|[nN])\)?|[nN]/N\s?\(%\)?|\((?:%|SDs?|[nN])\))\s*$")
_DOSE = lazy(r"\d{1,5}(?:\.\d{1,3})?(?:[-\s]?(?:mg|µg|g|ml|mL|IU|%))?")
_ENDS_IN_DOSE = lazy(rf"(?P<w>.*[A-Za-z)][^\d]*)\s{_DOSE.pattern}(?:\s?[(\[]?[nN]\s?=\s?\d+[)\]]?)?$")
_TIME = lazy(r"\b(?:weeks?|months?|days?|years?|hours?|baseline|pre|post|pre-?\w*test|post-?\w*test|follow|visit|before|after|change|end of|T\d)\b", re.I)
_BASELINE = lazy(r"\b(?:baseline|pre-?\s?(?:test|treatment|intervention|operative)?|before|entry|week 0|day 0)\b", re.I)
_FIELDS = {"mean": "mean", "m": "mean", "means": "mean", "sd": "sd", "standard deviation": "sd", "s.d.": "sd", "n": "n", "no.": "n", "%": "percent"}
_TWO_NAMES = lazy(r"\b(?P<a>[A-Z][A-Za-z-]{2,24}(?:\s[A-Za-z-]{2,16}){0,2})\s\((?P<b>[A-Za-z][A-Za-z -]{2,30})\)$")
_SPREAD_VALUE = rf"{NUMBER}\s?(?:±|\+/-|\+-)\s?{NUMBER}"
TWO_VALUES = lazy(rf"(?P<v1>{_SPREAD_VALUE})\s?[(\[]\s?(?P<v2>{_SPREAD_VALUE})\s?[)\]]")
_PAIRED = lazy(rf"{NUMBER}\s?(?:±|\+/-|\+-|%?\s?[(\[])\s?{NUMBER}")
_TOGETHER = ((["mean", "sd"], "{} ± {}"), (["n", "percent"], "{} ({}%)"))
_MAX_HEADER = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers of one arm: the arm's name without its size, and the size printed there or in a row of sizes.

    `second_at` is the column of its SDs or percentages where those have a column of their own, and `form` how the two are read together. In a cell "3.0 ± 1.5 (4.3 ± 2.0)" of two arms, `part` 1
    is the first value and 2 the one in brackets.
    """

    at: int
    name: str
    n: str | None = None
    second_at: int | None = None
    form: str = "{} ± {}"
    part: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns that are set against each other, and what they have in common ("Week 12", "Mean change")."""

    heading: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """`texts` are the words over each column, `body` the first row below the header."""

    texts: tuple[str, ...]
    panels: tuple[Panel, ...]
    body: int
    p_at: int | None


def clean(text: str) -> str:
    """A cell without mark-up, footnote signs and spare blanks."""
    return " ".join(_MARKS.sub("", text).replace("--", "–").split())


def read(cells: Sequence[list[str]], headed: int, sizes: Sizes) -> Heads:
    """The heads of a table whose first `headed` rows are marked as header (more may follow)."""
    width = max(map(len, cells))
    while headed < len(cells) and headed < _MAX_HEADER and _goes_on(cells[headed]):
        headed += 1
    rows, body = cells[:headed], cells[headed:]
    texts = _one_span(rows, body, width) or _over_numbers(_joined(rows, width), body)
    panels = _spread(rows, width) or _shared_cells(texts, body) or _plain(texts)
    ordered = sorted(panels, key=lambda panel: _BASELINE.search(panel.heading) is not None)  # results before what was there at the start
    panels = tuple(replace(panel, columns=tuple(replace(column, n=column.n or sizes.of(column.name)) for column in panel.columns)) for panel in ordered)
    return Heads(tuple(texts), panels, headed, next((i for i, head in enumerate(texts) if i and P_HEADER.search(head)), None))


def _plain(texts: list[str]) -> tuple[Panel, ...]:
    columns = tuple(column for column in (_column(i, head) for i, head in enumerate(_named(texts))) if column)
    return (Panel("", columns),) if len(columns) > 1 else ()


def _named(texts: list[str]) -> list[str]:
    """Heads in which a bare number takes over the words of the one before: "Treatment (mg) 0.2", "1" → "Treatment (mg) 1"."""
    out: list[str] = []
    for head in texts:
        before = _ENDS_IN_DOSE.match(out[-1]) if out and _DOSE.fullmatch(SIZE.sub("", head).strip()) else None
        out.append(f"{before[1]} {head}" if before else head)
    return out


def _column(at: int, head: str) -> Column | None:
    if at == 0 or not head:
        return None
    size = SIZE.search(head)
    name = _FORM.sub("", SIZE.sub("", head)).strip(" ,;:()[]")
    return None if _NOT_AN_ARM.search(name) or not name else Column(at, name, whole(size["n"]) if size else None)


def _spread(rows: Sequence[list[str]], width: int) -> tuple[Panel, ...]:
    """Panels of a header whose first row spans the second; none where it does not."""
    if len(rows) < 2:
        return ()
    first = [*rows[0], *[""] * (width - len(rows[0]))]
    tops = [column for i, head in enumerate(first) if (column := _column(i, head))]
    below = _joined([_moved(first, [*row, *[""] * (width - len(row))]) for row in rows[1:]], width)
    subs = [(i, head) for i, head in enumerate(below) if i and head and not P_HEADER.search(head)]
    if len(tops) < 2 or len(subs) <= len(tops) or len(subs) % len(tops):
        return ()
    step = len(subs) // len(tops)
    shares = [subs[k * step : (k + 1) * step] for k in range(len(tops))]
    fields = [[_FIELDS.get(head.strip(" ()").lower()) for _, head in share] for share in shares]
    for pair, form in _TOGETHER:
        if all(field[-2:] == pair for field in fields):
            return (Panel("", tuple(replace(top, at=share[-2][0], second_at=share[-1][0], form=form) for top, share in zip(tops, shares, strict=True))),)
    if sum(_TIME.search(top.name) is not None for top in tops) * 2 > len(tops):
        own = [tuple(column for at, head in share if (column := _column(at, head))) for share in shares]
        return tuple(Panel(top.name, columns) for top, columns in zip(tops, own, strict=True) if len(columns) > 1)
    names = [_FORM.sub("", head).strip(" ,;:") for _, head in shares[0]]
    return tuple(Panel(name, tuple(replace(top, at=share[k][0]) for top, share in zip(tops, shares, strict=True))) for k, name in enumerate(names))


def _one_span(rows: Sequence[list[str]], body: Sequence[list[str]], width: int) -> list[str]:
    """The words above each column where one head of the first row spans all of the second, and the others none: found by the columns of pairs."""
    if len(rows) != 2:
        return []
    tops, subs = [text for text in rows[0][1:] if text], [text for text in rows[1] if text]
    if len(subs) < 2 or not any(SIZE.sub("", text).strip(" ()") for text in subs) or len(tops) - 1 + len(subs) != width - 1:
        return []
    filled = [row for row in body if any(row[1:])]
    paired = [2 * sum(_PAIRED.match(row[i]) is not None for row in filled if i < len(row)) > len(filled) for i in range(1, width)]
    at = next((q for q in reversed(range(len(tops))) if all(paired[q : q + len(subs)])), None)  # a span that could be any is mostly the last
    if at is None:
        return []
    return [rows[0][0], *tops[:at], *(f"{tops[at]} {sub}" if _TIME.search(tops[at]) is None else sub for sub in subs), *tops[at + 1 :]]


def _shared_cells(texts: list[str], body: Sequence[list[str]]) -> tuple[Panel, ...]:
    """Panels of columns whose cells hold two arms: "Post-test; Intervention (control)" over "10.8 ± 2.0 (4.9 ± 1.9)"."""
    panels = []
    for at, head in enumerate(texts):
        named = _TWO_NAMES.search(head)
        filled = [row[at] for row in body if at < len(row) and row[at]]
        if at and named and filled and 2 * sum(TWO_VALUES.match(text) is not None for text in filled) > len(filled):
            heading = head[: named.start()].strip(" ,;:")
            panels.append(Panel(heading, (Column(at, named["a"], part=1), Column(at, named["b"], part=2))))
    return tuple(panels)


def _goes_on(texts: list[str]) -> bool:
    """Whether a row still belongs to the header: sizes of groups, or names of spanned columns, and no number else."""
    filled = [text for text in texts if text]
    sized = sum(SIZE.search(text) is not None for text in filled)
    if len(filled) < 2:
        return False
    worded = sum(text[0].isalpha() for text in filled)
    return sized >= 2 or worded == len(filled) or (not texts[0] and worded > 0) or (texts[0][:1].isdigit() and filled[-1][0].isalpha())


def _joined(rows: Sequence[list[str]], width: int) -> list[str]:
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

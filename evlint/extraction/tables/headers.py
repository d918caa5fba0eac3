"""Heads of a table of results: which columns are arms, under which span, and what each holds.

Spans are lost where tables are converted: the heads of the first row stand side by side, those of the second fill all columns, often
one to the left. Heads are put back over the columns that hold numbers, and spans over the sub-heads that they share out evenly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evlint.extraction.arms.groups import Sizes, normal
from evlint.extraction.numbers import NUMBER
from evlint.extraction.tables import spans
from evlint.extraction.tables.columns import FORM, PLAIN_ARM, SIZE, Column, Fields, bare, is_baseline, is_time, is_time_alone, role_of
from evlint.extraction.tables.grid import looks
from evlint.extraction.tables.spans import NOT_AN_ARM, P_HEADER, Span
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import whole

_NUMERIC = lazy(rf"[<>≤≥]?\s?{NUMBER}(?![A-Za-z])")
_DOSE = lazy(r"\d{1,5}(?:\.\d{1,3})?(?:[-\s]?(?:mg|µg|g|ml|mL|IU|%))?")
_ENDS_IN_DOSE = lazy(rf"(?P<w>.*[A-Za-z)][^\d]*)\s{_DOSE.pattern}(?:\s?[(\[]?[nN]\s?=\s?\d+[)\]]?)?$")
_TWO_NAMES = lazy(r"\b(?P<a>[A-Z][A-Za-z-]{2,24}(?:\s[A-Za-z-]{2,16}){0,2})\s\((?P<b>[A-Za-z][A-Za-z -]{2,30})\)$")
_SPREAD_VALUE = rf"{NUMBER}\s?(?:±|\+/-|\+-)\s?{NUMBER}"
TWO_VALUES = lazy(rf"(?P<v1>{_SPREAD_VALUE})\s?[(\[]\s?(?P<v2>{_SPREAD_VALUE})\s?[)\]]")
_PAIRED = lazy(rf"{NUMBER}\s?(?:±|\+/-|\+-|%?\s?[(\[])\s?{NUMBER}")
_MAX_HEADER = 4


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns that are set against each other, and what they have in common ("Week 12", "Mean change"); `form` says what their cells hold ("n (%)")."""

    heading: str
    columns: tuple[Column, ...]
    form: str = ""


@dataclass(frozen=True, slots=True)
class Heads:
    """`texts` are the words over each column, `body` the first row below the header."""

    texts: tuple[str, ...]
    panels: tuple[Panel, ...]
    body: int
    p_at: int | None


def read(cells: Sequence[Sequence[str]], headed: int, sizes: Sizes) -> Heads:
    """The heads of a table whose first `headed` rows are marked as header (more may follow)."""
    width = len(cells[0])
    while headed < len(cells) and headed < _MAX_HEADER and _goes_on(cells[headed]):
        headed += 1
    rows, body = cells[:headed], cells[headed:]
    found, texts = spans.spans(rows[0], _joined([spans.placed(rows[0], row) for row in rows[1:]], width)) if len(rows) > 1 else ([], [])
    heads: Sequence[str] = texts or _one_span(rows, body, width) or _over_numbers(_joined(rows, width), body)
    panels = (_over(found, sizes) if found else ()) or _shared_cells(heads, body) or _plain(["" if _holds_words(body, at) else head for at, head in enumerate(heads)])
    ordered = sorted(panels, key=lambda panel: is_baseline(panel.heading))  # results before what was there at the start
    panels = tuple(replace(panel, columns=tuple(replace(column, n=column.n or sizes.of(column.name)) for column in panel.columns)) for panel in ordered)
    return Heads(tuple(heads), panels, headed, next((i for i, head in enumerate(heads) if i and P_HEADER.search(head)), None))


def _holds_words(body: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column holds no numbers but words: labels, times."""
    filled = [row[at] for row in body if row[at]]
    return bool(filled) and all(looks(text) == "T" for text in filled)


def _plain(texts: Sequence[str]) -> tuple[Panel, ...]:
    columns = tuple(column for column in (_column(i, head) for i, head in enumerate(_named(texts))) if column)
    timed = sum(is_time_alone(column.name) for column in columns)  # columns that are times are of one group
    return (Panel("", columns),) if len(columns) > 1 and 2 * timed < len(columns) else ()


def _named(texts: Sequence[str]) -> list[str]:
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
    name = bare(FORM.sub("", SIZE.sub("", head)))
    return None if NOT_AN_ARM.search(name) or role_of(name) or not name else Column(at, name, whole(size["n"]) if size else None)


def _over(found: Sequence[Span], sizes: Sizes) -> tuple[Panel, ...]:
    """Panels of arms that span fields ("Zinc" over "Mean", "SD") or times, or of times that span arms."""
    if _arms_below(found, sizes):
        own = [tuple(column for at, text in span.below if (column := _column(at, text))) for span in found]
        return tuple(Panel(span.head, columns) for span, columns in zip(found, own, strict=True) if len(columns) > 1)
    tops = [(column, span) for span in found if (column := _column(span.below[0][0], span.head))]
    if len(tops) < 2:
        return ()
    roles = [tuple(role_of(text) for _, text in span.below) for _, span in tops]
    if len(set(roles)) == 1 and (fields := Fields.of(roles[0])):
        return (Panel("", tuple(fields.column(column, [at for at, _ in span.below]) for column, span in tops), tops[0][1].below[fields.value][1]),)
    return tuple(Panel(text, tuple(replace(column, at=span.below[k][0]) for column, span in tops)) for k, (_, text) in enumerate(tops[0][1].below) if role_of(text) not in ("p", "interval"))


def _arms_below(found: Sequence[Span], sizes: Sizes) -> bool:
    """Whether the sub-heads are the arms: they have sizes or names of arms, or stand below times."""
    tops, subs = [span.head for span in found], [text for _, text in found[0].below]
    if any(SIZE.search(text) for text in tops):
        return False
    if sum(is_time(text) for text in tops) * 2 > len(tops) or all(SIZE.search(text) for text in subs):
        return True
    return any(PLAIN_ARM.match(text) for text in subs) and not any(PLAIN_ARM.match(text) or normal(text) in sizes.named for text in tops)


def _one_span(rows: Sequence[Sequence[str]], body: Sequence[Sequence[str]], width: int) -> list[str]:
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
    return [rows[0][0], *tops[:at], *(sub if is_time(tops[at]) or all(map(SIZE.search, subs)) else f"{tops[at]} {sub}" for sub in subs), *tops[at + 1 :]]


def _shared_cells(texts: Sequence[str], body: Sequence[Sequence[str]]) -> tuple[Panel, ...]:
    """Panels of columns whose cells hold two arms: "Post-test; Intervention (control)" over "10.8 ± 2.0 (4.9 ± 1.9)"."""
    panels = []
    for at, head in enumerate(texts):
        named = _TWO_NAMES.search(head)
        filled = [row[at] for row in body if at < len(row) and row[at]]
        if at and named and filled and 2 * sum(TWO_VALUES.match(text) is not None for text in filled) > len(filled):
            heading = head[: named.start()].strip(" ,;:")
            panels.append(Panel(heading, (Column(at, named["a"], part=1), Column(at, named["b"], part=2))))
    return tuple(panels)


def _goes_on(texts: Sequence[str]) -> bool:
    """Whether a row still belongs to the header: sizes of groups, or names of spanned columns, and no number else."""
    filled = [text for text in texts if text]
    sized = sum(SIZE.search(text) is not None for text in filled)
    if len(filled) < 2:
        return False
    worded = sum(text[0].isalpha() or role_of(text) != "" for text in filled)
    return sized >= 2 or worded == len(filled) or (not texts[0] and worded > 0) or (texts[0][:1].isdigit() and filled[-1][0].isalpha())


def _joined(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The words above each column. A second header row that only fills the last, spanning head is moved under it."""
    heads = [""] * width
    for i, row in enumerate(rows):
        texts = _moved(heads, row) if i else row
        heads = [f"{head} {text}".strip() if text else head for head, text in zip(heads, texts, strict=True)]
    return heads


def _moved(heads: Sequence[str], texts: Sequence[str]) -> Sequence[str]:
    """Cells of a sub-header shifted to the columns that have no head of their own (spans are lost in conversion)."""
    width, filled = len(texts), [text for text in texts if text]
    if not texts[0] or len(filled) == width:
        return texts
    last = max((i for i, head in enumerate(heads) if head), default=0)
    if len(filled) == width - last:
        return [""] * last + filled
    return ["", *filled, *[""] * (width - 1 - len(filled))] if len(filled) == width - 1 else texts


def _over_numbers(heads: Sequence[str], body: Sequence[Sequence[str]]) -> Sequence[str]:
    """Heads moved over the columns that hold numbers, where there are as many of one as of the other (row spans are lost in conversion)."""
    width = len(heads)
    texts = [[row[i] for row in body if i < len(row) and row[i]] for i in range(width)]
    numeric = [i for i in range(1, width) if texts[i] and 2 * sum(_NUMERIC.match(text) is not None for text in texts[i]) >= len(texts[i])]
    headed = [i for i in range(width) if heads[i] and not (i == 0 and len(numeric) == sum(map(bool, heads[1:])))]
    if len(headed) != len(numeric) or headed == numeric:
        return heads
    moved = dict(zip(numeric, (heads[i] for i in headed), strict=True))
    return [moved.get(i, "") for i in range(width)]

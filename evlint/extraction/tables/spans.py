"""Heads that span several columns of a table, over the sub-heads that they share out.

Converters lose spans: the heads of the first row then stand side by side, and so do those of the second, which go into the columns
that no head of the first row takes for itself. They are put back so that the heads that are left share the sub-heads evenly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evlint.patterns import pattern as lazy

NOT_AN_ARM = lazy(
    r"^(?:[pP]\b|[sS]ig\b)|\b(?:(?i:p[-\s]?values?|difference|95\s?%|ratio|total|overall|all\s(?:patients|subjects|participants|groups)|both groups|effect size|test|statistic|units?|range|measure|reference|study|trials|studies|participants|sensitivity|specificity|certainty|coefficient)|PPV|NPV|TP|FP|TN|FN|SE|CI|OR|RR|HR|ES|χ2|F|df)\b",
)
P_HEADER = lazy(r"^\s?(?:[pP]\b|(?:[Aa]djusted\s)?[pP][-\s]?values?|[Ss]ig(?:nificance)?\b)")


@dataclass(frozen=True, slots=True)
class Span:
    """A head of the first row and the (column, text) of each sub-head below it."""

    head: str
    below: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Split:
    """How many columns to the left of the sub-heads, and how many heads at the right end, have a head of their own, and how many sub-heads each head between has."""

    left: int
    right: int
    each: int


def placed(tops: Sequence[str], row: Sequence[str]) -> list[str]:
    """A second header row with its cells in their columns."""
    texts, width = list(row), len(row)
    filled = [text for text in texts if text]
    if not texts[0] or len(filled) == width:
        return texts
    split = _split(tops, filled, width, None)
    if split:
        left = split.left
    elif len(filled) in (width - _last(tops), width - 1):  # below the last head; or below all but the label
        left = width - len(filled)
    else:
        return texts
    return [""] * left + filled + [""] * (width - left - len(filled))


def spans(tops: Sequence[str], below: Sequence[str]) -> tuple[list[Span], list[str]]:
    """(spans of two heads or more, the words over each column); no spans where the rows are of another form."""
    width = len(below)
    filled = [(at, text) for at, text in enumerate(below) if text]
    if filled and not filled[0][0]:
        filled = filled[1:] if len(filled) == width else []
    if not filled:
        return [], []
    split = _split(tops, [text for _, text in filled], width, filled[0][0])
    if split is None:
        return [], []
    heads = _heads(tops)
    sharing = heads[split.left : len(heads) - split.right]
    found = [Span(head, tuple(filled[k * split.each : (k + 1) * split.each])) for k, head in enumerate(sharing)]
    words = [*heads[: split.left], *[""] * (width - split.left)]
    for k, head in enumerate(reversed(heads[len(heads) - split.right :] if split.right else [])):
        words[width - 1 - k] = head
    over = {at: f"{span.head} {text}" for span in found for at, text in span.below}
    return found, [over.get(at) or " ".join(filter(None, (word, below[at]))) for at, word in enumerate(words)]


def _split(tops: Sequence[str], subs: Sequence[str], width: int, left: int | None) -> Split | None:
    """The split that leaves two heads or more to share the sub-heads evenly, with what is no arm (p, difference) at the right end first."""
    heads = _heads(tops)
    of_no_arm = next((i for i, head in enumerate(reversed(heads)) if not NOT_AN_ARM.search(head)), len(heads))
    of_no_one = next((i for i, text in enumerate(reversed(subs)) if not P_HEADER.search(text)), len(subs))  # a p of all arms has no head above
    for dropped in range(of_no_one + 1):
        count = len(subs) - dropped
        for right in range(of_no_arm, -1, -1):
            begin = left if left is not None else width - len(subs) - right
            sharing = heads[begin : len(heads) - right] if begin > 0 else []
            whole = begin + len(subs) + right == width
            if whole and len(sharing) > 1 and all(sharing) and count > len(sharing) and not count % len(sharing):
                return Split(begin, right, count // len(sharing))
    return None


def _heads(tops: Sequence[str]) -> list[str]:
    """The heads of a first row: its leading blanks are heads of labels, other blanks are what spans left behind."""
    first = next((i for i, text in enumerate(tops) if text), len(tops))
    return [*tops[:first], *(text for text in tops[first:] if text)]


def _last(tops: Sequence[str]) -> int:
    return max((i for i, text in enumerate(tops) if text), default=0)

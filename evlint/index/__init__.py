"""The corpus index: claims by key, and the pairs that share one. A join on keys, never all pairs of a corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from evlint import vocabulary
from evlint.claims.model import Claim
from evlint.claims.normal import Normal, normalise
from evlint.documents.model import Document
from evlint.index import opposed, questions, statements
from evlint.index.compare import Comparison, compare
from evlint.index.opposed import Opposed

MAX_PAIRS_PER_KEY = 5_000
"""Beyond this, further pairs of one key are counted as not compared: a thousand claims on one topic need a reviewer, not a list."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Comparisons in a fixed order, and how many pairs were left uncompared for being too many."""

    comparisons: tuple[Comparison, ...]
    left_out: int


def results(claims: Iterable[Claim]) -> Pairs:
    """Pairs of results: same intervention, same outcome. A claim without either never matches."""
    return _join(claims, ("estimate", "finding", "count"), lambda normal: (normal.intervention, normal.outcome))


def recommendations(claims: Iterable[Claim]) -> Pairs:
    """Pairs of recommendations on one intervention whose conditions are related."""
    return _join(claims, ("recommendation",), lambda normal: (normal.intervention, "-"), orient=False)


def answers(claims: Iterable[Claim]) -> Pairs:
    """Pairs of the answers that two documents give to one question, asked in a heading of both."""
    comparisons: list[Comparison] = []
    left_out = 0
    for question, group in questions.answers(claims).items():
        found, left = _within(group, (question,))
        comparisons += found
        left_out += left
    return Pairs(tuple(comparisons), left_out)


def opposites(documents: Iterable[Document], claims: Mapping[str, Iterable[Claim]], rejected: Mapping[str, Iterable[tuple[int, int]]]) -> list[Opposed]:
    """Passages of two documents that are about the same thing and say the opposite, by their words. `rejected`: spans that are no claims."""
    read = [document for document in documents if document.status == "read"]
    return opposed.pairs([one for document in read for one in statements.read(document, claims.get(document.path, ()), rejected.get(document.path, ()))]) if len(read) > 1 else []


def _join(claims: Iterable[Claim], kinds: tuple[str, ...], key: Callable[[Normal], tuple[str, str]], *, orient: bool = True) -> Pairs:
    groups: dict[tuple[str, str], list[Normal]] = {}
    for claim in claims:
        if claim.record.kind in kinds and claim.record.attribution in (None, "asserted"):
            normal = normalise(claim, orient=orient)
            if all(parts := key(normal)):
                groups.setdefault(parts, []).append(normal)
    comparisons: list[Comparison] = []
    left_out = 0
    for parts in sorted(groups):
        group = sorted(groups[parts], key=lambda n: (n.claim.document.path, n.claim.start, n.claim.end, n.claim.id))
        found, left = _within(group, _names(group, parts))
        comparisons += found
        left_out += left
    return Pairs(tuple(comparisons), left_out)


def _within(group: list[Normal], names: tuple[str, ...]) -> tuple[list[Comparison], int]:
    """(comparisons of a group in order, pairs left out for being too many)."""
    found: list[Comparison] = []
    seen = 0
    for i, first in enumerate(group):
        rest = group[i + 1 : i + 1 + MAX_PAIRS_PER_KEY - seen]
        seen += len(rest)
        found += (pair for second in rest if (pair := compare(first, second, names)) is not None)
    return found, len(group) * (len(group) - 1) // 2 - seen


def _names(group: list[Normal], key: tuple[str, str]) -> tuple[str, ...]:
    """The key as people write it: for each part the shortest wording in the group, the first of the alphabet among equals."""
    interventions = [part.text for n in group for part in (n.record.intervention,) if part and vocabulary.intervention(part.text) == key[0]]
    outcomes = [part.text for n in group for part in (n.record.outcome,) if part]
    found = (min(texts, key=lambda text: (len(text), text)) for texts in (interventions or [key[0]], outcomes) if texts)
    return tuple(found)

"""The corpus index: claims by key, and the pairs that share one. A join on keys, never all pairs of a corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, product

from evlint.claims.model import Claim
from evlint.claims.normal import Normal, normalise
from evlint.documents.model import Document
from evlint.index import opposed, questions, statements
from evlint.index.compare import Comparison, compare
from evlint.index.opposed import Opposed
from evlint.index.statements import Statement
from evlint.vocabulary import BUILT_IN, Vocabulary

Key = tuple[str, str]
Groups = dict[Key, list[Normal]]

MAX_PAIRS_PER_KEY = 5_000
"""Beyond this, further pairs of one key are counted as not compared: a thousand claims on one topic need a reviewer, not a list."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Comparisons in a fixed order, and how many pairs were left uncompared for being too many."""

    comparisons: tuple[Comparison, ...]
    left_out: int


def by_key(claims: Iterable[Claim], words: Vocabulary = BUILT_IN) -> Groups:
    """Results by (intervention, outcome), in order of keys, documents and places. A claim without either has no key."""
    return _groups(claims, ("estimate", "finding", "count"), lambda normal: (normal.intervention, normal.outcome), words)


def results(groups: Groups) -> Pairs:
    """Pairs of results that share their key."""
    return _joined(groups)


def kindred(groups: Groups, words: Vocabulary = BUILT_IN) -> Pairs:
    """Pairs of results of which one is of a kind of the other: a drug and its class, an outcome and a broader one, or both."""
    found = [_between(groups[key], groups[below], _names(groups[key], key)) for key, narrower in sorted(_narrower(groups, words).items()) for below in narrower]
    return _sum(found)


def recommendations(claims: Iterable[Claim], words: Vocabulary = BUILT_IN) -> Pairs:
    """Pairs of recommendations on one intervention whose conditions are related."""
    return _joined(_groups(claims, ("recommendation",), lambda normal: (normal.intervention, "-"), words, orient=False))


def answers(claims: Iterable[Claim], words: Vocabulary = BUILT_IN) -> Pairs:
    """Pairs of the answers that two documents give to one question, asked in a heading of both."""
    comparisons: list[Comparison] = []
    left_out = 0
    for question, group in questions.answers(claims, words).items():
        found, left = _within(group, (question,))
        comparisons += found
        left_out += left
    return Pairs(tuple(comparisons), left_out)


def opposites(documents: Iterable[Document], claims: Mapping[str, Iterable[Claim]], rejected: Mapping[str, Iterable[tuple[int, int]]], kept: Mapping[str, Iterable[Statement]]) -> list[Opposed]:
    """Passages of two documents that are about the same thing and say the opposite, by their words.

    `rejected`: spans that are no claims. `kept`: by path, statements that were read before.
    """
    read = [document for document in documents if document.status == "read"]
    if len(read) < 2:
        return []
    found = (kept[path] if (path := document.path) in kept else statements.read(document, claims.get(path, ()), rejected.get(path, ())) for document in read)
    return opposed.pairs([one for some in found for one in some])


def _groups(claims: Iterable[Claim], kinds: tuple[str, ...], key: Callable[[Normal], Key], words: Vocabulary, *, orient: bool = True) -> Groups:
    """Key → the claims of these kinds that bear it, in order of document and place."""
    groups: dict[Key, list[Normal]] = {}
    for claim in claims:
        if claim.record.kind in kinds and claim.record.attribution in (None, "asserted"):
            normal = normalise(claim, words, orient=orient)
            if all(own := key(normal)):
                groups.setdefault(own, []).append(normal)
    return {parts: _ordered(groups[parts]) for parts in sorted(groups)}


def _joined(groups: Groups) -> Pairs:
    return _sum([_within(group, _names(group, key)) for key, group in groups.items() if len(group) > 1])


def _sum(found: list[tuple[list[Comparison], int]]) -> Pairs:
    return Pairs(tuple(pair for pairs, _ in found for pair in pairs), sum(left for _, left in found))


def _narrower(groups: Iterable[Key], words: Vocabulary) -> dict[Key, list[Key]]:
    """Key → the keys below it: a drug under its class, an outcome under the broader one, or both."""
    out: dict[Key, list[Key]] = {}
    known = set(groups)
    for key in sorted(known):
        intervention, outcome = words.drug_class(key[0]), words.broader_outcome(key[1])
        above = {(intervention or key[0], outcome or key[1]), (intervention or key[0], key[1]), (key[0], outcome or key[1])} - {key}
        for parts in sorted(above & known):
            out.setdefault(parts, []).append(key)
    return out


def _ordered(group: list[Normal]) -> list[Normal]:
    return sorted(group, key=lambda n: (n.claim.document.path, n.claim.start, n.claim.end, n.claim.id))


def _within(group: list[Normal], names: tuple[str, ...]) -> tuple[list[Comparison], int]:
    """(comparisons of a group in order, pairs left out for being too many)."""
    found: list[Comparison] = []
    seen = 0
    for i, first in enumerate(group):
        rest = group[i + 1 : i + 1 + MAX_PAIRS_PER_KEY - seen]
        seen += len(rest)
        found += (pair for second in rest if (pair := compare(first, second, names)) is not None)
    return found, len(group) * (len(group) - 1) // 2 - seen


def _between(group: list[Normal], others: list[Normal], names: tuple[str, ...]) -> tuple[list[Comparison], int]:
    """The same for the pairs of two groups, each in order of document and place."""
    pairs = list(islice(product(group, others), MAX_PAIRS_PER_KEY))
    found = []
    for pair in pairs:
        first, second = _ordered(list(pair))
        if (comparison := compare(first, second, names)) is not None:
            found.append(comparison)
    return found, len(group) * len(others) - len(pairs)


def _names(group: list[Normal], key: Key) -> tuple[str, ...]:
    """The key as people write it: for each part the shortest wording in the group, the first of the alphabet among equals."""
    interventions = [part.text for n in group for part in (n.record.intervention,) if part and n.words.intervention(part.text) == key[0]]
    outcomes = [n.record.outcome.text for n in group if n.record.outcome and (not n.turned or all(m.turned for m in group))]
    found = (min(texts, key=lambda text: (len(text), text)) for texts in (interventions or [key[0]], outcomes) if texts)
    return tuple(found)

"""Results told twice in a document: what one place leaves out of its arms ("78.2% v 62.6%") is taken from where it stands in full ("79/101", "62/99").

Two results are one where all their arms have the same names and the same printed percentage or mean, and either their outcomes share a
word or a number is too precise to agree by chance. Nothing is taken where two places in full differ. A count that holds for all arms
("no deaths in either group") is put down for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from evlint.claims.record import Arm, Statistic
from evlint.extraction.arms.groups import normal
from evlint.extraction.arms.names import in_order, is_control
from evlint.extraction.draft import Draft
from evlint.patterns import pattern as lazy

_WORD = lazy(r"[a-z]{4,}")
_MOST_DECIMALS = 2
_MOST_ALIKE = 12  # results of an arm with the same number: where there are more, they say nothing
_MOST_ARMS = 8

Key = tuple[str, str, str]
"""(field, name of the arm, its value as printed)"""


def complete(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts whose arms have the counts, sizes and SDs that another draft of the document gives for them."""
    everybody = _study_arms(drafts)
    drafts = [_for_all(draft, everybody) for draft in drafts] if everybody else drafts
    full: dict[Key, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for arm in _arms(draft):
            for key in _keys_in_full(arm):
                if len(full[key]) <= _MOST_ALIKE:
                    full[key].append(draft)
    return [_completed(draft, full) if full and _lacks(draft) else draft for draft in drafts]


def _arms(draft: Draft) -> tuple[Arm, ...]:
    statistic: Statistic | None = draft.parts.get("statistic")
    return statistic.arms if statistic else ()


def _study_arms(drafts: Sequence[Draft]) -> tuple[Arm, ...]:
    """The arms of the study: those of the first place that names two or more with their sizes, one of them as what others are compared with."""
    for draft in sorted(drafts, key=lambda draft: draft.start):
        arms = _arms(draft)
        if 1 < len(arms) <= _MOST_ARMS and all(arm.name and arm.n for arm in arms) and any(is_control(arm.name) for arm in arms):
            return tuple(Arm(name=arm.name, n=arm.n) for arm in in_order(arms))
    return ()


def _for_all(draft: Draft, everybody: Sequence[Arm]) -> Draft:
    """A draft whose one arm has no name, for it stands for all."""
    arms = _arms(draft)
    if len(arms) != 1 or arms[0].name:
        return draft
    return replace(draft, parts={**draft.parts, "statistic": replace(draft.parts["statistic"], arms=tuple(replace(arm, events=arms[0].events) for arm in everybody))})


def _lacks(draft: Draft) -> bool:
    arms = _arms(draft)
    return len(arms) > 1 and all(arm.name and _key(arm) for arm in arms)


def _key(arm: Arm) -> Key | None:
    """What an arm that is not given in full is looked up by."""
    name = normal(arm.name or "")
    if arm.percent and not arm.events:
        return "percent", name, arm.percent
    return ("mean", name, arm.mean) if arm.mean and not arm.sd else None


def _keys_in_full(arm: Arm) -> Iterator[Key]:
    """What an arm that is given in full is found by: its mean, or its percentage with as many decimals as others may print."""
    name = normal(arm.name or "")
    if not name:
        return
    if arm.mean and arm.sd:
        yield "mean", name, arm.mean
    if arm.events and arm.n and int(arm.n):
        share = Decimal(100) * int(arm.events) / int(arm.n)
        for decimals in range(_MOST_DECIMALS + 1):
            yield "percent", name, str(share.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _completed(draft: Draft, full: dict[Key, list[Draft]]) -> Draft:
    arms = _arms(draft)
    keys = [key for arm in arms if (key := _key(arm))]
    if any(len(full.get(key, ())) > _MOST_ALIKE for key in keys):
        return draft
    found = [[arm for other in full.get(key, ()) if _is_same(draft, other) for arm in _arms(other) if key in _keys_in_full(arm)] for key in keys]
    if not all(found) or any(len({(arm.events, arm.n, arm.sd) for arm in same}) > 1 for same in found):
        return draft
    whole = [_with(arm, same[0]) for arm, same in zip(arms, found, strict=True)]
    return replace(draft, parts={**draft.parts, "statistic": replace(draft.parts["statistic"], arms=tuple(whole))})


def _with(arm: Arm, full: Arm) -> Arm:
    """An arm with what another place says of it."""
    return replace(arm, events=arm.events or full.events, n=full.n or arm.n, sd=arm.sd or full.sd)


def _is_same(draft: Draft, other: Draft) -> bool:
    """Whether two results agree in more than numbers that many results have."""
    precise = any("." in (arm.percent or arm.mean or "") for arm in _arms(draft))
    return other is not draft and (precise or bool(_words(draft) & _words(other)))


def _words(draft: Draft) -> set[str]:
    outcome = draft.parts.get("outcome")
    return set(_WORD.findall(outcome.text.lower())) if outcome else set()

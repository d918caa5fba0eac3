"""Where a work stands after all its notices: a dated state machine, for "retracted" is no boolean and a reinstatement undoes a retraction.

Notices take effect in the order of their dates. Where dates do not tell the order:

- An undated retraction, concern or correction is the oldest, and one dated to the year comes before those dated to a day of that year:
  mostly it is a dated one told again by another source, and must not count as news after a reinstatement.
- A reinstatement comes as early as its date allows, so the severe notice of the same day wins, but never before the first retraction (where there is
  none, the first concern) that its date allows: it presupposes what it lifts. So retraction and reinstatement of one day make "reinstated", and a
  second retraction on the day on which the first is lifted makes "retracted".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evlint.sources.facts import Notice, NoticeKind, Standing, State

_STATES: dict[NoticeKind, State] = {"retraction": "retracted", "concern": "concern", "correction": "corrected", "reinstatement": "reinstated"}
_WEIGHTS: dict[NoticeKind, int] = {"correction": 0, "concern": 1, "retraction": 2, "reinstatement": 3}
# A lighter notice leaves a heavier state as it is. A correction after a reinstatement counts: it is the newest that the reader should see.
_OUTWEIGHED: frozenset[tuple[State | None, NoticeKind]] = frozenset({("retracted", "concern"), ("retracted", "correction"), ("concern", "correction")})


def net(notices: Iterable[Notice]) -> Standing | None:
    """The standing that the notices of one work add up to, None where there are none. Their order and repetition do not matter.

    The last notice of the state reached is the one that decides.
    """
    history = _in_order(notices)
    state: State | None = None
    decides: Notice | None = None
    for notice in history:
        if (state, notice.kind) not in _OUTWEIGHED:
            state, decides = _STATES[notice.kind], notice
    return Standing(state, decides, history) if state is not None and decides is not None else None


def _in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Notices, oldest first, each reinstatement put where the module's rules say."""
    ordered = sorted(set(notices), key=_key)
    against = [notice for notice in ordered if notice.kind != "reinstatement"]
    # Reinstatements stand at half places, between the notices that they follow and precede.
    places = [(float(i), notice) for i, notice in enumerate(against)]
    places += ((_place(notice.date, against) - 0.5, notice) for notice in ordered if notice.kind == "reinstatement")
    return tuple(notice for _, notice in sorted(places, key=lambda place: place[0]))


def _key(notice: Notice) -> tuple[object, ...]:
    """Date, then severity; the rest makes the order of input irrelevant and puts notices that name themselves last, where they decide."""
    return (notice.date, _WEIGHTS[notice.kind], notice.doi, notice.pmid, notice.reasons, notice.told_by)


def _place(date: str, against: Sequence[Notice]) -> int:
    """How many of the notices come before a reinstatement of that date."""
    earlier = sum(notice.date < date for notice in against)
    for kind in ("retraction", "concern"):
        first = next((i for i, notice in enumerate(against) if notice.kind == kind and (notice.date <= date or notice.date.startswith(date))), None)
        if first is not None:
            return max(earlier, first + 1)
    return earlier

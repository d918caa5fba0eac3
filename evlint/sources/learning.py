"""What can be known of works: the table on disk, and the registries where they may be asked. Both become one set of facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evlint.sources.facts import NOTHING, Facts, Notice, Standing
from evlint.sources.standing import net

Learner = Callable[[Collection[str], Collection[str]], Facts]


@dataclass(frozen=True, slots=True)
class Online:
    """How registries are asked: the address that they may write to, where answers are kept, NCBI's key."""

    mailto: str = ""
    cache: Path | None = None
    api_key: str = ""


def learner(table: Path | None, online: Online | None = None, *, missing: str = "", connect: Callable[[Online], Any] | None = None) -> Learner:
    """A function from names of works, and addresses to ask, to facts. `table` None: there is none; `missing` then says where one was looked for.

    It raises table.TableError for a table that cannot be read, and fetch.OnlineError where nothing can be asked at all.
    """

    def learn(names: Collection[str], addresses: Collection[str] = ()) -> Facts:
        facts = replace(NOTHING, missing=missing, names=frozenset(names))
        if table is not None and names:
            from evlint.sources.table import look_up

            stamp, standings, notices = look_up(table, names)
            facts = replace(facts, stamp=stamp, standings=standings, notices=notices)
        elif table is not None:
            from evlint.sources.table import read_stamp

            facts = replace(facts, stamp=read_stamp(table))
        return facts if online is None else _with_network(facts, addresses, online, connect or _connect)

    return learn


def _connect(online: Online) -> AbstractContextManager[Any]:
    from evlint.sources.fetch import Client, FetchSettings

    return Client(FetchSettings(mailto=online.mailto, cache=online.cache))


def _with_network(facts: Facts, addresses: Collection[str], online: Online, connect: Callable[[Online], AbstractContextManager[Any]]) -> Facts:
    from evlint.sources.online import Registries, gather
    from evlint.sources.reach import reach

    with connect(online) as client:
        learnt = gather(facts.names, client, Registries(email=online.mailto, api_key=online.api_key))
        reached = reach(addresses, client)
    standings = dict(facts.standings)
    for name, told in learnt.told.items():
        known = standings.get(name)
        if found := net(_told_once((*(known.history if known else ()), *told))):
            standings[name] = found
    return replace(facts, standings=standings, notices=facts.notices | learnt.notices, works=learnt.works, absent=learnt.absent, unknown=learnt.unknown, asked=True, reached=reached)


def _told_once(notices: Iterable[Notice]) -> Iterable[Notice]:
    """Each notice once, though two tell it under two dates: the earlier date is that of the notice, the later that of a deposit."""
    first: dict[object, Notice] = {}
    for notice in sorted(notices, key=lambda one: (one.date == "", one.date)):
        key: object = (notice.kind, notice.doi) if notice.doi else notice
        first.setdefault(key, notice)
    return first.values()


def state_of(names: Iterable[str], facts: Facts) -> Standing | None:
    """Where a work stands that bears these names; None where the data list none of them."""
    return next((facts.standings[name] for name in sorted(names) if name in facts.standings), None)


def described(names: Iterable[str], facts: Facts) -> str:
    """A work's state in words: what is not listed is never called clean."""
    asked = [name for name in sorted(names) if name.startswith(("doi:", "pmid:"))]
    if not asked:
        return "no identifier"
    if found := state_of(asked, facts):
        return f"{found.state} ({found.notice.date or 'date unknown'})"
    if any(name in facts.absent for name in asked):
        return "does not exist"
    if facts.asked and all(name in facts.unknown for name in asked):
        return "unknown (no answer)"
    return "not listed" if facts.stamp is not None or facts.asked else "not looked up"


def by(facts: Facts) -> Mapping[str, Any] | None:
    """Which retraction data answered, for reports; None where there are none."""
    if facts.stamp is None:
        return None
    stamp = facts.stamp
    return {
        "name": stamp.name, "date": stamp.date, "digest": f"sha256:{stamp.digest.removeprefix('sha256:')}", "rows": stamp.rows, "imported": stamp.imported,
        "asked": len(facts.names), "listed": sum(name in facts.standings for name in facts.names),
    }  # fmt: skip


def said(facts: Facts) -> str:
    """The same in a sentence; empty where there are no data."""
    told = by(facts)
    if told is None:
        return ""
    listed = f"{told['listed']} of {told['asked']} identifiers listed" if told["asked"] else "no identifier to look up"
    return f"retractions: {told['name']}, data of {told['date'] or 'unknown date'} ({told['rows']} rows, {told['digest'][:19]}…); {listed}"


def told(facts: Facts) -> list[str]:
    """What a person at a terminal should know of the looking up: which data answered, and what no registry answered, by reason."""
    lines = [said(facts)] if facts.stamp else []
    for what, reasons, size in (("identifiers", facts.unknown.values(), len(facts.names)), ("addresses", (one.unknown for one in facts.reached.values()), len(facts.reached))):
        lines += [f"{count} of {size} {what} stay unknown: {reason}" for reason, count in Counter(filter(None, reasons)).most_common(5)]
    return lines

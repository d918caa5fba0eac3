"""What is known of cited works beside what documents say: plain values, gathered before any rule runs.

A work is named by `doi:10.…` (lower case) or `pmid:…`. A name that is not listed is *not listed in this data*, never "clean".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

NoticeKind = Literal["retraction", "concern", "correction", "reinstatement"]
State = Literal["retracted", "concern", "corrected", "reinstated"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One published notice about a work. `date` is ISO 8601, cut to the precision known, empty where unknown; `doi` and `pmid` are the notice's own."""

    kind: NoticeKind
    date: str = ""
    doi: str = ""
    pmid: str = ""
    reasons: tuple[str, ...] = ()
    told_by: str = ""  # "Retraction Watch", "Crossref", "PubMed"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a work stands after all its notices. `notice` is the one that decides, `history` holds all of them, the oldest first."""

    state: State
    notice: Notice
    history: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class DataStamp:
    """Which data answered: its name, its own date (ISO, empty where the file does not tell), the digest of the file read, and its rows."""

    name: str
    date: str
    digest: str
    rows: int
    imported: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a registry says of a work (online only). `newer` names a later version: `doi:…` or `pmid:…`."""

    name: str
    title: str = ""
    first_author: str = ""
    year: str = ""
    newer: str = ""
    newer_kind: str = ""  # "update", "published version of a preprint", …
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where an address led (online only). `url` is where it ended after redirects; `gone` says in a word why nothing is there.

    `first` and `last` are the times (ISO 8601, UTC) of an unbroken row of answers that it is gone, `settled` whether they lie hours apart:
    a server may be out of order for a moment. `unknown` says why nothing could be learnt.
    """

    url: str = ""
    gone: str = ""
    first: str = ""
    last: str = ""
    settled: bool = False
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of the works of one corpus. Without data all of it is empty."""

    stamp: DataStamp | None = None  # None: there is no retraction table
    standings: Mapping[str, Standing] = field(default_factory=dict)
    notices: frozenset[str] = frozenset()  # names that are themselves notices (of retraction, concern, correction)
    works: Mapping[str, Work] = field(default_factory=dict)  # registered, with what the registry says
    absent: Mapping[str, str] = field(default_factory=dict)  # name → the registry that says it does not exist
    unknown: Mapping[str, str] = field(default_factory=dict)  # name → why nothing could be learnt (a time-out, 403, 429, 5xx)
    names: frozenset[str] = frozenset()  # the names that were looked up
    asked: bool = False  # whether registries were asked at all
    reached: Mapping[str, Reach] = field(default_factory=dict)  # by address; empty where none was asked
    missing: str = ""  # where a retraction table was looked for in vain


NOTHING = Facts()

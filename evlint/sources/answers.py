"""What one registry answers about one work: it is registered, it is absent, or nothing could be learnt (`fetch.Unknown`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evlint.patterns import pattern as lazy
from evlint.sources.facts import Notice, Work
from evlint.sources.fetch import Unknown

_DOI = lazy(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?\s{0,3}(10\.\d{4,9}(?:\.\d{1,9}){0,3}/\S{1,500})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Registered:
    """A work that a registry knows. `told`: notices about it; `is_notice`: it is itself one; `doi`: the DOI of a work found by its PMID, else empty."""

    work: Work
    told: tuple[Notice, ...] = ()
    is_notice: bool = False
    doi: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """The registry that says that a work does not exist."""

    registry: str


Found = Registered | Absent | Unknown


def plain_doi(value: object) -> str:
    """A DOI in lower case, without `doi:` or a resolver before it; empty for anything else."""
    match = _DOI.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else ""

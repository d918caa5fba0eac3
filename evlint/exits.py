"""Exit codes. Where several apply, the first of this order wins: 70, 2, 4, 1, 3, 0."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    CLEAN = 0
    FINDINGS = 1  # findings at or above --fail-on
    USAGE = 2  # usage or configuration error
    EMPTY = 3  # there was nothing to check
    UNREADABLE = 4  # some input could not be read; findings of the rest are still printed
    INTERNAL = 70


_ORDER = (Exit.INTERNAL, Exit.USAGE, Exit.UNREADABLE, Exit.FINDINGS, Exit.EMPTY)


def worst(codes: Iterable[Exit]) -> Exit:
    """The code that wins."""
    found = set(codes)
    return next((code for code in _ORDER if code in found), Exit.CLEAN)


class UsageError(ValueError):
    """The command cannot be carried out as given; the message names what to do next."""

"""Words that mean rules: a code, the beginning of one, or a name. Of several words the one that means a rule most closely counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

Value = TypeVar("Value")


def means(pattern: str, code: str, name: str) -> bool:
    """Whether a word means the rule of this code and name."""
    return code.startswith(pattern.upper()) or name == pattern.lower()


def weight(patterns: Iterable[str], code: str, name: str) -> int:
    """How closely the closest of the words means a rule; -1 where none does."""
    return max((len(pattern) for pattern in patterns if means(pattern, code, name)), default=-1)


def closest(values: Mapping[str, Value], code: str, name: str, default: Value) -> Value:
    """The value whose key means a rule most closely: of `{STA = "note", STA101 = "error"}` the second for STA101."""
    found = [(len(pattern), value) for pattern, value in values.items() if means(pattern, code, name)]
    return max(found, key=lambda pair: pair[0])[1] if found else default

"""Regular expressions that are compiled when they are first used: a run on one file uses few of some six hundred."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern. Its methods become those of the pattern itself at the first use, so that later uses cost nothing."""

    __slots__ = ("_flags", "_text", "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "pattern", "scanner", "search", "split", "sub", "subn")

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        for method in self.__slots__[2:]:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off until the pattern is used. Raises re.error only then."""
    return cast("re.Pattern[str]", _Lazy(text, flags))

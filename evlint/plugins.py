"""What installed packages offer to evlint by entry points: rules and formats."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_OURS = b"[evlint."


def offered(group: str) -> list[EntryPoint]:
    """The entry points of a group, in order of names. Without any package that has one, the machinery for reading them is not even loaded."""
    if not _any():
        return []
    from importlib.metadata import entry_points

    return sorted(entry_points(group=group), key=lambda one: one.name)


@cache
def _any() -> bool:
    """Whether some installed package names a group of ours: a look at small files takes a tenth of the time that their parsing does."""
    return any(_OURS in text for folder in sys.path for text in _files(folder or "."))


def _files(folder: str) -> Iterator[bytes]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return
    for name in names:
        try:
            with open(f"{name}/entry_points.txt", "rb") as file:  # noqa: PTH123 - hundreds of them, at every start
                yield file.read()
        except OSError:
            continue

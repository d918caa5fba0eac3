"""`--watch`: run again whenever a file below the working directory changes. Asks the disk twice a second; nothing needs to be installed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from evlint.documents import discover
from evlint.exits import Exit, UsageError

_EVERY = 0.5  # seconds
_OWN = (".evlint/",)


def watch(check: Callable[[], Exit]) -> Exit:
    """Check, wait for a change, check again; until the user interrupts it. A configuration that cannot be used for the moment is told, and waited for."""
    while True:
        try:
            check()
        except UsageError as error:
            print(f"evlint: {error}", file=sys.stderr)
        sys.stdout.flush()
        before = _state(Path.cwd())  # taken now: what the run itself wrote (a report, a fix) is no change
        print("evlint: waiting for a change; Ctrl-C ends", file=sys.stderr, flush=True)
        while _state(Path.cwd()) == before:
            time.sleep(_EVERY)


def _state(root: Path) -> dict[str, tuple[int, int]]:
    """Name → (time of change, size) of every file that git does not ignore."""
    out = {}
    for name in discover.under(root):
        if not name.startswith(_OWN):
            try:
                stat = (root / name).stat()
            except OSError:
                continue
            out[name] = (stat.st_mtime_ns, stat.st_size)
    return out

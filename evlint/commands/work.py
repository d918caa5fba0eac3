"""How a command works through many files: the cache, several processes, a bar on a terminal."""

from __future__ import annotations

import argparse
import contextlib
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from evlint.exits import UsageError
from evlint.preparing import Prepare

NAME = "documents.sqlite"
_RARELY = 200_000  # objects between two looks for circles: documents and claims make none, and looking through them all takes a third of the time
_MANY = 50  # files; fewer are done before a bar is drawn


@contextmanager
def at_work(arguments: argparse.Namespace, count: int) -> Iterator[Prepare]:
    """What prepares the files of a run. Raises UsageError for a number of processes that cannot be."""
    from evlint.cache import Cache, folder
    from evlint.workshop import Workshop

    gc.set_threshold(_RARELY)
    jobs = getattr(arguments, "jobs", 0)
    if jobs < 0:
        raise UsageError(f"--jobs takes 1 or more, not {jobs}")
    kept = None if getattr(arguments, "no_cache", False) else Cache(folder() / NAME, warn)
    with _bar(count) as advance:
        try:
            yield Workshop(kept, jobs, advance, alone=not getattr(arguments, "statistics", False))
        finally:
            if kept is not None:
                kept.close()


def warn(message: str) -> None:
    print(f"evlint: {message}", file=sys.stderr)


@contextmanager
def _bar(count: int) -> Iterator[Callable[[int], None]]:
    """Moves a bar on a terminal, where rich is installed and there is enough to do; elsewhere nothing is printed."""
    with contextlib.ExitStack() as stack:
        advance: Callable[[int], None] = lambda _: None  # noqa: E731
        if count >= _MANY and sys.stderr.isatty():
            with contextlib.suppress(ImportError):
                from rich.console import Console
                from rich.progress import Progress

                progress = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
                task = progress.add_task("reading documents", total=count)
                advance = lambda done: progress.advance(task, done)  # noqa: E731
        yield advance

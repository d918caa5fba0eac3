"""`evlint cache info|clear`: what is kept from run to run."""

from __future__ import annotations

import argparse

from evlint.cache import Cache, folder
from evlint.commands.work import NAME, warn
from evlint.exits import Exit


def run(arguments: argparse.Namespace) -> Exit:
    path = folder() / NAME
    if not path.is_file():
        print(f"{path}: nothing is kept yet")
        return Exit.CLEAN
    kept = Cache(path, warn)
    try:
        if arguments.action == "clear":
            kept.clear()
        size = kept.size()
    finally:
        kept.close()
    print(f"{size.path}: {size.entries} document{'' if size.entries == 1 else 's'}, {size.bytes / 1e6:.1f} MB")
    return Exit.CLEAN

"""`evlint completion SHELL`: a completion script, made by shtab from the commands themselves."""

from __future__ import annotations

import argparse
import sys

from evlint.exits import Exit, UsageError


def run(arguments: argparse.Namespace) -> Exit:
    try:
        import shtab
    except ImportError:
        raise UsageError("completion needs shtab: pip install 'evlint[completion]'") from None
    from evlint.cli import parser

    sys.stdout.write(shtab.complete(parser(), shell=arguments.shell))
    return Exit.CLEAN

"""Command line: arguments → one command. Imports nothing but the standard library until a command runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import StringIO, TextIOWrapper

from evlint import __version__
from evlint.exits import Exit, UsageError

_FAIL_ON = ("error", "warning", "note", "never")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code (see `evlint.exits`)."""
    _make_streams_safe()
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        code = int(import_module(f"evlint.commands.{arguments.module}").run(arguments))
        sys.stdout.flush()
        return code
    except UsageError as error:
        print(f"evlint: {error}", file=sys.stderr)
        return Exit.USAGE
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away; nothing is wrong, and nobody listens
        return Exit.CLEAN
    except OSError as error:
        print(f"evlint: {error.strerror or error}: {error.filename or 'the output cannot be written'}", file=sys.stderr)
        os._exit(Exit.USAGE)  # the interpreter would try to write once more on its way out
    except KeyboardInterrupt:
        return 130
    except Exception:
        import traceback

        traceback.print_exc()
        print("evlint: internal error; please report it with the lines above and the document that caused it", file=sys.stderr)
        return Exit.INTERNAL


def _make_streams_safe() -> None:
    """Letters that a terminal cannot show are escaped, never fatal; a closed output swallows what is written to it."""
    if sys.stdout is None:
        sys.stdout = StringIO()
    if sys.stderr is None:
        sys.stderr = StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evlint", description="A linter for documents that state medical evidence.")
    parser.add_argument("--version", action="version", version=f"evlint {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _check(commands)
    _report(commands)
    _extract(commands)
    _claims(commands)
    _sources(commands)
    explain = _command(commands, "explain", "explain a rule")
    explain.add_argument("code", metavar="CODE", help="code or name of a rule, as printed in a finding")
    rules = _command(commands, "rules", "list the rules")
    rules.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    schema = _command(commands, "schema", "print a JSON Schema")
    schema.add_argument("name", choices=("claims", "sources", "conflicts", "config", "report"), metavar="NAME", help="claims, sources, conflicts, config or report")
    return parser


def _command(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str, module: str = "") -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    parser.set_defaults(module=module or name)
    return parser


def _corpus(parser: argparse.ArgumentParser) -> None:
    """Options of every command that reads documents."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; without any, the configured corpus")
    parser.add_argument("--as-of", metavar="DATE", help="judge ages on this day (YYYY-MM-DD); default: today, UTC")
    parser.add_argument("--format-of", action="append", metavar="PATTERN=FORMAT", help="read files of this pattern as text, markdown, html, jats, …, whatever their ending")
    parser.add_argument("--no-config", action="store_true", help="read no configuration and no claim records: the PATHs are the corpus")


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--select", action="append", metavar="CODES", help="run only these rules: codes, beginnings of codes, or names, separated by commas")
    parser.add_argument("--ignore", action="append", metavar="CODES", help="leave these rules out")
    parser.add_argument("--extend-select", action="append", metavar="CODES", help="run these rules besides the selected ones")


def _online(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--online", action="store_true", help="ask Crossref, PubMed and doi.org about cited works; nothing is asked without it")


def _check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "check", "check documents and print findings")
    _corpus(parser)
    _rules(parser)
    _online(parser)
    parser.add_argument("--format", action="append", metavar="F[=FILE]", help="text (default), json or html, also into a file; may be given several times")
    parser.add_argument("--fail-on", choices=_FAIL_ON, help="exit with 1 on findings of this severity or worse (default: error)")
    parser.add_argument("--show-coverage", action="store_true", help="print what was checked, left undecided, and not checked")


def _report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "report", "write one page for people who read no terminal")
    _corpus(parser)
    _rules(parser)
    _online(parser)
    parser.add_argument("-o", "--output", metavar="FILE", default="report.html", help="where to write it (default: report.html)")
    parser.add_argument("--title", default="Evidence report", help="title of the page")
    parser.add_argument("--from", metavar="JSON", dest="from_file", help="show a saved report (`check --format json=FILE`) instead of running")
    parser.add_argument("--since", metavar="JSON", help="compare with an older saved report: what is new, fixed, unchanged, and which numbers changed")


def _extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "extract", "draft claim records from documents")
    _corpus(parser)
    parser.add_argument("--format", choices=("yaml", "jsonl"), default="yaml")
    parser.add_argument("-o", "--output", metavar="DIR", help="write one YAML file a document into DIR; files that exist are left alone")


def _claims(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("claims", help="check claim records, or tie them to their documents again", description="Check claim records, or tie them to their documents again.")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for name, summary in (("check", "hold records against the schema and their documents"), ("anchor", "find the quotes of records in their documents")):
        action = _command(actions, name, summary, "claims")
        action.set_defaults(action=name)
        action.add_argument("files", nargs="*", metavar="FILE", help="record files to report on; without any, all of them")
        if name == "anchor":
            action.add_argument("--fix", action="store_true", help="take over reworded quotes; a record whose passage changed returns to draft")


def _sources(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "sources", help="list cited works, import retraction data or bibliographies, keep sources.yaml", description="List cited works, import data about them, keep sources.yaml."
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = _command(actions, "list", "list every work that the corpus cites: identifiers, state, who cites it", "sources")
    listing.add_argument("--format", choices=("text", "json"), default="text")
    _online(listing)
    imported = _command(actions, "import", "take in retraction_watch.csv, or a bibliography (.bib, .ris, .nbib, CSL-JSON)", "sources")
    imported.add_argument("files", nargs="+", metavar="FILE", help="a CSV of Retraction Watch, or bibliography files")
    imported.add_argument("--issued", metavar="DATE", help="date that the publisher gives the retraction data (YYYY-MM-DD); default: its newest notice")
    imported.add_argument("--shrink", action="store_true", help="accept retraction data with less than half of the rows known so far")
    sync = _command(actions, "sync", "bring sources.yaml in line with what documents cite, and with retraction data", "sources")
    _online(sync)
    for name, action in (("list", listing), ("import", imported), ("sync", sync)):
        action.set_defaults(action=name, paths=[], no_config=False)
    for action in (imported, sync):
        action.add_argument("--diff", action="store_true", help="show what would change in sources.yaml, and write nothing")

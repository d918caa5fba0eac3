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
    commands = parser()
    given = sys.argv[1:] if argv is None else argv
    arguments = commands.parse_args(["--changed=" if word == "--changed" else word for word in given])  # it takes no word of its own: a path may follow
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


def parser() -> argparse.ArgumentParser:
    """The command line of evlint."""
    parser = argparse.ArgumentParser(prog="evlint", description="A linter for documents that state medical evidence.")
    parser.add_argument("--version", action="version", version=f"evlint {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _check(commands)
    _report(commands)
    _extract(commands)
    _claims(commands)
    _sources(commands)
    _baseline(commands)
    _cache(commands)
    explain = _command(commands, "explain", "explain a rule, or how one finding came about")
    explain.add_argument("code", metavar="CODE|FINDING-ID", help="code or name of a rule, or the id of a finding, as printed with it")
    _corpus(explain)
    config = _command(commands, "config", "print the configuration of here, and where each value comes from")
    config.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")
    config.add_argument("--no-config", action="store_true", help="the defaults")
    _rules(config)
    init = _command(commands, "init", "write a configuration, hooks and a CI workflow that suit this repository")
    init.add_argument("--dry-run", action="store_true", help="print what would be written")
    test = _command(commands, "test", "run case files of rules: the project's own, or any")
    test.add_argument("paths", nargs="+", metavar="PATH", help="case files, or folders of them")
    test.add_argument("--no-config", action="store_true", help="read no configuration")
    test.add_argument("--allow-project-code", action="store_true", help="load the project's own rules first")
    completion = _command(commands, "completion", "print a completion script for a shell (needs evlint[completion])")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="the shell that completes: bash, zsh or tcsh")
    rules = _command(commands, "rules", "list the rules")
    rules.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="text (default), json or markdown")
    schema = _command(commands, "schema", "print a JSON Schema")
    schema.add_argument("name", choices=("claims", "sources", "conflicts", "config", "report", "baseline"), metavar="NAME", help="claims, sources, conflicts, config, report or baseline")
    return parser


def _command(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str, module: str = "") -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    parser.set_defaults(module=module or name)
    return parser


def _corpus(parser: argparse.ArgumentParser) -> None:
    """Options of every command that reads documents."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders, or '-' for standard input; without any, the configured corpus")
    parser.add_argument("--as-of", metavar="DATE", help="judge ages on this day (YYYY-MM-DD); default: today, UTC")
    parser.add_argument("--format-of", action="append", metavar="PATTERN=FORMAT", help="read files of this pattern as text, markdown, html, jats, …, whatever their ending")
    parser.add_argument("--no-config", action="store_true", help="read no configuration and no claim records: the PATHs are the corpus")
    parser.add_argument("--no-cache", action="store_true", help="read every document anew, and keep nothing")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes that read documents (default: as many as there are cores, where it pays)")


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--select", action="append", metavar="CODES", help="run only these rules: codes, beginnings of codes, or names, separated by commas")
    parser.add_argument("--ignore", action="append", metavar="CODES", help="leave these rules out")
    parser.add_argument("--extend-select", action="append", metavar="CODES", help="run these rules besides the selected ones")
    parser.add_argument("--preview", action="store_true", help="also run rules that are still being tried")
    parser.add_argument("--min-confidence", type=_share, metavar="P", help="leave out findings that are right with less than this probability (0 to 1)")
    parser.add_argument("--reader", choices=("publisher", "editor", "methodologist"), help="publisher: show errors; editor: warnings too; methodologist (default): everything")
    parser.add_argument("--allow-project-code", action="store_true", help="run the project's own rules; never on changes of strangers")
    parser.add_argument("--baseline", metavar="FILE", help="known findings that are not shown (default: evlint-baseline.jsonl beside the configuration)")
    parser.add_argument("--ignore-suppressions", action="store_true", help="show what comments, verdicts, acknowledgements and the baseline set aside")


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError
    return value


def _online(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--online", action="store_true", help="ask Crossref, PubMed and doi.org about cited works; nothing is asked without it")


def _check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "check", "check documents and print findings")
    _corpus(parser)
    _rules(parser)
    _online(parser)
    parser.add_argument("--format", action="append", metavar="F[=FILE]", help="text (default), json, html, markdown, sarif, github, gitlab, junit or csv, also into a file; may be given several times")
    parser.add_argument("--changed", metavar="=REF", help="show what changed since REF brought (--changed alone: since the last commit), and what it mended")
    parser.add_argument("--blame", action="store_true", help="name the commit that wrote the later side of a conflict (asks git)")
    parser.add_argument("--stdin-filename", metavar="NAME", help="with the path '-': the name of the document that comes from standard input")
    parser.add_argument("--fix", action="store_true", help="mend what can be mended safely; a fix never changes a number")
    parser.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: also fixes that a person must read before they are committed")
    parser.add_argument("--diff", action="store_true", help="show the fixes as a diff, and write nothing")
    parser.add_argument("--fail-on", choices=_FAIL_ON, help="exit with 1 on findings of this severity or worse: error (default), warning, note or never")
    parser.add_argument("--watch", action="store_true", help="check again whenever a file of the project changes, until Ctrl-C")
    parser.add_argument("--statistics", action="store_true", help="print findings and time of every rule to the terminal")
    parser.add_argument("--show-coverage", action="store_true", help="print what was checked, left undecided, and not checked")


def _report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "report", "write one page for people who read no terminal")
    _corpus(parser)
    _rules(parser)
    _online(parser)
    parser.add_argument("--format", choices=("html", "markdown"), default="html", help="what to write: html (default) or markdown")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write it (default: report.html or report.md)")
    parser.add_argument("--title", default="Evidence report", help="title of the page")
    parser.add_argument("--from", metavar="JSON", dest="from_file", help="show a saved report (`check --format json=FILE`) instead of running")
    parser.add_argument("--since", metavar="JSON", help="compare with an older saved report: what is new, fixed, unchanged, and which numbers changed")


def _extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "extract", "draft claim records from documents")
    _corpus(parser)
    parser.add_argument("--format", choices=("yaml", "jsonl", "csv"), default="yaml", help="yaml (default), jsonl or csv")
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


def _baseline(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("baseline", help="take known findings over as they are", description="Take known findings over as they are: only new ones are shown.")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for name, summary in (("write", "take over every finding of now"), ("prune", "remove entries whose finding is gone"), ("show", "print the entries and their state")):
        action = _command(actions, name, summary, "baseline")
        action.set_defaults(action=name)
        _corpus(action)
        _rules(action)
        if name == "write":
            action.add_argument("--reason", default="", metavar="TEXT", help="why the new entries are taken over")
            action.add_argument("--by", default="", metavar="NAME", help="who takes them over")
            action.add_argument("--until", default="", metavar="DATE", help="last day on which they hold (YYYY-MM-DD)")
        if name == "show":
            action.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")


def _cache(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("cache", help="look at what is kept from run to run, or empty it", description="Look at what is kept from run to run, or empty it.")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for name, summary in (("info", "say where the cache is and how much it holds"), ("clear", "empty it")):
        _command(actions, name, summary, "cache").set_defaults(action=name)


def _sources(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "sources", help="list cited works, import retraction data or bibliographies, keep sources.yaml", description="List cited works, import data about them, keep sources.yaml."
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = _command(actions, "list", "list every work that the corpus cites: identifiers, state, who cites it", "sources")
    listing.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")
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

"""Pages and tables that are made from the program: its commands and options, the keys of its configuration, its exit codes.

Made from the parser's own actions, not from `--help`, whose wording and width depend on the version of Python and on the terminal.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from evlint.cli import parser
from evlint.config import effective
from evlint.config.keys import KEYS
from evlint.config.model import ConfigFile
from evlint.config.settings import Settings
from evlint.exits import Exit

_LONG = 60  # letters of a default that fit into a table


def commands() -> str:
    """Every command with its arguments and options."""
    lines = ["# Commands", "", "`evlint COMMAND --help` prints the same in a terminal. `evlint --version` prints the version.", ""]
    every = list(_leaves(parser()))
    lines += _table(("command", "does"), ((f"[`{name}`](#{name.replace(' ', '-')})", _summary(one)) for name, one in every))
    for name, one in every:
        lines += ["", f"## {name}", "", _summary(one), "", "```text", _usage(name, one), "```", ""]
        lines += _table(("argument", "means"), ((f"`{_spelt(action)}`".replace("|", "` or `"), _says(action)) for action in _actions(one)))
    return "\n".join(lines) + "\n"


def _leaves(commands: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that runs, with its whole name."""
    inner = [action for action in commands._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield commands.prog, commands
    for action in inner:
        for one in action.choices.values():
            yield from _leaves(one)


def _summary(command: argparse.ArgumentParser) -> str:
    return command.description or ""


def _actions(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """What a command takes: arguments first, then options; all but --help."""
    found = [action for action in command._actions if not isinstance(action, argparse._HelpAction)]
    return sorted(found, key=lambda action: bool(action.option_strings))


def _usage(name: str, command: argparse.ArgumentParser) -> str:
    actions = _actions(command)
    options = " [OPTIONS]" if any(action.option_strings for action in actions) else ""
    return name + options + "".join(f" {_positional(action)}" for action in actions if not action.option_strings)


def _positional(action: argparse.Action) -> str:
    name = _value(action)
    return {"*": f"[{name} ...]", "+": f"{name} [{name} ...]", "?": f"[{name}]"}.get(str(action.nargs), name)


def _value(action: argparse.Action) -> str:
    if action.metavar:
        return str(action.metavar)
    return action.dest.upper().replace("_", "-")


def _spelt(action: argparse.Action) -> str:
    if not action.option_strings:
        return _value(action)
    value = "" if action.nargs == 0 else f" {_value(action)}"
    if action.dest == "changed":
        return "--changed[=REF]"  # a word of its own would be a path
    return ", ".join(f"{option}{value}" for option in action.option_strings)


def _says(action: argparse.Action) -> str:
    if not action.help:
        raise SystemExit(f"cli.py: {_spelt(action)} has no help")
    if missing := [str(choice) for choice in action.choices or () if str(choice) not in action.help]:
        raise SystemExit(f"cli.py: the help of {_spelt(action)} does not tell {', '.join(missing)}")
    again = "; may be given several times" if isinstance(action, argparse._AppendAction) and "several times" not in action.help else ""
    return _cell(action.help + again)


def keys() -> str:
    """The keys of the configuration. A key of the model that nobody describes stops the build."""
    model = [one.name.replace("_", "-") for one in fields(ConfigFile)]
    if missing := set(model) ^ KEYS.keys():
        raise SystemExit(f"evlint/config/keys.py and the model differ in {', '.join(sorted(missing))}")
    defaults = {key: value for key, value, _ in effective.rows(Settings(), {})}
    rows = ((f"`{key}`", KEYS[key][0], KEYS[key][1], _default(defaults[key])) for key in model)
    return "\n".join(_table(("key", "takes", "does", "default"), rows))


def _default(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, dict):
        return ", ".join(f"`{name} = {effective._value(one)}`" for name, one in value.items())
    text = effective._value(value)
    return f"`{text}`" if len(text) <= _LONG else "every format that evlint reads"


_EXITS = {
    Exit.CLEAN: "no finding at or above `--fail-on`",
    Exit.FINDINGS: "findings at or above `--fail-on` (default: `error`)",
    Exit.USAGE: "a mistake in the command or the configuration; the message says which",
    Exit.EMPTY: "there was nothing to check",
    Exit.UNREADABLE: "some input could not be read; the findings of the rest are printed all the same",
    Exit.INTERNAL: "an internal error: please report it",
}


def exit_codes() -> str:
    """The exit codes. A code that nobody describes stops the build."""
    return "\n".join(_table(("exit code", "means"), ((f"`{int(code)}`", _EXITS[code]) for code in Exit)))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    body = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *body] if body else []


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")

"""Reporters: pure functions from a report to text, one module a format, loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TextIO, cast

from evlint.findings.report import Report

FORMATS: Mapping[str, str] = {name: f"evlint.reporters.{name}" for name in ("text", "json", "html", "markdown", "sarif", "github", "gitlab", "junit", "csv")}
"""Name → module with `render(report, style)`. A new format is a module and a name here."""
MARKER = "<!-- evlint-report -->"
"""Stands at the top of a page for people: a program finds its own comment again by it, and evlint does not read its own report as a document."""
PAGES: Mapping[str, str] = {"html": "report.html", "markdown": "report.md"}
"""Formats of a page for people, and the file that it is written to where nobody names one."""


@dataclass(frozen=True, slots=True)
class Style:
    """How to print: `width` in columns, `colour` only where a terminal wants it."""

    width: int = 80
    colour: bool = False
    coverage: bool = False
    title: str = "Evidence report"
    docs: str = ""  # address under which the pages of rules are published; empty: `evlint explain` shows them

    @classmethod
    def for_stream(cls, stream: TextIO | None, coverage: bool = False) -> Style:
        """The style that fits a stream; None stands for a file."""
        import os
        import shutil

        terminal = stream is not None and stream.isatty()
        width = min(shutil.get_terminal_size((80, 24)).columns, 120) if terminal else 80
        colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(max(40, width), colour, coverage)


def others() -> Mapping[str, str]:
    """Formats of installed packages (entry points of the group `evlint.formats`): name → module."""
    from evlint.plugins import offered

    return {point.name: point.value for point in offered("evlint.formats")}


def render(name: str, report: Report, style: Style) -> str:
    """A report in a format. Raises KeyError for one that neither evlint nor an installed package has."""
    module = import_module(FORMATS[name] if name in FORMATS else others()[name])
    return cast(Callable[[Report, Style], str], module.render)(report, style)

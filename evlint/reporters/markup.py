"""What documents say, put into Markdown so that none of it comes alive: no mark-up, no HTML, no link, no @mention, no reference to an issue."""

from __future__ import annotations

import html
import re

from evlint.patterns import pattern as lazy
from evlint.reporters.text import printable

_RUNS = lazy(r"`+")
_LIVE = lazy(r"([\\`*_{}\[\]|~$^!])")
_JOINED = lazy(r"[@#~!$%^](?=[\w\"']|\\_)|&amp;(?=\d)|:(?=//|[a-z0-9_+-]+:)|www(?=\.)|\bGH(?=-\d)|\b(?:mailto|xmpp)(?=:)", re.I)
_OPENING = lazy(r"^(\s{0,20})([#+=-])|^(\s{0,20}\d{1,9})([.)])")  # a heading, a list or a ruler, where the text begins a line or an item
_BREAK = "&#8203;"  # no width: platforms look for mentions and addresses in the text of the finished page, where no backslash is left


def code(text: str, *, cell: bool = False) -> str:
    """A code span that holds the text as it is, in one line. In a cell of a table a pipe needs a backslash even there."""
    line = " ".join(printable(text).split())
    if not line:
        return "(nothing)"
    fence = "`" * (max((len(run) for run in _RUNS.findall(line)), default=0) + 1)
    pad = " " if line[0] == "`" or line[-1] == "`" else ""
    span = f"{fence}{pad}{line}{pad}{fence}"
    return span.replace("|", "\\|") if cell else span


def plain(text: str) -> str:
    """Running text: every sign with a meaning is escaped, and what platforms turn into links is broken by a sign of no width."""
    line = " ".join(printable(text).split())
    escaped = _LIVE.sub(r"\\\1", line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _JOINED.sub(lambda found: f"{found[0]}{_BREAK}", _OPENING.sub(lambda found: f"{found[1] or found[3] or ''}\\{found[2] or found[4]}", escaped))


def tag(text: str) -> str:
    """Text inside an element of HTML that Markdown does not look into."""
    return html.escape(printable(text))

"""Where a source only shows something: code, scripts, verbatim text. A comment there is an example, as in a manual of evlint."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from evlint.documents.offsets import CodePoints
from evlint.patterns import pattern as lazy

Spans = Sequence[tuple[int, int]]
_SCRIPTS = lazy(r"<(script|style|textarea|template)\b|<!\[CDATA\[", re.I)
_VERBATIM = lazy(r"\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|comment)\}")


def spans(text: str, format_name: str) -> list[tuple[int, int]]:
    """The spans of a source that are shown and not said, in order; of formats that have such things."""
    if format_name == "markdown":
        return _code(text)
    if format_name in ("html", "jats"):
        return _paired(text, _SCRIPTS, lambda name: f"</{name}" if name else "]]>")
    return _paired(text, _VERBATIM, lambda name: f"\\end{{{name}}}") if format_name == "latex" else []


def within(found: Spans, offset: int) -> bool:
    """Whether an offset lies in one of the spans."""
    at = bisect_right(found, (offset, float("inf"))) - 1
    return at >= 0 and found[at][0] <= offset < found[at][1]


def _paired(text: str, opening: re.Pattern[str], closing: Callable[[str], str]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    at = 0
    while match := opening.search(text, at):
        end = text.find(closing(match[1] or ""), match.end())
        at = end if end >= 0 else len(text)
        out.append((match.start(), at))
    return out


def _code(text: str) -> list[tuple[int, int]]:
    """Blocks and stretches of code in Markdown, however they are nested."""
    import pyromark

    points = CodePoints(text)
    out: list[tuple[int, int]] = []
    for event, span in pyromark.events_with_range(text.encode("utf-8", "replace").decode("utf-8"), options=pyromark.Options.ENABLE_TABLES):
        if type(event) is dict and ("Code" in event or (isinstance(start := event.get("Start"), dict) and "CodeBlock" in start)):
            out.append((points.of(span["start"]), points.of(span["end"])))
    return sorted(out)

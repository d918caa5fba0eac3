"""Text for a terminal: each finding with its source line, the span underlined, and the next step.

Source lines may be a thousand characters long: an excerpt shows the span with as much around it as the width allows.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator

from evlint.documents.model import Location
from evlint.findings.model import Edit, Finding
from evlint.findings.report import Report
from evlint.reporters import Style
from evlint.reporters.grouping import fold
from evlint.sources import learning

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m", "dim": "\x1b[2m", "bold": "\x1b[1m"}
_RESET = "\x1b[0m"
_MIN_CONTEXT = 12
_REACH = 200  # how far an excerpt looks to either side of a span
_MAX_ROWS = 4


def render(report: Report, style: Style) -> str:
    paint = _Paint(style.colour)
    blocks = []
    for group in fold(report.findings):
        lines = list(_finding(group.first, report, style, paint))
        if group.rest:
            more = len(group.rest)
            lines.append(paint("dim", f"   = and {more} more pair{'s' if more > 1 else ''} on '{group.first.topic}' (--format json lists them)"))
        blocks.append("\n".join(lines))
    blocks.append("\n".join(textwrap.wrap(_summary(report, paint), max(style.width, 80) if style.colour else style.width)))
    if report.fixed:
        blocks.append("\n".join(_gone(report, style, paint)))
    if said := learning.said(report.facts):
        blocks.append("\n".join(textwrap.wrap(said, style.width)))
    if style.coverage:
        blocks.append(_coverage(report))
    else:
        blocks.append(paint("dim", "\n".join(textwrap.wrap(f"not checked: {'; '.join(report.not_checked)}", style.width))))
    return "\n\n".join(blocks) + "\n"


class _Paint:
    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, name: str, text: str) -> str:
        return f"{_COLOURS[name]}{text}{_RESET}" if self._colour else text


def _finding(finding: Finding, report: Report, style: Style, paint: _Paint) -> Iterator[str]:
    head = f"{finding.severity}[{finding.rule}]"
    message = textwrap.wrap(printable(finding.message), style.width - 2, initial_indent=" " * (len(head) + 1)) or [""]
    yield paint(finding.severity, head) + paint("bold", message[0][len(head) :])
    yield from (paint("bold", f"  {line.strip()}") for line in message[1:])
    for location in finding.locations:
        yield from _place(location, report, style, paint, finding.severity)
    for note in finding.notes:
        yield from _wrapped("= ", printable(note), style.width)
    yield from _wrapped("= help: ", printable(finding.help), style.width)
    for edit in finding.fix:
        yield from _fix(edit, report, style)
    where = f"{style.docs.rstrip('/')}/rules/{finding.rule}" if style.docs else f"evlint explain {finding.rule}"
    yield paint("dim", f"   = finding {finding.id}, {where}")


def _gone(report: Report, style: Style, paint: _Paint) -> Iterator[str]:
    """Findings that the change removed, a line each."""
    yield paint("bold", f"fixed since {(report.since or '')[:12]}")
    for finding in report.fixed:
        place = finding.primary
        yield from textwrap.wrap(printable(f"{finding.severity}[{finding.rule}] {place.document}: {finding.message}"), style.width, initial_indent="  ", subsequent_indent="    ")


def _fix(edit: Edit, report: Report, style: Style) -> Iterator[str]:
    """The line that a fix touches, before and after; what a record file would get is told by its own command."""
    text = report.sources.get(edit.document, "")
    start = text.rfind("\n", 0, edit.start) + 1
    end = text.find("\n", edit.end) if "\n" in text[edit.end :] else len(text)
    before, after = text[start:end], text[start : edit.start] + edit.text + text[edit.end : end]
    if not text or edit.document.endswith((".yaml", ".yml")) or before.count("\n"):
        return
    yield f"   = {'safe' if edit.safe else 'unsafe'} fix:"
    at = max(0, edit.start - start - style.width // 2)
    for mark, line in (("-", before), ("+", after)):
        shown = printable(("…" if at else "") + line[at:])
        yield f"     {mark} {_head(shown, style.width - 8)}{'…' if width(shown) > style.width - 8 else ''}"


def _wrapped(lead: str, text: str, width: int) -> Iterator[str]:
    yield from textwrap.wrap(text, width, initial_indent=f"   {lead}", subsequent_indent="     ", break_long_words=False, break_on_hyphens=False)


def _place(location: Location, report: Report, style: Style, paint: _Paint, severity: str) -> Iterator[str]:
    said = " · ".join(filter(None, (location.label, "changed" if location.changed else "")))
    label = f"  {said}" if said else ""
    where = f", {printable(location.place)}" if location.place else f":{location.line}:{location.column}"
    yield f"  --> {printable(location.document)}{where}{paint('dim', label)}"
    text = report.sources.get(location.document)
    if text:
        for before, span, after in excerpt(text, location, style.width - 6):
            yield f"    | {before}{span}{after}"
            yield f"    | {' ' * width(before)}{paint(severity, '^' * max(1, width(span)))}"


def excerpt(text: str, location: Location, room: int) -> list[tuple[str, str, str]]:
    """Rows of (before, span, after), each within `room` columns.

    A short span stands in one row with as much of its line around it as fits; a long one is wrapped into a few rows of its
    own, the middle left out where it is longer still.
    """
    line_start = max(text.rfind("\n", 0, location.start), text.rfind("\r", 0, location.start)) + 1
    line_end = min((at for at in (text.find("\n", location.end), text.find("\r", location.end)) if at >= 0), default=len(text))
    span = " ".join(printable(text[location.start : location.end]).split())
    if width(span) > room - 2 * _MIN_CONTEXT:
        return [("", row, "") for row in _rows(span, room)]
    around = room - width(span)
    before = printable(text[max(line_start, location.start - _REACH) : location.start])
    after = printable(text[location.end : min(line_end, location.end + _REACH)]).rstrip()
    left = min(width(before), max(around // 2, around - width(after)))
    right = min(width(after), around - left)
    if width(before) > left or location.start - _REACH > line_start:
        before = "…" + _tail(before, max(0, left - 1))
    if width(after) > right or line_end > location.end + _REACH:
        after = _head(after, max(0, right - 1)) + "…"
    return [(before, span, after)]


def _rows(span: str, room: int) -> list[str]:
    """A long span in at most four rows; beyond that its middle is left out."""
    rows = textwrap.wrap(span, room, break_on_hyphens=False)
    if len(rows) <= _MAX_ROWS:
        return rows
    return [rows[0], _head(rows[1], room - 2) + " …", rows[-2], rows[-1]]


def printable(text: str) -> str:
    """Text that changes nothing but its own line: tabs and breaks as blanks, control and bidi characters made visible."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if c in "\t\n\r\u00a0\u2009\u202f" else c if c.isprintable() or c == "\u200d" else f"\\u{ord(c):04x}" for c in text)


def width(text: str) -> int:
    """Columns of a text on a terminal: wide characters take two, combining ones none."""
    return len(text) if text.isascii() else sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _head(text: str, columns: int) -> str:
    while width(text) > columns:
        text = text[: columns if len(text) > columns else -1]
    return text


def _tail(text: str, columns: int) -> str:
    while width(text) > columns:
        text = text[len(text) - columns if len(text) > columns else 1 :]
    return text


def _summary(report: Report, paint: _Paint) -> str:
    counts = report.summary()
    parts = [paint(name if counts[name] else "dim", _plural(counts[name], name)) for name in ("error", "warning", "note")]
    parts += (f"{counts[name]} {word}" for name, word in (("suppressed", "suppressed"), ("baselined", "in the baseline"), ("ignored", "not wanted here")) if counts[name])
    unread = sum(document.status != "read" for document in report.documents)
    checked = _plural(len(report.documents) - unread, "document")
    statistics = report.coverage.statistics.get("recomputed", 0)
    pairs = report.coverage.pairs.get("compared", 0)
    since = f" in what changed since {report.since[:12]}, of" if report.since else " in"
    line = f"{', '.join(parts)}{since} {checked}; {_plural(len(report.claims), 'claim')} read, {_plural(statistics, 'statistic')} recomputed, {_plural(pairs, 'pair')} compared"
    return line + (f"; {_plural(unread, 'document')} not read" if unread else "")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _coverage(report: Report) -> str:
    cover = report.coverage
    lines = ["What this run checked"]
    lines.append(f"  sentences   {cover.sentences}")
    lines.append(f"  numbers     {cover.numbers['checked']} of {cover.numbers['seen']} stand in a statistic that was checked")
    lines.append(f"  statistics  {cover.statistics['recomputed']} of {cover.statistics['seen']} recomputed")
    lines += (f"                {count} undecided: {reason}" for reason, count in cover.statistics["reasons"].items())
    lines.append(f"  citations   {cover.citations['resolved']} of {cover.citations['seen']} found in the document's own list")
    lines.append(f"  pairs       {cover.pairs['compared']} compared, {cover.pairs['explained']} explained by a stated difference")
    lines.append("  rules       applied  found  undecided")
    lines += (f"    {code}  {count.applied:9}{count.found:7}{count.undecided:11}" for code, count in cover.rules.items() if count.applied)
    silent = [code for code, count in cover.rules.items() if not count.applied]
    if silent:
        lines += textwrap.wrap(f"nothing to look at for: {', '.join(silent)}", 78, initial_indent="  ", subsequent_indent="    ")
    lines += textwrap.wrap(f"not checked: {'; '.join(report.not_checked)}", 78, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines)

"""The state of one pass over LaTeX: text, braces, scripts and comments. What its commands and environments do is in `latex.py`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from evlint.documents.building import Builder
from evlint.documents.formats import latex_signs as signs
from evlint.documents.model import BlockKind
from evlint.patterns import pattern as lazy

_MARKS = r"\\(?:[A-Za-z@]{1,60}|[^A-Za-z@]|\Z)|\{+|\}|\$+|[&%]|~+|-{2,}|`+|'{2,}|\n[ \t]{0,80}\n"
_MARK, _MATH_MARK = lazy(_MARKS), lazy(_MARKS + r"|[\^_]")
_SCRIPT = lazy(r"[ \t]{0,3}(?:\\([A-Za-z]{1,30})|([^\s{}\\$&%]))")
_BLANK_LINE = lazy(r"\n[ \t]{0,80}\n")
_INDENT = lazy(r"\n?[ \t]{0,200}")
_LONGEST_ARGUMENT = 5000  # of one that is no text: past this and a blank line its brace was never closed


@dataclass(slots=True)
class List:
    """A list that is open; `marks`: its items have marks of their own, not words before them."""

    numbered: bool
    marks: bool
    number: int = 0
    item: bool = False  # whether an item is open


@dataclass(slots=True)
class Table:
    heads: bool = True  # whether the next row may be one of heads


@dataclass(slots=True)
class Open:
    """A brace or an environment that is open, and what its end does."""

    does: str  # "", "skip", "heading", "caption", "abstract", "link", "note", "raised", "lowered", "environment", or "then …": text that follows
    name: str = ""
    start: int = 0


_PLAIN = Open("")


class Marks:
    """One pass over the marks of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.builder = Builder()
        self._open: list[Open] = []
        self._environments: Counter[str] = Counter()
        self._pending: list[str] = []  # what the next braces do
        self._level, self._target = 0, ""  # of the heading and the link that the next brace begins
        self._skip = 0
        self._math = False
        self._lists: list[List] = []
        self._tables: list[Table] = []
        self._notes: list[tuple[int, int]] = []
        self._footnotes = 0  # number of the last one
        self._in_note = False
        self._unclosed: set[str] = set()  # ends that the text does not hold any more

    def run(self, at: int, end: int) -> None:
        """Read a stretch of the text."""
        text = self.text
        while at < end:
            match = (_MATH_MARK if self._math else _MARK).search(text, at, end)
            if match is None:
                self._say(at, end)
                return
            if match.start() > at:
                self._say(at, match.start())
            at = self._mark(match)

    def finish(self) -> None:
        """The stretch ends, and with it all that is open."""
        while self._open:
            self._pop()
        self._math = False
        self._end_block()

    # Text

    def _say(self, start: int, end: int) -> None:
        if self._skip:
            return
        piece = self.text[start:end]
        if self._tables and self.text.startswith(("&", "\\\\"), end):
            piece = piece.rstrip()  # the cell ends
        if self._pending:
            if piece.isspace():
                return
            self._pending = []
        if self._starts():
            bare = piece.lstrip()
            if not bare:
                return
            start += len(piece) - len(bare)
            piece = bare
            self._begin(start)
        self.builder.flow(piece, start)

    def _print(self, value: str, at: int, length: int) -> None:
        """Characters that stand for a mark of another length."""
        self._pending = []
        if self._skip or not value:
            return
        if self._starts():
            if not value.strip():
                return
            self._begin(at)
        if value == " ":
            self.builder.flow(" ", at)
        else:
            self.builder.text(value, at, length)

    def _starts(self) -> bool:
        return self.builder.open is None

    def _begin(self, at: int) -> None:
        builder = self.builder
        if self._tables:
            builder.begin("table-row", at)
            builder.cell(at)
            return
        kind: BlockKind = "list-item" if builder.items else "paragraph"
        builder.begin(kind, at, label=builder.items[-1] if builder.items else "")

    def _end_block(self) -> None:
        """The open block ends; the footnotes that it called for follow it."""
        self.builder.close()
        if self._notes and not self._in_note and not self._tables:
            notes, self._notes = self._notes, []
            for start, end in notes:
                self._footnote(start, end)

    def _footnote(self, start: int, end: int) -> None:
        builder = self.builder
        kept = (self._open, self._environments, self._pending, self._math, self._skip, self._lists, builder.items)
        self._open, self._environments, self._pending, self._math, self._skip, self._lists, builder.items = [], Counter(), [], False, 0, [], []
        self._in_note = True
        self._footnotes += 1
        builder.footnote = str(self._footnotes)
        builder.begin("paragraph", start, label=f"[^{self._footnotes}]")
        self.run(start, end)
        self.finish()
        builder.footnote = ""
        self._in_note = False
        self._open, self._environments, self._pending, self._math, self._skip, self._lists, builder.items = kept

    def _code(self) -> None:
        """Something that is no text stands here as a block of its own."""
        self._end_block()
        blocks = self.builder.blocks
        if not (blocks and blocks[-1].kind == "code" and blocks[-1].end == self.builder.reading.size):
            self.builder.code()

    # Marks

    def _mark(self, match: re.Match[str]) -> int:
        """Take one mark; gives back where reading goes on."""
        run, at, after = match[0], match.start(), match.end()
        first = run[0]
        if first == "{":
            return self._braces(at, after)
        if first == "}":
            if self._open and self._open[-1].does != "environment":
                self._pop(at)
        elif first == "\n":
            self._paragraph_ends(at)
            return after - 1
        elif first == "%":
            return self._comment(at)
        elif first == "\\":
            return self._command(run[1:], at, after) if not self._skip else after
        elif self._skip:
            return after
        elif first == "$":
            return self._dollars(len(run), after)
        elif first == "&":
            self._next_cell(at)
        elif first in "^_":
            return self._script(first == "^", after)
        elif first == "~":
            self._print(" ", at, len(run))
        else:
            self._print(signs.typed(run), at, len(run))
        return after

    def _comment(self, at: int) -> int:
        """A comment ends with its line, and swallows the end of it, unless a blank line follows."""
        line_end = self.text.find("\n", at)
        if line_end < 0:
            return len(self.text)
        match = None if _BLANK_LINE.match(self.text, line_end) else _INDENT.match(self.text, line_end)
        return match.end() if match else line_end

    def _paragraph_ends(self, at: int) -> None:
        self._math = False
        while self._skip and self._open and self._open[-1].does != "environment" and at - self._open[-1].start > _LONGEST_ARGUMENT:
            self._pop(at)
        if not self._skip and not self._tables and not self._environments["thebibliography"]:
            self._end_block()

    def _braces(self, at: int, after: int) -> int:
        """Braces open; the first of them may be an argument of the command before."""
        if self._skip or not self._pending:
            plain_ones = _PLAIN if not self._skip else Open("", start=at)
            self._open += [plain_ones] * (after - at)
            return after
        self._open.append(Open(self._pending.pop(0), start=at + 1))
        does = self._open[-1].does
        if does in ("skip", "note"):
            self._skip += 1
        elif does in ("heading", "caption"):
            self._end_block()
            self.builder.begin("heading" if does == "heading" else "caption", at, level=self._level if does == "heading" else 0)
        elif does == "link":
            if self._starts():
                self._begin(at)
            self.builder.link(self._target)
        elif does in ("raised", "lowered") and not self._starts():
            self.builder.script()
        return at + 1

    def _pop(self, at: int | None = None) -> None:
        """The innermost brace or environment ends."""
        ended, end = self._open.pop(), len(self.text) if at is None else at
        if ended.does == "environment":
            self._end_environment(ended.name)
        elif ended.does == "skip":
            self._skip -= 1
        elif ended.does == "note":
            self._skip -= 1
            self._notes.append((ended.start, end))
        elif ended.does in ("heading", "caption"):
            self._end_block()
        elif ended.does == "abstract":
            self._end_block()
            self.builder.leave_sections()
        elif ended.does == "link":
            self.builder.end_link()
        elif ended.does in ("raised", "lowered"):
            self.builder.end_script(raised=ended.does == "raised")
        elif ended.does.startswith("then "):
            pending, self._pending = self._pending, []
            self._print(ended.does[5:], end, 0)
            self._pending = pending

    def _dollars(self, count: int, after: int) -> int:
        self._pending = []
        if count == 1:
            self._math = not self._math
        elif count == 2:
            return self._skip_to("$$", after)
        return after

    def _script(self, raised: bool, after: int) -> int:
        """What follows stands raised or lowered: a brace, a command or one character."""
        match = _SCRIPT.match(self.text, after)
        if match is None:
            self._pending = ["raised" if raised else "lowered"]
            return after
        value = signs.SIGNS.get(match[1], "") if match[1] else match[2]
        if match[1] and not value:
            self._pending = ["raised" if raised else "lowered"]
            return after
        if self._starts():
            self._begin(match.start())
        self.builder.script()
        start = match.start(1) - 1 if match[1] else match.start(2)
        self.builder.text(value, start, match.end() - start)
        self.builder.end_script(raised=raised)
        return match.end()

    def _skip_to(self, mark: str, at: int, *, seen: bool = True) -> int:
        """Leave out what stands before the next `mark`, `seen`: as code; a mark that never comes leaves out nothing."""
        found = -1 if mark in self._unclosed else self.text.find(mark, at)
        if found < 0:
            self._unclosed.add(mark)
        if seen:
            self._code()
        return at if found < 0 else found + len(mark)

    # What latex.py adds

    def _command(self, name: str, at: int, after: int) -> int:
        raise NotImplementedError

    def _next_cell(self, at: int) -> None:
        raise NotImplementedError

    def _end_environment(self, name: str) -> None:
        raise NotImplementedError

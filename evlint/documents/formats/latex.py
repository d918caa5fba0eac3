"""Reader for LaTeX: one pass over its marks → blocks. Nothing is expanded: a command that is not known is left out, and the text in its braces stays.

Comments, the preamble, displayed mathematics and code are left out; mathematics in a line stands as the characters that it prints.
"""

# ruff: noqa: ARG002 (what a command does has one form, whatever part of it a command needs)

from __future__ import annotations

from collections.abc import Callable, Mapping

from evlint.documents.formats import latex_names as names
from evlint.documents.formats import latex_signs as signs
from evlint.documents.formats.latex_marks import List, Marks, Open, Table
from evlint.documents.formats.latex_parts import bibliography_keys, parts
from evlint.documents.model import Reading
from evlint.patterns import pattern as lazy

_ENVIRONMENT = lazy(r"\s{0,3}\{([A-Za-z]{1,40}\d?\*?)\}")
_OPTION = r"\[(?:[^\[\]{}]|\{[^{}]{0,200}\}){0,400}\]"
_OPTIONS = lazy(rf"\*?(?:[ \t]{{0,3}}{_OPTION}){{0,3}}")
_AT_ONCE = lazy(rf"\*?(?:{_OPTION})?")
_LABEL = lazy(r"[ \t]{0,3}\[((?:[^\[\]{}]|\{[^{}]{0,200}\}){0,400})\]")
_SIMPLE = lazy(rf"\*?(?:\s{{0,3}}{_OPTION}){{0,3}}\s{{0,3}}\{{([^{{}}]{{0,2000}})\}}")
_BRACE = lazy(r"(?:\[[^\[\]]{0,60}\])?\s{0,3}\{")
_KEY = lazy(r"[^\s,{}]{1,200}")
_ROW_END = lazy(r"\*?(?:\[[^\[\]]{0,20}\])?(?:[ \t]{0,20}%[^\n]{0,200}\n)?\s{0,40}(?:\\([A-Za-z]{1,20}))?")
_LINE_END = lazy(r"\*?(?:\[[^\[\]]{0,20}\])?")
_DEFINED = lazy(r"\*?\s{0,3}\{?\\?[A-Za-z@]{1,60}\}?(?:\s{0,3}\[[^\[\]]{0,60}\]){0,2}[#\d]{0,18}")
_ESCAPED = lazy(r"\\([%#&_~{}])")
_UPPER = lazy(r"\\(part|chapter)\s{0,3}[*\[{]")
_LONGEST_CITATION = 150  # longer ones are cut, for a marker has a longest length
_FRAME = 4  # the level of the title of a slide


def read(text: str) -> Reading:
    """What a LaTeX text says."""
    clean = text.replace("\r\n", " \n").replace("\r", "\n")
    found = parts(clean)
    walk = _Walk(clean, bibliography_keys(clean))
    for start, end in found.spans:
        walk.run(start, end)
        walk.finish()
    fields = {name: value for name, (start, end) in found.fields.items() if (value := plain(clean[start:end]))}
    builder = walk.builder
    prose, offsets = builder.finish()
    return Reading(prose, tuple(builder.blocks), offsets, tuple(builder.links), fields=fields, cited=tuple(builder.cited))


def plain(text: str, *, math: bool = False) -> str:
    """A stretch of LaTeX as one line, as it is read."""
    walk = _Walk(text, {})
    walk.begin_math(math)
    walk.run(0, len(text))
    walk.finish()
    return " ".join(walk.builder.finish()[0].split())


class _Walk(Marks):
    """What commands and environments do."""

    def __init__(self, text: str, listed: Mapping[str, int]) -> None:
        super().__init__(text)
        self._listed = listed  # key → number, of the text's own list of references
        self._references = 0
        upper = {match[1] for match in _UPPER.finditer(text)}
        self._top = 0 if "part" in upper else 1 if "chapter" in upper else 2

    def begin_math(self, math: bool) -> None:
        self._math = math

    # Commands

    def _command(self, name: str, at: int, after: int) -> int:
        """Take a command; gives back where reading goes on."""
        self._pending = []
        if not name or not name[0].isascii() or not (name[0].isalpha() or name[0] == "@"):
            return self._escape(name, at, after)
        if not self._math and (found := signs.accented(self.text, name, after)):
            self._print(found[0], at, found[1] - at)
            return found[1]
        if name in signs.LETTERS and not self._math:
            return self._letter(name, at, after)
        if name in signs.SIGNS:
            self._print(signs.SIGNS[name], at, after - at)
            return after
        if name in _COMMANDS:
            return _COMMANDS[name](self, name, at, after)
        options = _OPTIONS if name in names.SILENT else _AT_ONCE
        match = options.match(self.text, after)
        if name in names.SILENT:
            self._pending = ["skip"] * names.SILENT[name]
        elif name in names.BETWEEN:
            self._pending = [f"then {names.BETWEEN[name]}"]
        return match.end() if match and not self._math else after

    def _escape(self, char: str, at: int, after: int) -> int:
        """A command of one character that is no letter."""
        if char == "\\":
            return self._new_line(at, after)
        if char in ("(", ")"):
            self._math = char == "("
        elif char == "[":
            return self._skip_to("\\]", after)
        elif not self._math and (found := signs.accented(self.text, char, after)):
            self._print(found[0], at, found[1] - at)
            return found[1]
        elif char in signs.ESCAPED:
            self._print(signs.ESCAPED[char], at, after - at)
        return after

    def _letter(self, name: str, at: int, after: int) -> int:
        end = after
        if self.text.startswith("{}", after):
            end += 2
        else:
            while self.text[end : end + 1] == " ":
                end += 1
        self._print(signs.LETTERS[name], at, end - at)
        return end

    def _heading(self, name: str, at: int, after: int) -> int:
        self._level = max(1, names.SECTIONS.index(name) - self._top + 1) if name in names.SECTIONS else _FRAME
        self._pending = ["heading"]
        return self._after_options(after)

    def _after_options(self, after: int) -> int:
        match = _OPTIONS.match(self.text, after)
        return match.end() if match else after

    def _caption(self, name: str, at: int, after: int) -> int:
        self._pending = ["skip", "caption"] if name == "captionof" else ["caption"]
        return self._after_options(after)

    def _cite(self, name: str, at: int, after: int) -> int:
        """The keys as pandoc writes them, or the numbers of the text's own list."""
        match = _SIMPLE.match(self.text, after)
        keys = list(_KEY.finditer(self.text, match.start(1), match.end(1))) if match else []
        if match is None or not keys:
            return match.end() if match else after
        numbered = all(key[0] in self._listed for key in keys)
        lead, between = ("[", ", ") if numbered else ("[@", "; @")
        if self._starts():
            self._begin(at)
        before, size, begun = lead, 0, self.builder.reading.size
        for key in keys:
            value = str(self._listed[key[0]]) if numbered else key[0]
            self._print(before, at, key.start() - at)
            self._print(value, key.start(), len(key[0]))
            at, size = key.end(), size + len(value)
            before, size = ("] " + lead, 0) if size > _LONGEST_CITATION else (between, size)
        self._print("]", at, match.end() - at)
        if numbered:
            self.builder.cite(begun)
        return match.end()

    def _refer(self, name: str, at: int, after: int) -> int:
        match = _SIMPLE.match(self.text, after)
        if not self._starts():
            self.builder.leave_out()
        return match.end() if match else after

    def _href(self, name: str, at: int, after: int) -> int:
        match = _SIMPLE.match(self.text, after)
        if match is None:
            return after
        self._target = _ESCAPED.sub(r"\1", match[1].strip())
        self._pending = ["link"]
        return match.end()

    def _url(self, name: str, at: int, after: int) -> int:
        match = _SIMPLE.match(self.text, after)
        value = _ESCAPED.sub(r"\1", match[1].strip()) if match else ""
        if match is None or not value:
            return match.end() if match else after
        if self._starts():
            self._begin(at)
        start = match.start(1) + len(match[1]) - len(match[1].lstrip())
        self.builder.link(f"https://doi.org/{value}" if name == "doi" and "://" not in value else value)
        self._print(value, start, len(match[1].strip()))
        self.builder.end_link()
        return match.end()

    def _note(self, name: str, at: int, after: int) -> int:
        """A footnote is marked where it is called for, and read behind the block."""
        match = _BRACE.match(self.text, after)
        if match is None or self._in_note:
            return after
        if name != "footnotetext":
            self._print(f"[^{self._footnotes + len(self._notes) + 1}]", at, after - at)
        self._pending = ["note"]
        return match.end() - 1

    def _define(self, name: str, at: int, after: int) -> int:
        match = _DEFINED.match(self.text, after)
        self._pending = ["skip"] * (2 if name.endswith("environment") else 1)
        return match.end() if match else after

    def _verb(self, name: str, at: int, after: int) -> int:
        text = self.text
        after += text[after : after + 1] == "*"
        end = text.find(text[after], after + 1, after + 500) if after < len(text) and not text[after].isspace() else -1
        if not self._starts():
            self.builder.leave_out()
        return end + 1 if end >= 0 else after

    def _raise(self, name: str, at: int, after: int) -> int:
        self._pending = ["raised" if name == "textsuperscript" else "lowered"]
        return after

    def _quote(self, name: str, at: int, after: int) -> int:
        self._print("“", at, after - at)
        self._pending = ["then ”"]
        return after

    def _break(self, name: str, at: int, after: int) -> int:
        if not self._tables:
            self._end_block()
        return after

    def _left_out(self, name: str, at: int, after: int) -> int:
        return self._skip_to("\\fi", after, seen=False)

    # Lines and rows

    def _new_line(self, at: int, after: int) -> int:
        if not self._in_row():
            self._print(" ", at, after - at)
            match = _LINE_END.match(self.text, after)
            return match.end() if match else after
        match = _ROW_END.match(self.text, after)
        rule = (match[1] if match else "") or ""
        if self.builder.open == "table-row":
            table = self._tables[-1]
            header = table.heads and (rule in names.RULES or rule in names.RULES_WITHIN)
            table.heads = header and rule in names.RULES_WITHIN
            self.builder.end_row(header=header)
        return after if match is None else match.start(1) - 1 if match[1] else match.end()

    def _in_row(self) -> bool:
        """Whether a mark stands in a row itself, not in a brace, a list or a table within a cell."""
        return len(self._tables) == 1 and bool(self._open) and self._open[-1].does == "environment" and self._open[-1].name in names.TABLES

    def _next_cell(self, at: int) -> None:
        builder = self.builder
        if not self._in_row():
            self._print(" ", at, 1)
            return
        if builder.open != "table-row":
            self._begin(at)
        builder.end_cell()
        builder.cell(at)

    # Environments

    def _begin_environment(self, command: str, at: int, after: int) -> int:
        match = _ENVIRONMENT.match(self.text, after)
        if match is None:
            return after
        name = match[1]
        self._math = False
        if name.rstrip("*") in names.CODE:
            return self._skip_to(f"\\end{{{name}}}", match.end(), seen=name != "comment")
        if not self._tables:
            self._end_block()
        self._open.append(Open("environment", name, at))
        self._environments[name] += 1
        options = _AT_ONCE.match(self.text, match.end())
        self._enter(name, match.start(1))
        return options.end() if options else match.end()

    def _enter(self, name: str, at: int) -> None:
        if name in names.TABLES:
            self._tables.append(Table())
            self._pending = ["skip"] * names.TABLES[name]
        elif name in names.LISTS:
            self._lists.append(List(name in names.NUMBERED, name != "description"))
        elif name in names.QUOTES:
            self.builder.quotes += 1
        elif name == "abstract":
            self._title(name, at)
        elif name == "thebibliography":
            self.builder.leave_sections()
        elif name == "frame":
            self._level, self._pending = _FRAME, ["heading"]
        self._pending = self._pending or ["skip"] * names.ARGUMENTS.get(name, 0)

    def _title(self, name: str, at: int) -> None:
        """A heading that the name of a command or an environment prints."""
        self._end_block()
        self.builder.begin("heading", at, level=1)
        self.builder.text(name, at)
        self.builder.close()

    def _abstract(self, name: str, at: int, after: int) -> int:
        if _BRACE.match(self.text, after):
            self._title(name, at + 1)
            self._pending = ["abstract"]
        return after

    def _leave_environment(self, command: str, at: int, after: int) -> int:
        match = _ENVIRONMENT.match(self.text, after)
        if match is None:
            return after
        self._math = False
        name = match[1]
        if self._environments[name]:
            left = self._environments[name] - 1
            while self._environments[name] > left:
                self._pop(at)
        return match.end()

    def _end_environment(self, name: str) -> None:
        self._environments[name] -= 1
        if name in names.TABLES and self._tables:
            if len(self._tables) == 1 and self.builder.open == "table-row":
                self.builder.end_row(header=False)
            self._tables.pop()
        if not self._tables:
            self._end_block()
        if name in names.LISTS and self._lists:
            if self._lists.pop().item and self.builder.items:
                self.builder.items.pop()
        elif name in names.QUOTES:
            self.builder.quotes -= 1
        elif name == "abstract":
            self.builder.leave_sections()

    def _item(self, command: str, at: int, after: int) -> int:
        if not self._lists or self._tables:
            return self._break(command, at, after)
        self._end_block()
        builder, here = self.builder, self._lists[-1]
        if here.item and builder.items:
            builder.items.pop()
        own = _LABEL.match(self.text, after)
        here.number, here.item = here.number + (own is None), True
        builder.items.append(own[1].strip()[:20] if own and here.marks else self._mark_of(here))
        builder.begin("list-item", after, label=builder.items[-1])
        if own and not here.marks:
            self.run(own.start(1), own.end(1))
        return own.end() if own else after

    def _mark_of(self, here: List) -> str:
        """The mark that LaTeX prints before an item."""
        if not here.numbered:
            return "-"
        second = sum(one.numbered for one in self._lists) == 2 and here.number <= 26
        return f"({chr(96 + here.number)})" if second else f"{here.number}."

    def _reference(self, command: str, at: int, after: int) -> int:
        self._end_block()
        self._references += 1
        match = _SIMPLE.match(self.text, after)
        start = match.end() if match else after
        self.builder.begin("reference", start, label=f"[{self._references}]")
        return start


_COMMANDS: Mapping[str, Callable[[_Walk, str, int, int], int]] = {
    "begin": _Walk._begin_environment,
    "end": _Walk._leave_environment,
    "item": _Walk._item,
    "bibitem": _Walk._reference,
    "href": _Walk._href,
    "verb": _Walk._verb,
    "lstinline": _Walk._verb,
    "enquote": _Walk._quote,
    "abstract": _Walk._abstract,
    "iffalse": _Walk._left_out,
    "tabularnewline": lambda walk, _, at, after: walk._new_line(at, after),
    **dict.fromkeys((*names.SECTIONS, "frametitle"), _Walk._heading),
    **dict.fromkeys(("caption", "captionof"), _Walk._caption),
    **dict.fromkeys(names.CITES, _Walk._cite),
    **dict.fromkeys(names.REFERS, _Walk._refer),
    **dict.fromkeys(("url", "nolinkurl", "path", "doi"), _Walk._url),
    **dict.fromkeys(("footnote", "footnotetext", "endnote", "sidenote", "marginpar"), _Walk._note),
    **dict.fromkeys(("textsuperscript", "textsubscript"), _Walk._raise),
    **dict.fromkeys(names.DEFINITIONS, _Walk._define),
    **dict.fromkeys(names.BREAKS, _Walk._break),
}

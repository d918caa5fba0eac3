"""One entry of a JATS reference list as a line of text: what has tags only gets the punctuation of a printed list (Vancouver)."""

from __future__ import annotations

from collections.abc import Mapping

from evlint.documents.building import Builder

_STRUCTURED = frozenset({"element-citation", "nlm-citation", "citation"})
_AFTER = {
    "surname": " ", "given-names": "", "name": ", ", "string-name": ", ", "collab": ", ", "person-group": ". ", "article-title": ". ", "chapter-title": ". ", "source": ". ", "year": ";", "volume": "", "issue": "",
    "fpage": "", "lpage": ". ", "elocation-id": ". ", "publisher-name": "; ", "publisher-loc": ": ", "edition": ". ", "pub-id": ". ", "comment": ". ", "ext-link": ". ", "month": " ", "day": " ", "suffix": " ", "prefix": " ",
    "data-title": ". ", "part-title": ". ", "conf-name": ". ", "trans-title": ". ", "uri": ". ", "etal": "",
}  # fmt: skip
"""What stands between an element of an entry and the next one."""
_BEFORE = {"issue": "(", "fpage": ":", "lpage": "-", "elocation-id": ":"}
_PUB_IDS = {"doi": "doi:", "pmid": "PMID: ", "pmcid": "PMCID: ", "pmc": "PMCID: "}
_CONTAINERS = frozenset({"person-group", "name", "date", "date-in-citation"})  # what stands between their elements is indentation
_NAMES = frozenset({"name", "string-name", "surname", "given-names", "suffix", "prefix", "etal", "collab", "person-group"})


class Entry:
    """An open entry. `number` is its place in the list, which counts where it has no label."""

    def __init__(self, builder: Builder, number: str) -> None:
        self._builder, self._number = builder, number
        self._label: list[str] | None = None
        self._path: list[str] = []
        self._structured = False
        self._pending = ""  # the mark that stands before what comes next
        self._named = False  # whether names go on

    def begin(self, name: str, at: int) -> None:
        """The citation itself begins; an entry may hold several."""
        builder = self._builder
        self._structured = name in _STRUCTURED
        if builder.open == "reference":
            builder.part()
            return
        printed = "".join(self._label or ()).strip() or self._number
        builder.begin("reference", at, label=f"{printed}." if printed.isdigit() else printed)
        self._label = None

    def start(self, name: str, attributes: Mapping[str, str], at: int) -> None:
        """An element within the entry begins."""
        self._path.append(name)
        if name == "label" and self._builder.open is None:
            self._label = []
        if self._builder.open is None:
            return
        if self._structured and name in _AFTER:
            if self._named and name not in _NAMES:
                self._pending, self._named = ". ", False
            if name.endswith("-title") and self._pending == ";":
                self._pending = ". "
            self._flush(at)
            self._builder.text(_PUB_IDS.get(attributes.get("pub-id-type", ""), "") if name == "pub-id" else _BEFORE.get(name, ""), at, 0)
        if not self._structured and (name == "given-names" or (name in _AFTER and self._builder.reading.tail(max(0, self._builder.reading.size - 1)).isalnum())):
            self._builder.part()
        if not self._structured and name == "pub-id" and attributes.get("pub-id-type") == "pmid" and "PMID" not in self._builder.reading.tail(max(0, self._builder.reading.size - 8)):
            self._builder.text("PMID: ", at, 0)
        if name in ("ext-link", "uri"):
            self._builder.link(attributes.get("xlink:href", ""))

    def say(self, data: str, at: int) -> bool:
        """Whether text of the entry was taken here: its label, and the indentation between tags."""
        if self._label is not None and self._builder.open is None:
            self._label.append(data)
            return True
        if self._structured and not data.strip() and (not self._path or self._path[-1] in _CONTAINERS):
            return True
        self._flush(at)
        return False

    def end(self, name: str, at: int) -> None:
        """An element within the entry ends."""
        if self._path:
            self._path.pop()
        if self._builder.open is None:
            return
        if name in ("ext-link", "uri"):
            self._builder.end_link()
        if self._structured and name in _AFTER:
            if name == "issue":
                self._builder.text(")", at, 0)
            self._named = name in ("name", "string-name", "collab") or (self._named and name in _NAMES - {"person-group"})
            self._pending = _AFTER[name] or self._pending

    def close(self, at: int) -> None:
        """The entry ends."""
        if self._structured and self._pending:
            self._pending = "."
            self._flush(at)
        self._builder.close()

    def _flush(self, at: int) -> None:
        """Set the pending mark, unless the text has one already."""
        mark, self._pending = self._pending, ""
        if mark and not self._builder.empty:
            last = self._builder.reading.tail(max(0, self._builder.reading.size - 2)).rstrip()[-1:]
            self._builder.text(mark.lstrip(".,") if last in (".", ",", "?", "!") else mark, at, 0)

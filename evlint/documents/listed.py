"""Which entries of its reference list a citation marker names: by number or key, else by author and year."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from evlint.documents.model import Document, Marker, ReferenceEntry
from evlint.patterns import pattern as lazy

Entries = tuple[ReferenceEntry, ...]

_AUTHOR_YEAR = lazy(r"(?P<name>[^\W\d_][^\d;]{0,120}?),?\s\(?(?P<years>(?:19|20)\d\d[a-z]?(?:,\s(?:19|20)\d\d[a-z]?){0,4})")
_FIRST = lazy(r"\s(?:et\sal\b|and\b|&).*|,.*", re.S)
_POSSESSIVE = lazy(r"[’']s?$")
_LETTERS = lazy(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class AuthorYear:
    """An author-year key: the folded family name of its first author, whether others are named, its years without letters."""

    family: str
    others: bool
    years: tuple[str, ...]


def author_year(key: str) -> AuthorYear | None:
    """`Smith et al., 2019a` → smith, others, 2019; None where the key is of another kind."""
    match = _AUTHOR_YEAR.match(key)
    if match is None:
        return None
    first = _POSSESSIVE.sub("", _FIRST.sub("", match["name"]))
    return AuthorYear(folded(first), _FIRST.search(match["name"]) is not None, tuple(year[:4] for year in match["years"].split(", ")))


def folded(name: str) -> str:
    """A family name without case, accents and marks."""
    plain = name if name.isascii() else "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return _LETTERS.sub(" ", plain.casefold()).strip()


@dataclass(frozen=True)
class Listed:
    """The reference list of a document, ready to be asked. Of an entry no more is read than the question needs."""

    references: Entries

    @cached_property
    def by_number(self) -> Mapping[str, Entries]:
        return _grouped((entry.number, entry) for entry in self.references if entry.number)

    @cached_property
    def _by_word(self) -> Mapping[str, Entries]:
        """The entries that hold a word, folded: among them are those of an author of that name."""
        return _grouped((word, entry) for entry in self.references for word in set(folded(_naming(entry)).split(" ")))

    def entries(self, key: str) -> Entries:
        """The entries that a key names: one, none, or several that it cannot tell apart."""
        if key not in self._keys:
            self._keys[key] = self.by_number[key] if key in self.by_number else self._of_key(key)
        return self._keys[key]

    def of_author(self, family: str) -> Entries:
        """The entries of a first author, by the whole of the name, else by its last word."""
        if family not in self._authors:
            last = family.rsplit(" ", maxsplit=1)[-1]
            held = [(entry, _names(entry)) for entry in self._by_word.get(last, ())]
            whole = tuple(entry for entry, names in held if family in names)
            self._authors[family] = whole or tuple(entry for entry, names in held if last in names)
        return self._authors[family]

    def _of_key(self, key: str) -> Entries:
        named = author_year(key)
        return tuple(entry for entry in self.of_author(named.family) if entry.reference.year in named.years) if named else ()

    @cached_property
    def _keys(self) -> dict[str, Entries]:
        """The answers so far: a key comes again and again."""
        return {}

    @cached_property
    def _authors(self) -> dict[str, Entries]:
        return {}


def _naming(entry: ReferenceEntry) -> str:
    """The text of an entry in which its authors stand: its fields where they are known, for the text of a .bib file may write them otherwise."""
    return entry.raw if entry.known is None else entry.known.first_author or ""


def _names(entry: ReferenceEntry) -> set[str]:
    family = folded(entry.reference.first_author or "")
    return {family, family.split(" ")[-1]} - {""}


def _grouped(pairs: Iterable[tuple[str, ReferenceEntry]]) -> Mapping[str, Entries]:
    found: dict[str, list[ReferenceEntry]] = defaultdict(list)
    for key, entry in pairs:
        found[key].append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def cited(document: Document, listed: Listed) -> list[tuple[Marker, str, Entries]]:
    """Every key of every marker with the entries that it names."""
    return [(marker, key, listed.entries(key)) for marker in document.markers for key in marker.keys]

"""Bibliography files (.bib, .ris, .nbib, CSL-JSON) → entries with their keys, fields and places.

A reader takes the text of a file and gives what it could read and what it could not; a broken entry costs that entry alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from evlint.bibliography.model import Reference
from evlint.bibliography.names import BODY
from evlint.patterns import pattern as lazy


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a bibliography file: its key (empty where the format has none), its fields, and its span in the file."""

    key: str
    reference: Reference
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read, and where."""

    start: int
    end: int
    message: str


class MissingExtraError(RuntimeError):
    """The library that reads a format is not installed; the message says how to install it."""


Read = tuple[tuple[Entry, ...], tuple[Fault, ...]]
_MODULES = {"bibtex": "bibtex", "ris": "ris", "nbib": "nbib", "csl-json": "csl"}
FORMATS = frozenset(_MODULES)
ENDINGS = {".bib": "bibtex", ".ris": "ris", ".nbib": "nbib", ".json": "csl-json"}


def read(format: str, text: str) -> Read:
    """Entries and faults of a file, in order. Raises MissingExtraError where the library for the format is not installed."""
    reader: Callable[[str], Read] = import_module(f"evlint.bibliography.{_MODULES[format]}").read
    return reader(text)


def stretches(text: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    """(start, end) of records that begin at `starts`: each goes up to the next, without the blanks at its end."""
    for start, following in zip(starts, [*starts[1:], len(text)], strict=False):
        yield start, start + len(text[start:following].rstrip())


def first_year(date: str) -> str | None:
    """The year of a date in any of the forms that these files use (`2018`, `2018/05/01/`, `2018 May 1`)."""
    digits = date.strip()[:4]
    return digits if len(digits) == 4 and digits.isdigit() else None


def plain_doi(printed: str) -> str:
    """A DOI without the address or the word before it."""
    return _DOI_BEFORE.sub("", printed.strip())


_DOI_BEFORE = lazy(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.I)


def pages(printed: str) -> tuple[str | None, str | None]:
    """First and last page of a printed range."""
    parts = [part.strip() for part in printed.replace("–", "-").replace("—", "-").split("-") if part.strip()]
    return (parts[0] if parts else None, parts[-1] if len(parts) > 1 else None)


def filled(**fields: str | None) -> dict[str, str]:
    """The fields that hold something, white space made single."""
    return {name: " ".join(value.split()) for name, value in fields.items() if value and value.strip()}


def families(names: Iterable[str]) -> tuple[str, ...]:
    """Family names of names as these files print them: `Bell, Rae F.` or `Rae F. Bell`, or as MEDLINE does: `Bell RF`."""
    return tuple(family for name in names if (family := _family(" ".join(name.split()))))


def _family(name: str) -> str:
    if name.startswith("{") and name.endswith("}"):
        return name.strip("{}").strip()  # braces in BibTeX keep a name whole
    if BODY.search(name) and "," not in name:
        return name
    if "," in name:
        return name.split(",", maxsplit=1)[0].strip()
    words = name.split()
    while len(words) > 1 and words[-1].isupper() and len(words[-1]) <= 4:
        words.pop()  # initials of MEDLINE
    if len(words) < len(name.split()):
        return " ".join(words)
    small = next((i for i, word in enumerate(words) if i and word[0].islower()), len(words) - 1)
    return " ".join(words[small:])

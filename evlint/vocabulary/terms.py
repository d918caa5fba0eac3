"""Names of the Medical Subject Headings, the Disease Ontology and drugs: name → concept → preferred name and tree numbers.

The files are sorted by bytes and searched where they lie, so nothing is parsed before a name is asked for. `build.py` makes them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from evlint.vocabulary import fold

_MOST_WORDS = 6


@lru_cache(maxsize=65536)
def concept(name: str) -> str | None:
    """The concept (a MeSH, Disease Ontology or DrugBank id) of a name, however it is spelled; None where it is not known."""
    row = _row("terms.tsv", fold.name(name))
    return row[0] if row else None


@lru_cache(maxsize=65536)
def preferred(code: str) -> str:
    """The preferred name of a concept."""
    row = _row("concepts.tsv", code)
    return row[0] if row else code


@lru_cache(maxsize=65536)
def trees(code: str) -> tuple[str, ...]:
    """The places of a concept in the MeSH trees, such as `C10.228.140`; none where it has none."""
    row = _row("concepts.tsv", code)
    return tuple(row[1].split("|")) if row and row[1] else ()


def kind_of(first: str, second: str) -> bool:
    """Whether one concept is a kind of the other: one of its tree numbers begins with one of the other's."""
    return first == second or any(a.startswith(f"{b}.") or b.startswith(f"{a}.") or a == b for a in trees(first) for b in trees(second))


def find(words: list[str]) -> list[tuple[int, int, str]]:
    """(first word, word behind the last, concept) of the longest names in a list of folded words, from left to right."""
    out: list[tuple[int, int, str]] = []
    i = 0
    while i < len(words):
        for j in range(min(len(words), i + _MOST_WORDS), i, -1):
            if code := concept(" ".join(words[i:j])):
                out.append((i, j, code))
                i = j - 1
                break
        i += 1
    return out


def _row(file: str, key: str) -> list[str] | None:
    """The columns behind `key` in a sorted file."""
    (data, low), wanted = _sorted(file), key.encode() + b"\t"
    high = len(data)
    while low < high:
        middle = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.find(b"\n", middle)
        if data.startswith(wanted, middle):
            return data[middle + len(wanted) : end].decode().split("\t")
        if data[middle:end] < wanted:
            low = end + 1
        else:
            high = middle
    return None


@cache
def _sorted(file: str) -> tuple[bytes, int]:
    """A file, and where its first line behind the credits begins."""
    data = files("evlint.vocabulary").joinpath(file).read_bytes()
    start = 0
    while data.startswith(b"#", start):
        start = data.index(b"\n", start) + 1
    return data, start

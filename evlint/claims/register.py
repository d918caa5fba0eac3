"""sources.yaml as a text that people write in: works are added at its end, missing fields at their entry, and every other byte stays."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from evlint.bibliography.model import Reference
from evlint.claims import rewrite
from evlint.claims.yaml_tree import Tree, parse
from evlint.findings.model import Edit
from evlint.patterns import pattern as lazy

Fields = dict[str, Any]
_HEAD = "# Every source that this corpus rests on, one entry a work. `evlint sources sync` adds what documents cite; the rest is yours to write.\nevlint: 1\nsources:\n"
_FLOW = ("author",)
_PLAIN = lazy(r"[A-Za-z][\w-]{0,80}")
_MEANT_OTHERWISE = frozenset("yes no on off true false null y n".split())  # YAML reads these as something else than words


def fields_of(reference: Reference) -> Fields:
    """What a reference says, in the names of sources.yaml."""
    page = "-".join(filter(None, (reference.first_page, reference.last_page)))
    named: Fields = {
        "type": reference.kind or ("article-journal" if reference.journal and reference.volume else None),
        "title": reference.title,
        "author": [{"family": name} for name in reference.authors],
        "issued": reference.year,
        "container-title": reference.journal,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": page,
        "doi": reference.doi,
        "pmid": reference.pmid,
        "url": reference.url,
        "status": reference.status if reference.status != "notice" else None,
    }
    return {name: value for name, value in named.items() if value}


def mint(fields: Mapping[str, Any], taken: set[str]) -> str:
    """An id nobody has: family name and year, as in `bell2018`, then `bell2018b`. It is put among the taken ones."""
    author: dict[str, str] = next(iter(fields.get("author", ())), {})
    name = author.get("family") or " ".join(str(fields.get("title", "")).split()[:2]) or "source"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = (re.sub(r"[^a-z]", "", plain) or "source") + str(fields.get("issued", ""))[:4]
    known = next(base + suffix for suffix in _suffixes() if base + suffix not in taken)
    taken.add(known)
    return known


def _suffixes() -> Iterable[str]:
    yield ""
    yield from "bcdefghijklmnopqrstuvwxyz"
    yield from (f"-{number}" for number in range(2, 1_000_000))


def changed(text: str, new: Iterable[Fields], missing: Iterable[tuple[int, Fields]]) -> str:
    """The text with new entries at the end of its list, and with fields that entries (by index) lack. Raises YamlError for a text that is no YAML."""
    entries = "".join(f"\n{_entry(fields)}" for fields in new)
    filled = [(index, fields) for index, fields in missing if fields]
    if not text.strip():
        return _HEAD + entries.lstrip("\n") if entries else text
    tree = parse(text)
    line = "\r\n" if "\r\n" in text else "\n"
    edits = [_filling(text, tree, index, fields) for index, fields in filled]
    edits += [_appending(text, tree, entries)] if entries else []
    return rewrite.apply(text, [replace(edit, text=edit.text.replace("\n", line)) for edit in edits])


def _entry(fields: Fields, indent: str = "") -> str:
    lines = [f"{name}: {_value(name, value)}" for name, value in fields.items()]
    return f"{indent}- {lines[0]}\n" + "".join(f"{indent}  {line}\n" for line in lines[1:])


def _value(name: str, value: Any) -> str:
    if name in _FLOW:
        return "[" + ", ".join("{" + ", ".join(f"{key}: {json.dumps(item, ensure_ascii=False)}" for key, item in one.items()) + "}" for one in value) + "]"
    plain = name in ("id", "type", "status") and _PLAIN.fullmatch(str(value)) and str(value).lower() not in _MEANT_OTHERWISE
    return str(value) if plain else json.dumps(str(value), ensure_ascii=False)


def _filling(text: str, tree: Tree, index: int, fields: Fields) -> Edit:
    """Fields go right behind the id: on lines of their own, or inside braces where the entry is written so."""
    item = _listed(tree).value[index]
    end = tree.span(("sources", index, "id"))[1]
    if item.flow_style:
        return Edit("", end, end, "".join(f", {name}: {_value(name, value)}" for name, value in fields.items()))
    column = " " * int(next(key.start_mark.column for key, _ in item.value))
    end = text.find("\n", end) if "\n" in text[end:] else len(text)  # behind a comment on that line
    end -= text[:end].endswith("\r")
    return Edit("", end, end, "".join(f"\n{column}{name}: {_value(name, value)}" for name, value in fields.items()))


def _listed(tree: Tree) -> Any:
    """The node of the list of sources; None where the file has none."""
    return next((value for key, value in tree.root.value if key.value == "sources"), None)


def _appending(text: str, tree: Tree, entries: str) -> Edit:
    listed = _listed(tree)
    if listed is None or listed.id != "sequence":
        at = len(text)
        return Edit("", at, at, ("" if text.endswith("\n") else "\n") + "sources:\n" + entries.lstrip("\n"))
    if not listed.value:
        return Edit("", listed.start_mark.index, listed.end_mark.index, "\n" + entries.lstrip("\n").rstrip("\n"))
    if listed.flow_style:
        raise ValueError("the list of sources is written in brackets; write it as lines that begin with '- '")
    indent = " " * int(listed.start_mark.column)
    last = listed.end_mark.index
    lead = "" if text[:last].endswith("\n") else "\n"
    return Edit("", last, last, lead + "".join(f"{indent}{line}\n" if line else "\n" for line in entries.rstrip("\n").split("\n")))

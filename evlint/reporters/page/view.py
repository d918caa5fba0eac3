"""What the parts of the page look up: the JSON report by id and path, the texts that are at hand, and places in words."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evlint.documents.model import Document

Json = Mapping[str, Any]
SEVERITIES = ("error", "warning", "note")
ASKS = {"error": "Fix before publishing", "warning": "Look at", "note": "Worth knowing"}
_AROUND = 150  # characters of context on either side of a quote
_QUOTE = 1500  # a quote longer than this loses its middle
_TEXT = 400  # what the search knows of each quote


@dataclass(frozen=True)
class Changes:
    """What `--since` compares with: the older report."""

    name: str
    old: Json


@dataclass(frozen=True)
class View:
    """One report, ready to be asked. `documents` are those whose text is at hand, `texts` also those of record files."""

    data: Json
    documents: Mapping[str, Document]
    texts: Mapping[str, str]
    title: str
    run: str = ""
    since: Changes | None = None

    @cached_property
    def findings(self) -> Sequence[Json]:
        return list(self.data["findings"])

    @cached_property
    def claims(self) -> Mapping[str, Json]:
        return {claim["id"]: claim for claim in self.data["claims"]}

    @cached_property
    def heads(self) -> Mapping[str, Json]:
        """Path → what the report says of the document."""
        return {document["path"]: document for document in self.data["documents"]}

    @cached_property
    def by_document(self) -> Mapping[str, list[Json]]:
        """Path → the findings with a place in it, each once."""
        found: dict[str, list[Json]] = {path: [] for path in self.heads}
        for finding in self.findings:
            for path in dict.fromkeys(place["document"] for place in finding["locations"]):
                found.setdefault(path, []).append(finding)
        return found

    @cached_property
    def claims_of(self) -> Mapping[str, list[Json]]:
        found: dict[str, list[Json]] = {}
        for claim in self.data["claims"]:
            found.setdefault(claim["document"], []).append(claim)
        return found

    @cached_property
    def _claim_keys(self) -> Mapping[int, str]:
        seen: dict[str, int] = {}
        keys = {}
        for claim in self.data["claims"]:
            n = seen[claim["id"]] = seen.get(claim["id"], 0) + 1
            keys[id(claim)] = claim["id"] if n == 1 else f"{claim['id']}-{n}"
        return keys

    def claim_key(self, claim: Json) -> str:
        """The id of a claim of this report, with a number behind it where an earlier one has the same: anchors are unique even where records are not."""
        return self._claim_keys[id(claim)]

    @cached_property
    def sources(self) -> Mapping[str, Json]:
        """Id in sources.yaml → the work."""
        return {source["id"]: source for source in self.data["sources"] if source["id"]}

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        return {}

    def reading(self, path: str) -> Reading | None:
        """The reading text of a document; None where it is not at hand."""
        document = self.documents.get(path)
        if document is None:
            return None
        if path not in self._readings:
            self._readings[path] = Reading(document)
        return self._readings[path]

    def section(self, path: str, offset: int) -> str:
        """The heading that stands nearest above a place."""
        headings = self.heads[path]["headings"] if path in self.heads else ()
        at = bisect_right(headings, offset, key=lambda heading: heading["start"]) - 1
        return clipped(headings[at]["text"], 120) if at >= 0 else ""

    def place(self, finding: Json, n: int) -> dict[str, Any]:
        """One place of a finding, for people: document, date, section, and the quote with what stands around it."""
        location = finding["locations"][n]
        path = location["document"]
        head = self.heads.get(path)
        before, quote, after = self._excerpt(location)
        return {
            "document": path,
            "href": f"#{document_key(path)}" if head else "",
            "place": f"#at-{finding['id']}-{n}" if path in self.documents else "",
            "where": location["place"] or f"line {location['line']}",
            "section": self.section(path, location["start"]),
            "issued": (head["issued"] or "date not stated") if head else "",
            "label": location["label"],
            "changed": location["changed"],
            "before": before,
            "quote": quote,
            "after": after,
        }

    def _excerpt(self, location: Json) -> tuple[str, str, str]:
        """(before, quote, after), within one line. Context is shown only where the text at hand is the one that was read."""
        start, end, quote = location["start"], location["end"], location["quote"]
        text = self.texts.get(location["document"], "")
        if text[start:end] != quote:
            return "", clipped(quote), ""
        reading = self.reading(location["document"])
        if reading is not None and reading.marked_up:
            a, b = reading.span(start, end)
            if a < b:
                text, start, end = reading.document.prose, a, b
                quote = text[a:b]
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        last = len(text) if last < 0 else last
        left, right = max(first, start - _AROUND), min(last, end + _AROUND)
        before = text[left:start] if left == first else "…" + text[left:start].partition(" ")[2]
        after = text[end:right] if right == last else text[end:right].rpartition(" ")[0] + "…"
        return before, clipped(quote), after

    def source_of(self, claim: Json) -> str:
        """The source that a claim tells of, in words; empty where it tells of none."""
        for link in claim.get("sources", ()):
            if link.get("ref"):
                work = self.sources.get(link["ref"])
                return label_of(work) if work else str(link["ref"])
        cites = claim.get("cites", ())
        return f"reference {', '.join(cites)} of the document" if cites else ""

    def search_text(self, finding: Json) -> str:
        """What the free-text search looks at, in lower case."""
        quotes = (location["quote"][:_TEXT] for location in finding["locations"])
        return " ".join(
            " ".join((finding["id"], finding["rule"], finding["name"], finding["message"], finding["topic"] or "", *(place["document"] for place in finding["locations"]), *quotes)).lower().split()
        )


class Reading:
    """The reading text of a document, asked by places of its source."""

    def __init__(self, document: Document) -> None:
        self.document = document
        offsets = document.offsets
        self._runs = sorted(zip(offsets.source, offsets.reading, offsets.lengths, strict=True)) if offsets else []
        self._starts = [run[0] for run in self._runs]

    @property
    def marked_up(self) -> bool:
        return self.document.offsets is not None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the reading text that stands for a span of the source; empty where none does."""
        if not self.marked_up:
            return start, end
        return self._at(start), max(self._at(start), self._at(end))

    def _at(self, offset: int) -> int:
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return 0
        source, reading, length = self._runs[i]
        return reading + min(offset - source, length)


def clipped(text: str, size: int = _QUOTE) -> str:
    return text if len(text) <= size else f"{text[: size * 2 // 3]} […] {text[-size // 3 :]}"


def key(kind: str, text: str) -> str:
    """An anchor that stays the same from run to run."""
    return f"{kind}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def document_key(path: str) -> str:
    return key("d", path)


def label_of(source: Json) -> str:
    """A work in a few words: author and year, else its title, else what is printed."""
    name = " ".join(filter(None, (source["author"], source["year"]))) if source["author"] else ""
    return clipped(name or source["title"] or source["text"] or source["id"] or "unnamed work", 90)


def plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"

"""What a document says of itself: title, dates and front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from evlint.documents import dates
from evlint.documents.model import Block, Metadata
from evlint.patterns import pattern as lazy

_FIELD = lazy(r"^([A-Za-z][\w .-]{0,40}?)[ \t]*[:=][ \t]*([^\n]*?)[ \t]*$", re.M)
_ISSUED_KEYS = ("issued", "datepublished", "published", "publicationdate", "pubdate", "date")
# "2022 Apr 9;15:1011-1037" and "2022 Apr 9:15:1011": the citation line of an abstract page.
_CITATION_LINE = lazy(rf"^(?:[A-Z][\w .&-]{{1,60}}\.)?[ \t]?\.?[ \t]?(?P<date>(?:19|20)\d\d(?:\s{dates.MONTH}(?:\s\d{{1,2}})?)?)\s?[;:]\s?\d{{1,4}}(?:\(\w{{1,9}}\))?\s?:", re.M)
_DATE_LINE = lazy(r"\b(?:Published(?: online)?|Publication date|Date published|Issued)\s?:?\s(?P<date>\d[^\n;]{3,24}|[A-Z][a-z]{2}[^\n;]{5,20})")
_HEAD = 3000


def read(prose: str, blocks: tuple[Block, ...], told: Mapping[str, str] = MappingProxyType({})) -> Metadata:
    """Metadata of a document; what it does not say stays empty. `told` is what its format says beside the text, by the keys of front matter."""
    placed = _front_matter(prose, blocks)
    fields = dict(told) | {re.sub(r"[ .-]", "_", name.lower()): prose[start:end].strip("\"'") for name, start, end in placed}
    listed = next((block.start for block in blocks if block.kind == "reference"), len(prose))
    head = prose[: min(_HEAD, listed)]
    title = fields.get("title", "") or next((prose[b.start : b.end] for b in blocks if b.kind == "heading" and len(prose[b.start : b.end].split()) >= 2), fields.get("page_title", ""))
    stated = dates.stated(prose, blocks, placed, told)
    issued = min((one for one in stated if one.meaning == "issued" and one.iso), key=lambda one: _rank(one.name), default=None)
    line = None if issued else _CITATION_LINE.search(head) or _DATE_LINE.search(head)
    return Metadata(" ".join(title.split()), issued.iso if issued else dates.iso_date(line["date"]) if line else "", fields, stated)


def _rank(name: str) -> int:
    """Front-matter keys come first, the surest of them first."""
    key = dates.key(name)
    return _ISSUED_KEYS.index(key) if key in _ISSUED_KEYS else len(_ISSUED_KEYS)


def _front_matter(prose: str, blocks: tuple[Block, ...]) -> list[tuple[str, int, int]]:
    """(key, span of its value) of each field of the front matter."""
    first = next((block for block in blocks if block.kind == "front-matter"), None)
    return [(match[1], match.start(2), match.end(2)) for match in _FIELD.finditer(prose, first.start, first.end)] if first else []

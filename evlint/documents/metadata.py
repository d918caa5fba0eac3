"""Title and publication date of a document, from its front matter or its first lines."""

from __future__ import annotations

import re

from evlint.documents.model import Block, Metadata
from evlint.patterns import pattern as lazy

_FIELD = lazy(r"^([A-Za-z][\w .-]{0,40}?)\s*:[ \t]*(.*?)\s*$", re.M)
_ISSUED_KEYS = ("issued", "date_published", "published", "publication_date", "pubdate", "date")
_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = r"(?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATES = (
    lazy(r"(?P<y>(?:19|20)\d\d)-(?P<mm>\d\d)(?:-(?P<d>\d\d))?(?!\d)"),
    lazy(rf"(?P<y>(?:19|20)\d\d)\s{_MONTH}(?:\s(?P<d>\d{{1,2}}))?(?!\d)"),
    lazy(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s{_MONTH},?\s(?P<y>(?:19|20)\d\d)"),
    lazy(rf"{_MONTH}(?:\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,)?\s(?P<y>(?:19|20)\d\d)"),
    lazy(r"(?P<y>(?:19|20)\d\d)(?!\d)"),
)
# "2022 Apr 9;15:1011-1037" and "2022 Apr 9:15:1011": the citation line of an abstract page.
_CITATION_LINE = lazy(rf"^(?:[A-Z][\w .&-]{{1,60}}\.)?[ \t]?\.?[ \t]?(?P<date>(?:19|20)\d\d(?:\s{_MONTH}(?:\s\d{{1,2}})?)?)\s?[;:]\s?\d{{1,4}}(?:\(\w{{1,9}}\))?\s?:", re.M)
_DATE_LINE = lazy(r"\b(?:Published(?: online)?|Publication date|Date published|Issued)\s?:?\s(?P<date>\d[^\n;]{3,24}|[A-Z][a-z]{2}[^\n;]{5,20})")
_HEAD = 3000


def read(prose: str, blocks: tuple[Block, ...]) -> Metadata:
    """Metadata of a document; what the text does not say stays empty."""
    fields = _front_matter(prose, blocks)
    listed = next((block.start for block in blocks if block.kind == "reference"), len(prose))
    head = prose[: min(_HEAD, listed)]
    title = fields.get("title", "") or next((prose[b.start : b.end] for b in blocks if b.kind == "heading" and len(prose[b.start : b.end].split()) >= 2), "")
    issued = next((date for key in _ISSUED_KEYS if (date := iso_date(fields.get(key, "")))), "")
    if not issued:
        line = _CITATION_LINE.search(head) or _DATE_LINE.search(head)
        issued = iso_date(line["date"]) if line else ""
    return Metadata(" ".join(title.split()), issued, fields)


def _front_matter(prose: str, blocks: tuple[Block, ...]) -> dict[str, str]:
    first = next((block for block in blocks if block.kind == "front-matter"), None)
    if first is None:
        return {}
    return {re.sub(r"[ .-]", "_", key.lower()): value.strip("\"'") for key, value in _FIELD.findall(prose[first.start : first.end])}


def iso_date(text: str) -> str:
    """The first date of a short text, as ISO 8601 cut to the precision given (`2022-04-09`, `2022-04`, `2022`); else empty."""
    for pattern in _DATES:
        if match := pattern.search(text):
            parts = match.groupdict()
            month = parts.get("mm") or (f"{_MONTHS[parts['m'][:3].lower()]:02d}" if parts.get("m") else "")
            day = f"{int(parts['d']):02d}" if parts.get("d") else ""
            if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
                continue
            return "-".join(filter(None, (parts["y"], month, day if month else "")))
    return ""

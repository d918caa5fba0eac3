"""What the front of a JATS article says of the article: identifiers, dates, its type, and the articles that it is about."""

from __future__ import annotations

from collections.abc import Mapping

_TYPES = frozenset({"epub", "pub", "ppub", "collection", "epub-ppub", "electronic", "print", ""})
_IDS = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "pmcaid": ""}
_PARTS = ("year", "month", "day")


class Front:
    """Collects the fields of the front matter while the article goes by."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}
        self._dates: list[tuple[int, str]] = []
        self._date: dict[str, str] | None = None
        self._date_type = ""
        self._id = ""
        self._said: list[str] | None = None

    def article(self, attributes: Mapping[str, str]) -> None:
        if kind := attributes.get("article-type", ""):
            self._fields.setdefault("article_type", kind)
        if language := attributes.get("xml:lang", ""):
            self._fields.setdefault("lang", language)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "pub-date":
            self._date, self._date_type = {}, attributes.get("pub-type") or attributes.get("date-type") or ""
        elif name == "article-id":
            self._id = _IDS.get(attributes.get("pub-id-type", ""), "")
            self._said = [] if self._id else None
        elif name in _PARTS and self._date is not None:
            self._said = []
        elif name == "related-article" and attributes.get("xlink:href"):
            kind = attributes.get("related-article-type", "related")
            self._fields.setdefault(f"related_{kind.replace('-', '_')}", attributes["xlink:href"])

    def say(self, text: str) -> None:
        if self._said is not None:
            self._said.append(text)

    def end(self, name: str) -> None:
        if name == "pub-date" and self._date is not None:
            self._keep_date()
        elif self._said is not None and (name == "article-id" or name in _PARTS):
            value = "".join(self._said).strip()
            self._said = None
            if name == "article-id":
                self._fields.setdefault(self._id, value)
            elif self._date is not None:
                self._date[name] = value

    def _keep_date(self) -> None:
        date, self._date = self._date or {}, None
        if self._date_type not in _TYPES or not date.get("year", "").isdigit():
            return
        parts = [date["year"]]
        for name in _PARTS[1:]:
            if not date.get(name, "").isdigit():
                break
            parts.append(f"{int(date[name]):02d}")
        rank = 1 if self._date_type in ("collection", "ppub", "print") else 0  # the day on which it could first be read
        self._dates.append((rank, "-".join(parts)))

    def fields(self) -> Mapping[str, str]:
        issued = min(self._dates, default=(0, ""))[1]
        return {**self._fields, **({"issued": issued} if issued else {})}

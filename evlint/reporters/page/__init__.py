"""The page for people who read no terminal: one file, made of the JSON form of a report and the texts that are at hand.

`build` is a function of its arguments: two runs over the same input give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from evlint.documents.model import Document
from evlint.reporters.page import changes, claims, coverage, documents, findings, sources, topics
from evlint.reporters.page.shelf import SMALL, Shelf, packed
from evlint.reporters.page.view import ASKS, SEVERITIES, Changes, Json, View, document_key, plural
from evlint.reporters.text import printable

_MANY_DOCUMENTS, _MANY_CLAIMS = 60, 1500
_BUDGET = 3_600_000
"""Packed characters of reading views. What goes beyond is shown as passages, so that the file can be sent by mail."""
_LIKELY = 0.55  # packed size of a reading view by the characters of its text, on the safe side


def build(data: Json, documents: Mapping[str, Document], texts: Mapping[str, str], title: str, *, run: str = "", since: Changes | None = None, docs: str = "", saved: bool = False) -> str:
    """The page of a report in JSON form. `documents` are those whose text is known to be the one that was read; `docs` is the
    address under which the pages of rules are published, `saved` says that the run was over when the page was made."""
    view = View(data, documents, texts, title, run, since)
    packs = len(view.findings) > SMALL or len(view.heads) > _MANY_DOCUMENTS or len(view.claims) > _MANY_CLAIMS
    return _Page(view, Shelf(packs), docs, saved=saved).render()


class _Page:
    """One page in the making: its parts put their pieces on the shelf."""

    def __init__(self, view: View, shelf: Shelf, docs: str, *, saved: bool) -> None:
        self.view, self.shelf, self.saved = view, shelf, saved
        self.environment = environment()
        self.environment.globals["docs"] = docs.rstrip("/") if docs.startswith(("https://", "http://")) else ""
        self.works = sources.rows(view)
        self.cited: dict[str, list[sources.Source]] = {}
        for work in self.works:
            for path in dict.fromkeys(path for path, _ in work.cited_by):
                self.cited.setdefault(path, []).append(work)
        self.macros: Any = self.environment.get_template("parts.html.jinja").module

    def render(self) -> str:
        view = self.view
        found = topics.topics(view)
        works = self.works
        lists = {"topics": self._topics(found), **self._first(found), "documents": self._documents(), "claims": self._claims(), "sources": self._sources()}
        style, script = _asset("page.css"), _asset("page.js")
        return self.environment.get_template("page.html.jinja").render(
            view=view,
            data=view.data,
            lists=lists,
            counts={severity: sum(finding["severity"] == severity for finding in view.findings) for severity in SEVERITIES},
            asks=ASKS,
            overview=documents.overview(view),
            read=sum(head["status"] == "read" for head in view.heads.values()),
            hidden=coverage.hidden(view),
            saved=self.saved,
            packs=self.shelf.packs,
            topics=found,
            works=works,
            timeline=sources.timeline(works, view.data["as_of"]),
            states=sources.STATES,
            reviews=sources.reviews(view),
            age=coverage.data_age(view),
            rules=coverage.rules(view),
            columns=claims.COLUMNS,
            changes=changes.compare(view.since.old, view.data) if view.since else None,
            style=Markup(style),
            script=Markup(script),
            style_hash=_hash(style),
            script_hash=_hash(script),
            manifest=Markup(packed(self._manifest(found))),
            chunks=list(self.shelf.scripts()),
            document_key=document_key,
            plural=plural,
        )

    def _topics(self, found: Iterable[topics.Topic]) -> Markup:
        return self.shelf.put("topics", [(topic.key, self._topic(topic)) for topic in found], per=4)

    def _topic(self, topic: topics.Topic) -> Markup:
        first, rest = topic.findings[:1], topic.findings[1:]
        shown = self.shelf.put(f"{topic.key}-1", self._cards(first), parent=topic.key)
        more = self.shelf.put(f"{topic.key}-2", self._cards(rest), parent=topic.key, folded=True)
        return self._macro("topic", topic, shown, more, coverage.calm(self.view))

    def _cards(self, found: Iterable[Json]) -> Iterator[tuple[str, Markup]]:
        for finding in found:
            yield f"f-{finding['id']}", self._macro("finding", findings.card(finding, self.view), coverage_of(finding["rule"]), ASKS)

    def _first(self, found: list[topics.Topic]) -> dict[str, Markup]:
        out = {}
        for severity, members in findings.by_severity(self.view, found).items():
            pieces = [
                (f"r-{one.key}", self._macro("topic_line", one)) if isinstance(one, topics.Topic) else next(self._cards((one,)))
                for one in members
            ]  # fmt: skip
            out[severity] = self.shelf.put(severity, pieces)
        return out

    def _documents(self) -> Markup:
        found = list(self._shown())
        bodies = self.shelf.fold(((f"{one.key}-text", one.key, self._macro("reading", one)) for one in found), per=8)
        pieces = [(one.key, self._macro("document", one, body, self.cited.get(one.path, []))) for one, body in zip(found, bodies, strict=True)]
        return self.shelf.put("documents", pieces, per=20)

    def _shown(self) -> Iterator[documents.Shown]:
        """Documents in the order of the page: whole as long as there is room in the file, then their passages."""
        room = float(_BUDGET)
        for row in documents.overview(self.view):
            document = self.view.documents.get(row["path"])
            room -= min(len(document.prose), documents.LARGEST) * _LIKELY if document else 0
            yield documents.shown(row["head"], self.view, whole=room > 0 or not self.shelf.packs)

    def _claims(self) -> Markup:
        return self.shelf.put("claims", [(f"c-{row.id}", self._macro("claim", row)) for row in claims.rows(self.view)])

    def _sources(self) -> Markup:
        return self.shelf.put("sources", [(row.key, self._macro("source", row, sources.STATES)) for row in self.works])

    def _macro(self, name: str, *arguments: Any) -> Markup:
        return Markup(getattr(self.macros, name)(*arguments).strip())

    def _manifest(self, found: Iterable[topics.Topic]) -> dict[str, Any]:
        """What filters and links need to know of every piece, in the page or packed."""
        view = self.view
        numbers = {path: n for n, path in enumerate(view.heads)}
        of_topic = {finding["id"]: n for n, topic in enumerate(found) for finding in topic.findings}
        rows = [
            [
                finding["id"],
                SEVERITIES.index(finding["severity"]),
                finding["rule"],
                sorted({numbers[place["document"]] for place in finding["locations"] if place["document"] in numbers}),
                of_topic.get(finding["id"], -1),
                printable(view.search_text(finding)),
            ]
            for finding in view.findings
        ]
        return {
            "findings": rows,
            "documents": [[printable(path), document_key(path)] for path in view.heads],
            "topics": [[printable(topic.name), topic.key] for topic in found],
            "families": coverage.families(view),
            "lists": self.shelf.lists,
        }


def coverage_of(rule: str) -> str:
    """How precise a rule was measured to be."""
    return _measured().get(rule, "not known")


@cache
def _measured() -> dict[str, str]:
    return coverage.measured()


def environment() -> Environment:
    """Templates beside this file. Everything printed is escaped, and what would change the text around it is made visible."""
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(_asset), finalize=_visible)
    made.filters["commas"] = lambda count: f"{count:,}"
    made.filters["tojson_text"] = lambda value: json.dumps(value, ensure_ascii=False)
    return made


def _visible(value: Any) -> Any:
    """Control and bidi characters as text; line breaks stay."""
    if type(value) is not str or (value.isascii() and value.isprintable()):
        return value
    return "\n".join(printable(line) for line in value.split("\n"))


@cache
def _asset(name: str) -> str:
    return files("evlint.reporters.page").joinpath(name).read_text("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    """The digest under which a policy lets exactly this style or script through."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

"""Markdown for a comment on a pull request, or a wiki: what to fix first, conflicts side by side, each document, what nobody checked.

The first line never changes, so that a program finds its own comment again. Platforms cut a comment off at about 65,000 characters: a
long report is folded, then notes are left out, then what is less sure, and the page says how many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from evlint.documents.model import Location
from evlint.findings.model import SEVERITIES, Finding
from evlint.findings.report import Report
from evlint.reporters import MARKER, Style, shared
from evlint.reporters.grouping import fold
from evlint.reporters.markup import code, plain, tag
from evlint.sources import learning

LIMIT = 60_000
_OPEN = 16_000  # a page of this size is read without folding
_LISTED = 40  # entries of a list that is not about what to do
_FIRST, _NOTES = 8, 8
_SMALLEST = 60  # no finding is told in less, so there is no need to try more of them than fit
_QUOTE, _SENTENCE = 320, 400
_ASKS = {"error": "fix before publishing", "warning": "look at", "note": "worth knowing"}


def render(report: Report, style: Style) -> str:
    """The fullest page that fits."""
    ranked = sorted(report.findings, key=lambda f: (-SEVERITIES.index(f.severity), -f.confidence))

    def page(count: int, *, folded: bool = True, listed: int = _LISTED) -> str:
        kept = {id(finding) for finding in ranked[:count]}
        shown = tuple(finding for finding in report.findings if id(finding) in kept)
        return _Page(report, style, shown, folded, listed).text()

    most = min(len(ranked), LIMIT // _SMALLEST)
    if most == len(ranked) and len(full := page(most, folded=False)) <= _OPEN:
        return full
    listed = _LISTED if len(page(0)) <= LIMIT else 0
    return page(_most(most, lambda count: len(page(count, listed=listed)) <= LIMIT), listed=listed)


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to a limit that fits, where 0 does."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


@dataclass(frozen=True, slots=True)
class _Page:
    """A page about some of the findings of a report: `folded` hides what is long, `listed` limits lists that ask for nothing."""

    report: Report
    style: Style
    shown: tuple[Finding, ...]
    folded: bool
    listed: int

    def text(self) -> str:
        parts = (self._summary(), self._first(), self._conflicts(), self._documents(), self._dealt_with(), self._fixed(), self._unread(), self._coverage())
        blocks = (block for part in parts for block in part)
        return "\n\n".join([MARKER, *blocks]) + "\n"

    def _summary(self) -> Iterator[str]:
        report = self.report
        yield f"## {_sentence(self.style.title, 200)}"
        rows = [(f"**{severity}s**: {_ASKS[severity]}", [f for f in report.findings if f.severity == severity]) for severity in reversed(SEVERITIES)]
        rows += [("dealt with by people", [item.finding for item in report.suppressed])] if report.suppressed else []
        rows += [("fixed", list(report.fixed))] if report.fixed else []
        lines = [f"| {name} | {len(found)} | {len({f.primary.document for f in found})} |" for name, found in rows]
        yield "\n".join(["| | findings | documents |", "|---|--:|--:|", *lines])
        read = sum(document.status == "read" for document in report.documents)
        unread = len(report.documents) - read
        yield f"{_plural(read, 'document')} read{f', **{unread} not read**' if unread else ''}; as of {report.as_of}; evlint {plain(report.version)}."
        if report.ignored:
            yield f"{_plural(report.ignored, 'more finding')} that the configuration does not want."
        if left := self._left_out():
            yield f"**Left out, because a comment may not be longer: {left}.** `evlint report` writes all of them to one page."
        elif not report.findings:
            yield "No finding. What was not checked stands below."

    def _left_out(self) -> str:
        shown = {id(finding) for finding in self.shown}
        missing = [finding.severity for finding in self.report.findings if id(finding) not in shown]
        return ", ".join(_plural(missing.count(severity), severity) for severity in SEVERITIES if severity in missing)

    def _first(self) -> Iterator[str]:
        """Errors, or warnings where there are none; each with its next step."""
        worst = [f for f in self.shown if f.severity == "error"] or [f for f in self.shown if f.severity == "warning"]
        groups = fold(worst)
        if not groups:
            return
        lines = [f"{number}. {self._headline(group.first)} {code(_where(group.first.primary))}: {_sentence(group.first.help)}" for number, group in enumerate(groups[:_FIRST], 1)]
        more = [f"\nand {len(groups) - _FIRST} more below"] if len(groups) > _FIRST else []
        yield "### Fix first"
        yield "\n".join([*lines, *more])

    def _headline(self, finding: Finding) -> str:
        return f"**{finding.severity}** {self._rule(finding)} {_sentence(finding.message)}"

    def _rule(self, finding: Finding) -> str:
        address = shared.page_address(self.style, finding.rule).replace(" ", "%20").replace("(", "%28").replace(")", "%29")
        return f"[{finding.rule}]({address})" if address else finding.rule

    def _conflicts(self) -> Iterator[str]:
        groups = fold(finding for finding in self.shown if _is_conflict(finding))
        if groups:
            yield "### Conflicts"
        for topic in sorted({group.first.topic or "" for group in groups}):
            if topic:
                yield f"#### {plain(shared.clipped(topic, 120))}"
            for group in groups:
                if (group.first.topic or "") == topic:
                    yield from self._sides(group.first)
                    if group.rest:
                        yield from _details(f"{_plural(len(group.rest), 'more pair')} on this", (block for finding in group.rest for block in self._sides(finding)))

    def _sides(self, finding: Finding) -> Iterator[str]:
        """Quotes as equals, side by side, and the reasoning below."""
        places = finding.locations[:4]
        heads = " | ".join(f"{code(_where(place), cell=True)} {_sentence(place.label, 80)}" for place in places)
        quotes = " | ".join(code(shared.clipped(place.quote, _QUOTE), cell=True) for place in places)
        yield self._headline(finding)
        yield f"| {heads} |\n|{'---|' * len(places)}\n| {quotes} |"
        yield "\n".join([f"- {note}" for note in _notes(finding)] + [f"- **next step**: {_sentence(finding.help)}"])

    def _documents(self) -> Iterator[str]:
        by_name: dict[str, list[Finding]] = {}
        for finding in self.shown:
            by_name.setdefault(finding.primary.document, []).append(finding)  # worst first: the report's own order
        if by_name:
            yield "### Documents"
        for name, found in by_name.items():
            counts = ", ".join(_plural(count, severity) for severity in reversed(SEVERITIES) if (count := sum(f.severity == severity for f in found)))
            entries = "\n".join(line for finding in found for line in self._entry(finding))
            if self.folded:
                yield from _details(f"<code>{tag(shared.clipped(name, 200))}</code>: {counts}", [entries])
            else:
                yield f"#### {code(shared.clipped(name, 200))}: {counts}"
                yield entries

    def _entry(self, finding: Finding) -> Iterator[str]:
        yield f"- {self._headline(finding)}"
        if _is_conflict(finding):
            yield f"  - {code(shared.spot(finding.primary))}, against {', '.join(code(_where(place)) for place in finding.locations[1:4])}: see the conflicts above"
            return
        for place in finding.locations[:6]:
            label = f" {_sentence(place.label, 80)}:" if place.label else ""
            yield f"  - {code(_where(place) if place.document != finding.primary.document else shared.spot(place))}{label} {code(shared.clipped(place.quote, _QUOTE))}"
        yield from (f"  - {note}" for note in _notes(finding))
        for edit in finding.fix[:3]:
            before = self.report.sources.get(edit.document, "")[edit.start : edit.end]
            change = f"replace {code(shared.clipped(before, 120))} by {code(shared.clipped(edit.text, 120))}" if edit.text else f"remove {code(shared.clipped(before, 120))}"
            yield f"  - {'safe' if edit.safe else 'unsafe'} fix: {change}"
        if finding.help:
            yield f"  - **next step**: {_sentence(finding.help)}"

    def _dealt_with(self) -> Iterator[str]:
        items = self.report.suppressed
        lines = [f"- {item.finding.rule} {code(_where(item.finding.primary))} {_sentence(item.finding.message)}: {item.by}, {_sentence(shared.reason(item))}" for item in items[: self.listed]]
        if items:
            yield from _details(f"{_plural(len(items), 'finding')} that people have dealt with", [self._list(lines, len(items))])

    def _fixed(self) -> Iterator[str]:
        found = self.report.fixed
        lines = [f"- {finding.rule} {code(_where(finding.primary))} {_sentence(finding.message)}" for finding in found[: self.listed]]
        if found:
            since = f" since <code>{tag(shared.clipped(self.report.since, 80))}</code>" if self.report.since else ""
            yield from _details(f"{_plural(len(found), 'finding')} fixed{since}", [self._list(lines, len(found))])

    def _unread(self) -> Iterator[str]:
        missing = [document for document in self.report.documents if document.status != "read"]
        lines = [f"- {code(shared.clipped(document.path, 200))} {document.status}: {_sentence(document.reason or '')}" for document in missing[: self.listed]]
        if missing:
            yield "### Not read"
            yield self._list(lines, len(missing))

    def _list(self, lines: Sequence[str], total: int) -> str:
        return "\n".join([*lines, *([f"- and {total - len(lines)} more"] if total > len(lines) else [])])

    def _coverage(self) -> Iterator[str]:
        cover = self.report.coverage
        yield "### What was checked"
        lines = [
            f"- {_plural(cover.sentences, 'sentence')} and {_plural(len(self.report.claims), 'claim')} read",
            f"- numbers: {cover.numbers.get('checked', 0)} of {cover.numbers.get('seen', 0)} stand in a statistic that was checked",
            f"- statistics: {cover.statistics.get('recomputed', 0)} of {cover.statistics.get('seen', 0)} recomputed",
            f"- citations: {cover.citations.get('resolved', 0)} of {cover.citations.get('seen', 0)} found in the document's own list",
            f"- pairs of claims: {cover.pairs.get('compared', 0)} compared, {cover.pairs.get('explained', 0)} explained by a stated difference",
        ]
        yield "\n".join([*lines, *([f"- {plain(said)}"] if (said := learning.said(self.report.facts)) else [])])
        yield "**Not checked:** " + plain("; ".join(self.report.not_checked)) + "."


def _details(title: str, blocks: Iterable[str]) -> Iterator[str]:
    """A part that is folded away; `title` is HTML. The blank lines make its inside Markdown again."""
    yield f"<details><summary>{title}</summary>"
    yield from blocks
    yield "</details>"


def _is_conflict(finding: Finding) -> bool:
    return finding.rule.startswith("CON") and len(finding.locations) > 1


def _notes(finding: Finding) -> list[str]:
    more = len(finding.notes) - _NOTES
    return [_sentence(note) for note in finding.notes[:_NOTES]] + ([f"and {_plural(more, 'more remark')}"] if more > 0 else [])


def _where(place: Location) -> str:
    return shared.clipped(shared.where(place), 200)


def _sentence(text: str, size: int = _SENTENCE) -> str:
    return plain(shared.clipped(text, size))


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"

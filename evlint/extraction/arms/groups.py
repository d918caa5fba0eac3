"""Sizes of the groups of a study, said once and meant wherever the groups are named: "fentanyl group: 76", "placebo (n = 40)", "two groups of 30 each"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from evlint.claims.record import Arm, CountOf, Part, Statistic
from evlint.documents.model import Document
from evlint.documents.sentences import on_one_line
from evlint.extraction import phrases
from evlint.extraction.draft import Draft
from evlint.patterns import any_of, leaps
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import whole

_N = r"\d{1,3}(?:,\d{3}){1,2}|\d{1,6}"
_PEOPLE = r"(?:patients|participants|subjects|people|women|men|children|adults|infants|individuals|volunteers|students|adolescents)"
_WORDS = r"[A-Za-z0-9][\w’'+/.-]*(?:\s(?!and\s|or\s|of\s|the\s|to\s|in\s)[A-Za-z0-9(][\w’'+/.%)-]*){0,5}"
# Anchored on the number: a pattern that began with the name would be tried at every word.
_BEGIN_BEHIND = lazy(r"[(\[,;:ga](?:(?<=[(\[,;:])|(?<!\w.))")
_BEHIND = lazy(rf"[(\[,;:]\s?[*_]{{0,2}}[nN][*_]{{0,2}}\s?=\s?[*_]{{0,2}}(?P<n>{_N})(?=\s?[)\],;:])|\b(?:group|arm)\s?[:=(\[]\s?(?P<m>{_N})(?:\s{_PEOPLE})?(?=\s?[)\]\[(,;])")
_NAME_LEFT = lazy(rf"(?<![\w-])(?P<a>{_WORDS})\s?(?:groups?|arms?)?\s?$")
_BEGIN_AHEAD = lazy(r"\d(?<![\w/.].)")
_AHEAD = lazy(
    rf"(?P<n>{_N})\s(?:{_PEOPLE}\s)?(?:(?:were\s)?(?:randomi[sz]ed|randomly assigned|assigned|allocated)\sto\s(?:receive\s)?|received\s|to\s(?:receive\s)?(?:the\s)?)(?P<a>{_WORDS}?)(?=\s(?:group|arm|and|or|for|at|with|followed)\b|[.,;()])"
)
# "2.1 days with zinc (n = 60)": the end of a mean before the name, or before no name at all.
_MEASURED = lazy(r"^\d{1,5}[.·]\d{1,3}\s(?:days?|weeks?|months?|years?|hours?|h|min|minutes?|points?|mm ?Hg|mm|cm|kg|g|mg/dl|mmol/l)(?:\s(?:with|in|for|after|on)\s(?:the\s)?|\s?$)", re.I)
_REACH = 70
_BEGIN_EACH = lazy(r"[ganN\d(](?:(?<!\w.)|(?<=\())")
_EACH = lazy(
    rf"\b(?:groups?|arms?)\sof\s(?P<a>{_N})(?:\s{_PEOPLE})?(?:\s(?:each|per group))?\b|\b(?P<b>{_N})\s(?:{_PEOPLE}\s)?(?:were\s|was\s)?(?:randomly\s)?(?:assigned to\s|allocated to\s|included in\s|in\s|per\s|for\s)(?:(?:each|every)(?:\s(?:of the\s)?(?:\w{{2,12}}\s)?(?:groups?|arms?))?|(?:both|either)\s(?:of the\s)?(?:\w{{2,12}}\s)?(?:groups?|arms?))\b"
    rf"|\b[nN]\s?=\s?(?P<c>{_N})\s?(?:{_PEOPLE}\s)?(?:per|in each|for each|each|in both)\s?(?:groups?|arms?|dose)?|\b(?P<d>{_N})\s{_PEOPLE}\sper\s(?:group|arm|treatment)|\((?P<e>{_N})\s(?:{_PEOPLE}\s)?(?:each|per group|in each group)\)"
)
_NOT_GROUPS = frozenset("mean median total overall age male female men women year years week weeks n sd baseline table figure boys girls patients participants subjects".split())
_LEAD = lazy(rf"^(?:(?:and|or|either|the|{_PEOPLE}|who|had|took|got|was|were|received|receiving|given|randomi[sz]ed|assigned|allocated|to|receive|with)\s\(?)+", re.I)
_MARKS = ("group", "arm", "assigned", "randomi", "received", "each")
_VALUES = lazy(r"^(?:\d{2,3}[.·]\d{1,2}\s?%\s|(?:\d{1,4}[.·]\d{1,4}\s){1,6}(?=[A-Z]))|\s\d{1,3}(?:[.·]\d{1,2})?\s?%$")  # of another column or sentence
_EQUALS = lazy(r"[nN]\s?=")
_DIGIT = lazy(r"\d")
_LEAST, _MOST = 3, 12
_STOPPED = lazy(r"\W+")


@dataclass(frozen=True)
class Sizes:
    """Group sizes of one document: by name in normal form, and one that holds for every group."""

    named: Mapping[str, str]
    each: str | None

    def of(self, name: str | None) -> str | None:
        """Size of the group with this name, or with the words of it."""
        if name is None:
            return self.each
        key = normal(name)
        if key in self.named:
            return self.named[key]
        words = set(key.split())
        near = {size for word in words for held, size in self._by_word.get(word, ()) if held <= words or words <= held}
        return near.pop() if len(near) == 1 else self.each

    @cached_property
    def _by_word(self) -> Mapping[str, list[tuple[frozenset[str], str]]]:
        """Word → the names that hold it, as words, each with its size."""
        found: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        for name, size in self.named.items():
            words = frozenset(name.split())
            for word in words:
                found[word].append((words, size))
        return found

    def fill(self, draft: Draft) -> Draft:
        """A draft whose arms have their sizes where the document gives them elsewhere."""
        statistic: Statistic | None = draft.parts.get("statistic")
        if statistic is None or not statistic.arms or all(arm.n for arm in statistic.arms):
            return draft
        arms = tuple(arm if arm.n else self._filled(arm) for arm in statistic.arms)
        return replace(draft, parts={**draft.parts, "statistic": replace(statistic, arms=arms)})

    def _filled(self, arm: Arm) -> Arm:
        size = self.of(arm.name)
        return replace(arm, n=size) if size and not (arm.events and int(arm.events) > int(size)) else arm


def normal(name: str) -> str:
    """Key of a group's name: lower case, words alone, without "group", "arm" and the like."""
    words = _STOPPED.sub(" ", name.lower()).split()
    return " ".join(word.rstrip("s") if len(word) > 4 else word for word in words if word not in ("group", "arm", "the", "groups", "arms", "treated", "treatment", "patients", "only", "alone"))


def sizes(document: Document) -> tuple[Sizes, list[Draft]]:
    """(sizes by name, a draft for each sentence that gives the sizes of two groups or more)."""
    named: dict[str, str] = {}
    each: str | None = None
    found: list[Draft] = []
    for sentence in document.sentences:
        text = on_one_line(document.clean[sentence.start : sentence.end])
        if (not any_of(_MARKS, text) and not ("=" in text and _EQUALS.search(text))) or not _DIGIT.search(text):
            continue
        arms = list(_arms(text))
        for arm, _, _ in arms:
            named.setdefault(normal(arm.name or ""), arm.n or "")
        if each is None and (match := next(leaps(_BEGIN_EACH, _EACH, text), None)):
            each = whole(next(group for group in match.groups() if group))
        if 2 <= len(arms) <= _MOST and document.blocks[sentence.block].kind != "table-row":
            start, end = sentence.start + arms[0][1], sentence.start + arms[-1][2]
            parts = tuple(Part(label=arm.name or "", n=arm.n or "0") for arm, _, _ in arms)
            found.append(Draft("count", start, end, 0.6, {"count": CountOf(parts=parts), "statistic": Statistic(arms=tuple(arm for arm, _, _ in arms))}))
    return Sizes(named, each), found


def _arms(text: str) -> Iterator[tuple[Arm, int, int]]:
    """(arm, start, end) for each group named with its size, in order of place."""
    found = []
    for match in leaps(_BEGIN_BEHIND, _BEHIND, text):
        left = max(0, match.start() - _REACH)
        if (before := _NAME_LEFT.search(text[left : match.start()])) and not text[max(0, left + before.start() - 2) : left + before.start()].rstrip().endswith("±"):
            found.append((before["a"], match["n"] or match["m"], left + before.start(), match.end()))
    found += [(match["a"], match["n"], match.start(), match.end()) for match in leaps(_BEGIN_AHEAD, _AHEAD, text)]
    for named, number, start, end in sorted(found, key=lambda group: group[2]):
        printed = _MEASURED.sub("", named)
        if not printed:
            continue
        name, size, key = _tidy(printed), whole(number), normal(_LEAD.sub("", printed))
        if name and size and int(size) >= _LEAST and key and key not in _NOT_GROUPS:
            yield Arm(name=name, n=size), start, end


def _tidy(printed: str) -> str | None:
    printed = _VALUES.sub("", _LEAD.sub("", printed))
    return phrases.trim(printed) or (printed.strip() if normal(printed) in ("placebo", "control", "sham", "intervention", "experimental") else None)

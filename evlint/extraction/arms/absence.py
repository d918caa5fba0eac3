"""Events that nobody had: "No serious adverse events were reported", "None of the patients in the zinc group died".

Where a sentence names no group, the count of none holds for every arm of the study; `completion` knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.record import Arm, Outcome, Result, Statistic
from evlint.documents import rhetoric
from evlint.extraction import phrases
from evlint.extraction.arms.values import PEOPLE
from evlint.extraction.draft import Draft, View
from evlint.patterns import pattern as lazy

_EVENTS = (
    r"(?:(?:adverse|side|ill|untoward|toxic|unwanted|harmful|undesirable|unexpected)\s(?:drug\s)?(?:events?|effects|reactions?)|deaths?|complications?|toxicit(?:y|ies)|infections?|withdrawals?|dropouts?|hospitali[sz]ations?|bleeding|ha?emorrhages?|relapses?|recurrences?|fractures?|strokes?|"
    r"overdoses?|seizures?|falls|rejections?|perforations?|thrombos[ie]s|embolisms?|pregnanc(?:y|ies)|miscarriages?|stillbirths?|symptoms|cases\sof\s[a-z -]{3,40}?|signs\sof\s[a-z -]{3,40}?)"
)
_SEEN = r"(?:reported|observed|seen|noted|recorded|detected|found|identified|encountered|registered)"
_NONE = lazy(
    rf"\b[Nn]o\s(?P<w>(?!other\b|further\b|additional\b|new\b|more\b|significant\b|clear\b)(?:(?!(?:excess|patterns?|differences?|increased?|decreased?|reductions?|changes?|trials?|stud(?:y|ies)|evidence|associations?|interactions?|significant|effect)\b)[a-z][\w/-]{{1,20}},?\s){{0,5}}?{_EVENTS})"
    rf"(?:(?:,\s|\s(?:and/or|and|or|nor)\s)[a-z][\w\s,/-]{{2,150}}?)?\s(?:(?:was|were|has been|have been)\s(?:\w+ly\s)?{_SEEN}|occurred|developed|happened|ensued)\b"
)
_NOBODY = lazy(
    rf"\b[Nn](?:one|o\s{PEOPLE})\s?(?:of\s(?:the|these|our)\s(?:\d{{1,5}}\s)?{PEOPLE}\s)?(?:(?:in|on|receiving|treated with|given)\s(?P<in>[^,.;()]{{3,60}}?)\s)?(?:(?P<died>died)|(?:had|experienced|developed|suffered|reported)\s(?:from\s|any\s|an?\s)?(?P<w>(?:[a-z][\w/-]{{1,20}}\s){{0,4}}?{_EVENTS}))\b"
)
_ALL = lazy(r"\b(?:either|both|any|all|each|the (?:two|three|four))\s(?:of\s(?:the\s)?)?(?:\w+\s){0,2}(?:groups?|arms?|treatments?|cohorts?)\b", re.I)
_ONE = lazy(rf"\s?(?:in|with|among|on|after)\s(?:the\s)?(?P<n>[A-Za-z0-9][^,;:()=.]{{0,40}}?)\s(?:group|arm|{PEOPLE})\b", re.I)
_SCOPE = lazy(r"\s(?:in|with|among|for|at|as|on|due to|related to|across|from|after|that were|which were)\s(?:the\s)?(?!study\b|trial\b|end\b)", re.I)
_CONFIDENCE = 0.55


def extract(view: View) -> Iterator[Draft]:
    """Drafts of kind finding with no event in one arm, or in an arm without a name: in all of them."""
    if not rhetoric.asserts(view.text, view.section, view.label):
        return
    for match in (*_NONE.finditer(view.text), *_NOBODY.finditer(view.text)):
        behind = _SCOPE.match(view.text, match.end())
        if behind and not _ALL.match(view.text, behind.end()) and not _ONE.match(view.text, match.end()):
            continue  # of some patients, at some dose, in some study
        named = match.groupdict().get("in") or ((one := _ONE.match(view.text, match.end())) and one["n"]) or ""
        arm = Arm(events="0") if not named or _ALL.search(f"{named} group") or _ALL.search(view.text, match.end()) else Arm(name=phrases.group(named), events="0")
        outcome = Outcome(text="deaths" if match.groupdict().get("died") else match["w"])
        yield view.draft("finding", match.start(), match.end(), _CONFIDENCE, statistic=Statistic(arms=(arm,)), outcome=outcome, result=Result(direction="unclear", significance="not_reported"))

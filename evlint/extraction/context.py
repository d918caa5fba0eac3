"""Parts of a result that its own clause does not state: they come from the sentence, the sentence before, the headings above, the title.

What the sentence itself states is no inheritance; all else is marked in `inherited`. Conditions are taken only where the vocabulary knows
the name: a wrong condition would keep claims apart that belong together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from evlint.claims.record import Concept, Intervention, Population
from evlint.documents.model import Document, Sentence
from evlint.extraction import phrases
from evlint.extraction.draft import Draft
from evlint.patterns import pattern as lazy
from evlint.vocabulary import named_disease

_PEOPLE = r"(?:patients?|adults?|children|women|men|people|persons|participants|individuals|infants|neonates|adolescents|subjects|volunteers|survivors)"
_WITH = lazy(rf"\b{_PEOPLE}\s(?:\w+\s){{0,2}}?(?:with|who have|who had|having|suffering from|at risk (?:of|for)|after|undergoing|treated for)\s(?P<c>[^.,;:()?]{{3,80}})", re.I)
_TREATING = lazy(r"\b(?:treatment|management|prevention|prophylaxis|therapy|control|relief|treating|preventing|managing)\s(?:of|for)?\s?(?P<c>[^.,;:()?]{3,80})", re.I)
_FOR = lazy(r"\b(?:for|in)\s(?:the\s)?(?P<c>[^.,;:()?]{3,80})", re.I)
_EFFECT_OF = lazy(
    r"\b(?:effects?|efficacy|effectiveness|safety|impact|influence|role|use|benefits?|comparison|evaluation|trial|study|value)\s(?:(?:and|or)\s\w+\s){0,2}of\s(?P<i>[^.,;:()?]{2,90}?)"
    r"(?=\s(?:on|in|for|as|during|after|versus|vs\.?|compared|and its|with|among|to|at)\s|[.,;:()?]|$)",
    re.I,
)
_ASKED = lazy(
    r"\b(?:does|do|can|could|is|are|will|would|should|did)\s(?P<i>[^.,;:()?]{2,80}?)\s(?:reduce|improve|increase|lower|prevent|help|affect|decrease|shorten|relieve|work|cause|raise|effective|associated|beneficial|superior|better|safe|be used)\b",
    re.I,
)
_ASKED_FOR = lazy(r"\b(?:is|are)\s(?P<i>[^.,;:()?]{2,60}?)\s(?:in|for|as)\s(?:the\s|a\s)?(?:management|treatment|prevention|prophylaxis|relief|therapy|option|patients|people|adults|children)\b", re.I)
_OPENS = lazy(r"^(?!(?:What|How|Is|Are|Does|Do|Can|Could|Which|Who|Why|When|Where|Should|Will)\b)(?P<i>[A-Z][^.,;:()?]{2,60}?)\s(?:for|in|versus|vs\.?|as|to)\s(?:the\s)?[a-z]")
_NO_TREATMENT = lazy(
    r"\b(?:patients?|outcomes?|results?|risk|factors?|prevalence|incidence|epidemiology|diagnosis|treatment|management|therapy|study|trial|review|guidelines?|recommendations?|update|methods?|advances|role|effects?|efficacy|interventions?|strategies|approaches|trends?|association|predictors?|quality|disease|pain|syndrome)$",
    re.I,
)
_WITH_IT = lazy(r"\swith\s(?P<i>[^,;()]{2,40})$")
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Context:
    """What a heading or title says that its document is about."""

    intervention: str | None = None
    condition: str | None = None


def complete(document: Document, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Drafts in order of place, each with the parts that it can take over. Only results and estimates inherit."""
    before, last = _NOTHING, -1
    for draft in sorted(drafts, key=lambda d: (d.start, d.end, d.kind)):
        at = bisect_right(document.sentences, draft.start, key=_start) - 1
        if draft.kind not in ("finding", "estimate") or at < 0:
            yield draft
            continue
        if at != last:
            near = before if last >= 0 and at - last == 1 and document.sentences[at].block == document.sentences[last].block else _NOTHING
            own, above = condition_in(document.text_of(document.sentences[at])), _above(document, document.sentences[at])
            before, last = near, at
        done = _completed(draft, own, before, above)
        before = done.parts
        yield done


_NOTHING: Mapping[str, Any] = {}


def _start(sentence: Sentence) -> int:
    return sentence.start


def _above(document: Document, sentence: Sentence) -> list[Context]:
    """What the headings above a sentence say, the nearest first, and the title."""
    return [*(about(heading) for heading in reversed(document.blocks[sentence.block].section)), about(document.metadata.title)]


def _completed(draft: Draft, own: str | None, before: Mapping[str, Any], above: list[Context]) -> Draft:
    """A draft with what its sentence says of the people (`own`), else with what the result before or a heading says."""
    parts = dict(draft.parts)
    inherited: list[str] = []
    if "population" not in parts:
        told = before.get("population") if "population" not in before.get("inherited", ()) else None
        condition = own or (told.condition.text if told and told.condition else None) or next((context.condition for context in above if context.condition), None)
        if condition:
            parts["population"] = Population(condition=Concept(text=condition))
            inherited += () if own else ("population",)
    if draft.kind == "estimate" and "outcome" not in parts and _of_one_measure(before, parts):  # "pain at one week (MD -2.1) and after 30 days (MD -1.7)"
        parts["outcome"] = replace(before["outcome"], timepoint=None)
        inherited.append("outcome")
    if "intervention" not in parts and "outcome" in parts and (with_ := _WITH_IT.search(parts["outcome"].text)) and (given := phrases.group(with_["i"])):
        parts["outcome"], parts["intervention"] = replace(parts["outcome"], text=parts["outcome"].text[: with_.start()]), Intervention(text=given)
    if "intervention" not in parts and "comparator" not in parts and "outcome" in parts:
        named = before.get("intervention")
        name = named.text if named else next((context.intervention for context in above if context.intervention), None)
        if name and name.casefold() not in parts["outcome"].text.casefold():
            parts["intervention"] = Intervention(text=name)
            inherited.append("intervention")
    if len(parts) == len(draft.parts):
        return draft
    return replace(draft, parts={**parts, "inherited": tuple(inherited)} if inherited else parts)


def _of_one_measure(before: Mapping[str, Any], parts: Mapping[str, Any]) -> bool:
    """Whether the result before is an estimate of the same measure with an outcome."""
    one, other = before.get("statistic"), parts.get("statistic")
    return "outcome" in before and one is not None and other is not None and one.type == other.type


@lru_cache(maxsize=4096)
def about(text: str) -> Context:
    """What a title, a heading or a question says of treatment and condition."""
    return Context(_treatment(text), condition_in(text, loose=True))


def _treatment(text: str) -> str | None:
    for pattern in (_EFFECT_OF, _ASKED, _ASKED_FOR, _OPENS):
        if match := pattern.search(text):
            name = phrases.group(match["i"])
            if name and len(name.split()) <= _LONGEST and not _NO_TREATMENT.search(name) and named_disease(name) is None:
                return name
    return None


def condition_in(text: str, *, loose: bool = False) -> str | None:
    """The condition of the people that a text speaks of; `loose` reads "for Y" and "treatment of Y" too, as titles say it."""
    for pattern in (_WITH, _TREATING, _FOR) if loose else (_WITH,):
        for match in pattern.finditer(text):
            if name := named_disease(match["c"]):
                return name
    return None

"""Words say that a risk went down and the ratio beside them is above 1, or the reverse.

## What it checks
A risk ratio, odds ratio, hazard ratio or rate ratio whose interval excludes 1, led up to by "reduced risk of", "lower odds", "increased
mortality" and the like: the ratio must lie on the side that the words name.

## Why it matters
The reader takes harm for benefit, or the reverse.

## Example
`Zinc reduced the risk of death (RR 1.35, 95% CI 1.10 to 1.66).`

## Not flagged
Ratios whose interval holds 1; survival, time and other outcomes whose events are good; sentences with several estimates, or that name
another reference ("reference", "untreated"); factors that go down themselves ("per unit decrease").

## Limits
Differences of means are left alone: their sign follows no custom.

## References
Altman DG, Bland JM. How to obtain the confidence interval from a P value. BMJ 2011;343:d2090 (ratios and their null).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.claims.normal import estimate
from evlint.documents.model import Document, Sentence
from evlint.documents.sentences import on_one_line
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._read import by_sentence, word_of
from evlint.statistics import includes_null

META = RuleMeta(
    code="STA206",
    name="direction-versus-estimate",
    summary="words and a ratio point in opposite directions",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles, 102 ratios judged: 1 flagged, read, right",
)
_RISK = r"(?:relative\s|absolute\s|overall\s|all-cause\s|cardiovascular\s|hospital\s|in-hospital\s|\d{1,2}-day\s)?(?:risks?|odds|incidence|rates?|hazards?|mortality|death|likelihood|probability|recurrence|relapse|infections?|readmissions?)"
_DIRECTION = lazy(
    rf"\b(?:(?P<down>reduc(?:ed|es|ing)|decreas(?:ed|es|ing)|lower(?:ed|s)?|(?:reduction|decrease|decline)s? in)|(?P<up>increas(?:ed|es|ing)|rais(?:ed|es)|elevated|higher|greater|(?:increase|rise)s? in))\s(?:the\s|a\s)?{_RISK}\b"
    rf"|\b{_RISK}(?:\sof\s[^.;,():]{{3,50}}?)?\s(?:was|were|is)\s(?:also\s|not\s)?(?:significantly\s|substantially\s|markedly\s)?(?:(?P<below>lower|reduced|decreased)|(?P<above>higher|increased|elevated|greater))\b",
    re.I,
)
_OTHER = lazy(
    r"\b(?:surviv\w*|time to|duration|response|remission|recovery|success\w*|cessation|cure\w*|healing|per|each|every|decrement|reference|referent|without|discontinu\w*|withdraw\w*|absence|lack|neither|not|but|although|"
    r"whereas|while|however|despite|unexposed|untreated|which|lowest|highest|non-?smok\w*|never|fared|(?:placebo|controls?) (?:had|carried|was|were|showed|group)|deficien\w*|inverse\w*)\b",
    re.I,
)
_NEAR = 120
_VERSUS = lazy(r"\b(?:vs\.?|versus|v\.?|compared\s(?:with|to)|relative\sto)\s[^()\[\].;]{0,40}$")


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for sentence, claims in by_sentence(document, corpus):
        ratios = [claim for claim in claims if claim.record.kind == "estimate" and (read := estimate(claim.record)) and read.scale == "ratio"]
        if len(ratios) == 1:
            yield from _judge(document, sentence, ratios[0])


def _down(match: re.Match[str]) -> bool:
    return bool(match["down"] or match["below"])


def _judge(document: Document, sentence: Sentence, claim: Claim) -> Iterator[Outcome]:
    read = estimate(claim.record)
    at = document.prose.find((claim.record.statistic and claim.record.statistic.type) or "", claim.start, claim.end)
    start = max(sentence.start, claim.start - _NEAR)
    found = list(_DIRECTION.finditer(document.prose, start, max(claim.start, at)))
    if read is None or not found:
        return
    text = on_one_line(document.prose[sentence.start : sentence.end])
    if includes_null(read) or not read.low.low <= read.value.value <= read.high.high:
        yield Undecided("the interval decides nothing")
    elif word := word_of(_OTHER, text):
        yield Undecided(f"explained by '{word}'")
    elif ";" in document.prose[found[-1].end() : claim.start]:
        yield Undecided("words of another clause")
    elif _VERSUS.search(document.prose, found[-1].end(), claim.start):
        yield Undecided("the comparison is printed with the ratio")
    elif len({_down(match) for match in found}) > 1:
        yield Undecided("words of both directions")
    elif _down(found[-1]) == (read.value.value < 1):
        yield PASSED
    else:
        word = found[-1][0]
        yield META.finding(
            f"'{word}' beside {claim.record.statistic.type if claim.record.statistic else 'a ratio'} {read.value.text}, which is {'above' if read.value.value > 1 else 'below'} 1",
            claim.at("the ratio"),
            document.at(found[-1].start(), found[-1].end(), "the words").related(),
            confidence=0.78,
            notes=(f"the interval {read.low.text} to {read.high.text} lies wholly on that side",),
            help="look up in the source which group the ratio compares with which; say so, or correct the words",
            claims=(claim.id,),
            expected={"direction": "below 1" if _down(found[-1]) else "above 1"},
            observed={"value": read.value.text},
        )

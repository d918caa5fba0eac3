"""Words say that a result is significant, or that it is not, and its own p value or interval says the opposite.

## What it checks
A sentence that speaks of significance and holds one p value, or one estimate with its interval. "Significant" must go with p ≤ .05 or
an interval without the null, "not significant" with p > .05 or an interval that holds it.

## Why it matters
Readers take the word along and leave the number; one of the two is wrong.

## Example
`Zinc significantly reduced pain (P = 0.30).`

## Not flagged
Clinical significance, significant bleeding and other matters of medicine; another level of significance stated anywhere in the text; trends and borderline results; interaction,
heterogeneity, noninferiority and equivalence; sentences with several results or with both words; a p before the word; p close to .05.

## Limits
A p that belongs to another comparison than the word is a finding all the same.

## References
Nuijten MB, et al. The prevalence of statistical reporting errors in psychology (1985-2013). Behav Res Methods 2016;48:1205 (gross inconsistencies).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evlint.claims.model import Claim
from evlint.claims.normal import estimate
from evlint.claims.record import PValue
from evlint.documents.model import Document, Sentence
from evlint.documents.sentences import on_one_line
from evlint.extraction.numbers import p_values
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._read import QUIET, by_sentence, sentences_with, word_of
from evlint.statistics import includes_null, null_well_inside, parse

META = RuleMeta(
    code="STA205",
    name="significance-wording",
    summary="words and numbers disagree on whether a result is significant",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles, 1,278 sentences judged: 8 flagged, read, all right",
)
_WORD = lazy(r"\bsignifican(?:t|tly|ce)\b|\binsignifican(?:t|tly)\b|\bnon-?significan(?:t|tly)\b", re.I)
_NOT = lazy(
    r"(?:\b(?:not|no|nor|neither|non|cannot|never)|n['’]t)[\s-](?:[a-z-]{1,14}[\s,]{1,2}){0,4}?(?:statistically\s)?significan(?:t|tly|ce)\b|\bwithout\s(?:any\s)?(?:statistically\s)?significan|"
    r"\binsignifican(?:t|tly)\b|\bnon-?(?:statistically\s)?significan(?:t|tly)\b|\bfailed to\s(?:[a-z]{1,12}\s){0,4}?significan",
    re.I,
)
_CLINICAL = lazy(
    r"\bclinical(?:ly)?\s(?:and\s|or\s)?(?:statistical(?:ly)?\s)?significan|\bsignifican(?:t|tly|ce)\s(?:level|threshold|at|was set|was defined|difference minim)|\blevel of significance\b|\bsignificance level\b",
    re.I,
)
_VAGUE = lazy(
    r"\b(?:trend\w*|tend(?:ed|ency|s)?|none|with no|border\w*|marginal\w*|approach\w*|nearly|almost|close to|whether|if|unlikely|likely|numerically|independent|baseline|until|considered|regarded|defined|deemed|taken as|exceptions?|except|specified|criteri\w+|adjusted|only|but|"
    r"rather than|contrary|previous(?:ly)?|unclear|absent|absence|similar|comparable|alike|equally|few|publication bias|Egger\w*|Begg\w*|Hosmer|goodness|lack of fit|homogene\w+|consistent|vanish\w*|in neither|although|though|however|whereas|while|lost|longer|disappear\w*|attenuat\w*|would|expected|power\w*|planned)\b",
    re.I,
)
# "Significant bleeding", "significant stenosis" and "haemodynamically significant" are matters of medicine: the noun behind must be one of statistics.
_MEDICAL = lazy(
    r"\b(?:ha?emodynamically|angiographically|functionally|biologically|physiologically|medically|prognostically)\ssignificant|(?<!statistically\s)\bsignificant\s(?=[a-z])"
    r"(?!(?:[a-z’'-]{2,18}[\s,/]{1,2}){0,5}?(?:differen\w+|reduc\w+|increas\w+|decreas\w+|improv\w+|effects?|associat\w+|correlat\w+|chang\w+|predict\w+|benefits?|relation\w*|declin\w+|trends?|interaction\w*|gains?|"
    r"advantages?|impact|rises?|drops?|falls?|results?|findings?|factors?|influence\w*|determinants?|superior\w*|inferior\w*|heterogeneity|variation\w*|variab\w+|link\w*|contribution|discrepanc\w+|elevation\w*|prolongation|shorten\w+|"
    r"delays?|slow\w*|regression\w*|recovery|progress\w*|relief|outcomes?|values?|odds|risks?|hazards?|ratios?|main|clustering|linear|quadratic|dose|shift|loss of|excess|disparit\w+|imbalance\w*|higher|lower|greater|better|worse|more|less|longer|shorter|fewer)\b)"
    r"(?!(?:in|at|for|with|between|among|when|after|and|or|but|on|by|over|across|both|only|as|from|to|than|within|during|of)\b)",
    re.I,
)
_LEVEL = r"(?:[<=≤]|of|at|to|was|were)\s{0,2}(?:0?\.(?:0[0-46-9]|1|00\d)\d{0,2}|[1-46-9]\s?%|10\s?%)"
_SET = r"\b(?:levels?|thresholds?|set|defined|considered|taken|accepted|regarded|deemed|declared)\b"
_OTHER_LEVEL = lazy(rf"\bsignifican\w+\s[^.;]{{0,60}}?{_SET}[^.;]{{0,40}}?{_LEVEL}|\b(?:[Aa]lpha|α)\b[^.;]{{0,30}}?{_LEVEL}|\b[Pp]\s?{_LEVEL}[^.;]{{0,30}}?{_SET}[^.;]{{0,30}}?\bsignifican", re.I)
# "no differences (at p < 0.05)", "(i.e., p < 0.05)" and "* P < 0.05" tell of the level, not of a result.
_LEVEL_BEFORE = lazy(r"(?:\bat\s(?:the\s|a\s)?|\bi\.e\.,?\s|[*†‡]\s?)$")
_OF_ANOTHER = lazy(r"\s?(?:for|in|of)\s(?:the|all|each|both|a|an)\b", re.I)  # "(P < 0.001 for the base model)"
_NEAR_ABOVE, _NEAR_BELOW = 0.055, 0.045


@dataclass(frozen=True, slots=True)
class Shown:
    """What the numbers of a sentence show: significant or not, and the words that say why."""

    significant: bool
    why: str


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    other = None
    claims_at = {sentence.start: claims for sentence, claims in by_sentence(document, corpus)}
    for sentence in sentences_with(document, ("ignifican",)):
        claims = claims_at.get(sentence.start, [])
        text = on_one_line(document.prose[sentence.start : sentence.end])
        words = _WORD.findall(text)
        if not words:
            continue
        shown = _shown(text, claims)
        if shown is None:
            continue
        if word := word_of(_VAGUE, text) or word_of(QUIET, text) or word_of(_CLINICAL, text) or word_of(_MEDICAL, text):
            yield Undecided(f"explained by '{word}'")
            continue
        negated = _NOT.search(text)
        if len(words) > 1:
            yield Undecided("the sentence speaks of significance twice")
        elif (negated is None) == shown.significant:
            yield PASSED
        else:
            other = _OTHER_LEVEL.search(document.prose) is not None if other is None else other
            yield Undecided("another level of significance") if other else _finding(document, sentence, claims, negated is not None, shown)


def _shown(text: str, claims: list[Claim]) -> Shown | None:
    """What the one result of a sentence shows; None where there are several, or where it is too close to call."""
    ps = p_values(text)
    if len(ps) == 1 and ps[0][0].test is None:
        p, start, end = ps[0]
        another = _LEVEL_BEFORE.search(text[:start]) or _OF_ANOTHER.match(text, end)
        return _by_p(p) if _WORD.search(text, 0, start) and not another else None
    estimates = [read for claim in claims if claim.record.kind == "estimate" and (read := estimate(claim.record))]
    if ps or len(estimates) != 1:
        return None
    read = estimates[0]
    try:
        inside = null_well_inside(read)
    except ValueError:
        return None
    span = f"{read.low.text} to {read.high.text}"
    if inside:
        return Shown(False, f"the interval {span} holds {read.null:g}")
    return None if includes_null(read) or not read.low.low <= read.value.value <= read.high.high else Shown(True, f"the interval {span} excludes {read.null:g}")


def _by_p(p: PValue) -> Shown | None:
    if p.comparator == "ns" or p.value is None:
        return Shown(False, "n.s.")
    value = float(parse(p.value).value)
    said = f"p {p.comparator} {p.value}"
    if not 0 <= value <= 1:
        return None
    if (p.comparator in ("<", "<=") and value <= 0.05) or (p.comparator == "=" and value <= _NEAR_BELOW):
        return Shown(True, said)
    if (p.comparator in (">", ">=") and value >= 0.05) or (p.comparator == "=" and value >= _NEAR_ABOVE):
        return Shown(False, said)
    return None


def _finding(document: Document, sentence: Sentence, claims: list[Claim], negated: bool, shown: Shown) -> Outcome:
    said, other = ("not significant", "significant") if negated else ("significant", "not significant")
    return META.finding(
        f"the words say {said}, but {shown.why}",
        document.at(sentence.start, sentence.end, "words and numbers"),
        confidence=0.85,
        notes=(f"at the level of .05 that is {other}",),
        help="look the result up in the source; name the level of significance where it is not .05",
        claims=tuple(claim.id for claim in claims if claim.record.kind in ("estimate", "test", "finding")),
        expected={"significance": said},
        observed={"significance": shown.why},
    )

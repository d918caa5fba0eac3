"""A recommendation for what evidence of the corpus shows to harm, or to do nothing.

## What it checks
A recommendation for an intervention, and results on the same intervention in a related condition that are graded of moderate or high
certainty: a significant harm, or no effect, on an outcome that is not an adverse event, and none of them a benefit.

## Why it matters
Advice that its own evidence does not carry is the first thing that a critical reader finds.

## Example
"We recommend antibiotics for acute bronchitis" beside "antibiotics did not shorten illness (moderate-certainty evidence)".

## Not flagged
Evidence of low or very low certainty, or without a grade. Interventions with a benefit of any certainty on another outcome, or with a change of which
nobody knows whether it is one. No difference from another treatment. Outcomes of unknown polarity. Other people, doses or times where both state
them. "Option" and "only if others failed", which do not promise an effect. Adverse events, which a recommendation weighs and does not deny.

## Limits
A recommendation may rest on outcomes that the corpus does not report.

## References
Alexander PE, et al. World Health Organization recommendations are often strong based on low confidence in effect estimates. J Clin Epidemiol 2014;67:629.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.claims.normal import Normal, normalise
from evlint.findings.model import Finding
from evlint.index.compare import Comparison, compare
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.vocabulary import Vocabulary

META = RuleMeta(
    code="CON303",
    name="recommendation-versus-evidence",
    summary="a recommendation for what the evidence shows to harm or to do nothing",
    scope="corpus",
    severity="warning",
    since="0.1.0",
    measured="3,662 unrelated abstracts as one corpus: none flagged; not yet measured on labelled conflicts",
)
_FOR = ("for-strong", "for")
_SURE = ("moderate", "high")
_CONFIDENCE = 0.82
_DRAFT, _UNSTATED = 0.6, 0.7
_USE = ("use", "give", "offer", "prescribe", "start", "take")


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    advice: dict[str, list[Normal]] = defaultdict(list)
    evidence: dict[str, list[Normal]] = defaultdict(list)
    for claim in corpus.all_claims():
        if claim.record.attribution not in (None, "asserted"):
            continue
        if _recommends(claim):
            _add(advice, claim, corpus.words)
        elif claim.record.result is not None and claim.record.outcome is not None and not corpus.words.is_harm(claim.record.outcome.text):
            _add(evidence, claim, corpus.words)
    for intervention in sorted(advice.keys() & evidence.keys()):
        for recommendation in advice[intervention]:
            said = [(pair, _says(pair.second)) for result in evidence[intervention] if (pair := _about_one(recommendation, result)) is not None]
            against = [(pair, says) for pair, says in said if says in ("harm", "no effect") and _graded(pair.second)]
            if against and not any(says in ("benefit", "a change") for _, says in said):
                yield _finding(*against[0])
            elif said:
                yield PASSED


def _recommends(claim: Claim) -> bool:
    recommendation = claim.record.recommendation
    return recommendation is not None and recommendation.strength in _FOR and (recommendation.action or "use").casefold() in _USE


def _graded(result: Normal) -> bool:
    return result.record.certainty is not None and result.record.certainty.level in _SURE


def _add(groups: dict[str, list[Normal]], claim: Claim, words: Vocabulary) -> None:
    normal = normalise(claim, words, orient=False)
    if normal.intervention:
        groups[normal.intervention].append(normal)


def _about_one(recommendation: Normal, result: Normal) -> Comparison | None:
    """The comparison of advice and evidence; None where they are of other people, or something that both state sets them apart."""
    pair = compare(recommendation, result, (recommendation.intervention,))
    return None if pair is None or pair.explained else pair


def _says(result: Normal) -> str | None:
    """What a result says of the value of its intervention; None where that is not known. No better than another treatment is not without effect."""
    outcome, words = result.record.outcome, result.record.result
    if outcome is None or words is None or words.hedge in ("may", "trend"):
        return None
    polarity = outcome.polarity or result.words.polarity(outcome.text)
    better = {"higher_is_better": "up", "lower_is_better": "down"}.get(polarity or "")
    if result.effect == "none":
        return "no effect" if better and result.family in ("", "inert") and words.significance != "noninferior" else None
    if better is None:
        return "a change" if result.effect != "unclear" else None
    return "benefit" if result.effect == better else "harm" if words.significance == "significant" else None


def _finding(pair: Comparison, says: str) -> Finding:
    recommendation, result = pair.first, pair.second
    first, second = recommendation.claim, result.claim
    outcome, certainty = result.record.outcome, result.record.certainty
    assert outcome is not None and certainty is not None  # `check` gathers no others
    stated = bool(recommendation.condition and result.condition)
    return META.finding(
        f"{recommendation.intervention} is recommended; {certainty.level}-certainty evidence shows {says} on {outcome.text}",
        first.at("a recommendation for"),
        second.at(f"{says}, {certainty.level} certainty", role="related"),
        confidence=_CONFIDENCE * (1 if pair.reviewed else _DRAFT) * (1 if stated else _UNSTATED),
        severity="warning" if pair.reviewed and stated else "note",
        notes=pair.notes(),
        help="name the outcome for which it is recommended and its evidence, or weaken the recommendation",
        topic=f"{recommendation.intervention} · {outcome.text}",
        claims=(first.id, second.id),
    )

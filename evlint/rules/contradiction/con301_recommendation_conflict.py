"""Two recommendations on one action pull apart.

## What it checks
Recommendations on the same intervention for related conditions, on one ordered scale: for (strong) · for · option · only if others
failed · against routine use · against · against (strong). Two steps or more apart is a conflict.

## Why it matters
Two pages of one publisher that advise differently are worse than either alone.

## Example
"Ketamine is a viable option for chronic pain" on one page, "ketamine should not be routinely used for chronic neuropathic pain" on another.

## Not flagged
One step apart. "Not as first-line treatment" beside "only after others have failed", which say the same. Unrelated conditions.
Quoted or reported advice of others.

## Limits
The scale orders wordings, not guideline systems; a difference in line of therapy, dose or subgroup that both sides state makes it a note.

## References
Andrews J, et al. GRADE guidelines: 14. Going from evidence to recommendations. J Clin Epidemiol 2013;66:719.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.normal import Normal, strength_step
from evlint.claims.record import STRENGTHS, Recommendation
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.contradiction._conflict import conflict, silent

META = RuleMeta(
    code="CON301",
    name="recommendation-conflict",
    summary="two recommendations on one action pull apart",
    scope="corpus",
    severity="error",
    since="0.1.0",
    measured="the five seeds with records: 2 pairs, both right; 3,662 unrelated abstracts: no warning",
)
_WORDS = {
    "for-strong": "strongly for",
    "for": "for",
    "option": "an option",
    "only-if-others-failed": "only if others failed",
    "against-routine": "against routine use",
    "against": "against",
    "against-strong": "strongly against",
}
_STEPS_APART = 2


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for pair in corpus.recommendations.comparisons:
        first, second = _recommendation(pair.first), _recommendation(pair.second)
        if silent(pair) or not _one_action(first, second):
            continue
        steps = [strength_step(r, _line(n)) for r, n in ((first, pair.first), (second, pair.second))]
        if abs(steps[0] - steps[1]) < _STEPS_APART:
            yield PASSED
            continue
        strong = {first.strength, second.strength} == {"for-strong", "against-strong"}
        labels = _WORDS[STRENGTHS[steps[0]]], _WORDS[STRENGTHS[steps[1]]]
        yield conflict(
            META,
            pair,
            f"{pair.names[0]}: one place advises '{labels[0]}', another '{labels[1]}'",
            0.96 if strong else 0.9,
            labels,
            notes=(f"{abs(steps[0] - steps[1])} steps apart on the scale of recommendations",),
            help="decide which advice holds, for whom and at which line of therapy, and say it in both places",
        )


def _recommendation(normal: Normal) -> Recommendation:
    recommendation = normal.record.recommendation
    assert recommendation is not None  # the index joins records of this kind alone, and loading requires the part
    return recommendation


def _line(normal: Normal) -> str | None:
    return normal.record.intervention.line if normal.record.intervention else None


def _one_action(first: Recommendation, second: Recommendation) -> bool:
    return (first.action or "use").casefold() == (second.action or "use").casefold()

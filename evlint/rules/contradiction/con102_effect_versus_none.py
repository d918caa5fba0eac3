"""One place reports a significant effect, another none.

## What it checks
Two claims with the same intervention and outcome: a significant effect on one side, on the other an unhedged "no effect", "no
difference", "not effective", or equivalence. Where both print an interval, CON103 looks at the estimates themselves. Two documents that
answer the question of one heading ("Does zinc shorten a cold?") are compared too: an effect on one side, none on the other. So are passages
that share most of what they are about, one of which denies what the other says (a note).

## Why it matters
"No significant difference" here and "significant reduction" there read as opposite advice. Often they are not, but then the text
owes its reader the reason.

## Example
"Pain fell significantly after 30 days" in a review, "no significant pain relief at 5 weeks compared to placebo" in a guideline page.

## Not flagged
Hedged statements ("may not", "trend"). Results at clearly different times, doses or subgroups become notes that name the
difference. One source told at several times within one document.

## Limits
Significance against non-significance is not itself a significant difference; without intervals on both sides the rule cannot tell,
and says so.

## References
Altman DG, Bland JM. Absence of evidence is not evidence of absence. BMJ 1995;311:485.
Gelman A, Stern H. The difference between "significant" and "not significant" is not itself statistically significant. Am Stat 2006;60:328.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.normal import Normal, estimate
from evlint.index import questions
from evlint.index.compare import Comparison
from evlint.rules.base import Corpus, Outcome, RuleMeta
from evlint.rules.contradiction._conflict import conflict, silent, unreported, worded
from evlint.rules.contradiction._source import quoted

META = RuleMeta(
    code="CON102",
    name="effect-versus-none",
    summary="one place reports a significant effect, another no effect",
    scope="corpus",
    severity="warning",
    since="0.1.0",
    measured="the five seeds with records: 12 pairs, all read, all right; 3,662 unrelated abstracts: no warning, 12 notes, 4 of them right; answers to one question, 883 labelled pairs of sentences: 305 notes, 248 right; passages by their words: docs/contradictions.md",
)


_NO_INTERVAL = "an interval is missing on a side, so whether the estimates themselves differ cannot be told"
_TURNED = "the two compare in opposite directions, so their estimates were not tested against each other"


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    told: set[frozenset[str]] = set()
    for pair in corpus.answers.comparisons:
        if not pair.reviewed and (found := _answers(pair)) is not None:
            told.add(_ids(pair))
            yield found
    of_one_outcome = (pair for pair in corpus.kindred.comparisons if pair.first.outcome == pair.second.outcome)
    for pair in (*corpus.results.comparisons, *of_one_outcome):
        if _ids(pair) not in told and not quoted(pair, corpus) and (found := _opposed(pair)) is not None:
            yield found
    for passages in unreported(corpus, "denied"):
        yield worded(META, passages, "one document says so, another denies it", corpus)


def _ids(pair: Comparison) -> frozenset[str]:
    return frozenset((pair.first.claim.id, pair.second.claim.id))


def _opposed(pair: Comparison) -> Outcome | None:
    sides = [_side(pair.first), _side(pair.second)]
    if sorted(filter(None, sides)) != ["effect", "none"] or silent(pair):
        return None
    printed = all(estimate(n.record) is not None for n in (pair.first, pair.second))
    if printed and pair.first.facing == pair.second.facing:
        return None
    labels = ("a significant effect", "no effect") if sides[0] == "effect" else ("no effect", "a significant effect")
    return conflict(
        META,
        pair,
        f"{pair.names[-1]}: one source reports {labels[0]} of {pair.names[0]}, another {labels[1]}",
        0.88,
        labels,
        notes=(_TURNED if printed else _NO_INTERVAL,),
    )


def _answers(pair: Comparison) -> Outcome | None:
    """Two answers to the question of one heading, one of them that there is no effect."""
    effects = [pair.first.effect, pair.second.effect]
    marks = [n.record.result.significance for n in (pair.first, pair.second) if n.record.result]
    if effects.count("none") != 1 or silent(pair) or "noninferior" in marks:
        return None
    labels = ("no effect", "an effect") if effects[0] == "none" else ("an effect", "no effect")
    near = min(questions.shared(n.claim) for n in (pair.first, pair.second))
    none = pair.first if effects[0] == "none" else pair.second
    hedged = none.record.result is not None and none.record.result.hedge == "may"
    one_sided = any(d.axis == "comparator" and d.weight == "weakens" for d in pair.differences)
    if hedged and one_sided:  # 2 of 19 were right
        return None
    sure = _SURE[min(near, 2)] - _HEDGED * hedged - _ONE_SIDED * one_sided
    return conflict(META, pair, f"one question, two answers: {labels[0]} here, {labels[1]} there", sure, labels, notes=(f"both stand under: {pair.names[0]}",), measured=True)


_SURE = (0.8, 0.82, 0.93)
_HEDGED, _ONE_SIDED = 0.12, 0.12
"""How often two answers were opposed that share none, one, or two stems and more with their question, and what "may not" and a comparator on one side
take from it (305 pairs)."""


def _side(normal: Normal) -> str | None:
    """`effect` for a significant one, `none` for an unhedged statement of none, else None."""
    result = normal.record.result
    if result is None or result.hedge in ("may", "trend") or result.significance == "noninferior":
        return None  # no worse than another treatment is not without effect
    if normal.effect in ("up", "down"):
        return "effect" if result.significance == "significant" else None
    return "none" if normal.effect == "none" else None

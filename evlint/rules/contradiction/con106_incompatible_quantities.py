"""Two statements about one cohort at one time cannot both be true.

## What it checks
Within one paragraph or one cited study: a mean symptom level as a share of its first value ("mean pain was 93.5 % of initial pain")
beside a statement that every patient reached complete remission, relief or recovery at the same time.

## Why it matters
One of the two sentences misquotes the study, and the reader cannot tell which.

## Example
"At 1 month mean pain was 93.5 % of initial pain. … Complete remission occurred at 1 month in all patients."

## Not flagged
Different times; a remission of only some patients; a mean that is zero; two arms, two studies or two treatments; the end of
another trouble (a rash, beside what remains of the pain).

## Limits
Knows this one pattern of incompatible quantities. Pain relief printed as "93.5 % of initial pain" by mistake is what it usually finds.

## References
Hunter KE, et al. INSPECT-SR, item 4.10 (are results internally consistent?).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.claims.normal import days, time_text
from evlint.documents.model import Document
from evlint.index.compare import SAME_TIME
from evlint.patterns import pattern as lazy
from evlint.rules.base import Corpus, Outcome, RuleMeta
from evlint.statistics import parse
from evlint.vocabulary import BUILT_IN

META = RuleMeta(
    code="CON106",
    name="incompatible-quantities",
    summary="two statements about one cohort at one time cannot both be true",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="the five seeds: 1 of 1 right; 3,662 abstracts: none flagged",
)
_ENDED = lazy(r"\b(?:remission|resolution|recovery|relief|disappearance|cure|pain[- ]free|symptom[- ]free)\b", re.I)
_ARM = lazy(r"\b(?:group|groups|arm|arms|placebo|control|controls)\b", re.I)
_ARM_AFTER = lazy(r"\s(?:(?:pain|symptoms?)\s)?(?:in|of)\s(?:the\s)?(?:[\w-]{1,20}\s){0,3}(?:group|arm|controls?)\b", re.I)
_SHARE = lazy(r"^% of (?:initial|baseline|pre-?treatment|original)", re.I)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    claims = corpus.claims.get(document.path, ())
    remaining = [claim for claim in claims if _remaining(claim)]
    ended = [claim for claim in claims if _everyone(claim)]
    for level in remaining:
        for all_well in ended:
            if _same_cohort(document, level, all_well) and _same_time(level, all_well) and _same_trouble(level, all_well):
                yield _finding(level, all_well)


def _remaining(claim: Claim) -> bool:
    """A symptom that is still there, as a share of its first value."""
    record = claim.record
    if record.statistic is None or record.statistic.value is None or record.outcome is None or not _SHARE.match(record.outcome.unit or ""):
        return False
    return (record.outcome.polarity or BUILT_IN.polarity(record.outcome.text)) == "lower_is_better" and parse(record.statistic.value).low > 0


def _everyone(claim: Claim) -> bool:
    """Every patient of a cohort free of the symptom."""
    record = claim.record
    if record.count is None or record.outcome is None or not _ENDED.search(record.outcome.text):
        return False
    whole = record.count.total is not None and record.count.events == record.count.total
    return whole or (record.count.percent is not None and parse(record.count.percent).value == 100)


def _same_cohort(document: Document, first: Claim, second: Claim) -> bool:
    """One cited study, or one paragraph that names no second study, arm or treatment."""
    if first.record.cites and second.record.cites and first.record.cites != second.record.cites:
        return False
    treatments = {BUILT_IN.intervention(claim.record.intervention.text) for claim in (first, second) if claim.record.intervention}
    arms = any(_ARM.search(claim.text) or _ARM_AFTER.match(document.prose, claim.end) for claim in (first, second))
    if len(treatments) > 1 or arms:
        return False
    blocks = [sentence.block if (sentence := document.sentence_at(claim.start)) else -1 for claim in (first, second)]
    return blocks[0] == blocks[1] or bool(first.record.cites)


def _same_time(first: Claim, second: Claim) -> bool:
    times = [claim.record.outcome.timepoint if claim.record.outcome else None for claim in (first, second)]
    counted = [days(when) for when in times]
    if counted[0] is None or counted[1] is None:
        return times[0] is not None and times[0].phrase is not None and times[0] == times[1]
    return max(counted[0], counted[1]) <= SAME_TIME * min(counted[0], counted[1])


def _same_trouble(level: Claim, all_well: Claim) -> bool:
    """Whether what ended may be what remained: the symptom itself, a condition that causes it, or recovery as a whole."""
    gone = all_well.record.outcome.text if all_well.record.outcome else ""
    symptom = level.record.outcome.text if level.record.outcome else ""
    _, of, what = gone.partition(" of ")
    shared = set(what.casefold().split()) & set(symptom.casefold().split())
    return not of or bool(shared) or BUILT_IN.is_condition(what.removeprefix("the "))


def _finding(level: Claim, all_well: Claim) -> Outcome:
    statistic, outcome, gone = level.record.statistic, level.record.outcome, all_well.record.outcome
    assert statistic is not None and outcome is not None and gone is not None
    reviewed = level.reviewed and all_well.reviewed
    return META.finding(
        f"{outcome.text} still at {statistic.value} {outcome.unit} and {gone.text} in all patients, both at {time_text(outcome.timepoint)}",
        level.at("the symptom remains"),
        all_well.at("nobody has it any more", role="related"),
        confidence=0.92 if reviewed else 0.84,
        severity="warning",
        notes=("if everyone was free of the symptom, its mean would be 0 % of the first value",),
        help="read the study: one of the two is misquoted (a relief of that size, perhaps, instead of what remained)",
        topic=outcome.text,
        claims=(level.id, all_well.id),
        expected={"value": "0"},
        observed={"value": statistic.value},
    )

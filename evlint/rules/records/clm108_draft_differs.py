"""A reviewed record says otherwise than the extractor reads in its quote.

## What it checks
Each reviewed record against the one draft that the extractor makes of the same passage: direction, significance, limits and p. Wording of
names is not compared.

## Why it matters
One of the two misread the text. A slip in a record is silent otherwise, for a record comes before its draft.

## Example
`direction: increased` beside the quote "ketamine reduced pain compared with placebo".

## Not flagged
Records whose `review.note` says what was corrected; drafts that leave a part open; passages of which several drafts or records are made.

## Limits
The extractor is the more likely of the two to be wrong: it is a note, and a `review.note` ends it.

## References
None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evlint import vocabulary
from evlint.claims.merge import stands_for
from evlint.claims.model import Claim
from evlint.claims.normal import effect_of
from evlint.claims.record import ClaimRecord
from evlint.documents.model import Document
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="CLM108",
    name="draft-differs",
    summary="a reviewed record says otherwise than the extractor reads",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="the five seeds: their records against the drafts, none flagged",
)
_EFFECTS = {"up": "an increase", "down": "a decrease", "none": "no effect"}


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    records = [claim for claim in corpus.claims.get(document.path, ()) if claim.stored is not None]
    for record, draft in _pairs(records, corpus.drafts.get(document.path, ())):
        if record.record.review.status != "reviewed" or record.record.review.note:
            continue
        differences = list(_differences(record.record, draft.record))
        if not differences or record.stored is None:
            yield PASSED
            continue
        yield META.finding(
            f"this record says {differences[0][0]}, the extractor reads {differences[0][1]}",
            record.at("quoted here"),
            record.stored.at(label="the record").related(),
            confidence=0.5,
            notes=[f"and {ours}, read as {read}" for ours, read in differences[1:]],
            help="correct the record, or say in its review.note why it is right",
            claims=(record.id,),
        )


def _pairs(records: list[Claim], drafts: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Records with the one draft that each stands for, where neither has another partner."""
    met = [(record, draft) for record in records for draft in drafts if stands_for(record, draft)]
    for record, draft in met:
        if sum(r is record for r, _ in met) == 1 and sum(d is draft for _, d in met) == 1:
            yield record, draft


def _polarity(record: ClaimRecord) -> str | None:
    return (record.outcome.polarity or vocabulary.polarity(record.outcome.text)) if record.outcome else None


def _differences(record: ClaimRecord, draft: ClaimRecord) -> Iterator[tuple[str, str]]:
    """(what the record says, what the draft says)."""
    ours, read = effect_of(record), effect_of(draft)
    one_outcome = _polarity(record) == _polarity(draft)  # "more relief" and "less pain" are no difference
    if ours != read and "unclear" not in (ours, read) and (one_outcome or "none" in (ours, read)):
        yield _EFFECTS[ours], _EFFECTS[read]
    elif record.result and draft.result and {record.result.significance, draft.result.significance} == {"significant", "not_significant"}:
        yield record.result.significance.replace("_", " "), draft.result.significance.replace("_", " ")
    if record.statistic and draft.statistic:
        a, b = record.statistic.interval, draft.statistic.interval
        if a and b and (a.low, a.high) != (b.low, b.high):
            yield f"{a.low} to {a.high}", f"{b.low} to {b.high}"
        p, q = record.statistic.p, draft.statistic.p
        if p and q and (p.comparator, p.value) != (q.comparator, q.value):
            yield f"p {p.comparator} {p.value}", f"p {q.comparator} {q.value}"

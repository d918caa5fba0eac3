"""A reviewed record lacks the parts that make it comparable.

## What it checks
Reviewed estimates and findings without intervention or outcome.

## Why it matters
Such a record is right and useless: it is never compared with any other.

## Example
`kind: estimate` with value and interval, and no `outcome`.

## Not flagged
Drafts; recommendations, counts and doses; records that say what they measure.

## Limits
A part that is there but vague ('improvement') counts as there.

## References
Guyatt GH, et al. GRADE guidelines: 2. Framing the question and deciding on important outcomes. J Clin Epidemiol 2011;64:395.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="CLM110",
    name="incomplete-record",
    summary="a reviewed record lacks the parts that make it comparable",
    scope="corpus",
    severity="note",
    since="0.1.0",
    measured="exact by construction: a comparison of records with their own text",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for file in corpus.records.files:
        for stored in file.claims:
            record = stored.record
            if record.review.status not in ("reviewed", "disputed") or record.kind not in ("estimate", "finding"):
                continue
            missing = [name for name in ("intervention", "outcome") if getattr(record, name) is None]
            if not missing:
                yield PASSED
                continue
            yield META.finding(
                f"this record has no {' and no '.join(missing)}, so it is never compared",
                stored.at("id", label="incomplete"),
                confidence=1.0,
                help=f"add {' and '.join(missing)}",
                claims=(record.id,),
            )

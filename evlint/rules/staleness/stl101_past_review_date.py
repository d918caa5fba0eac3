"""The date by which a document was to be reviewed has passed.

## What it checks
Review and expiry dates of the front matter (`review_by`, `next_review`, `expires`, `valid_until` …), intervals (`last_reviewed_on` with
`review_in: 2 years`), and lines such as "Next review due: March 2024", against the day of the run.

## Why it matters
The authors themselves said how long the text can be trusted.

## Example
"Review by: 2023-06-30", read in 2026.

## Not flagged
Dates of changes (`lastmod`, git), review dates still to come (a month or year counts to its end), changelogs, documents marked
`skip_freshness: true`, dates that could be read in two ways while one of them is still to come.

## Limits
Knows the keys and wordings listed; a date in another form is not seen.

## References
NICE PMG20 chapter 13 (surveillance); alphagov/tech-docs-monitor (`last_reviewed_on`, `review_in`).
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.dates import review_due
from evlint.documents.model import Document
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.sources import works

META = RuleMeta(
    code="STL101",
    name="past-review-date",
    summary="the date by which a document was to be reviewed has passed",
    scope="document",
    severity="warning",
    since="0.1.0",
    measured="3,662 abstracts and the five seeds: none flagged (they state no such date); a comparison of two dates",
)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    fields = document.metadata.fields
    if any(fields.get(name, "").lower() in ("true", "yes") for name in ("skip_freshness", "skipfreshness")) or "changelog" in document.path.lower():
        return
    if due := review_due(document.metadata.dates):
        stated, day = due
        if day >= corpus.as_of:
            yield PASSED
            return
        yield META.finding(
            f"to be reviewed by {day.isoformat()}, {_ago((corpus.as_of - day).days)} ago",
            document.at(stated.start, stated.end, "review date"),
            confidence=0.92,
            help="review the document and set the next date, or take it down",
            expected={"date": f">= {corpus.as_of.isoformat()}"},
            observed={"date": day.isoformat()},
            works=works.of_document(document) | {f"document:{document.path}"},
        )


def _ago(days: int) -> str:
    if days < 60:
        return f"{days} day{'s' if days != 1 else ''}"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"

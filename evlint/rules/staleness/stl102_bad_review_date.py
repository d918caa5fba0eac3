"""A review date is no date, or lies before the document was published.

## What it checks
The keys and lines that STL101 reads, and the date of the last review: values that are no date, and review dates before publication.

## Why it matters
A date that no tool can read never falls due: the document is never looked at again.

## Example
`review_by: 2024-13-01`, or "Next review: soon".

## Not flagged
Empty values and `null`, `never`, `none`; intervals; templates; names of who reviews; dates of publication.

## Limits
A date that could be 3 April or 4 March is a note where the two differ; so is a short form without its century ("06/27").

## References
GSA-TTS pull request 216 (malformed date is an error, past date a warning).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents.dates import last_day
from evlint.documents.model import Document, StatedDate
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="STL102",
    name="bad-review-date",
    summary="a review date is no date, or lies before publication",
    scope="document",
    severity="error",
    since="0.1.0",
    measured="3,662 abstracts and the five seeds: none flagged (they state no such date)",
)
_WHOLE = lazy(r"(?<!\d)(?:19|20)\d\d[-/. ]\d|\d[-/. ](?:19|20)\d\d(?!\d)|[a-z]\s(?:19|20)\d\d", re.I)  # a day or month with a year of four digits: meant as a date
_NO_DATE_MEANT = ("never", "ongoing", "continuous", "continuously", "living", "none", "not applicable", "n/a", "na", "tbc", "tbd", "to be confirmed")


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for stated in document.metadata.dates:
        if stated.meaning not in ("due", "reviewed") or stated.printed.lower().strip(" .*_") in _NO_DATE_MEANT:
            continue
        if not stated.iso:
            yield _finding(document, stated, f"{stated.printed[:40]!r} is no date", "error" if _WHOLE.search(stated.printed) or stated.printed.isalpha() else "note")
        elif stated.either:
            yield _finding(document, stated, f"{stated.printed} can be {stated.iso} or {stated.either}", "note")
        elif stated.meaning == "due" and document.metadata.issued and last_day(stated.iso).isoformat() < document.metadata.issued:
            yield _finding(document, stated, f"to be reviewed by {stated.iso}, before it was published ({document.metadata.issued})", "error")
        else:
            yield PASSED


def _finding(document: Document, stated: StatedDate, message: str, severity: str) -> Outcome:
    written = document.blocks and document.blocks[0].kind == "front-matter" and stated.end <= document.blocks[0].end
    return META.finding(
        message,
        document.at(stated.start, stated.end, "review date"),
        confidence=0.95 if written else 0.85,
        severity="note" if severity == "note" else "error" if written else "warning",
        help="write the date as year-month-day, such as 2027-06-30",
        observed={"date": stated.printed},
    )

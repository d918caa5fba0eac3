"""The certainty of one body of evidence is graded differently in two places.

## What it checks
Two claims on the same intervention, comparator, outcome and time, with the same effect, each with a GRADE level (high, moderate, low, very
low), and the levels differ.

## Why it matters
The grade decides how strongly a recommendation may be worded.

## Example
"moderate-certainty evidence" for ketamine and pain in the summary, "low-certainty evidence" in the table.

## Not flagged
Different effects, times, doses or subgroups; one grade alone; grades of systems other than GRADE.

## Limits
Two reviews of different trials may grade rightly apart; then each should be named.

## References
Guyatt GH, et al. GRADE: an emerging consensus on rating quality of evidence and strength of recommendations. BMJ 2008;336:924.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.contradiction._conflict import conflict

META = RuleMeta(
    code="CON302",
    name="certainty-conflict",
    summary="one body of evidence is graded differently in two places",
    scope="corpus",
    severity="warning",
    since="0.1.0",
    measured="3,662 unrelated abstracts as one corpus: none flagged; not yet measured on labelled conflicts",
)


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for pair in corpus.results.comparisons:
        grades = [normal.record.certainty for normal in (pair.first, pair.second)]
        first, second = grades
        if first is None or second is None or pair.first.effect != pair.second.effect or {grade.system for grade in (first, second)} - {None, "GRADE"}:
            continue
        if first.level == second.level:
            yield PASSED
            continue
        levels = [grade.level.replace("_", " ") for grade in (first, second)]
        yield conflict(
            META,
            pair,
            f"{pair.names[-1]}: the evidence on {pair.names[0]} is graded {levels[0]} here and {levels[1]} there",
            0.88,
            (f"{levels[0]} certainty", f"{levels[1]} certainty"),
            help="grade once, or say which body of evidence each grade is of",
        )

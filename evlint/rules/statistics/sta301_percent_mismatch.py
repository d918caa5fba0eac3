"""A percentage does not fit its count and group size.

## What it checks
n/N (%), "n of N patients (%)", "n (%) of N" and "% (n/N)": the percentage must be n / N under half-up, half-even or truncating rounding.

## Why it matters
One of three numbers is wrong, and readers quote the percentage.

## Example
`10 of 20 patients (60%)`: 10 of 20 is 50 %.

## Not flagged
"About", "approximately", "nearly" before the percentage; percentages rounded to the nearest 5 or 10; weighted, adjusted and estimated
proportions, and visual acuity (20/40), named in the sentence. A gap of half a percentage point or less is only a note.

## Limits
A count whose percentage has another denominator than the one printed is a finding all the same.

## References
Georgescu C, Wren JD. Bioinformatics 2018;34:1758 (percent-ratio pairs in abstracts: 2.7 % wrong).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.model import Claim
from evlint.findings.model import severity_for
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.statistics._read import beside
from evlint.statistics import parse, percent_agrees

META = RuleMeta(
    code="STA301",
    name="percent-mismatch",
    summary="a percentage does not fit its count and group size",
    scope="claim",
    severity="warning",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: 22 warnings, read, the arithmetic apart in all, 1 of them doubtful; 19 notes, read, right",
)
_QUIET = lazy(r"\b(?:about|approximately|around|nearly|almost|roughly|some|weighted|adjusted|estimated|imputed|standardi[sz]ed|Kaplan|cumulative|actuarial|acuity|snellen)\b|[~≈]", re.I)
# "9 of 10 trials (88% of participants)", "12 of 30 patients, 25% of lesions": the percentage is of something else.
_OF = lazy(r"\s?of\s(?!(?:those|them|these|cases|patients|participants|subjects)\b)")
_OF_PEOPLE = lazy(r"\s?of\s(?:all\s)?(?:patients|participants|subjects)\b")
_OF_STUDIES = lazy(r"\b(?:studies|trials)\b")
_GOES_ON = lazy(r"[;,]\s?\d{1,3}(?:\.\d+)?\s?%$")
_NOT_A_CLOSE = lazy(r"\s(?!(?:and|or|vs|versus|v|in|with|for|among|after|at|compared)\b)[A-Za-z]")
_COARSE = 5
_SLIGHT = 0.5  # percentage points: up to here a slip of rounding, above it another number


def check(claim: Claim, corpus: Corpus) -> Iterator[Outcome]:
    count = claim.record.count
    if count is None or not (count.events and count.total and count.percent) or int(count.total) == 0:
        return
    events, total, percent = int(count.events), int(count.total), parse(count.percent)
    if percent_agrees(events, total, count.percent):
        yield PASSED
        return
    exact = 100 * events / total
    if _of_another(claim):
        yield Undecided("the percentage may be of something else")
    elif word := beside(claim, corpus, _QUIET):
        yield Undecided(f"explained by '{word}'")
    elif percent.decimals == 0 and int(percent.value) % _COARSE == 0 and abs(exact - float(percent.value)) <= _COARSE / 2:
        yield Undecided("rounded to the nearest 5")
    else:
        yield _finding(claim, count.percent, exact, max(1, percent.decimals))


def _of_another(claim: Claim) -> bool:
    """Whether the words behind the percentage say that it is not of the group beside it; "(24%) of those" is, and so is "(129/309, 41.8% male)"."""
    text, after = claim.document.prose, claim.document.prose[claim.end : claim.end + 30]
    if not claim.text.endswith("%") or text[claim.start - 1 : claim.start] in ("(", "["):
        return False
    if _GOES_ON.search(claim.text) is not None and _NOT_A_CLOSE.match(after):
        return True
    return _OF.match(after) is not None or (_OF_STUDIES.search(claim.text) is not None and _OF_PEOPLE.match(after) is not None)


def _finding(claim: Claim, printed: str, share: float, decimals: int) -> Outcome:
    count = claim.record.count
    assert count is not None
    exact, gap = f"{share:.{decimals}f}", abs(share - float(printed))
    confidence = 0.85 if gap > _SLIGHT else 0.7
    return META.finding(
        f"{count.events} of {count.total} is {exact} %, and {printed} % is printed",
        claim.at("reported here"),
        confidence=confidence,
        severity=severity_for(confidence),
        help="compare count, group size and percentage with the source; name the other denominator where there is one",
        claims=(claim.id,),
        expected={"percent": exact},
        observed={"percent": printed},
    )

"""A total with the parts that it is said to have: "26 studies: 11 trials, 9 cohorts and 6 reports", "20 patients had A, 18 had B, and 22 had pain not defined"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from evlint.claims.record import CountOf, Part
from evlint.documents.model import Document, Sentence
from evlint.documents.sentences import on_one_line
from evlint.extraction.counts import NUMBER
from evlint.extraction.draft import Draft
from evlint.patterns import at_words
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import whole

_THING = "studies|trials|articles|papers|publications|records|reviews|RCTs?|patients|participants|subjects|people|women|men|children|adults|infants|cases|individuals|centres|centers"
_TOTAL = lazy(
    rf"\d(?<![\d.,–/-].)(?<!\w.)(?P<rest>\d{{0,2}}(?:,\d{{3}}){{1,3}}|\d{{0,6}})\s(?:[a-z-]{{2,20}}\s){{0,2}}(?P<thing>{_THING})(?:\s(?:were|was)\s(?:included|identified|enrolled|randomi[sz]ed|analy[sz]ed))?\s?(?::|\(|—|–)\s{{0,4}}(?=\d)"
)
_PART = lazy(
    rf"(?P<n>{NUMBER})\s(?:\(\d{{1,3}}(?:\.\d{{1,2}})?\s?%\)\s)?(?P<label>[A-Za-z][\w’'/+-]*(?:\s[A-Za-z(][\w’'/+)-]*){{0,5}}?)(?P<next>,\s(?:and\s)?(?=\d)|;\s(?:and\s)?(?=\d)|\sand\s(?=\d)|\s\+\s(?=\d)|(?=[.;):]|\s*\n|\s*$|,\s[A-Za-z]))"
)
_NOT_PARTS = lazy(
    r"\b(?:including|both|others?|several|various|rest|remainder|remaining|such as|of which|of whom|among|e\.g|at least|more than|overlapping|some|other|years?|weeks?|months?|days?|hours?|mg|kg|ml|to(?=\s\d)|per)\b",
    re.I,
)
_FEATURE = lazy(r"(?:with|without|who|had|have)\b", re.I)
# Two parts that miss their total are parts of it for certain only where they are of one kind: "12 trials, 9 from Asia" are not.
_SEX = lazy(r"\b(?:wom[ae]n|m[ae]n|fe?males?|males?|boys?|girls?|mothers?|fathers?)\b", re.I)
_KINDS = (
    _SEX,
    lazy(
        r"\b(?:RCTs?|trials?|stud(?:y|ies)|cohorts?|case[- ](?:controls?|series|reports?)|cross-sectional|observational|prospective|retrospective|reviews?|surveys?|randomi[sz]ed|quasi-\w+|reports?|articles?)\b",
        re.I,
    ),
    lazy(r"\b(?:controls?|placebo|sham|intervention|experimental|treatment|groups?|arms?|cases?)\b", re.I),
    lazy(r"\b(?:children|adults?|infants?|adolescents?|mothers?)\b", re.I),
)
_STUDIES = lazy(r"stud|trial|article|paper|publication|record|review|rct")
_SEVERAL = lazy(r"[^.\n]{0,60}\b(?:more than one|mutually exclusive|overlap\w*|several|multiple|twice)\b", re.I)
_MAX_PARTS = 30
# A list whose last part takes all that is left names every part there is: "and 22 had neuropathic pain not defined".
_REST = lazy(r"\b(?:not\s(?:further\s)?(?:defined|specified|classified|reported|stated|known)|un(?:defined|specified|classified|known|determined))\b")
_LEFT_OVER = ("not", "undefined", "unspecified", "unclassified", "unknown", "undetermined")
_CLAUSE = lazy(
    rf"(?<![\d.,–/-])\b(?P<n>{NUMBER})\s(?:(?:{_THING})\s)?(?:had|were|was|with|received|presented with|suffered from)\s(?P<label>[A-Za-z][^.;:,()]{{2,80}}(?:\([^()]{{1,30}}\))?)(?=,|;|\.|\sand\s\d|$)"
)
_COUNTED = lazy(rf"(?<![\d.,–/-])\b(?P<n>{NUMBER})\s(?:[a-z-]{{2,20}}\s){{0,2}}(?:{_THING})\b")
_OF_ALL = lazy(rf"\b[Oo]f\s(?:the\s|these\s|all\s)?(?P<total>{NUMBER})\s(?:[a-z-]{{2,20}}\s){{0,2}}(?:{_THING})(?:\s(?:who were\s)?(?:randomi[sz]ed|enrolled|included))?,\s(?=\d)")
_GIVEN = lazy(r"(?:were |was )?(?:randomly )?(?:assigned|allocated|randomi[sz]ed|received|given)\b", re.I)
_BEFORE = 800
_NEAR = 0.1
_LEAST_PARTS = 3


def extract(document: Document) -> Iterator[Draft]:
    """Totals with their parts, over the whole reading text: a total may stand in one block ("26 studies:") and its parts in the next."""
    text = _by_block(document)
    yield from _announced(text)
    yield from _shared_out(document)
    yield from _allocated(text)


def _by_block(document: Document) -> str:
    """The text with every block on one line of its own: a line that is broken inside a block ends no part."""
    text = document.clean
    pieces: list[str] = []
    at = 0
    for block in document.blocks:
        if text.find("\n", block.start, block.end) >= 0:
            pieces += (text[at : block.start], on_one_line(text[block.start : block.end]))
            at = block.end
    return "".join((*pieces, text[at:])) if pieces else text


def _announced(text: str) -> Iterator[Draft]:
    """Parts behind a colon or in a bracket."""
    for match in _TOTAL.finditer(text):
        parts, end = _parts(text, match.end())
        total = whole(text[match.start() : match.end("rest")]) or "0"
        thing = match["thing"].lower().rstrip("s")
        twice = sum(int(part.n) for part in parts) > int(total) and any(thing in part.label.lower() for part in parts)  # "15 studies: 10 RCTs, 8 blinded studies"
        if (
            len(parts) >= 2
            and not twice
            and not _overlap(parts, int(total), people=_STUDIES.match(thing) is None)
            and not _SEVERAL.match(text, end)
            and all(int(part.n) <= int(total) for part in parts)
            and not _NOT_PARTS.search(text, match.start(), end)
        ):
            yield Draft("count", match.start(), end, 0.85, {"count": CountOf(total=total, parts=tuple(parts))})


def _overlap(parts: list[Part], total: int, *, people: bool) -> bool:
    """Whether the parts are features of one group rather than shares of it: some add up to the whole already, or "100 with diabetes".

    Studies are of one kind each; people may have headache and nausea.
    """
    for some in (parts[:-1], parts[:0:-1]):
        if total in accumulate(int(part.n) for part in some):
            return True
    if any(_FEATURE.match(part.label) for part in parts):
        return True
    missed = sum(int(part.n) for part in parts) != total
    alike = len({part.label.split()[0].lower() for part in parts}) == 1 or any(all(kind.search(part.label) for part in parts) for kind in _KINDS)
    return missed and not alike and (people or len(parts) == 2)


def _parts(text: str, at: int) -> tuple[list[Part], int]:
    """The numbered parts that follow without a break, and where the last one ends. A list that trails off has none."""
    parts: list[Part] = []
    while len(parts) < _MAX_PARTS and (match := _PART.match(text, at)):
        number = whole(match["n"])
        if number is None:
            break
        parts.append(Part(label=" ".join(match["label"].split()), n=number))
        at = match.end()
        if not match["next"]:
            return (parts, at) if text[at : at + 1] != "," else ([], at)
    return [], at


def _shared_out(document: Document) -> Iterator[Draft]:
    """Parts in a sentence of their own that shares out everybody, with the total that stands before it."""
    done = -1
    for match in at_words(_REST, document.clean, *_LEFT_OVER):
        sentence = document.sentence_at(match.start())
        if sentence is None or sentence.start == done or not match.start() < sentence.end:
            continue
        done = sentence.start
        clauses = list(_CLAUSE.finditer(document.clean, sentence.start, sentence.end))
        if len(clauses) >= _LEAST_PARTS and _REST.search(clauses[-1][0]):
            parts = tuple(Part(label=" ".join(clause["label"].split()), n=whole(clause["n"]) or "0") for clause in clauses)
            total = _total_before(document, sentence, clauses[0].start(), sum(int(part.n) for part in parts))
            if total is not None:
                yield Draft("count", total[1], clauses[-1].end(), 0.8, {"count": CountOf(total=total[0], parts=parts)})


def _allocated(text: str) -> Iterator[Draft]:
    """ "Of the 532 patients, 276 received zinc and 265 placebo": more than there were cannot have been allocated; fewer can."""
    for match in at_words(_OF_ALL, text, "of", "Of"):
        parts, end = _parts(text, match.end())
        total = whole(match["total"]) or "0"
        nested = "(" in text[match.end() : end]  # "204 received the drug (101 magnesium, 103 placebo)"
        if len(parts) >= 2 and not nested and _GIVEN.match(parts[0].label) and sum(int(part.n) for part in parts) >= int(total) and all(int(part.n) <= int(total) for part in parts):
            yield Draft("count", match.start(), end, 0.8, {"count": CountOf(total=total, parts=tuple(parts))})


def _total_before(document: Document, sentence: Sentence, end: int, shared: int) -> tuple[str, int] | None:
    """The number of people in the same block that the parts are closest to, and its place; None where none is close."""
    start = max(document.blocks[sentence.block].start, sentence.start - _BEFORE)
    counted = [(int(whole(match["n"]) or 0), match.start()) for match in _COUNTED.finditer(document.clean, start, end)]
    if not counted:
        return None
    number, place = min(counted, key=lambda one: abs(one[0] - shared))
    return (str(number), place) if abs(number - shared) <= _NEAR * shared else None

"""A citation points at no entry of the reference list, or there is no list.

## What it checks
Numbered citations in every style (`[8]`, `[1-3]`, superscripts, bare trailing numbers) against the entries of the document's own
list; authors with a year (`Smith et al., 2019`) against their names; pandoc keys (`[@smith2019]`) against the bibliography files of the
corpus. Where the list itself is missing, one finding stands for all of them.

## Why it matters
A statement whose source cannot be looked up is unsupported, however sound it was when the list was still there.

## Example
`… treatment effect [124-128]` above a list of 15 entries.

## Not flagged
Bracketed numbers that belong to a statistic (`Χ2 [3]`, `[2.64, 10.81]`, `median 45 [32-91]`), years, footnotes that are defined; pandoc
keys where the corpus holds no bibliography file, and those of figures and tables (`@fig:flow`). Author and year are judged only where
most of a document's own citations of that kind lead to an entry.

## Limits
A missing list is a note where a text cites fewer than ten times: abstracts and excerpts leave their list behind. A number that a quotation brought along from its source is a warning, since the quoting author did not number it.

## References
ICMJE Recommendations (2024), section IV.A.3.g: references are numbered in the order in which they are first cited.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from evlint.documents.listed import author_year, folded
from evlint.documents.model import Document, Marker
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided

META = RuleMeta(
    code="REF101",
    name="dangling-citation",
    summary="a citation points at no entry of the reference list, or the list is missing",
    scope="document",
    severity="error",
    since="0.1.0",
    measured="3,662 abstracts: 2 warnings and 19 notes, all read, all right (they cite and hold no list); the five seeds: 4 of 4 right",
)
_NUMBERED = frozenset({"bracket", "superscript", "bare", "parenthesis"})
_FAINT = frozenset({"superscript", "bare", "parenthesis"})


_ENOUGH, _MOST = 3, 0.6
_MANY = 10  # a text with fewer citations may be an excerpt whose list stands elsewhere
_PLACE_OR_BODY = lazy(
    r"\b(?:in|of|for|the|from|by the)\s(?:\w+\s){0,3}$|\b(?:in|of|for|from)\s[A-Z]\w+(?:\s[a-z]{2,3})?\s(?:and|&)|\b(?:England|Wales|Scotland|Ireland|Control|Prevention|College|Society|Institute|Organi[sz]ation|Committee|Lancet|BMJ|Johnson & Johnson)\b"
)
_NAME_ALONE = lazy(r"(?:,?\s(?:et al\.?|\(?(?:19|20)\d\d[a-z]?\)?))+$")
_CROSS_REFERENCES = ("fig:", "tbl:", "tab:", "eq:", "sec:", "lst:", "thm:")


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    yield from _footnotes(document)
    yield from _keys(document, corpus)
    yield from _authors(document, corpus)
    markers = [marker for marker in document.markers if marker.style in _NUMBERED]
    if not markers:
        return
    if not document.references:
        if any(marker.style not in _FAINT for marker in markers) or len(markers) >= 3:
            yield _no_list(document, markers)
        return
    numbers = [int(entry.number) for entry in document.references if entry.number.isdigit()]
    last = max(numbers, default=0)
    if len(numbers) != len(document.references) or len(set(numbers)) < len(numbers):
        last = max(last, len(document.references))  # numbers missing or repeated (REF103): only what lies beyond the list is sure
        numbers = list(range(1, last + 1))
        whole = False
    else:
        whole = sorted(numbers) == list(range(1, last + 1))
    for marker in markers:
        missing = [key for key in marker.keys if int(key) not in numbers]
        if missing and marker.style == "superscript" and marker.keys in (("2",), ("3",)):
            yield Undecided("a power, or a citation")
        else:
            yield _dangling(document, marker, missing, last, certain=whole and marker.style != "superscript") if missing else PASSED


def _footnotes(document: Document) -> Iterator[Outcome]:
    """Footnote marks that no footnote answers."""
    defined = {block.label for block in document.blocks if block.label.startswith("[^")}
    for marker in document.markers:
        if marker.style == "footnote" and defined and f"[^{marker.keys[0]}]" not in defined:
            yield META.finding(
                f"no footnote is named {marker.keys[0]}",
                document.at(marker.start, marker.end, "cited here"),
                confidence=0.9,
                severity="warning",
                help="add the footnote, or correct its name",
            )


def _keys(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    """Pandoc keys that no bibliography file of the corpus has."""
    used = [(marker, key) for marker in document.markers if marker.style == "key" for key in marker.keys if not key.startswith(_CROSS_REFERENCES)]
    known = corpus.keys if used else frozenset()
    for marker, key in used if known else ():
        if key in known:
            yield PASSED
            continue
        near = get_close_matches(key, sorted(known), 1, 0.75)
        yield META.finding(
            f"no bibliography of the corpus has the key {key!r}",
            document.at(marker.start, marker.end, "cited here"),
            confidence=0.9,
            severity="warning",
            help=f"did you mean {near[0]!r}?" if near else "add the entry, correct the key, or include the bibliography file in the corpus",
        )


def _authors(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    """Citations by author and year that no entry answers, where most of them are answered."""
    named = [(marker, key, entries) for marker, key, entries in corpus.citing(document) if marker.style == "author-year"]
    if len(document.references) < _ENOUGH or sum(bool(entries) for _, _, entries in named) < max(_ENOUGH, _MOST * len(named)):
        return
    listed = corpus.listed(document)
    letters = folded(" ".join(entry.reference.raw for entry in document.references))
    for marker, key, entries in named:
        who = author_year(key)
        if entries or (who is not None and (len(who.family) < _ENOUGH or who.family.split(" ")[-1] in letters)):
            yield PASSED  # an initial for a name, or one of the authors, or a part of a name that is printed in another order
        elif who is not None and _PLACE_OR_BODY.search(document.prose, max(0, marker.start - 24), marker.end):
            yield Undecided("a body or a place, not an author")
        elif who is not None and not listed.of_author(who.family):  # another year of that author is REF104's business
            yield META.finding(
                f"no entry of the list is by {_NAME_ALONE.sub('', key)}",
                document.at(marker.start, marker.end, "cited here"),
                confidence=0.85,
                severity="warning" if who.others else "note",
                help="add the entry, or correct the name",
            )


def _no_list(document: Document, markers: list[Marker]) -> Outcome:
    keys = sorted({int(key) for marker in markers for key in marker.keys})
    span = str(keys[0]) if len(keys) == 1 else f"{keys[0]} to {keys[-1]}"
    first = markers[0]
    return META.finding(
        f"{len(markers)} citations (numbers {span}), and no reference list" if len(markers) > 1 else f"a citation (number {span}), and no reference list",
        document.at(first.start, first.end, "first of them"),
        confidence=0.9,
        severity="warning" if len(markers) >= _MANY else "note",
        help="restore the reference list, or name the sources in the text",
        expected={"entries": f">= {keys[-1]}"},
        observed={"entries": "0"},
    )


def _dangling(document: Document, marker: Marker, missing: list[str], last: int, *, certain: bool) -> Outcome:
    sentence = document.sentence_at(marker.start)
    quoted = sentence is not None and (document.blocks[sentence.block].kind == "quotation" or _in_quotation(document, sentence.start, marker))
    end = document.references[-1]
    beyond = int(missing[0]) > last
    return META.finding(
        f"cites {_listed(missing)}, and the list ends at {last}" if beyond else f"cites {_listed(missing)}, which the list does not have",
        document.at(marker.start, marker.end, "cited here"),
        document.at(end.start, end.end, "last entry of the list", role="related"),
        confidence=0.9 if quoted or not certain else 0.96,
        severity="warning" if quoted or not certain else "error",
        notes=("the number stands in a quotation and seems to come from its source",) if quoted else (),
        help="leave the numbers of another list out of a quotation, or add the entries" if quoted else "add the entry, or correct the number",
        expected={"at most": str(last)},
        observed={"cited": ", ".join(missing)},
    )


def _in_quotation(document: Document, start: int, marker: Marker) -> bool:
    """Whether the mark stands between quotation marks of its sentence."""
    before = document.prose[start : marker.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _listed(keys: list[str]) -> str:
    return f"entry {keys[0]}" if len(keys) == 1 else f"entries {keys[0]} to {keys[-1]}"

"""What a document rests on, or is: its own name, the entries of its list, the identifiers in its text; and who says so of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evlint.documents.model import Document, Location, Marker
from evlint.patterns import pattern as lazy
from evlint.rules.base import Corpus
from evlint.sources import works
from evlint.sources.facts import Notice, Standing, State
from evlint.sources.works import Works

# Words that say what became of a paper. A retraction is also a sign of distress, and patients are withdrawn from trials.
_PAPER_WORD = r"(?:paper|article|study|trial|review|publication|preprint|work|report|findings|results|data)"
_ADMITTED = lazy(
    rf"\bretracted\b|\bretraction of (?:the|this|that|its|their) {_PAPER_WORD}|\bretraction (?:notice|note)\b|\b{_PAPER_WORD}s? (?:\w+ ){{0,3}}(?:was|were|has been|have been|had been|now|later|since) (?:\w+ )?withdrawn\b"
    r"|\bwithdrawn by (?:the|its|their) (?:authors?|journal|publisher|editors?)|\bexpressions? of concern\b|\b(?:erratum|corrigendum)\b|\bdiscredited\b|\bfraudulent\b|\bfabricated\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Rested:
    """One work that a document rests on. `cited` are the sentences that cite it; `own` says that the document is the work itself."""

    names: Works
    place: Location
    cited: tuple[Location, ...] = ()
    admitted: bool = False  # every sentence that cites it says what became of it
    own: bool = False
    listed: bool = True  # False: its identifier stands in the running text
    told: str = ""  # what the entry says of itself: "retracted", "concern", "corrected", "notice"


def rests_on(document: Document, corpus: Corpus) -> tuple[Rested, ...]:
    """Every work that a document is, lists or mentions by DOI or PMID, in this order; worked out once for all rules."""
    return corpus.once(_rested, document)


def _rested(document: Document, corpus: Corpus) -> tuple[Rested, ...]:
    return tuple(_works(document, corpus))


def _works(document: Document, corpus: Corpus) -> Iterator[Rested]:
    head = document.blocks[0] if document.blocks else None
    own = works.of_document(document)
    if own:
        yield Rested(own, document.at(head.start if head else 0, head.end if head else 0, "this document"), own=True)
    citing: dict[int, list[Marker]] = {}
    for marker, _, entries in corpus.citing(document):
        for entry in entries:
            citing.setdefault(entry.start, []).append(marker)
    for entry in document.references:
        names, status = works.of_reference(entry.reference), None
        for work in corpus.works_of(names):
            if work.record is not None:
                names, status = names | work.names, work.record.status
        markers = citing.get(entry.start, [])
        sentences = {sentence.start: sentence for marker in markers if (sentence := document.sentence_at(marker.start))}
        words = [document.prose[one.start : one.end] for one in sentences.values()]
        cited = tuple(document.at(one.start, one.end, "cited here", role="related") for one in sentences.values())
        admitted = bool(words) and all(_ADMITTED.search(text) for text in words)
        yield Rested(names, document.at(entry.start, entry.end, "the reference"), cited, admitted, told=_told(entry.reference.raw, entry.reference.status or (status if status in _SAID else None)))
    for mention in works.mentions(document):
        sentence = document.sentence_at(mention.start)
        text = document.text_of(sentence) if sentence else ""
        yield Rested(frozenset((mention.name,)), document.at(mention.start, mention.end, "mentioned here"), listed=False, admitted=_ADMITTED.search(text) is not None)


_SAID = ("retracted", "concern", "corrected")  # what a person may say of a source in sources.yaml
_PAPER = lazy(r"(?:^|[.:\]]\s{0,3})(?:\W{0,2})(?:RETRACTED|WITHDRAWN|Retracted|Withdrawn)(?:\s(?:ARTICLE|PAPER|Article|article|paper))?\s?[:.\]\-–—]|\[(?:retracted|RETRACTED|Retracted)\]")
_NOTICE = lazy(r"(?:^|[.:]\s{1,3})(?:Retraction(?:\s(?:note|notice|to|of|and))?|Notice of retraction|Erratum|Corrigendum|Expression of [Cc]oncern)\s?[:.\-–—]")


def _told(raw: str, status: str | None) -> str:
    if status:
        return status
    return "notice" if _NOTICE.search(raw) else "retracted" if _PAPER.search(raw) else ""


def standing(rested: Rested, corpus: Corpus) -> Standing | None:
    """Where the work stands by the data at hand; None where it is not listed, or is itself a notice."""
    facts = corpus.facts
    if rested.told == "notice" or any(name in facts.notices and name not in facts.standings for name in rested.names):
        return None
    return next((facts.standings[name] for name in sorted(rested.names) if name in facts.standings), None)


_GRAVITY = {"corrected": 0, "concern": 1, "retracted": 2, "reinstated": 3}


def bearing(state: State, document: Document, corpus: Corpus) -> Iterator[tuple[Rested, Standing | None] | None]:
    """Works in a state, each with the standing that says so (None: the entry or sources.yaml says so itself); None for a work that the data list otherwise."""
    for rested in rests_on(document, corpus):
        found = standing(rested, corpus)
        if found is not None and found.state == state:
            yield rested, found
        elif rested.told == state and (found is None or _GRAVITY[found.state] < _GRAVITY[state]):
            yield rested, None
        elif found is not None:
            yield None


def told_by(found: Standing | None, corpus: Corpus) -> tuple[str, ...]:
    """Notes on who says so."""
    return described(found.notice, corpus) if found else ("the entry, or sources.yaml, says so itself",)


def described(notice: Notice, corpus: Corpus) -> tuple[str, ...]:
    """Notes on a notice: when, where, why, and which data says so."""
    where = f"doi:{notice.doi}" if notice.doi else f"PMID {notice.pmid}" if notice.pmid else ""
    stamp = corpus.facts.stamp
    notes = [" ".join(filter(None, (f"notice of {notice.date}" if notice.date else "notice without a date", where)))]
    if notice.reasons:
        notes.append(f"reasons given: {'; '.join(notice.reasons[:6])}")
    if stamp is not None and notice.told_by in ("", stamp.name):
        notes.append(f"{stamp.name}, data of {stamp.date or 'unknown date'}")
    elif notice.told_by:
        notes.append(f"told by {notice.told_by}")
    return tuple(notes)

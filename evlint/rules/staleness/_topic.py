"""What a document is about and when it was issued, as far as its title and records say."""

from __future__ import annotations

import re

from evlint.documents.model import Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import Corpus

_WORD = lazy(r"[a-z][a-z-]{2,}")
_COMMON = frozenset(
    "the and for with from into using use among versus effect effects efficacy effectiveness safety treatment treating therapy management patients patient adults children people systematic review reviews "
    "meta-analysis analysis randomized randomised controlled trial trials study studies clinical evidence guideline guidelines what how does its overview update recommendations outcomes".split()
)
_SYNTHESIS = lazy(r"\b(?:systematic(?:ally)? review|meta-?analys[ie]s|overview of (?:systematic )?reviews|cochrane review)", re.I)
_TRIAL = lazy(r"\b(?:trial|randomi[sz]ed)\b", re.I)
_GUIDELINE = lazy(r"\b(?:guideline|guidance|recommendations)\b", re.I)


def title_words(document: Document) -> frozenset[str]:
    """The words of the title that name a topic."""
    return frozenset(word for word in _WORD.findall(document.metadata.title.lower()) if word not in _COMMON)


def kind(document: Document) -> str:
    """`synthesis`, `trial`, `guideline` or `other`, by the title."""
    title = document.metadata.title
    if _SYNTHESIS.search(title):
        return "synthesis"
    return "trial" if _TRIAL.search(title) else "guideline" if _GUIDELINE.search(title) else "other"


def issued(document: Document, corpus: Corpus) -> str:
    """ISO date of a document: from its own text, its record file, or its entry in sources.yaml; empty where none says."""
    if document.metadata.issued:
        return document.metadata.issued
    for file in corpus.records.files:
        if file.document.path == document.path and file.document.issued:
            return file.document.issued
    return next((source.issued or "" for source in corpus.records.sources if source.document == document.path), "")

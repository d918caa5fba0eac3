"""The document says of itself that it is out of date.

## What it checks
Banners near the top or the foot of a document: "published more than 5 years ago", "no longer maintained", "may now be outdated",
"has been superseded", "archived for reference".

## Why it matters
The publisher no longer stands behind the text; quoting it as current advice is wrong.

## Example
"This publication was published more than 5 years ago. The state of knowledge may have changed."

## Not flagged
The same words about something else ("the drug was withdrawn", "patients older than 5 years"), words in the middle of a text, banners that are quoted, histories of versions.

## Limits
English banners of the forms above; a date alone is STL107's business.

## References
AHRQ archive banner; Cochrane status "Update pending"; SBU banner on older reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents.model import Block, Document
from evlint.patterns import pattern as lazy
from evlint.rules.base import Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="STL103",
    name="declared-stale",
    summary="the document says of itself that it is out of date",
    scope="document",
    severity="error",
    since="0.1.0",
    measured="the five seeds: 1 of 1 right; 3,662 abstracts: none flagged; recall not measured",
)
_THIS = r"(?<!\bof )(?<!\bin )(?<!\bif )(?<!\bwhen )(?<!\bwhether )(?:this|the present) (?:publication|report|page|document|guideline|guidance|review|article|summary|content|information|leaflet|topic|recommendation|version|web ?page|resource|archived? \w+)"
_FORMS = (
    rf"\b{_THIS} (?:was|is|has been|had been) (?:first |last )?(?:published|updated|reviewed|produced|written) (?:more than|over) \w+ (?:years?|months?) ago",
    rf"\b{_THIS} (?:is|was|has) (?:now )?(?:been |being )?(?:now )?(?:no longer (?:current|maintained|updated|valid|up[- ]to[- ]date|being updated)|out of date|outdated|obsolete|superseded|withdrawn|replaced by|archived)",
    rf"\b{_THIS} (?:may|might|could) (?:(?:now )?be (?:outdated|out of date|obsolete)|no longer be (?:current|up[- ]to[- ]date|valid))",
    r"\b(?:it )?was current when produced and may (?:now )?be outdated",
    r"\b(?:archived? (?:material|content|page)|archived for (?:historical )?reference)\b[^.]{0,60}\b(?:no longer|only|reference|outdated)",
)
_BANNER = lazy("|".join(_FORMS).replace(" ", r"\s"), re.I)
_ANCHORS = (" ago", "no longer", "out of date", "outdated", "obsolete", "superseded", "withdrawn", "replaced by", "archive")
_EDGE = 6


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    lowered = document.prose.lower().replace("\n", " ")
    if not any(word in lowered for word in _ANCHORS):
        return
    blocks = [block for block in document.blocks if block.kind not in ("code", "front-matter", "reference")]
    for block in _edges(blocks):
        match = _BANNER.search(document.prose, block.start, block.end)
        if match and not _told_of_another(document, block, match.start()):
            yield META.finding(
                "the document says of itself that it is out of date",
                document.at(match.start(), match.end(), "its own banner"),
                confidence=0.93,
                severity="warning",
                help="find the current version, or check each statement against newer evidence before relying on it",
            )
            return


_QUOTE = lazy(r"[“\"'‘«]\s?$")
_ASKED = lazy(r"\b(?:think|know if|tell us|report if|whether|printed|let us know)\b", re.I)  # a form for readers; a print that ages
_VERSION = lazy(r"\b(?:changelog|change log|history|what[’']s new|release notes|news|versions?)\b|\d{4}-\d\d-\d\d|^v?\d+\.\d+", re.I)


def _told_of_another(document: Document, block: Block, start: int) -> bool:
    """A banner that is quoted, or that a history tells of an earlier version."""
    if _ASKED.search(document.prose, max(block.start, start - 60), min(block.end, start + 120)):
        return True
    quoted = _QUOTE.search(document.prose, max(0, start - 2), start) is not None
    return quoted or any(_VERSION.search(heading) for heading in block.section) or "changelog" in document.path.lower()


def _edges(blocks: list[Block]) -> list[Block]:
    """The first and last few blocks: where banners stand."""
    return blocks if len(blocks) <= 2 * _EDGE else blocks[:_EDGE] + blocks[-_EDGE:]

"""What a sentence does: it asserts something, or it tells of an aim, a method, a hypothesis or a question."""

from __future__ import annotations

import re

from evlint.documents.model import Document
from evlint.patterns import any_of
from evlint.patterns import pattern as lazy

_AIM = lazy(
    r"\b(?:aim(?:s|ed)?\b|objective|purpose|(?<!useful )(?<!used )(?<!able )to (?:assess|evaluate|determine|investigate|examine|compare|test|explore|study)\b|we (?:assessed|evaluated|investigated|examined|hypothesi[sz]ed|sought|aimed)|(?<!support for the )(?<!support the )hypothesi[sz]|"
    r"(?:previous|earlier|prior)\s(?:studies|research\w*|reports|trials|work)\b|whether|protocol|will be|were randomi[sz]ed to|is (?:needed|required|warranted)|are (?:needed|required|warranted)|should be(?! (?:used|avoided|considered))|if\s(?!replicated|confirmed))",
    re.I,
)
_AIMS = (
    "aim", "objective", "purpose", "to assess", "to evaluate", "to determine", "to investigate", "to examine", "to compare", "to test", "to explore", "to study", "we ", "hypothesi", "studies", "research", "reports",
    "trials", "work", "whether", "protocol", "will be", "were randomi", "is needed", "is required", "is warranted", "are needed", "are required", "are warranted", "should be", "if",
)  # fmt: skip
_NOT_RESULTS = lazy(
    r"^(?:background|introduction|objectives?|aims?|purpose|rationale|context|questions?|hypothesis|(?:materials and |patients and )?methods?|design|setting|funding|(?:trial )?registration|keywords|references|search methods|selection criteria|main outcome measures?)\b",
    re.I,
)


_LABEL = lazy(
    r"(?:abstract\W{1,3})?(?P<label>(?:background|introduction|objectives?|aims?|purpose|rationale|context|importance|questions?|hypothesis|(?:materials and |patients and )?methods?(?:/\w+)?|design|setting|participants|subjects|patients|"
    r"interventions?|measurements?|(?:main )?outcome measures?|(?:main |key )?(?:results?|findings)|conclusions?|interpretation|discussion|limitations?|significance|funding|(?:trial )?registration|keywords|key ?words|title|summary)"
    r"(?:\s?(?:and|&|/)\s?(?:the )?[a-z]{4,14}){0,2})\s?:{1,2}(?=\s|$)",
    re.I,
)
_BELIEF = lazy(
    r"^\W{0,3}(?:myth|misconception|false|fiction|claim)\s?(?:\d{1,2})?\s?[:–-]|\b(?:myth|misconception) that\b|\b(?:was|were|had been|has been)\s(?:previously|once|long|formerly|traditionally|widely|originally)\s(?:believed|thought|assumed|held)\b",
    re.I,
)
_BELIEFS = ("myth", "misconception", "false", "fiction", "claim", "believed", "thought", "assumed", "held")
_MYTHS = lazy(r"\b(?:myths?|misconceptions?|false beliefs?)\b", re.I)
_TELLS_RESULTS = lazy(r"result|finding|conclusion", re.I)


def labels(document: Document) -> list[str]:
    """For each sentence the label that it stands under ("METHODS: …", or alone on a line above), as long as no heading comes between."""
    out: list[str] = []
    label, block = "", -1
    for sentence in document.sentences:
        if sentence.block != block:
            label = "" if any(between.kind == "heading" for between in document.blocks[block + 1 : sentence.block + 1]) else label
            block = sentence.block
        if match := _LABEL.match(document.prose, sentence.start, sentence.end):
            label = match["label"].lower()
        out.append(label)
    return out


def asserts(sentence: str, section: tuple[str, ...], label: str = "") -> bool:
    """Whether a sentence under these headings, and behind this label, says how things are."""
    for above in (*section[-1:], label):
        if _NOT_RESULTS.match(above) and not _TELLS_RESULTS.search(above):
            return False
    if section and _MYTHS.search(section[-1]):
        return False
    lowered = sentence.lower()
    aims = any_of(_AIMS, lowered) and _AIM.search(sentence)
    return not (sentence.endswith("?") or aims or (any_of(_BELIEFS, lowered) and _BELIEF.search(sentence)))

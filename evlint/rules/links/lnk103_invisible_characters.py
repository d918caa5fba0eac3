"""Characters that nobody sees change how a text reads, or hide something in it.

## What it checks
Marks that turn the direction of writing (bidirectional overrides and isolates), tag characters, and characters of no width inside words
written in Latin letters. One finding a document and kind, with how many there are.

## Why it matters
Overrides can make "10 mg" read as "01 mg"; tag characters carry text that only machines read, such as orders to a language model; a
word with a gap of no width in it is found by no search.

## Example
`keta\u200bmine`, with a space of no width after "keta".

## Not flagged
Texts in Arabic, Hebrew and other scripts that are written from right to left, joiners in Indic and Persian words and in emoji, flags, a
byte order mark at the start.

## Limits
Soft hyphens and later byte order marks are notes: they come from copying.

## References
Unicode Standard Annex 9 and Technical Report 36; Boucher N, Anderson R. Trojan Source. USENIX Security 2023.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.findings.model import Edit, Severity
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="LNK103",
    name="invisible-characters",
    summary="characters that nobody sees turn or hide text",
    scope="document",
    severity="error",
    since="0.1.0",
    measured="3,662 abstracts and 361 articles: none flagged",
)
_RIGHT_TO_LEFT = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")
_KINDS: tuple[tuple[str, re.Pattern[str], Severity, str], ...] = (
    ("turn the direction of writing", lazy("[\u202a-\u202e\u2066-\u2069]"), "error", "remove them; nothing in this line is written from right to left"),
    ("carry hidden text (tag characters)", lazy("(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"), "error", "remove them, and ask how they came in"),
    ("have no width and stand inside a word", lazy("(?<=[A-Za-zÀ-ɏ])[\u200b-\u200d\u2060\ufeff](?=[A-Za-zÀ-ɏ])"), "warning", "remove them: no search finds the word"),
    ("are soft hyphens inside words", lazy("(?<=[A-Za-zÀ-ɏ])\u00ad+(?=[A-Za-zÀ-ɏ])"), "note", "remove them where the text was copied from a page"),
)
_INVISIBLE = lazy("[\u00ad\u200b-\u200d\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]")


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    text = document.source.text
    if text.isascii() or _INVISIBLE.search(text) is None:
        return
    for what, pattern, severity, step in _KINDS:
        found = [match for match in pattern.finditer(text) if severity != "error" or not _beside_right_to_left(text, match)]
        if not found:
            yield PASSED
            continue
        first = found[0]
        start, end = _word(text, first.start(), first.end())
        yield META.finding(
            f"{len(found)} invisible characters {what}" if len(found) > 1 else f"an invisible character: {_singular(what)}",
            document.source.at(start, end, f"U+{ord(first[0][0]):04X} here"),
            confidence=0.97 if severity == "error" else 0.9,
            severity=severity,
            help=step,
            fix=[Edit(document.path, match.start(), match.end(), "", safe=severity != "error") for match in found] if document.is_text else (),
        )


def _beside_right_to_left(text: str, match: re.Match[str]) -> bool:
    """Whether the line holds letters of a script that is written from right to left."""
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    return _RIGHT_TO_LEFT.search(text[max(start, match.start() - 2000) : min(end if end >= 0 else len(text), match.end() + 2000)]) is not None


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The word around a character, so that the finding can be seen."""
    while start and end - start < 40 and (text[start - 1].isalnum() or _INVISIBLE.match(text[start - 1])):
        start -= 1
    while end < len(text) and end - start < 60 and (text[end].isalnum() or _INVISIBLE.match(text[end])):
        end += 1
    return start, end


def _singular(what: str) -> str:
    return {"turn": "it turns", "carry": "it carries", "have": "it has", "are": "a soft hyphen"}[what.split(maxsplit=1)[0]] + (
        "" if what.startswith("are") else " " + what.split(" ", 1)[1].replace(" and stand ", " and stands ")
    )

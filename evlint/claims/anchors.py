"""Anchors: where the quote of a record stands in its document today.

Five outcomes (found, moved, changed, ambiguous, lost). Quotes are compared in a normal form that folds blanks, dashes and
ligatures and never folds digits, signs, comparison signs or negation. A quote whose critical tokens (numbers with sign,
comparison signs, negators, direction verbs, units) changed is *changed*, however close its letters are: edit distance
alone would call `RR 0.80` and `RR 8.00` the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from evlint.claims.record import Target
from evlint.documents.model import Document
from evlint.patterns import pattern as lazy

Outcome = Literal["found", "moved", "changed", "ambiguous", "lost"]

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_FOLD = _DASHES | {ord("µ"): "μ", **{ord(c): unicodedata.normalize("NFKC", c) for c in "ﬀﬁﬂﬃﬄﬅﬆ"}}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SIMPLE = lazy(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*\Z")
_NUMBER_WORD = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|third|quarter|twice|all|most|some|few|both|every"
_CRITICAL = lazy(
    r"-?\d+(?:[.,]\d+)*%?|[<>=≤≥±]|\b(?:no|not|nor|neither|without|never|none|failed|fails|lack|lacks|cannot|n't)\b"
    r"|\b\w*(?:creas|reduc|improv|worsen|inferior|superior|signific|effective|efficac|favou?r|recommend|beneficial|harmful|equivalen|prolong|shorten|lengthen|higher|lower|longer|shorter)\w*"
    r"|\b(?:fewer|greater|less|more|least|better|worse|best|worst|against|fell|falls?|rose|rises?|dropp?e?d?|gain(?:ed)?|declin\w*|up|down|high|low|large|small|before|after|above|below|under|over)\b"
    rf"|\b(?:{_NUMBER_WORD})\b"
    r"|(?<=\d )[A-Za-zµμ%/]+",  # the word after a number is its unit, or what was counted
    re.I,
)
_ELLIPSIS = lazy(r"\s?(?:\[\.\.\.\]|\[…\]|…)\s?")
_WORD = lazy(r"\w+")
_MAX_EDIT = 0.20
_CLEAR_SECOND = 0.05
_CONTEXT = 64
_MAX_JOINED = 6


@dataclass(frozen=True, slots=True)
class Anchor:
    """`start` and `end` are offsets of the reading text: of the quote, or of the nearest candidate where there is one."""

    outcome: Outcome
    start: int = 0
    end: int = 0
    others: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in normal form with, for every character, the offset that it came from (and one past the end)."""

    text: str
    origin: tuple[int, ...]


def normal(text: str) -> Normal:
    """Normal form evlint-text/1 with its map: NFC, one blank for a run of blanks, one dash, no soft hyphens, `·` between digits → `.`."""
    out: list[str] = []
    origin: list[int] = []
    blank = True
    for i, char in enumerate(text):
        if char.isspace():
            if not blank:
                out.append(" ")
                origin.append(i)
            blank = True
            continue
        if char in _DROPPED:
            continue
        blank = False
        piece = "." if char == "·" and text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit() else char.translate(_FOLD)
        if unicodedata.combining(char) and out:
            joined = unicodedata.normalize("NFC", out[-1] + char)
            if len(joined) == 1:
                out[-1] = joined
                continue
        for c in unicodedata.normalize("NFC", piece):
            out.append(c)
            origin.append(i)
    while out and out[-1] == " ":
        out.pop()
        origin.pop()
    return Normal("".join(out), (*origin, origin[-1] + 1 if origin else 0))


def normal_text(text: str) -> str:
    """Normal form without the map."""
    return text if _SIMPLE.match(text) else normal(text).text


def critical_tokens(text: str) -> list[str]:
    """The tokens of a normal text that carry its meaning, in order."""
    return [token.lower().strip() for token in _CRITICAL.findall(text)]


def find(target: Target, document: Document, prose: Normal) -> Anchor:
    """Where a quote stands. `prose` is the document's reading text in normal form (made once a document)."""
    if _ELLIPSIS.search(target.exact):
        return _in_parts(target, document, prose)
    quote = normal_text(target.exact)
    places = list(_occurrences(prose.text, quote))
    if len(places) == 1:
        return _anchor("found", prose, *places[0])
    if places:
        return _by_context(target, prose, places)
    return _approximate(quote, document, prose)


def _occurrences(text: str, quote: str) -> Iterator[tuple[int, int]]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _anchor(outcome: Outcome, prose: Normal, start: int, end: int, others: tuple[tuple[int, int], ...] = ()) -> Anchor:
    return Anchor(outcome, prose.origin[start], prose.origin[end - 1] + 1, others)


def _by_context(target: Target, prose: Normal, places: list[tuple[int, int]]) -> Anchor:
    """Of several exact places, the one whose neighbourhood fits prefix and suffix best; a tie is ambiguous."""
    prefix, suffix = normal_text(target.prefix or ""), normal_text(target.suffix or "")

    def fit(place: tuple[int, int]) -> int:
        before, after = prose.text[max(0, place[0] - _CONTEXT) : place[0]], prose.text[place[1] : place[1] + _CONTEXT]
        return _common(_WORD.findall(before)[::-1], _WORD.findall(prefix)[::-1]) + _common(_WORD.findall(after), _WORD.findall(suffix))

    ranked = sorted(places, key=fit, reverse=True)
    if fit(ranked[0]) > fit(ranked[1]):
        return _anchor("found", prose, *ranked[0])
    spans = tuple((prose.origin[start], prose.origin[end - 1] + 1) for start, end in places)
    return Anchor("ambiguous", *spans[0], spans[1:])


def _common(first: list[str], second: list[str]) -> int:
    """Words that two texts share from their beginnings on."""
    return next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))


def _in_parts(target: Target, document: Document, prose: Normal) -> Anchor:
    """A quote with an ellipsis: its parts in order within one paragraph."""
    parts = [normal_text(part) for part in _ELLIPSIS.split(target.exact) if part.strip()]
    for start, end in _occurrences(prose.text, parts[0]) if parts else ():
        at = end
        for part in parts[1:]:
            following = prose.text.find(part, at)
            if following < 0:
                break
            at = following + len(part)
        else:
            found = _anchor("found", prose, start, at)
            if not any(found.start < block.start < found.end for block in document.blocks):
                return found
    return Anchor("lost")


def _approximate(quote: str, document: Document, prose: Normal) -> Anchor:
    """The closest run of sentences, judged by edit distance and by its critical tokens."""
    ranked = sorted(_scored(quote, document), key=lambda item: (-item[0], item[1]))
    if not ranked or ranked[0][0] < 1 - _MAX_EDIT:
        return Anchor("lost")
    score, start, end = ranked[0]
    clear = all(other < score - _CLEAR_SECOND or first < end and start < last for other, first, last in ranked[1:])
    same = critical_tokens(normal_text(document.prose[start:end])) == critical_tokens(quote)
    if not same:
        return Anchor("changed", start, end)
    return Anchor("moved", start, end) if clear else Anchor("ambiguous", start, end, tuple((a, b) for other, a, b in ranked[1:] if other >= score - _CLEAR_SECOND))


def _scored(quote: str, document: Document) -> Iterator[tuple[float, int, int]]:
    """(likeness, start, end) of the few windows of sentences that share most words with the quote."""
    wanted = Counter(quote.split())
    windows = []
    for start, end in _windows(len(quote), document):
        words = Counter(normal_text(document.prose[start:end]).split())
        shared = sum((wanted & words).values())
        windows.append((2 * shared / (wanted.total() + words.total()), start, end))
    for share, start, end in sorted(windows, key=lambda item: (-item[0], item[1]))[:4]:
        if share > 0.3:
            candidate = normal_text(document.prose[start:end])
            yield SequenceMatcher(None, quote, candidate, autojunk=False).ratio(), start, end


def _windows(size: int, document: Document) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring sentences about as long as the quote, and blocks that hold no sentence."""
    sentences = document.sentences
    for i, first in enumerate(sentences):
        for last in sentences[i : i + _MAX_JOINED]:
            length = last.end - first.start
            if length > 1.5 * size + 20:
                break
            if length >= 0.6 * size:
                yield first.start, last.end
    for block in document.blocks:
        if block.kind in ("heading", "caption", "reference") and 0.6 * size <= block.end - block.start <= 1.5 * size + 20:
            yield block.start, block.end

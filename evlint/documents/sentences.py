"""Sentences of medical prose: one compiled pattern and the abbreviations that end in a stop but no sentence.

Reads the text with citation markers blanked out, so "routine use. 1 The trial" and "fasting.3 Despite" split like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.patterns import pattern as lazy

# Abbreviations that are followed by a capital or a digit in mid-sentence. A stop after one never ends a sentence.
_NEVER = frozenset(
    "vs e.g i.e cf viz approx ca fig figs tab eq eqs ref refs no nos vol pp dr mr mrs ms prof st al etc resp incl excl "
    "i.v iv i.m im s.c sc p.o po b.i.d t.i.d q.i.d b.d o.d spp sp var subsp ver ed eds jr sr dept univ inc ltd co jan feb "
    "mar apr jun jul aug sep sept oct nov dec n.s a.m p.m u.s u.k".split()
)
# These may end a sentence; they do when a capitalised word follows that is not a name-like continuation.
_SOMETIMES = frozenset({"al", "etc", "iv", "sc", "im", "po", "i.v", "i.m", "s.c", "p.o", "sp", "co", "inc", "ltd", "u.s", "u.k", "a.m", "p.m", "n.s", "no", "ed"})
_ROUTES = frozenset({"iv", "im", "sc", "po", "i.v", "i.m", "s.c", "p.o"})

_OPENER = "[\"'“‘(\\[«]"
_END = lazy(
    r"(?P<stop>[.!?…][.!?…]{0,8})(?P<tail>[\"'”’)\]»]{0,3})"
    rf"(?=\s+(?:{_OPENER}{{0,2}}[A-ZÀ-ÖØ-Þ0-9Α-Ω•]|[a-z]-?[A-Z]|α|β)|\s*$)"
)
_LONGEST = 3000
_BLANKS = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
_WORD_BEFORE = lazy(r"([A-Za-z](?:[A-Za-z.]{0,9}[A-Za-z])?)$")
_ZERO, _TORN = lazy(r"(?:[=<>≤≥]\s?0?|(?<![\d.,])0)$"), lazy(r"\s0\d{1,4}(?![\d.])")  # "p = 0. 003": a number torn in two
_NUMBER_NEXT = lazy(r"\s+\d")


def on_one_line(text: str) -> str:
    """A text with plain blanks in place of line breaks, tabs and blanks of other kinds, of the same length: which of them it is says nothing."""
    if "\n" in text or "\t" in text:
        text = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return text if text.isascii() else plain_blanks(text)


def plain_blanks(text: str) -> str:
    """A text with plain blanks in place of those that do not break or have a width of their own."""
    for other in _BLANKS:
        text = text.replace(other, " ")
    return text


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of text[start:end], without the blanks around them, in order; together they hold every word.

    What runs on for thousands of characters is no sentence but a list or a dump; it is cut at the end of a line, else at a blank, for
    everything that reads sentences looks around in them.
    """
    for begin, last in _sentences(text, start, end):
        first = begin
        while last - first > _LONGEST:
            cuts = (text.rfind(mark, first + 1, first + _LONGEST) for mark in ("\n", " "))
            cut = next((cut for cut in cuts if cut > first), first + _LONGEST)
            yield first, first + len(text[first:cut].rstrip())
            first = _skip(text, cut, last)
        yield first, last


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = _skip(text, start, end)
    for match in _END.finditer(text, start, end):
        if match.end() <= begin or not _ends(text, match, begin):
            continue
        yield begin, match.end()
        begin = _skip(text, match.end(), end)
    while end > begin and text[end - 1].isspace():
        end -= 1
    if end > begin:
        yield begin, end


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends(text: str, match: re.Match[str], begin: int) -> bool:
    stop, at = match["stop"], match.start()
    word = _WORD_BEFORE.search(text, max(begin, at - 12), at)
    if word is None and _TORN.match(text, match.end()) and _ZERO.search(text, max(begin, at - 4), at):
        return False
    if stop != "." or word is None:
        return True
    abbreviation = word[1].lower()
    if match["tail"]:
        return abbreviation not in _ROUTES
    if len(abbreviation) == 1 and word[1].isupper():  # an initial: "J. Smith", "vitamin C. It" is rarer
        return text[max(begin, word.start() - 12) : word.start()].rstrip().lower().endswith(("vitamin", "hepatitis", "group", "grade", "class", "level", "type", "arm"))
    if abbreviation not in _NEVER:
        return True
    follows_number = _NUMBER_NEXT.match(text, match.end()) is not None
    return abbreviation in _SOMETIMES and not follows_number and not _continues(text, match.end(), abbreviation)


_AFTER_AL = lazy(r"\s+(?:\(|\[|\d|[A-Z]\w{0,30}\s+\d)")
_NEW_SENTENCE = lazy(r"\s+(?:The|This|These|Those|There|It|In|On|At|A|An|We|They|All|Both|No|After|Before|During|However|Patients|Participants|Of|Our|Two|Three|Only|When|While|If)\b")
_NAME_LIKE = lazy(r"\s+[A-Z][a-z]{1,20}\s+(?:[a-z]{1,15}\s+)?(?:[A-Z]|\d)|\s+(?:Equivalent|Bolus|Infusion)\b")


def _continues(text: str, at: int, abbreviation: str) -> bool:
    """Whether what follows a doubtful abbreviation goes on with the same sentence."""
    if abbreviation == "al":
        return _AFTER_AL.match(text, at) is not None
    if abbreviation == "no":
        return False
    if abbreviation in _ROUTES or abbreviation in {"ed", "sp"}:
        return _NEW_SENTENCE.match(text, at) is None  # "iv. Ketamine" goes on, "i.v. The pain fell" does not
    return _NAME_LIKE.match(text, at) is not None

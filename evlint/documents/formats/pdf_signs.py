"""Characters and words that PDF files damage: ligatures, signs of symbol fonts, soft hyphens, and words broken at line ends."""

from __future__ import annotations

from collections.abc import Iterable

from evlint.patterns import pattern as lazy

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SYMBOLS = {0xF02B: "+", 0xF02D: "−", 0xF03C: "<", 0xF03D: "=", 0xF03E: ">", 0xF0A3: "≤", 0xF0B1: "±", 0xF0B3: "≥", 0xF0B4: "×", 0xF0B7: "•", 0xF063: "χ"}
_SPELLED = {**_LIGATURES, **_SYMBOLS, 0xA0: " ", 0x2009: " ", 0x200B: "", 0xFEFF: "", 0x09: " ", 0x0A: " ", 0x0D: " "}
_ODD = lazy("[^ -~\xa1-\xac\xae-ʯ]")
_LOST_MINUS = lazy("(?<![\\w])[\x02\x1e\xad\ufffe\uffff](?=[\\d.]\\d?)")
_SOFT = lazy("[\x00-\x1f\x7f-\x9f\xad\ufffe\uffff](?=.)")
_BROKEN = lazy(r"([^\W\d_]{1,40})-$")
_FIRST_WORD = lazy(r"[^\W\d_]{1,40}")
_WORDS = lazy(r"[^\W\d_]{1,40}(?:-[^\W\d_]{1,40}){0,4}")
_SOFT_ENDS = ("\x02", "\xad", "\ufffe")
# Parts of words that keep their hyphen wherever they stand, and parts that never had one.
_FIRST_PARTS = frozenset(
    "self non double single triple placebo long short meta cross follow high low well dose time risk cost evidence quality patient care intention sex up "
    "open two three four first second third half large small mid late early drug odds opioid stage state week month year day".split()
)
_SECOND_PARTS = frozenset(
    "controlled blind blinded blinding based related treated free term risk up naive specific adjusted matched armed group dose effect effects scale up-to-date reported "
    "analysis analyses response threatening centre center centred centered level induced dependent resistant associated effective effectiveness "
    "label sectional treat protocol quality certainty reviewed designed tolerated analytic randomised randomized".split()
)
_PREFIXES = frozenset("un dis re in im mis cor con de pro be ad under inter".split())
_SUFFIXES = frozenset("ered ened ening fully ness able less ment ments tion tions ally ship ings wise ular ation ations ities ished".split())


def clean(text: str) -> str:
    """A stretch of text with its signs spelled as they read. What stands at its end stays: it may break a word."""
    if not _ODD.search(text):
        return text
    return _SOFT.sub("", _LOST_MINUS.sub("−", text.translate(_SPELLED)))


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """Every whole word of some lines, in lower case; those that a line end may cut are left out."""
    out: set[str] = set()
    for line in lines:
        found = _WORDS.findall(line.lower())
        out.update(found[1:-1] if line.endswith("-") else found[1:])
    return frozenset(out)


def joined(before: str, after: str, words: frozenset[str]) -> str:
    """Two lines as one: with a blank between, or without where a word, a range or an address goes on."""
    if before.endswith(_SOFT_ENDS):
        return before[:-1] + after
    if before[-1:] in "-–—−/" and before[-2:-1].strip():
        return before[:-1] + after if _is_broken(before, after, words) else before + after
    return f"{before} {after}" if before else after


def _is_broken(before: str, after: str, words: frozenset[str]) -> bool:
    """Whether the hyphen at the end of a line is there for the line alone."""
    first, second = _BROKEN.search(before[-42:]), _FIRST_WORD.match(after)
    if not (first and second) or not second[0].islower() or before[-len(first[0]) - 1 : -len(first[0])] in ("-", "/", "."):
        return False
    head, tail = first[1].lower(), second[0]
    if head + tail in words or tail in _SUFFIXES:
        return True
    if f"{head}-{tail}" in words:
        return False
    if head in _PREFIXES:
        return True
    if (head in _FIRST_PARTS and len(tail) > 3) or (head == "follow" and tail == "up") or tail in _SECOND_PARTS or (first[1].isupper() and len(head) > 1):
        return False
    return not (head in words and tail in words)

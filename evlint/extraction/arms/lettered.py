"""What the letters and numbers of groups stand for: "Group A received zinc", "the placebo group (P)", "acute pain (group A)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evlint.extraction import phrases
from evlint.patterns import at_words
from evlint.patterns import pattern as lazy

_LETTER = r"(?:I{2,3}|IV|VI{1,3}|[A-Z](?:/[A-Z])?|[1-8])"
_BRACKETED = (lazy(rf"\([Gg](?:rou)?p\.?\s(?P<a>{_LETTER})\b[^()]{{0,24}}\)"), lazy(r"[Gg]roup\s\((?P<a>[A-Z](?:/[A-Z])?)\)"))
_BEFORE = lazy(r"(?:^|(?<=[a-z0-9)][.;:,]\s)|(?<=\()|(?<=\bthe\s)|(?<=\band\s)|(?<=\bor\s))(?P<w>[A-Za-z][\w'’+/-]*(?:\s[\w'’+/%-]+(?:\.\d{1,4}%?)?){0,9}?)\s$")
_NEAR = 300
_AFTER = lazy(
    rf"\b[Gg]roup\s(?P<a>{_LETTER})\b\s?(?:\([^()]{{1,40}}\)\s?)?(?:[:=]\s?|(?:patients\s|subjects\s|participants\s)?(?:received|receiving|was given|were given|underwent|was treated with|were treated with|consisted of|took)\s)"
    r"(?P<w>[A-Za-z0-9][^;:()]{2,90}?)(?=[;(]|,\s|\.\s|\.$|\sand\s[Gg]roup|\swhile|\swhereas|$)"
)
_NAME = lazy(rf"(?:[Gg]roup|[Aa]rm)\s?\(?(?P<a>{_LETTER})\)?$")
_LEAD = lazy(r"^(?:(?:receiv(?:ed|ing)|given|a|an|the|single|patients|subjects|with)\s)+", re.I)
_NO_NAME = lazy(
    r"(?:but|and|or|who|which|that|in|of|to|had|was|were|then|samples|results?|data|trial|study|min-1|mg|ml|kg)\b|.*\b(?:divided|randomi[sz]ed|compared|versus|between|than|showed)\b", re.I
)
_MOST_WORDS = 10


def defined(text: str) -> dict[str, str]:
    """Letter → what its group is or was given, as printed; the first definition of each counts."""
    found: dict[str, str] = {}
    if "roup " not in text:
        return found
    for letter, printed in (*_before(text), *((match["a"], match["w"]) for match in at_words(_AFTER, text, "group", "Group"))):
        words = _LEAD.sub("", printed.rpartition(" the ")[2])
        name = phrases.trim(words, _MOST_WORDS) or phrases.group(words)
        if name and not _NAME.match(name) and not _NO_NAME.match(name):
            found.setdefault(letter, name)
    return found


def _before(text: str) -> Iterator[tuple[str, str]]:
    """(letter, words) where the words stand before a letter in brackets."""
    done = 0
    for match in sorted((match for pattern in _BRACKETED for match in pattern.finditer(text)), key=lambda match: match.start()):
        if words := _BEFORE.search(text, max(done, match.start() - _NEAR), match.start()):
            yield match["a"], words["w"]
            done = match.end()


def expand(name: str, known: Mapping[str, str]) -> str:
    """The name of a lettered group with what it stands for before it; other names as they are."""
    match = _NAME.match(name) if known else None
    meant = known.get(match["a"]) if match else None
    return f"{meant} ({name})" if meant else name

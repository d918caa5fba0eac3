"""Noun phrases around a result: cut at the words that begin something else, freed of articles and fillers."""

from __future__ import annotations

import re

from evlint.extraction.words import last_match
from evlint.patterns import pattern as lazy

_CUT_RIGHT = lazy(
    r"[;:,(\[]|(?<!\b[A-Z])\.(?:\s|$)|\b(?:compared?|versus|vs|than|relative to|when|while|whereas|but|which|that|who|although|because|as measured|at|after|over|during|within|by|until|between|among|"
    r"from|up to|were|was|is|are|did|does|has|have|had|may|might|can|could|in (?:patients|people|adults|children|the|those|women|men|subjects|participants|a|an|both|all|either)|for (?:patients|the)|with(?=\s(?:a\s)?(?:placebo|control|the|comparable|similar|no|less|fewer|minimal|low|good|better)\b)|"
    r"and (?:a|an|no|the|was|were|is|are|did|significantly|not|also|increased|decreased|reduced|improved)|or (?:a|an|no)|without|using|through|per|on the|irrespective|regardless|despite|"
    r"\d{1,3}\s?(?:days?|weeks?|months?|years?|hours?|h))\b"
)
# As _CUT_RIGHT, but a comma may be followed by another item of a list.
_CUT_LIST = lazy(_CUT_RIGHT.pattern.replace("[;:,(\\[]", "[;:(\\[]", 1))
_NOT_AN_ITEM = lazy(r"(?:with|by|in|at|on|as|but|respectively|including|such|except|p\b|although|suggesting|indicating|resulting|showing|however|there|we|and|or)\b", re.I)
_CUT_LEFT = lazy(
    r"[;:,(\[)\]]|\.\s|\b(?:that|whether|which|who|but|however|although|while|whereas|because|since|and|as|if|when|thus|therefore|moreover|furthermore|overall|show(?:s|ed|n)?|found|suggests?|suggested|indicates?|"
    r"indicated|demonstrates?|demonstrated|concluded?|reported|reports|evidence|revealed|confirms?|confirmed|conclusion|results?|findings?|there (?:is|was|were|are))\b",
    re.I,
)
_LEADING = lazy(
    r"^(?:(?:the|a|an|this|these|those|its|their|our|his|her|use of|addition of|treatment with|administration of|therapy with|patients (?:receiving|treated with|given|on|taking)|"
    r"those (?:receiving|treated with)|both|any|either|all|only|also|then|significant|statistically|clinically|significantly|overall|pooled|typical|adjusted|crude|estimated|summary|combined|mean|median|average|total|risk of|rates? of|incidence of|odds of|severity of|level of|levels of|likelihood of|frequency of)\s+)+",
    re.I,
)
_TRAILING = lazy(
    r"(?:\s+(?:group|groups|arm|arms|use|therapy alone|alone|also|significantly|statistically|not|only|further|treatment|in|of|with|for|to|the|a|and|or|on|both|respectively|score|scores|(?<!heart\s)(?<!pulse\s)(?<!respiratory\s)(?<!filtration\s)(?<!metabolic\s)(?<!sedimentation\s)rates?|"
    r"patients|subjects|participants|has been shown to|significant|markedly|slightly|insignificantly|non-significantly|nonsignificantly|but|effectively|substantially|strongly|has|have|had|been|was|were|is|are|did|does|may|might|could|can|would|will|should|appears?|appeared|seems?|seemed|tends?|tended|proved?|remains?|remained|generally|clearly|either|itself))+$",
    re.I,
)
_PLAIN_GROUP = lazy(r"\s?(?:the\s|a\s|an\s)?(?P<g>placebo|controls?|sham|baseline|(?:[Gg]roup|[Aa]rm|[Rr]egimen)\s(?:[A-Z]|\d{1,2}|I{1,3}V?))\b")
_WORD = lazy(r"[A-Za-zÀ-ÿα-ωΑ-Ω0-9][\w’'/+.()-]*")
_NOT_A_NAME = lazy(
    r"[a-z]+ly$|(?:resulted|produced|showed|led|causing|caused|had|they|we|it|did|provided|achieved|this|there|was|were|is|are|to|by|may|can|tend|not|as|associated|higher|lower|reduced|increased|decreased|at|in|on|of|for|from)(?![\w-])",
    re.I,
)
_EMPTY = frozenset(
    "it they we he she this that these those there which who what both each one others patients participants subjects results result study studies trial trials treatment therapy group groups "
    "placebo sham control significantly either both little a b x they resulted causing aim time use all some many most further more less no none not "
    "authors data evidence analysis meta-analysis review outcome outcomes effect effects difference differences significant intervention interventions control controls and or not also he".split()
)


_PREPOSITION = lazy(r"\s(?:of|in|for|to|with|by|on|from|as|and)\s")


_NEAR = 200


def right(text: str, start: int, end: int | None = None, words: int = 8) -> str | None:
    """The noun phrase that begins at `start`."""
    stop = len(text) if end is None else end
    piece = text[start:stop]
    cut = _CUT_RIGHT.search(piece, 1)
    return trim(piece[: cut.start()] if cut else piece, words)


def listing(text: str, start: int = 0, words: int = 8) -> str | None:
    """The noun phrases that begin at `start` and are listed there ("pain, function and mood"), else the one."""
    piece = text[start:]
    cut = _CUT_LIST.search(piece, 1)
    items: list[str] = []
    parts = re.split(r"(\s*,\s*(?:and\s|or\s)?|\sand\s|\sor\s|,?\sas well as\s)", piece[: cut.start()] if cut else piece)
    for part in parts[::2]:
        item = trim(part, words)
        if item is None or _NOT_AN_ITEM.match(item):
            break
        items.append(item)
    return ", ".join(items) if items else right(text, start, None, words)


def group(text: str, start: int = 0, end: int | None = None, words: int = 7) -> str | None:
    """The name of a group that begins at `start`; unlike other names it may be "placebo" or "control" alone."""
    match = _PLAIN_GROUP.match(text, start)
    return match["g"] if match and " " in match["g"] else right(text, start, end, words) or (match["g"] if match else None)


def left(text: str, end: int, start: int = 0, words: int = 7) -> str | None:
    """The noun phrase that ends at `end`."""
    piece = text[max(start, end - _NEAR) : end]
    last = last_match(_CUT_LEFT, piece, 0, len(piece))
    return trim(piece[last.end() :] if last else piece, words)


def trim(piece: str, words: int = 8) -> str | None:
    """A phrase without articles, fillers and verbs at its edges; None where nothing that names a thing is left."""
    text = " ".join(piece.split()).strip(" .,;:-–—'\"“”")
    previous = None
    while previous != text:
        previous = text
        text = _TRAILING.sub("", _LEADING.sub("", text)).strip(" .,;:-–—")
    found = _WORD.findall(text)
    if len(found) > words and (cut := _PREPOSITION.search(text, len(found[0]) + len(found[1]) + len(found[2]))):
        return trim(text[: cut.start()], words)
    if not found or len(found) > words or len(text) > 90 or text.lower() in _EMPTY or _NOT_A_NAME.match(text) or not any(c.isalpha() for c in text):
        return None
    return text

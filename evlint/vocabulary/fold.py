"""Names folded, so that spellings of one name meet: case, hyphens, plural s, British and American forms, inverted order."""

from __future__ import annotations

from functools import lru_cache

from evlint.patterns import pattern as lazy

_INVERTED = lazy(r"^([^,]+), ([^,]+)$")
_NOT_WORD = lazy(r"[^a-z0-9α-ωß']+")
_DIGRAPHS = lazy(r"(?<=[a-z])ae(?=[mnstc])|^ae(?=[a-qs-z][a-z])|oe(?=[adlmnst][a-z])|oea$|(?<=[a-z]{2})our(?=s?$|ed$|ing$)")
_AMERICAN = {"ae": "e", "oe": "e", "oea": "ea", "our": "or"}
_ENDINGS = (
    *(
        "ization",
        "isation",
        "ational",
        "iveness",
        "fulness",
        "ability",
        "ibility",
        "atively",
        "ically",
        "ation",
        "ative",
        "ments",
        "ition",
        "itive",
        "ously",
        "ment",
        "ness",
        "tion",
        "sion",
        "ally",
        "ical",
        "ious",
        "able",
        "ible",
        "ance",
        "ence",
    ),
    *("ing", "ion", "ive", "ize", "ise", "ate", "ity", "ied", "ous", "ic", "al", "ly", "ed", "er", "or", "e", "y", "s"),
)
_BEFORE_TION = ("ct", "nt", "pt")
_SINGULAR_ENDS = ("ss", "is", "us")


@lru_cache(maxsize=65536)
def word(text: str) -> str:
    """One word in lower case: American spelling, singular."""
    text = _DIGRAPHS.sub(lambda match: _AMERICAN[match[0]], text) if "ae" in text or "oe" in text or "our" in text else text
    if len(text) > 4 and text[-1] == "s" and not text.endswith(_SINGULAR_ENDS):
        text = text[:-3] + "y" if text.endswith("ies") and len(text) > 5 else text[:-1]
    return text


@lru_cache(maxsize=65536)
def stem(text: str) -> str:
    """A folded word without its ending, so that "infect", "infected", "infection" and "infectious" are one; at least four letters stay."""
    for ending in _ENDINGS:
        if text.endswith(ending) and len(text) - len(ending) >= 4:
            text = text[: -len(ending)]
            break
    return text[:-1] if len(text) > 4 and text.endswith(_BEFORE_TION) else text  # infect, prevent: their nouns lose the t


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word(piece) for piece in _NOT_WORD.sub(" ", text.casefold().replace("'s", "").replace("’s", "")).split()]


def name(text: str) -> str:
    """A name with its words folded; "Abdomen, Acute" is "acute abdomen"."""
    inverted = _INVERTED.match(text)
    return " ".join(words(f"{inverted[2]} {inverted[1]}" if inverted else text))

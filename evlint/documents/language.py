"""Whether a text is English, by the share of its commonest words. Short texts are always taken for English."""

from __future__ import annotations

from evlint.patterns import pattern as lazy

_WORD = lazy(r"[^\W\d_]+")
_ENGLISH = frozenset("the of and in to a is was were with for that by as are on from at or this be an which it not than between patients".split())
_OTHERS = {
    "German": frozenset("der die und das den von zu mit ist im des für auf dem eine nicht ein bei sich werden oder wurde nach".split()),
    "French": frozenset("le la les des et de un une du dans est en que pour par sur avec au sont qui chez ou ont été".split()),
    "Spanish": frozenset("el la los las de y en que un una con para por se del es al como más fue son entre pacientes".split()),
    "Italian": frozenset("il la di e che in un una per con del della dei è sono nel alla non pazienti delle gli come".split()),
    "Portuguese": frozenset("o a os as de e em que um uma com para por do da dos das não foi são pacientes entre ao".split()),
    "Dutch": frozenset("de het een en van in is dat op te zijn met voor niet aan er door bij werd patiënten naar ook".split()),
    "Swedish": frozenset("och att det i en som är av för på med till den har inte om ett var vid patienter från eller".split()),
}
_ENOUGH = 60
_SAMPLE = 8_000


def other_language(text: str) -> str | None:
    """The name of the language where a text is plainly not English, else None."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    if len(words) < _ENOUGH:
        letters = [c for c in text[:_SAMPLE] if c.isalpha()]
        foreign = sum(c > "\u0370" for c in letters)
        return "a script other than Latin" if len(letters) > 200 and foreign > 0.6 * len(letters) else None
    share = sum(map(_ENGLISH.__contains__, words)) / len(words)
    if share >= 0.15:
        return None
    name, other = max(((name, sum(word in common for word in words) / len(words)) for name, common in _OTHERS.items()), key=lambda pair: (pair[1], pair[0]))
    if share < 0.08 and other > 0.12 and other > 2 * share:
        return name
    return "a script other than Latin" if share < 0.02 and sum(word[0] > "\u0370" for word in words) > 0.6 * len(words) else None

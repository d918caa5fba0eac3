"""Clauses of a sentence that reports results, freed of what leads up to them ("At week 24, we found that …")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evlint.patterns import pattern as lazy
from evlint.vocabulary import named_disease

_VERB = (
    r"(?:was|were|is|are|has|have|had|did|does|do|showed|shows|show|remained|increased|increases|decreased|decreases|reduced|reduces|improved|improves|led|resulted|differed|fell|rose|declined|occurred|"
    r"experienced|reported|achieved|exhibited|demonstrated|produced|provided|caused|tended|failed|worsened|prolonged|required)"
)
_CUT = lazy(
    rf";\s+|,?\s+(?:whereas|while|although|though|but)\s+(?!not\b|also\b)|,\s+(?:and|with)\s+(?=(?:there\s|no\s)|(?:[\w()%/’'.+-]+\s){{1,9}}?{_VERB}\b)|\sand\s(?=there (?:was|were)\b)|\sand\s(?=(?:a\s)?(?:significantly\s)?(?:higher|lower|greater|fewer|less|longer|shorter|more|increased|decreased|reduced|improved|better|worse)\s[a-z])|\s+(?:but|and)\s+(?=(?:did|does|do|was|were|had|is|are)\s(?:not|no)\b)"
)
_HAS_VERB = lazy(rf"\b{_VERB}\b")
_BRACKETS = lazy(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]")
_KEPT = lazy(r"compared|versus|\bvs\b|relative to")
_FOUND = lazy(
    r"^(?:(?:however|moreover|furthermore|in addition|additionally|in contrast|conversely|similarly|likewise|interestingly|importantly|notably|finally|also|thus|therefore|overall|consequently|accordingly|indeed|specifically|again)\s?,?\s+"
    r"|(?:we|the authors|(?:the |these |this |our )?(?:[a-z-]{3,16}\s){0,3}(?:results?|analys[ie]s|stud(?:y|ies)|trials?|findings?|data|comparisons?|tests?|evidence|reviews?|models?|anova|ancova))\s"
    r"(?:also\s|further\s|clearly\s|of this \w+\s)?(?:found|observed|show(?:s|ed|n)?|reveal(?:s|ed)?|indicate[sd]?|suggest(?:s|ed)?|demonstrate[sd]?(?: for the first time)?|confirm(?:s|ed)?|conclude[sd]?|prove[sd]?|believe|estimate[sd]?|report(?:s|ed)?|support the (?:possibility|view|hypothesis|notion)|provide[sd]? (?:the )?(?:first |further |new |strong )?evidence)\s?,?\s(?:that\s)?(?=(?!a\b|an\b|no\b|significant)[a-z(])"
    r"|(?:the |these |this |our |a |an )?(?:[\w-]{3,16}\s){0,4}(?:analys[ie]s|models?|stud(?:y|ies)|trials?)(?:[\s,][^.;]{0,260}?)?\s(?:found|show(?:s|ed)|reveal(?:s|ed)|indicate[sd]|suggest(?:s|ed)|demonstrate[sd]|prove[sd])\sthat\s"
    r"|(?:taken together|interpretation|conclusions?)[:,]?\s+|that[,]?\s(?=in\s|among\s|after\s|for\s)"
    r"|it (?:was|is|has been) (?:found|observed|shown|concluded|demonstrated|noted) that\s|there (?:is|was) (?:(?!no\b|not\b|little\b|insufficient\b|limited\b)\w+\s){0,3}evidence that\s)",
    re.I,
)
_COMPARED = lazy(r"^(?:compared|in comparison|as compared|relative)\s(?:with|to)\s(?P<other>[^,]{2,120}),\s+", re.I)
_ADVERBIAL = lazy(
    r"^(?:at|after|in|during|over|by|among|amongst|for|despite|when|on|from|within|following|regarding|concerning|across|throughout|between|with|under|using|as for|according to|with regard to|with respect to|based on|unlike|"
    r"one|two|three|four|six|twelve)\b[^,;]{2,140},\s+(?=\S)",
    re.I,
)


_PEOPLE = lazy(r"(?:in|among|for)\s(?:\w+\s){0,3}?(?:patients|people|adults|children|women|men|participants|individuals|infants|subjects)\s(?:with|who have|who had)\s", re.I)
_GOES_ON = lazy(r"\s(?:and|or|of|in|at|on|to|with|who|which|that|treated|receiving|undergoing|was|were|is|are|had|has|have|did|does)\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` begins at `start` of the sentence. `other` is the comparator of "Compared with placebo, …", `lead` the words before the clause."""

    text: str
    start: int
    other: str | None = None
    lead: str = ""


def bare(sentence: str) -> str:
    """The sentence with blanks for its brackets, unless they compare: same length."""
    return _BRACKETS.sub(lambda match: match[0] if _KEPT.search(match[0]) else " " * len(match[0]), sentence)


def split(sentence: str) -> Iterator[Clause]:
    """The clauses of a sentence, in order; each has a verb, so that lists are not cut."""
    begin = 0
    for match in _CUT.finditer(sentence):
        if match.start() - begin > 3 and _HAS_VERB.search(sentence, begin, match.start()):
            yield _clause(sentence, begin, match.start())
            begin = match.end()
    if len(sentence) - begin > 3:
        yield _clause(sentence, begin, len(sentence))


def _clause(sentence: str, start: int, end: int) -> Clause:
    other, lead = None, start
    if people := _PEOPLE.match(sentence, start, end):  # "In patients with asthma zinc improved …": no comma says where the people end
        condition = named_disease(sentence[people.end() : end])
        if condition and sentence.startswith(f"{condition} ", people.end()) and not _GOES_ON.match(sentence, people.end() + len(condition)):
            start = people.end() + len(condition) + 1
    while True:
        piece = sentence[start:end]
        if compared := _COMPARED.match(piece):
            other = compared["other"]
        match = compared or _FOUND.match(piece) or _ADVERBIAL.match(piece)
        if match is None or match.end() >= len(piece):
            return Clause(piece, start, other, sentence[lead:start])
        start += match.end()

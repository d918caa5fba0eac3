"""General statements that report no comparison: "X causes Y", "X cannot transmit Y", "X plays no role in Y", "X is unrelated to Y".

Read only where no form of a result is (see `forms`), and only in the present tense or behind "does not" or "can": in the past tense the same
verbs tell what was done, not what holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from evlint.claims.record import Direction
from evlint.extraction import forms, phrases
from evlint.extraction.forms import Form
from evlint.patterns import any_of
from evlint.patterns import pattern as lazy

_NOT = r"(?P<not>(?:does|do|did|can|could|may|might|will|would|has|have|was|were|is|are)(?:\snot|n[’']t)\s(?:yet\s)?|cannot\s|(?:is|are|was|were)\s(?:unable|incapable|not able|not capable)\s(?:to|of)\s|fail(?:s|ed)?\sto\s)"
_CAN = r"(?:can|could|may|might|will|would|(?:is|are)\s(?:able|capable)\s(?:to|of)|does|do|appears? to|seems? to)\s(?:\w+ly\s)?"
_DOES = (
    "transmit|offer|add|yield|spread|infect|detect|predict|provide|confer|encourage|enable|cause|produce|persist|contribute to|give rise to|support|harm|catch|contract|get|develop|determine|require|control|interact with|bind|"
    "survive|last|protect|carry|shed|replicate|form|generate|restore|maintain|impact|affect|influence|change|vary|work|help|treat|fight|stop|explain|reflect|indicate|identify|distinguish|respond to|benefit|modulate|regulate|mediate|repress|degrade|target|recruit|express|rescue"
)
_PRESENT = (
    "transmits?|spreads?|infects?|predicts?|provides?|confers?|encourages?|enables?|causes?|produces?|persists?|contributes? to|gives? rise to|harms?|determines?|requires?|controls?|interacts? with|binds?(?: to)?|"
    "generates?|restores?|maintains?|affects?|influences?|regulates?|modulates?|mediates?|represses?|degrades?|recruits?|drives?|triggers?|depends? on|results? in|leads? to|explains?|elicits?|exacerbates?|favou?rs?|underlies|underlie|protects? against|plays? (?:an?|the) (?:\\w+ ){0,2}role in"
)
_DENIED = lazy(
    rf"\b{_NOT}(?:\w+ly\s|(?:appear|seem|tend)\sto\s)?(?P<verb>(?:{_DOES})\b(?!-)|being|be|have|play(?: an?y?)?(?: \w+){{0,2}} role in|lead to|result in|been shown to \w+)\s?(?P<rest>.{{2,}})",
    re.I | re.S,
)
_HELD = lazy(rf"\b(?:{_CAN}(?:{_DOES}|lead to|result in|be transmitted|be spread)|(?:{_PRESENT}))\b(?!-)\s?(?P<rest>.{{3,}})", re.I | re.S)
_NO_SUCH = lazy(
    r"\b(?:has|have|had|plays?|played|there (?:is|are|was|were)|found|find|shows?|showed|provides?|provided|offers?|offered)\s(?:currently\s|also\s|as yet\s)?(?P<no>no|little|limited|insufficient)\s(?:known\s|apparent\s|direct\s|causal\s|clear\s|observed\s|significant\s|genetic\s|consistent\s)?"
    r"(?P<what>role in|bearing on|basis for|involvement in|link (?:between|to|with)|relation(?:ship)? (?:between|to|with)|connection (?:between|to|with)|evidence (?:of|for)|proof of|[a-z-]+\stransmission of|influence on|effect on|impact on)\s(?P<rest>.{3,})",
    re.I | re.S,
)
_SUPPORTED = lazy(
    r"\b(?:(?:does|do|did)\s(?P<not>not)\s)?support(?:s|ed)?\s(?:the\s)?(?:continued\s|routine\s|wider\s)?(?:use|usefulness|efficacy|effectiveness|benefits?|value|feasibility(?: and appropriateness)?|appropriateness|superiority)\sof\s(?P<a>.{2,80}?)\s(?:as|in|for|to|during|among|with)\s(?P<rest>.{3,})",
    re.I | re.S,
)
_IN_CARRIERS = lazy(
    r"\b(?P<noun>(?P<up>increased|higher|elevated|greater)|(?P<down>reduced|lower|decreased))\s(?:risks?|odds|incidence|prevalence|susceptibility)\s(?:of|for|to)\s(?P<o>.{3,120}?)\s(?:in|among|for)\s(?:subjects|patients|individuals|people|those|women|men|children|carriers)\s(?:carrying|with|of|who\s\w+|receiving|exposed to)\s(?P<a>.{3,})",
    re.I | re.S,
)
_IS = lazy(
    r"\b(?:is|are|was|were|remains?)\s(?P<not>not\s|n[’']t\s)?(?P<deg>(?:an?|more|less|highly|very|strongly|solely|equally|significantly|most)\s)?(?P<what>"
    r"(?:un)?likely\sto|(?:un)?related\sto|independent\sof|necessary\s(?:for|to)|required\s(?:for|to|in)|crucial\s(?:for|to|in)|essential\s(?:for|to|in)|sufficient\s(?:for|to)|responsible\sfor|involved\sin|(?:not\s)?predictive\sof|indicative\sof|due\sto|caused\sby|"
    r"determined\s(?:\w+ly\s)?by|driven\sby|mediated\sby|regulated\sby|inhibited\sby|blocked\sby|suppressed\sby|reduced\sby|increased\sby|induced\sby|activated\sby|susceptible\sto|vulnerable\sto|resistant\sto|sensitive\sto|immune\sto|dissimilar\s(?:to|from)|"
    r"similar\sto|ineffective\s(?:treatments?\s)?(?:for|in|against|as|at)|inaccurate\s(?:for|in|at)|accurate\s(?:for|in|at)|safe\s(?:for|in)|contagious|infectious|harmful\s(?:to|for)|dangerous\s(?:to|for)|unsafe\s(?:for|in)|a\s(?:leading\s|major\s|common\s)?cause\sof|contagious)\s?(?P<rest>.*)",
    re.I | re.S,
)
_UNSIGNED = lazy(r"\b(?:regulat|modulat|mediat|influenc|affect|impact|determin|requir|control|interact|bind|chang|var(?:y|ies)|explain|reflect|respond|depend|role in)", re.I)
_AGAINST = ("unlikely", "unrelated", "independent", "dissimilar", "ineffective", "inaccurate", "resistant", "immune", "unsafe")
_DOWN = ("inhibited", "blocked", "suppressed", "reduced")
_UNSUPPORTED = lazy(
    r"\b(?:no|little|limited|insufficient|not\s(?:any|enough|sufficient))\s(?:\w+\s){0,2}(?:evidence|proof|support|indication|sign|data)\s(?:to\s(?:support|suggest|show|indicate)\s)?(?:for\s)?(?:the\s)?(?:hypothesis\s|idea\s|notion\s|view\s|claim\s)?that\s(?P<rest>.{8,})",
    re.I | re.S,
)
_BY = lazy(r"\bby$", re.I)
_CONFIDENCE = 0.4


def read(clause: str) -> Iterator[Form]:
    """The statement of one clause, if it makes one that names both what acts and what is acted on."""
    lowered = clause.lower()
    for pattern, reader, pieces in _READERS:
        if any_of(pieces, lowered) and (match := pattern.search(clause)) and (form := reader(clause, match)) is not None:
            yield form
            return


def unsupported(clause: str) -> Iterator[Form]:
    """ "There is no evidence that X reduces Y", "no support for the hypothesis that X is related to Y": what is denied, as no difference."""
    if any_of(_SUPPORT, clause.lower()) and (match := _UNSUPPORTED.search(clause)):
        inner = next(iter((*forms.read(match["rest"]), *read(match["rest"]))), None)
        if inner is not None:
            yield Form(match.start(), inner.outcome, inner.subject, inner.other, "no_difference", False, _CONFIDENCE)


def _form(match: re.Match[str], subject: str | None, outcome: str | None, direction: Direction) -> Form | None:
    return Form(match.start(), outcome, subject, None, direction, False, _CONFIDENCE) if subject and outcome else None


def _no_such(clause: str, match: re.Match[str]) -> Form | None:
    """ "X has no basis for Y", "there is no link between X and Y"."""
    rest = match["rest"]
    if (pair := re.match(r"(?P<a>[^.;,]{2,80}?)\sand\s(?P<b>.+)", rest, re.S)) and "between" in match["what"].lower():
        return _form(match, phrases.trim(pair["a"], 8), phrases.listing(pair["b"], 0, 10), "no_difference")
    outcome = phrases.listing(rest, 0, 10)
    if match["what"].lower().endswith("transmission of"):
        return _form(match, outcome, phrases.trim(match["what"][:-3]), "no_difference")
    within = re.search(r"\s(?:in|from|between|among|through|via)\s", rest)
    subject = forms.subject_of(clause, match.start()) or (phrases.group(rest, within.end()) if within else None)
    return _form(match, subject, outcome, "no_difference")


def _supported(clause: str, match: re.Match[str]) -> Form | None:
    """ "These data support the use of X as (or in) Y"."""
    return _form(match, phrases.trim(match["a"], 8), phrases.listing(match["rest"], 0, 10), "no_difference" if match["not"] else "increased")


def _in_carriers(clause: str, match: re.Match[str]) -> Form | None:
    """ "… an increased risk of Y in subjects carrying X"."""
    return _form(match, phrases.group(match["a"]), phrases.listing(match["o"], 0, 10), "increased" if match["up"] else "decreased")


def _denied(clause: str, match: re.Match[str]) -> Form | None:
    rest = match["rest"]
    outcome = phrases.listing(rest, 0, 10) or phrases.trim(match["verb"])
    return _form(match, forms.subject_of(clause, match.start()), outcome, "no_difference")


def _held(clause: str, match: re.Match[str]) -> Form | None:
    direction: Direction = "unclear" if _UNSIGNED.search(match[0][: match.start("rest") - match.start()]) else "increased"
    return _form(match, forms.subject_of(clause, match.start()), phrases.listing(match["rest"], 0, 10), direction)


def _is(clause: str, match: re.Match[str]) -> Form | None:
    """ "X is (not) caused by Y", "X is unlikely to Y": a passive turns its two sides."""
    what = match["what"].lower()
    subject = forms.subject_of(clause, match.start())
    outcome = phrases.listing(match["rest"], 0, 10) or (phrases.trim(what) if what in ("contagious", "infectious") else None)
    less = (match["deg"] or "").strip().lower() in ("less",)
    denied = bool(match["not"]) or what.startswith(_AGAINST)
    direction: Direction = "decreased" if less and not denied else "no_difference" if denied else "decreased" if what.startswith(_DOWN) else "increased"
    return _form(match, outcome, subject, direction) if _BY.search(what) or what.startswith("due") else _form(match, subject, outcome, direction)


_SUPPORT = ("evidence", "proof", "support", "indication", "sign", "data")
_SUCH = ("role in", "bearing", "basis", "involvement", "link", "relation", "connection", "evidence of", "evidence for", "proof of", "transmission", "influence on", "effect on", "impact on")
_STATES = (
    "likely", "related", "independent", "necessary", "required", "crucial", "essential", "sufficient", "responsible", "involved", "predictive", "indicative", "due", " by", "susceptible", "vulnerable", "resistant",
    "sensitive", "immune", "similar", "effective", "accurate", "safe", "contagious", "infectious", "harmful", "dangerous", "cause",
)  # fmt: skip
# Pattern, what reads it, and the pieces of which a clause must hold one.
_READERS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Form | None], tuple[str, ...]], ...] = (
    (_NO_SUCH, _no_such, _SUCH),
    (_SUPPORTED, _supported, ("support",)),
    (_IN_CARRIERS, _in_carriers, ("risk", "odds", "incidence", "prevalence", "susceptib")),
    (_DENIED, _denied, ("not", "n't", "n’t", "unable", "incapable", "fail")),
    (_IS, _is, _STATES),
    (_HELD, _held, ("",)),
)

"""The forms in which medical prose reports a result: each is a pattern over one clause, and what its parts say.

"X reduced Y", "Y was lower with X than with Z", "no difference in Y between X and Z", "X had fewer Y", "improvements in Y were seen with X",
"Y fell from a to b", "X was superior to Z". Names are as printed; nothing is inferred here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evlint.claims.record import Direction
from evlint.extraction import phrases, wordings
from evlint.extraction.directions import improved, of_comparison, of_noun, purpose
from evlint.patterns import any_of
from evlint.patterns import pattern as lazy


@dataclass(frozen=True, slots=True)
class Form:
    """One result of a clause. `at` is where its predicate stands; `sure` says that the words call it significant."""

    at: int
    outcome: str | None
    subject: str | None
    other: str | None
    direction: Direction
    sure: bool = False
    confidence: float = 0.6
    noninferior: bool = False


def read(clause: str) -> Iterator[Form]:
    """The results of one clause; of those that overlap the first to be listed counts."""
    lowered = clause.lower()
    for pattern, reader, pieces in _READERS:
        if not any_of(pieces, lowered):
            continue
        at = 0
        for _ in range(_TRIES):  # a pattern takes the rest of the clause with it, so the next try begins behind its first word
            match = pattern.search(clause, at)
            if match is None:
                break
            if (form := reader(clause, match)) is not None:
                yield form
                return
            at = match.start() + 1 + len(match[0].split(" ", 1)[0])


_TRIES = 5


def _compared(rest: str) -> tuple[str, str | None]:
    """(before, comparator) of "… compared with Z"."""
    match = wordings.COMPARED.search(rest)
    return (rest[: match.start()], phrases.group(rest, match.end())) if match else (rest, None)


def subject_of(clause: str, end: int) -> str | None:
    """What the clause is about: all before its predicate, else that without what qualifies it."""
    whole = phrases.trim(clause[:end], 9)
    if whole is not None:
        return whole
    cut = _QUALIFIED.search(clause, 12, end)
    return (phrases.trim(clause[: cut.start()], 12) if cut else None) or phrases.left(clause, end)


_QUALIFIED = lazy(r"\s(?:in|with|for|after|among|at|during|from|following|between|on|to|using|by)\s", re.I)


_WITHIN = lazy(r"\s(?:in|with|for|after|among|at|during|from|following|between|on)\s", re.I)


def _outcome_subject(clause: str, end: int) -> tuple[str | None, str | None]:
    """(outcome, group) of a subject that is what was measured: "hunger in the control group"."""
    text = clause[:end]
    cut = _WITHIN.search(text, 3)
    outcome = phrases.listing(text[: cut.start()] if cut else text, 0, 12)
    if outcome is None and cut:
        outcome, cut = phrases.trim(text, 12), None
    return outcome or phrases.left(clause, end), phrases.group(text, cut.end()) if cut and cut[0].strip().lower() in ("with", "in", "after", "among", "for") else None


def _no_difference(clause: str, match: re.Match[str]) -> Form | None:
    rest, between = match["rest"], wordings.BETWEEN.search(match["rest"])
    one = phrases.group(between["a"]) if between else None
    other = phrases.group(between["b"]) if between else _compared(rest)[1]
    bare = wordings.GROUPS.sub(" ", rest[: between.start()] + " ; " + rest[between.end() :] if between else rest)
    inside = re.match(rf"\W{{0,8}}(?:(?:was|were|is|are)\s\w+\s)?{wordings.OF}\s(?P<first>.+)", bare, re.I | re.S)
    what = match["what"].lower()
    on = re.match(r"\s?of\s(?P<a>[^.;,]{2,80}?)\son\s(?P<o>.+)", rest, re.I | re.S) if what.startswith(("effect", "impact", "influence")) else None
    if on:
        return Form(match.start(), phrases.listing(on["o"]), phrases.trim(on["a"], 7), None, "no_difference", True, 0.65)
    outcome = phrases.listing(inside["first"], 0, 10) if inside else None
    before = clause[: match.start()]
    had = re.search(
        r"^(?P<s>.+?)\s(?:had|has|have|showed|shows|produced|resulted in|led to|was associated with|were associated with|demonstrated|exhibited|provided|experienced|(?:was|were) found to have)\s?$",
        before,
        re.I | re.S,
    )
    subject = phrases.trim(had["s"], 7) if had else None
    if outcome is None:
        outcome, subject = (subject, None) if had else (phrases.left(clause, match.start()), None)
    return Form(match.start(), outcome, subject or one, other, "no_difference", True, 0.7 if between else 0.6)


def _similar(clause: str, match: re.Match[str]) -> Form | None:
    outcome, group = _outcome_subject(clause, match.start())
    between = wordings.BETWEEN.search(match["rest"])
    one = phrases.group(between["a"]) if between else group
    other = phrases.group(between["b"]) if between else _compared(match["rest"])[1]
    return Form(match.start(), outcome, one, other, "no_difference", True, 0.65)


def _not_verb(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    between = wordings.BETWEEN.search(match[0])
    if between:
        other = phrases.group(between["b"])
    transitive = (
        phrases.listing(before) if not re.match(r"differ|reach", match["verb"], re.I) and not re.match(r"\s?(?:(?:in|with|between|after|among|over|during|from|for)\b|$|[,.;(])", before) else None
    )
    if transitive:
        return Form(match.start(), transitive, subject_of(clause, match.start()), other, "no_difference", True, 0.65)
    outcome, group = _outcome_subject(clause, match.start())
    return Form(match.start(), outcome, phrases.group(between["a"]) if between else group, other, "no_difference", True, 0.55)


def _not_passive(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    if match["word"].lower() in ("superior", "effective", "inferior", "better", "worse", "more"):
        within = re.search(rf"\b{wordings.OF}\s", before)
        aimed = purpose(before[within.start() :]) if within else None
        outcome = aimed[0] if aimed else phrases.listing(before, within.end()) if within else None
        if outcome or other:
            return Form(match.start(), outcome or "efficacy", subject_of(clause, match.start()), other or phrases.right(match["rest"], 0), "no_difference", True, 0.5)
    outcome, group = _outcome_subject(clause, match.start())
    where = wordings.WHERE.match(before)
    return Form(match.start(), outcome, phrases.group(before, where.end()) if where else group, other, "no_difference", True, 0.55) if outcome else None


def _passive(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    outcome, group = _outcome_subject(clause, match.start())
    where = wordings.WHERE.match(before)
    subject = phrases.group(before, where.end()) if where else group
    return Form(match.start(), outcome, subject, other, of_comparison(match, outcome), match["sig"] is not None, 0.7 if other else 0.55) if outcome and (other or where or match["sig"]) else None


_PEOPLE_MOVED = lazy(rf"(?:both|all|the|the two|either)\s(?:\w+\s)?(?:groups?|arms?|{wordings.PEOPLE})\b", re.I)


def _moved(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    outcome, group = _outcome_subject(clause, match.start())
    where = re.search(r"\b(?:in|with|after|among|following)\s", before, re.I)
    subject = phrases.group(before, where.end()) if where else group
    if where and _PEOPLE_MOVED.match(clause):  # "both groups improved in walking distance"
        outcome, subject = phrases.listing(before, where.end()), None
    word = match[0].split()[0].lower()
    direction: Direction = "decreased" if match["down"] else "increased"
    if match["worse"] or word == "improved":
        direction = improved(outcome, worse=match["worse"] is not None)
    return Form(match.start(), outcome, subject, other, direction, bool(match["sig"] or match["sig2"]), 0.5) if outcome else None


_LED_TO = lazy(r"(?:resulted in|led to|leads to|results in|produced|caused)\b", re.I)


def _had(clause: str, match: re.Match[str]) -> Form | None:
    noun = match["rise"] or match["drop"] or match["gain"] or match["harm"]
    if not (match["more"] or match["less"] or (noun and (match["sig"] or match["sig2"] or _LED_TO.match(match[0])))):
        return None
    before, other = _compared(match["rest"])
    outcome = phrases.listing(before, 0, 9)
    direction = of_noun(match, outcome) if noun else of_comparison(match, outcome)
    return Form(match.start(), outcome, subject_of(clause, match.start()), other, direction, bool(match["sig"] or match["sig2"]), 0.65 if other else 0.55) if outcome else None


_ANY_OUTCOME = lazy(r"\s?(?:the\s|patient\s|clinical\s){0,2}(?:outcomes?|prognosis)\b", re.I)


_SHOWN_TO = lazy(
    r"\b(?:shown|found|appear(?:s|ed)?|seem(?:s|ed)?|tend(?:s|ed)?|able|likely|known|reported|demonstrated|help(?:s|ed)?|prove[sdn]?|continued?|ability|potential|expected|observed|believed|thought|said|suggested|noted|estimated|began|started|"
    r"capacity|capable|sufficient|enough|predicted|associated|led|leads?|due|allow(?:s|ed)?|enabled?s?|serve[sd]?|act(?:s|ed)?|work(?:s|ed)?)\s(?:\w+ly\s)?(?:\w+\s){0,3}to\s$",
    re.I,
)


_NO_OBJECT = lazy(r"\s?(?:with|in|after|by|over|from|at|during|among|following|between|more|less|significantly)\s", re.I)


def _active(clause: str, match: re.Match[str]) -> Form | None:
    if clause.endswith("to ", 0, match.start()) and not _SHOWN_TO.search(clause, 0, match.start()):
        return None  # "given to reduce": what it is for, not what it did
    if _NO_OBJECT.match(match["rest"]):
        return None  # "pain decreased with ketamine": what was given stands behind
    before, other = _compared(match["rest"])
    outcome, subject = phrases.listing(before) or (_ANY_OUTCOME.match(before) and "outcome") or None, subject_of(clause, match.start())
    if subject is None or outcome is None:
        return None
    direction: Direction = "increased" if match["up"] else "decreased" if match["down"] else improved(outcome, worse=match["worse"] is not None)
    return Form(match.start(), outcome, subject, other, direction, match["sig"] is not None, 0.7 if other else 0.55)


def _nominal(clause: str, match: re.Match[str]) -> Form | None:
    if re.search(r"\b(?:no|not|without|nor)\b[^,;]{0,40}$", clause[: match.start()]) or not (match["sig"] or re.search(rf"\b(?:was|were)\s(?:\w+\s)?{wordings.SEEN}\b|\bthere (?:was|were)\b", clause)):
        return None
    before, other = _compared(match["rest"])
    seen = re.search(rf"\b(?:was|were)\s(?:\w+\s)?{wordings.SEEN}\s(?:in|with|for|among|after|by)\s", before)
    outcome = phrases.listing(before)
    subject = phrases.group(before, seen.end()) if seen else phrases.group(match["given"]) if match["given"] else None
    if subject is None and (where := re.search(r"\b(?:in|for|with|among)\s(?=(?:the\s)?[\w-]+(?:\s[\w-]+)?\s(?:group|arm|patients))", before)):
        subject = phrases.group(before, where.end())
    if outcome and subject is None and (given := re.search(r"\s(?:with|after|following)\s", outcome)):  # "improvement in pain with exercise"
        outcome, subject = outcome[: given.start()], phrases.group(outcome, given.end())
    return Form(match.start(), outcome, subject, other, of_noun(match, outcome), match["sig"] is not None, 0.6) if outcome else None


def _superior(clause: str, match: re.Match[str]) -> Form | None:
    within = re.search(r"\b(?:in|for|at|with respect to|in terms of|regarding|on|in measures of)\s", match["rest"])
    aimed = purpose(match["rest"][within.start() :]) if within else None
    outcome = aimed[0] if aimed else phrases.listing(match["rest"], within.end(), 9) if within else None
    other = phrases.group(match["rest"][: within.start()] if within else match["rest"])
    reached: Direction = aimed[1] if aimed else improved(outcome)
    direction: Direction = reached if match["less"] is None else "increased" if reached == "decreased" else "decreased"
    return Form(match.start(), outcome or "efficacy", subject_of(clause, match.start()), other, direction, bool(match["sig"] or match["sig2"]), 0.55)


def _same_seen(clause: str, match: re.Match[str]) -> Form | None:
    outcome = phrases.listing(match["o"], 0, 10)
    return Form(match.start(), outcome, None, None, "no_difference", True, 0.55) if outcome else None


def _none_seen(clause: str, match: re.Match[str]) -> Form | None:
    return Form(match.start(), match["o"], None, None, "no_difference", False, 0.4)


def _number_of(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    outcome = phrases.listing(match["o"], 0, 10)
    return Form(match.start(), outcome, phrases.group(before), other, of_comparison(match, outcome), bool(match["sig"] or match["sig2"]), 0.65) if outcome else None


def _more_people(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    outcome = phrases.listing(before, 0, 10) or phrases.right(clause, match.start("did"))
    more = match["more"] or match["more2"]
    return (
        Form(match.start(), outcome, phrases.group(match["a"]), phrases.group(match["b"]) if match["b"] else other, "increased" if more else "decreased", bool(match["sig"] or match["sig2"]), 0.6)
        if outcome
        else None
    )


_LEADING_NOUN = lazy(rf"(?:significant\s)?{wordings.NOUN}\s(?:in|of)\s", re.I)


def _associated(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    noun = _LEADING_NOUN.match(before)
    outcome = phrases.listing(_RISK_OF.sub("", before[noun.end() :] if noun else before), 0, 10)
    if outcome is None:
        return None
    if _SIMILAR_TO.search(before):
        return Form(match.start(), phrases.listing(_SIMILAR_TO.split(before)[0], 0, 10) or outcome, subject_of(clause, match.start()), other, "no_difference", True, 0.5)
    if noun and not match["not"]:
        return Form(match.start(), outcome, subject_of(clause, match.start()), other, of_noun(noun, outcome), match["sig"] is not None, 0.55)
    direction: Direction = "no_difference" if match["not"] else of_comparison(match, outcome) if match["more"] or match["less"] else "decreased" if match["inverse"] else "increased"
    return Form(match.start(), outcome, subject_of(clause, match.start()), other, direction, match["sig"] is not None, 0.55)


_SIMILAR_TO = lazy(r"\s(?:similar|comparable|equal|equivalent|identical) to\b", re.I)
_RISK_OF = lazy(r"^(?:the\s)?(?:risks?|development|incidence|occurrence|presence|likelihood|odds|rates?|prevalence|onset|progression)\s(?:of|for)\s(?:developing\s)?", re.I)


def _between_two(clause: str, match: re.Match[str]) -> Form | None:
    outcome = phrases.listing(_RISK_OF.sub("", match["rest"]), 0, 10)
    down = match["sign"].lower() in ("protective", "inverse", "negative")
    return Form(match.start(), outcome, phrases.group(match["a"]), None, "decreased" if down else "increased", match["sign"].lower() == "significant", 0.5) if outcome else None


def _as_good(clause: str, match: re.Match[str]) -> Form | None:
    within = re.search(r"\s(?:in|for|at)\s", match["rest"]) if not match["o"] else None
    aimed = purpose(match["rest"][within.start() :]) if within else None
    outcome = phrases.listing(match["o"], 0, 10) if match["o"] else aimed[0] if aimed else "efficacy"
    other = phrases.group(match["rest"][: within.start()] if aimed and within else match["rest"])
    return Form(match.start(), outcome, subject_of(clause, match.start()), other, "no_difference", False, 0.5) if outcome else None


def _what(words: str) -> str | None:
    """The outcome in "did not have a (pain lowering) effect"; none where the words only say how large or lasting it would be."""
    named = phrases.trim(words)
    return named if named and " " in named else None


def _showed_none(clause: str, match: re.Match[str]) -> Form | None:
    outcome = phrases.listing(match["rest"], 0, 10) if match["rest"] else _what(match["o"])
    return Form(match.start(), outcome or "benefit", subject_of(clause, match.start()), None, "no_difference", True, 0.5)


def _factor(clause: str, match: re.Match[str]) -> Form | None:
    outcome = phrases.listing(_RISK_OF.sub("", match["rest"]), 0, 10)
    direction: Direction = "no_difference" if match["not"] else "increased" if match["risk"] else "decreased"
    return Form(match.start(), outcome, subject_of(clause, match.start()), None, direction, False, 0.5) if outcome else None


def _protects(clause: str, match: re.Match[str]) -> Form | None:
    outcome = phrases.listing(_RISK_OF.sub("", match["rest"]), 0, 10)
    return Form(match.start(), outcome, subject_of(clause, match.start()), None, "no_difference" if match["not"] else "decreased", False, 0.5) if outcome else None


def _effective(clause: str, match: re.Match[str]) -> Form | None:
    subject = subject_of(clause, match.start())
    aimed = purpose(match["rest"])
    other = _compared(match["rest"])[1] if not match["rest"].lstrip().lower().startswith("against") else None
    outcome, direction = aimed or ("efficacy", "increased")
    denied = match["not"] or _MAY_NOT.match(match[0])
    return Form(match.start(), outcome, subject, other, "no_difference" if denied else direction, False, 0.5) if subject else None


_MAY_NOT = lazy(r"(?:may|can|could|might)\s?not\b", re.I)


_NOT, _SAME = ("not ", "n't", "n’t"), ("similar", "comparable", "equal", "equivalent", "identical", "same")
_SAME_AS = ("same", "similar", "comparable", "equivalent", " as effective", " as success", " as good", " as safe", " as efficac", " as well tol")
_CHANGE = (
    "increas", "rise", "elevat", "gain", "growth", "reduc", "decreas", "declin", "fall", "drop", "loss", "suppress", "attenuat", "delay", "improve", "benefit", "advantage", "worsen", "deteriorat", "impair",
)  # fmt: skip
_COMPARED = (
    "higher", "greater", "longer", "more", "larger", "increased", "raised", "heightened", "elevated", "prolonged", "superior", "faster", "enhanced", "stronger", "better", "improved", "earlier",
    "lower", "fewer", "less", "shorter", "reduced", "decreased", "smaller", "worse", "poorer", "inferior", "slower", "weaker", "attenuated", "diminished", "impaired", "rarer",
)  # fmt: skip
_VERB = (
    "increas", "rais", "elevat", "enhanc", "prolong", "augment", "accelerat", "boost", "promot", "stimulat", "potentiat", "extend", "lengthen", "caus", "induc", "trigger", "contribut", "leads", "led ", "activat",
    "facilitat", "doubl", "reduc", "decreas", "lower", "shorten", "attenuat", "alleviat", "reliev", "prevent", "diminish", "suppress", "inhibit", "blunt", "ameliorat", "mitigat", "lessen", "minimi", "declin", "delay",
    "eliminat", "abolish", "halv", "limit", "block", "slow", "hinder", "cure", "kill", "improv", "benefit", "worsen", "impair", "deteriorat",
)  # fmt: skip
_ALONE = ("increased", "rose", "grew", "improved", "climbed", "decreased", "declined", "fell", "dropped", "diminished", "reduced", "subsided", "resolved", "worsened", "deteriorated")
# Pattern, what reads it, and the pieces of which a clause must hold one.
_READERS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Form | None], tuple[str, ...]], ...] = (
    (wordings.NONE_SEEN, _none_seen, ("no ",)),
    (wordings.SHOWED_NONE, _showed_none, (*_NOT, "fail", "cannot")),
    (wordings.AS_GOOD, _as_good, _SAME_AS),
    (wordings.NO_DIFFERENCE, _no_difference, ("no ", "not a", "without", "non-", "nonsig", "little", "minimal", "lack of", "nor ", "neither")),
    (wordings.SAME_SEEN, _same_seen, _SAME),
    (wordings.NOT_VERB, _not_verb, (*_NOT, "fail", "neither", "cannot")),
    (wordings.NOT_PASSIVE, _not_passive, (*_NOT, " no ")),
    (wordings.PROTECTS, _protects, ("protect",)),
    (wordings.ASSOCIATED, _associated, ("associat", "related", "correlat", "linked")),
    (wordings.BETWEEN_TWO, _between_two, ("association", "relationship", "correlation", "link")),
    (wordings.FACTOR, _factor, ("predictor", "factor", "determinant", "marker", "protective")),
    (wordings.SIMILAR, _similar, (*_SAME, *_NOT, "no ", "unchanged", "alike", "unaffected", "unaltered", "stable", "non-sig", "nonsig", "balanced")),
    (wordings.SUPERIOR, _superior, ("superior", "inferior", "better than", "worse than", "effective than", "efficacious than", "outperform", "surpass", "ed over")),
    (wordings.NUMBER_OF, _number_of, _COMPARED),
    (wordings.MORE_PEOPLE, _more_people, ("more ", "fewer", "less ", "higher", "greater", "larger", "lower", "smaller")),
    (wordings.PASSIVE, _passive, _COMPARED),
    (wordings.HAD, _had, (*_COMPARED, *_CHANGE)),
    (wordings.ACTIVE, _active, _VERB),
    (wordings.MOVED, _moved, _ALONE),
    (
        wordings.EFFECTIVE,
        _effective,
        (
            "effective",
            "efficacious",
            "beneficial",
            "useful",
            "helpful",
            "valuable",
            "appropriate",
            "feasible",
            "viable",
            "successfully used",
            "of value",
            "of benefit",
            "of use",
            "no value",
            "no benefit",
        ),
    ),
    (wordings.NOMINAL, _nominal, _CHANGE),
)

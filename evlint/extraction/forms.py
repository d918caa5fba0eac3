"""The forms in which medical prose reports a result: each is a pattern over one clause, and what its parts say.

"X reduced Y", "Y was lower with X than with Z", "no difference in Y between X and Z", "X had fewer Y", "improvements in Y were seen with X",
"Y fell from a to b", "X was superior to Z". Names are as printed; nothing is inferred here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evlint.claims.record import Direction
from evlint.extraction import phrases
from evlint.vocabulary import polarity


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


_ADVERBS = r"(?:(?:statistically|clinically|markedly|substantially|also|further|greatly|slightly|consistently|only|even|both|marginally|numerically|moderately|dramatically|generally|strongly|highly|much|still|effectively|then|gradually|progressively|\d{1,3}(?:\.\d)?-fold|twice|\d{1,3}(?:\.\d)?\s?%)\s){0,2}"
_SIG = r"(?:(?P<sig>significantly)\s)?"
_UP_V = (
    r"increase[sd]?|raise[sd]?|elevate[sd]?|enhance[sd]?|prolong(?:s|ed)?|augment(?:s|ed)?|accelerate[sd]?|boost(?:s|ed)?|promote[sd]?|stimulate[sd]?|potentiate[sd]?|extend(?:s|ed)?|lengthen(?:s|ed)?"
)
_DOWN_V = (
    r"reduce[sd]?|decrease[sd]?|lower(?:s|ed)?|shorten(?:s|ed)?|attenuate[sd]?|alleviate[sd]?|relieve[sd]?|prevent(?:s|ed)?|diminish(?:es|ed)?|suppress(?:es|ed)?|inhibit(?:s|ed)?|blunt(?:s|ed)?|ameliorate[sd]?|mitigate[sd]?|"
    r"lessen(?:s|ed)?|minimi[sz]e[sd]?|decline[sd]?|delay(?:s|ed)?|eliminate[sd]?|abolish(?:es|ed)?|halve[sd]?|limit(?:s|ed)?"
)
_VERBS = rf"(?P<up>{_UP_V})|(?P<down>{_DOWN_V})|(?P<better>improve[sd]?|benefit(?:s|ed)?)|(?P<worse>worsen(?:s|ed)?|impair(?:s|ed)?|deteriorate[sd]?)"
_ALONE = r"(?P<up>increased|rose|grew|improved|climbed)|(?P<down>decreased|declined|fell|dropped|diminished|reduced|subsided|resolved)|(?P<worse>worsened|deteriorated)"
_DEGREE = r"(?:common|frequent|likely|often|prevalent|severe|intense|pronounced|rapid|marked)"
_MORE = rf"more {_DEGREE}|higher|greater|longer|more|larger|increased|elevated|prolonged|superior|faster|enhanced|stronger|better|improved|earlier"
_LESS = rf"less {_DEGREE}|lower|fewer|less|shorter|reduced|decreased|smaller|worse|poorer|inferior|slower|weaker|attenuated|diminished|impaired|rarer"
_COMPARISON = rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))"
_NOUN = r"(?:(?P<rise>increase|rise|elevation|gain|growth)|(?P<drop>reduction|decrease|decline|fall|drop|loss|suppression|attenuation|delay)|(?P<gain>improvement|benefit|advantage)|(?P<harm>worsening|deterioration|impairment))s?"
_SEEN = r"(?:found|observed|seen|noted|detected|reported|recorded|evident|present|demonstrated|shown|identified|obtained|achieved|documented|apparent)"
_OF = r"(?:in|for|on|of|with respect to|with regard to|regarding|concerning|in terms of|as regards|across|at)"

_NO_DIFFERENCE = re.compile(
    r"\b(?:no|not any|without|non-?significant|little or no|little|minimal|lack of|nor|neither|not (?:a|any))\s(?:(?:statistically|clinically|significant(?:ly)?|overall|major|additional|other|apparent|clear|evidence (?:of|for)(?: an?| any)?|between-group|group|intervention|treatment|appreciable|"
    rf"important|relevant|detectable|measurable|meaningful|substantial|such|main|consistent|further|added|discernible|sustained|beneficial|adverse|obvious|real|direct|independent|clear-cut|long-term|short-term)\s){{0,4}}(?P<what>differences?|improvements?|reductions?|decreases?|increases?|changes?|effects?|benefits?|associations?|relationships?|correlations?|impact|influence|advantages?|alterations?|protection|efficacy)\b(?:\s(?:was|were|is|are|has been|have been|could be)\s{_SEEN})?(?P<rest>.*)",
    re.I | re.S,
)
_SIMILAR = re.compile(
    r"\b(?:was|were|is|are|remained|appeared|seemed)\s(?P<pre>(?:[a-z]+(?:ly)?\s){0,3}?)(?P<same>similar|comparable|equivalent|equal|unchanged|the same|alike|unaffected|unaltered|stable|non-?significant(?:ly different)?|identical|balanced|(?:not|no|n[’']t)\s(?:statistically\s|significantly\s|clinically\s|been\s){0,2}"
    r"(?:different|altered|affected|changed|modified|influenced|associated|related|significant))\b(?P<rest>.*)",
    re.I | re.S,
)
_NOT_VERB = re.compile(
    rf"\b(?P<neg>did not|does not|do not|failed to|fails to|has not|have not|had not|cannot|could not|didn[’']t|neither)\s(?:statistically\s)?(?:appear to |seem to |been shown to )?{_ADVERBS}(?:significantly\s)?(?:show (?:an?|any) |result in (?:an?|any) |lead to (?:an?|any) |produce (?:an?|any) )?(?:statistically\s)?(?:significant(?:ly)?\s)?"
    r"(?P<verb>reduc\w+|increas\w+|improv\w+|lower\w*|decreas\w+|differ\w*|affect\w*|chang\w+|prevent\w*|reliev\w*|alter\w*|influenc\w+|enhanc\w+|prolong\w*|worsen\w*|modif\w+|reach\w*|impact\w*|benefit\w*)\b(?:\s(?:in|of|on|from|for|between))?(?P<rest>.*)",
    re.I | re.S,
)
_NOT_PASSIVE = re.compile(
    r"\b(?:was|were|is|are)\s(?:not|n[’']t)\s(?:statistically\s)?(?:significantly\s)?(?P<word>reduced|increased|improved|lowered|decreased|higher|lower|greater|less|better|worse|longer|shorter|superior|more|prolonged|enhanced|inferior|effective|prevented)\b(?P<rest>.*)",
    re.I | re.S,
)
_PASSIVE = re.compile(rf"\b(?:was|were|is|are|became|remained|appeared|tended to be|has been|have been)\s{_ADVERBS}{_SIG}{_ADVERBS}{_COMPARISON}\b(?P<rest>.*)", re.I | re.S)
_MOVED = re.compile(
    rf"\b{_ADVERBS}{_SIG}(?:{_ALONE})(?:\s(?P<sig2>significantly))?(?=\s(?:in|with|for|after|among|from|by|compared|than|over|during|at|to|more|less|significantly|following|between|\()|[,.;(]|$)(?P<rest>.*)",
    re.I | re.S,
)
_HAD = re.compile(
    r"\b(?:had|has|have|showed|shows|exhibited|experienced|achieved|demonstrated|reported|displayed|required|needed|spent|used|consumed|maintained|developed|gave|produced|provided|yielded|caused|resulted in|led to|leads to|results in|"
    rf"(?:was|were|is) associated with|underwent|made|felt|took|offers)\s(?:an?\s|the\s)?{_ADVERBS}(?:(?P<sig>significant(?:ly)?)\s)?{_ADVERBS}(?:(?:{_COMPARISON})\s)?(?:(?P<sig2>significant)\s)?"
    rf"(?:(?:{_NOUN})\s(?:in|of|on)\s)?(?P<rest>.+)",
    re.I | re.S,
)
_ACTIVE = re.compile(rf"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bis )(?<!\bare )(?<!\bof )(?<!\bnot )(?<!\ba )(?<!\bthe )\b{_ADVERBS}{_SIG}(?:{_VERBS})\s(?P<rest>.{{3,}})", re.I | re.S)
_NOMINAL = re.compile(rf"\b(?:(?P<sig>significant(?:ly)?)\s)?(?:(?:greater|larger|higher|marked|substantial|clinically relevant)\s)?(?:{_NOUN})\s(?:in|of)\s(?P<rest>.{{3,}})", re.I | re.S)
_SUPERIOR = re.compile(
    rf"\b(?:(?:was|were|is|are|proved|proved to be)\s{_ADVERBS}{_SIG}(?:(?P<more>superior to|better than|more effective than|more efficacious than)|(?P<less>inferior to|worse than|less effective than|less efficacious than))|{_SIG.replace('<sig>', '<sig2>')}(?P<beat>outperformed|surpassed|favou?red over))\s(?P<rest>.+)",
    re.I | re.S,
)
_COMPARED = re.compile(
    r"(?:\(|,\s|\b)(?:as\s)?(?:compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|than(?: (?:with|in|for|among|by|after|during|that (?:of|in|with|for)|those (?:in|of|with|receiving|given)))?|relative to|over|against|as opposed to)\s",
    re.I,
)
_ASSOCIATED = re.compile(
    rf"\b(?:was|were|is|are|has been|have been)\s(?P<not>not\s|n[’']t\s)?{_ADVERBS}(?:(?P<sig>significantly)\s)?(?:independently\s|closely\s|positively\s|(?P<inverse>inversely|negatively)\s)?(?:associated|related|correlated|linked)\s(?:with|to)\s(?:an?\s|the\s)?{_ADVERBS}(?:significantly\s)?(?:{_COMPARISON}\s)?(?P<rest>.+)",
    re.I | re.S,
)
_FACTOR = re.compile(
    r"\b(?:was|were|is|are|may be|might be|be considered|remained|proved)\s(?:also\s)?(?P<not>not\s)?(?:considered\s)?(?:an?\s|the\s)?(?:(?:significant|independent|strong|important|potential|good|genetic|major)\s){0,3}(?:(?P<risk>predictors?\s(?:of|for)|risk\sfactors?\s(?:for|of)|susceptibility\sfactors?\s(?:for|of)|determinants?\sof|markers?\s(?:of|for))|(?P<safe>protective\s(?:factor\s)?(?:against|for|of)))\s(?P<rest>.+)",
    re.I | re.S,
)
_PROTECTS = re.compile(
    r"\b(?P<not>did not |does not |do not |failed to )?(?:appear(?:s|ed)? to )?(?:protect(?:s|ed)?(?:\s(?:patients|against))?|(?:confer|provide|offer|afford|exert|ha)(?:s|d|ed|ve|red)?\s(?:an?\s|some\s|significant\s|the\s)*(?:protection|protective\seffects?))\s(?:against|from|on)\s(?P<rest>.+)",
    re.I | re.S,
)
_EFFECTIVE = re.compile(
    r"\b(?:was|were|is|are|be|seems?|appears?|proved|remains?|may be|can be)\s(?:to be\s)?(?P<not>not\s|no more\s|in)?(?:an?\s)?(?:(?:highly|very|also|equally|more|most|safe and|clinically)\s){0,2}(?:effective|efficacious|beneficial|useful|helpful|valuable)\b(?!\s(?:than|dose))(?:\s(?:treatment|therapy|option|alternative|agent|intervention|drug|strategy|approach|method|analgesic|tool|adjunct)s?)?(?P<rest>.*)",
    re.I | re.S,
)
_AMOUNT = r"(?:numbers?|proportions?|percentages?|rates?|incidences?|frequenc(?:y|ies)|amounts?|degrees?|levels?|risks?|prevalence|likelihood|odds)"
_NUMBER_OF = re.compile(
    rf"\b(?:(?P<sig>significantly)\s)?(?:an?\s)?(?:(?P<sig2>significantly)\s)?{_COMPARISON}\s{_AMOUNT}\sof\s(?P<o>[^.;]{{3,90}}?)\s(?:was|were)\s(?:\w+ly\s)?(?:{_SEEN}|obtained)\s(?:in|with|for|among|after|by)\s(?P<rest>.+)",
    re.I | re.S,
)
_PEOPLE = r"(?:patients|participants|subjects|women|men|children|infants|adults|people|individuals|respondents|students|mothers)"
_MORE_PEOPLE = re.compile(
    rf"\b(?:(?P<sig>significantly)\s)?(?:(?P<more>more)|(?P<less>fewer|less)|an?\s(?:(?P<sig2>significantly)\s)?(?:(?P<more2>higher|greater|larger)|(?P<less2>lower|smaller))\s{_AMOUNT}\sof)\s(?:of the\s)?{_PEOPLE}\s"
    r"(?:in|receiving|treated with|on|given|randomi[sz]ed to|assigned to|with|who received|taking|from)\s(?P<a>(?:the\s)?[^,;.]{2,60}?)(?:\s(?:than|compared (?:with|to)|versus|vs\.?)\s(?:in\s|with\s|those\s(?:in|on|receiving)\s)?(?P<b>(?:the\s)?[^,;.]{2,50}?))?\s"
    r"(?:had|achieved|experienced|reported|reached|were|required|developed|discontinued|completed|responded|showed|remained|attained|needed|suffered|maintained|survived|died|relapsed|received|felt|rated|preferred)\b(?P<rest>.*)",
    re.I | re.S,
)
_BETWEEN = re.compile(r"\b(?:between|among)\s(?P<a>[^.;,]{2,60}?)\s(?:and|versus|vs\.?)\s(?P<b>[^.;,]{2,60}?)(?=\s(?:in|for|at|over|after|with|regarding|was|were|on|during)\b|[.,;()]|$)", re.I)
_WHERE = re.compile(r"\s?\b(?:in|with|for|after|among|by|using|during|following|on|under)\s", re.I)
_GROUPS = re.compile(
    r"\b(?:between|among|across|in)\s(?:the\s)?(?:two\s|three\s|both\s|treatment\s|study\s|all\s|either\s|any\s|\d\s)*(?:groups?|arms?|treatments|conditions|regimens|cohorts)\b", re.I
)


def read(clause: str) -> Iterator[Form]:
    """The results of one clause; of those that overlap the first to be listed counts."""
    for pattern, reader in _READERS:
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
    match = _COMPARED.search(rest)
    return (rest[: match.start()], phrases.group(rest, match.end())) if match else (rest, None)


def _subject(clause: str, end: int) -> str | None:
    """What the clause is about: all before its predicate, else that without what qualifies it."""
    whole = phrases.trim(clause[:end], 9)
    if whole is not None:
        return whole
    cut = _QUALIFIED.search(clause, 12, end)
    return (phrases.trim(clause[: cut.start()], 12) if cut else None) or phrases.left(clause, end)


_QUALIFIED = re.compile(r"\s(?:in|with|for|after|among|at|during|from|following|between|on|to|using|by)\s", re.I)


_WITHIN = re.compile(r"\s(?:in|with|for|after|among|at|during|from|following|between|on)\s", re.I)


def _outcome_subject(clause: str, end: int) -> tuple[str | None, str | None]:
    """(outcome, group) of a subject that is what was measured: "hunger in the control group"."""
    text = clause[:end]
    cut = _WITHIN.search(text, 3)
    outcome = phrases.listing(text[: cut.start()] if cut else text, 0, 12)
    if outcome is None and cut:
        outcome, cut = phrases.trim(text, 12), None
    return outcome or phrases.left(clause, end), phrases.group(text, cut.end()) if cut and cut[0].strip().lower() in ("with", "in", "after", "among", "for") else None


def _no_difference(clause: str, match: re.Match[str]) -> Form | None:
    rest, between = match["rest"], _BETWEEN.search(match["rest"])
    one = phrases.group(between["a"]) if between else None
    other = phrases.group(between["b"]) if between else _compared(rest)[1]
    bare = _GROUPS.sub(" ", rest[: between.start()] + " ; " + rest[between.end() :] if between else rest)
    inside = re.match(rf"\W{{0,8}}(?:(?:was|were|is|are)\s\w+\s)?{_OF}\s(?P<first>.+)", bare, re.I | re.S)
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
    between = _BETWEEN.search(match["rest"])
    one = phrases.group(between["a"]) if between else group
    other = phrases.group(between["b"]) if between else _compared(match["rest"])[1]
    return Form(match.start(), outcome, one, other, "no_difference", True, 0.65) if outcome else None


def _not_verb(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    between = _BETWEEN.search(match[0])
    if between:
        other = phrases.group(between["b"])
    transitive = (
        phrases.listing(before) if not re.match(r"differ|reach", match["verb"], re.I) and not re.match(r"\s?(?:(?:in|with|between|after|among|over|during|from|for)\b|$|[,.;(])", before) else None
    )
    if transitive:
        return Form(match.start(), transitive, _subject(clause, match.start()), other, "no_difference", True, 0.65)
    outcome, group = _outcome_subject(clause, match.start())
    return Form(match.start(), outcome, phrases.group(between["a"]) if between else group, other, "no_difference", True, 0.55) if outcome else None


def _not_passive(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    if match["word"].lower() in ("superior", "effective", "inferior", "better", "worse", "more"):
        within = re.search(rf"\b{_OF}\s", before)
        outcome = phrases.listing(before, within.end()) if within else None
        if outcome or other:
            return Form(match.start(), outcome or "efficacy", _subject(clause, match.start()), other or phrases.right(match["rest"], 0), "no_difference", True, 0.5)
    outcome, group = _outcome_subject(clause, match.start())
    where = _WHERE.match(before)
    return Form(match.start(), outcome, phrases.group(before, where.end()) if where else group, other, "no_difference", True, 0.55) if outcome else None


def _passive(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    outcome, group = _outcome_subject(clause, match.start())
    where = _WHERE.match(before)
    subject = phrases.group(before, where.end()) if where else group
    return Form(match.start(), outcome, subject, other, _direction(match, outcome), match["sig"] is not None, 0.7 if other else 0.55) if outcome and (other or where or match["sig"]) else None


_PEOPLE_MOVED = re.compile(rf"(?:both|all|the|the two|either)\s(?:\w+\s)?(?:groups?|arms?|{_PEOPLE})\b", re.I)


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


_LED_TO = re.compile(r"(?:resulted in|led to|leads to|results in|produced|caused)\b", re.I)


def _had(clause: str, match: re.Match[str]) -> Form | None:
    noun = match["rise"] or match["drop"] or match["gain"] or match["harm"]
    if not (match["more"] or match["less"] or (noun and (match["sig"] or match["sig2"] or _LED_TO.match(match[0])))):
        return None
    before, other = _compared(match["rest"])
    outcome = phrases.listing(before, 0, 9)
    direction = _of_noun(match, outcome) if noun else _direction(match, outcome)
    return Form(match.start(), outcome, _subject(clause, match.start()), other, direction, bool(match["sig"] or match["sig2"]), 0.65 if other else 0.55) if outcome else None


_ANY_OUTCOME = re.compile(r"\s?(?:the\s|patient\s|clinical\s){0,2}(?:outcomes?|prognosis)\b", re.I)


def _active(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    outcome, subject = phrases.listing(before) or (_ANY_OUTCOME.match(before) and "outcome") or None, _subject(clause, match.start())
    if subject is None or outcome is None:
        return None
    direction: Direction = "increased" if match["up"] else "decreased" if match["down"] else improved(outcome, worse=match["worse"] is not None)
    return Form(match.start(), outcome, subject, other, direction, match["sig"] is not None, 0.7 if other else 0.55)


def _nominal(clause: str, match: re.Match[str]) -> Form | None:
    if re.search(r"\b(?:no|not|without|nor)\b[^,;]{0,40}$", clause[: match.start()]) or not (match["sig"] or re.search(rf"\b(?:was|were)\s(?:\w+\s)?{_SEEN}\b|\bthere (?:was|were)\b", clause)):
        return None
    before, other = _compared(match["rest"])
    seen = re.search(rf"\b(?:was|were)\s(?:\w+\s)?{_SEEN}\s(?:in|with|for|among|after|by)\s", before)
    outcome = phrases.listing(before)
    subject = phrases.group(before, seen.end()) if seen else None
    if subject is None and (where := re.search(r"\b(?:in|for|with|among)\s(?=(?:the\s)?[\w-]+(?:\s[\w-]+)?\s(?:group|arm|patients))", before)):
        subject = phrases.group(before, where.end())
    return Form(match.start(), outcome, subject, other, _of_noun(match, outcome), match["sig"] is not None, 0.6) if outcome else None


def _superior(clause: str, match: re.Match[str]) -> Form | None:
    within = re.search(r"\b(?:in|for|at|with respect to|in terms of|regarding|on|in measures of)\s", match["rest"])
    outcome = phrases.listing(match["rest"], within.end(), 9) if within else None
    other = phrases.right(match["rest"][: within.start()] if within else match["rest"], 0, None, 7)
    direction = improved(outcome, worse=match["less"] is not None)
    return Form(match.start(), outcome or "efficacy", _subject(clause, match.start()), other, direction, bool(match["sig"] or match["sig2"]), 0.55)


def _number_of(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    outcome = phrases.listing(match["o"], 0, 10)
    return Form(match.start(), outcome, phrases.group(before), other, _direction(match, outcome), bool(match["sig"] or match["sig2"]), 0.65) if outcome else None


def _more_people(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    outcome = phrases.listing(before, 0, 10) or phrases.right(clause, match.start("rest") - 12)
    more = match["more"] or match["more2"]
    return (
        Form(match.start(), outcome, phrases.group(match["a"]), phrases.group(match["b"]) if match["b"] else other, "increased" if more else "decreased", bool(match["sig"] or match["sig2"]), 0.6)
        if outcome
        else None
    )


def _associated(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    outcome = phrases.listing(_RISK_OF.sub("", before), 0, 10)
    if outcome is None:
        return None
    direction: Direction = "no_difference" if match["not"] else _direction(match, outcome) if match["more"] or match["less"] else "decreased" if match["inverse"] else "increased"
    return Form(match.start(), outcome, _subject(clause, match.start()), other, direction, match["sig"] is not None, 0.55)


_RISK_OF = re.compile(r"^(?:the\s)?(?:risks?|development|incidence|occurrence|presence|likelihood|odds|rates?|prevalence|onset|progression)\s(?:of|for)\s(?:developing\s)?", re.I)


def _factor(clause: str, match: re.Match[str]) -> Form | None:
    outcome = phrases.listing(_RISK_OF.sub("", match["rest"]), 0, 10)
    direction: Direction = "no_difference" if match["not"] else "increased" if match["risk"] else "decreased"
    return Form(match.start(), outcome, _subject(clause, match.start()), None, direction, False, 0.5) if outcome else None


def _protects(clause: str, match: re.Match[str]) -> Form | None:
    outcome = phrases.listing(_RISK_OF.sub("", match["rest"]), 0, 10)
    return Form(match.start(), outcome, _subject(clause, match.start()), None, "no_difference" if match["not"] else "decreased", False, 0.5) if outcome else None


def _effective(clause: str, match: re.Match[str]) -> Form | None:
    before, other = _compared(match["rest"])
    subject = _subject(clause, match.start())
    within = re.match(
        r"\s?(?:in|for|at|as|against)\s(?:(?:the\s)?(?:treatment|management|prevention|relief|reduction|control|reducing|treating|preventing|relieving|improving|lowering|controlling)\s(?:of\s)?)?",
        before,
        re.I,
    )
    outcome = phrases.listing(before, within.end(), 9) if within else None
    return Form(match.start(), outcome or "efficacy", subject, other, "no_difference" if match["not"] else "increased", False, 0.5) if subject else None


def _direction(match: re.Match[str], outcome: str | None) -> Direction:
    word = (match["more"] or match["less"]).lower()
    if word in ("better", "improved", "superior", "worse", "poorer", "inferior", "impaired"):
        return improved(outcome, worse=match["less"] is not None)
    return "increased" if match["more"] else "decreased"


def _of_noun(match: re.Match[str], outcome: str | None) -> Direction:
    if match["gain"] or match["harm"]:
        return improved(outcome, worse=match["harm"] is not None)
    return "increased" if match["rise"] else "decreased"


def improved(outcome: str | None, *, worse: bool) -> Direction:
    """Direction of the measure for "improved" and "worsened", by the outcome's polarity (higher is better unless known)."""
    lower = polarity(outcome or "") == "lower_is_better"
    return "decreased" if lower != worse else "increased"


_READERS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Form | None]], ...] = (
    (_NO_DIFFERENCE, _no_difference),
    (_NOT_VERB, _not_verb),
    (_NOT_PASSIVE, _not_passive),
    (_PROTECTS, _protects),
    (_ASSOCIATED, _associated),
    (_FACTOR, _factor),
    (_SIMILAR, _similar),
    (_SUPERIOR, _superior),
    (_NUMBER_OF, _number_of),
    (_MORE_PEOPLE, _more_people),
    (_PASSIVE, _passive),
    (_HAD, _had),
    (_ACTIVE, _active),
    (_MOVED, _moved),
    (_EFFECTIVE, _effective),
    (_NOMINAL, _nominal),
)

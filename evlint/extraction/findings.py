"""Results in words, in their plainest forms: who changed what, in which direction, and whether significantly.

Aims, methods, hypotheses and general knowledge are no claims: a sentence must report a comparison or an effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.record import Comparator, ComparatorClass, Direction, Intervention, Outcome, Result, Significance, Statistic
from evlint.extraction import phrases, words
from evlint.extraction.draft import Draft, View
from evlint.extraction.numbers import p_values, time_point
from evlint.vocabulary import polarity

_ADVERB = r"(?:(?:statistically|clinically|markedly|substantially|also|further|greatly|slightly|consistently)\s)?"
_SIG = r"(?:(?P<sig>significantly)\s)?"
_VERB = r"(?P<verb>reduced|reduces|decreased|decreases|lowered|lowers|increased|increases|raised|raises|improved|improves|prolonged|prolongs|shortened|shortens|attenuated|attenuates|alleviated|alleviates|relieved|relieves|prevented|prevents|worsened|worsens)"
_NO_DIFFERENCE = re.compile(
    r"\b(?P<no>no|not any|without)\s(?:statistically\s|clinically\s)?(?P<s>significant\s)?(?:overall\s|major\s)?(?P<what>differences?|improvements?|reductions?|increases?|changes?|effects?|benefits?)\b(?P<rest>[^.;]{0,200})",
    re.I,
)
_NOT_VERB = re.compile(
    r"\b(?P<neg>did not|does not|do not|failed to|fails to|was not|were not)\s(?:statistically\s)?(?P<sig>significantly\s)?(?:show (?:a|any) |result in (?:a|any) |lead to (?:a|any) |produce (?:a|any) )?(?:statistically\s)?(?P<sig2>significant(?:ly)?\s)?"
    r"(?P<verb>reduc\w+|increas\w+|improv\w+|lower\w*|decreas\w+|differ\w*|affect\w*|chang\w+|prevent\w*|reliev\w*|superior to|better than|more effective than|effective)\b(?:\s(?:in|of|on|from|for|between))?\s(?P<rest>[^.;]{2,200})",
    re.I,
)
_ACTIVE = re.compile(rf"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bis )(?<!\bare )(?<!\bof )\b{_ADVERB}{_SIG}{_VERB}\s(?P<rest>[^.;]{{3,200}})", re.I)
_PASSIVE = re.compile(
    rf"\b(?:was|were|is|are)\s{_ADVERB}{_SIG}(?P<dir>lower|higher|greater|less|reduced|decreased|increased|improved|better|worse|longer|shorter|more frequent|less frequent|more common|less common)\s(?P<rest>(?:in|with|for|after|among|by|than|compared)\s[^.;]{{3,200}})",
    re.I,
)
_NOMINAL = re.compile(r"\b(?:statistically\s)?significant(?:ly)?\s(?P<noun>reductions?|decreases?|increases?|improvements?|declines?)\s(?:in|of)\s(?P<rest>[^.;]{3,200})", re.I)
_COMPARED = re.compile(r"\b(?:compared (?:with|to)|versus|vs\.?|than(?: (?:with|in|for|among|by))?|relative to|over)\s", re.I)
_BETWEEN = re.compile(r"\bbetween\s(?P<a>[^.;,]{2,60}?)\s(?:and|versus|vs\.?)\s(?P<b>[^.;,]{2,60}?)(?=\s(?:in|for|at|over|after|with|regarding|was|were|on)\b|[.,;)]|$)", re.I)
_IN_OUTCOME = re.compile(r"\b(?:in|of|for|on|regarding)\s(?=[a-z])", re.I)
_WITH_OUT = re.compile(r"^(?:in|with|for|after|among|by)\s", re.I)
_AIM = re.compile(
    r"\b(?:aim(?:s|ed)?\b|objective|purpose|to (?:assess|evaluate|determine|investigate|examine|compare|test|explore|study)\b|we (?:assessed|evaluated|investigated|examined|hypothesi[sz]ed|sought|aimed)|hypothesi[sz]|"
    r"whether|protocol|will be|were randomi[sz]ed to|is (?:needed|required|warranted)|are (?:needed|required|warranted)|should be|if\s)",
    re.I,
)
_NOT_RESULTS = re.compile(
    r"^(?:background|introduction|objectives?|aims?|purpose|rationale|context|questions?|hypothesis|(?:materials and |patients and )?methods?|design|setting|funding|(?:trial )?registration|keywords|references|search methods|selection criteria|main outcome measures?)\b",
    re.I,
)
_CLASSES: tuple[tuple[re.Pattern[str], ComparatorClass], ...] = (
    (re.compile(r"\bplacebo|\bsaline\b|\bvehicle\b", re.I), "placebo"),
    (re.compile(r"\bsham\b", re.I), "sham"),
    (re.compile(r"\b(?:no (?:treatment|intervention|therapy|drug)|untreated|wait(?:ing)?[ -]?list)\b", re.I), "no_treatment"),
    (re.compile(r"\b(?:usual|standard|conventional|routine) (?:care|treatment|therapy)\b|\btreatment as usual\b", re.I), "usual_care"),
    (re.compile(r"\bbaseline\b", re.I), "baseline"),
    (re.compile(r"^(?:the )?(?:controls?|control (?:group|arm)|comparison group)\b", re.I), "none_stated"),
)


def extract(view: View) -> Iterator[Draft]:
    """At most one finding for each form that the sentence shows; overlapping forms give the first, which says most."""
    text = view.text
    if (view.section and _NOT_RESULTS.match(view.section[-1])) or text.endswith("?"):
        return
    found = list(_forms(view))
    if not found or _AIM.search(text):
        return
    taken = -1
    for start, draft in sorted(found, key=lambda item: item[0]):
        if start >= taken:
            yield draft
            taken = draft.end - view.sentence.start


def _forms(view: View) -> Iterator[tuple[int, Draft]]:
    for pattern, read in _READERS:
        for match in pattern.finditer(view.text):
            if (draft := read(view, match)) is not None:
                yield match.start(), draft


def comparator(name: str | None) -> Comparator | None:
    if not name:
        return None
    return Comparator(text=name, class_=next((kind for pattern, kind in _CLASSES if pattern.search(name)), "active"))


def _draft(view: View, match: re.Match[str], outcome: str | None, intervention: str | None, other: str | None, direction: Direction, significance: Significance, confidence: float) -> Draft | None:
    if not outcome:
        return None
    text = view.text
    ps = p_values(text[match.start() :])
    statistic = Statistic(p=ps[0][0]) if len(ps) == 1 else None
    result = Result(direction=direction, significance=significance, hedge=words.hedge(text))
    end = len(text.rstrip())
    return view.draft(
        "finding",
        _subject_start(text, match.start()),
        end,
        confidence,
        intervention=Intervention(text=intervention) if intervention else None,
        comparator=comparator(other),
        outcome=Outcome(text=outcome, timepoint=time_point(text), polarity=polarity(outcome)),
        statistic=statistic,
        result=result,
        certainty=words.certainty(text),
    )


def _subject_start(text: str, at: int) -> int:
    """Where the clause begins whose predicate stands at `at`."""
    for mark in (";", ", but ", ", whereas ", ", while ", ", and "):
        found = text.rfind(mark, 0, at)
        if found > 0:
            return found + len(mark) + len(text[found + len(mark) :]) - len(text[found + len(mark) :].lstrip())
    return 0


def _split(rest: str) -> tuple[str, str | None]:
    """(before, after) a "compared with" phrase."""
    match = _COMPARED.search(rest)
    return (rest[: match.start()], phrases.right(rest, match.end(), None, 6)) if match else (rest, None)


def _no_difference(view: View, match: re.Match[str]) -> Draft | None:
    rest = match["rest"]
    between = _BETWEEN.search(rest)
    inside = _IN_OUTCOME.search(rest[: between.start()] + " " * (between.end() - between.start()) + rest[between.end() :] if between else rest)
    outcome = phrases.right(rest, inside.end()) if inside else None
    one = phrases.trim(between["a"], 6) if between else phrases.left(view.text, match.start())
    other = phrases.right(between["b"], 0, None, 6) if between else _split(rest)[1]
    return _draft(view, match, outcome, one, other, "no_difference", "not_significant", 0.7 if between else 0.55)


def _not_verb(view: View, match: re.Match[str]) -> Draft | None:
    before, other = _split(match["rest"])
    verb = match["verb"].lower()
    if verb.startswith(("superior", "better", "more effective")):
        return _draft(view, match, phrases.right(before, len(before)), phrases.left(view.text, match.start()), phrases.right(match["rest"], 0), "no_difference", "not_significant", 0.5)
    if verb.startswith("differ"):
        return _draft(view, match, phrases.left(view.text, match.start()), None, other, "no_difference", "not_significant", 0.5)
    return _draft(view, match, phrases.right(before, 0), phrases.left(view.text, match.start()), other, "no_difference", "not_significant", 0.65)


def _active(view: View, match: re.Match[str]) -> Draft | None:
    before, other = _split(match["rest"])
    outcome, subject = phrases.right(before, 0), phrases.left(view.text, match.start())
    if subject is None:
        return None
    verb = match["verb"].lower()
    direction = words.direction_of(verb) or _improved(outcome, worse=verb.startswith("worse"))
    return _draft(view, match, outcome, subject, other, direction, "significant" if match["sig"] else "not_reported", 0.7 if other else 0.55)


def _passive(view: View, match: re.Match[str]) -> Draft | None:
    before, other = _split(match["rest"])
    outcome = phrases.left(view.text, match.start())
    subject = phrases.right(_WITH_OUT.sub("", before), 0) if _WITH_OUT.match(before) else None
    word = match["dir"].lower()
    direction = "increased" if word.startswith("more") else "decreased" if word.startswith("less") else words.direction_of(word) or _improved(outcome, worse=word == "worse")
    return _draft(view, match, outcome, subject, other, direction, "significant" if match["sig"] else "not_reported", 0.7 if other else 0.5)


def _nominal(view: View, match: re.Match[str]) -> Draft | None:
    if re.search(r"\b(?:no|not|without|nor)\b[^,;]{0,40}$", view.text[: match.start()]):
        return None
    before, other = _split(match["rest"])
    outcome = phrases.right(before, 0)
    direction = words.direction_of(match["noun"].lower()) or _improved(outcome, worse=False)
    subject = phrases.left(view.text, match.start())
    return _draft(view, match, outcome, re.sub(r"\s(?:resulted|produced|showed|led|achieved|had|caused|provided).*$", "", subject) if subject else None, other, direction, "significant", 0.6)


def _improved(outcome: str | None, *, worse: bool) -> Direction:
    """Direction of the measure for "improved" and "worsened", by the outcome's polarity (higher is better unless known)."""
    lower = polarity(outcome or "") == "lower_is_better"
    return "decreased" if lower != worse else "increased"


_READERS = ((_NO_DIFFERENCE, _no_difference), (_NOT_VERB, _not_verb), (_PASSIVE, _passive), (_ACTIVE, _active), (_NOMINAL, _nominal))

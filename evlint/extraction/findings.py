"""Results in words: who changed what, in which direction, and whether significantly.

Aims, methods, hypotheses and general knowledge are no claims: a sentence must report a comparison or an effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from evlint.claims.record import Comparator, ComparatorClass, Intervention, Outcome, Result, Significance, Statistic
from evlint.documents import rhetoric
from evlint.extraction import assertions, clauses, forms, noninferiority, phrases, words
from evlint.extraction.clauses import Clause
from evlint.extraction.draft import Draft, View
from evlint.extraction.forms import Form
from evlint.extraction.numbers import p_values, time_point
from evlint.patterns import pattern as lazy
from evlint.vocabulary import polarity

_NOT_SIGNIFICANT = lazy(
    r"\b(?:not|n[’']t|non-?|without)\s?(?:being\s|reach(?:ing)?\s|statistically\s|statistical\s|a\s){0,2}significan\w+|\binsignifican|\bdid not reach (?:statistical )?significance", re.I
)
_THIS_NOT = lazy(
    r"^,?\s?(?:but|although|though|however|;)?,?\s?(?:although|though)?\s?(?:this|these|the|none of these|it)?\s?(?:differences?|results?|changes?|effects?|trends?|findings?)?\s?(?:was|were|did|is|are)\s(?:not|n[’']t)\s(?:reach\s)?(?:statistically\s|statistical\s)?significan",
    re.I,
)
_NEITHER = lazy(r"neither\b", re.I)
_NON = lazy(r"\b(?:non-?\s?|(?:insignificant|non-?significant|not significant)ly,?\s)$", re.I)
_GOES_ON = lazy(r"(?:significantly\s|also\s)?(?:higher|lower|greater|fewer|less|longer|shorter|more|increased|decreased|reduced|improved|better|worse)\s", re.I)
_WITHIN_GROUPS = lazy(r"\bover time\b|\bfrom baseline\b|\b(?:both|all|the two|the three|either|each)\s(?:\w+\s)?(?:groups?|arms?|treatments?|conditions?|interventions?|regimens?|drugs?)\b", re.I)
_LISTED = lazy(r",\s(?:and\s|or\s)?|\sand\s|\sor\s|\sas well as\s")
_LONGEST_ITEM, _ALPHA = 5, 0.05
_CLASSES: tuple[tuple[re.Pattern[str], ComparatorClass], ...] = (
    (lazy(r"\bplacebo|\bsaline\b|\bvehicle\b", re.I), "placebo"),
    (lazy(r"\bsham\b", re.I), "sham"),
    (lazy(r"\b(?:no (?:treatment|intervention|therapy|drug)|untreated|wait(?:ing)?[ -]?list)\b", re.I), "no_treatment"),
    (lazy(r"\b(?:usual|standard|conventional|routine) (?:care|treatment|therapy)\b|\btreatment as usual\b", re.I), "usual_care"),
    (lazy(r"\bbaseline\b", re.I), "baseline"),
    (lazy(r"^(?:the )?(?:controls?|control (?:group|arm)|comparison group)\b", re.I), "none_stated"),
)


def extract(view: View) -> Iterator[Draft]:
    """Results in words, clause by clause; one draft for each outcome that a clause names."""
    text = view.text
    if not rhetoric.asserts(text, view.section, view.label):
        return
    yield from _in_sentence(view)


def _in_sentence(view: View) -> Iterator[Draft]:
    """The drafts of all clauses. A clause that goes on takes its subject, or its outcome, from the one before."""
    found: list[tuple[Clause, Form]] = []
    for clause in clauses.split(clauses.bare(view.text)):
        for form in _read(clause.text):
            before = found[-1][1] if found else None
            if before and form.subject is None and _GOES_ON.match(clause.text):
                found.append((clause, replace(form, subject=before.subject, other=form.other or before.other)))
            elif before and form.outcome is None:
                if _WITHIN_GROUPS.search(found[-1][0].text):
                    found.pop()  # "both groups improved, with no difference between them": the comparison counts
                elif _THIS_NOT.match(clause.text):
                    continue  # it says of the result before that it is not significant, and that result knows
                found.append((clause, replace(form, outcome=before.outcome)))
            elif form.outcome is not None:
                found.append((clause, form))
    for clause, form in found:
        yield from _drafts(view, clause, form)


def _read(clause: str) -> Iterator[Form]:
    """The results of a clause; where it reports none, the general statement that it makes."""
    found = list(noninferiority.read(clause)) or list(assertions.unsupported(clause)) or list(forms.read(clause))
    for form in found or assertions.read(clause):
        yield replace(form, direction="no_difference") if _NEITHER.match(clause) and form.direction in ("increased", "decreased") else form


def comparator(name: str | None) -> Comparator | None:
    if not name:
        return None
    return Comparator(text=name, class_=next((kind for pattern, kind in _CLASSES if pattern.search(name)), "active"))


def _drafts(view: View, clause: Clause, form: Form) -> Iterator[Draft]:
    text = view.text[clause.start : clause.start + len(clause.text)]
    significance = _significance(view.text, clause, form, text)
    other = form.other or (phrases.group(clause.other) if clause.other else None)
    ps = p_values(text[form.at :])
    end = clause.start + len(clause.text.rstrip())
    for outcome in _items(form.outcome):
        yield view.draft(
            "finding",
            clause.start,
            end,
            form.confidence,
            intervention=Intervention(text=form.subject) if form.subject else None,
            comparator=comparator(other),
            outcome=Outcome(text=outcome, timepoint=time_point(clause.lead + clause.text), polarity=polarity(outcome)),
            statistic=Statistic(p=ps[0][0]) if len(ps) == 1 else None,
            result=Result(direction=form.direction, significance=significance, hedge=words.hedge(view.text)),
            certainty=words.certainty(view.text),
        )


def _significance(sentence: str, clause: Clause, form: Form, text: str) -> Significance:
    """Significance from the words of the clause, what the sentence says of "this difference" behind it, and its first p."""
    if form.direction == "no_difference":
        return "noninferior" if form.noninferior else "not_significant"
    if _NON.search(text, max(0, form.at - 24), form.at):
        return "not_significant"  # "non-significantly reduced", "slightly, but insignificantly, reduced"
    behind = sentence[clause.start + len(clause.text) :]
    if _NOT_SIGNIFICANT.search(text, form.at) or _THIS_NOT.match(behind):
        return "not_significant"
    if form.sure:
        return "significant"
    p = next((read for read, _, _ in p_values(text[form.at :]) if read.test is None), None)
    if p is None:
        return "not_reported"
    if p.comparator == "ns":
        return "not_significant"
    value = float(p.value or "nan")
    if p.comparator in ("=", "<", "<="):
        return "significant" if value <= _ALPHA else "not_significant" if p.comparator == "=" else "not_reported"
    return "not_significant" if value >= _ALPHA else "not_reported"


def _items(outcome: str | None) -> list[str]:
    """The outcomes that a phrase lists ("pain, function and mood"): each is a result of its own."""
    if outcome is None:
        return []
    items = [phrases.trim(item) for item in _LISTED.split(outcome)]
    named = [item for item in items if item]
    return named if len(named) == len(items) and all(len(item.split()) <= _LONGEST_ITEM for item in named) else [outcome]

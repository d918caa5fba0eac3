"""Documents → draft claims. One module a family; each yields drafts from one sentence (or, for sums, the whole text)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from evlint.claims.model import Claim
from evlint.documents.model import Document
from evlint.extract import counts, doses, estimates, findings, quantities, recommendations
from evlint.extract.draft import Draft, View, to_claims

Extractor = Callable[[View], Iterator[Draft]]

# An extractor and the cheap anchor that a sentence must hold before it is looked at closely.
FAMILIES: tuple[tuple[re.Pattern[str], Extractor], ...] = (
    (re.compile(r"\d"), estimates.extract),
    (re.compile(r"%"), counts.extract),
    (re.compile(r"\d\s?(?:mg|mcg|µg|μg|g|IU|units?|ml|mL|mmol)\b"), doses.extract),
    (re.compile(r"%\s(?:of|relative)|(?i:\b(?:all|every)\b)"), quantities.extract),
    (
        re.compile(r"\b(?:no|not|without|failed|fails|significan\w+|(?:re|in|de)(?:duc|creas)\w+|improv\w+|lower\w*|rais\w+|higher|greater|less|better|worse\w*|longer|shorter|prolong\w+|attenuat\w+|alleviat\w+|reliev\w+|prevent\w+|shorten\w+|more)\b", re.I),
        findings.extract,
    ),
    (re.compile(r"\b(?:recommend\w*|should|must|option|considered|consider|offer|contraindicated|last resort|routine use|suggests? against|do not|we suggest|may be used)\b", re.I), recommendations.extract),
)


def drafts(document: Document) -> list[Claim]:
    """All drafts of a document, in order of place: a function of its bytes and of this package alone."""
    found: list[Draft] = list(counts.sums(document))
    for sentence in document.sentences:
        text = document.clean[sentence.start : sentence.end]
        view = View(document, sentence, text)
        found += _one_a_result([draft for anchor, extractor in FAMILIES if anchor.search(text) for draft in extractor(view)])
    return to_claims(document, found)


def _one_a_result(found: list[Draft]) -> list[Draft]:
    """One record a result: words that only lead up to an estimate are the estimate's own, and name its parts."""
    estimates_here = [draft for draft in found if draft.kind == "estimate"]
    if not estimates_here:
        return found
    out: list[Draft] = []
    for draft in found:
        covers = draft.kind == "finding" and any(draft.start <= e.start and e.end <= draft.end for e in estimates_here)
        if draft.kind == "estimate":
            lead = next((f for f in found if f.kind == "finding" and f.start <= draft.start and draft.end <= f.end), None)
            parts = {name: lead.parts[name] for name in ("intervention", "comparator", "certainty") if lead and name in lead.parts}
            draft = replace(draft, parts={**parts, **draft.parts})
        if not covers:
            out.append(draft)
    return out

"""A statement about the world stands without a source, in a document that cites.

## What it checks
Sentences like those that authors of medical articles cite for (numbers, causes, effects, comparisons, what others found), judged by a
small trained model, with no citation in them or in the sentence before or after. Plain statements of an effect, a cause, a comparison
or a share need less of its certainty than others. The five surest of a document are shown.

## Why it matters
Readers cannot check what has no source, and cannot see when it is out of date.

## Example
"Scabies affects about 200 million people in the world."

## Not flagged
Own results ("we found", "in our study", "Table 2"), unless they are set beside those of others; aims, definitions, advice, questions,
quotations; abstract, methods, results, conclusions and formal sections; sentences that name a page or a registration; list items and
sentences whose neighbour in the paragraph cites or links; documents that cite nothing.

## Limits
Common knowledge can sound like a finding. A source that is cited two sentences before is not seen. The model learnt from introductions and discussions of articles, in English.

## References
Wright D, Augenstein I. CiteWorth: cite-worthiness detection for improved scientific document understanding. Findings of ACL 2021:1796.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided
from evlint.rules.support import _uncited as model

META = RuleMeta(
    code="SUP101",
    name="uncited-claim",
    summary="a claim about the world has no source",
    scope="document",
    severity="note",
    since="0.1.0",
    measured="CiteWorth, 13,896 unseen sentences: precision .69, recall .58 (at .70 and above .82, .25); 282 articles: 571 flagged, 125 read, 82 right (at .60 and above 59 of 75)",
)
FLOOR, STATED_FLOOR, SHOWN = 0.5, 0.35, 5
"""Plain statements of an effect, a cause, a comparison or a share are shown from `STATED_FLOOR` on, all others from `FLOOR` on."""


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    judged: list[tuple[float, int, int]] = []
    for sentence, supported in model.uncited(document):
        text = document.clean[sentence.start : sentence.end]
        if supported or model.silent(text) or (chance := model.likely(text)) < (STATED_FLOOR if model.states(text) else FLOOR):
            yield PASSED
        else:
            judged.append((-chance, sentence.start, sentence.end))
    for i, (minus, start, end) in enumerate(sorted(judged)):
        if i >= SHOWN:
            yield Undecided(f"the {SHOWN} surest of the document are shown")
            continue
        yield META.finding(
            "a claim about the world has no source",
            document.at(start, end, "no citation here or beside it"),
            confidence=-minus,
            help="cite what it rests on, or say that it is an own result or common knowledge",
        )

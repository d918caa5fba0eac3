"""An entry of the baseline has no finding any more.

## What it checks
Runs over the whole corpus: every entry of the baseline whose rule ran and whose finding is gone.

## Why it matters
A baseline only ever gets shorter by being pruned. An entry that stays behind would let the same fault in again.

## Example
The interval of a document was corrected; its entry is still there. `evlint baseline prune` removes it.

## Not flagged
Entries of rules that did not run (a project's own rules among them, where its code may not run); documents that could not be read; runs over single files (`evlint check FILE`), which say nothing about the others.

## Limits
An id holds path and quotes: a renamed document, or a quote with another word, has new ids.

## References
ESLint bulk suppressions (`--prune-suppressions`).
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.findings.handling import Handled
from evlint.findings.model import Edit
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="IGN201",
    name="stale-baseline-entry",
    summary="an entry of the baseline has no finding any more",
    scope="run",
    severity="error",
    since="0.1.0",
    measured="exact by construction: the finding is there, or is not",
)


def check(handled: Handled, corpus: Corpus) -> Iterator[Outcome]:
    if handled.baseline is None or not handled.whole:
        return
    families = {code[:3] for code in handled.known.values()}
    for listed in handled.baseline.lines:
        entry = listed.entry
        unjudged = entry is not None and (entry.document in handled.unread or (entry.rule not in handled.ran and (entry.rule.lower() in handled.known or entry.rule[:3] not in families)))
        if entry is None or unjudged:
            continue
        if entry.id in handled.ids:
            yield PASSED
        else:
            line = Edit(listed.place.document, listed.place.start, min(listed.place.end + 1, len(handled.baseline.source.text)), "")
            yield META.finding(
                f"{entry.rule} in {entry.document} is gone, and still stands in the baseline",
                listed.place,
                confidence=1.0,
                help="run `evlint baseline prune`",
                fix=[line],
            )

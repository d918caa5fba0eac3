"""A comment names a rule that does not exist.

## What it checks
The words of every `evlint: ignore` comment: codes and names of rules, and ids of findings (16 digits).

## Why it matters
A code with a slip in it sets nothing aside, and its author believes that it does.

## Example
`<!-- evlint: ignore STA2O1: as printed -->`, with a letter O.

## Not flagged
Ids of findings that are gone: that is IGN101. Anything in a project with rules of its own, whose code may not run everywhere.

## Limits
The beginning of a code is no rule here: `STA` would set aside thirty rules at once.

## References
Ruff RUF102.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from evlint.findings.handling import Handled
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="IGN102",
    name="unknown-suppression",
    summary="a comment names a rule that does not exist",
    scope="run",
    severity="warning",
    since="0.1.0",
    measured="exact by construction: a rule of this name exists, or does not",
)


def check(handled: Handled, corpus: Corpus) -> Iterator[Outcome]:
    for one in handled.comments:
        for word in one.comment.directive.words if not one.comment.directive.fault else ():
            if word in one.comment.directive.ids or word.lower() in handled.known or corpus.settings.own_rules:
                yield PASSED
                continue
            begun = sorted({code for code in handled.known.values() if code.startswith(word.upper())})
            near = get_close_matches(word.lower(), handled.known, 1, 0.6)
            hint = f"name single rules: {', '.join(begun[:4])} …" if begun else f"did you mean {near[0].upper() if near[0][-1].isdigit() else near[0]}?" if near else "`evlint rules` lists them"
            yield META.finding(f"no rule is named {word!r}", one.comment.at(), confidence=1.0, help=hint)

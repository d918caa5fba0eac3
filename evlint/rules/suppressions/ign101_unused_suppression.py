"""A comment sets aside a rule that finds nothing there.

## What it checks
Every rule and every id of a finding that an `evlint: ignore` comment names: whether it set any finding of this run aside.

## Why it matters
The fault was mended, or the text changed so that the finding is another one now. What is left would hide the next fault at this place, and
nobody reads it again.

## Example
`<!-- evlint: ignore STA201: as printed in the trial -->` above a paragraph whose interval was corrected since.

## Not flagged
Rules that did not run, comments whose day is over (IGN103), comments that cannot be read (IGN104), rules that nobody knows (IGN102).

## Limits
A finding that comes and goes with data from the network takes its comment with it.

## References
ESLint `--report-unused-disable-directives`, Ruff RUF100.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.findings.handling import Handled
from evlint.findings.model import Edit
from evlint.findings.suppress import Comment
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta

META = RuleMeta(
    code="IGN101",
    name="unused-suppression",
    summary="a comment sets aside a rule that finds nothing there",
    scope="run",
    severity="warning",
    since="0.1.0",
    measured="exact by construction: a comment either set a finding aside in this run, or none",
)


def _removal(comment: Comment) -> tuple[Edit, ...]:
    """The comment taken out, with its line where nothing else stands there; none of a format that is no text."""
    if comment.file.places:
        return ()
    text, start, end = comment.file.text, comment.directive.start, comment.directive.end
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    if not text[first:start].strip() and not text[end : last if last >= 0 else len(text)].strip():
        return (Edit(comment.file.path, first, last + 1 if last >= 0 else len(text), ""),)
    while start > first and text[start - 1] in " \t":
        start -= 1
    return (Edit(comment.file.path, start, end, ""),)


def check(handled: Handled, corpus: Corpus) -> Iterator[Outcome]:
    for one in handled.comments:
        if one.comment.directive.fault or one.over:
            continue
        named_by_rule = {finding.rule for finding in one.pairs}
        for word in one.comment.directive.words:
            is_id = word in one.comment.directive.ids
            code = handled.known.get(word.lower(), "")
            if (is_id and word.lower() not in one.used) or (code in handled.ran and word.lower() not in one.used and code not in named_by_rule):
                yield META.finding(
                    f"{word} finds nothing here, and is set aside all the same",
                    one.comment.at(),
                    confidence=0.99,
                    notes=("an id changes when a quote of its finding changes",) if is_id else (),
                    fix=_removal(one.comment) if len(one.comment.directive.words) == 1 else (),
                    help=f"remove {word} from the comment" if len(one.comment.directive.words) > 1 else "remove the comment",
                )
            elif is_id or code:
                yield PASSED

"""Steps 2 to 4 of the pipeline for many files: bytes → Document, draft claims. Each file on its own, so the work can be kept or shared out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evlint.claims.merge import in_order
from evlint.claims.model import Claim
from evlint.config.settings import Settings
from evlint.documents import reading
from evlint.documents.model import Document
from evlint.rules import registry
from evlint.rules.alone import Judged, judge_alone
from evlint.rules.base import Rule

Files = Mapping[str, bytes | str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read, the claims drafted from it, and, where somebody worked it out, what rules say of the document alone."""

    document: Document
    drafts: tuple[Claim, ...]
    alone: Judged | None = None


Prepare = Callable[[Files, Settings], dict[str, Prepared]]
"""(files by path, settings) → what they hold, in order of path."""


def prepare_one(path: str, data: bytes | str, settings: Settings, rules: Sequence[Rule], *, alone: bool = False) -> Prepared:
    """Read one file, and draft its claims: no more than the rules read."""
    from evlint.extraction import drafts

    document = reading.read(path, data, settings.formats)
    claims = in_order(drafts(document, registry.reads(rules)))
    if not alone:
        return Prepared(document, claims)
    return Prepared(document, claims, judge_alone(document, claims, (rule for rule in rules if registry.is_built_in(rule.META)), settings))


def prepare(files: Files, settings: Settings) -> dict[str, Prepared]:
    """One file after the other; nothing is kept."""
    rules = registry.selected(settings)
    return {path: prepare_one(path, files[path], settings, rules) for path in sorted(files)}

"""Steps 2 to 4 of the pipeline for many files: bytes → Document, draft claims. Each file on its own, so the work can be kept or shared out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from evlint.claims.merge import in_order
from evlint.claims.model import Claim
from evlint.config.settings import Settings
from evlint.documents import reading
from evlint.documents.model import Document
from evlint.rules import registry
from evlint.rules.alone import Judged, judge_alone

Files = Mapping[str, bytes | str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read, the claims drafted from it, and, where somebody worked it out, what rules say of the document alone."""

    document: Document
    drafts: tuple[Claim, ...]
    alone: Judged | None = None


Prepare = Callable[[Files, Settings], dict[str, Prepared]]
"""(files by path, settings) → what they hold, in order of path."""


def prepare_one(path: str, data: bytes | str, settings: Settings, *, alone: bool = False) -> Prepared:
    """Read one file, and draft its claims: no more than the selected rules read."""
    from evlint.extraction import drafts

    rules = registry.selected(settings)
    document = reading.read(path, data, settings.formats)
    claims = in_order(drafts(document, registry.reads(rules)))
    if not alone:
        return Prepared(document, claims)
    return Prepared(document, claims, judge_alone(document, claims, (rule for rule in rules if registry.is_built_in(rule.META)), settings))


def prepare(files: Files, settings: Settings) -> dict[str, Prepared]:
    """One file after the other; nothing is kept."""
    return {path: prepare_one(path, files[path], settings) for path in sorted(files)}

"""The settings of one run. Plain values: a run without a configuration file needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from evlint.documents.reading import ENDINGS, FormatName
from evlint.documents.slugs import Renderer
from evlint.vocabulary.synonyms import Synonyms

Severity = Literal["note", "warning", "error"]
Reader = Literal["publisher", "editor", "methodologist"]
"""Who reads the findings: a publisher the errors, an editor the warnings too, a methodologist all of them."""
FailOn = Literal["error", "warning", "note", "never"]
MAX_AGE: Mapping[str, int] = {"guideline": 3, "patient_information": 3, "review": 5, "default": 5}
"""Years after which the newest source of a document counts as old, by type of document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the retraction table stands and answers of registries are kept (relative to the configuration), and the address that registries may write to."""

    retractions: str = ".evlint/retractions.sqlite"
    answers: str = ".evlint/answers.sqlite"
    mailto: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PerFile:
    """Other rules for some documents: only those of `select` (where it names any), none of `ignore`, and severities of their own."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """`include` and `exclude` are globs relative to the configuration's folder; rules are named by code, beginning of a code, or name.

    A finding falls under a glob of `per_file` when any of its places stands in a document that the glob matches.
    """

    include: tuple[str, ...] = tuple(f"**/*{ending}" for ending in ENDINGS if ending != ".json")
    exclude: tuple[str, ...] = ()
    claims: str = "claims"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False  # also rules that are still being tried; naming one by its code or name runs it too
    severity: Mapping[str, Severity] = field(default_factory=dict)
    min_confidence: float = 0.0
    per_file: Mapping[str, PerFile] = field(default_factory=dict)
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # options of rules, by code
    fail_on: FailOn = "error"
    reader: Reader = "methodologist"
    own_rules: str = ""  # a folder of the project with rules of its own, run where the user allows it
    suppressions: bool = True  # False for one run: comments, verdicts, acknowledgements and the baseline are not heeded
    baseline: str = "evlint-baseline.jsonl"
    docs_url: str = ""  # where the pages of the rules are published
    max_age: Mapping[str, int] = field(default_factory=lambda: dict(MAX_AGE))
    vocabulary: Synonyms = field(default_factory=Synonyms)
    sources: Sources = field(default_factory=Sources)
    formats: Mapping[str, FormatName] = field(default_factory=dict)  # patterns of file names → the format that they are read as
    renderer: Renderer | None = None  # how headings become anchors; None: as on GitHub, and silent where another renderer may do

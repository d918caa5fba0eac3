"""The public functions: the pipeline over texts in memory. No disk, no cache, no network."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from evlint import engine
from evlint.claims.model import Claim
from evlint.config.settings import Settings
from evlint.documents import reading
from evlint.extraction import drafts
from evlint.findings.report import Report


def lint(
    documents: Mapping[str, str | bytes],
    claims: Mapping[str, str] | None = None,
    as_of: str | date | None = None,
    config: Mapping[str, Any] | None = None,
) -> Report:
    """Lint documents given as name → text or bytes, with record files given as path → YAML.

    `as_of` (ISO date) is the day on which ages are judged, by default today (UTC); `config` holds the keys of `evlint.toml`.
    Raises ValueError for a date or a configuration that cannot be used, TypeError for a document that is neither text nor bytes; what
    documents and records hold never raises.
    """
    _check(documents)
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of or datetime.now(UTC).date()
    return engine.run(documents, claims or {}, _settings(config), day)


def _check(documents: Mapping[str, str | bytes]) -> None:
    for name, text in documents.items():
        if not isinstance(text, (str, bytes)):
            raise TypeError(f"{name!r}: a document is given as text or bytes, not as {type(text).__name__}")


def _settings(config: Mapping[str, Any] | None) -> Settings:
    if not config:
        return Settings()
    from evlint.config.model import ConfigError, from_table
    from evlint.rules import registry

    settings = from_table(dict(config), "config")
    if fault := next(registry.faults(settings), ""):
        raise ConfigError(f"config: {fault}")
    return settings


def extract(documents: Mapping[str, str | bytes]) -> list[Claim]:
    """Draft claims of documents given as name → text or bytes, in order of (document, start). Raises TypeError for anything else."""
    _check(documents)
    return [claim for path in sorted(documents) for claim in drafts(reading.read(path, documents[path]))]

"""evlint: a linter for documents that state medical evidence.

    import evlint
    report = evlint.lint({"a.md": "…"}, as_of="2026-11-24")
    claims = evlint.extract({"a.md": "…"})
    reference = evlint.parse_reference("1. Bell RF; Kalso EA. Ketamine for pain management. …")

Names are loaded when they are first used, so that importing evlint costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Claim", "Finding", "Report", "__version__", "extract", "lint", "parse_reference", "statistics"]

_PLACES = {
    "lint": "evlint.api",
    "extract": "evlint.api",
    "parse_reference": "evlint.bibliography.reference",
    "Claim": "evlint.claims.model",
    "Finding": "evlint.findings.model",
    "Report": "evlint.findings.report",
}

if TYPE_CHECKING:
    from evlint import statistics
    from evlint.api import extract, lint
    from evlint.bibliography.reference import parse_reference
    from evlint.claims.model import Claim
    from evlint.findings.model import Finding
    from evlint.findings.report import Report


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "statistics":
        return import_module("evlint.statistics")
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'evlint' has no attribute {name!r}")

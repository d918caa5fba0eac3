"""What each key of the configuration says, in words for people: in the manual and in the schema that editors read."""

from __future__ import annotations

from collections.abc import Mapping

KEYS: Mapping[str, tuple[str, str]] = {
    "include": ("globs", "which files are the corpus, relative to the folder of the configuration"),
    "exclude": ("globs", "which of them are left out"),
    "claims": ("folder", "where the claim records stand"),
    "select": ("rules", "run only these"),
    "extend-select": ("rules", "run these as well"),
    "ignore": ("rules", "leave these out"),
    "preview": ("true, false", "run rules that are still being tried"),
    "severity": ("table: rule = severity", "report a rule as `note`, `warning` or `error`; the longest name that fits counts"),
    "min-confidence": ("0 to 1", "leave out findings that are right with less than this probability"),
    "per-file": ("tables by glob", "`select`, `ignore` and `severity` for some documents"),
    "rules": ("tables by code", "options of single rules; the page of a rule lists them"),
    "fail-on": ("error, warning, note, never", "exit with 1 on findings of this severity or worse"),
    "baseline": ("file", "findings that the project has taken over as they are"),
    "reader": ("publisher, editor, methodologist", "show errors; warnings too; everything"),
    "own-rules": ("folder", "the project's own rules, run only where the user allows it"),
    "docs-url": ("address", "where the pages of the rules are published; findings then lead there"),
    "max-age": ("table: type = years", "after how many years the newest source of a document counts as old"),
    "vocabulary": ("table", "your own names: `interventions`, `conditions`, `outcomes`, `polarity`, `broader`, or a `file` with them"),
    "sources": ("table", "`retractions` and `answers`: files where data are kept; `mailto`: an address for the registries"),
    "formats": ("table: pattern = format", "read files of this pattern as this format, whatever their ending"),
    "renderer": ("github, mkdocs, hugo, pandoc", "how your site makes anchors of headings"),
}
"""Key → (what it takes, what it does)."""

"""Saved JSON reports: read back, and the texts that they speak of where these have not changed since."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evlint.claims.store import file_name
from evlint.commands.corpus import formats_of, inside
from evlint.documents import reading
from evlint.documents.model import Document
from evlint.exits import UsageError
from evlint.findings import saved


def load(name: str) -> dict[str, Any]:
    """The report in a JSON file. Raises UsageError for what is none."""
    try:
        return saved.report(_json(name))
    except saved.SavedReportError as error:
        raise UsageError(f"{name} is no report of this version of evlint: {error}; make it anew with `evlint check --format json={name}`") from None


def load_older(name: str) -> dict[str, Any]:
    """A report to compare with, of this version or one before. Raises UsageError."""
    try:
        return saved.comparable(_json(name))
    except saved.SavedReportError as error:
        raise UsageError(f"{name} is no report of evlint: {error}") from None


def _json(name: str) -> Any:
    try:
        return json.loads(Path(name).read_bytes())
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{name} is no JSON; `evlint check --format json={name}` writes a report") from None


def texts(report: dict[str, Any], arguments: argparse.Namespace) -> tuple[dict[str, Document], dict[str, str]]:
    """(documents, texts by path) of a saved report, as far as they lie on disk and their digest is the one of the report.

    Record files have no digest: of those, a place is shown only where its quote still stands there.
    """
    root, settings = formats_of(arguments)
    documents: dict[str, Document] = {}
    for head in report["documents"]:
        if head["status"] != "read":
            continue
        if not inside(root, head["path"]):
            continue  # a report comes by mail: it must not choose what is read
        try:
            raw = (root / head["path"]).read_bytes()
        except (OSError, ValueError):
            continue
        if f"sha256:{hashlib.sha256(raw).hexdigest()}" == head["digest"]:
            read = reading.read(head["path"], raw, settings.formats)
            if read.status == "read":
                documents[head["path"]] = read
    found = {path: document.source.text for path, document in documents.items()}
    return documents, found | dict(_records(root, settings.claims, report))


def _records(root: Path, folder: str, report: dict[str, Any]) -> Iterable[tuple[str, str]]:
    named = {f"{folder}/{file_name(head['path'])}" for head in report["documents"]} | {f"{folder}/sources.yaml", f"{folder}/conflicts.yaml"}
    spoken = {place["document"] for finding in report["findings"] for place in finding["locations"]}
    for path in sorted(named & spoken) if folder else ():
        if not inside(root, path):
            continue
        try:
            yield path, (root / path).read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
        except OSError:
            continue

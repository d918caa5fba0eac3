"""`evlint extract`: draft records, to be corrected by people. Files that exist are never touched."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evlint.claims.model import Claim
from evlint.claims.record import to_plain
from evlint.claims.store import file_name
from evlint.commands import corpus
from evlint.commands.files import write
from evlint.documents import reading
from evlint.documents.model import Document
from evlint.exits import Exit, UsageError, worst
from evlint.extraction import drafts
from evlint.reporters import records


def run(arguments: argparse.Namespace) -> Exit:
    if arguments.output and arguments.format == "jsonl":
        raise UsageError("-o writes YAML records; leave --format out, or redirect the JSON lines")
    loaded = corpus.load(arguments)
    names = sorted(loaded.focus & set(loaded.files)) if loaded.focus is not None else sorted(loaded.files)
    documents = [reading.read(name, loaded.files[name], loaded.settings.formats) for name in names]
    drafted = [(document, drafts(document)) for document in documents]
    if arguments.output:
        _into(Path(arguments.output), drafted)
    elif arguments.format == "jsonl":
        for _, claims in drafted:
            sys.stdout.writelines(json.dumps(claim.to_dict(), ensure_ascii=False) + "\n" for claim in claims)
    else:
        sys.stdout.write("---\n".join(_yaml(document, claims) for document, claims in drafted))
    for document in documents:
        if document.status != "read":
            print(f"evlint: {document.path}: {document.status}: {document.reason}", file=sys.stderr)
    failed = bool(loaded.unreadable) or any(document.status == "failed" for document in documents)
    return worst([Exit.UNREADABLE if failed else Exit.CLEAN, Exit.CLEAN if documents else Exit.EMPTY])


def _into(folder: Path, drafted: list[tuple[Document, list[Claim]]]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make {folder}: {error.strerror or error}") from None
    names = [file_name(document.path) for document, _ in drafted]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UsageError(f"two documents would share the record file {twice}; rename one of them")
    for document, claims in drafted:
        file = folder / file_name(document.path)
        if file.exists():
            print(f"evlint: {file} exists and is left alone", file=sys.stderr)
        else:
            write(file, _yaml(document, claims))
            print(f"evlint: wrote {file}: {len(claims)} draft{'' if len(claims) == 1 else 's'}", file=sys.stderr)


def _yaml(document: Document, claims: list[Claim]) -> str:
    return records.to_yaml(document, [to_plain(claim.record) for claim in claims])

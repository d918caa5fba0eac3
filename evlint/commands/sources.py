"""`evlint sources list|import|sync`: what the corpus cites, what is known of it, and the file that keeps both."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path
from typing import Any

from evlint.bibliography import files as bibliographies
from evlint.bibliography.model import Reference
from evlint.claims import register, store
from evlint.claims.record import SourceRecord
from evlint.commands import corpus
from evlint.commands.files import write
from evlint.documents import reading
from evlint.documents.decode import UndecodableError, decode
from evlint.documents.model import Document
from evlint.exits import Exit, UsageError
from evlint.sources import learning, works
from evlint.sources.facts import NOTHING, Facts
from evlint.sources.works import Cited

NAME = "sources.yaml"
_STATUS = {"retracted": "retracted", "concern": "concern", "corrected": "corrected"}


@dataclass(frozen=True, slots=True)
class Register:
    """sources.yaml as it stands: its file, its text (empty where there is none), its entries."""

    file: Path
    text: str
    sources: tuple[SourceRecord, ...]


def run(arguments: argparse.Namespace) -> Exit:
    loaded = corpus.load(arguments)
    if arguments.action == "list":
        return _list(loaded, arguments)
    return _sync(loaded, arguments) if arguments.action == "sync" else _import(loaded, arguments)


def _documents(loaded: corpus.Loaded) -> list[Document]:
    read = [reading.read(name, loaded.files[name], loaded.settings.formats) for name in sorted(loaded.files)]
    for document in read:
        if document.status != "read":
            print(f"evlint: {document.path}: {document.status}: {document.reason}", file=sys.stderr)
    return [document for document in read if document.status == "read"]


def _register(loaded: corpus.Loaded) -> Register:
    """The project's sources.yaml. Raises UsageError where it cannot be read as one: nothing is written over a file that is not understood."""
    name = f"{loaded.settings.claims or 'claims'}/{NAME}"
    text = loaded.records.get(name, "")
    stored = store.load({name: text}) if text.strip() else store.Records()
    if "\ufffd" in text:
        raise UsageError(f"{name} is not UTF-8; save it as UTF-8 first, so that no letter is lost")
    if stored.problems:
        fault = stored.problems[0]
        raise UsageError(f"{name}:{fault.location.line}: {fault.message}; correct it first (`evlint claims check` shows it)")
    return Register(loaded.root / name, text, stored.sources)


def _facts(loaded: corpus.Loaded, found: Iterable[Document], sources: Iterable[SourceRecord], *, online: bool) -> Facts:
    from evlint.sources.table import TableError

    learn = corpus.learner(loaded, online=online)
    try:
        return learn(works.names(found, sources), ()) if learn else NOTHING
    except TableError as error:
        raise UsageError(str(error)) from None


def _list(loaded: corpus.Loaded, arguments: argparse.Namespace) -> Exit:
    documents, known = _documents(loaded), _register(loaded)
    facts = _facts(loaded, documents, known.sources, online=arguments.online)
    rows = [_row(work, facts) for work in works.cited(documents, known.sources)]
    if arguments.format == "json":
        sys.stdout.write(json.dumps({"data": learning.by(facts), "sources": rows}, ensure_ascii=False, indent=2) + "\n")
        return Exit.CLEAN if rows else Exit.EMPTY
    for row in rows:
        print(f"{row['id'] or '-':24} {row['state']}\n  {row['label'] or 'no author, year or title'}\n  {', '.join(row['identifiers']) or 'no DOI or PMID'}")
        print("".join(f"  cited in {place}\n" for place in row["cited_in"]) or "  cited in no document\n", end="")
    print(f"{len(rows)} works; {learning.said(facts) or 'no retraction data: `evlint sources import retraction_watch.csv` brings them'}")
    return Exit.CLEAN if rows else Exit.EMPTY


def _row(work: Cited, facts: Facts) -> dict[str, Any]:
    reference = work.entries[0][1].reference if work.entries else None
    record = work.record
    family = next((author.family or author.literal for author in record.author), "") if record else ""
    label = (family, record.issued[:4] if record and record.issued else "", record.title or "" if record else "")
    if not any(label) and reference:
        label = (reference.first_author or "", reference.year or "", reference.title or reference.raw[:80])
    return {
        "id": record.id if record else None,
        "label": " · ".join(" ".join(part.split()) for part in label if part),
        "identifiers": list(work.identifiers()),
        "state": learning.described(work.names, facts),
        "cited_in": sorted({f"{document.path}:{document.at(entry.start, entry.end).line}" for document, entry in work.entries}),
    }


def _sync(loaded: corpus.Loaded, arguments: argparse.Namespace) -> Exit:
    """Add what documents cite and sources.yaml lacks; fill in fields and states that are known by now."""
    documents, known = _documents(loaded), _register(loaded)
    facts = _facts(loaded, documents, known.sources, online=arguments.online)
    taken = {source.id for source in known.sources}
    index = {source.id: i for i, source in enumerate(known.sources)}
    new: list[register.Fields] = []
    missing: list[tuple[int, register.Fields]] = []
    for work in works.cited(documents, known.sources):
        fields = _known(work, facts)
        if work.record is not None:
            held = {name: value for name, value in fields.items() if not getattr(work.record, name.replace("-", "_"))}
            if work.record.status and fields.get("status") not in (None, work.record.status):
                print(f"evlint: {work.record.id}: status is {work.record.status!r}, and the data say {fields['status']!r}; it is yours to change", file=sys.stderr)
            missing.append((index[work.record.id], held))
        elif "title" in fields or work.identifiers():
            new.append({"id": register.mint(fields, taken), **fields})
    return _write(known, new, missing, facts, arguments)


def _known(work: Cited, facts: Facts) -> register.Fields:
    """Fields of a work: what the fullest of its references prints, then what registries and retraction data say."""
    fields: register.Fields = {}
    for _, entry in sorted(work.entries, key=lambda pair: -len(register.fields_of(pair[1].reference))):
        fields = {**register.fields_of(entry.reference), **fields}
    for name in work.identifiers():
        if name in facts.works:
            told = facts.works[name]
            said = {"title": told.title, "author": [{"family": told.first_author}] if told.first_author else None, "issued": told.year, "superseded_by": told.newer}
            fields = {**{key: value for key, value in said.items() if value}, **fields}
    standing = learning.state_of(work.identifiers(), facts)
    if standing is not None and standing.state in _STATUS:
        fields["status"] = _STATUS[standing.state]
    return fields


def _write(known: Register, new: list[register.Fields], missing: list[tuple[int, register.Fields]], facts: Facts, arguments: argparse.Namespace) -> Exit:
    try:
        text = register.changed(known.text, new, missing)
    except ValueError as error:
        raise UsageError(f"{known.file.name}: {error}") from None
    filled = [(known.sources[i].id, name) for i, fields in missing for name in fields]
    if arguments.diff:
        sys.stdout.writelines(unified_diff(known.text.splitlines(keepends=True), text.splitlines(keepends=True), f"a/{known.file.name}", f"b/{known.file.name}"))
    elif text != known.text:
        try:
            known.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot make {known.file.parent}: {error.strerror or error}") from None
        write(known.file, text)
    for source, name in filled:
        print(f"evlint: {source}: {name} filled in", file=sys.stderr)
    done = "would add" if arguments.diff else "added"
    print(f"evlint: {known.file.name}: {done} {len(new)} sources, {len(filled)} fields; {len(known.sources) + len(new)} sources in all", file=sys.stderr)
    for line in learning.told(facts):
        print(f"evlint: {line}", file=sys.stderr)
    return Exit.CLEAN


def _import(loaded: corpus.Loaded, arguments: argparse.Namespace) -> Exit:
    given = [Path(file) for file in arguments.files]
    if absent := next((file for file in given if not file.is_file()), None):
        raise UsageError(f"no such file: {absent}")
    tables = [file for file in given if file.suffix.lower() == ".csv"]
    if len(tables) > 1:
        raise UsageError("retraction data are one file; import one CSV at a time")
    if tables and arguments.diff:
        raise UsageError("--diff shows what would change in sources.yaml; retraction data become a table, which has no lines to show")
    for file in tables:
        _import_table(loaded, file, arguments)
    others = [file for file in given if file not in tables]
    return _import_references(loaded, others, arguments) if others else Exit.CLEAN


def _import_table(loaded: corpus.Loaded, file: Path, arguments: argparse.Namespace) -> None:
    from evlint.sources.retraction_watch import ImportFault
    from evlint.sources.table import TableError, build

    target = loaded.root / loaded.settings.sources.retractions
    try:
        made = build(file, target, imported=datetime.now(UTC).date().isoformat(), issued=arguments.issued or "", shrink=arguments.shrink)
    except (ImportFault, TableError) as error:
        raise UsageError(str(error)) from None
    print(f"evlint: {target}: {made.stamp.rows} rows of {made.stamp.name}, data of {made.stamp.date or 'unknown date'}, {made.stamp.digest[:19]}…", file=sys.stderr)
    for reason, count in made.skipped.items():
        print(f"evlint: {count} rows skipped: {reason}", file=sys.stderr)


def _import_references(loaded: corpus.Loaded, given: list[Path], arguments: argparse.Namespace) -> Exit:
    """Works of bibliography files into sources.yaml; those that it has already get the fields that they lack."""
    known = _register(loaded)
    taken = {source.id for source in known.sources}
    by_name = {name: i for i, source in reversed(list(enumerate(known.sources))) for name in works.of_source(source)}
    new: list[register.Fields] = []
    missing: dict[int, register.Fields] = {}
    seen: set[str] = set()
    read = [_entries(file) for file in given]
    for key, reference in (entry for entries, _ in read for entry in entries):
        names = works.of_reference(reference)
        fields = register.fields_of(reference)
        at = next((by_name[name] for name in sorted(names) if name in by_name), by_name.get(f"source:{key}"))
        if at is not None:
            held = {name: value for name, value in fields.items() if not getattr(known.sources[at], name.replace("-", "_"))}
            missing[at] = {**held, **missing.get(at, {})}
        elif not names & seen and fields:
            new.append({"id": key if key and key not in taken else register.mint(fields, taken), **fields})
            taken.add(new[-1]["id"])
            seen |= names
    done = _write(known, new, sorted(missing.items()), NOTHING, arguments)
    return Exit.UNREADABLE if any(broken for _, broken in read) else done


def _entries(file: Path) -> tuple[list[tuple[str, Reference]], bool]:
    """(keys and references of a file, whether some of it could not be read)."""
    form = bibliographies.ENDINGS.get(file.suffix.lower())
    if form is None:
        raise UsageError(f"{file}: no importer knows this ending; there are .csv (Retraction Watch), {', '.join(bibliographies.ENDINGS)}")
    try:
        text, _ = decode(file.read_bytes())
        entries, faults = bibliographies.read(form, text)
    except (UndecodableError, bibliographies.MissingExtraError, OSError) as error:
        raise UsageError(f"{file}: {error}") from None
    for fault in faults:
        print(f"evlint: {file}: line {text.count(chr(10), 0, fault.start) + 1}: {fault.message}", file=sys.stderr)
    return [(entry.key, entry.reference) for entry in entries], bool(faults)

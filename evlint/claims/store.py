"""`claims/*.yaml` → records with their places. A record that is wrong is reported and left out; the others go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from evlint import schema
from evlint.claims.record import ClaimRecord, ClaimsFile, ConflictsFile, DocumentHead, SourceRecord, SourcesFile, Verdict
from evlint.claims.validate import validate_claim
from evlint.claims.yaml_tree import Path, Tree, YamlError, parse
from evlint.documents.model import Location, Source
from evlint.schema import Fault


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a record file, at a place in it."""

    kind: Literal["schema-violation", "duplicate-id"]
    location: Location
    message: str
    related: Location | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A valid record and where it stands in its file."""

    record: ClaimRecord
    file: Source
    tree: Tree
    path: Path

    def at(self, *steps: str | int, label: str = "") -> Location:
        """Place of a part of the record in its YAML file."""
        return self.file.at(*self.tree.span((*self.path, *steps)), label)


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    """A verdict of a person and where it stands in conflicts.yaml."""

    verdict: Verdict
    file: Source
    tree: Tree
    path: Path

    def at(self, *steps: str | int, label: str = "") -> Location:
        """Place of a part of the verdict in its file."""
        return self.file.at(*self.tree.span((*self.path, *steps)), label)


@dataclass(frozen=True, slots=True)
class RecordFile:
    source: Source
    tree: Tree
    document: DocumentHead
    claims: tuple[Stored, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """Everything under the records' folder."""

    files: tuple[RecordFile, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    verdicts: tuple[StoredVerdict, ...] = ()
    problems: tuple[Problem, ...] = ()
    register: tuple[Source, Tree] | None = None  # sources.yaml itself

    def source_place(self, *steps: str | int) -> Location | None:
        """Place of a part of sources.yaml; None where there is no such file."""
        return self.register[0].at(*self.register[1].span(steps)) if self.register else None


def file_name(document: str) -> str:
    """Name of the record file of a document: its path with `/` → `__`, and `.yaml`."""
    return document.replace("/", "__") + ".yaml"


def load(texts: Mapping[str, str]) -> Records:
    """Records of the files given as path → text, read in order of path. Faults become problems, never exceptions."""
    files: list[RecordFile] = []
    problems: list[Problem] = []
    sources: tuple[SourceRecord, ...] = ()
    verdicts: tuple[StoredVerdict, ...] = ()
    register: tuple[Source, Tree] | None = None
    for path in sorted(texts):
        file = Source.of(path, texts[path].removeprefix("\ufeff"))
        try:
            tree = parse(file.text)
        except YamlError as error:
            problems.append(Problem("schema-violation", file.at(error.start, error.end), str(error)))
            continue
        name = path.rsplit("/", 1)[-1]
        if name == "sources.yaml":
            record = _whole(SourcesFile, file, tree, problems)
            sources, register = record.sources if record else (), (file, tree)
            problems += _twice(file, tree, sources)
        elif name == "conflicts.yaml":
            record = _whole(ConflictsFile, file, tree, problems)
            verdicts = tuple(StoredVerdict(verdict, file, tree, ("conflicts", i)) for i, verdict in enumerate(record.conflicts)) if record else ()
        elif (record_file := _claims(file, tree, problems)) is not None:
            files.append(record_file)
    problems += _duplicates(files)
    if any(path.rsplit("/", 1)[-1] == "sources.yaml" for path in texts):
        problems += _unknown_sources(files, {source.id for source in sources})
    problems += _unknown_claims(verdicts, {stored.record.id for file in files for stored in file.claims})
    return Records(tuple(files), sources, verdicts, tuple(problems), register)


def _whole(of: type[SourcesFile] | type[ConflictsFile], file: Source, tree: Tree, problems: list[Problem]) -> Any:
    record, faults = schema.validate(of, tree.data)
    problems += (_problem(file, tree, (), fault) for fault in faults)
    return record


def _claims(file: Source, tree: Tree, problems: list[Problem]) -> RecordFile | None:
    """The file's head, and each record on its own, so that one mistake costs one record."""
    data = tree.data if isinstance(tree.data, dict) else {}
    items = data.get("claims") if isinstance(data.get("claims"), list) else []
    head, faults = schema.validate(ClaimsFile, {**data, "claims": []} if isinstance(data.get("claims"), list) else tree.data)
    problems += (_problem(file, tree, (), fault) for fault in faults)
    stored: list[Stored] = []
    for i, item in enumerate(items or ()):
        claim, faults = validate_claim(item)
        problems += (_problem(file, tree, ("claims", i), fault) for fault in faults)
        if claim is not None:
            stored.append(Stored(claim, file, tree, ("claims", i)))
    return RecordFile(file, tree, head.document, tuple(stored)) if head is not None else None


def _problem(file: Source, tree: Tree, base: Path, fault: Fault) -> Problem:
    path = (*base, *fault.path)
    start, end = tree.key_span(path) if fault.at_key else tree.span(path)
    end = min(end, start + len(file.text[start:end].split("\n", 1)[0]))
    return Problem("schema-violation", file.at(start, end), fault.message)


def _twice(file: Source, tree: Tree, sources: Iterable[SourceRecord]) -> Iterator[Problem]:
    """Sources with an id that another has already."""
    first: dict[str, int] = {}
    for i, source in enumerate(sources):
        if (known := first.setdefault(source.id, i)) != i:
            other = file.at(*tree.span(("sources", known, "id")), "first used here").related()
            yield Problem("duplicate-id", file.at(*tree.span(("sources", i, "id"))), f"the id {source.id!r} belongs to another source", other)


def _unknown_sources(files: Iterable[RecordFile], known: set[str]) -> Iterator[Problem]:
    for file in files:
        for stored in file.claims:
            for i, link in enumerate(stored.record.sources):
                if link.ref and link.ref not in known:
                    near = get_close_matches(link.ref, sorted(known), 1, 0.6)
                    hint = f"; did you mean {near[0]!r}?" if near else ""
                    yield Problem("schema-violation", stored.at("sources", i, "ref"), f"sources.yaml has no source {link.ref!r}{hint}")


def _unknown_claims(verdicts: Iterable[StoredVerdict], known: set[str]) -> Iterator[Problem]:
    for stored in verdicts:
        for j, claim in enumerate(stored.verdict.pair):
            if claim not in known:
                yield Problem("schema-violation", stored.at("pair", j), f"no record has the id {claim}; correct it, or remove the verdict")


def _duplicates(files: Iterable[RecordFile]) -> Iterator[Problem]:
    first: dict[str, Stored] = {}
    for file in files:
        for stored in file.claims:
            known = first.setdefault(stored.record.id, stored)
            if known is not stored:
                other = known.at("id", label="first used here").related()
                yield Problem("duplicate-id", stored.at("id"), f"the id {stored.record.id} belongs to another record", other)

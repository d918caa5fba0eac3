"""From arguments to a run: configuration, files, focus, as-of date. The only place where commands touch the disk to read."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from evlint import engine
from evlint.commands.work import at_work
from evlint.config.settings import Settings
from evlint.documents import discover, reading
from evlint.documents.reading import FormatName
from evlint.exits import UsageError
from evlint.findings import baseline as baselines
from evlint.findings.baseline import Baseline
from evlint.findings.report import Report
from evlint.reporters import MARKER, PAGES
from evlint.rules.own import OwnRuleError
from evlint.rules.run import no_clock
from evlint.sources.learning import Learner

if TYPE_CHECKING:
    from evlint.config.model import Project


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a command works on. `records` are the texts of record files; `unreadable` names files with the reason."""

    root: Path
    settings: Settings
    files: dict[str, bytes]
    records: dict[str, str]
    focus: frozenset[str] | None
    unreadable: tuple[str, ...]
    project: bool = False  # whether a configuration was found
    baseline: Baseline | None = None
    present: frozenset[str] | None = None  # files that links can lead to, where it is not the disk that tells
    unsaved: str = ""  # the document that came from standard input

    def owns(self, file: Path) -> bool:
        """Whether a file is one that this run reads: a document, a record or the configuration. Nothing is written over those."""
        from evlint.config.model import FILE_NAMES

        name = name_of(file, self.root)
        return name in self.files or name in self.records or name in FILE_NAMES or (self.baseline is not None and name == self.baseline.source.path)


def load(arguments: argparse.Namespace) -> Loaded:
    """Read the corpus that arguments and configuration name. Raises UsageError."""
    paths = [Path(path) for path in arguments.paths]
    if Path("-") in paths:
        return _from_stdin(arguments)
    for path in paths:
        if not path.exists():
            raise UsageError(f"no such file or folder: {path}")
    project, settings = _settings(arguments)
    if project is not None:
        allow_own_rules(project.root, settings, arguments)
    if project is None:
        loaded = _read(Path.cwd(), settings, _named(paths or [Path()], Path.cwd(), settings, configured=False), None)
        return replace(loaded, baseline=_baseline(Path.cwd(), settings, arguments))
    names = discover.matching(discover.under(project.root), settings.include, settings.exclude)
    baseline = _baseline(project.root, settings, arguments)
    if not paths:
        return replace(_read(project.root, settings, names, None), project=True, baseline=baseline)
    focus = _named(paths, project.root, settings, configured=True)
    for name in sorted(set(focus) - set(names)):
        print(f"evlint: {name} is outside the configured globs; it joins this run", file=sys.stderr)
    return replace(_read(project.root, settings, sorted({*names, *focus}), frozenset(focus)), project=True, baseline=baseline)


def configured(arguments: argparse.Namespace) -> Project | None:
    """The configured project that the command runs in. Raises UsageError where its configuration cannot be used."""
    if arguments.no_config:
        return None
    from evlint.config.model import ConfigError, find

    try:
        return find(Path.cwd())
    except ConfigError as error:
        raise UsageError(str(error)) from None


def _settings(arguments: argparse.Namespace) -> tuple[Project | None, Settings]:
    """(the project, its settings with what the command line adds). Raises UsageError."""
    project = configured(arguments)
    mapped = _formats(getattr(arguments, "format_of", None) or ())
    if project is None:
        return None, Settings(claims="", formats=mapped, baseline="" if arguments.no_config else Settings.baseline)
    return project, replace(project.settings, formats={**mapped, **{glob: name for glob, name in project.settings.formats.items() if glob not in mapped}})


def formats_of(arguments: argparse.Namespace) -> tuple[Path, Settings]:
    """(the folder that paths are relative to, the settings), for a command that reads no corpus. Raises UsageError."""
    project, settings = _settings(arguments)
    return project.root if project else Path.cwd(), settings


def _from_stdin(arguments: argparse.Namespace) -> Loaded:
    """One document from standard input, under the name that it is given, in place of the file of that name: what an editor has not saved yet."""
    if len(arguments.paths) > 1:
        raise UsageError("'-' (standard input) stands alone; name the file that it is with --stdin-filename")
    name = getattr(arguments, "stdin_filename", None) or "stdin.md"
    data = sys.stdin.buffer.read()
    loaded = load(argparse.Namespace(**{**vars(arguments), "paths": []})) if configured(arguments) else None
    if loaded is None:
        return Loaded(Path.cwd(), _settings(arguments)[1], {name: data}, {}, None, (), unsaved=name)
    own = name_of(Path(name), loaded.root)
    return replace(loaded, files={**loaded.files, own: data}, focus=frozenset({own}), unsaved=own)


def allow_own_rules(root: Path, settings: Settings, arguments: argparse.Namespace) -> None:
    """Load the project's own rules, where the user (never the project) says that its code may run. Raises UsageError."""
    if not settings.own_rules:
        return
    if not (getattr(arguments, "allow_project_code", False) or os.environ.get("EVLINT_ALLOW_PROJECT_CODE") == "1"):
        print(f"evlint: the rules in {settings.own_rules}/ are code of this project and were not run; --allow-project-code runs them", file=sys.stderr)
        return
    from evlint.rules import registry

    try:
        registry.add_folder(root / settings.own_rules)
    except OwnRuleError as error:
        raise UsageError(str(error)) from None


def _baseline(root: Path, settings: Settings, arguments: argparse.Namespace) -> Baseline | None:
    """The baseline that the command or the configuration names. Raises UsageError where a file that was named is not there."""
    given = getattr(arguments, "baseline", None)
    file = Path(given) if given else root / settings.baseline
    if not given and (not settings.baseline or not file.is_file()):
        return None
    try:
        return baselines.load(name_of(file, root), file.read_bytes().decode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"cannot read the baseline {file}: {error.strerror or error}; `evlint baseline write` makes one") from None


def _formats(given: Collection[str]) -> dict[str, FormatName]:
    """What `--format-of PATTERN=FORMAT` says. Raises UsageError."""
    out: dict[str, FormatName] = {}
    for item in given:
        glob, _, name = item.rpartition("=")
        if not glob or name not in get_args(FormatName):
            raise UsageError(f"--format-of takes PATTERN=FORMAT with a format of {', '.join(get_args(FormatName))}, not {item!r}")
        out[glob] = cast(FormatName, name)
    return out


def _named(paths: list[Path], root: Path, settings: Settings, *, configured: bool) -> list[str]:
    """Names, relative to the root where they lie under it, of the files that the paths mean: of a folder, those of the globs, or all that a reader knows."""
    out: list[str] = []
    for path in paths:
        if path.is_file():
            out.append(name_of(path, root))
        else:
            inside = [name_of(path / name, root) for name in discover.under(path)]
            out += discover.matching(inside, settings.include, settings.exclude) if configured else _readable(inside, settings)
    return sorted(set(out))


def _readable(names: Collection[str], settings: Settings) -> list[str]:
    """The files of a folder that a reader knows. JSON is data of anything as a rule: it is read where it is named or mapped."""
    mapped = discover.matcher([pattern for glob in settings.formats for pattern in (glob, f"**/{glob}")])
    return [name for name in names if mapped(name) or (reading.format_of(name) and not name.lower().endswith(".json"))]


def name_of(path: Path, root: Path) -> str:
    full = Path(path).resolve()
    try:
        return full.relative_to(root.resolve()).as_posix()
    except ValueError:
        return full.as_posix()


def _read(root: Path, settings: Settings, names: list[str], focus: frozenset[str] | None) -> Loaded:
    files: dict[str, bytes] = {}
    unreadable: list[str] = []
    for name in names:
        if _leads_out(root, name):
            unreadable.append(f"{shown(name)}: is a link that leads out of the project, and was not followed")
            continue
        try:
            data = (root / name).read_bytes()
        except OSError as error:
            unreadable.append(f"{shown(name)}: {error.strerror or error}")
            continue
        if _own_report(name, data):
            print(f"evlint: {shown(name)} is a report of evlint itself; it is left out", file=sys.stderr)
        else:
            files[shown(name)] = data
    focus = frozenset(map(shown, focus)) if focus is not None else None
    records, lost = read_records(root, settings)
    unreadable += lost
    if focus is not None:
        from evlint.claims.store import file_name

        focus = focus | {f"{settings.claims}/{file_name(name)}" for name in focus}
    return Loaded(root, settings, files, records, focus, tuple(unreadable))


def inside(root: Path, name: str) -> bool:
    """Whether a name is that of a file under the root, no link and no `..` leading out of it."""
    try:
        return not Path(name).is_absolute() and (root / name).resolve().is_relative_to(root.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _leads_out(root: Path, name: str) -> bool:
    """Whether a file of the corpus is a link to something outside of it: a change under test must not show, or rewrite, other files of the machine."""
    return not Path(name).is_absolute() and (root / name).is_symlink() and not inside(root, name)


def _own_report(name: str, data: bytes) -> bool:
    """Whether a file is what `evlint report` wrote here before. The name counts too: a mark alone would hide any document from its check."""
    return name.rpartition("/")[2] in PAGES.values() and MARKER.encode() in data[:200]


def shown(name: str) -> str:
    """A file name that can be printed and stored: bytes that are not UTF-8 are written out (`\\xff`), so that two names stay two."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read_records(root: Path, settings: Settings) -> tuple[dict[str, str], list[str]]:
    """(texts of the record files, what could not be read). A file that is not UTF-8 is read with marks where letters are lost."""
    folder = root / settings.claims if settings.claims else None
    if folder is not None and not folder.resolve().is_relative_to(root.resolve()):
        raise UsageError(f"'claims' must name a folder of the project, not {settings.claims!r}")
    if folder is None or not folder.is_dir():
        if settings.claims not in ("", Settings.claims):
            print(f"evlint: the records' folder {settings.claims}/ does not exist; correct 'claims' in the configuration", file=sys.stderr)
        return {}, []
    texts: dict[str, str] = {}
    lost: list[str] = []
    try:
        files = sorted(folder.rglob("*.yaml"))
    except OSError as error:
        return {}, [f"{settings.claims}/: {error.strerror or error}"]
    for file in files:
        name = f"{settings.claims}/{shown(file.relative_to(folder).as_posix())}"
        try:
            texts[name] = file.read_bytes().decode("utf-8", "replace")
        except OSError as error:
            lost.append(f"{name}: {error.strerror or error}")
    return texts, lost


def as_of(arguments: argparse.Namespace) -> date:
    given = getattr(arguments, "as_of", None)
    if given is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"--as-of takes a date such as 2026-11-24, not {given!r}") from None


def with_rules(settings: Settings, arguments: argparse.Namespace) -> Settings:
    """Settings with the selection of the command line. Raises UsageError for a word that means no rule."""
    from evlint.rules import registry

    select, ignore, extend = (_codes(getattr(arguments, name, None)) for name in ("select", "ignore", "extend_select"))
    chosen = replace(
        settings,
        select=select or settings.select,
        ignore=settings.ignore + ignore,
        extend_select=settings.extend_select + extend,
        preview=settings.preview or getattr(arguments, "preview", False),
        reader=getattr(arguments, "reader", None) or settings.reader,
        suppressions=not getattr(arguments, "ignore_suppressions", False),
        min_confidence=settings.min_confidence if (given := getattr(arguments, "min_confidence", None)) is None else given,
    )
    try:
        fault = next(registry.faults(chosen), "")
    except OwnRuleError as error:
        raise UsageError(str(error)) from None
    if fault:
        raise UsageError(fault)
    return chosen


def _codes(given: list[str] | None) -> tuple[str, ...]:
    return tuple(code for item in given or () for code in item.replace(" ", "").split(",") if code)


def files_beside(root: Path, names: Collection[str]) -> frozenset[str]:
    """Every file and folder in the folders of these names, so that what is missing can be told from what has another name."""
    found: set[str] = set()
    for folder in sorted({name.rpartition("/")[0] for name in names}):
        try:
            with os.scandir(root / folder) as entries:
                found |= {f"{folder}/{entry.name}" if folder else entry.name for entry in entries}
        except OSError:
            continue
    return frozenset(map(shown, found))


def learner(loaded: Loaded, *, online: bool) -> Learner | None:
    """What the project knows of works: its retraction table, and registries where the user lets them be asked."""
    from evlint.sources.learning import Online, learner

    given = loaded.settings.sources
    table = loaded.root / given.retractions
    there = table.is_file()
    if not there and not loaded.project and not online:
        return None
    asked = Online(given.mailto, loaded.root / given.answers, os.environ.get("NCBI_API_KEY", "")) if online else None
    return learner(table if there else None, asked, missing="" if there or not loaded.project else given.retractions)


def judge(loaded: Loaded, settings: Settings, arguments: argparse.Namespace) -> Report:
    """Run the pipeline, and say nothing. Raises UsageError."""
    from evlint.sources.table import TableError

    known = learner(loaded, online=getattr(arguments, "online", False))
    timed = time.perf_counter if getattr(arguments, "statistics", False) else no_clock
    look = partial(files_beside, loaded.root) if loaded.present is None else lambda _: loaded.present or frozenset()
    with at_work(arguments, len(loaded.files)) as preparing:
        try:
            return engine.run(
                loaded.files, loaded.records, settings, as_of(arguments), loaded.focus, known, look, loaded.baseline, timed, preparing
            )  # fmt: skip
        except TableError as error:
            raise UsageError(str(error)) from None


def check(loaded: Loaded, settings: Settings, arguments: argparse.Namespace) -> Report:
    """Run the pipeline and say on stderr what the reader should know besides the findings. Raises UsageError."""
    from evlint.sources.learning import told

    report = judge(loaded, settings, arguments)
    for line in told(report.facts) if getattr(arguments, "online", False) else ():
        print(f"evlint: {line}", file=sys.stderr)
    for message in loaded.unreadable:
        print(f"evlint: cannot read {message}", file=sys.stderr)
    for document in report.documents:
        for notice in document.notices:
            print(f"evlint: {document.path} {notice}", file=sys.stderr)
        if document.status != "read":
            print(f"evlint: {document.path}: {document.status}: {document.reason}", file=sys.stderr)
    return report

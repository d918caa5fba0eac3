"""`evlint.toml` or `[tool.evlint]` of `pyproject.toml`: finding, reading and checking it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from evlint.claims.fields import NonEmpty
from evlint.claims.record import Polarity
from evlint.config.settings import MAX_AGE, FailOn, PerFile, Reader, Settings, Severity, Sources
from evlint.documents.reading import FormatName
from evlint.documents.slugs import Renderer
from evlint.vocabulary.synonyms import Synonyms

FILE_NAMES = ("evlint.toml", "pyproject.toml")
DocumentType = Literal["guideline", "review", "trial", "observational", "patient_information", "answer", "report", "other", "default"]


class ConfigError(ValueError):
    """The configuration cannot be used; the message names file, key and next step."""


@dataclass(frozen=True, slots=True)
class Years:
    """A whole number of years, 1 to 100."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.int_schema(ge=1, le=100, strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyFile:
    """A project's own names, in a file of their own or in the configuration."""

    interventions: Mapping[NonEmpty, tuple[NonEmpty, ...]] = field(default_factory=dict)
    conditions: Mapping[NonEmpty, tuple[NonEmpty, ...]] = field(default_factory=dict)
    outcomes: Mapping[NonEmpty, tuple[NonEmpty, ...]] = field(default_factory=dict)
    polarity: Mapping[NonEmpty, Polarity] = field(default_factory=dict)
    broader: Mapping[NonEmpty, NonEmpty] = field(default_factory=dict)
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyTable(VocabularyFile):
    """`file` names a TOML file with the same tables, relative to the configuration."""

    file: NonEmpty | None = None
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesTable:
    """`retractions` and `answers` are files, relative to the configuration; `mailto` goes to registries that are asked."""

    retractions: NonEmpty | None = None
    answers: NonEmpty | None = None
    mailto: NonEmpty | None = None
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Share:
    """A number from 0 to 1."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.float_schema(ge=0, le=1, strict=True)


@dataclass(frozen=True, slots=True)
class Switch:
    """true or false, and nothing that might be taken for one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.bool_schema(strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PerFileTable:
    """Rules for the documents that a glob matches."""

    select: tuple[NonEmpty, ...] = ()
    ignore: tuple[NonEmpty, ...] = ()
    severity: Mapping[NonEmpty, Severity] = field(default_factory=dict)
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


Option = bool | int | str | tuple[NonEmpty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFile:
    """Every key is optional; what is absent keeps its default."""

    include: tuple[NonEmpty, ...] | None = None
    exclude: tuple[NonEmpty, ...] | None = None
    claims: NonEmpty | None = None
    select: tuple[NonEmpty, ...] | None = None
    extend_select: tuple[NonEmpty, ...] | None = None
    ignore: tuple[NonEmpty, ...] | None = None
    preview: Annotated[bool, Switch()] | None = None
    severity: Mapping[NonEmpty, Severity] | None = None
    min_confidence: Annotated[float, Share()] | None = None
    per_file: Mapping[NonEmpty, PerFileTable] | None = None
    rules: Mapping[NonEmpty, Mapping[NonEmpty, Option]] | None = None
    fail_on: FailOn | None = None
    baseline: NonEmpty | None = None
    reader: Reader | None = None
    own_rules: NonEmpty | None = None
    docs_url: NonEmpty | None = None
    max_age: Mapping[DocumentType, Annotated[int, Years()]] | None = None
    vocabulary: VocabularyTable | None = None
    sources: SourcesTable | None = None
    formats: Mapping[NonEmpty, FormatName] | None = None
    renderer: Renderer | None = None
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "alias_generator": lambda name: name.replace("_", "-")}


@dataclass(frozen=True, slots=True)
class Project:
    """A configured project: its root folder, the file that configures it, its settings, and the keys that the file gives."""

    root: Path
    file: Path
    settings: Settings
    given: frozenset[str] = frozenset()


def find(start: Path) -> Project | None:
    """The nearest configuration at or above a folder. Raises ConfigError where it cannot be used."""
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            file = folder / name
            if file.is_file() and (table := _table(file)) is not None:
                return Project(folder, file, from_table(table, str(file), folder), frozenset(table))
    return None


def _table(file: Path) -> dict[str, Any] | None:
    """The table that configures evlint; None for a pyproject.toml without one."""
    data = _toml(file)
    if file.name != "pyproject.toml":
        return data
    tools = data.get("tool", {})
    own = tools.get("evlint") if isinstance(tools, dict) else None
    if own is not None and not isinstance(own, dict):
        raise ConfigError(f"{file}: 'tool.evlint' must be a table; write [tool.evlint]")
    return own


def _toml(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        text = file.read_text("utf-8-sig")
        return tomllib.loads(text) if file.name != "pyproject.toml" or "tool.evlint" in text else {}
    except (OSError, UnicodeDecodeError, RecursionError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}; correct the file, or run with --no-config") from None


def from_table(table: dict[str, Any], where: str, folder: Path | None = None) -> Settings:
    """Settings from the keys of a configuration in `folder`. Raises ConfigError that names `where`, the key and what is known there."""
    from dataclasses import fields, replace

    config = _validated(ConfigFile, table, where)
    given = {field.name: value for field in fields(config) if (value := getattr(config, field.name)) is not None}
    if "max_age" in given:
        given["max_age"] = {**MAX_AGE, **given["max_age"]}
    if "vocabulary" in given:
        given["vocabulary"] = _synonyms(given["vocabulary"], where, folder)
    if "per_file" in given:
        given["per_file"] = {glob: PerFile(select=one.select, ignore=one.ignore, severity=one.severity) for glob, one in given["per_file"].items()}
    if "sources" in given:
        own: SourcesTable = given["sources"]
        given["sources"] = replace(Sources(), **{one.name: value for one in fields(own) if (value := getattr(own, one.name)) is not None})
    return replace(Settings(), **given)


def _validated(of: type[Any], table: dict[str, Any], where: str) -> Any:
    from evlint import schema

    value, faults = schema.validate(of, table)
    if faults:
        inside = ".".join(map(str, faults[0].path[:-1]))
        raise ConfigError(f"{where}: {f'in {inside}: ' if inside else ''}{faults[0].message}")
    return value


def _synonyms(table: VocabularyTable, where: str, folder: Path | None) -> Synonyms:
    """A project's names, those of its vocabulary file included; what the configuration says counts before the file."""
    own = _names(table)
    if table.file is not None:
        if folder is None:
            raise ConfigError(f"{where}: vocabulary.file: texts in memory have no folder; give the tables themselves")
        file = folder / table.file
        others = _names(_validated(VocabularyFile, _toml(file), str(file)))
        if fault := next(others.faults(), None):
            raise ConfigError(f"{file}: {fault}")
        own = others.joined(own)
    if fault := next(own.faults(), None):
        raise ConfigError(f"{where}: in vocabulary: {fault}")
    return own


def _names(table: VocabularyFile) -> Synonyms:
    return Synonyms(table.interventions, table.conditions, table.outcomes, table.polarity, table.broader)

"""`evlint.toml` or `[tool.evlint]` of `pyproject.toml`: finding, reading and checking it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from evlint.claims.fields import NonEmpty
from evlint.config.settings import MAX_AGE, FailOn, Settings

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
class ConfigFile:
    """Every key is optional; what is absent keeps its default."""

    include: tuple[NonEmpty, ...] | None = None
    exclude: tuple[NonEmpty, ...] | None = None
    claims: NonEmpty | None = None
    select: tuple[NonEmpty, ...] | None = None
    ignore: tuple[NonEmpty, ...] | None = None
    fail_on: FailOn | None = None
    max_age: Mapping[DocumentType, Annotated[int, Years()]] | None = None
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "alias_generator": lambda name: name.replace("_", "-")}


@dataclass(frozen=True, slots=True)
class Project:
    """A configured project: its root folder, the file that configures it, and its settings."""

    root: Path
    file: Path
    settings: Settings


def find(start: Path) -> Project | None:
    """The nearest configuration at or above a folder. Raises ConfigError where it cannot be used."""
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            file = folder / name
            if file.is_file() and (table := _table(file)) is not None:
                return Project(folder, file, from_table(table, str(file)))
    return None


def _table(file: Path) -> dict[str, Any] | None:
    """The table that configures evlint; None for a pyproject.toml without one."""
    import tomllib

    try:
        text = file.read_text("utf-8-sig")
        if file.name == "pyproject.toml" and "tool.evlint" not in text:
            return None
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}; correct the file, or run with --no-config") from None
    return data.get("tool", {}).get("evlint") if file.name == "pyproject.toml" else data


def from_table(table: dict[str, Any], where: str) -> Settings:
    """Settings from the keys of a configuration. Raises ConfigError that names `where`, the key and what is known there."""
    from dataclasses import fields, replace

    from evlint import schema

    config, faults = schema.validate(ConfigFile, table)
    if faults:
        inside = ".".join(map(str, faults[0].path[:-1]))
        raise ConfigError(f"{where}: {f'in {inside}: ' if inside else ''}{faults[0].message}")
    given = {field.name: value for field in fields(config) if (value := getattr(config, field.name)) is not None}
    if "max_age" in given:
        given["max_age"] = {**MAX_AGE, **given["max_age"]}
    return replace(Settings(), **given)

"""Writing files: whole or not at all, and never over what a run reads."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from evlint.commands.corpus import Loaded
from evlint.exits import UsageError


def write_report(file: Path, text: str, loaded: Loaded) -> None:
    """Write a report, but never over a file that this run reads. Raises UsageError."""
    if loaded.owns(file):
        raise UsageError(f"{file} is a file of this project; choose another name for the report")
    write(file, text)


def write(file: Path, text: str) -> None:
    """Write a text as UTF-8. Raises UsageError where that cannot be done."""
    write_bytes(file, text.encode("utf-8", "replace"))


def write_bytes(file: Path, data: bytes) -> None:
    """Write a file whole or not at all: a run that is killed, or a full disk, leaves the old one. Raises UsageError."""
    target = Path(os.path.realpath(file))
    try:
        if target.exists() and not target.is_file():
            file.write_bytes(data)  # a pipe or a device is written to, never replaced
            return
        if target.exists() and not target.stat().st_mode & 0o222:
            raise UsageError(f"{file} is read-only and was left alone; make it writable first")
        _replace(target, data)
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror or error}") from None


def _replace(target: Path, data: bytes) -> None:
    import tempfile

    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:50]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    value = os.umask(0)
    os.umask(value)
    return value

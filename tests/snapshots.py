"""Texts that are kept as files: `make snapshots` writes them anew, and the diff shows what a change does to every format."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


def check(name: str, text: str) -> None:
    """Hold a text against the file of that name, or write the file where EVLINT_SNAPSHOTS is set."""
    file = FOLDER / name
    if os.environ.get("EVLINT_SNAPSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
    assert file.exists(), f"no snapshot {name}; `make snapshots` writes it"
    assert text == file.read_bytes().decode("utf-8"), f"{name} differs; look at the diff that `make snapshots` leaves"

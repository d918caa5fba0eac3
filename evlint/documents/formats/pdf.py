"""Reader for PDF. The text is taken out in a child process, and its blocks are read by layout, as those of plain text are."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evlint.documents.decode import UnreadableError
from evlint.documents.formats import plain
from evlint.documents.model import Block, Hidden, Reading
from evlint.patterns import pattern as lazy

COMMAND: Sequence[str] = (sys.executable, "-P", "-m", "evlint.documents.formats.pdf_worker")
SECONDS = 30.0

_HEAD, _FOOT = 1024, 4096  # bytes in which viewers look for the mark of the beginning and of the end
_FEWEST = 20  # letters and digits a page, below which a file with empty pages is taken for a scan
_DATE = lazy(r"(?:D:)?(\d{4})(?:(\d\d)(?:(\d\d))?)?")
_NO_TITLE = lazy(r"(?:microsoft |untitled|no title|document\d|slide \d|\S{1,200}$)|.{0,300}\.(?:docx?|indd|tex|pdf|dvi|qxd|rtf)$", re.I)
_INSTEAD = "convert it to text, or exclude it in the configuration"
_REASONS: Mapping[str, str] = {
    "missing": "PDF needs pypdfium2: pip install 'evlint[pdf]', or convert the file to text",
    "encrypted": "is encrypted and opens with a password only; save a copy without the password, or exclude it in the configuration",
    "broken": "is a damaged PDF; fetch it again, or print it to a new PDF from a viewer that still opens it",
    "pages": "has {pages:,} pages, and no more than 2,000 are read; split it, or exclude it in the configuration",
    "characters": "holds more than 20 million characters; split it, or exclude it in the configuration",
    "memory": f"needs more than 1 GiB of memory; split it, {_INSTEAD}",
}


def read(data: bytes) -> Reading:
    """The text of a PDF. Raises UnreadableError where there is none to be had."""
    _check(data)
    found = _extracted(data)
    if reason := _REASONS.get(found.get("error", "")):
        raise UnreadableError(reason.format(**found))
    text, count = found["text"], found["pages"]
    empty = found["empty"] if text.strip() else count
    if empty == count or (empty and sum(map(str.isalnum, text)) < _FEWEST * count):
        raise UnreadableError(f"holds no text on {_share(empty, count)}, as scans do; run text recognition (OCR) over it, or exclude it in the configuration")
    return Reading(
        text,
        _blocks(text, found["rows"]),
        text=text,
        places=tuple((offset, f"page {page}") for offset, page in found["places"]),
        fields=_fields(found),
        hidden=tuple(Hidden(start, end, by) for start, end, by in found["hidden"]),
        notices=tuple(_notices(found)),
    )


def _check(data: bytes) -> None:
    """Refuse what needs no PDFium to be told: an empty file, another format, a file that was cut."""
    if not data.strip():
        raise UnreadableError("is empty; fetch it again, or exclude it in the configuration")
    if b"%PDF-" not in data[:_HEAD]:
        raise UnreadableError("is no PDF, for it does not begin like one; look at how it was saved or fetched, or exclude it in the configuration")
    foot = data.rstrip(b"\0\r\n\t ")[-_FOOT:]
    if b"%%EOF" not in foot and b"startxref" not in foot:
        raise UnreadableError("is cut off, for the mark of its end is missing; fetch it again")


def _extracted(data: bytes) -> dict[str, Any]:
    """What the child process made of a file."""
    try:
        done = subprocess.run(COMMAND, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(), timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"took longer than {SECONDS:g} s; split it, {_INSTEAD}") from None
    except OSError as error:
        raise UnreadableError(f"was not read, for the PDF reader did not start ({error.strerror}); {_INSTEAD}") from None
    try:
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise UnreadableError(f"made the PDF reader fail (exit status {done.returncode}); print it to a new PDF, {_INSTEAD}")
    return found


def _environment() -> dict[str, str]:
    """The environment of this process, in which the child finds this very package, and nothing of the folder that it runs in."""
    root = Path(__file__).parents[3]
    if root.name in ("site-packages", "dist-packages"):
        return dict(os.environ)
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))}


def _share(some: int, count: int) -> str:
    if count == 1:
        return "its only page"
    return f"any of its {count:,} pages" if some >= count else f"{some:,} of its {count:,} pages"


def _blocks(text: str, rows: Sequence[tuple[int, int, bool, Sequence[Sequence[int]]]]) -> tuple[Block, ...]:
    """Blocks by layout, but for the rows of tables: those are known."""
    masked: list[str] = []
    done = 0
    for start, end, _, _ in rows:
        masked += (text[done:start], "." * (end - start))  # which no layout takes for a heading
        done = end
    blocks = plain.read("".join((*masked, text[done:]))).blocks if rows else plain.read(text).blocks
    known = {start: (end, header, cells) for start, end, header, cells in rows}
    return tuple(_row(block, *known[block.start]) if block.start in known else block for block in blocks)


def _row(block: Block, end: int, header: bool, cells: Sequence[Sequence[int]]) -> Block:
    return replace(block, kind="table-row", end=end, level=int(header), marked=False, cells=tuple((first, last) for first, last in cells))


def _fields(found: Mapping[str, Any]) -> dict[str, str]:
    """Title and date of the file's own metadata, where they are worth having: programs leave names of files as titles."""
    title, date = " ".join(found["title"].split()), _DATE.match(found["created"])
    created = "-".join(filter(None, date.groups())) if date else ""
    return {name: value for name, value in (("title", "" if _NO_TITLE.match(title) else title), ("created", created)) if value}


def _notices(found: Mapping[str, Any]) -> Iterator[str]:
    """What the reader of the report should know was not read."""
    if found["scanned"]:
        yield f"holds a picture and no text on {_pages(found['scanned'])}, so nothing there is read; run text recognition (OCR) over it"
    if found["damaged"]:
        yield f"is damaged on {_pages(found['damaged'])}, and nothing there is read; fetch it again"


def _pages(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:10])) + (f" and {len(numbers) - 10} more" if len(numbers) > 10 else "")
    return f"page{'s' * (len(numbers) > 1)} {named}"

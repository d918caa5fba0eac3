"""The child process of the PDF reader: a file on its standard input, what was read as JSON on its standard output.

PDFium is native code and reads what strangers wrote: whatever goes wrong ends this process, and no other one.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MOST_PAGES = 2_000
MOST_CHARACTERS = 20_000_000
MOST_MEMORY = 1 << 30


def main() -> None:
    """Read one file and say what it holds, or by which of the known names it fails."""
    limit_memory()
    data = sys.stdin.buffer.read()
    try:
        answer = extract(data)
    except MemoryError:
        answer = {"error": "memory"}
    sys.stdout.write(json.dumps(answer))


def limit_memory() -> None:
    """Keep this process small, and let it leave no image of itself when it dies."""
    try:
        import resource
    except ImportError:  # not a Unix
        return
    for kind, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # the limit is lower already, or the platform has none
            continue


def extract(data: bytes) -> dict[str, Any]:
    """What a file holds, ready for JSON."""
    try:
        import pypdfium2
    except ImportError:
        return {"error": "missing"}
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "encrypted" if any(word in str(error).lower() for word in ("password", "security")) else "broken"}
    count = len(document)
    if count > MOST_PAGES:
        return {"error": "pages", "pages": count}
    return _content(document, count) if count else {"error": "broken"}


def _content(document: Any, count: int) -> dict[str, Any]:
    """Text, places, hidden stretches, table rows and metadata of an open document."""
    from pypdfium2 import PdfiumError

    from evlint.documents.formats import pdf_text
    from evlint.documents.formats.pdf_runs import Page, Reader

    reader, pages, damaged, left = Reader(document), [], [], MOST_CHARACTERS
    for number in range(count):
        try:
            pages.append(reader.page(number, left + 1))
        except PdfiumError:
            pages.append(Page())
            damaged.append(number + 1)
        left -= sum(len(run.text) for run in pages[-1].runs)
        if left < 0:
            return {"error": "characters"}
    text = pdf_text.of(pages)
    return {
        "text": "".join(text.parts),
        "places": text.places,
        "hidden": text.hidden,
        "rows": text.rows,
        "pages": count,
        "empty": sum(not page.runs for page in pages),
        "scanned": [number for number, page in enumerate(pages, 1) if page.scanned],
        "damaged": damaged,
        "title": _said(document, "Title"),
        "created": _said(document, "CreationDate"),
    }


def _said(document: Any, key: str) -> str:
    """What the file's metadata say; nothing where that is no text."""
    try:
        return str(document.get_metadata_value(key)).encode("utf-8", "replace").decode()[:1000]
    except ValueError:
        return ""


if __name__ == "__main__":
    main()

"""Bytes → text. UTF-8 with or without a BOM is read as it is; any other encoding is detected and said."""

from __future__ import annotations

import codecs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


_WESTERN = frozenset("–—‘’“”•…™©®£€§°±²³µ·¹¼½¾×÷«»àáâãäåæçèéêëìíîïñòóôõöøùúûüßÀÁÂÄÅÆÇÈÉÊËÍÑÓÔÖØÚÜ\xa0")  # what English texts hold besides ASCII
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")


class UndecodableError(ValueError):
    """The bytes are no text that can be read; the message says why and what to do."""


class UnreadableError(ValueError):
    """A file of a known format cannot be read; the message says why and what to do."""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """(text without BOM, notice); the notice is empty for UTF-8 and for the encoding that the file declares, and names the encoding otherwise.

    Raises UndecodableError for binary data. Carriage returns stay. No text holds a lone surrogate afterwards.
    """
    if data.startswith(_BINARY):
        raise UndecodableError("is a binary file (PDF, archive, office file or picture); convert it to text, or exclude it in the configuration")
    marked = next(((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)), None)
    if marked:
        text, notice = _declared(data[len(marked[0]) :], marked[1])
    else:
        known = _as_declared(data, declared)
        text, notice = (known, "") if known is not None else _guess(data)
    if "\0" in text[:4096]:
        raise UndecodableError("holds NUL bytes, so it is not text; convert it to text, or exclude it in the configuration")
    return text, notice


def _as_declared(data: bytes, declared: str) -> str | None:
    """UTF-8 where it is that, else the encoding that the file declares; None where neither fits."""
    for encoding in ("utf-8", declared):
        try:
            if encoding and codecs.lookup(encoding)._is_text_encoding:
                return data.decode("cp1252" if encoding in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _declared(data: bytes, encoding: str) -> tuple[str, str]:
    """Text in the encoding that its byte order mark names."""
    try:
        return data.decode(encoding), "" if encoding == "utf-8" else f"read as {encoding.upper()} (byte order mark)"
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace"), f"holds bytes that are not {encoding.upper()}, though it begins with its byte order mark; letters are lost"


def _reads_western(text: str) -> bool:
    """Whether what a text holds besides ASCII is what English texts hold, and its letters stand among letters."""
    wide = [char for char in text[: 1 << 20] if char > "\x7f"]
    return sum(char in _WESTERN for char in wide) >= 0.95 * len(wide) and 5 * len(wide) < len(text)


def _guess(data: bytes) -> tuple[str, str]:
    if b"\0" in data[:4096]:
        raise UndecodableError("is a binary file; convert it to text, or exclude it in the configuration")
    if (western := _as_declared(data, "cp1252")) is not None and _reads_western(western):
        return western, "is not UTF-8; read as cp1252: save it as UTF-8 if letters look wrong"
    from charset_normalizer import from_bytes

    # A megabyte tells an encoding as surely as a whole book does, and keeps the guess cheap.
    best = from_bytes(data[: 1 << 20]).best()
    encoding = best.encoding if best is not None else "cp1252"
    text = data.decode(encoding, errors="replace")
    return text, f"is not UTF-8; read as {encoding.replace('_', '-')}: save it as UTF-8 if letters look wrong"


def clean_str(text: str) -> str:
    """A str from a caller: BOM dropped, lone surrogates replaced (same length)."""
    text = text.removeprefix("\ufeff")
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

"""Bytes to text: UTF-8 as it is, other encodings said, binary data refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.documents import decode as module
from evlint.documents.decode import clean_str, decode
from evlint.documents.reading import read


@pytest.mark.parametrize("text", ["", "plain", "größer ≥ 5 µg, Χ2 😀", "a\r\nb\rc\n", "\u00a0no-break\u00a0"])
def test_utf8_is_read_as_it_is_without_a_notice(text: str) -> None:
    assert decode(text.encode()) == (text, "")


def test_the_mark_of_utf8_is_dropped_without_a_notice() -> None:
    assert decode(codecs.BOM_UTF8 + "größer".encode()) == ("größer", "")


def test_only_one_mark_is_dropped() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + b"x") == ("\ufeffx", "")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
def test_wide_encodings_with_a_mark_are_read_and_named(mark: bytes, encoding: str) -> None:
    text, notice = decode(mark + "größer 😀\r\n".encode(encoding))
    assert text == "größer 😀\r\n"
    assert encoding.upper() in notice


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_an_old_western_encoding_is_guessed_and_said(encoding: str) -> None:
    german = "Die Übelkeit ließ nach, während die Schmerzen größer wurden; für Ältere war das unerträglich."
    text, notice = decode(german.encode(encoding))
    assert text == german
    assert notice.startswith("is not UTF-8; read as ")


def test_curly_quotes_and_dashes_of_windows_survive() -> None:
    text, notice = decode("“Quoted” – and 5 µg, then ‘more’ — it’s fine.".encode("cp1252"))
    assert text == "“Quoted” – and 5 µg, then ‘more’ — it’s fine."
    assert notice


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", b"abc\0def", b"\xff\0\xfe\xfa"])
def test_binary_data_is_refused_with_the_next_step(data: bytes) -> None:
    with pytest.raises(module.UndecodableError, match="convert it to text, or exclude it"):
        decode(data)


def test_a_binary_file_becomes_a_failed_document_with_the_reason() -> None:
    document = read("page.txt", b"\x89PNG\r\n\x1a\n\0\0\xff")
    assert document.status == "failed"
    assert "binary" in (document.reason or "")
    assert document.blocks == ()


def test_the_notice_reaches_the_document() -> None:
    document = read("page.txt", codecs.BOM_UTF16_LE + "It itches.".encode("utf-16-le"))
    assert document.prose == "It itches."
    assert document.notices == ("read as UTF-16-LE (byte order mark)",)


def test_broken_bytes_after_a_mark_become_replacement_characters() -> None:
    assert decode(codecs.BOM_UTF16_LE + b"\x00\xd8a\x00")[0] == "\ufffda"
    assert decode(codecs.BOM_UTF8 + b"a\xffb")[0] == "a\ufffdb"


def test_lone_surrogates_of_a_str_are_replaced_one_for_one() -> None:
    assert clean_str("a\ud800b\udfffc😀") == "a\ufffdb\ufffdc😀"


def test_the_mark_of_a_str_is_dropped_once() -> None:
    assert clean_str("\ufeffItch") == "Itch"
    assert clean_str("\ufeff\ufeffItch") == "\ufeffItch"


def test_the_digest_is_of_the_bytes_as_given() -> None:
    plain, marked = read("page.txt", b"It itches."), read("page.txt", codecs.BOM_UTF8 + b"It itches.")
    assert plain.prose == marked.prose
    assert plain.digest != marked.digest
    assert plain.digest == read("page.md", "It itches.").digest


@settings(max_examples=150)
@given(st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]), max_size=80))
def test_whatever_is_written_as_utf8_is_read_back(text: str) -> None:
    assert decode(text.encode()) == (text, "")
    assert clean_str(text) == text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused_and_never_leave_a_surrogate(data: bytes) -> None:
    document = read("page.txt", data)
    assert document.status in ("read", "failed")
    document.prose.encode()

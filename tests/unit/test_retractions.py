"""Retraction data: the standing of a work, the CSV with its traps, the table that outlives failed imports."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.sources import retraction_watch as module
from evlint.sources import table as table_module
from evlint.sources.facts import Notice, NoticeKind
from evlint.sources.retraction_watch import ImportFault, Row, Tally, doi_name, iso_date, pmid_name, rows
from evlint.sources.standing import net
from evlint.sources.table import TableError, build, look_up, read_stamp

TODAY = "2026-11-24"
HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,RetractionPubMedID,"
    "OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
).split(",")
PLAIN = {
    "Record ID": "7",
    "Title": "A trial",
    "RetractionDate": "8/16/2023 0:00",
    "RetractionDOI": "10.1000/N",
    "RetractionPubMedID": "0",
    "OriginalPaperDOI": "10.1000/P",
    "OriginalPaperPubMedID": "111",
    "RetractionNature": "Retraction",
    "Reason": "+Fake Peer Review;+Duplication;",
}


def line(columns: Sequence[str] = HEADER, /, **cells: str) -> str:
    """One row as the file has it: PLAIN, but for the cells given."""
    out = io.StringIO()
    csv.writer(out).writerow([(PLAIN | cells).get(column, "") for column in columns])
    return out.getvalue()


def text(*lines: str, header: str = ",".join(HEADER) + "\r\n") -> bytes:
    return (header + "".join(lines)).encode()


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple[list[Row], dict[str, int]]]:
    """Reads bytes as the CSV: (rows, skipped)."""

    def act(data: bytes, limit: int = module.LIMIT) -> tuple[list[Row], dict[str, int]]:
        path, tally = tmp_path / "retraction_watch.csv", Tally()
        path.write_bytes(data)
        return list(rows(path, tally, limit=limit)), dict(tally.skipped)

    return act


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """Makes a table of rows."""

    def act(*lines: str, shrink: bool = False) -> Path:
        source = tmp_path / "retraction_watch.csv"
        source.write_bytes(text(*lines))
        build(source, tmp_path / "retractions.sqlite", imported=TODAY, shrink=shrink)
        return tmp_path / "retractions.sqlite"

    return act


# --- the standing -----------------------------------------------------------------------------------------------------------------------------------

KINDS: tuple[NoticeKind, ...] = ("retraction", "concern", "correction", "reinstatement")
DATES = st.one_of(st.just(""), st.sampled_from(["2019", "2020", "2020-03"]), st.dates().map(str))
NOTICES = st.builds(Notice, st.sampled_from(KINDS), DATES, st.sampled_from(["", "10.1/a", "10.1/b"]))
PAST = st.lists(NOTICES.filter(lambda notice: notice.date < "3000"), max_size=6)


def standing(*history: str) -> str:
    """State after notices like "retraction 2020-01-02"."""
    found = net(Notice(kind, date) for kind, _, date in (event.partition(" ") for event in history))  # type: ignore[arg-type]
    assert found is not None
    return found.state


def test_no_notice_is_no_standing() -> None:
    assert net([]) is None


@settings(max_examples=200, deadline=None)
@given(st.lists(NOTICES, min_size=1, max_size=6), st.randoms())
def test_order_and_repetition_of_the_input_do_not_matter(notices: list[Notice], rng: object) -> None:
    mixed = [*notices, notices[0]]
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert net(mixed) == net(notices)


@settings(max_examples=200, deadline=None)
@given(PAST)
def test_the_history_holds_every_notice_once_and_the_decider_is_one_of_them(notices: list[Notice]) -> None:
    found = net([*notices, Notice("correction", "0001")])
    assert found is not None
    assert sorted(map(repr, found.history)) == sorted(map(repr, {*notices, Notice("correction", "0001")}))
    assert found.notice in found.history
    assert {"retracted": "retraction", "concern": "concern", "corrected": "correction", "reinstated": "reinstatement"}[found.state] == found.notice.kind


@settings(max_examples=200, deadline=None)
@given(PAST)
def test_a_reinstatement_that_is_surely_last_reinstates(notices: list[Notice]) -> None:
    last = Notice("reinstatement", "9999-12-31")
    dated = [notice for notice in notices if notice.date < last.date]
    found = net([*dated, last])
    assert found is not None
    assert (found.state, found.notice) == ("reinstated", last)


@settings(max_examples=200, deadline=None)
@given(st.lists(NOTICES.filter(lambda notice: bool(notice.date)), max_size=6))
def test_a_retraction_that_is_surely_last_retracts(notices: list[Notice]) -> None:
    last = Notice("retraction", "9999-12-31")
    found = net([*(notice for notice in notices if notice.date < last.date), last])
    assert found is not None
    assert (found.state, found.notice) == ("retracted", last)


@settings(max_examples=200, deadline=None)
@given(st.lists(NOTICES, max_size=6).filter(lambda notices: all(notice.kind != "reinstatement" for notice in notices)))
def test_without_a_reinstatement_the_severest_notice_stands(notices: list[Notice]) -> None:
    kinds = {notice.kind for notice in notices}
    found = net(notices)
    expected = next((state for kind, state in (("retraction", "retracted"), ("concern", "concern"), ("correction", "corrected")) if kind in kinds), None)
    assert (found.state if found else None) == expected


@pytest.mark.parametrize(
    ("history", "state"),
    [
        (["concern 2019-01-01", "retraction 2020-01-01"], "retracted"),
        (["retraction 2020-01-01", "concern 2021-01-01", "correction 2022-01-01"], "retracted"),
        (["concern 2020-01-01", "correction 2021-01-01"], "concern"),
        (["concern 2020-01-01", "reinstatement 2021-01-01"], "reinstated"),
        (["retraction 2020-01-01", "reinstatement 2021-01-01", "retraction 2022-01-01"], "retracted"),
        (["retraction 2020-01-01", "reinstatement 2021-01-01", "concern 2022-01-01"], "concern"),
        (["retraction 2020-01-01", "reinstatement 2021-01-01", "correction 2022-01-01"], "corrected"),
        (["reinstatement 2021-01-01"], "reinstated"),
        # one day
        (["correction 2020-01-01", "concern 2020-01-01"], "concern"),
        (["retraction 2020-01-01", "reinstatement 2020-01-01"], "reinstated"),
        (["concern 2019-01-01", "retraction 2020-01-01", "reinstatement 2020-01-01"], "reinstated"),
        (["retraction 2019-01-01", "retraction 2020-01-01", "reinstatement 2020-01-01"], "retracted"),
        # dates that are unknown, or known to the year
        (["retraction ", "reinstatement 2020-01-01"], "reinstated"),
        (["retraction ", "retraction 2015-01-01", "reinstatement 2020-01-01"], "reinstated"),
        (["retraction 2020-01-01", "reinstatement "], "reinstated"),
        (["retraction 2019-01-01", "retraction 2020-01-01", "reinstatement "], "retracted"),
        (["retraction 2020", "reinstatement 2020-06-01"], "reinstated"),
        (["retraction 2020-06-01", "reinstatement 2020"], "reinstated"),
        (["retraction 2021-06-01", "reinstatement 2020"], "retracted"),
    ],
)
def test_the_state_machine(history: list[str], state: str) -> None:
    assert {standing(*order) for order in permutations(history)} == {state}


def test_the_newest_notice_of_the_state_decides_and_one_that_names_itself_before_one_that_does_not() -> None:
    first, second, named = Notice("retraction", "2020-01-01"), Notice("retraction", "2021-01-01"), Notice("retraction", "2021-01-01", "10.1/n")
    found = net([named, second, first])
    assert found is not None
    assert found.notice == named
    assert found.history == (first, second, named)


# --- cells ------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("10.1155/2021/690787A", "doi:10.1155/2021/690787a"),
        (" https://doi.org/10.1000/X.; ", "doi:10.1000/x"),
        ("http://dx.doi.org/10.1000/x", "doi:10.1000/x"),
        ("doi: 10.1000/x", "doi:10.1000/x"),
        ("10.1002/(SICI)1097-0142(19990101)85:1<1::AID-CNCR1>3.0.CO;2-#", "doi:10.1002/(sici)1097-0142(19990101)85:1<1::aid-cncr1>3.0.co;2-#"),
        *((cell, "") for cell in ("", " ", "0", "unavailable", "Unavailable", "10.1000", "10.1000/", "10.1000/.", "N/A", "12345678", "10.1000/a b", "10.1000/a 10.1000/b")),
    ],
)
def test_names_of_dois(cell: str, name: str) -> None:
    assert doi_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "name"),
    [("12345678", "pmid:12345678"), (" 00123 ", "pmid:123"), ("123.0", "pmid:123"), ("PMID: 123", "pmid:123")]
    + [(cell, "") for cell in ("", "0", "000", "0.0", "unavailable", "Unavailable", "123456789", "12a", "-5", "10.1000/x", "١٢٣")],
)
def test_names_of_pmids(cell: str, name: str) -> None:
    assert pmid_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("8/6/2023 0:00", "2023-08-06"),
        ("12/31/1999", "1999-12-31"),
        ("2023-08-06", "2023-08-06"),
        ("2023-08-06T00:00:00", "2023-08-06"),
        ("2023-08", "2023-08"),
        ("2023", "2023"),
        ("25/12/2020", "2020"),
        ("2/30/2020 0:00", "2020"),
        ("2020-13", "2020"),
        *((cell, "") for cell in ("", "0", "unavailable", "45000", "8/6/23", "1/1/0001 0:00")),
    ],
)
def test_dates(cell: str, date: str) -> None:
    assert iso_date(cell) == date


# --- the CSV ----------------------------------------------------------------------------------------------------------------------------------------

NOTICE = Notice("retraction", "2023-08-16", "10.1000/n", "", ("Fake Peer Review", "Duplication"), "Retraction Watch")
ROW = Row(("doi:10.1000/p", "pmid:111"), NOTICE, ("doi:10.1000/n",))
Read = Callable[..., tuple[list[Row], dict[str, int]]]


def test_a_plain_row(read: Read) -> None:
    assert read(text(line())) == ([ROW], {})


@pytest.mark.parametrize(("nature", "kind"), [("Retraction", "retraction"), ("Expression of Concern", "concern"), ("CORRECTION", "correction"), (" reinstatement ", "reinstatement")])
def test_kinds_of_notices(read: Read, nature: str, kind: str) -> None:
    assert [row.notice.kind for row in read(text(line(RetractionNature=nature)))[0]] == [kind]


@pytest.mark.parametrize("absent", ["", "0", "unavailable", "Unavailable"])
def test_a_paper_without_names_is_a_counted_skip(read: Read, absent: str) -> None:
    assert read(text(line(OriginalPaperDOI=absent, OriginalPaperPubMedID=absent), line())) == ([ROW], {module.NAMELESS: 1})
    assert read(text(line(OriginalPaperDOI=absent)))[0][0].works == ("pmid:111",)
    assert read(text(line(OriginalPaperPubMedID=absent)))[0][0].works == ("doi:10.1000/p",)
    assert read(text(line(RetractionDOI=absent)))[0][0].notices == ()


def test_a_notice_in_place_of_the_paper_is_not_a_name_of_a_notice(read: Read) -> None:
    (row,), _ = read(text(line(RetractionDOI="https://doi.org/10.1000/p", RetractionPubMedID="222")))
    assert row.notices == ("pmid:222",)
    assert row.notice.doi == "10.1000/p"


def test_an_unknown_kind_is_a_counted_skip(read: Read) -> None:
    assert read(text(line(RetractionNature="Removal"), line(RetractionNature=""), line())) == ([ROW], {module.KIND: 2})


def test_a_blank_column_and_blank_rows_at_the_end(read: Read) -> None:
    wide = [*HEADER, ""]
    assert read(text(line(wide), "," * 20 + "\r\n", "\r\n", '"",,,\r\n', header=",".join(wide) + "\r\n")) == ([ROW], {})


def test_columns_go_by_name(read: Read) -> None:
    turned = HEADER[::-1]
    assert read(text(line(turned), header=",".join(turned).replace("Reason", " reason ") + "\n")) == ([ROW], {})


def test_ragged_rows(read: Read) -> None:
    short, cut, long = line()[: line().rindex(",,")] + "\n", "8,A title,(HSC) Medicine;\n", line().rstrip("\r\n") + ",more,and more\n"
    shifted = line().replace("A trial", "A trial, with a comma that nobody quoted").replace('"', "")
    assert read(text(short, cut, shifted, long)) == ([ROW, ROW], {module.SHORT: 1, module.KIND: 1})


def test_cells_of_several_lines(read: Read) -> None:
    assert read(text(line(Title='A "quoted"\nand, broken\r\ntitle'), line())) == ([ROW, ROW], {})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_even_where_chunks_cut_them(read: Read, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    data = text(*[line(Title="two\nlines")] * 30).replace(b"\r\n", b"\n").replace(b"\n", end.encode())
    for chunk in (1000, 1001, 1002):
        monkeypatch.setattr(module, "_CHUNK", chunk)
        assert read(data) == ([ROW] * 30, {})


@pytest.mark.parametrize("data", [codecs.BOM_UTF8 + text(line(Title="Zürich")), text(line(Title="Zürich")), text(line(Title="Z\x00rich")).replace(b"\0", b"\xfc")])
def test_utf8_with_and_without_mark_and_windows_bytes(read: Read, data: bytes) -> None:
    assert read(data) == ([ROW], {})


def test_windows_bytes_keep_their_letters(read: Read) -> None:
    (row,), _ = read(text(line(Reason="+Misconduct – Müller;")).decode().encode("cp1252"))
    assert row.notice.reasons == ("Misconduct – Müller",)


def test_nul_bytes_cost_their_row(read: Read) -> None:
    assert read(text(line(Title="a\0b"), line())) == ([ROW], {module.ZERO: 1})


def test_a_quote_that_is_never_closed_costs_its_row_only(read: Read) -> None:
    broken = line().replace("A trial", '"A trial')
    assert read(text(line(), broken, line(), line())) == ([ROW] * 3, {module.OPEN: 1})
    assert read(text(line(), broken)) == ([ROW], {module.OPEN: 1})


def test_a_stray_quote_in_a_cell_costs_nothing(read: Read) -> None:
    stray = line().replace("A trial", '5" tubes')
    assert read(text(stray, stray, line(), stray)) == ([ROW] * 4, {})


@pytest.mark.parametrize("giant", ["x" * 8_000_000, '"' + "x\n" * 200_000, '"' + "x" * 8_000_000 + '"', "x," * 4_000_000])
def test_a_giant_record_is_skipped_in_bounded_memory(read: Read, giant: str) -> None:
    data = text(line(), line().replace("A trial", giant), line())
    del giant
    tracemalloc.start()
    found, skipped = read(data, limit=1 << 16)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [ROW, ROW]
    assert skipped[module.LONG] >= 1
    assert peak < 4_000_000


def test_a_cell_over_the_limit_of_csv_is_a_counted_skip(read: Read) -> None:
    assert read(text(line(Notes="x" * (csv.field_size_limit() + 1)), line())) == ([ROW], {module.CSV: 1})


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "is empty"),
        (b"<!DOCTYPE html><html><title>Too many requests</title>", "is a web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1234\n", "is a Git LFS pointer"),
        (b'{"status": "error"}', "is JSON"),
        (b"PK\x03\x04\x14\x00", "is an archive"),
        (b"\x1f\x8b\x08\x00", "is compressed"),
        (text(line()).decode().encode("utf-16"), "is in UTF-16"),
        (text(line()).decode().encode("utf-16-le"), "holds NUL bytes"),
        (b"Name,Age\nAnn,5\n", "begins with 'Name,Age'"),
        (b"x" * (module.LIMIT + 1), "begins with a line without end"),
        (text(line()).replace(b",", b";"), "begins with 'Record ID;Title"),
        (text(line()).replace(b"RetractionNature", b"Nature").replace(b"Reason", b"Why"), "lacks the columns RetractionNature, Reason"),
    ],
)
def test_another_file_is_refused_with_what_it_is_and_the_next_step(read: Read, data: bytes, what: str) -> None:
    with pytest.raises(ImportFault) as fault:
        read(data)
    assert "retraction_watch.csv " in str(fault.value)
    assert what in str(fault.value)
    assert "download retraction_watch.csv from gitlab.com/crossref" in str(fault.value)


def test_a_missing_file_and_a_folder_are_faults(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ImportFault, match="cannot be read"):
            list(rows(path, Tally()))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "retraction_watch.csv"


@settings(max_examples=150, deadline=None)
@given(junk=st.one_of(st.binary(max_size=60), st.text('",;\r\n7 Retraction', max_size=60).map(str.encode)))
def test_junk_between_rows_never_takes_them_along(scratch: Path, junk: bytes) -> None:
    scratch.write_bytes(text(line()) + junk + b"\n" + line().encode())
    assert list(rows(scratch, Tally())) == [ROW, ROW]


# --- the table --------------------------------------------------------------------------------------------------------------------------------------

Made = Callable[..., Path]


def state_of(table: Path, name: str) -> str:
    found = look_up(table, [name])[1].get(name)
    return found.state if found else "not listed"


def test_a_paper_is_found_under_both_names_and_its_notice_is_known_as_one(made: Made) -> None:
    stamp, standings, notices = look_up(made(line()), ["doi:10.1000/p", "pmid:111", "doi:10.1000/n", "doi:10.1000/other"])
    assert list(standings) == ["doi:10.1000/p", "pmid:111"]
    assert {standing.state for standing in standings.values()} == {"retracted"}
    assert standings["pmid:111"].history == (NOTICE,)
    assert notices == {"doi:10.1000/n"}
    assert (stamp.name, stamp.rows, stamp.date, stamp.imported) == ("Retraction Watch", 1, "2023-08-16", TODAY)


def test_rows_known_by_pmid_only(made: Made) -> None:
    table = made(line(OriginalPaperDOI="unavailable"))
    assert (state_of(table, "pmid:111"), state_of(table, "doi:10.1000/p")) == ("retracted", "not listed")


def test_a_reinstatement_reaches_the_name_that_its_row_lacks(made: Made) -> None:
    again = {"RetractionNature": "Reinstatement", "RetractionDate": "1/2/2024 0:00"}
    table = made(line(), line(OriginalPaperPubMedID="0", **again))
    assert (state_of(table, "pmid:111"), state_of(table, "doi:10.1000/p")) == ("reinstated", "reinstated")
    table = made(line(), line(OriginalPaperDOI="", **again))
    assert (state_of(table, "pmid:111"), state_of(table, "doi:10.1000/p")) == ("reinstated", "reinstated")


def test_a_wrong_number_does_not_lend_a_paper_the_notices_of_another(made: Made) -> None:
    correction = {"RetractionNature": "Correction", "OriginalPaperDOI": "10.1000/q"}
    table = made(line(OriginalPaperPubMedID="0"), line(RetractionNature="Correction"), line(**correction), line(OriginalPaperPubMedID="0", **correction))
    assert (state_of(table, "doi:10.1000/p"), state_of(table, "doi:10.1000/q"), state_of(table, "pmid:111")) == ("retracted", "corrected", "corrected")


def test_a_notice_in_place_leaves_the_paper_a_paper(made: Made) -> None:
    _, standings, notices = look_up(made(line(RetractionDOI="10.1000/P")), ["doi:10.1000/p"])
    assert (set(standings), notices) == ({"doi:10.1000/p"}, frozenset())


def test_a_notice_that_has_notices_against_it_is_a_work(made: Made) -> None:
    table = made(line(), line(OriginalPaperDOI="10.1000/N", OriginalPaperPubMedID="0", RetractionDOI="10.1000/M", RetractionNature="Correction"))
    _, standings, notices = look_up(table, ["doi:10.1000/n", "doi:10.1000/m"])
    assert {name: standing.state for name, standing in standings.items()} == {"doi:10.1000/n": "corrected"}
    assert notices == {"doi:10.1000/m"}


def test_many_names_in_one_question(made: Made) -> None:
    table = made(*(line(OriginalPaperDOI=f"10.1000/{i}", OriginalPaperPubMedID="0") for i in range(1200)))
    assert len(look_up(table, [f"doi:10.1000/{i}" for i in range(5000)])[1]) == 1200
    assert look_up(table, [])[1:] == ({}, frozenset())


def test_the_stamp_tells_which_file_and_how_old(tmp_path: Path) -> None:
    source, table = tmp_path / "retraction_watch.csv", tmp_path / "new folder" / "retractions.sqlite"
    source.write_bytes(text(line(), line(RetractionDate="12/31/2099 0:00"), line(RetractionNature="?")))
    imported = build(source, table, imported=TODAY)
    assert imported.stamp.date == "2023-08-16"  # a date in the future is a slip of the pen
    assert imported.stamp.digest == hashlib.sha256(source.read_bytes()).hexdigest()
    assert imported.skipped == {module.KIND: 1}
    assert read_stamp(table) == imported.stamp
    assert build(source, table, imported=TODAY, issued="2026-11-20").stamp.date == "2026-11-20"


@pytest.mark.parametrize("days", [{"imported": "24.11.2026"}, {"imported": "2026-11"}, {"imported": TODAY, "issued": "20261120"}])
def test_a_date_that_is_none_is_refused(tmp_path: Path, days: dict[str, str]) -> None:
    with pytest.raises(ImportFault, match="is no date"):
        build(tmp_path / "a.csv", tmp_path / "b.sqlite", **days)  # type: ignore[arg-type]


@pytest.mark.parametrize("error", [RuntimeError("crash"), KeyboardInterrupt(), sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left on device")])
def test_an_import_that_is_cut_off_leaves_the_old_table_whole(made: Made, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    table = made(line())
    before = table.read_bytes()

    def cut(*_: object) -> Iterator[Row]:
        yield from [ROW] * 3000
        raise error

    monkeypatch.setattr(table_module, "rows", cut)
    with pytest.raises(ImportFault if isinstance(error, OSError | sqlite3.Error) else type(error)):
        made(line(), line())
    assert table.read_bytes() == before
    assert sorted(path.name for path in table.parent.iterdir()) == ["retraction_watch.csv", "retractions.sqlite"]


def test_a_file_without_rows_leaves_the_old_table_whole(made: Made) -> None:
    table = made(line())
    with pytest.raises(ImportFault, match="holds no row"):
        made()
    assert state_of(table, "pmid:111") == "retracted"


def test_a_table_that_would_lose_most_rows_is_refused_unless_wanted(made: Made) -> None:
    table = made(*[line()] * 9)
    with pytest.raises(ImportFault, match=r"has 4 rows that can be used, the table .* has 9"):
        made(*[line()] * 4)
    assert read_stamp(table).rows == 9
    assert read_stamp(made(*[line()] * 5)).rows == 5
    assert read_stamp(made(line(), shrink=True)).rows == 1


def test_imports_at_the_same_time_do_not_collide(tmp_path: Path) -> None:
    source, table = tmp_path / "retraction_watch.csv", tmp_path / "retractions.sqlite"
    source.write_bytes(text(*[line()] * 200))
    with ThreadPoolExecutor(4) as pool:
        stamps = {imported.stamp for imported in pool.map(lambda _: build(source, table, imported=TODAY), range(8))}
    assert stamps == {read_stamp(table)}
    assert len(list(tmp_path.iterdir())) == 2


def test_the_csv_is_not_overwritten_by_its_own_table(tmp_path: Path) -> None:
    source = tmp_path / "retraction_watch.csv"
    source.write_bytes(text(line()))
    with pytest.raises(ImportFault, match="would be overwritten"):
        build(source, source, imported=TODAY)
    assert source.read_bytes() == text(line())


@pytest.mark.parametrize("name", ["a b", "what?mode=rwc", "50%41", "a#b", "ä&ö=ü", "file:x"])
def test_paths_that_mean_something_in_a_uri(made: Made, name: str) -> None:
    table = made(line())
    other = table.parent / name / f"{name}.sqlite"
    other.parent.mkdir()
    table.rename(other)
    assert state_of(other, "pmid:111") == "retracted"
    assert [path.name for path in other.parent.iterdir()] == [other.name]


def test_a_look_up_writes_nothing_and_needs_no_right_to_write(made: Made) -> None:
    table = made(line())
    before = table.read_bytes(), table.stat().st_mtime_ns
    table.chmod(0o444)
    table.parent.chmod(0o555)
    try:
        assert state_of(table, "pmid:111") == "retracted"
    finally:
        table.parent.chmod(0o755)
    assert (table.read_bytes(), table.stat().st_mtime_ns) == before


def _sql(table: Path, statement: str) -> None:
    with sqlite3.connect(table) as base:
        base.execute(statement)
    base.close()


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda table: table.unlink(), "there is no retraction table"),
        (lambda table: table.write_bytes(b""), "is no retraction table of evlint"),
        (lambda table: table.write_bytes(b"<html>" * 1000), "cannot be read"),
        (lambda table: table.write_bytes(table.read_bytes()[:6000]), "cannot be read"),
        (lambda table: table.write_bytes(table.read_bytes()[:4096] + b"\xff" * (table.stat().st_size - 4096)), "cannot be read"),
        (lambda table: _sql(table, "PRAGMA user_version = 99"), "made by another version"),
        (lambda table: _sql(table, "PRAGMA application_id = 0"), "is no retraction table of evlint"),
        (lambda table: _sql(table, "DROP TABLE work"), "cannot be read"),
        (lambda table: _sql(table, "DELETE FROM stamp"), "it has no stamp"),
        (lambda table: _sql(table, "UPDATE notice SET kind = 'praise'"), "no known kind"),
        (lambda table: _sql(table, "UPDATE notice SET date = NULL"), "no known kind"),
    ],
)
def test_a_table_that_cannot_be_read_says_so_and_the_next_step_mends_it(made: Made, spoil: Callable[[Path], object], what: str) -> None:
    table = made(line())
    spoil(table)
    with pytest.raises(TableError, match=r"import it again: evlint sources import retraction_watch\.csv") as error:
        look_up(table, ["pmid:111"])
    assert what in str(error.value)
    assert str(table) in str(error.value)
    assert state_of(made(line()), "pmid:111") == "retracted"

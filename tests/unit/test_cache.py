"""What is kept from run to run: the same findings with it and without, whatever happens to its file."""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from evlint import cache as caches
from evlint import engine
from evlint.cache import Cache, dump, key_of, load
from evlint.config.settings import Settings
from evlint.documents import reading
from evlint.preparing import Files, Prepared, prepare_one
from evlint.rules import registry
from evlint.workshop import Workshop
from tests.e2e.running import BAD, GOOD, ROOT, evlint, write

FILES: dict[str, bytes | str] = {
    "a.md": f"---\nissued: 2024-05-01\n---\n# Title\n\nLosartan reduced stroke in adults with hypertension (RR 0.75; 95% CI 0.63 to 0.89) [1].\n\n{BAD}\n## References\n\n1. Smith J. A trial. BMJ. 2014;348:f7656.\n",
    "b.html": b"<h1>T</h1><p>See <a href='http://example.org'>this</a>.<p style='display:none'>hidden words</p><!-- evlint: ignore STA201: x -->",
    "c.txt": b"Mean 3.47 (SD 1.2). t(18) = 2.3, p = .03\n\nketamine reduced pain by 30 %.",
    "d.bib": "@article{x, title={T}, year={2014}}",
}


def plain(files: Files) -> dict[str, Prepared]:
    """What the files hold, one after the other, with nothing kept."""
    return {path: prepare_one(path, files[path], Settings(), registry.selected(Settings()), alone=True) for path in sorted(files)}


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    told: list[str] = []
    one = Cache(tmp_path / "folder" / "c.sqlite", told.append)
    one.told = told  # type: ignore[attr-defined]
    return one


def test_a_run_with_the_cache_gives_what_a_run_without_gives(kept: Cache) -> None:
    without = engine.run(FILES, {}, Settings(), date(2026, 11, 26)).to_dict()
    for _ in range(2):
        assert engine.run(FILES, {}, Settings(), date(2026, 11, 26), preparing=Workshop(kept)).to_dict() == without
    assert kept.size().entries == len(FILES)


def test_the_seeds_with_their_records_are_judged_alike_alone_and_together(kept: Cache) -> None:
    files = {f"seeds/{path.name}": path.read_bytes() for path in sorted((ROOT / "seeds").iterdir())}
    records = {f"claims/{path.name}": path.read_text("utf-8") for path in sorted((ROOT / "claims").glob("*.yaml"))}
    for given in (records, {}):
        without = engine.run(files, given, Settings(), date(2026, 11, 26)).to_dict()
        assert engine.run(files, given, Settings(), date(2026, 11, 26), preparing=Workshop(kept)).to_dict() == without
        assert engine.run(files, given, Settings(), date(2026, 11, 26), preparing=Workshop(kept)).to_dict() == without
        assert len(without["findings"]) > 20


def test_a_rule_that_asks_for_more_than_its_document_is_not_judged_alone() -> None:
    alone = prepare_one("a.md", "See [the other](b.md) and (Smith, 2019).\n", Settings(), registry.selected(Settings()), alone=True).alone
    assert alone is not None
    assert "STA201" in alone.outcomes
    assert not {"LNK201", "CLM108", "REF201", "CON101"} & set(alone.outcomes)


def test_what_is_kept_is_loaded_as_it_was_made(kept: Cache) -> None:
    for path, data in FILES.items():
        made = prepare_one(path, data, Settings(), registry.selected(Settings()), alone=True)
        assert load(dump(made)) == made


def test_several_processes_give_what_one_gives() -> None:
    many = {f"{i}{path}": data for path, data in FILES.items() for i in range(30)}
    assert Workshop(jobs=2)(many, Settings()) == plain(many)
    assert list(Workshop(jobs=2)(many, Settings())) == sorted(many)


def test_entries_are_those_of_the_bytes_the_path_the_format_and_what_was_asked(kept: Cache) -> None:
    work = Workshop(kept)
    work({"a.md": GOOD}, Settings())
    work({"a.md": BAD}, Settings())
    work({"b.md": BAD}, Settings())
    work({"a.md": BAD}, Settings(formats={"*.md": "text"}))
    work({"a.md": BAD}, Settings(select=("STA",)))
    work({"a.md": BAD}, Settings(fail_on="note", exclude=("x",)))
    assert kept.size().entries == 5
    assert work({"a.md": BAD}, Settings(formats={"*.md": "text"}))["a.md"].document.format == "text"
    assert key_of("ab", "c") != key_of("a", "bc")


def test_a_changed_program_reads_anew(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    Workshop(kept)(FILES, Settings())
    monkeypatch.setattr(caches, "program", lambda: "another")
    Workshop(kept)(FILES, Settings())
    assert kept.size().entries == 2 * len(FILES)


def test_a_file_that_was_not_read_is_tried_again(kept: Cache) -> None:
    Workshop(kept)({"a.md": b"\x89PNG\0\0"}, Settings())
    assert kept.size().entries == 0


def test_no_code_runs_from_a_cache_file(kept: Cache, tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, (f"touch {tmp_path / 'ran'}",)

    for value in (Evil(), subprocess.Popen, reading.read):
        with pytest.raises(pickle.UnpicklingError):
            load(pickle.dumps(value))
    files = {"a.md": BAD}
    Workshop(kept)(files, Settings())
    kept.close()
    path = tmp_path / "folder" / "c.sqlite"
    with sqlite3.connect(path) as file:
        file.execute("UPDATE entries SET data = ?", (pickle.dumps(Evil()),))
    file.close()
    assert Workshop(Cache(path, print))(files, Settings()) == plain(files)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, "cut", "flipped"])
def test_a_damaged_file_is_begun_anew_with_a_warning(tmp_path: Path, damage: bytes | str) -> None:
    path = tmp_path / "c.sqlite"
    many = {f"{i}.md": f"{BAD}\nThis is number {i}.\n" for i in range(40)}
    first = Cache(path, print)
    Workshop(first)(many, Settings())
    first.close()
    data = path.read_bytes()
    if damage == "cut":
        path.write_bytes(data[: len(data) // 2 + 7])
    elif damage == "flipped":
        path.write_bytes(data[:5000] + bytes(b ^ 0x5A for b in data[5000:]))
    else:
        path.write_bytes(damage if isinstance(damage, bytes) else b"")
    told: list[str] = []
    second = Cache(path, told.append)
    assert Workshop(second)(many, Settings()) == plain(many)
    second.close()
    if damage:
        assert len(told) >= 1
        assert "damaged" in told[0] or "cannot be used" in told[0]
    third = Cache(path, told.append)
    assert Workshop(third)(many, Settings()) == plain(many)


def test_a_place_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    told: list[str] = []
    blocked = Cache(tmp_path / "file" / "c.sqlite", told.append)
    assert Workshop(blocked)(FILES, Settings()) == plain(FILES)
    assert len(told) == 1
    assert "goes on without it" in told[0]


def test_a_full_disk_costs_nothing_but_time(tmp_path: Path) -> None:
    told: list[str] = []
    full = Cache(tmp_path / "c.sqlite", told.append)
    full.get([b"x"])
    assert full._file is not None
    full._file.execute("PRAGMA max_page_count = 4")
    many = {f"{i}.md": f"{BAD * 50}\nThis is number {i}.\n" for i in range(20)}
    assert Workshop(full)(many, Settings()) == plain(many)
    assert "full" in told[0]
    assert Workshop(Cache(tmp_path / "c.sqlite", told.append))(many, Settings()) == plain(many)


def test_old_entries_go(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.put({b"old": b"1"})
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 20 * 86400)
    assert kept.get([b"old"]) == {b"old": b"1"}, "it is used, and stays"
    monkeypatch.setattr(time, "time", lambda: now + 45 * 86400)
    kept.put({b"new": b"2"})
    assert kept.get([b"old", b"new"]) == {b"old": b"1", b"new": b"2"}
    monkeypatch.setattr(time, "time", lambda: now + 90 * 86400)
    kept.put({b"newer": b"3"})
    assert kept.get([b"old", b"new", b"newer"]) == {b"newer": b"3"}


def test_twenty_processes_at_once(tmp_path: Path) -> None:
    for i in range(30):
        write(tmp_path, **{f"d{i:02}_md": f"{BAD}\nThis is number {i}.\n"})
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "EVLINT_CACHE_DIR": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "evlint", "check", "--format", "json", "--as-of", "2026-11-26"]
    alone = subprocess.run([*command, "--no-cache"], cwd=tmp_path, env=environment, capture_output=True, check=False)
    running = [subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(20)]
    said = [process.communicate() for process in running]
    assert {out for out, _ in said} == {alone.stdout}
    assert {err for _, err in said} == {b""}
    after = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (after.stdout, after.stderr) == (alone.stdout, b"")
    assert "30 documents" in evlint("cache", "info", cwd=tmp_path, EVLINT_CACHE_DIR=str(tmp_path / "cache")).stdout


_KILLED = """
import sys, evlint.cache as c
from pathlib import Path
cache = c.Cache(Path(sys.argv[1]), print)
cache.get([b"x"])
cache._file.execute("BEGIN IMMEDIATE")
for i in range(5000):
    cache._file.execute("INSERT INTO entries VALUES (?, ?, 1)", (str(i).encode(), b"0" * 5000))
    if i == 4000:
        print("writing", flush=True)
        import time; time.sleep(60)
"""


def test_a_run_that_is_killed_while_it_writes_leaves_a_cache_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    first = Cache(path, print)
    Workshop(first)(FILES, Settings())
    first.close()
    process = subprocess.Popen([sys.executable, "-c", _KILLED, str(path)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    told: list[str] = []
    after = Cache(path, told.append)
    assert after.size().entries == len(FILES), "of the write that was cut off nothing is left"
    assert Workshop(after)(FILES, Settings()) == plain(FILES)
    assert told == []


def test_info_and_clear(tmp_path: Path) -> None:
    write(tmp_path, a_md=BAD)
    own = {"EVLINT_CACHE_DIR": str(tmp_path / "cache")}
    assert "nothing is kept" in evlint("cache", "info", cwd=tmp_path, **own).stdout
    evlint("check", "--no-cache", cwd=tmp_path, **own)
    assert not (tmp_path / "cache").exists()
    evlint("check", cwd=tmp_path, **own)
    assert "1 document," in evlint("cache", "info", cwd=tmp_path, **own).stdout
    assert " 0 documents" in evlint("cache", "clear", cwd=tmp_path, **own).stdout

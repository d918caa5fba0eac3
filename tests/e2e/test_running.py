"""How a run looks while it goes on: processes, a bar on a terminal, watching."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.e2e.running import BAD, GOOD, ROOT, evlint, write

pty = pytest.importorskip("pty")


def many(folder: Path, count: int = 60) -> None:
    for i in range(count):
        write(folder, **{f"d{i:02}_md": f"# Number {i}\n\n{BAD if i % 2 else GOOD}"})


def test_several_processes_print_the_same_bytes(tmp_path: Path) -> None:
    many(tmp_path)
    one, two = (evlint("check", ".", "--no-cache", "--jobs", jobs, "--format", "json", cwd=tmp_path).stdout for jobs in ("1", "2"))
    assert one == two
    assert json.loads(one)["summary"]["error"] == 30
    assert evlint("check", ".", "--jobs", "-1", cwd=tmp_path).returncode == 2


def test_a_bar_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    many(tmp_path)
    command = [sys.executable, "-m", "evlint", "check", ".", "--no-cache", "--jobs", "1", "--format", "json"]
    main, other = pty.openpty()
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=other, env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"})
    os.close(other)
    out, _ = process.communicate()
    drawn = b""
    while True:
        try:
            piece = os.read(main, 4096)
        except OSError:
            break
        if not piece:
            break
        drawn += piece
    os.close(main)
    assert b"reading documents" in drawn
    assert json.loads(out)["summary"]["error"] == 30
    assert evlint("check", ".", "--no-cache", "--format", "json", cwd=tmp_path).stderr == ""


def test_watching_checks_again_when_a_file_changes(tmp_path: Path) -> None:
    write(tmp_path, a_md=GOOD)
    command = [sys.executable, "-u", "-m", "evlint", "check", ".", "--watch", "--format", "github"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.stdout is not None
    assert process.stderr is not None
    alarm = threading.Timer(90, process.kill)  # nothing to read any more, rather than a test that never ends
    alarm.start()
    try:
        assert "waiting for a change" in process.stderr.readline()
        write(tmp_path, a_md=f"{BAD}\nMore.\n")
        assert "STA201" in process.stdout.readline()
        assert "waiting for a change" in process.stderr.readline()
        (tmp_path / "evlint.toml").write_text("inclde = []\n")
        assert "unknown key" in process.stderr.readline()
    finally:
        alarm.cancel()
        process.kill()
        process.communicate()


def test_the_page_and_the_json_that_evlint_wrote_are_no_documents(tmp_path: Path) -> None:
    write(tmp_path, a_md=BAD)
    for _ in range(2):
        assert evlint("report", ".", cwd=tmp_path).returncode == 0
        assert evlint("check", ".", "--format", "json=out.json", cwd=tmp_path).returncode == 1
        assert [d["path"] for d in json.loads((tmp_path / "out.json").read_text("utf-8"))["documents"]] == ["a.md"]
    (tmp_path / "refs.json").write_text('[{"id": "a", "type": "article-journal", "title": "T"}]')
    assert [d["path"] for d in json.loads(evlint("check", "a.md", "refs.json", "--format", "json", cwd=tmp_path).stdout)["documents"]] == ["a.md", "refs.json"]

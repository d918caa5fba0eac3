"""Formats as a user asks for them: several at once, into files, to a pipe, and by a wrong name."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from lxml import etree

from evlint.reporters import FORMATS, MARKER
from tests import snapshots, twelve

ROOT = Path(__file__).parents[2]
BAD = "The odds of relapse were lower (OR 0.50, 95% CI 0.60 to 0.90).\n"


def evlint(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Bytes, for a report must not change on its way out: the line ends of CSV, letters outside ASCII."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment}
    return subprocess.run([sys.executable, "-m", "evlint", *arguments], cwd=cwd, capture_output=True, env=variables, check=False)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, content in twelve.DOCUMENTS.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return tmp_path


def test_all_formats_at_once_into_files(corpus: Path) -> None:
    arguments = [f"--format={name}=out.{name}" for name in FORMATS if name != "text"]
    done = evlint("check", "docs", "--as-of", twelve.AS_OF, "--format", "text", *arguments, cwd=corpus)
    assert done.returncode == 4, "two files cannot be read"
    assert b"STA201" in done.stdout
    written = {name: (corpus / f"out.{name}").read_bytes() for name in FORMATS if name != "text"}
    number = len(json.loads(written["json"])["findings"])
    assert number >= 11
    (run,) = json.loads(written["sarif"])["runs"]
    Draft4Validator(json.loads((ROOT / "tests" / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8"))).validate({"version": "2.1.0", "runs": [run]})
    assert len(run["results"]) == number
    assert len(json.loads(written["gitlab"])) == number + 1
    assert len(list(csv.reader(written["csv"].decode().splitlines(keepends=True)))) == number + 1
    assert b"\r\n" in written["csv"]
    assert b"\r\r\n" not in written["csv"]
    assert sum("[" in case.get("name") for case in etree.fromstring(written["junit"]).iter("testcase")) == number
    assert written["github"].count(b"\n::") == number + 1
    assert written["markdown"].startswith(MARKER.encode())
    assert b"<html" in written["html"]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_nothing_else_stands_on_standard_output(name: str, corpus: Path) -> None:
    """What evlint has to say besides goes to standard error, so that a pipe gets the report and nothing but the report."""
    done = evlint("check", "docs", "--as-of", twelve.AS_OF, "--format", name, cwd=corpus)
    evlint("check", "docs", "--as-of", twelve.AS_OF, "--format", f"{name}=out", cwd=corpus)
    assert b"picture.md" in done.stderr
    assert done.stdout == (corpus / "out").read_bytes()


@pytest.mark.parametrize("name", ["json", "sarif", "junit", "csv"])
def test_what_programs_read_does_not_depend_on_the_terminal(name: str, corpus: Path) -> None:
    """A terminal that knows no emoji would get escapes, which are no JSON; JSON and XML are UTF-8 whatever the terminal is."""
    arguments = ("check", "docs/Über uns.md", "--as-of", twelve.AS_OF, f"--format={name}")
    plain = evlint(*arguments, cwd=corpus, PYTHONIOENCODING="latin-1")
    assert plain.stdout == evlint(*arguments, cwd=corpus).stdout
    assert "Über uns.md" in plain.stdout.decode("utf-8") or b"%C3%9Cber%20uns.md" in plain.stdout


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"text"}))
def test_exit_codes_are_those_of_text(name: str, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(BAD)
    assert evlint("check", "bad.md", "--format", name, cwd=tmp_path).returncode == 1
    assert evlint("check", "bad.md", "--format", name, "--fail-on", "never", cwd=tmp_path).returncode == 0


def test_what_format_refuses(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(BAD)
    out = []
    for given in (["sariff"], ["Markdown"], ["yaml"], ["json="], ["json", "text"], ["json=out", "sarif=out"], ["json=bad.md"], ["csv=nowhere/out.csv"]):
        arguments = [f"--format={one}" for one in given]
        done = evlint("check", "bad.md", *arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stdout == b""
        out.append(f"$ evlint check bad.md {' '.join(arguments)}\n{done.stderr.decode()}")
    assert (tmp_path / "bad.md").read_text() == BAD
    snapshots.check("format-errors.txt", "\n".join(out))


def test_report_in_markdown_is_no_document_of_the_next_run(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(BAD)
    for _ in range(2):
        done = evlint("report", "--format", "markdown", "--title", "Our <b>evidence</b>", "--as-of", twelve.AS_OF, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        text = (tmp_path / "report.md").read_text("utf-8")
        assert text.startswith(f"{MARKER}\n\n## Our &lt;b&gt;evidence&lt;/b&gt;\n")
        assert "1 document read" in text
    assert b"report.md is a report of evlint itself" in done.stderr


def test_a_mark_alone_hides_no_document(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(f"{MARKER}\n\n{BAD}")
    assert evlint("check", cwd=tmp_path).returncode == 1


def test_report_is_html_where_nobody_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(BAD)
    assert evlint("report", "bad.md", cwd=tmp_path).returncode == 0
    assert "<html" in (tmp_path / "report.html").read_text("utf-8")
    assert not (tmp_path / "report.md").exists()


def states(folder: Path, *arguments: str) -> list[tuple[str, list[str], str]]:
    """(state, kinds of suppression, justification) of every result of a SARIF run."""
    done = evlint("check", "--as-of", twelve.AS_OF, "--format", "sarif", *arguments, cwd=folder)
    (run,) = json.loads(done.stdout)["runs"]
    return [(one.get("baselineState", ""), [item["kind"] for item in one.get("suppressions", ())], "".join(item["justification"] for item in one.get("suppressions", ()))) for one in run["results"]]


def test_sarif_of_a_project_tells_old_from_new_from_gone(tmp_path: Path) -> None:
    """The baseline, a comment and `--changed` as they are really used, not as a test makes them up."""
    other = BAD.replace("relapse", "falls").replace("0.50", "0.51")
    (tmp_path / "evlint.toml").write_text('include = ["*.md"]\nselect = ["STA201"]\ndocs-url = "https://docs.test/e"\n')
    (tmp_path / "a.md").write_text(BAD)
    assert states(tmp_path) == [("", [], "")]
    assert b'"helpUri": "https://docs.test/e/rules/STA201"' in evlint("check", "--format", "sarif", cwd=tmp_path).stdout
    assert evlint("baseline", "write", cwd=tmp_path).returncode == 0
    (tmp_path / "b.md").write_text(f"{other}\n<!-- evlint: ignore STA201 by mk: a worked example -->\n\n{other.replace('falls', 'fractures').replace('0.51', '0.52')}")
    assert sorted(states(tmp_path), key=lambda one: (one[0], one[1]))[0] == ("new", [], "")
    assert {(state, *kinds) for state, kinds, _ in states(tmp_path)} == {("new",), ("unchanged", "external"), ("new", "inSource")}
    assert any("a worked example (by mk)" in why for _, _, why in states(tmp_path))
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=mk", "-c", "user.email=mk@here.test", "commit", "-qm", "first"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    (tmp_path / "b.md").write_text((tmp_path / "b.md").read_text().replace(other, other.replace("0.51", "0.71")))
    assert "absent" in {state for state, _, _ in states(tmp_path, "--changed")}

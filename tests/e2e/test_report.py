"""`evlint report`, of a run and of saved reports."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.e2e.test_command import evlint

TEXT = "# Zinc\n\nZinc reduced pain (RR {}, 95% CI 0.60 to 0.90).\n\nBuy ketamine online now, no prescription needed.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(TEXT.format("0.50"))
    (tmp_path / "b.md").write_text("# Other\n\nNothing is wrong with this text.\n")
    done = evlint("check", "a.md", "b.md", "--format", "json=old.json", "--fail-on", "never", "--as-of", "2026-11-25", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def test_a_saved_report_makes_the_page_of_its_run(folder: Path) -> None:
    assert evlint("report", "a.md", "b.md", "-o", "run.html", "--as-of", "2026-11-25", cwd=folder).returncode == 0
    assert evlint("report", "--from", "old.json", "-o", "saved.html", cwd=folder).returncode == 0
    assert (folder / "saved.html").read_bytes() == (folder / "run.html").read_bytes().replace(b"Run on <b>", b"Page made on <b>"), "when the run was is not known"


def test_a_text_that_changed_since_is_not_shown(folder: Path) -> None:
    (folder / "a.md").write_text("Something that the report never saw: SECRET.\n")
    assert evlint("report", "--from", "old.json", "-o", "saved.html", cwd=folder).returncode == 0
    page = (folder / "saved.html").read_text("utf-8")
    assert "SECRET" not in page and "has changed since the report was made" in page
    assert "Buy ketamine online now" in page, "what the report itself quotes"


def test_what_is_new_fixed_and_printed_otherwise_since_an_older_report(folder: Path) -> None:
    (folder / "a.md").write_text(TEXT.format("0.73"))
    (folder / "b.md").write_text("# Other\n\nThe odds were lower (OR 0.50, 95% CI 0.60 to 0.90).\n")
    done = evlint("report", "a.md", "b.md", "-o", "page.html", "--since", "old.json", cwd=folder)
    assert done.returncode == 0, done.stderr
    page = " ".join((folder / "page.html").read_text("utf-8").split())
    for words in ("Compared with <b>old.json</b>", "New findings", "Fixed findings", "Claims whose numbers changed", "RR 0.50", "RR 0.73"):
        assert words in page


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("--from", "old.json", "a.md"), "takes no PATH"),
        (("--from", "none.json"), "cannot read none.json"),
        (("--from", "a.md"), "is no JSON"),
        (("--from", "other.json"), "is no report of this version"),
        (("--since", "other.json"), "is no report of evlint"),
        (("--from", "old.json", "-o", "old.json"), "choose another name"),
        (("--from", "old.json", "-o", "a.md"), "choose another name"),
        (("--from", "old.json", "-o", "no/such/folder.html"), "cannot write"),
    ],
)
def test_what_cannot_be_shown_is_said_and_nothing_is_written(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    (folder / "other.json").write_text(json.dumps({"findings": [{"id": "../../x"}]}))
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    done = evlint("report", *arguments, cwd=folder)
    assert done.returncode == 2 and words in done.stderr, done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_report_from_a_stranger_does_not_choose_what_is_read(folder: Path) -> None:
    secret = folder.parent / "secret.md"
    secret.write_text("SECRET words.\n")
    inside = folder / "link.md"
    inside.symlink_to(secret)
    digest = f"sha256:{hashlib.sha256(secret.read_bytes()).hexdigest()}"
    for path in ("../secret.md", str(secret), "link.md", "x/../../secret.md"):
        data = json.loads((folder / "old.json").read_text("utf-8"))
        data["documents"][0] |= {"path": path, "digest": digest}
        (folder / "sent.json").write_text(json.dumps(data))
        assert evlint("report", "--from", "sent.json", "-o", "sent.html", cwd=folder).returncode == 0
        assert "SECRET" not in (folder / "sent.html").read_text("utf-8")


def test_a_page_is_written_over_an_older_page_only(folder: Path) -> None:
    (folder / "evlint.toml").write_text('include = ["*.md"]\n')
    (folder / "notes.txt").write_text("mine\n")
    for name in ("evlint.toml", "notes.txt"):
        before = (folder / name).read_bytes()
        for arguments in (("--from", "old.json"), ()):
            assert evlint("report", *arguments, "-o", name, cwd=folder).returncode == 2
        assert (folder / name).read_bytes() == before
    for _ in range(2):
        assert evlint("report", "--from", "old.json", "-o", "page.html", cwd=folder).returncode == 0
    assert evlint("report", "--from", "old.json", "--reader", "editor", cwd=folder).returncode == 2


def test_what_is_hidden_is_no_clean_bill_and_not_fixed(folder: Path) -> None:
    evlint("report", ".", "--reader", "publisher", "--since", "old.json", "--ignore", "LNK", "-o", "../page.html", cwd=folder)
    page = (folder.parent / "page.html").read_text("utf-8")
    assert "No longer shown" in page
    assert "the rule did not run" in page
    evlint("report", ".", "--min-confidence", "1", "-o", "../page.html", cwd=folder)
    assert "Not all findings are shown here" in (folder.parent / "page.html").read_text("utf-8")
    evlint("report", ".", "-o", "../page.html", cwd=folder)
    assert "Not all findings are shown here" not in (folder.parent / "page.html").read_text("utf-8")
    (folder / "b.md").write_bytes(b"\x89PNG\0\0")
    evlint("report", ".", "--since", "old.json", "-o", "../page.html", cwd=folder)
    page = (folder.parent / "page.html").read_text("utf-8")
    assert "of 2 documents" in page
    assert "not read" in page

"""Fixes: safe and unsafe apart, shown first, never a number."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from evlint.findings.fixes import changes_a_number
from evlint.findings.model import Edit
from tests.e2e.running import BAD, evlint, write

HIDDEN = "The med\u200bian was low.\n\nCome and buy ketamine online now without prescription!\n"


def test_a_safe_fix_is_made_and_an_unsafe_one_is_not(project: Path) -> None:
    write(project, a_md=HIDDEN)
    done = evlint("check", "--fix", "--fail-on", "never", cwd=project)
    assert (project / "a.md").read_text("utf-8") == HIDDEN.replace("\u200b", "")
    assert "mended 1 finding in 1 file; 1 more with --unsafe-fixes" in done.stderr
    assert "LNK101" in done.stdout
    assert "LNK103" not in done.stdout, "what is printed is what is left"
    evlint("check", "--fix", "--unsafe-fixes", "--fail-on", "never", cwd=project)
    assert "buy ketamine" not in (project / "a.md").read_text("utf-8")


def test_a_diff_writes_nothing_and_can_be_applied(project: Path) -> None:
    write(project, a_md=HIDDEN)
    done = evlint("check", "--diff", cwd=project)
    assert (project / "a.md").read_text("utf-8") == HIDDEN
    assert done.stdout.startswith("--- a/a.md\n+++ b/a.md\n")
    subprocess.run(["patch", "-p1"], input=done.stdout, cwd=project, text=True, encoding="utf-8", check=True, capture_output=True)
    assert (project / "a.md").read_text("utf-8") == HIDDEN.replace("\u200b", "")


def test_line_ends_and_marks_stay_and_other_encodings_are_left_alone(project: Path) -> None:
    (project / "a.md").write_bytes(b"\xef\xbb\xbf" + HIDDEN.replace("\n", "\r\n").encode())
    (project / "b.md").write_bytes(HIDDEN.encode("utf-16"))
    done = evlint("check", "--fix", "--fail-on", "never", cwd=project)
    assert (project / "a.md").read_bytes() == b"\xef\xbb\xbf" + HIDDEN.replace("\u200b", "").replace("\n", "\r\n").encode()
    assert (project / "b.md").read_bytes() == HIDDEN.encode("utf-16")
    assert "b.md" in done.stderr
    assert "no UTF-8 text" in done.stderr


def test_an_unused_comment_goes_with_its_line(project: Path) -> None:
    write(project, a_md="<!-- evlint: ignore STA201: as printed in 2014 -->\nNothing here. <!-- evlint: ignore-line LNK101: no advert -->\n")
    evlint("check", "--fix", cwd=project)
    assert (project / "a.md").read_text("utf-8") == "Nothing here.\n"


def test_a_used_comment_stays(project: Path) -> None:
    text = f"<!-- evlint: ignore STA201: as printed in 2014 -->\n{BAD}"
    write(project, a_md=text)
    assert evlint("check", "--fix", cwd=project).returncode == 0
    assert (project / "a.md").read_text("utf-8") == text


def test_the_text_shows_the_fix(project: Path) -> None:
    write(project, a_md=HIDDEN)
    text = evlint("check", cwd=project).stdout
    assert "safe fix:" in text
    assert "unsafe fix:" in text


@given(st.text(alphabet="12.5 ab", max_size=8), st.text(alphabet="12.5 ab", min_size=1, max_size=4), st.text(alphabet="12.5 ab", max_size=8), st.text(alphabet="12.5 ab", max_size=4))
def test_no_safe_fix_changes_what_numbers_a_text_holds(before: str, old: str, after: str, new: str) -> None:
    import re

    edit = Edit("a.md", len(before), len(before) + len(old), new, safe=True)
    numbers = [re.findall(r"\d+(?:[.,·]\d+)*", text) for text in (before + old + after, before + new + after)]
    if numbers[0] != numbers[1]:
        assert changes_a_number(before + old + after, edit)

"""The real command, as a user runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from evlint.commands import schema
from tests.e2e import hook_project

ROOT = Path(__file__).parents[2]
BAD = "The odds of relapse were lower (OR 0.50, 95% CI 0.60 to 0.90).\n"


def evlint(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evlint", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    hook_project.write(tmp_path, broken=False)
    return tmp_path


def test_help_is_quick_and_imports_no_third_party_module() -> None:
    code = "import sys\nfrom evlint.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\nprint('|'.join(sorted(sys.modules)))\n"
    done = subprocess.run([sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"], capture_output=True, text=True, check=True)
    modules = done.stdout.rsplit("\n", 2)[-2].split("|")
    outside = {name.split(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"evlint", "__main__"}
    # An editable install and pytest's coverage hooks start with the interpreter, whatever the program is.
    assert {name for name in outside if not name.startswith(("_", "sitecustomize", "usercustomize", "a1_coverage"))} == set()
    assert {name for name in modules if name.startswith("evlint")} == {"evlint", "evlint.cli", "evlint.exits"}


def test_the_seeds_show_what_is_wrong_in_them() -> None:
    done = evlint("check", "seeds", "--format", "json", "--as-of", "2026-11-25", cwd=ROOT)
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    Draft202012Validator(json.loads(schema.text("report"))).validate(report)

    def places(rule: str, severity: str | None = None) -> set[tuple[str, ...]]:
        found = [f for f in report["findings"] if f["rule"] == rule and severity in (None, f["severity"])]
        return {tuple(sorted(f"{p['document'][6:9]}:{p['line']}" for p in f["locations"])) for f in found}

    assert ("002:15", "003:36") in places("CON103", "warning")
    assert {("000:14", "003:36"), ("000:37", "003:36")} <= places("CON102")
    assert ("002:15", "003:36") in places("CON105", "warning")
    assert ("000:27", "002:15") in places("CON105")
    assert ("000:37", "001:2") in places("CON301", "warning")
    assert places("CON106") == {("002:19", "002:19")}
    assert places("LNK101", "error") == {("002:11",), ("002:17",)}
    assert places("STL103") == {("004:1",)}
    assert places("STL104") == {("000:37", "003:21")}
    assert places("REF101") == {("000:2",), ("001:2",), ("002:7",), ("004:106", "004:135")}
    assert places("REF103") == {("003:77", "003:78")}
    assert {("004:124",), ("004:133",)} <= places("REF108")
    assert {p for pair in places("TRM101") for p in pair} >= {"002:19", "004:40"}
    assert places("STR101", "warning") == {("000:33",), ("000:34",), ("000:35",)}
    assert {("002:5",), ("004:7",)} <= places("STR102")
    assert places("STA302") == {("004:56",)}
    assert places("STA201") | places("STA202") | places("STA204") | places("CON101") == set()
    (conclusions,) = [f for f in report["findings"] if f["rule"] == "CON103" and f["severity"] == "warning"]
    assert any("z = 0.82" in note for note in conclusions["notes"])
    assert any("30 v 28" in note or "28 v 30" in note for note in conclusions["notes"])
    (month,) = [f for f in report["findings"] if f["rule"] == "CON102" and {p["line"] for p in f["locations"]} == {14, 36} and "30 days" in " ".join(f["notes"])]
    assert any("35 days v 30 days" in note for note in month["notes"])


def test_without_records_the_seeds_still_show_adverts_staleness_references_and_structure() -> None:
    done = evlint("check", "seeds", "--no-config", "--format", "json", "--as-of", "2026-11-25", cwd=ROOT)
    rules = {f["rule"] for f in json.loads(done.stdout)["findings"]}
    assert {"LNK101", "STL103", "STL104", "REF101", "REF103", "REF108", "TRM101", "STR101", "STR102", "STA302"} <= rules


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_two_runs_give_the_same_bytes_whatever_the_hash_seed_and_the_order_of_files(form: str) -> None:
    seeds = sorted(f"seeds/{path.name}" for path in (ROOT / "seeds").iterdir())
    one = evlint("check", *seeds, "--format", form, "--as-of", "2026-11-25", cwd=ROOT, PYTHONHASHSEED="1")
    two = evlint("check", *reversed(seeds), "--format", form, "--as-of", "2026-11-25", cwd=ROOT, PYTHONHASHSEED="2")
    assert one.stdout == two.stdout
    assert len(one.stdout) > 5000


def test_text_fits_eighty_columns_and_has_no_colour_in_a_pipe() -> None:
    done = evlint("check", "seeds", "--as-of", "2026-11-25", cwd=ROOT)
    assert "\x1b[" not in done.stdout
    long = [line for line in done.stdout.splitlines() if len(line) > 80 and not line.startswith("  --> ")]
    assert [line for line in long if "document" not in line and "(--format" not in line] == []


def test_exit_codes(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(BAD)
    (tmp_path / "good.md").write_text("The odds fell (OR 0.70, 95% CI 0.60 to 0.90).\n")
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "empty").mkdir()
    assert evlint("check", "good.md", cwd=tmp_path).returncode == 0
    assert evlint("check", "bad.md", cwd=tmp_path).returncode == 1
    assert evlint("check", "bad.md", "--fail-on", "never", cwd=tmp_path).returncode == 0
    assert evlint("check", "nowhere.md", cwd=tmp_path).returncode == 2
    assert evlint("check", "good.md", "--select", "XYZ", cwd=tmp_path).returncode == 2
    assert evlint("check", "good.md", "--as-of", "tomorrow", cwd=tmp_path).returncode == 2
    assert evlint("check", "good.md", "--format", "yaml", cwd=tmp_path).returncode == 2
    assert evlint("check", "empty", cwd=tmp_path).returncode == 3
    broken = evlint("check", "bad.md", "picture.md", cwd=tmp_path)
    assert broken.returncode == 4
    assert "STA201" in broken.stdout, "the findings of the rest are printed all the same"
    assert "picture.md" in broken.stderr


def test_a_configuration_error_names_file_key_and_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "evlint.toml").write_text('inclde = ["*.md"]\n')
    done = evlint("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "evlint.toml" in done.stderr
    assert "unknown key 'inclde'; did you mean 'include'?" in done.stderr


def test_paths_are_the_focus_and_the_corpus_is_the_context(project: Path) -> None:
    hook_project.write(project, broken=True)
    (project / "docs" / "c.md").write_text(BAD)
    done = evlint("check", "docs/b.md", "--format", "json", "--fail-on", "warning", cwd=project)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert [f["rule"] for f in report["findings"]] == ["CON102"], "c.md is context, not focus"
    assert len(report["documents"]) == 3


def test_a_path_outside_the_globs_joins_with_a_note(project: Path) -> None:
    (project / "extra.md").write_text(BAD)
    done = evlint("check", "extra.md", cwd=project)
    assert "STA201" in done.stdout
    assert "outside the configured globs" in done.stderr


def test_several_formats_at_once(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text(BAD)
    done = evlint("check", "bad.md", "--format", "text", "--format", "json=out.json", "--format", "html=out.html", cwd=tmp_path)
    assert "STA201" in done.stdout
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["summary"]["error"] == 1
    assert "STA201" in (tmp_path / "out.html").read_text("utf-8")


def test_git_ignored_files_are_left_out(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("ignored.md\n")
    (tmp_path / "ignored.md").write_text(BAD)
    (tmp_path / "good.md").write_text("Nothing here.\n")
    done = evlint("check", ".", "--format", "json", cwd=tmp_path)
    assert [d["path"] for d in json.loads(done.stdout)["documents"]] == ["good.md"]


def test_report_writes_one_page_that_asks_for_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Buy <script>alert(1)</script> ketamine online now, no prescription.\n\n" + BAD)
    done = evlint("report", "a.md", "-o", "page.html", "--title", "<b>Title</b>", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "page.html").read_text("utf-8")
    assert re.findall(r"<script[^>]*>", page) == ['<script type="text/plain" id="manifest">', "<script>"], "its own two: data that are inert, and one script"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;Title&lt;/b&gt;" in page
    assert not re.search(r"(?:src|href|action|xlink:href)=[\"'](?!#|https://doi\.org/|https://pubmed\.)", page)
    assert "default-src 'none'" in page and "unsafe-inline" not in page


def test_extract_drafts_records_that_load_again_and_never_touches_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Losartan\n\nMortality fell (RR 0.80; 95% CI 0.70 to 0.90; p=0.001).\n")
    assert evlint("extract", "a.md", "-o", "claims", cwd=tmp_path).returncode == 0
    file = tmp_path / "claims" / "a.md.yaml"
    drafted = file.read_text("utf-8")
    assert 'value: "0.80"' in drafted
    (tmp_path / "evlint.toml").write_text('include = ["*.md"]\nclaims = "claims"\n')
    checked = evlint("claims", "check", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    file.write_text("mine\n")
    evlint("extract", "a.md", "-o", "claims", cwd=tmp_path)
    assert file.read_text("utf-8") == "mine\n"
    lines = evlint("extract", "a.md", "--format", "jsonl", cwd=tmp_path).stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["estimate"]


def test_claims_check_names_file_line_and_next_step(project: Path) -> None:
    file = project / "claims" / "docs__a.md.yaml"
    file.write_text(file.read_text().replace("intervention:", "intervntion:"))
    done = evlint("claims", "check", cwd=project)
    assert done.returncode == 1
    assert "docs__a.md.yaml:8:3" in done.stdout
    assert "did you mean 'intervention'?" in done.stdout
    assert evlint("claims", "check", "claims/docs__b.md.yaml", cwd=project).returncode == 0


def test_anchor_fix_follows_a_reworded_quote_and_leaves_every_other_byte(project: Path) -> None:
    file = project / "claims" / "docs__a.md.yaml"
    before = "# kept: a comment\n" + file.read_text()
    file.write_text(before)
    document = project / "docs" / "a.md"
    document.write_text(document.read_text().replace("Losartan significantly reduced stroke", "Losartan also significantly reduced stroke"))
    moved = evlint("claims", "anchor", cwd=project)
    assert moved.returncode == 0
    assert "CLM105" in moved.stdout
    assert file.read_text() == before
    assert evlint("claims", "anchor", "--fix", cwd=project).returncode == 0
    assert file.read_text() == before.replace("Losartan significantly reduced", "Losartan also significantly reduced")


def test_anchor_fix_returns_a_record_to_draft_when_its_passage_changed(project: Path) -> None:
    document = project / "docs" / "a.md"
    document.write_text(document.read_text().replace("at 12 months", "at 24 months"))
    done = evlint("claims", "anchor", cwd=project)
    assert done.returncode == 1
    assert "CLM104" in done.stdout
    evlint("claims", "anchor", "--fix", cwd=project)
    text = (project / "claims" / "docs__a.md.yaml").read_text()
    assert 'status: "draft"' in text
    assert "at 24 months" in text
    assert 'value: "12"' in text, "a number of the record is never changed"


def test_explain_rules_and_schema(tmp_path: Path) -> None:
    page = evlint("explain", "con103", cwd=tmp_path).stdout
    assert page.startswith("# CON103 conclusions-differ")
    assert "## Not flagged" in page
    assert evlint("explain", "conclusions-differ", cwd=tmp_path).stdout == page
    wrong = evlint("explain", "CON109", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "did you mean" in wrong.stderr
    rules = json.loads(evlint("rules", "--format", "json", cwd=tmp_path).stdout)
    assert {rule["code"] for rule in rules} >= {"STA201", "CLM110"}
    for name in schema.NAMES:
        assert json.loads(evlint("schema", name, cwd=tmp_path).stdout)["$schema"].endswith("2020-12/schema")


def test_show_coverage_says_what_was_not_checked(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Mortality fell (RR 0.80; 95% CI 0.70 to 0.90; P for trend = 0.4).\n")
    text = evlint("check", "a.md", "--show-coverage", cwd=tmp_path).stdout
    assert "1 of 1 recomputed" in text
    assert "not checked:" in text


def test_a_latin_1_file_is_read_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Die Lösung war klar, naïve café patients were treated with crème.\n".encode("latin-1"))
    done = evlint("check", "a.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert "is not UTF-8; read as" in done.stderr


def test_a_text_in_another_language_is_skipped_and_named(tmp_path: Path) -> None:
    german = "Die Patienten wurden mit der Behandlung und dem Placebo verglichen, und die Ergebnisse der Studie sind in der Tabelle. " * 12
    (tmp_path / "a.txt").write_text(german)
    done = evlint("check", "a.txt", "--format", "json", cwd=tmp_path)
    (document,) = json.loads(done.stdout)["documents"]
    assert document["status"] == "skipped"
    assert "German" in document["reason"]


def test_without_records_the_seeds_show_the_conflicts_on_pain_psychedelic_effects_and_advice() -> None:
    done = evlint("check", "seeds", "--no-config", "--select", "CON", "--format", "json", "--as-of", "2026-11-25", cwd=ROOT)
    found = {(f["rule"], *sorted(f"{p['document'][6:9]}:{p['line']}" for p in f["locations"])) for f in json.loads(done.stdout)["findings"]}
    assert {("CON103", "002:15", "003:36"), ("CON102", "000:14", "003:36"), ("CON105", "002:15", "003:36"), ("CON301", "000:37", "001:2")} <= found
    assert [f["rule"] for f in json.loads(done.stdout)["findings"] if f["severity"] != "note"] == ["CON106"]

"""`evlint sources` as people run it: retraction data come in, a retracted work is found, sources.yaml follows what documents cite."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evlint.cli import main

HEADER = "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
ROW = "1,Ivermectin,,,,,,,,,5/1/2019 0:00,10.5555/notice,0,1/1/2015 0:00,10.5555/st.2015.201,0,Retraction,+Fake Peer Review;+Duplication of Data;,No,"
PAGE = """# Scabies

Permethrin cures nine patients in ten [1]. Ivermectin cured all residents [2].

## References

1. Albers K, Toth M. Permethrin for scabies: a trial. Skin Trials. 2009;4:11-9. doi:10.5555/st.2009.11
2. Banerji S. Ivermectin for scabies in nursing homes. Skin Trials. 2015;10:201-8. doi:10.5555/st.2015.201
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "evlint.toml").write_text('include = ["*.md"]\n')
    (tmp_path / "page.md").write_text(PAGE)
    (tmp_path / "rw.csv").write_text(f"{HEADER}\n{ROW}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    return main(list(arguments))


def test_a_retracted_work_is_found_once_the_data_are_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0
    assert "no retraction data to look them up in" in capsys.readouterr().out
    assert run("sources", "import", "rw.csv", "--issued", "2026-11-20") == 0
    capsys.readouterr()
    assert run("check", "--as-of", "2026-11-24") == 1
    out = capsys.readouterr().out
    assert "error[STL201] rests on a retracted work" in out
    assert "reasons given: Fake Peer Review; Duplication of Data" in out
    assert "retractions: Retraction Watch, data of 2026-11-20 (1 rows, sha256:" in " ".join(out.split())
    assert run("check", "--format", "json", "--fail-on", "never") == 0
    data = json.loads(capsys.readouterr().out)["data"]
    assert (data["date"], data["asked"], data["listed"]) == ("2026-11-20", 2, 1)


def test_a_table_that_is_damaged_stops_the_run_with_the_way_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / ".evlint").mkdir()
    (project / ".evlint" / "retractions.sqlite").write_text("not a table")
    assert run("check") == 2
    assert "import it again" in capsys.readouterr().err


def test_a_cut_off_import_leaves_the_table_whole(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("sources", "import", "rw.csv")
    before = (project / ".evlint" / "retractions.sqlite").read_bytes()
    (project / "bad.csv").write_text("<!doctype html><title>403</title>")
    assert run("sources", "import", "bad.csv") == 2
    assert "bad.csv" in capsys.readouterr().err
    assert (project / ".evlint" / "retractions.sqlite").read_bytes() == before


def test_sync_writes_what_documents_cite_and_then_rests(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("sources", "import", "rw.csv")
    assert run("sources", "sync", "--diff") == 0
    assert "+- id: albers2009" in capsys.readouterr().out
    assert not (project / "claims").exists()
    assert run("sources", "sync") == 0
    text = (project / "claims" / "sources.yaml").read_text("utf-8")
    assert "- id: banerji2015" in text
    assert "status: retracted" in text
    assert run("sources", "sync") == 0
    assert (project / "claims" / "sources.yaml").read_text("utf-8") == text
    assert run("claims", "check") == 0
    capsys.readouterr()


def test_list_shows_every_work_and_who_cites_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("sources", "import", "rw.csv")
    capsys.readouterr()
    assert run("sources", "list", "--format", "json") == 0
    listed = json.loads(capsys.readouterr().out)["sources"]
    assert [(row["state"], row["cited_in"]) for row in listed] == [("not listed", ["page.md:7"]), ("retracted (2019-05-01)", ["page.md:8"])]
    assert run("sources", "list") == 0
    out = capsys.readouterr().out
    assert "clean" not in out
    assert "1 of 2 identifiers listed" in out


def test_a_bibliography_fills_in_what_an_entry_lacks(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "claims").mkdir()
    (project / "claims" / "sources.yaml").write_text('evlint: 1\nsources:\n- id: ours  # first\n  doi: "10.5555/st.2009.11"\n')
    (project / "refs.nbib").write_text("PMID- 123\nTI  - Permethrin for scabies: a trial.\nFAU - Albers, Karin\nDP  - 2009\nTA  - Skin Trials\nLID - 10.5555/ST.2009.11 [doi]\n")
    assert run("sources", "import", "refs.nbib") == 0
    text = (project / "claims" / "sources.yaml").read_text("utf-8")
    assert text.startswith("evlint: 1\nsources:\n- id: ours  # first\n")
    assert 'pmid: "123"' in text
    assert text.count("- id:") == 1
    capsys.readouterr()


def test_a_broken_sources_file_is_not_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "claims").mkdir()
    broken = "evlint: 1\nsources:\n- id: a\n  doy: 10.5555/a\n"
    (project / "claims" / "sources.yaml").write_text(broken)
    assert run("sources", "sync") == 2
    assert "claims/sources.yaml:4" in capsys.readouterr().err
    assert (project / "claims" / "sources.yaml").read_text() == broken


def test_claims_are_tied_to_the_sources_that_they_cite(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "page.md").write_text(PAGE.replace("Ivermectin cured all residents [2]", "Ivermectin reduced itch compared with placebo (RR 0.75, 95% CI 0.60 to 0.94) [2]"))
    run("sources", "sync")
    capsys.readouterr()
    run("check", "--format", "json", "--fail-on", "never")
    claims = json.loads(capsys.readouterr().out)["claims"]
    assert [claim["sources"] for claim in claims if claim.get("cites") == ["2"]] == [[{"ref": "banerji2015", "relation": "cites"}]]


def test_a_bibliography_that_is_broken_in_part_says_so_with_its_exit_code(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "refs.bib").write_text("@article{32450107, title={One long title of a trial}, year=2020}\n@book{broken, title={x\n")
    assert run("sources", "import", "refs.bib") == 4
    assert "line 2" in capsys.readouterr().err
    assert run("claims", "check") == 0
    capsys.readouterr()


def test_a_difference_is_not_shown_of_a_table(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sources", "import", "rw.csv", "--diff") == 2
    assert not (project / ".evlint").exists()
    assert "--diff" in capsys.readouterr().err


def test_a_file_that_is_not_utf8_is_left_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "claims").mkdir()
    before = "evlint: 1\nsources:\n- id: a\n  title: Hôpital\n".encode("latin-1")
    (project / "claims" / "sources.yaml").write_bytes(before)
    assert run("sources", "sync") == 2
    assert (project / "claims" / "sources.yaml").read_bytes() == before
    assert "UTF-8" in capsys.readouterr().err

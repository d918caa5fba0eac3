"""Every format shows the same twelve findings, meets its own schema, and lets nothing of a document come alive."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

import evlint
from evlint.findings.report import Report
from evlint.reporters import FORMATS, MARKER
from evlint.reporters.csv import COLUMNS
from tests import snapshots, twelve
from tests.formats import DOCS, SCHEMAS, cut, empty, run_of, shown

ENDINGS = {"text": "txt", "json": "json", "sarif": "sarif", "github": "txt", "gitlab": "json", "junit": "xml", "markdown": "md", "csv": "csv"}
GITLAB = Draft202012Validator(json.loads((SCHEMAS / "gitlab-code-quality.schema.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def report() -> Report:
    return twelve.report()


def test_there_are_twelve_findings_of_many_kinds(report: Report) -> None:
    assert len(report.findings) == 12
    assert {item.by for item in report.suppressed} == {"comment", "baseline", "verdict", "acknowledgement"}
    assert len(report.fixed) == 1
    assert any(finding.primary.place for finding in report.findings)
    assert any(finding.primary.line < finding.primary.end_line for finding in report.findings)
    assert {document.status for document in report.documents} == {"read", "skipped", "failed"}


@pytest.mark.parametrize("name", sorted(ENDINGS))
def test_snapshot(name: str, report: Report) -> None:
    text = shown(name, report)
    if name == "sarif":  # the pages of rules have a test of their own; here they would hide the rest
        log = json.loads(text)
        for rule in log["runs"][0]["tool"]["driver"]["rules"]:
            rule["help"] = {"text": f"(page of {rule['id']})"}
        text = json.dumps(log, ensure_ascii=False, indent=1) + "\n"
    snapshots.check(f"{name}.{ENDINGS[name]}", text)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_two_runs_give_the_same_bytes(name: str, report: Report) -> None:
    again = twelve.report.__wrapped__()
    assert again is not report
    assert shown(name, again) == shown(name, report)


@pytest.mark.parametrize("name", sorted(set(ENDINGS) - {"json"}))
def test_the_page_of_a_rule_is_named_where_it_is_published(name: str, report: Report) -> None:
    assert "https://docs.test/evlint/rules/STA201" in shown(name, report, DOCS)
    assert "docs.test" not in shown(name, report)


@pytest.mark.parametrize("name", sorted(set(ENDINGS) - {"text", "json"}))
def test_what_people_dealt_with_is_never_shown_as_open(name: str, report: Report) -> None:
    """Each format has its own way to say it, or says nothing: with and without, the open ones are the same."""
    without = replace(report, suppressed=())
    dealt = {item.finding.id for item in report.suppressed}
    if name == "sarif":
        results = run_of(report)["results"]
        open_ones = {r["partialFingerprints"]["evlint/v1"] for r in results if r["suppressions"] == [] and r["baselineState"] != "absent"}
        assert open_ones == {finding.id for finding in report.findings}
    elif name == "junit":
        cases = etree.fromstring(shown(name, report).encode()).findall(".//testcase")
        assert {case.get("name")[-17:-1] for case in cases if case.find("skipped") is not None and "[" in case.get("name")} == dealt
        assert not any(case.get("name")[-17:-1] in dealt for case in cases if case.find("failure") is not None)
    elif name == "csv":
        rows = list(csv.DictReader(StringIO(shown(name, report), newline="")))
        assert {row["id"] for row in rows if row["suppressed by"]} == dealt
    elif name == "markdown":
        before, _, after = shown(name, report).partition("4 findings that people have dealt with")
        assert "dealt-with.md:3:38" in after
        assert "dealt-with.md" not in before
    else:
        assert shown(name, report) == shown(name, without)


def test_there_are_no_other_snapshots() -> None:
    assert {file.name for file in snapshots.FOLDER.iterdir()} == {f"{name}.{ending}" for name, ending in ENDINGS.items()} | {"format-errors.txt"}


def reworded() -> Report:
    """A finding that stands in a record file, with a fix there."""
    documents = {"docs/a.md": str(twelve.DOCUMENTS["docs/a.md"]).replace("Losartan significantly", "Losartan also significantly")}
    name = "claims/docs__a.md.yaml"
    return evlint.lint(documents, {name: twelve.RECORDS[name]}, as_of=twelve.AS_OF, config={"select": ["CLM105"]})


def test_findings_in_record_files() -> None:
    report = reworded()
    (finding,) = report.findings
    assert finding.primary.document == "claims/docs__a.md.yaml"
    run = run_of(report)
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == ["docs/a.md", "claims/docs__a.md.yaml"]
    assert "hashes" not in run["artifacts"][1]
    (change,) = run["results"][0]["fixes"][0]["artifactChanges"]
    (one,) = change["replacements"]
    assert cut(report.sources["claims/docs__a.md.yaml"], one["deletedRegion"]).startswith('"Losartan significantly')
    assert one["insertedContent"]["text"].startswith('"Losartan also significantly')
    assert run["results"][0]["fixes"][0]["properties"] == {"safe": True}
    assert [suite.get("name") for suite in suites(report)] == ["docs/a.md", "claims/docs__a.md.yaml"]
    assert "claims/docs__a.md.yaml" in shown("markdown", report)


# --- GitHub ----------------------------------------------------------------------------------------------------------


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """What GitHub's runner makes of the lines."""
    out = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
        assert match, line
        given = dict(pair.split("=", 1) for pair in match[2].split(","))
        unescaped = {key: value.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%") for key, value in given.items()}
        out.append((match[1], unescaped, match[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")))
    return out


def test_github_has_one_command_a_finding(report: Report) -> None:
    found = commands(shown("github", report))
    assert Counter(name for name, _, _ in found) == {"error": 7, "warning": 5, "notice": 2}, "one of each of the last two for a file that was not read"
    for finding, (_, given, message) in zip(report.findings, found, strict=False):
        assert given["file"] == finding.primary.document
        assert given["title"] == f"{finding.rule} {finding.name}"
        assert message.split("\n")[0] == finding.message
        assert f"help: {finding.help}" in message
        assert ("col" in given) == (finding.primary.line == finding.primary.end_line and not finding.primary.place)
    assert found[-1][1] == {"file": "docs/picture.md", "title": "evlint: not read"}


def test_github_escapes_what_would_be_a_command(report: Report) -> None:
    place = replace(report.findings[0].locations[0], document="a:b,c%.md", quote="x\n::error::y\r\n::add-mask::z")
    hostile = replace(report.findings[0], message="50%\r\n::stop-commands::x", locations=(place, place.related()), help="")
    text = shown("github", replace(report, findings=(hostile,), documents=()))
    assert text.count("\n") == 1
    assert text.startswith("::error file=a%3Ab%2Cc%25.md,line=")
    assert "50%25" in text


# --- GitLab ----------------------------------------------------------------------------------------------------------


def test_gitlab_fits_its_documented_schema(report: Report) -> None:
    issues = json.loads(shown("gitlab", report, DOCS))
    GITLAB.validate(issues)
    GITLAB.validate(json.loads(shown("gitlab", empty(report))))
    fingerprints = [issue["fingerprint"] for issue in issues]
    assert len(set(fingerprints)) == len(issues) == 13
    assert [issue["fingerprint"] for issue in issues[:12]] == [finding.id for finding in report.findings]
    assert Counter(issue["severity"] for issue in issues) == {"critical": 7, "major": 5, "info": 1}
    (conflict,) = [issue for issue in issues if issue["check_name"].startswith("CON102")]
    assert conflict["location"] == {"path": "docs/a.md", "lines": {"begin": 3, "end": 4}}
    assert conflict["other_locations"] == [{"path": "docs/b.md", "lines": {"begin": 3, "end": 3}}]


# --- JUnit -----------------------------------------------------------------------------------------------------------


def suites(report: Report) -> etree._Element:
    root = etree.fromstring(shown("junit", report).encode("utf-8"))
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(root)
    return root


def test_junit_fits_the_schema_of_jenkins(report: Report) -> None:
    root = suites(report)
    suites(empty(report))
    assert [suite.get("name") for suite in root] == [document.path for document in report.documents]
    for suite in root:
        for kind in ("failure", "error", "skipped"):
            assert int(suite.get({"failure": "failures", "error": "errors", "skipped": "skipped"}[kind])) == len(suite.findall(f"testcase/{kind}"))
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(names)) == len(names)
    assert int(root.get("failures")) == 11
    assert int(root.get("errors")) == 1


def test_junit_notes_do_not_fail(report: Report) -> None:
    (note,) = [finding for finding in report.findings if finding.severity == "note"]
    (case,) = [case for case in suites(report).iter("testcase") if note.id in case.get("name")]
    assert [child.tag for child in case] == ["system-out"]
    assert twelve.HOSTILE in case[0].text


def test_junit_the_other_side_of_a_conflict_is_named(report: Report) -> None:
    (suite,) = [suite for suite in suites(report) if suite.get("name") == "docs/b.md"]
    assert "CON102" in suite[0].find("system-out").text


# --- CSV -------------------------------------------------------------------------------------------------------------


def test_csv_has_a_row_a_finding(report: Report) -> None:
    text = shown("csv", report)
    rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    assert rows[0] == list(COLUMNS)
    assert [row[0] for row in rows[1:]] == [finding.id for finding in report.findings] + [item.finding.id for item in report.suppressed]
    word = dict(zip(COLUMNS, next(row for row in rows if "docs/word.docx" in row), strict=True))
    assert (word["line"], word["column"], word["place"]) == ("", "", "paragraph 3, Falls")


def test_csv_cells_are_no_formulas(report: Report) -> None:
    for start in ("=1+1", "+1+2", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1"):
        place = replace(report.findings[0].locations[0], quote=f"{start} cmd|'/C calc'!A0", label=start)
        hostile = replace(report.findings[0], message=start, help=start, locations=(place,))
        (row,) = list(csv.DictReader(StringIO(shown("csv", replace(report, findings=(hostile,), suppressed=())), newline="")))
        assert row["message"] == f"'{start}"
        assert row["quote"] == f"'{place.quote}"
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row.values())


# --- Markdown: what is escaped is in test_report_hostile.py --------------------------------------------------------------


def test_markdown_begins_with_its_mark_and_shows_conflicts_side_by_side(report: Report) -> None:
    text = shown("markdown", report)
    assert text.startswith(f"{MARKER}\n\n## ")
    (row,) = [line for line in text.splitlines() if line.startswith("| `Losartan")]
    assert row.count("`") == 4
    assert "Losartan significantly reduced" in row
    assert "showed no significant difference" in row
    assert "**Not checked:**" in text


def test_markdown_says_how_many_the_configuration_left_out(report: Report) -> None:
    assert "3 more findings that the configuration does not want." in shown("markdown", replace(report, ignored=3))
    assert "does not want" not in shown("markdown", report)


def test_markdown_stays_short_and_says_what_it_leaves_out(report: Report) -> None:
    def many(severity: str, count: int) -> list[Any]:
        by = {"error": report.findings[1], "warning": report.findings[9], "note": report.findings[11]}
        one = by[severity]
        return [replace(one, id=f"{severity}{number}", locations=tuple(replace(place, document=f"docs/{number // 7}.md") for place in one.locations), topic=None) for number in range(count)]

    middling = shown("markdown", replace(report, findings=tuple(many("error", 60) + many("note", 10))))
    assert len(middling) < 60_000
    assert "<details><summary><code>docs/0.md</code>: 7 errors, 7 notes</summary>" in middling
    assert "Left out" not in middling
    long = shown("markdown", replace(report, findings=tuple(many("error", 60) + many("warning", 20) + many("note", 900))))
    assert 50_000 < len(long) < 60_000
    left = re.search(r"\*\*Left out, because a comment may not be longer: (\d+) notes\.\*\*", long)
    assert left
    assert int(left[1]) + len(re.findall(r"^- \*\*note\*\*", long, re.M)) == 900
    assert len(re.findall(r"^- \*\*(?:error|warning)\*\*", long, re.M)) == 80
    assert "| **notes**: worth knowing | 900 |" in long
    longer = shown("markdown", replace(report, findings=tuple(many("error", 3000) + many("warning", 20) + many("note", 900))))
    assert len(longer) < 60_000
    assert re.search(r"longer: 900 notes, 20 warnings, \d+ errors\.", longer)
    assert longer.count("<details>") == longer.count("</details>")

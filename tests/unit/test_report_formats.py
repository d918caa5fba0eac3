"""Every format shows the same twelve findings, meets its own schema, and lets nothing of a document come alive."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree

from evlint.documents.lines import LineIndex
from evlint.findings.report import Report
from evlint.reporters import FORMATS, MARKER, Style, render
from evlint.reporters.csv import COLUMNS
from evlint.reporters.pages import rule_page
from evlint.rules.registry import all_rules
from tests import snapshots, twelve

SCHEMAS = Path(__file__).parents[1] / "schemas"
ENDINGS = {"text": "txt", "json": "json", "sarif": "sarif", "github": "txt", "gitlab": "json", "junit": "xml", "markdown": "md", "csv": "csv"}
PLAIN = Style()
DOCS = Style(docs="https://docs.test/evlint/")
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text("utf-8")), format_checker=Draft4Validator.FORMAT_CHECKER)
GITLAB = Draft202012Validator(json.loads((SCHEMAS / "gitlab-code-quality.schema.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def report() -> Report:
    return twelve.report()


def shown(name: str, report: Report, style: Style = PLAIN) -> str:
    return render(name, report, style)


def run_of(report: Report, style: Style = PLAIN) -> dict[str, Any]:
    log = json.loads(shown("sarif", report, style))
    SARIF.validate(log)
    (run,) = log["runs"]
    return dict(run)


def empty(report: Report) -> Report:
    return replace(report, findings=(), suppressed=(), fixed=(), since=None, documents=report.documents[:1])


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


@pytest.mark.parametrize("name", sorted(set(ENDINGS) - {"text", "json"}))
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


# --- SARIF -----------------------------------------------------------------------------------------------------------


def test_sarif_fits_the_official_schema(report: Report) -> None:
    for one in (report, empty(report), replace(report, since=None, fixed=())):
        run_of(one)
        run_of(one, DOCS)


def test_sarif_rules_bear_their_pages(report: Report) -> None:
    known = {rule.META.code: rule for rule in all_rules()}
    run = run_of(report, DOCS)
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {finding.rule for finding in report.findings}
    for rule in rules:
        assert rule["help"] == {"text": rule_page(known[rule["id"]]), "markdown": rule_page(known[rule["id"]])}
        assert rule["helpUri"] == f"https://docs.test/evlint/rules/{rule['id']}"
        assert rule["fullDescription"]["text"] != rule["shortDescription"]["text"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert not any("helpUri" in rule for rule in run_of(report)["tool"]["driver"]["rules"])


def cut(text: str, region: dict[str, Any]) -> str:
    """What a viewer that counts lines and columns finds at a region."""
    starts = LineIndex.of(text).starts
    return text[starts[region["startLine"] - 1] + region["startColumn"] - 1 : starts[region["endLine"] - 1] + region["endColumn"] - 1]


def test_sarif_regions_hold_what_their_snippets_say(report: Report) -> None:
    run = run_of(report)
    paths = [document.path for document in report.documents]
    seen = 0
    for result in run["results"]:
        steps = [step["location"] for flow in result.get("codeFlows", ()) for step in flow["threadFlows"][0]["locations"]]
        for place in (*result["locations"], *result.get("relatedLocations", ()), *steps):
            physical = place["physicalLocation"]
            path = paths[physical["artifactLocation"]["index"]]
            if "region" not in physical:
                assert path == "docs/word.docx"
                assert place["logicalLocations"] == [{"name": "paragraph 3, Falls", "fullyQualifiedName": "docs/word.docx, paragraph 3, Falls"}]
                assert place["properties"]["quote"] == "HR 0.30, 95% CI 0.60 to 0.90"
                continue
            seen += 1
            for region in (physical["region"], physical.get("contextRegion", physical["region"])):
                assert cut(report.sources[path], region) == region["snippet"]["text"]
            assert physical["region"]["snippet"]["text"] in physical.get("contextRegion", physical["region"])["snippet"]["text"]
    assert seen > 20


def test_sarif_columns_count_code_points_and_addresses_are_escaped(report: Report) -> None:
    (result,) = [r for r in run_of(report)["results"] if "RR 0.50" in r["message"]["text"]]
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "docs/%C3%9Cber%20uns.md"
    assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    line = "😀 Pain fell | in `most` patients (RR 0.50, 95% CI 0.60 to 0.90)."
    assert physical["region"]["startColumn"] == line.index("RR") + 1
    assert run_of(report)["columnKind"] == "unicodeCodePoints"


def test_sarif_files_elsewhere_have_their_full_address(report: Report) -> None:
    finding = report.findings[0]
    for path, uri in (("/srv/a b.md", "file:///srv/a%20b.md"), ("C:/docs/ä.md", "file:///C:/docs/%C3%A4.md"), ("a:b.md", "a%3Ab.md")):
        moved = replace(finding, locations=tuple(replace(place, document=path) for place in finding.locations))
        location = run_of(replace(report, findings=(moved,)))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        assert location["uri"] == uri
        assert ("uriBaseId" in location) == (path == "a:b.md")


def test_sarif_steps_through_both_sides_of_a_conflict(report: Report) -> None:
    (result,) = [r for r in run_of(report)["results"] if r["ruleId"] == "CON102"]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["physicalLocation"]["artifactLocation"]["uri"] for step in steps] == ["docs/a.md", "docs/b.md"]
    assert [step["location"]["message"]["text"] for step in steps] == ["a significant effect", "no effect"]
    (related,) = result["relatedLocations"]
    assert related["message"]["text"] == "no effect"
    assert result["properties"]["claims"] == ["clm-aaaaaaaaaaaa", "clm-bbbbbbbbbbbb"]


def test_sarif_fixes_do_what_the_edits_do(report: Report) -> None:
    fixed = [r for r in run_of(report)["results"] if "fixes" in r]
    assert {r["ruleId"] for r in fixed} == {"LNK101", "LNK103"}
    for result in fixed:
        (change,) = result["fixes"][0]["artifactChanges"]
        text = report.sources[change["artifactLocation"]["uri"]]
        starts = LineIndex.of(text).starts
        for one in reversed(change["replacements"]):
            region = one["deletedRegion"]
            at = [starts[region[f"{end}Line"] - 1] + region[f"{end}Column"] - 1 for end in ("start", "end")]
            text = text[: at[0]] + one["insertedContent"]["text"] + text[at[1] :]
        assert text in ("# Ketamine\n\nKetamine lowers pain. It is given slowly.\n", "# Doses\n\nGive gm 01 at night.\n")
        assert result["fixes"][0]["properties"] == {"safe": False}


def test_sarif_suppressions_and_baseline(report: Report) -> None:
    results = {r["partialFingerprints"]["evlint/v1"]: r for r in run_of(report)["results"]}
    kinds = {item.by: results[item.finding.id]["suppressions"][0] for item in report.suppressed}
    assert {by: one["kind"] for by, one in kinds.items()} == {"comment": "inSource", "baseline": "external", "verdict": "external", "acknowledgement": "external"}
    assert kinds["acknowledgement"]["justification"] == "shown as an example of @fraud (by mk until 2027-12-31)"
    assert kinds["acknowledgement"]["properties"] == {"by": "acknowledgement", "reviewer": "mk", "until": "2027-12-31"}
    states = {item.by: results[item.finding.id]["baselineState"] for item in report.suppressed}
    assert states == {"comment": "new", "baseline": "unchanged", "verdict": "new", "acknowledgement": "new"}
    assert {results[finding.id]["baselineState"] for finding in report.findings} == {"new"}
    assert [results[finding.id]["baselineState"] for finding in report.fixed] == ["absent"]
    alone = run_of(replace(report, suppressed=(), fixed=(), since=None))["results"]
    assert not any("baselineState" in r or "suppressions" in r for r in alone), "nothing was compared, so nothing is new"


def test_sarif_says_what_was_not_read(report: Report) -> None:
    (invocation,) = run_of(report)["invocations"]
    assert invocation["executionSuccessful"] is False
    (failed,), (skipped,) = invocation["toolExecutionNotifications"], invocation["toolConfigurationNotifications"]
    assert "docs/picture.md was not read" in failed["message"]["text"]
    assert "German" in skipped["message"]["text"]
    (invocation,) = run_of(empty(report))["invocations"]
    assert invocation == {"executionSuccessful": True, "toolExecutionNotifications": [], "toolConfigurationNotifications": []}


def test_sarif_messages_have_no_links_of_documents(report: Report) -> None:
    hostile = replace(report.findings[0], message=r"see [here](https://evil.test) and [a\](b)")
    (text,) = [r["message"]["text"] for r in run_of(replace(report, findings=(hostile,), suppressed=(), fixed=()))["results"]]
    assert text.startswith(r"see [here\](https://evil.test) and [a\\\](b)")


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
    for start in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"):
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

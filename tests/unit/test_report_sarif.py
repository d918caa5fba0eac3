"""SARIF: the official schema, regions that hold what they say, suppressions, baselines, fixes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evlint.documents.lines import LineIndex
from evlint.findings.report import Report
from evlint.reporters.pages import rule_page
from evlint.rules.registry import all_rules
from tests import twelve
from tests.formats import DOCS, cut, empty, run_of


@pytest.fixture(scope="module")
def report() -> Report:
    return twelve.report()


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

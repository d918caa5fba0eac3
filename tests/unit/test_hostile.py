"""Documents come from strangers: any of them is read in time that grows with its length, and never ends a run."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evlint

SIZE = 100_000
PIECES = {
    "digits": "1",
    "letters": "a",
    "capitals": "A",
    "blanks": " ",
    "line breaks": "\n",
    "brackets": "[",
    "closing brackets": ")",
    "quotes": '"',
    "curly quotes": "“",
    "stops": ".",
    "stops and blanks": ". ",
    "commas": ",",
    "dashes": "-",
    "plus signs": "+",
    "pipes": "|",
    "hashes": "#",
    "numbers": "1.5 ",
    "numbers in brackets": "[1] ",
    "fractions": "1/2 (",
    "ranges": "1-2-",
    "estimates": "RR 1.5 (95% CI ",
    "whole estimates": "RR 0.5 (95% CI 0.6 to 0.9); ",
    "test results": "and t(28) = 2.20, p = .01; ",
    "counts of two arms": "10/20 (60%) v 12/24 (30%), ",
    "definitions": "Zinc (ZN) = zinc nitrate; ",
    "integers": "The mean of 19 integer answers was 3.48. ",
    "lists of parts": "20 had A, 18 had B, and 25 had pain not defined. ",
    "no significant": "no significant ",
    "between and": "between a and b ",
    "p values": "p < 0.05 ",
    "percents": "5% ",
    "lead-ins": "a:\n",
    "bullets": "- a\n",
    "table rows": "| a | b |\n",
    "rulers": "--- ---\n",
    "grid rulers": "+--+\n",
    "units": "5 mg/kg ",
    "capital words": "Buy Aa ",
    "reference numbers": "1. ",
    "words": "reduced the risk of ",
    "superscripts": "a¹",
    "chains of numbers": "in [1-11-0005], (2-3-4).",
}


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("ending", ["txt", "md"])
def test_any_repeated_piece_is_read_in_linear_time(name: str, ending: str) -> None:
    text = PIECES[name] * (SIZE // len(PIECES[name]))
    start = time.process_time()
    report = evlint.lint({f"a.{ending}": text}, as_of="2026-11-24")
    assert time.process_time() - start < 3.0, "about 1.5 on a quiet machine for the slowest, whose 11,000 claims are all written out; a quadratic step takes minutes"
    assert report.documents[0].status in ("read", "skipped")


@given(st.text(alphabet="aRRHMD1230.,;:()[]-–−<>=%/ \n\t#*|_`~^&\"'“”•pn²³\ufeff\u200b\x00\x85", max_size=200))
@settings(max_examples=400, deadline=None)
def test_no_text_ends_a_run_and_every_place_is_in_its_source(text: str) -> None:
    for name in ("a.txt", "a.md"):
        report = evlint.lint({name: text}, as_of="2026-11-24")
        source = report.sources[name]
        for finding in report.findings:
            for place in finding.locations:
                assert source[place.start : place.end] == place.quote
        for claim in report.claims:
            assert claim.at().quote


NUMBER = st.from_regex(r"[-−–]?(0|[1-9][0-9]{0,3})?([.·][0-9]{1,4})?", fullmatch=True)
ESTIMATE = st.builds(
    "{} {} ({} {} {} {}; {} {} {}).".format,
    st.sampled_from(["RR", "aOR", "HR", "MD", "mean difference", "SMD", "risk difference", "ARR", "NNT"]),
    NUMBER,
    st.sampled_from(["95% CI", "99% CI:", "95% confidence interval [CI]", "CI", "[", ""]),
    NUMBER,
    st.sampled_from(["to", "-", "–", ",", ";"]),
    NUMBER,
    st.sampled_from(["p", "P", "p value", "p for interaction"]),
    st.sampled_from(["=", "<", ">", "≤", "="]),
    NUMBER,
)


@given(st.lists(ESTIMATE, min_size=1, max_size=3))
@settings(max_examples=800, deadline=None)
def test_no_numbers_end_a_run(sentences: list[str]) -> None:
    report = evlint.lint({"a.txt": "Pain was reduced in both groups, " + " Pain fell in both groups, ".join(sentences)}, as_of="2026-11-24")
    assert report.documents[0].status == "read"


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_bytes_end_a_run(data: bytes) -> None:
    report = evlint.lint({"a.md": data, "b.txt": "RR 0.50 (95% CI 0.60 to 0.90)."}, as_of="2026-11-24")
    assert [finding.rule for finding in report.findings if finding.primary.document == "b.txt"] == ["STA201"]


@given(st.text(alphabet="abc: -[]{}'\"#&*!|>%@`\n\t0123.", max_size=120))
@settings(max_examples=300, deadline=None)
def test_no_record_file_ends_a_run(text: str) -> None:
    report = evlint.lint({"a.md": "Text."}, claims={"claims/a.md.yaml": text}, as_of="2026-11-24")
    assert all(finding.rule.startswith("CLM") for finding in report.findings)

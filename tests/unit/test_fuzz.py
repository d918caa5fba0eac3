"""Digits, brackets and signs in any order never stop a run, and every finding points into the text."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import evlint

_PIECES = st.sampled_from(
    [
        *"0123456789.,;:()[]{}<>=≤≥±%-−–—+*/|~^_'\"\n",
        *" \t\u00a0\u2009", "χ²", "η²", "×10⁻⁵", "E-5", "1e9", "t(", "F(", "r(", "z", "U", "W", "H", "Q", "df", "p", "P", "n.s.", "N=", "n/N", "RR", "aOR", "HR", "MD", "RD", "ARR", "NNT", "SMD",
        "95% CI", "CI", "to", "and", "vs", "versus", "of", "patients", "SD", "SE", "IQR", "mean", "median", "significant", "not", "reduced", "risk of", "integer", "answers", "group", "each",
        "| ", " |\n", "|---|---|\n", "studies:", "had", "not defined", "one-tailed", "respectively", "００", "٣", "²", "½", "‰", "\u202e", "\ufeff", "\x00", "\u0301",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=60).map("".join) | st.lists(_PIECES, max_size=60).map(" ".join)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS, st.sampled_from(["a.txt", "a.md"]))
def test_any_text_is_judged_without_a_crash(text: str, name: str) -> None:
    report = evlint.lint({name: text}, as_of="2026-01-01")
    for finding in report.findings:
        for place in finding.locations:
            assert 0 <= place.start <= place.end
            assert place.line >= 1 and place.column >= 1


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet="0123456789.,-−–()<>=≤≥%± ", max_size=30), st.text(alphabet="0123456789.,-−(), ", max_size=24))
def test_any_printed_numbers_in_known_places_are_judged_without_a_crash(first: str, second: str) -> None:
    sentences = (
        f"The groups differed, t({second}) = {first}, p = {second}.",
        f"Death was less common (RR {first}, 95% CI {second} to {first}; P = {first}).",
        f"Pain was {first} ± {second} in the zinc group (n = {second}) and {second} ± {first} in the placebo group (n = {first}; P = {first}).",
        f"Relief was reported by {first}/{second} patients ({first}%), and the mean of {second} integer answers was {first} (SD {second}).",
    )
    for sentence in sentences:
        evlint.lint({"a.md": sentence}, as_of="2026-01-01", config={"select": ["STA"]})

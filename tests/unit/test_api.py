"""The public functions say clearly what they cannot take."""

from __future__ import annotations

from pathlib import Path

import pytest

import evlint


@pytest.mark.parametrize("given", [None, 7, ["text"]])
def test_a_document_is_text_or_bytes(given: object) -> None:
    with pytest.raises(TypeError, match=r"'a\.md': a document is given as text or bytes"):
        evlint.lint({"a.md": given})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match=r"'a\.md'"):
        evlint.extract({"a.md": given})  # type: ignore[dict-item]


def test_only_the_claims_that_the_rules_read_are_drafted() -> None:
    texts = {"a.md": "Zinc should be offered. Zinc reduced pain (RR 0.5, 95% CI 0.3 to 0.8)."}
    assert {claim.record.kind for claim in evlint.lint(texts).claims} == {"estimate", "recommendation"}
    assert {claim.record.kind for claim in evlint.lint(texts, config={"select": ["STA"]}).claims} == {"estimate"}
    assert not evlint.lint(texts, config={"select": ["LNK"]}).claims


def test_a_selection_changes_no_finding() -> None:
    texts = {path.name: path.read_text("utf-8") for path in sorted(Path("seeds").glob("*.txt"))}
    texts["words.md"] = "Zinc significantly improved pain (p = 31). Copper lowered it (p = .000). Zinc significantly reduced pain (P = 0.30); 10 of 20 patients (60%)."
    every = {(f.rule, f.primary.document, f.primary.start) for f in evlint.lint(texts, as_of="2026-01-01").findings if f.rule.startswith("STA")}
    some = {(f.rule, f.primary.document, f.primary.start) for f in evlint.lint(texts, as_of="2026-01-01", config={"select": ["STA"]}).findings}
    assert every == some != set()

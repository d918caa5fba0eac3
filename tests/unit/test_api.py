"""The public functions say clearly what they cannot take."""

from __future__ import annotations

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

"""What the rules on intervals share: the words that quiet them, and who says so."""

from __future__ import annotations

import re

from evlint.claims.model import Claim

_QUIET = re.compile(
    r"\b(?:non-?inferior\w*|equivalence|interaction|heterogeneity|p for trend|one[- ](?:sided|tailed)|bonferroni|holm\b|hochberg|multiplicity|multiple (?:testing|comparisons)|"
    r"bootstrap\w*|bayes\w*|posterior (?:probability|distribution|median|mean|interval)|credible|exact (?:test|confidence|method|95)|fisher|profile likelihood|mid-p|99\.?\d?\s?% |97\.5\s?% |90\s?% )",
    re.I,
)


def quieting_word(claim: Claim) -> str | None:
    """A word of the claim's sentence that explains why interval and p need not agree, or None."""
    sentence = claim.document.sentence_at(claim.start)
    text = claim.document.prose[min(sentence.start, claim.start) : max(sentence.end, claim.end)] if sentence else claim.text
    match = _QUIET.search(text)
    return match[0].strip().lower() if match else None

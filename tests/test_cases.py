"""Every rule against its literate cases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

import pytest

import evlint
from evlint import engine
from evlint.config.model import from_table
from evlint.findings.baseline import load
from evlint.findings.model import Finding
from evlint.rules.registry import FAMILIES, all_rules
from tests.cases import FOLDER, Case, Expected, cases_of, facts

RULES = [rule.META for rule in all_rules()]
CASES = [case for meta in RULES if (FOLDER / FAMILIES[meta.code[:3]][0] / f"{meta.name}.md").exists() for case in cases_of(meta.code, meta.name, FAMILIES[meta.code[:3]][0])]


@pytest.mark.parametrize("meta", RULES, ids=lambda meta: meta.code)
def test_every_rule_has_cases_that_fire_and_cases_that_stay_silent(meta: evlint.rules.base.RuleMeta) -> None:
    cases = cases_of(meta.code, meta.name, FAMILIES[meta.code[:3]][0])
    count = Counter(case.fires for case in cases)
    assert count[True] >= 3, "a rule needs at least three cases that fire"
    assert count[False] >= 5, "a rule needs at least five cases that stay silent"
    assert len({case.title for case in cases}) == len(cases), "two cases have one title"
    assert all(case.documents or case.claims for case in cases)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    settings = from_table({**case.config, "select": [case.rule]}, "evlint.toml")
    listed = load("evlint-baseline.jsonl", case.baseline) if case.baseline else None
    report = engine.run(case.documents, case.claims, settings, date.fromisoformat(case.as_of), learn=partial(facts, case.known) if case.known else None, baseline=listed)
    left = [finding for finding in report.findings if finding.rule == case.rule]
    if not case.fires:
        assert [f"{f.rule}: {f.message}" for f in left] == []
        return
    assert case.expected, "a case that fires says what it expects"
    assert len(left) == len(case.expected), [f.message for f in left]
    for expected in case.expected:
        match = next((finding for finding in left if _fits(finding, expected)), None)
        assert match is not None, (expected, [(f.rule, f.severity, [(p.document, p.quote) for p in f.locations]) for f in left])
        left.remove(match)


def _fits(finding: Finding, expected: Expected) -> bool:
    places = [finding.primary, *(place for place in finding.locations if place.role == "related")]
    return (
        finding.rule == expected.code
        and finding.severity == expected.severity
        and len(places) >= len(expected.places)
        and all(place.document == document and text in place.quote for place, (document, text) in zip(places, expected.places, strict=False))
    )

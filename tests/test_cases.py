"""Every rule against its literate cases, by the means that `evlint test` gives to everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from evlint.rules.base import RuleMeta
from evlint.rules.registry import FAMILIES, all_rules
from evlint.testing import Case, cases_in, faults_of, run_case

FOLDER = Path(__file__).parent / "cases"
RULES = [rule.META for rule in all_rules()]


def file_of(meta: RuleMeta) -> Path:
    return FOLDER / FAMILIES[meta.code[:3]][0] / f"{meta.name}.md"


CASES = [case for meta in RULES if file_of(meta).exists() for case in cases_in(file_of(meta), meta.code)]


@pytest.mark.parametrize("meta", RULES, ids=lambda meta: meta.code)
def test_every_rule_has_cases_that_fire_and_cases_that_stay_silent(meta: RuleMeta) -> None:
    assert list(faults_of(cases_in(file_of(meta), meta.code))) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    assert run_case(case) == []


def test_a_case_that_is_wrong_is_told() -> None:
    one = CASES[0]
    assert run_case(Case(one.rule, "x", True, {"a.md": "Nothing."}, {}, {}, "", {}, one.as_of, one.expected))
    assert any("not expected" in fault for fault in run_case(Case(one.rule, "x", False, one.documents, one.claims, one.config, one.baseline, one.known, one.as_of, ())))

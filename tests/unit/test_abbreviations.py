"""Abbreviations that a document defines."""

from __future__ import annotations

import pytest

from evlint.documents.abbreviations import defined, expand


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patients with advanced breast cancer (ABC) were included.", {"ABC": "advanced breast cancer"}),
        ("We measured health-related quality of life (HRQoL).", {"HRQoL": "health-related quality of life"}),
        ("Chemotherapy-induced nausea and vomiting (CINV; primary outcome) fell.", {"CINV": "Chemotherapy-induced nausea and vomiting"}),
        ("CZP = certolizumab pegol; PBO = placebo", {"CZP": "certolizumab pegol", "PBO": "placebo"}),
        ("CI: confidence interval", {"CI": "confidence interval"}),
        ("The visual analogue scale (VAS) and later another, the vascular access score (VAS).", {"VAS": "visual analogue scale"}),
    ],
)
def test_a_definition_is_found(text: str, expected: dict[str, str]) -> None:
    assert defined(text) == expected


@pytest.mark.parametrize(
    "text", ["Doxorubicin and docetaxel (AD) were given.", "It rose (P < 0.05).", "In one group (see Table) it fell.", "Pain (n = 20) was low.", "Response (yes) and relapse (no)."]
)
def test_a_bracket_that_defines_nothing(text: str) -> None:
    assert defined(text) == {}


def test_expand_spells_out_once() -> None:
    known = {"CZP": "certolizumab pegol", "MTX": "methotrexate"}
    assert expand("CZP 200 mg + MTX", known) == "certolizumab pegol 200 mg + methotrexate"
    assert expand("certolizumab pegol (CZP)", known) == "certolizumab pegol (CZP)"
    assert expand("CZP-like", known) == "CZP-like"

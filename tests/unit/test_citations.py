"""Which work a claim tells of, and what follows from it."""

from __future__ import annotations

import pytest

import evlint
from evlint.claims.model import Claim
from evlint.documents import reading
from evlint.extraction import drafts
from evlint.index.citations import Citations

LIST = "\n\n## References\n\n1. Hemila H. Zinc lozenges for the common cold in adults. BMJ 2017;12:33-40. doi:10.1000/Zinc.2017\n2. Jones K. Rest and zinc for colds in children. BMJ 2011;2:3-4. PMID: 12345678\n"


def read(**texts: str) -> tuple[Citations, dict[str, list[Claim]]]:
    documents = {f"{name}.md": reading.read(f"{name}.md", text) for name, text in texts.items()}
    return Citations(documents, ()), {path: drafts(document) for path, document in documents.items()}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Pain was lower with zinc than with placebo [1].", {"doi:10.1000/zinc.2017", "title:zinc lozenges for the common cold in adults", "work:hemila|2017|zinc lozenges for the"}),
        ("Pain was lower with zinc than with placebo [2].", {"pmid:12345678", "title:rest and zinc for colds in children", "work:jones|2011|rest and zinc for"}),
        ("Pain was lower with zinc than with placebo (Jones, 2011).", {"pmid:12345678", "title:rest and zinc for colds in children", "work:jones|2011|rest and zinc for"}),
        ("Pain was lower with zinc than with placebo [1, 2].", set()),
        ("Pain was lower with zinc than with placebo [7].", set()),
        ("Pain was lower with zinc than with placebo (Jones, 2012).", set()),
        ("Pain was lower with zinc than with placebo.", set()),
        ("In NCT01234567, pain was lower with zinc than with placebo.", {"trial:NCT01234567"}),
    ],
)
def test_a_work_is_known_by_what_identifies_it(sentence: str, names: set[str]) -> None:
    citations, claims = read(a=f"# Colds\n\n{sentence}{LIST}")
    assert claims["a.md"], "the sentence is a claim"
    assert citations.of(claims["a.md"][0]) == names


@pytest.mark.parametrize(
    "source",
    [
        "# Zinc lozenges for the common cold in adults\n\nPain was lower with zinc than with placebo.",
        "---\ntitle: Lozenges\ndoi: 10.1000/zinc.2017\n---\n\nPain was lower with zinc than with placebo.",
        "Lozenges of zinc\n\nBMJ 2017. https://doi.org/10.1000/zinc.2017.\n\nPain was lower with zinc than with placebo.",
    ],
    ids=["title", "front matter", "printed in its head"],
)
def test_a_document_of_the_corpus_is_found_as_what_is_cited(source: str) -> None:
    citations, claims = read(a=f"# Colds\n\nPain was lower with zinc than with placebo [1].{LIST}", b=source)
    told = citations.document(claims["a.md"][0])
    assert told is not None
    assert told.path == "b.md"
    assert citations.tells_of(claims["a.md"][0], claims["b.md"][0])
    assert not citations.tells_of(claims["b.md"][0], claims["a.md"][0])


def test_a_title_that_two_documents_bear_is_the_name_of_neither() -> None:
    twin = "# Zinc lozenges for the common cold in adults\n\nPain was lower with zinc than with placebo."
    citations, claims = read(a=f"# Colds\n\nPain was lower with zinc than with placebo [1].{LIST}", b=twin, c=twin)
    assert citations.document(claims["a.md"][0]) is None


@pytest.mark.parametrize(("paragraphs", "reviewed", "severity"), [(1, False, "note"), (1, True, "note"), (200, False, "note"), (200, True, "error")])
def test_a_number_that_is_not_in_its_source_counts_by_length_of_the_source_and_by_review(paragraphs: int, reviewed: bool, severity: str) -> None:
    quote = "Zinc shortened colds (MD -1.86, 95% CI -2.25 to -1.12)"
    source = "# Zinc lozenges for the common cold in adults\n\n" + "Every household was asked for its days in bed.\n\n" * paragraphs
    record = f"""evlint: 1
document: {{path: a.md}}
claims:
- id: clm-aaaaaaaaaa
  kind: estimate
  target: {{exact: "{quote}"}}
  intervention: {{text: zinc}}
  outcome: {{text: duration of colds}}
  statistic: {{type: MD, value: "-1.86", interval: {{level: "0.95", low: "-2.25", high: "-1.12"}}}}
  cites: ["1"]
  review: {{status: reviewed}}
"""
    report = evlint.lint({"a.md": f"# Colds\n\n{quote} [1].{LIST}", "b.md": source}, claims={"claims/a.md.yaml": record} if reviewed else None, as_of="2026-11-25", config={"select": ["SUP106"]})
    assert [(finding.rule, finding.severity) for finding in report.findings] == [("SUP106", severity)]

"""Bibliography files as documents: entries with their lines, faults that cost one entry, hostile input in linear time."""

from __future__ import annotations

import time

import pytest

import evlint
from evlint.bibliography import files
from evlint.documents import reading

FILES = {
    "refs.bib": '% ours\n@article{bell2018,\n  author = {Bell, Rae F. and van der Meer, J{\\"o}rg},\n  title = {{Ketamine} for pain},\n  journal = {PAIN Reports}, year = 2018, volume = {3}, number = {5},\n  pages = {e674--e680}, doi = {https://doi.org/10.1097/PR9.0000000000000674}\n}\n',
    "refs.ris": "TY  - JOUR\nAU  - Bell, Rae F.\nAU  - van der Meer, Jörg\nTI  - Ketamine for pain\nJO  - PAIN Reports\nPY  - 2018\nVL  - 3\nIS  - 5\nSP  - e674\nEP  - e680\nDO  - 10.1097/PR9.0000000000000674\nER  - \n",
    "refs.nbib": "PMID- 30534626\nTI  - Ketamine for\n      pain.\nFAU - Bell, Rae F\nFAU - van der Meer, Jörg\nDP  - 2018 Oct\nTA  - PAIN Reports\nVI  - 3\nIP  - 5\nPG  - e674-e680\nLID - 10.1097/PR9.0000000000000674 [doi]\n",
    "refs.json": '[{"id": "bell2018", "type": "article-journal", "title": "Ketamine for pain", "container-title": "PAIN Reports", "issued": {"date-parts": [[2018, 10]]}, "volume": 3, "issue": "5", "page": "e674-e680", "DOI": "10.1097/PR9.0000000000000674", "author": [{"family": "Bell", "given": "Rae F."}, {"family": "Meer", "non-dropping-particle": "van der"}]}]',
}
WANTED = {
    "title": "Ketamine for pain",
    "journal": "PAIN Reports",
    "year": "2018",
    "volume": "3",
    "issue": "5",
    "first_page": "e674",
    "last_page": "e680",
    "doi": "10.1097/PR9.0000000000000674",
    "first_author": "Bell",
    "authors": ["Bell", "van der Meer"],
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_fields(name: str) -> None:
    document = reading.read(name, FILES[name])
    assert document.status == "read"
    (entry,) = document.references
    fields = entry.reference.to_dict()
    assert {key: fields[key] for key in WANTED} == WANTED


def test_an_entry_knows_its_line() -> None:
    (entry,) = reading.read("refs.bib", FILES["refs.bib"]).references
    assert entry.number == "bell2018"
    assert reading.read("refs.bib", FILES["refs.bib"]).at(entry.start, entry.end).line == 2


@pytest.mark.parametrize(
    ("name", "text", "read", "told"),
    [
        ("a.bib", "@article{a, title={One}}\n@book{broken, title={x\n@misc{b, title={Two}}\n", ["One", "Two"], "line 2: this entry cannot be read as BibTeX"),
        ("a.bib", "@article{a, title={One}}\n@article{a, title={Two}}\n", ["One", "Two"], "line 2: the key 'a' is taken"),
        ("a.ris", "TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nER  - \n", ["One", "Two"], "line 1: this record has no closing line"),
        ("a.json", '[{"id": "a", "type": "book", "title": "One"},\n {oops}]', ["One"], "line 2: not JSON"),
    ],
)
def test_a_broken_entry_costs_itself_and_says_where(name: str, text: str, read: list[str], told: str) -> None:
    document = reading.read(name, text)
    assert [entry.reference.title for entry in document.references] == read
    assert any(notice.startswith(told) for notice in document.notices), document.notices


@pytest.mark.parametrize(("name", "text"), [("a.ris", "no record here"), ("a.nbib", "nothing"), ("a.json", '{"a": 1}'), ("a.json", "text"), ("a.json", "[" * 100_000)])
def test_a_file_without_an_entry_fails_with_a_reason(name: str, text: str) -> None:
    document = reading.read(name, text)
    assert document.status == "failed"
    assert "line 1" in (document.reason or "")


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "rispy", None)
    document = reading.read("a.ris", FILES["refs.ris"])
    assert (document.status, document.reason) == ("skipped", "reading .ris files needs rispy: pip install 'evlint[ris]'")


@pytest.mark.parametrize("form", sorted(files.FORMATS))
@pytest.mark.parametrize("unit", ["{", "}", "@", '"', "\\", "[", "1", "@a{b,c={", "\n      ", "TY  - ", "PMID- "])
def test_hostile_files_take_linear_time(form: str, unit: str) -> None:
    begun = time.process_time()
    files.read(form, unit * (200_000 // len(unit)))
    assert time.process_time() - begun < 2


def test_pubmed_says_that_a_paper_was_retracted_and_what_is_a_notice() -> None:
    texts = {"RIN": "retracted", "ROF": "notice", "EIN": "corrected", "CIN": None}
    for tag, status in texts.items():
        (entry,) = reading.read("a.nbib", f"PMID- 1\nTI  - T.\n{tag} - J. 2020. PMID: 2\n").references
        assert entry.reference.status == status, tag


def test_keys_of_a_bibliography_answer_the_citations_of_a_document() -> None:
    report = evlint.lint({"a.md": "# Pain\n\nIt works [@bell2018; @bell2019].\n", "refs.bib": FILES["refs.bib"]}, config={"select": ["REF101"]})
    assert [finding.help for finding in report.findings] == ["did you mean 'bell2018'?"]


def test_names_of_bodies_stay_whole_and_addresses_keep_their_escapes() -> None:
    text = "@misc{who, author={{Centers for Disease Control and Prevention}}, title={A report}, url={https://fda.gov/x_y%20z}}\n@misc{b, author={World Health Organization}, title={B}}\n"
    first, second = (entry.reference for entry in reading.read("a.bib", text).references)
    assert (first.authors, first.url) == (("Centers for Disease Control and Prevention",), "https://fda.gov/x_y%20z")
    assert second.authors == ("World Health Organization",)


def test_a_doi_is_bare_in_every_format() -> None:
    texts = {"a.ris": "TY  - JOUR\nTI  - T\nDO  - https://doi.org/10.1136/bmj.n71\nER  - \n", "a.bib": "@article{a, title={T}, url={https://doi.org/10.1136/bmj.n71}}\n"}
    texts["a.json"] = '[{"type": "article-journal", "title": "T", "DOI": "https://doi.org/10.1136/bmj.n71"}]'
    assert {reading.read(name, text).references[0].reference.doi for name, text in texts.items()} == {"10.1136/bmj.n71"}


@pytest.mark.parametrize(("name", "unit"), [("a.ris", "TY  - JOUR\n"), ("a.json", '{"type":"book"},'), ("a.md", "[^1]: a\n")])
def test_many_empty_entries_take_linear_time(name: str, unit: str) -> None:
    def seconds(size: int) -> float:
        body = unit * (size // len(unit))
        text = f"[{body.rstrip(',')}]" if name == "a.json" else f"# References\n\n{body}"
        begun = time.process_time()
        evlint.lint({name: text.removeprefix("# References\n\n") if name == "a.ris" else text}, config={"select": ["REF", "STL"]})
        return time.process_time() - begun

    assert min(seconds(160_000), seconds(160_000)) < 8 * max(seconds(40_000), 0.3)  # four times the text; the better of two, for the machine may be busy

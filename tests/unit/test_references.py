"""One reference to its fields, in the styles in which lists are printed."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.bibliography.model import Reference
from evlint.bibliography.reference import parse_reference

REFERENCES: list[tuple[str, dict[str, str | None]]] = [
    (  # Vancouver with everything
        "1. Albers K, Toth M. Permethrin for scabies: a trial. Skin Trials. 2009;4(2):11-9. doi: 10.5555/st.2009.4.11. PMID: 12345678",
        {
            "first_author": "Albers",
            "year": "2009",
            "title": "Permethrin for scabies: a trial",
            "journal": "Skin Trials",
            "volume": "4",
            "first_page": "11",
            "doi": "10.5555/st.2009.4.11",
            "pmid": "12345678",
        },
    ),
    (  # a number in brackets, et al., a day, an en dash
        "[12] Banerji S, Costa L, et al. Ivermectin for scabies. J Skin Res 2015 Mar 3;10:201–8.",
        {"first_author": "Banerji", "year": "2015", "title": "Ivermectin for scabies", "journal": "J Skin Res", "volume": "10", "first_page": "201", "doi": None, "pmid": None},
    ),
    (  # a particle, no number
        "van der Meer J, de Vries P. Itch at night. Derm Notes. 2001;5:15-17.",
        {"first_author": "van der Meer", "year": "2001", "title": "Itch at night", "journal": "Derm Notes", "volume": "5", "first_page": "15"},
    ),
    (  # a double name and letters outside ASCII
        "Müller-Lüdenscheidt H. Über den Juckreiz. Hautarzt 1999;50:123-30.",
        {"first_author": "Müller-Lüdenscheidt", "year": "1999", "title": "Über den Juckreiz", "journal": "Hautarzt", "volume": "50", "first_page": "123"},
    ),
    (  # a year in the title, a supplement, pages with letters
        "Diaz R, Ek B, Falk T, et al. Itch and sleep in 2019: a survey. Ann Itch. 2020;7(Suppl 1):S22-S30.",
        {"first_author": "Diaz", "year": "2020", "title": "Itch and sleep in 2019: a survey", "journal": "Ann Itch", "volume": "7", "first_page": "S22"},
    ),
    (  # an article number, and a title with a question mark
        "Lee H, Kim S. Does it itch at night? PLoS Itch. 2020;15(3):e0229999. doi:10.5555/journal.pitch.0229999",
        {"first_author": "Lee", "year": "2020", "title": "Does it itch at night?", "journal": "PLoS Itch", "volume": "15", "first_page": "e0229999", "doi": "10.5555/journal.pitch.0229999"},
    ),
    (  # full stops inside the title
        "Chen X, Wang Y. Itch in the U.S. military. Mil Itch 2012;177:1-9.",
        {"first_author": "Chen", "year": "2012", "title": "Itch in the U.S. military", "journal": "Mil Itch", "volume": "177", "first_page": "1"},
    ),
    (  # names in full, the title in quotation marks
        'Albers, Karin, and Mate Toth. "Permethrin for Scabies." Skin Trials 4 (2009): 11-19.',
        {"first_author": "Albers", "year": "2009", "title": "Permethrin for Scabies", "journal": "Skin Trials", "volume": "4", "first_page": "11"},
    ),
    (  # a colon after the authors
        "Schmidt A: Jucken im Alter. Juckreiz 2003; 12: 44-49",
        {"first_author": "Schmidt", "year": "2003", "title": "Jucken im Alter", "journal": "Juckreiz", "volume": "12", "first_page": "44"},
    ),
    (  # a footnote, and the address of an abstract in place of a PMID
        "[^3]: Noor A. Itch at night. J Itch. 2019;3:4-5. https://pubmed.ncbi.nlm.nih.gov/31234567/",
        {"first_author": "Noor", "year": "2019", "title": "Itch at night", "journal": "J Itch", "volume": "3", "first_page": "4", "pmid": "31234567"},
    ),
    (  # author, year in brackets: identifiers and numbers
        "Albers, K., & Toth, M. (2009). Permethrin for scabies. Skin Trials, 4(2), 11–19. https://doi.org/10.5555/st.2009.4.11",
        {"first_author": "Albers", "year": "2009", "volume": "4", "first_page": "11", "doi": "10.5555/st.2009.4.11"},
    ),
    (  # initials first
        "K. Albers and M. Toth, “Permethrin for scabies,” Skin Trials, vol. 4, no. 2, pp. 11–19, Feb. 2009.",
        {"first_author": "Albers", "year": "2009", "volume": "4", "first_page": "11"},
    ),
    (  # a book
        "Smith J. Handbook of Itch. 2nd ed. London: Press; 2010. p. 33-41.",
        {"first_author": "Smith", "year": "2010", "title": "Handbook of Itch", "volume": None, "first_page": "33"},
    ),
]


@pytest.mark.parametrize(("raw", "expected"), REFERENCES, ids=[raw[:30] for raw, _ in REFERENCES])
def test_the_fields_of_a_reference_are_read(raw: str, expected: dict[str, str | None]) -> None:
    reference = parse_reference(raw).to_dict()
    assert {name: reference[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("raw", "body", "title"),
    [
        ("1. World Health Organization. Guidelines for malaria. Geneva: WHO; 2022.", "World Health Organization", "Guidelines for malaria"),
        ("Centers for Disease Control and Prevention. Scabies in care homes. 2022.", "Centers for Disease Control and Prevention", "Scabies in care homes"),
        (
            "2. National Institute for Health and Care Excellence. Type 2 diabetes in adults: management (NG28). London: NICE; 2015.",
            "National Institute for Health and Care Excellence",
            "Type 2 diabetes in adults: management (NG28)",
        ),
        ("U.S. Food and Drug Administration. Drug safety communication. 2020.", "U.S. Food and Drug Administration", "Drug safety communication"),
    ],
)
def test_the_name_of_a_body_stays_whole(raw: str, body: str, title: str) -> None:
    reference = parse_reference(raw)
    assert (reference.first_author, reference.authors, reference.title) == (body, (body,), title)


def test_every_field_says_where_it_stands_in_the_text_as_given() -> None:
    raw = "1.  Noor A, Lund P.\n   Itch at\n   night.  J Itch. 2019;3(2):4-9. doi:10.5555/ab.1"
    reference = parse_reference(raw)
    shown = {name: raw[start:end] for name, (start, end) in reference.spans.items()}
    assert reference.raw == raw
    assert shown == {
        "first_author": "Noor",
        "year": "2019",
        "title": "Itch at\n   night",
        "journal": "J Itch",
        "volume": "3",
        "issue": "2",
        "first_page": "4",
        "last_page": "9",
        "doi": "10.5555/ab.1",
    }
    assert reference.authors == ("Noor", "Lund")


@pytest.mark.parametrize(
    ("printed", "doi"),
    [
        ("doi: 10.5555/abc.1", "10.5555/abc.1"),
        ("https://doi.org/10.5555/abc.1.", "10.5555/abc.1"),
        ("http://dx.doi.org/10.5555/ABC(2)1;", "10.5555/ABC(2)1"),
        ("(doi: 10.5555/abc.1)", "10.5555/abc.1"),
        ("[10.5555/abc.1].", "10.5555/abc.1"),
        ("DOI 10.5555.12/abc_1, PMID: 1234567", "10.5555.12/abc_1"),
    ],
)
def test_a_doi_ends_where_its_sentence_goes_on(printed: str, doi: str) -> None:
    assert parse_reference(f"Noor A. Itch at night. J Itch. 2019;3:4. {printed}").doi == doi


@pytest.mark.parametrize("text", ["", "   ", "???", "10.5555", "no date, no pages"])
def test_what_a_text_does_not_show_is_absent(text: str) -> None:
    reference = parse_reference(text)
    assert (reference.year, reference.volume, reference.first_page, reference.doi, reference.pmid) == (None,) * 5


def test_the_number_of_an_institute_is_no_part_of_a_name() -> None:
    assert parse_reference("Noor1 A, Lund2 P. Itch at night. J Itch. 2019;3:4.").first_author == "Noor"


def test_pages_that_look_like_years_are_no_years() -> None:
    assert parse_reference("Noor A. Itch at night. J Itch. 2009;3:1998-2003.").year == "2009"


def test_a_volume_may_be_named_after_its_year_when_both_are_printed() -> None:
    reference = parse_reference("Noor A. Itch at night. Cochrane Database Syst Rev 2019;2019:CD003719.")
    assert (reference.year, reference.volume) == ("2019", "2019")
    assert parse_reference("Noor A. Itch at night. J Itch (2019) 4.").volume != "2019"


_PARTS = st.sampled_from(
    [
        "1. ",
        "[2] ",
        "Noor A",
        "van der Meer J",
        ", ",
        ". ",
        "et al.",
        "Itch at night",
        "J Itch",
        "2019",
        "(2019)",
        ";3",
        "(2)",
        ":4-5",
        "10.5555/ab",
        "PMID: 1234567",
        "https://x.example/",
        "[",
        ")",
        "“",
        "é",
        "\n",
    ]
)


@settings(max_examples=300)
@given(st.lists(_PARTS, max_size=15).map("".join))
def test_no_field_holds_a_letter_that_the_text_does_not_show(text: str) -> None:
    reference = parse_reference(text)
    for field in fields(Reference):
        value = getattr(reference, field.name)
        if field.name not in ("raw", "spans"):
            for one in value if isinstance(value, tuple) else [value] if value is not None else []:
                left = iter(text)
                assert one, field.name
                assert all(letter in left for letter in "".join(one.split())), field.name
    for name, (start, end) in reference.spans.items():
        assert "".join(text[start:end].split()) == "".join(getattr(reference, name).split()), name


@settings(max_examples=100)
@given(st.text(max_size=120))
def test_any_text_can_be_read_as_a_reference(text: str) -> None:
    assert parse_reference(text).raw == text

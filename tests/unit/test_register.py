"""sources.yaml is written in by people and by `evlint sources`: what people wrote stays, byte for byte."""

from __future__ import annotations

import pytest

from evlint.bibliography.reference import parse_reference
from evlint.claims import register, store
from evlint.claims.record import SourceRecord
from evlint.documents import reading
from evlint.sources import works

OURS = """# ours
evlint: 1
sources:
- id: albers   # the first
  title: "Permethrin for scabies: a trial"
  # a comment inside
  issued: "2009"
- {id: x, title: "Another"}   # flow

# the end
"""


def sources(text: str) -> tuple[SourceRecord, ...]:
    records = store.load({"claims/sources.yaml": text})
    assert records.problems == ()
    return records.sources


def without(text: str, lines: list[str]) -> str:
    """The text without lines that were put in."""
    return "".join(line for line in text.splitlines(keepends=True) if line.strip() not in lines)


def test_fields_are_filled_in_behind_the_id_and_nothing_else_changes() -> None:
    text = register.changed(OURS, [], [(0, {"doi": "10.5555/a", "volume": "4"})])
    assert without(text, ['doi: "10.5555/a"', 'volume: "4"']) == OURS
    assert (sources(text)[0].doi, sources(text)[0].volume) == ("10.5555/a", "4")


def test_an_entry_in_braces_is_filled_in_inside_them() -> None:
    text = register.changed(OURS, [], [(1, {"doi": "10.5555/x"})])
    assert '- {id: x, doi: "10.5555/x", title: "Another"}   # flow' in text
    assert sources(text)[1].doi == "10.5555/x"


@pytest.mark.parametrize(
    "text",
    ["", OURS, OURS.rstrip("\n"), "evlint: 1\n", "evlint: 1\nsources: []\n", "evlint: 1\nsources:\n  - id: a\n    title: T\n", "sources:\n- id: a\nevlint: 1\n"],
    ids=["no file", "block", "no line end", "no list", "empty list", "indented", "list first"],
)
def test_a_new_entry_stands_at_the_end_of_the_list(text: str) -> None:
    before = sources(text) if text else ()
    new = register.changed(text, [{"id": "ek2021", "title": 'Itch: "quoted" \\ and: colons', "author": [{"family": "O'Neill"}], "issued": "2021"}], [])
    after = sources(new)
    assert after[:-1] == before
    assert (after[-1].id, after[-1].title, after[-1].author[0].family) == ("ek2021", 'Itch: "quoted" \\ and: colons', "O'Neill")


def test_nothing_new_changes_nothing() -> None:
    assert register.changed(OURS, [], [(0, {})]) == OURS
    assert register.changed("", [], []) == ""


def test_a_list_in_brackets_is_refused_with_the_way_out() -> None:
    with pytest.raises(ValueError, match="lines that begin with"):
        register.changed("evlint: 1\nsources: [{id: a}]\n", [{"id": "b"}], [])


def test_ids_are_family_and_year_and_never_taken_twice() -> None:
    taken = {"ek2021"}
    fields = {"author": [{"family": "Ék"}], "issued": "2021-04"}
    assert [register.mint(fields, taken) for _ in range(3)] == ["ek2021b", "ek2021c", "ek2021d"]
    assert register.mint({"title": "WHO guideline on scabies"}, taken) == "whoguideline"


def test_one_work_cited_in_two_ways_is_one_work() -> None:
    one = "1. Albers K, Toth M. Permethrin for scabies: a trial. Skin Trials. 2009;4:11-9. doi:10.5555/st.2009.11"
    two = "1. Albers K, et al. Permethrin for scabies: a trial. Skin Trials 2009; 4: 11."
    three = "1. Banerji S. Ivermectin for scabies in nursing homes. Skin Trials. 2015;10:201-8."
    documents = [reading.read(f"{i}.txt", f"Scabies\n\nIt itches [1].\n\nReferences\n{text}\n") for i, text in enumerate((one, two, three))]
    found = works.cited(documents, ())
    assert [[document.path for document, _ in work.entries] for work in found] == [["0.txt", "1.txt"], ["2.txt"]]


def test_two_works_of_one_title_with_two_dois_stay_two() -> None:
    texts = [f"1. Albers K. Permethrin for scabies: a long trial. Skin Trials. 2009;4:11-9. doi:10.5555/{part}" for part in ("preprint", "paper")]
    documents = [reading.read(f"{i}.txt", f"Scabies\n\nIt itches [1].\n\nReferences\n{text}\n") for i, text in enumerate(texts)]
    assert len(works.cited(documents, ())) == 2


def test_a_reference_gives_its_fields_in_the_names_of_the_file() -> None:
    fields = register.fields_of(parse_reference("1. Albers K, Toth M. Permethrin for scabies: a trial. Skin Trials. 2009;4(2):11-9. doi:10.5555/st.2009.11"))
    assert fields == {
        "type": "article-journal",
        "title": "Permethrin for scabies: a trial",
        "author": [{"family": "Albers"}, {"family": "Toth"}],
        "issued": "2009",
        "container-title": "Skin Trials",
        "volume": "4",
        "issue": "2",
        "page": "11-9",
        "doi": "10.5555/st.2009.11",
    }


@pytest.mark.parametrize("name", ["32450107", "- x", "weird id/with: chars #", "no", "1e5", "2020-01-01", "ek2021"])
def test_an_id_is_read_back_as_it_was_given(name: str) -> None:
    assert [source.id for source in sources(register.changed("", [{"id": name, "title": "T"}], []))] == [name]


def test_a_file_with_windows_line_ends_keeps_them() -> None:
    text = register.changed(OURS.replace("\n", "\r\n"), [{"id": "b"}], [(0, {"doi": "10.5555/a"})])
    assert text.count("\n") == text.count("\r\n")
    assert [source.id for source in sources(text)] == ["albers", "x", "b"]

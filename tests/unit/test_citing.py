"""Whole documents in the shapes in which people write them: every citation leads to its entry, whatever the style."""

from __future__ import annotations

import pytest

import evlint

NAMES = [
    ("Albers K, Toth M", "Permethrin for scabies: a trial", "Skin Trials", 2009, 4),
    ("Banerji S", "Ivermectin for scabies in nursing homes", "Skin Trials", 2015, 10),
    ("Costa L, Diaz R, Ek B", "Sulphur ointment for infants with scabies", "Derm Notes", 1998, 2),
    ("Falk T, Noor A", "Itch and sleep in the elderly", "Ann Itch", 2020, 7),
    ("O'Neill P", "Scabies in schools of Norway", "Ann Itch", 2021, 8),
]


def vancouver(mark: str) -> str:
    return "\n".join(f"{mark.format(i)} {who}. {title}. {journal}. {year};{volume}:11-9." for i, (who, title, journal, year, volume) in enumerate(NAMES, 1))


def harvard(bullet: str = "") -> str:
    return "\n\n".join(f"{bullet}{who.split(' ')[0]}, {who.split(' ')[1][0]}. ({year}). {title}. {journal}, {volume}, 11-19." for who, title, journal, year, volume in NAMES)


def text(body: str, entries: str, heading: str = "References") -> str:
    return f"Treatment of Scabies\n\n{body}\n\n{heading}\n{entries}\n"


def markdown(body: str, entries: str, heading: str = "## References") -> str:
    return f"# Treatment of scabies\n\n{body}\n\n{heading}\n\n{entries}\n"


BRACKETS = "Permethrin cures nine patients in ten [1]. Ivermectin works as well [2, 3]. Itch lasts long [3–5]. Schools stay open [1,4-5]."
SUPERSCRIPT = "Permethrin cures nine patients in ten.¹ Ivermectin works as well.²,³ Itch lasts long.³⁻⁵ Schools stay open."
GLUED = "Permethrin cures nine patients in ten.1 Ivermectin works as well.2,3 Itch lasts long.3–5 Schools stay open."
BARE = "Permethrin cures nine patients in ten 1.\n\nIvermectin works as well 2, 3.\n\nItch lasts long 4.\n\nSchools stay open 5."
ROUND = "Permethrin cures nine patients in ten (1). Ivermectin works as well (2, 3). Itch lasts long (3-5). Schools stay open (4)."
NAMED = "Permethrin cures nine patients in ten (Albers and Toth, 2009). Ivermectin works as well (Banerji, 2015; Costa et al., 1998). As Falk and Noor (2020) say, itch lasts. Schools stay open (O'Neill, 2021)."

DOCUMENTS = {
    "brackets, list with stops": {"a.txt": text(BRACKETS, vancouver("{}."))},
    "brackets, list in brackets": {"a.txt": text(BRACKETS, vancouver("[{}]"))},
    "brackets, list with round brackets": {"a.txt": text(BRACKETS, vancouver("{})"))},
    "brackets apart": {"a.txt": text("Permethrin cures [1], [2]. Itch lasts [3]–[5].", vancouver("{}."))},
    "brackets behind the stop": {"a.txt": text("Permethrin cures nine in ten.[1] Ivermectin works.[2,3] Itch lasts.[3-5]", vancouver("{}."))},
    "raised figures": {"a.txt": text(SUPERSCRIPT, vancouver("{}."))},
    "figures glued to the stop": {"a.txt": text(GLUED, vancouver("{}."))},
    "bare figures": {"a.txt": text(BARE, vancouver("{}."))},
    "round brackets": {"a.txt": text(ROUND, vancouver("{}."))},
    "author and year, one line an entry": {"a.txt": text(NAMED, harvard())},
    "bibliography": {"a.txt": text(BRACKETS, vancouver("{}."), "BIBLIOGRAPHY")},
    "literature cited, with a colon": {"a.txt": text(BRACKETS, vancouver("{}."), "Literature cited:")},
    "markdown, numbered list": {"a.md": markdown(BRACKETS, vancouver("{}."))},
    "markdown, list in brackets": {"a.md": markdown(BRACKETS, vancouver("[{}]").replace("\n", "\n\n"))},
    "markdown, raised figures": {"a.md": markdown("Permethrin cures nine in ten^1^. Ivermectin works^2,3^. Itch lasts^3-5^.", vancouver("{}."))},
    "markdown, author and year": {"a.md": markdown(NAMED, harvard("- "))},
    "markdown, bold heading": {"a.md": markdown(BRACKETS, vancouver("{}."), "**References**")},
    "markdown, footnotes": {
        "a.md": "# Scabies\n\nPermethrin cures nine in ten.[^1] Ivermectin works.[^b]\n\n" + f"[^1]: {vancouver('{}').splitlines()[0][2:]}\n[^b]: {vancouver('{}').splitlines()[1][2:]}\n"
    },
    "pandoc keys and a .bib": {
        "a.md": "# Scabies\n\nPermethrin cures nine in ten [@albers2009]. Ivermectin works [see @banerji2015, p. 4; @albers2009].\n",
        "refs.bib": "@article{albers2009, author = {Albers, K.}, title = {Permethrin for scabies}, year = 2009}\n@article{banerji2015, author = {Banerji, S.}, title = {Ivermectin}, year = 2015}\n",
    },
    "a list without a heading": {"a.txt": f"Treatment of Scabies\n\n{BRACKETS}\n\n{vancouver('{}.')}\n"},
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_citation_leads_to_its_entry(name: str) -> None:
    report = evlint.lint(DOCUMENTS[name], as_of="2021-12-01", config={"select": ["REF101", "REF102", "REF103", "REF104"]})
    assert report.findings == ()
    citations = report.coverage.citations
    assert citations["seen"] >= 2
    if "refs.bib" not in DOCUMENTS[name]:  # keys lead into another file
        assert citations["resolved"] == citations["seen"]


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if "refs.bib" not in DOCUMENTS[name] and "footnotes" not in name])
def test_every_entry_is_read(name: str) -> None:
    from evlint.documents import reading

    ((path, content),) = DOCUMENTS[name].items()
    found = [(entry.reference.first_author, entry.reference.year, entry.reference.title) for entry in reading.read(path, content).references]
    assert found == [(who.split(" ")[0], str(year), title) for who, title, _, year, _ in NAMES]

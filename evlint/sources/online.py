"""From names of works to what registries say of them. One registry, or one work, that fails never keeps the rest from being learnt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from evlint.sources import crossref, handles, pubmed
from evlint.sources.answers import Absent, Found, Registered
from evlint.sources.facts import Notice, Work
from evlint.sources.fetch import Client, Unknown


@dataclass(frozen=True, slots=True)
class Registries:
    """Where to ask, and who asks. `email` and `api_key` are for NCBI; Crossref gets the client's `mailto`."""

    crossref: str = crossref.BASE
    handles: str = handles.BASE
    pubmed: str = pubmed.BASE
    email: str = ""
    api_key: str = ""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt, by the names that were asked for. A name is in exactly one of `works`, `absent`, `unknown`; its meaning is that of `facts.Facts`."""

    works: Mapping[str, Work] = field(default_factory=dict)
    told: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)  # names without a notice are left out
    notices: frozenset[str] = frozenset()
    absent: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, str] = field(default_factory=dict)


def gather(names: Collection[str], client: Client, registries: Registries) -> Learnt:
    """Ask PubMed for the names `pmid:…` and Crossref for the names `doi:…`. Where both name one work, what either says holds for both."""
    pmids = sorted(name.removeprefix("pmid:") for name in set(names) if name.startswith("pmid:"))
    found: dict[str, Found] = {}
    asked = pubmed.look_up(client, pmids, pubmed.PubMedSettings(registries.pubmed, registries.email, registries.api_key))
    found |= {f"pmid:{pmid}": answer for pmid, answer in asked.items()}
    for name in sorted(set(names) - set(found)):
        kind, _, doi = name.partition(":")
        found[name] = crossref.look_up(client, doi, registries.crossref, registries.handles) if kind == "doi" else Unknown("no registry is known for such a name")
    _join(found)
    registered = {name: answer for name, answer in found.items() if isinstance(answer, Registered)}
    return Learnt(
        works={name: answer.work for name, answer in registered.items()},
        told={name: answer.told for name, answer in registered.items() if answer.told},
        notices=frozenset(name for name, answer in registered.items() if answer.is_notice),
        absent={name: answer.registry for name, answer in found.items() if isinstance(answer, Absent)},
        unknown={name: answer.reason for name, answer in found.items() if isinstance(answer, Unknown)},
    )


def _join(found: dict[str, Found]) -> None:
    """Share what is told between the PMID and the DOI of one work, where both were asked for: the two registries together know most notices."""
    for name, one in list(found.items()):
        twin = f"doi:{one.doi}" if isinstance(one, Registered) and one.doi else ""
        other = found.get(twin)
        if not isinstance(one, Registered) or other is None or isinstance(other, Absent):
            continue
        if isinstance(other, Unknown):
            found[twin] = replace(one, work=replace(one.work, name=twin))
            continue
        if one.is_notice == other.is_notice:  # PubMed gives some notices the DOI of the paper: those two are not one work
            told = tuple(dict.fromkeys((*other.told, *one.told)))
            found[name], found[twin] = replace(one, told=told), replace(other, told=told)

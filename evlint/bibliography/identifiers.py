"""Identifiers of works as they are printed: their grammar, their checksums, and what is wrong with a malformed one.

DOI: Crossref's advice on the characters in use (blog, 2015-08-11), the loose form of old Wiley DOIs included. PMID: at most 8 digits.
ISBN: ISO 2108; ISSN: ISO 3297; ORCID: ISO 7064 MOD 11-2. Registry numbers: ClinicalTrials.gov, ISRCTN, ANZCTR, EudraCT, PROSPERO.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from evlint.patterns import pattern as lazy

Kind = Literal["doi", "pmid", "pmcid", "trial", "isbn", "issn", "orcid", "arxiv"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """`value` in its canonical form (`10.1000/xyz`, `28385404`, `NCT01234567`); `fault` says what is wrong with it, empty where nothing is."""

    kind: Kind
    value: str
    start: int
    end: int
    fault: str = ""
    form: bool = True  # whether the fault is one of form (sure); False: of a checksum


_DOI = lazy(r"10\.\s?\d{4,9}(?:\.\d{1,9}){0,4}\s?/\s?[^\s\"”<>|\\]{1,200}(?:<[^\s<>]{1,60}>[^\s<>\"]{1,60})?", re.I)
_DOI_END = lazy(
    r"(?:[.,;:'’*]|&(?:quot|gt|lt);?|\[(?:doi|arxiv|pubmed|crossref|inspire|hep|gr-qc|astro|cond|math|nucl|quant|google|pmc).*|\(?PM(?:C)?ID.*|,(?:[a-z]{2,}[-/]).*|(?:\.|;|,)?(?:URL|https?:|available|accessed|epub).*|\]\(.*|\?[\w-]{1,20}=.*|#\w.*)$",
    re.I,
)
_SICI = lazy(r"\d{4}-\d{3}[\dX]\(\d{4,8}")  # the only DOIs that hold angle brackets
_PMID = lazy(r"\bPMID\s?[:#]?\s?(\d{1,12})\b|pubmed(?:\.ncbi\.nlm\.nih\.gov|/)/?(\d{4,12})\b", re.I)
_PMCID = lazy(r"\b(?:PMCID\s?:?\s?)?(PMC\s?\d{3,9})\b", re.I)
_ARXIV = lazy(r"\b(?:arXiv\s?:\s?|arxiv\.org/(?:abs|pdf)/)(\d{4}\.\d{4,5}(?:v\d{1,2})?|[a-z-]{2,10}(?:\.[A-Z]{2})?/\d{7}(?:v\d{1,2})?)", re.I)
_TRIAL = lazy(
    r"\b(?:NCT\s?\d{8}|ISRCTN\s?\d{8}|ACTRN\s?\d{14}|(?:EudraCT\s?(?:no\.?|number|:)?\s?)?20\d\d-\d{6}-\d\d|CTRI/\d{4}/\d\d\d?/\d{6}|ChiCTR[-A-Z]{0,6}\d{8,12}|DRKS\s?\d{8}|UMIN\s?\d{9}|CRD\s?42\d{9,12}|jRCT[s\d]?\d{9,10}|NTR\s?\d{3,4}|PACTR\d{15,16}|IRCT\d{11,14}N?\d{0,3})(?![\w-])"
)
_ISBN = lazy(r"\bISBN(?:-1[03])?\s?:?\s?((?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx])(?![\dXx-])", re.I)
_ISSN = lazy(r"\bISSN\s?:?\s?(\d{4}-?\d{3}[\dXx])\b", re.I)
_ORCID = lazy(r"\b(?:orcid\.org/|ORCID\s?(?:iD)?\s?:?\s?)(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])\b", re.I)


def doi_end(text: str, start: int, end: int) -> int:
    """Where a DOI ends that was matched greedily: marks, brackets and words that are not its own are left out."""
    while end > start:
        value = text[start:end]
        if tail := _DOI_END.search(value):
            end = start + tail.start()
        elif any(value.endswith(closing) and value.count(closing) > value.count(opening) for opening, closing in ("()", "[]", "{}", "<>")):
            end -= 1
        else:
            break
    return end


def dois(text: str) -> Iterator[Identifier]:
    """Every DOI of a text, in order; a space that a line break left at the slash is taken out of the value."""
    at = text.find("10.")
    while at >= 0:
        match = _DOI.match(text, at)
        if match is None or (at and (text[at - 1].isalnum() or text[at - 1] == "_")):
            at = text.find("10.", at + 3)
            continue
        found = match[0] if _SICI.search(match[0]) else match[0].split("<")[0]
        end = doi_end(text, at, at + len(found))
        yield Identifier("doi", re.sub(r"\s", "", text[at:end]), at, end)
        at = text.find("10.", max(end, at + 3))


def isbn_fault(printed: str) -> str:
    """What is wrong with an ISBN's check digit; empty where it is right."""
    digits = re.sub(r"[\s-]", "", printed).upper()
    if len(digits) == 10:
        total = sum((10 - i) * int(digit) for i, digit in enumerate(digits[:9]))
        expected = "0123456789X"[-total % 11]
    elif len(digits) == 13 and digits.isdigit():
        expected = str(-sum((1, 3)[i % 2] * int(digit) for i, digit in enumerate(digits[:12])) % 10)
    else:
        return "an ISBN has 10 or 13 digits"
    return "" if digits[-1] == expected else f"its check digit is {digits[-1]} and should be {expected}"


def issn_fault(printed: str) -> str:
    """What is wrong with an ISSN's check digit; empty where it is right."""
    digits = printed.replace("-", "").upper()
    expected = "0123456789X"[-sum((8 - i) * int(digit) for i, digit in enumerate(digits[:7])) % 11]
    return "" if digits[-1] == expected else f"its check digit is {digits[-1]} and should be {expected}"


def orcid_fault(printed: str) -> str:
    """What is wrong with an ORCID's check digit; empty where it is right."""
    digits = printed.replace("-", "").upper()
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    expected = "0123456789X"[(12 - total % 11) % 11]
    return "" if digits[-1] == expected else f"its check digit is {digits[-1]} and should be {expected}"


# Kind, pattern, judge of its checksum, and words without one of which the pattern cannot match.
_FORMS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], str] | None, tuple[str, ...]], ...] = (
    ("pmid", _PMID, None, ("pmid", "pubmed")),
    ("pmcid", _PMCID, None, ("pmc",)),
    ("arxiv", _ARXIV, None, ("arxiv",)),
    ("isbn", _ISBN, isbn_fault, ("isbn",)),
    ("issn", _ISSN, issn_fault, ("issn",)),
    ("orcid", _ORCID, orcid_fault, ("orcid",)),
)
_REGISTRIES = ("NCT", "ISRCTN", "ACTRN", "CTRI", "ChiCTR", "DRKS", "UMIN", "CRD", "RCT", "NTR", "EudraCT", "EUDRACT", "20")


def find(text: str) -> Iterator[Identifier]:
    """Every identifier of a text that has a right form, by kind, then by place; checksums are judged."""
    yield from dois(text)
    lowered = text.lower()
    for kind, pattern, judge, words in _FORMS:
        for match in pattern.finditer(text) if any(word in lowered for word in words) else ():
            group = 1 if match[1] else 2
            value = re.sub(r"[\s-]", "", match[group]).upper() if judge else "".join(match[group].split())
            if kind == "pmid":
                fault = "" if len(value) <= 8 else "a PMID has at most 8 digits"
                yield Identifier(kind, value.lstrip("0"), match.start(group), match.end(group), fault)
            else:
                yield Identifier(kind, value, match.start(group), match.end(group), judge(match[group]) if judge else "", form=False)
    yield from trials(text)


def trials(text: str) -> Iterator[Identifier]:
    """Every registry number of a text."""
    for match in _TRIAL.finditer(text) if any(word in text for word in _REGISTRIES) else ():
        value = re.sub(r"\s|EudraCT|no\.?|number|:", "", match[0])
        yield Identifier("trial", value, match.start(), match.end())


def in_address(url: str) -> str:
    """The part of a web address that can hold an identifier: escapes read, query, fragment and the name of a page behind a DOI dropped."""
    plain = unquote(url).split("?")[0].split("#")[0]
    return _PAGE_OF.sub("", plain) if "10." in plain else plain


_PAGE_OF = lazy(r"/(?:fulltext|full|abstract|pdf|epdf|meta|html)/?$")


def name_of(kind: str, value: str) -> str:
    """The name under which a work is known everywhere: `doi:` in lower case, `pmid:` without leading zeros, `trial:` in upper case."""
    if kind == "doi":
        value = in_address(value) if "://" in value or "%" in value else value
        value = re.sub(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:\s?", "", value.strip(), flags=re.I).lower().rstrip(".,;")
    return f"{kind}:{value.upper() if kind == 'trial' else value.strip()}"

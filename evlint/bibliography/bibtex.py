"""BibTeX, by bibtexparser (extra `bib`): LaTeX letters decoded, broken and repeated entries told with their line."""

from __future__ import annotations

import logging
import re

from evlint.bibliography.files import Entry, Fault, MissingExtraError, Read, families, filled, first_year, pages, plain_doi
from evlint.bibliography.model import Reference

_KINDS = {"article": "article-journal", "book": "book", "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference", "techreport": "report", "phdthesis": "thesis"}


def read(text: str) -> Read:
    """Entries and faults of a .bib file."""
    try:
        from bibtexparser import model
        from bibtexparser.entrypoint import parse_string
        from bibtexparser.middlewares import LatexDecodingMiddleware
    except ImportError:
        raise MissingExtraError("reading .bib files needs bibtexparser: pip install 'evlint[bib]'") from None
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # faults are told as faults
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    lines = _line_starts(text)
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    entries: list[Entry] = []
    faults: list[Fault] = []
    for block in library.blocks:
        start = lines[min(block.start_line or 0, len(lines) - 1)]
        start = text.find("@", start) if text.find("@", start) >= 0 else start
        end = start + len((block.raw or "").rstrip()) or start
        if isinstance(block, model.ParsingFailedBlock):
            faults.append(Fault(start, start + len(text[start:end].split("\n", maxsplit=1)[0]), _reason(block)))
        entry = block.ignore_error_block if isinstance(block, model.ParsingFailedBlock) else block  # a repeated key still is an entry
        if isinstance(entry, model.Entry):
            values = {key.lower(): str(field.value) for key, field in entry.fields_dict.items()}
            entries.append(Entry(entry.key, _reference(text[start:end], entry.entry_type.lower(), values), start, end))
    return tuple(entries), tuple(faults)


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _reason(block: object) -> str:
    key = getattr(block, "key", "")
    if type(block).__name__ == "DuplicateBlockKeyBlock":
        return f"the key {key!r} is taken by an entry above; rename one of them"
    if type(block).__name__ == "DuplicateFieldKeyBlock":
        return f"a field is given twice in {key or 'this entry'!r}; remove one of them"
    return "this entry cannot be read as BibTeX; check its braces and commas"


def _raw_field(raw: str, name: str) -> str:
    """A field as it stands in the file: decoding LaTeX would take the % of an address for a comment."""
    match = re.search(rf"\b{name}\s?=\s?[{{\"]([^{{}}\"\n]{{1,600}})[}}\"]", raw, re.I)
    return match[1] if match else ""


def _reference(raw: str, kind: str, values: dict[str, str]) -> Reference:
    first, last = pages(values.get("pages", "").replace("--", "-"))
    whole = re.search(r"\bauthor\s?=\s?[{\"]\{([^{}]{1,200})\}[}\"]", raw, re.I)  # braces within braces keep the name of a body whole
    names = (whole[1],) if whole else families(re.split(r"\s+and\s+", values.get("author") or values.get("editor", "")))
    url = _raw_field(raw, "url") or values.get("url", "")
    known = filled(
        year=first_year(values.get("year") or values.get("date", "")),
        title=values.get("title", "").replace("{", "").replace("}", ""),
        journal=values.get("journal") or values.get("journaltitle") or values.get("booktitle"),
        volume=values.get("volume"),
        issue=values.get("number") or values.get("issue"),
        first_page=first,
        last_page=last,
        doi=plain_doi(values.get("doi") or (url if "doi.org/10." in url else "")),
        pmid=values.get("pmid") or (values.get("eprint") if values.get("eprinttype", "").lower() == "pubmed" else None),
        pmcid=values.get("pmcid"),
        isbn=values.get("isbn"),
        url=url,
        kind=_KINDS.get(kind, kind),
    )
    return Reference(raw, **known, authors=names, first_author=names[0] if names else None)  # type: ignore[arg-type]

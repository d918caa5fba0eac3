"""One entry of a reference list → its fields. A reading by anchors (identifier, year, volume:page), then what stands between them."""

from __future__ import annotations

import re
from dataclasses import replace

from evlint.documents.model import Block, Reference, ReferenceEntry
from evlint.patterns import pattern as lazy

_NUMBER = lazy(r"\s{0,12}(?:\[(\d{1,4})\]|\(?(\d{1,4})[.)]|\[\^([\w-]{1,40})\]:?)\s{1,8}")
_DOI = lazy(r"\b(10\.\d{4,9}(?:\.\d+)*\s?/\s?[^\s\"<>]{1,200})", re.I)
_DOI_TAIL = lazy(r"(?:[.,;:]|\[doi\]|URL.*|PMID.*|PMCID.*|https?:.*)$", re.I)
_PMID = lazy(r"\bPMID\s?:?\s?(\d{4,8})\b|pubmed(?:\.ncbi\.nlm\.nih\.gov|/)/?(\d{4,8})\b", re.I)
_YEAR = lazy(r"(?<![\d/.–-])((?:18|19|20)\d\d)[a-z]?(?![\d/])")
_YEAR_STRONG = (
    lazy(r"\(\s?((?:18|19|20)\d\d)[a-z]?(?:,\s[A-Z][a-z]{2,8}\.?(?:\s\d{1,2})?)?\s?\)"),
    lazy(r"(?<!\d)((?:18|19|20)\d\d)[a-z]?(?:\s[A-Z][a-z]{2,8}(?:[-–/][A-Z][a-z]{2})?\.?(?:\s\d{1,2}(?:[-–]\d{1,2})?)?)?\s?;"),
    lazy(r"[.,]\s((?:18|19|20)\d\d)[a-z]?[.,:;](?!\d)"),
)
_VOLUME_PAGE = (
    lazy(
        r"(?:;|,\s|\s|:\s?|:)(?:Vol(?:ume|\.)?\s?)?(?P<v>[A-Z]?\d{1,4}[A-Z]?)\s?(?:\((?P<i>[^()]{1,24})\)|,\s?(?:no|issue|nr)\.?\s?\d{1,3}|/\d{1,2})?\s?[:,]\s?(?:pp?\.?\s?)?(?P<p>[A-Za-z]{0,4}\d{1,9}[A-Za-z]?)\s?(?:[-–—−]\s?[A-Za-z]?\d{1,6})?(?!\w)"
    ),
    lazy(r"\b(?:Vol(?:ume|\.)?)\s?(?P<v>\d{1,4})\b.{0,40}?\bpp?\.?\s?(?P<p>[A-Za-z]?\d{1,6})"),
    lazy(r"(?P<v>\b\d{1,4})\s?\((?P<i>[^()]{1,24})\)"),
)
_PAGES = lazy(r"\bpp?\.?\s?([A-Za-z]?\d{1,6})\s?[-–—]|\bpages?\s([A-Za-z]?\d{1,6})", re.I)
_INITIALS = r"(?:[A-ZÀ-Þ]\.?[\s-]?){1,4}"
_PARTICLE = r"(?:(?:[Vv]an|[Vv]on|[Dd]e[lr]?|[Dd]i|[Dd]a|[Dd]os|[Ll]a|[Ll]e|[Ee]l|[Tt]er|[Tt]en|[Dd]en|[Ss]t\.?|[Aa]l|[Bb]in)[\s-]){0,3}"
_SURNAME = rf"{_PARTICLE}[A-ZÀ-Þ][\w’'‘`ʼ-]{{0,30}}(?:[\s-][A-ZÀ-Þ][a-zà-ÿ][\w’'-]{{1,30}}){{0,2}}"
_FAMILY_FIRST = lazy(rf"(?P<n>{_SURNAME})\d?,?\s{_INITIALS}(?=[\s,;.:&(]|$)")
_GIVEN_FIRST = lazy(rf"(?:{_INITIALS}|(?:[A-ZÀ-Þ][a-zà-ÿ]{{1,15}}\.?\s(?:[A-ZÀ-Þ]\.?\s){{0,2}}))(?P<n>{_SURNAME})(?=[,;.:&(]|\sand\s|\set\sal|\s\()")
_FAMILY_COMMA = lazy(rf"(?P<n>{_SURNAME}),\s[A-ZÀ-Þ][a-zà-ÿ]")
_AUTHORS_END = lazy(
    r"(?:,?\s?(?:et\sal\.?|and\sothers),?\s?[:.]?\s?)|(?<=[A-Z]\d)\.\s|(?<=\b[A-Z])\.:?\s(?=[A-ZÀ-Þ“\"‘'\[(¿][a-zA-Z\d\-]*(?:\s|[,:-]))|(?<=\b[A-Z][A-Z])[.:]\s|(?<=\b[A-Z][A-Z][A-Z])[.:]\s|(?<=[a-z]{2})\.\s(?=[A-Z\"“])|\(eds?\.?\)[.,]?\s|:\s(?=[A-Z])"
)
_SENTENCE_END = lazy(r"[.?!][”\"’']?\s(?=[A-Z\[(\d“\"]|in\s)|[”\"],?\s|\.$")
_LEADING_YEAR = lazy(r"\s?\(?(?:18|19|20)\d\d[a-z]?(?:,\s[A-Z][a-z]{2,8}(?:\s\d{1,2})?)?\)?[.,:]?\s{0,3}")


def parse_reference(raw: str) -> Reference:
    """Fields of one reference as printed: `year`, `first_author` (family name), `title`, `journal`, `volume`, `first_page`, `doi`, `pmid`.

    A field that the text does not show is None; no field is guessed from outside the text. Never raises.
    """
    text = " ".join(raw.split())
    number = _NUMBER.match(text)
    body = text[number.end() :] if number else text
    doi, pmid = _doi(body), _pmid(body)
    plain = _without_identifiers(body)
    year = _year(plain)
    volume, page, anchor = _volume_page(plain, year)
    title, journal = _title_journal(plain, anchor)
    return Reference(text, year, _first_author(plain), title, journal, volume, page, doi, pmid)


def _doi(text: str) -> str | None:
    match = _DOI.search(text)
    if match is None:
        return None
    value = re.sub(r"\s", "", match[1])
    while tail := _DOI_TAIL.search(value):
        value = value[: tail.start()]
    for opening, closing in ("()", "[]", "{}"):
        while value.endswith(closing) and value.count(closing) > value.count(opening):
            value = value[:-1].rstrip(".,;:")
    return value


def _pmid(text: str) -> str | None:
    match = _PMID.search(text)
    return (match[1] or match[2]) if match else None


def _without_identifiers(text: str) -> str:
    text = re.sub(r"(?:https?://)?(?:dx\.)?doi(?:\.org/|:)?\s?:?\s?10\.\S+|https?://\S+|\bPMC?ID\s?:?\s?\w+", " ", text, flags=re.I)
    return " ".join(_DOI.sub(" ", text).split())


def _year(text: str) -> str | None:
    for pattern in _YEAR_STRONG:
        if match := pattern.search(text):
            return match[1]
    years = [match[1] for match in _YEAR.finditer(text)]
    return years[-1] if years else None


def _volume_page(text: str, year: str | None) -> tuple[str | None, str | None, int]:
    """(volume, first page, where they begin). The year is never taken for a volume."""
    for pattern in _VOLUME_PAGE:
        for match in pattern.finditer(text):
            if match["v"] != year:
                page = match.groupdict().get("p")
                if page is None and (loose := _PAGES.search(text)):
                    page = loose[1] or loose[2]
                return match["v"], page, match.start()
    loose = _PAGES.search(text)
    return None, (loose[1] or loose[2]) if loose else None, loose.start() if loose else len(text)


def _first_author(text: str) -> str | None:
    for pattern in (_FAMILY_FIRST, _FAMILY_COMMA, _GIVEN_FIRST):
        if match := pattern.match(text):
            return re.sub(r"\d$", "", match["n"])
    match = re.match(rf"({_SURNAME})\b", text)
    return match[1] if match else None


def _title_journal(text: str, anchor: int) -> tuple[str | None, str | None]:
    """Title: the sentence after the authors (and a year put there). Journal: from there to the volume, without a year."""
    ending = _AUTHORS_END.search(text)
    start = ending.end() if ending and ending.end() < anchor else 0
    if match := _LEADING_YEAR.match(text, start):
        start = match.end()
    rest = text[start:]
    stop = _SENTENCE_END.search(rest)
    title = (rest[: stop.start() + (rest[stop.start()] in "?!")] if stop else rest).strip(" .,;:“”\"'‘’[]")
    if stop is None:
        return title or None, None
    between = text[start + stop.end() : max(anchor, start + stop.end())]
    journal = re.split(r"[,.;:(]?\s?\(?(?:18|19|20)\d\d\b|;|\s\d{1,4}\s?[(:,]|,\s(?:vol|no|pp)\b", between, maxsplit=1)[0].strip(" .,;:“”\"'()")
    return title or None, re.sub(r"^[Ii]n:?\s", "", journal) or None


_FEW = 3


def find_unheaded(prose: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks with a reference list that no heading announces: the last run of three or more numbered items that read like references."""
    if any(block.kind == "reference" for block in blocks):
        return blocks
    end = len(blocks)
    while end and blocks[end - 1].kind in ("furniture", "code"):
        end -= 1
    start = end
    while start and blocks[start - 1].kind == "list-item" and any(c.isdigit() for c in blocks[start - 1].label) and _reads_like_reference(prose, blocks[start - 1]):
        start -= 1
    if end - start < _FEW:
        return blocks
    return (*blocks[:start], *(replace(block, kind="reference") for block in blocks[start:end]), *blocks[end:])


def _reads_like_reference(prose: str, block: Block) -> bool:
    text = prose[block.start : block.end]
    return _YEAR.search(text) is not None and text.count(". ") + text.endswith(".") >= 3


_NEXT_ENTRY = lazy(r"\n(?=\s{0,3}(?:\[\d{1,4}\]|\d{1,4}[.)])\s)")


def split_entries(prose: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Reference blocks that hold several numbered entries on lines of their own, cut into one block an entry."""
    out: list[Block] = []
    for block in blocks:
        cuts = [match.end() for match in _NEXT_ENTRY.finditer(prose, block.start, block.end)] if block.kind == "reference" else []
        for start, end in zip([block.start, *cuts], [*cuts, block.end], strict=True):
            out.append(replace(block, start=start, end=start + len(prose[start:end].rstrip())) if cuts else block)
    return tuple(out)


def entries(prose: str, blocks: tuple[Block, ...]) -> tuple[ReferenceEntry, ...]:
    """The reference list of a document, in order."""
    out = []
    for block in blocks:
        if block.kind == "reference":
            raw = prose[block.start : block.end]
            number = _NUMBER.match(raw)
            printed = (number[1] or number[2] or number[3]) if number else re.sub(r"[^\w-]", "", block.label)
            out.append(ReferenceEntry(parse_reference(raw), printed, block.start, block.end))
    return tuple(out)

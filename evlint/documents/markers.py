"""In-text citation markers, found before any number is read, so that no later step takes them for quantities.

Styles: `[1]`, `[1–3,7]`, `(1, 2)`, `¹,²`, `^1,2^`, `word.3 Next`, a bare trailing ` 1, 2`, `(Smith et al., 2019)`,
`Smith 2018 [2]`, `[^1]`, `[@key]`. A bracketed number that is part of a statistic is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from evlint.documents.model import Block, Marker, MarkerStyle
from evlint.documents.sentences import plain_blanks
from evlint.patterns import pattern as lazy

_DASH = "[-‐‑–—−]"
_LIST = rf"\d{{1,4}}(?:\s?(?:[,;]|{_DASH}|and|&)\s?\d{{1,4}}){{0,30}}"
_BRACKET = lazy(rf"\[(?<![{{_^\\/].)(?:refs?\.?\s)?({_LIST})\](?!\w)")
_PARENTHESIS = lazy(rf"(?<=[A-Za-z,)\]\"”’])\s?\(({_LIST})\)(?=\s?[.,;:]|\s*$)", re.M)
_UNICODE_SUPERSCRIPT = lazy(r"[¹²³⁰⁴-⁹](?:(?<=[A-Za-z.,;:)\]”’\"].)|(?<=[A-Za-z]{2}\s.))[¹²³⁰⁴-⁹]{0,2}(?:[,⁻˒– ]{1,2}[¹²³⁰⁴-⁹]{1,3}){0,20}")
_CARETS = lazy(rf"\^(?:(?<=[A-Za-z.,;:)\]”’\"].)|(?<=[A-Za-z.,;:)\]”’\"]\s.))({_LIST})\^(?![\w/])")
_GLUED = lazy(rf"(\d(?<=[a-z)\]”’][.,].)\d{{0,2}}(?:(?:,|{_DASH})\d{{1,3}}){{0,20}})(?=\s+[A-Z]|\s*$)", re.M)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_NAME = rf"(?!(?:(?:{_MONTHS})[a-z]{{0,6}}|Week|Day|Month|Year|Table|Figure|Version|Phase|Since|In|From|Until|Spring|Summer|Autumn|Winter|Edition|Update|Guideline)\b)(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]i|[Ll]a|[Ll]e)\s){{0,3}}[A-ZÀ-ÞĀ-ŽȘȚ][\w’'-]{{1,30}}"
_NAMES = rf"{_NAME}(?:,?\s(?:et\sal\.?|(?:and|&)\s{_NAME})|,\s{_NAME}){{0,6}}"
_YEARED = rf"{_NAMES},?\s(?:19|20)\d\d[a-z]?(?:,\s(?:19|20)\d\d[a-z]?){{0,4}}"
_AUTHOR_YEAR = lazy(rf"\((?:(?:see|e\.g\.,?|cf\.)\s)?({_YEARED}(?:[;,]\s{_YEARED}){{0,20}})\)")
_SEVERAL = rf"{_NAME}(?:,?\set\sal\.?|(?:,\s{_NAME}){{0,4}},?\s(?:and|&)\s{_NAME})"
_YEAR_ALONE = lazy(r"\(((?:19|20)\d\d[a-z]?)\)")
_NARRATIVE = lazy(rf"\b((?:{_SEVERAL}|{_NAME})(?:[’']s)?)\s$")
_LONGEST_NARRATIVE = 300
_FOOTNOTE = lazy(r"\[\^([\w-]{1,40})\](?!:)")
_KEY = lazy(r"\[(?:[^\[\]\n]{0,60}\s)?-?@[\w:./-]{1,80}[^\[\]\n]{0,200}\]")
_KEY_NAME = lazy(r"@([\w:./-]{0,79}\w)")
_BARE = lazy(r"(?<=[A-Za-z.)\]%”’])\s(\d{1,3}(?:,\s?\d{1,3}){0,9})(?=[.;]?\s*$|\.\s+[A-Z]|\s+[A-Z][a-z])")
_BARE_INNER = lazy(
    r"\b(?:trial|study|review|analysis|guideline|report)\s(\d{1,3}(?:,\s?\d{1,3}){0,9})(?=\s(?:showed|found|reported|demonstrated|concluded|suggested|did|was|were|had|has|also|shows|suggests|recommends)\b)"
)

# Patterns above and below begin with what they are about and look back from there: so the engine may leap to the next candidate.
# What stands before a bracket that is a statistic, not a citation; a list or range also after any quantity.
_STATISTIC_BEFORE = lazy(
    r"(?:[χΧxX]\s?[2²]|[χΧ]|\b(?:IQR|range|median|mean|CI|interval|SD|SE|df|OR|RR|HR|MD|SMD|[tFrzQpPnN]|Q_?(?:[TMWBEwb]|within|between|total)|(?i:scales?|items?|scores?|pages?|pp|ages?|aged|NRS|VAS))|[=±<>≤≥])[,:;]?\s{0,2}$"
)
_TESTED_BEFORE = lazy(r"(?:\b[tFzQHUWZ]|[χΧ]\s?[2²]?)\s?(?:\([^()]{1,12}\)\s?)?[=<>]\s?[-−–]?\d{1,4}[.,·]\d{1,4}\s?$")  # `F = 0.92 [1]`: degrees of freedom
# `4 days [2–7]`, `12.1 g/dl [10-14]`: a range that holds the quantity before it is its spread.
_MEASURED_BEFORE = lazy(r"(?<![\w.,])(\d{1,5}(?:[.,·]\d{1,4})?)\s?(?:[^\W\d_]{1,12}(?:/[^\W\d_]{1,8})?[²³]?|%|°C|µ\w{1,4})?(?:\s(?:per|old|of age|a)\s?\w{0,8})?[,:]?\s{0,2}$")
_QUANTITY_BEFORE = lazy(r"(?:%|(?<!19\d)(?<!20\d)\d)[,:;]?\s{0,2}$")
# "median [IQR] age, 66 [60-72]" and "5 [4] years": the brackets that follow hold spreads.
_NAMED_BRACKET = lazy(r"\[(?:IQR|SD|SE|SEM|interquartile range|range|standard deviation|(?:95\s?%\s?)?CI)\](?![^.]{0,160}\.\s[A-Z])", re.I)
_URL_BEFORE = lazy(r"\w://\S*$")
_UNIT_AFTER = lazy(r"\s?(?:years?|months?|weeks?|days?|hours?|mg|kg|g|ml|mm|cm|points?|%)")
_COUNTED_BEFORE = lazy(
    r"\b(?:table|figure|fig|week|weeks|day|days|month|months|year|years|hour|hours|phase|type|level|grade|stage|grades|stages|class|group|step|visit|cycle|day|part|parts|chapter|section|item|items|recommendation|paragraph|para|article|rule|room|ward|building|extension|level|phone|p|pp|art|"
    r"aged?|of|to|than|from|and|or|by|in|at|over|under|about|within|vitamin|covid|question|arm|arms|dose|line|season|category|appendix|box|"
    r"between|with|the|a|all|no|for|nearly|approximately|almost|only|every|least|most|january|february|march|april|may|june|july|august|september|october|november|december)$|\b(?:fig|no|vol|ca|approx)\.$",
    re.I,
)
_MAX_SPAN = 60
_LONGEST_BYLINE, _MANY = 1500, 100_000
_PROSE_WORD = lazy(r"\b(?!(?:and|the|von|van|der|den|für|del|dos|for|of|with|on behalf)\b)[a-z]{3,}\b")
_NUMBERS = lazy(_LIST)


def numbers(printed: str) -> tuple[str, ...]:
    """Entry numbers of a printed list, ranges spelled out: `1–3,7` → 1 2 3 7. A range that runs backwards keeps its ends."""
    out: list[str] = []
    for part in re.split(r"[,;&]|and", printed):
        ends = re.findall(r"\d+", part)
        if len(ends) == 2 and 0 < int(ends[1]) - int(ends[0]) <= _MAX_SPAN:
            out += map(str, range(int(ends[0]), int(ends[1]) + 1))
        else:
            out += ends
    return tuple(out)


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")


def find(prose: str, blocks: tuple[Block, ...]) -> tuple[Marker, ...]:
    """Every citation marker of the prose blocks, in order, without overlaps."""
    spans = [(block.start, block.end) for block in blocks if block.kind not in ("code", "front-matter", "reference", "furniture")]
    cells = {span for block in blocks for span in block.cells}
    found: list[Marker] = []
    for start, end in spans:
        found += _marked(prose, start, end)
    if not any(marker.style in ("bracket", "superscript", "footnote") for marker in found):
        found += _bare(prose, [(block.start, block.end) for block in blocks if block.kind in ("paragraph", "list-item", "quotation")])
    found = _without_bylines(prose, spans, found)
    found = [marker for marker in found if (marker.start, marker.end) not in cells]  # a cell that is one bracket holds a range
    found.sort(key=lambda marker: (marker.start, -marker.end))
    kept: list[Marker] = []
    for marker in found:
        if not kept or marker.start >= kept[-1].end:
            kept.append(marker)
    return tuple(kept)


def _without_bylines(prose: str, spans: list[tuple[int, int]], found: list[Marker]) -> list[Marker]:
    """Markers without the raised numbers of authors and of their institutes: blocks of names, and lines that begin with such a number."""
    raised = [marker for marker in found if marker.style == "superscript"]
    if not raised:
        return found
    names = [(start, end) for start, end in spans if end - start < _LONGEST_BYLINE and not _PROSE_WORD.search(prose, start, end)]
    out = {marker for start, end in names for marker in raised if start <= marker.start < end} if len(names) * len(raised) < _MANY else set()
    out |= {marker for marker in raised if prose[max(0, marker.start - 1) : marker.start] in ("", "\n")}
    return [marker for marker in found if marker not in out]


def with_marked(prose: str, found: tuple[Marker, ...], spans: Iterable[tuple[int, int]]) -> tuple[Marker, ...]:
    """Markers, and those numbers that the mark-up of a format says to be citations, wherever they stand."""
    taken = {at for marker in found for at in range(marker.start, marker.end)}
    more = []
    for start, end in spans:
        printed = prose[start:end].translate(_SUPERSCRIPTS).strip("[]() ")
        if taken.isdisjoint(range(start, end)) and _NUMBERS.fullmatch(printed):
            more.append(Marker(start, end, "superscript", numbers(printed)))
    return tuple(sorted((*found, *more), key=lambda marker: marker.start)) if more else found


def _marked(prose: str, start: int, end: int) -> Iterator[Marker]:
    """Markers that carry a mark of their own."""
    if prose.find("[", start, end) >= 0:
        for match in _FOOTNOTE.finditer(prose, start, end):
            yield Marker(match.start(), match.end(), "footnote", (match[1],))
        for match in _KEY.finditer(prose, start, end):
            yield Marker(match.start(), match.end(), "key", tuple(_KEY_NAME.findall(match[0])))
        for match in _BRACKET.finditer(prose, start, end):
            if not _is_statistic(prose, match.start(), match[1]) and not _NAMED_PART.search(prose, max(0, match.start() - 18), match.start()) and not _CODE.search(match[1]):
                yield Marker(match.start(), match.end(), "bracket", _between(prose, match) + numbers(match[1]))
    if prose.find("(", start, end) >= 0:
        for match in _AUTHOR_YEAR.finditer(prose, start, end):
            yield Marker(match.start(), match.end(), "author-year", tuple(part.strip() for part in match[1].split(";")))
        yield from _narrative(prose, start, end)
    for pattern, style in _PLAIN:
        for match in pattern.finditer(prose, start, end):
            digits = match[0].translate(_SUPERSCRIPTS).strip("^ ")
            if not _is_unit(prose, match) and not digits.startswith("0"):
                yield Marker(match.start(), match.end(), style, numbers(digits.replace(" ", ",")))


def _narrative(prose: str, start: int, end: int) -> Iterator[Marker]:
    """`Smith and Jones (2019)`: years alone in brackets, with the names before them."""
    done = start
    for year in _YEAR_ALONE.finditer(prose, start, end):
        if names := _NARRATIVE.search(prose, max(done, year.start() - _LONGEST_NARRATIVE), year.start()):
            yield Marker(names.start(), year.end(), "author-year", (f"{names[1]} {year[1]}",))
            done = year.end()


_NAMED_PART = lazy(r"\b(?:recommendations?|paragraphs?|para|articles?|rooms?|wards?|UKSC \d{1,3} at|at para)\s$", re.I)
_CODE = lazy(rf"\d\s?{_DASH}\s?\d{{1,4}}\s?{_DASH}")  # `45-11-0005`: the number of a protocol
_RANGE_BEFORE = lazy(rf"\[(?:[^\[\]]{{0,60}}[,;\s])?(\d{{1,4}})\]\s?{_DASH}\s?$")


def _between(prose: str, match: re.Match[str]) -> tuple[str, ...]:
    """The numbers that `[1]–[3]` leaves out."""
    before = _RANGE_BEFORE.search(prose, max(0, match.start() - 70), match.start())
    first, last = (int(before[1]), int(numbers(match[1])[0])) if before else (0, 0)
    return tuple(map(str, range(first + 1, last))) if 0 < last - first <= _MAX_SPAN else ()


_PLAIN: tuple[tuple[re.Pattern[str], MarkerStyle], ...] = ((_UNICODE_SUPERSCRIPT, "superscript"), (_CARETS, "superscript"), (_GLUED, "superscript"))
_UNIT_BEFORE = lazy(r"(?:\b(?:[kcmdµμn]?m|kg/m|ft|in|R|I|[tTrηχΧτεω]|[Tt]au|[Ee]ta|[Cc]hi)|[ηχΧτεωσ])$")


def _is_unit(prose: str, match: re.Match[str]) -> bool:
    """m², I², χ², η², and decimals such as `was.50`."""
    return _UNIT_BEFORE.search(prose, max(0, match.start() - 6), match.start()) is not None


def _is_statistic(prose: str, start: int, inside: str) -> bool:
    """Whether a bracket of whole numbers belongs to a statistic: `Χ2 [3]`, `median 45 [32-91]`, `n = 40 [20]`."""
    before = prose[max(0, start - 24) : start]
    ends = [int(number) for number in re.findall(r"\d{1,4}", inside)]
    if "0" in [number.lstrip("0") or "0" for number in re.findall(r"\d+", inside)] or _URL_BEFORE.search(prose, max(0, start - 200), start):
        return True
    if _NAMED_BRACKET.search(prose, max(0, start - 160), start) or (before[-2:-1].isdigit() and _UNIT_AFTER.match(prose, start + len(inside) + 2)):
        return True
    measured = _MEASURED_BEFORE.search(prose, max(0, start - 40), start) if len(ends) == 2 else None
    if measured and ends[0] <= float(measured[1].replace(",", ".").replace("·", ".")) <= ends[1]:
        return True
    if _TESTED_BEFORE.search(before) or _STATISTIC_BEFORE.search(before) or (len(ends) > 1 and _QUANTITY_BEFORE.search(before)):
        return True
    return max(ends) > 999 or (len(ends) == 2 and ends[1] - ends[0] > _MAX_SPAN)


def _bare(prose: str, spans: list[tuple[int, int]]) -> list[Marker]:
    """Bare trailing numbers, in a document where at least three blocks end in one (and inside parentheses where they do so)."""
    trailing: list[Marker] = []
    at_end = 0
    for start, end in spans:
        for match in _BARE.finditer(prose, start, end):
            if _COUNTED_BEFORE.search(prose[max(start, match.start() - 16) : match.start()]):
                continue
            trailing.append(Marker(match.start(1), match.end(1), "bare", numbers(match[1])))
            at_end += not prose[match.end() : end].strip(" .;\r\n")
    highest = max((int(key) for marker in trailing for key in marker.keys), default=0)
    if at_end >= 3 and highest <= 4 * len(trailing) + 10:
        inner = [
            Marker(match.start(1), match.end(1), "bare", numbers(match[1]))
            for start, end in spans
            for match in _BARE_INNER.finditer(prose, start, end)
            if all(int(key) <= highest for key in numbers(match[1]))
        ]
        return trailing + inner
    return [Marker(match.start(), match.end(), "parenthesis", numbers(match[1])) for match in _parentheses(prose, spans)]


def _parentheses(prose: str, spans: list[tuple[int, int]]) -> list[re.Match[str]]:
    """`(1, 2)` as a citation style: only where a document does it three times and never opens a list with `(1) `."""
    found = [match for start, end in spans for match in _PARENTHESIS.finditer(prose, start, end) if _may_cite(prose, match)]
    firsts = list(dict.fromkeys(int(number) for match in found for number in numbers(match[1])))
    falls = sum(second < first for first, second in pairwise(firsts))
    return found if len(found) >= 3 and falls <= len(firsts) // 6 else []  # counts in brackets come in any order


def _may_cite(prose: str, match: re.Match[str]) -> bool:
    """Not a power of a unit (`m(2)`), a list mark (`to (1). observe`) or a count far beyond any list."""
    before = prose[max(0, match.start() - 16) : match.start()]
    if _COUNTED_BEFORE.search(before) or _UNIT_BEFORE.search(before) or _LIST_GOES_ON.match(prose, match.end()):
        return False
    return not _is_statistic(prose, match.start(), match[1]) and max(int(number) for number in numbers(match[1])) < 400


_LIST_GOES_ON = lazy(r"[.:]\s[a-z]")


def blank(prose: str, markers: tuple[Marker, ...]) -> str:
    """`prose` with every marker replaced by blanks, and blanks of other kinds by plain ones; offsets stay.

    Author-year markers stay too: they hold no quantity but a year.
    """
    prose = plain_blanks(prose)
    numbered = [marker for marker in markers if marker.style != "author-year"]
    if not numbered:
        return prose
    pieces: list[str] = []
    at = 0
    for marker in numbered:
        pieces += (prose[at : marker.start], " " * (marker.end - marker.start))
        at = marker.end
    return "".join((*pieces, prose[at:]))

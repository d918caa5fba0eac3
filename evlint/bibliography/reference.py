"""One printed reference → its fields: identifiers by their grammar, names by their forms, title and journal by the tagger."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from evlint.bibliography import identifiers, tagger
from evlint.bibliography.model import Reference
from evlint.bibliography.names import BODY
from evlint.patterns import pattern as lazy

NUMBER = lazy(r"\s{0,12}(?:\[(\d{1,4})\]|\(?(\d{1,4})[.)]|\[\^([\w-]{1,40})\]:?)\s{1,8}")
YEAR = lazy(r"(?<![\d/.–-])((?:18|19|20)\d\d)[a-z]?(?![\d/])")
_YEAR_STRONG = (
    lazy(r"\(\s?((?:18|19|20)\d\d)[a-z]?(?:,\s[A-Z][a-z]{2,8}\.?(?:\s\d{1,2})?)?\s?\)"),
    lazy(r"(?<!\d)((?:18|19|20)\d\d)[a-z]?(?:\s[A-Z][a-z]{2,8}(?:[-–/][A-Z][a-z]{2})?\.?(?:\s\d{1,2}(?:[-–]\d{1,2})?)?)?\s?;"),
    lazy(r"[.,]\s((?:18|19|20)\d\d)[a-z]?[.,:;](?!\d)"),
)
_VOLUME_PAGE = (
    lazy(
        r"(?:;|,\s?|\s|:\s?|\b)(?:Vol(?:ume|\.)?\s?|v\.\s?)?(?P<v>[A-Z]?\d{1,4}(?:-?[A-Z])?)\s?(?:\((?P<i>[^()]{1,24})\)|,\s?(?:[Nn]o|issue|nr|n)\.?\s?-?(?P<j>\d{1,3})|/\d{1,2}|\sSuppl(?:ement)?\.?\s?\d{0,2})?\s?(?:\(\s?(?:18|19|20)\d\d\s?\)\s?)?[:,]\s?(?:pp?\.?\s?)?(?P<p>[A-Za-z]{0,4}\d{1,9}(?:\.e\d{1,3}|[A-Za-z])?)\s?(?:[-–—‐−]\s?(?P<q>[A-Za-z]?\d{1,6}))?(?!\w)"
    ),
    lazy(r"(?<![\d.])(?P<v>\d{1,4})\s(?P<p>[A-Za-z]?\d{1,6})\s?[-–—‐#−]\s?(?P<q>[A-Za-z]?\d{1,6})(?!\w)"),
    lazy(r"\b(?:Vol(?:ume|\.)?|v\.)\s?(?P<v>\d{1,4})\b.{0,40}?\bpp?\.?\s?(?P<p>[A-Za-z]?\d{1,6})"),
    lazy(r"(?P<v>\b[A-Z]?\d{1,4})\s?\((?P<i>[^()]{1,24})\)"),
)
_PAGES = lazy(r"\bpp?\.?\s?([A-Za-z]?\d{1,6})\s?[-–—‐#]|\bpages?\s([A-Za-z]?\d{1,6})", re.I)
_CLIPPED_RANGE = lazy(r"\b\d{1,3}\s(\d{1,6})\s?[-–—‐]\s?\d{1,6}")
_INITIALS = r"(?:[A-ZÀ-ÞĀ-ŽȘȚ]\.?[\s‐-]?){1,4}"
_PARTICLE = r"(?:(?:[Vv]an|[Vv]on|[Dd]e[lr]?|[Dd]i|[Dd]a|[Dd]os|[Ll]a|[Ll]e|[Ee]l|[Tt]er|[Tt]en|[Dd]en|[Ss]t\.?|[Aa]l|[Bb]in|in\s[’'‘`]t)[\s‐-]){0,3}"
_SURNAME = rf"{_PARTICLE}[A-ZÀ-ÞĀ-ŽȘȚ][\w’'‘`ʼ-]{{0,30}}(?:[\s‐-](?:[A-ZÀ-ÞĀ-ŽȘȚ][a-zà-ÿā-žșț]|in\s?[’'‘`]t\s[A-Z])[\w’'-]{{1,30}}){{0,2}}"
_FAMILY_FIRST = lazy(rf"(?P<n>{_SURNAME})\d?,?\s{_INITIALS}(?=[\s,;.:&(]|$)")
_GIVEN_FIRST = lazy(rf"(?:{_INITIALS}|(?:[A-ZÀ-ÞĀ-ŽȘȚ][a-zà-ÿā-žșț]{{1,15}}\.?\s(?:[A-ZÀ-ÞĀ-ŽȘȚ]\.?\s){{0,2}}))(?P<n>{_SURNAME})(?=[,;.:&(]|\sand\s|\set\sal|\s\()")
_FAMILY_COMMA = lazy(rf"(?P<n>{_SURNAME}),\s[A-ZÀ-ÞĀ-ŽȘȚ][a-zà-ÿā-žșț]")
_WHOLE_BODY = lazy(r"(?P<n>(?:U\.\s?S\.\s)?[A-ZÀ-Þ][\w’'&-]*(?:,?\s(?:[A-ZÀ-Þ(][\w’'&()-]*|of|for|and|the|in|on|de|du|des)){1,11})(?:\s\(\w{2,8}\))?(?=\.\s|\s\((?:19|20)\d\d|,\s(?:19|20)\d\d)")
_SENTENCE = lazy(r"[\s.,():\d]{0,12}(?P<t>[^\W\d_][^.?!]{2,300}[?!]?)")
_BETWEEN_NAMES = lazy(r"(?:\s?[,;&]\s?|\s(?:and|et|und)\s|\.\s?,\s){1,3}")
_URL = lazy(r"https?://[^\s<>\"]{4,400}[^\s<>\".,;)\]]")
_NO_TITLE = lazy(r"[\W\d_]*")
_ALONE = lazy(rf"{_SURNAME}\b")
_STOP = lazy(r"\.?\s?")


def parse_reference(raw: str, links: Iterable[str] = ()) -> Reference:
    """Fields of one reference as printed. A field that the text does not show is None; none is guessed from outside the text. Never raises.

    `links`: addresses to which the entry is linked; where it prints no DOI or PMID, one that they hold counts.
    """
    reference = _printed(raw)
    found = {one.kind: one.value for link in links for one in identifiers.find(identifiers.in_address(link))}
    return replace(reference, doi=reference.doi or found.get("doi"), pmid=reference.pmid or found.get("pmid")) if found else reference


def _printed(raw: str) -> Reference:
    text, places = _squeezed(raw)
    number = NUMBER.match(text)
    start = number.end() if number else 0
    found: dict[str, tuple[str, int, int]] = {}
    for name, value, low, high in _identified(text, start):
        found.setdefault(name, (value, low, high))
    registry = tuple(dict.fromkeys(one.value for one in identifiers.trials(text)))
    plain = _without_identifiers(text, start)
    _add(found, "year", _year(plain))
    _title_journal(found, plain, start)
    _volume_pages(found, plain)
    _journal_between(found, plain)
    authors = _authors(plain, start, found)
    spans = {name: (places[low], places[high - 1] + 1) for name, (_, low, high) in found.items()}
    values: dict[str, Any] = {name: value for name, (value, _, _) in found.items()}
    return Reference(raw, **values, authors=authors, registry=registry, spans=spans)


def _squeezed(raw: str) -> tuple[str, list[int]]:
    """The text with every run of white space as one blank, and the place of each of its characters in `raw`."""
    letters: list[str] = []
    places: list[int] = []
    for match in re.finditer(r"\S+", raw):
        if letters:
            letters.append(" ")
            places.append(match.start() - 1)
        letters.append(match[0])
        places += range(match.start(), match.end())
    return "".join(letters), places


def _add(found: dict[str, tuple[str, int, int]], name: str, match: tuple[str, int, int] | None) -> None:
    if match is not None and match[0]:
        found[name] = match


def _identified(text: str, start: int) -> list[tuple[str, str, int, int]]:
    out: list[tuple[str, str, int, int]] = [(one.kind, one.value, one.start, one.end) for one in identifiers.find(text) if one.kind in ("doi", "pmid", "pmcid", "isbn") and one.start >= start]
    out += [("url", match[0], match.start(), match.end()) for match in _URL.finditer(text) if "doi.org/" not in match[0]]
    return out


_IDENTIFIER = lazy(r"(?:https?://)?(?:dx\.)?doi(?:\.org/|:|>)?\s?:?\s?10\.\S+|https?://\S+|\bPMC?ID\s?:?\s?\w+", re.I)


def _without_identifiers(text: str, start: int) -> str:
    """The text with the number before it and all identifiers blanked: same length, so that places stay."""
    blanked = _IDENTIFIER.sub(lambda match: " " * len(match[0]), text)
    for one in identifiers.dois(blanked):
        blanked = blanked[: one.start] + " " * (one.end - one.start) + blanked[one.end :]
    return " " * start + blanked[start:]


def _year(text: str) -> tuple[str, int, int] | None:
    for pattern in _YEAR_STRONG:
        if match := pattern.search(text):
            return match[1], match.start(1), match.end(1)
    years = [(match[1], match.start(1), match.end(1)) for match in YEAR.finditer(text)]
    return years[-1] if years else None


def _title_journal(found: dict[str, tuple[str, int, int]], text: str, start: int) -> None:
    tagged = [(low + start, high + start, part) for low, high, _, part in tagger.tag(text[start:])]
    for part in ("title", "journal", "volume"):
        span = longest_run(tagged, part)
        if span is not None:
            low, high = _trimmed(text, *_unbroken(text, *span), part)
            if not _NO_TITLE.fullmatch(text, low, high) or part == "volume":
                found[part] = (text[low:high], low, high)


def longest_run(tagged: list[tuple[int, int, str]], part: str) -> tuple[int, int] | None:
    """The longest run of tokens of one part; one token of another part does not end it."""
    runs: list[list[int]] = []
    last = -9
    for i, (_, _, name) in enumerate(tagged):
        if name == part:
            if i - last > 2:
                runs.append([i, i])
            runs[-1][1] = last = i
    if not runs:
        return None
    first, end = max(runs, key=lambda run: run[1] - run[0])
    return tagged[first][0], tagged[end][1]


_BLANKED = lazy(r"\s{3,}")


def _unbroken(text: str, low: int, high: int) -> tuple[int, int]:
    """The longest part of a span that no blanked identifier interrupts."""
    edges = [low, *(at for match in _BLANKED.finditer(text, low, high) for at in match.span()), high]
    pairs = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    return max(pairs, key=lambda pair: pair[1] - pair[0])


_MARKS = " .,;:“”\"'‘’«»[]*_"


def _trimmed(text: str, low: int, high: int, part: str) -> tuple[int, int]:
    while high > low and text[high - 1] in _MARKS:
        high -= 1
    while low < high and text[low] in _MARKS:
        low += 1
    if part == "title" and text[high : high + 1] in ("?", "!"):
        high += 1
    if part == "journal" and text[low : low + 3].lower() == "in ":
        low += 3
    if text.count("(", low, high) > text.count(")", low, high) and text[high : high + 1] == ")":
        high += 1
    return low, high


def _volume_pages(found: dict[str, tuple[str, int, int]], text: str) -> None:
    """Volume, issue and pages: their forms behind the title; the tagger's word where no form fits. A year is never taken for a volume."""
    tagged = found.pop("volume", None)
    title, journal = found.get("title"), found.get("journal")
    begin = title[2] if title and (journal is None or journal[1] > title[1]) else journal[2] if journal else 0
    year = found.get("year")
    for pattern in _VOLUME_PAGE:
        match = next((m for m in pattern.finditer(text, max(begin - 1, 0)) if year is None or not _is_year(m, year[1], year[0])), None)
        if match is not None:
            names = {"volume": "v", "issue": "i", "first_page": "p", "last_page": "q"}
            for name, group in names.items():
                if match.groupdict().get(group):
                    found[name] = (match[group], match.start(group), match.end(group))
            break
    if tagged and re.fullmatch(r"[A-Z]?\d{1,4}[A-Z]?", tagged[0]) and not (year and tagged[1:] == year[1:]) and "volume" not in found:
        found["volume"] = tagged
    if "first_page" not in found:
        for pattern in (_PAGES, _CLIPPED_RANGE):
            if loose := pattern.search(text, begin):
                at = loose.lastindex or 1
                found["first_page"] = (loose[at], loose.start(at), loose.end(at))
                break


_JOURNAL = lazy(r"[\s.,”\"’']{1,4}(?:[Ii]n:?\s)?(?P<j>[A-Z][^\d.,;:()]{2,80}(?:\.\s?[A-Z][^\d.,;:()]{1,30}){0,5}?)[\s.,;:(]{1,3}(?:\d{4}\)?[\s;,:]{1,2})?(?:[Vv]ol\.?\s?)?$")


def _journal_between(found: dict[str, tuple[str, int, int]], text: str) -> None:
    """Where the tagger saw no journal: what stands alone between the title and a volume with its pages."""
    if "journal" in found or not {"title", "volume", "first_page"} <= found.keys():
        return
    if match := _JOURNAL.match(text[found["title"][2] : found["volume"][1]]):
        low = found["title"][2] + match.start("j")
        found["journal"] = (match["j"].rstrip(), low, low + len(match["j"].rstrip()))


def _is_year(match: re.Match[str], start: int, year: str) -> bool:
    """Whether what seems to be a volume or a page is the year of the entry."""
    return match["v"] == year or ("p" in match.groupdict() and match.start("p") == start)


def _next_sentence(text: str, start: int) -> tuple[str, int, int]:
    """What stands between the name of a body and the next stop."""
    match = _SENTENCE.match(text, start)
    return (match["t"], match.start("t"), match.end("t")) if match else ("", start, start)


def _from(field: tuple[str, int, int], start: int, text: str) -> tuple[str, int, int]:
    """A field that begins later than it was thought to."""
    low, high = _trimmed(text, min(start, field[2]), field[2], "title")
    return text[low:high], low, high


def _authors(text: str, start: int, found: dict[str, tuple[str, int, int]]) -> tuple[str, ...]:
    """Family names in order, from the start to the title; the first of them also becomes a field."""
    end = found["title"][1] if "title" in found else len(text)
    begin = start + len(text[start:]) - len(text[start:].lstrip())
    body = _WHOLE_BODY.match(text, begin)
    if body and BODY.search(body["n"]) and not _FAMILY_FIRST.match(text, begin):
        found["first_author"] = (body["n"], body.start("n"), body.end("n"))
        if "title" in found and found["title"][1] < body.end():
            found["title"] = _from(found["title"], body.end(), text)
        if "title" in found and not found["title"][0]:
            del found["title"]
            _add(found, "title", _next_sentence(text, body.end()))
        return (body["n"],)
    pattern = next((pattern for pattern in (_FAMILY_FIRST, _FAMILY_COMMA, _GIVEN_FIRST) if pattern.match(text, begin)), None)
    if pattern is None:
        alone = _ALONE.match(text, begin)
        if alone:
            found["first_author"] = (alone[0], begin, alone.end())
        return (alone[0],) if alone else ()
    names: list[str] = []
    at = begin
    while (match := pattern.match(text, at)) and (match.end() <= end or not names):
        name = re.sub(r"\d$", "", match["n"])
        if not names:
            found["first_author"] = (name, match.start("n"), match.start("n") + len(name))
        names.append(name)
        step = _BETWEEN_NAMES.match(text, match.end()) or _STOP.match(text, match.end())
        at = step.end() if step and step.end() > match.end() else match.end() + 1
    return tuple(names)

"""Dates as documents print them, and the dates that a document states about itself: issued, reviewed, due for review."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from evlint.documents.model import Block, Meaning, StatedDate
from evlint.patterns import any_of
from evlint.patterns import pattern as lazy

_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
MONTH = r"(?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_FORMS = (
    lazy(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<mm>\d\d?)(?:[-/.](?P<d>\d\d?))?(?!\d)"),
    lazy(rf"(?P<y>(?:19|20)\d\d)\s{MONTH}(?:\s(?P<d>\d{{1,2}}))?(?!\d)", re.I),
    lazy(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{MONTH},?\s(?P<y>(?:19|20)\d\d)", re.I),
    lazy(rf"{MONTH}(?:\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,)?\s(?P<y>(?:19|20)\d\d)", re.I),
    lazy(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<mm>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)"),
    lazy(r"(?<!\d)(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)(?!\d)"),
    lazy(r"(?<!\d)(?P<mm>\d{1,2})/(?P<y>(?:19|20)\d\d)(?!\d)"),
    lazy(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?!\d)"),
)


def iso_date(text: str) -> str:
    """The first date of a short text, as ISO 8601 cut to the precision given (`2022-04-09`, `2022-04`, `2022`); else empty."""
    return read(text)[0]


def read(text: str) -> tuple[str, str]:
    """(date, its other reading). The other is empty where day and month cannot be taken for each other."""
    for form in _FORMS:
        if match := form.search(text):
            parts = match.groupdict()
            if parts.get("a"):
                readings = [one for day, month in ((parts["a"], parts["b"]), (parts["b"], parts["a"])) if (one := _iso(parts["y"], int(month), int(day)))]
                if readings:
                    return readings[0], readings[1] if len(readings) > 1 and readings[1] != readings[0] else ""
                continue
            month = int(parts["mm"]) if parts.get("mm") else _MONTHS[parts["m"][:3].lower()] if parts.get("m") else 0
            if one := _iso(parts["y"], month, int(parts["d"]) if parts.get("d") else 0):
                return one, ""
            if parts.get("mm") or parts.get("m"):
                return "", ""  # 2024-13-45 is no date, though 2024 is one
    return "", ""


def _iso(year: str, month: int, day: int) -> str:
    if not month:
        return year
    if not 1 <= month <= 12 or day > monthrange(int(year), month)[1]:
        return ""
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def last_day(iso: str) -> date:
    """The last day that a date of limited precision can mean, so that no age is overstated."""
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def later(day: date, months: int) -> date:
    """The day a number of months later; the last of the month where the day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(year, 9999)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def latest(stated: StatedDate) -> date:
    """The latest day that a printed date can mean."""
    return max(last_day(iso) for iso in (stated.iso, stated.either) if iso)


def review_due(dates: Iterable[StatedDate]) -> tuple[StatedDate, date] | None:
    """The first day by which a document says that it is to be reviewed, with where it says so: printed, or its last review and its own interval."""
    dates = tuple(dates)
    for stated in dates:
        if stated.meaning == "due" and stated.iso:
            return stated, latest(stated)
    cycle = next((stated for stated in dates if stated.meaning == "every" and stated.months), None)
    last = max((latest(stated) for stated in dates if stated.meaning == "reviewed" and stated.iso), default=None)
    return (cycle, later(last, cycle.months)) if cycle and last else None


_KEYS: Mapping[str, Meaning] = {
    **dict.fromkeys("issued datepublished published publicationdate pubdate date".split(), "issued"),
    **dict.fromkeys("lastreviewed lastreviewedon datereviewed reviewed reviewedon lastverified lastreviewdate".split(), "reviewed"),
    **dict.fromkeys("expirydate unpublishdate staleafter expires expireson expirationdate validuntil reviewby nextreview nextreviewdate reviewdate reviewdue reviewduedate".split(), "due"),
    **dict.fromkeys("retrieved retrievedon dateretrieved accessed accessedon dateaccessed downloaded".split(), "retrieved"),
    **dict.fromkeys("reviewin reviewcycle reviewinterval reviewevery".split(), "every"),
}
"""Front-matter keys, without case and marks, after Hugo, the GDS tech-docs monitor, GSA-TTS and Cloudflare. `lastmod` and its like are
no review: a file touched is not a text read."""

_LINE = lazy(
    r"(?:^|[|.]\s)[*_>\s]{0,6}(?:page\s|content\s|document\s)?(?P<k>(?P<due>(?:next|future)\sreview(?:\s(?:date|due|by))?|date\sof\snext\sreview|review\s(?:by|due|date|due\sdate)|due\sfor\sreview|to\sbe\sreviewed(?:\sby|\sin)?|valid\suntil|expires(?:\son)?|expiry\sdate)"
    r"|(?P<reviewed>(?:last|date|medically|clinically)\s(?:last\s)?reviewed(?:\son)?|last\sreview(?:\sdate)?|date\sof\s(?:last\s)?review|reviewed(?:\son)?)"
    r"|(?P<retrieved>(?:date\s)?(?:retrieved|accessed|downloaded)(?:\son)?)"
    r"|(?P<issued>published(?:\sonline)?|publication\sdate|date\spublished|date\sof\spublication|issued|date\sof\sissue|first\spublished))[*_]{0,3}\s?:?[*_]{0,3}\s{1,3}(?P<v>[^\n|]{1,60}?)(?=\.\s|[|\n]|$|(?<=[^\n]{60}))",
    re.I | re.M,
)
_LINE_WORDS = ("review", "valid", "expir", "retrieved", "accessed", "downloaded", "publi", "issue")
_EDGE = 12
_DATE_FIRST = lazy(r"(?:\d|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\b)", re.I)
_NEEDS_COLON = frozenset(("review date", "review by", "valid until", "expires", "expires on", "reviewed", "issued", "published", "retrieved", "accessed", "downloaded"))
_ATTEMPT = lazy(r"(?:19|20)\d\d|^\w{3,10}\s?$")  # words that try to be a date; "3 years from date of issue" does not
_EVERY = lazy(r"(?P<n>\d{1,3}|a|one|two|three|four|five|six|twelve|eighteen)\s?(?P<u>day|week|month|year)s?", re.I)
_CYCLES = {"daily": 1, "weekly": 1, "monthly": 1, "quarterly": 3, "biannual": 6, "biannually": 6, "semiannual": 6, "annual": 12, "annually": 12, "yearly": 12, "biennial": 24, "biennially": 24}
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12, "eighteen": 18}


def key(printed: str) -> str:
    """A front-matter key without case and marks."""
    return re.sub(r"[^a-z]", "", printed.lower())


def stated(prose: str, blocks: tuple[Block, ...], fields: list[tuple[str, int, int]], told: Mapping[str, str]) -> tuple[StatedDate, ...]:
    """Every date that front matter (`fields`: key, span of its value), the format itself (`told`), or a line near the top or the foot states about the document."""
    out = [one for name, start, end in fields if (meaning := _KEYS.get(key(name))) and (one := _stated(meaning, name, prose[start:end], start))]
    beside = [one for name, value in told.items() if (meaning := _KEYS.get(key(name))) and (one := _stated(meaning, name, value, 0))]
    out += [replace(one, end=0) for one in beside]  # it stands nowhere in the text
    lines = [block for block in blocks if block.kind not in ("code", "front-matter", "reference", "quotation")]
    for block in lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]:
        out += _labelled(prose, block)
    return tuple(out)


def _labelled(prose: str, block: Block) -> Iterator[StatedDate]:
    if not any_of(_LINE_WORDS, prose[block.start : block.end].lower()):
        return
    for match in _LINE.finditer(prose, block.start, block.end):
        meaning: Meaning = "due" if match["due"] else "reviewed" if match["reviewed"] else "retrieved" if match["retrieved"] else "issued"
        iso, either = read(match["v"])
        colon = ":" in prose[match.end("k") : match.start("v")]
        if not colon and (_DATE_FIRST.match(match["v"]) is None or match["k"].lower() in _NEEDS_COLON):
            continue  # prose: "Review by Saragiotto et al. 2016", "Valid until 31 March for prescriptions issued before"
        if iso or (colon and meaning == "due" and _ATTEMPT.search(match["v"])):
            yield StatedDate(meaning, match["k"], match["v"].strip(), match.start("k"), match.start("v") + len(match["v"].rstrip()), iso, either)


def _stated(meaning: Meaning, name: str, value: str, start: int) -> StatedDate | None:
    bare = value.strip().strip("\"'")
    if not bare or _NOTHING.fullmatch(bare) or (meaning in ("due", "reviewed") and (interval(bare) or _NOBODYS_DATE.search(bare) is None)):
        return None
    if meaning == "every":
        months = interval(bare)
        return StatedDate(meaning, name, bare, start, start + len(value), months=months)
    iso, either = read(bare)
    return StatedDate(meaning, name, bare, start, start + len(value), iso, either)


_NOTHING = lazy(r"(?:null|~|none|false|true|yes|no|tbd|tba|n/?a|-|[|>][+-]?|\{\{.*|-?\d{1,3}[a-z]?)", re.I)
_NOBODYS_DATE = lazy(r"\d|^\w{3,10}$")  # "Dr Jane Smith" is who reviews, not when


def interval(text: str) -> int:
    """Months of an interval in words ("3 months", "quarterly", "two years"); parts of a month count as one. 0: no interval."""
    if text.lower().strip() in _CYCLES:
        return _CYCLES[text.lower().strip()]
    match = _EVERY.search(text)
    if match is None:
        return 0
    number = _NUMBERS.get(match["n"].lower()) or int(match["n"])
    unit = match["u"].lower()
    return number * 12 if unit == "year" else number if unit == "month" else max(1, round(number / (30.4 if unit == "day" else 4.35)))

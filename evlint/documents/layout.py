"""What a line of plain text looks like: heading, lead-in, list item, label, caption, page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from evlint.documents.model import Block
from evlint.patterns import pattern as lazy

BULLET = lazy(r"\s{0,12}([-*+•–—·▪◦‣●○])\s{1,8}(?=\S)")
NUMBERED = lazy(r"\s{0,12}(\[\d{1,4}\]|\(\d{1,3}\)|\d{1,4}[.)])\s{1,8}(?=[^\s\d])")
CAPTION = lazy(r"\s{0,8}(?:Table|Figure|Fig\.|Box|Appendix|Supplementary (?:Table|Figure))\s(?:S?\d{1,3}|[A-Z])\b(?:\s?[.:|]|$)")
LABEL = lazy(r"([A-Z][A-Za-z&/,’'()\- ]{1,48}(?<![A-Z]{2})):(?=\s+[^\W\d_])")
REFERENCES = lazy(
    r"(?:(?:\d{1,2}(?:\.\d{1,2})?\.?|[IVX]{1,5}\.|appendix [a-z\d]:?)\s)?(?:(?:key|selected|cited|main|supporting|additional) references|citations|quellen|literaturverzeichnis|sources and further reading|references ?/ ?sources|references?(?: list| cited)?|bibliography|works cited|literature(?: cited)?|reference list|cited literature|sources(?: and references)?|cited sources|endnotes|references and (?:notes|sources)|notes and references|literatur|further reading)(?:\s?\[edit\]|\s?\([^()]{3,40}\))?\s?:?$",
    re.I,
)

# Headings of structured abstracts, also run in ("RESULTS: …"). They tell aims and methods from results.
SECTION_NAMES = (
    "background introduction objective objectives aim aims purpose rationale context question questions hypothesis "
    "methods method design setting patients participants subjects interventions intervention measurements "
    "results findings outcomes conclusion conclusions discussion interpretation significance limitations summary "
    "implications recommendations funding registration keywords"
).split()
_NAME = "|".join(SECTION_NAMES)
_HEAD = (
    rf"((?i:(?:main\s|primary\s|study\s)?(?:{_NAME})(?:(?:\s?(?:and|&|/|,)\s?)(?:main\s|primary\s|study\s)?(?:{_NAME}|materials|outcome measures)){{0,3}}"
    r"|materials and methods|patients and methods|outcome measures|trial registration|level of evidence|data sources|data extraction|data synthesis|study selection|clinical question|"
    r"key results?|main results?|authors?['’]? conclusions?|search methods|selection criteria|data collection and analysis)):(?=\s)"
)
RUN_IN, RUN_IN_FIRST = lazy(rf"[.!?)]\s{_HEAD}"), lazy(_HEAD)

# Fields of publishing and bibliography: a label of these names a value, not a section.
DATE_FIELDS = (
    "next review due",
    "next review date",
    "review due date",
    "review due",
    "review date",
    "review by",
    "due for review",
    "date of next review",
    "valid until",
    "expiry date",
    "expires",
    "last review",
    "published",
    "publication date",
    "date published",
    "last updated",
    "updated",
    "last reviewed",
    "next review",
    "review date",
    "date",
    "accessed",
    "received",
    "accepted",
)
OTHER_FIELDS = (
    "keywords", "key words", "doi", "publication type", "report no", "registration no", "author", "authors", "affiliation", "correspondence", "funding", "journal", "volume", "issue", "pages",
    "license", "licence", "contact", "editor", "version", "source", "reviewed by", "written by", "pmid", "isbn", "issn",
)  # fmt: skip
FIELD = lazy(rf"\b(?P<f>{'|'.join(map(re.escape, sorted((*DATE_FIELDS, *OTHER_FIELDS), key=len, reverse=True)))})\s?:", re.I)

_FURNITURE = lazy(
    r"\s{0,8}(?:skip to (?:main )?(?:page )?content|skip (?:to )?navigation|u\.s\. flag|an official website of the united states government|"
    r"the \.gov means it[’']s official\.?|federal government websites often end in \.gov.{0,200}|the site is secure\.?|the https:// ensures that.{0,200}|"
    r"here[’']s how you know|access keys ncbi homepage.{0,100}|leave a (?:reply|comment)|your email address will not be published.{0,80}|required fields are marked.{0,20}|"
    r"share (?:this (?:page|article|post|story)|on (?:facebook|twitter|linkedin|x|whatsapp|email))\b.{0,40}|tweet|print this page|back to top|related (?:posts|articles)|previous (?:post|article)|next (?:post|article)|"
    r"accept (?:all )?cookies.{0,60}|(?:we use|this (?:site|website) uses) cookies (?:to|and|on|for)\b.{0,160}|cookie (?:policy|settings)|subscribe to our newsletter.{0,80}|sign up for.{0,40}newsletter.{0,40}|"
    r"search this site|toggle navigation|main navigation|pubmed disclaimer|full text links|linkout - more resources|page published|page \d{1,4} of \d{1,4})\s{0,8}$",
    re.I,
)
_EVERYDAY = lazy(
    r"\s{0,8}(?:dot gov|https|read more|terms (?:of use|and conditions)|privacy policy|log ?in|sign in|menu|similar articles|cited by|download (?:pdf|citation)|advertisement|sponsored content)\s{0,8}$",
    re.I,
)

_TITLE_SMALL = frozenset("a an the of in on at to for and or but with without by from as vs versus nor per via into over under after before between among during".split())
_WORD = lazy(r"[A-Za-zÀ-ÿ][\w’'-]*")
_ENDED = lazy(r"[.!][”\"’)]{0,3}(?:\s\d{1,3}(?:,\s?\d{1,3}){0,9})?$|\?[”\"’)]{1,3}$")  # a sentence, with its closing mark or a bare citation
_PARTS_END = lazy(r"[.;,:!]$")


COPYRIGHT = lazy(r"\s{0,8}(?:(?:copyright\s)?(?:©|\(c\))\s?(?:\d{4}|the authors?).{0,120}|copyright\s\d{4}.{0,120}|all rights reserved\.?)\s{0,8}$", re.I)


def is_furniture(line: str, *, marked: bool = False) -> bool:
    """What belongs to the page and not to its text: navigation, banners, comment forms, the copyright line.

    `marked`: somebody set the line as a heading or an item. Such a one may well be called "Login".
    """
    return len(line) <= 260 and any(words.match(line) for words in (_FURNITURE, COPYRIGHT, *(() if marked else (_EVERYDAY,))))


def is_title_case(line: str) -> bool:
    """Whether the words that matter start with a capital ("Role of Ketamine in Neuropathic Pain")."""
    words = [word for word in _WORD.findall(line) if word.lower() not in _TITLE_SMALL]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def may_be_heading(line: str) -> bool:
    """Shape of a heading without marks: short, starts large, ends in no stop, holds words rather than numbers."""
    text = line.strip()
    if not 3 <= len(text) <= 160 or _PARTS_END.search(text) or _ENDED.search(text) or not (text[0].isupper() or text[0].isdigit()):
        return False
    words = _WORD.findall(text)
    return 1 <= len(words) <= 24 and sum(c.isalpha() for c in text) >= 0.6 * len(text.replace(" ", "")) and "=" not in text


def run_in(text: str, block: Block) -> Iterator[Block]:
    """A paragraph cut at its run-in headings ("METHODS: … RESULTS: …"), each piece under the heading that opens it."""
    if block.kind != "paragraph" or text.find(":", block.start, block.end) < 0:
        yield block
        return
    first = RUN_IN_FIRST.match(text, block.start, block.end)
    label = None if first else LABEL.match(text, block.start, block.end)
    if label and (len(label[1].split()) > 4 or FIELD.match(text, block.start, block.end)):
        label = None
    heads = [head for head in (first or label, *RUN_IN.finditer(text, block.start, block.end)) if head]
    if len(heads) == 1 and FIELD.match(text, heads[0].start(1)):
        heads = []
    if not heads:
        yield block
        return
    if text[block.start : heads[0].start(1)].strip():
        yield replace(block, end=trim(text, block.start, heads[0].start(1)))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        start = head.end() + len(text[head.end() : block.end]) - len(text[head.end() : block.end].lstrip())
        end = trim(text, start, following.start(1) if following else block.end)
        if end > start:
            yield replace(block, start=start, end=end, section=(*block.section, head[1].strip()))


def trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())

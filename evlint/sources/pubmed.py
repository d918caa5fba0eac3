"""PubMed: articles by PMID, 200 a request, and the notices about them.

`CommentsCorrections/@RefType` has two directions: `…In` stands on the damaged paper and names the notice, `…Of` and `…For` stand on the notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, tostring

from evlint.patterns import pattern as lazy
from evlint.sources.answers import Absent, Found, Registered, plain_doi
from evlint.sources.facts import Notice, NoticeKind, Work
from evlint.sources.fetch import Client, Unknown
from evlint.sources.safe_xml import XmlError, parse, text_of

BASE = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
AT_ONCE = 200  # PMIDs a request
_MOST = 64 * 1024 * 1024  # bytes of one answer: long reference lists make some 100 kB an article

# An erratum is never more than a correction: NLM files partial retractions and misprints alike. Comments and reprints say nothing.
_TOLD: dict[str, tuple[NoticeKind, tuple[str, ...]]] = {
    "RetractionIn": ("retraction", ()),
    "RetractedandRepublishedIn": ("retraction", ("retracted and republished",)),
    "ExpressionOfConcernIn": ("concern", ()),
    "ErratumIn": ("correction", ()),
    "PartialRetractionIn": ("correction", ("partial retraction",)),
    "CorrectedandRepublishedIn": ("correction", ("corrected and republished",)),
}
# `…RepublishedFrom` and `UpdateOf` stand on whole papers, which are no notices.
_IS_NOTICE: dict[str, NoticeKind] = {"RetractionOf": "retraction", "ExpressionOfConcernFor": "concern", "ErratumFor": "correction", "PartialRetractionOf": "correction"}
_NOTICE_TYPES = {"Retraction of Publication", "Retraction Notice", "Expression of Concern", "Published Erratum"}
_PMID = lazy(r"[1-9]\d{0,7}")
_YEAR = lazy(r"(?:1[5-9]|20)\d\d")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# "Lancet. 2020 Jun 13;395(10240):1820. doi: 10.1016/…": the date stands before the volume.
_SOURCE_DATE = lazy(r"\b((?:19|20)\d\d)(?: (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?: (\d{1,2})\b)?)?[^;:.]{0,20}(?=[;:.]|$)")
_SOURCE_DOI = lazy(r"\bdoi: ?(10\.\d{4,9}/\S{1,300}?)\.?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class PubMedSettings:
    """`email` is asked for by NCBI, `api_key` allows more requests a second; both may be empty."""

    base: str = BASE
    email: str = ""
    api_key: str = ""


def look_up(client: Client, pmids: Sequence[str], settings: PubMedSettings) -> dict[str, Found]:
    """What PubMed says of each PMID. "Absent" is said only of one that two whole answers lack."""
    out: dict[str, Found] = {pmid: Unknown(f"{pmid} does not have the form of a PMID") for pmid in pmids if not _PMID.fullmatch(pmid)}
    for pmid in pmids:
        if pmid not in out and (kept := client.recall(_key(settings, pmid))) is not None:
            out |= _articles(kept)
    wanted = [pmid for pmid in dict.fromkeys(pmids) if pmid not in out]
    for i in range(0, len(wanted), AT_ONCE):
        out |= _ask(client, wanted[i : i + AT_ONCE], settings)
    missing = [pmid for pmid, found in out.items() if isinstance(found, Absent)]
    for i in range(0, len(missing), AT_ONCE):  # NCBI now and then leaves articles out of an answer that looks whole
        out |= _ask(client, missing[i : i + AT_ONCE], settings)
    return {pmid: out[pmid] for pmid in dict.fromkeys(pmids)}


def _key(settings: PubMedSettings, pmid: str) -> str:
    return f"{settings.base}#{pmid}"


def _ask(client: Client, pmids: list[str], settings: PubMedSettings) -> dict[str, Found]:
    form = {"db": "pubmed", "id": ",".join(pmids), "retmode": "xml", "tool": "evlint", "email": settings.email, "api_key": settings.api_key}
    answer = client.post(f"{settings.base}/efetch.fcgi", {key: value for key, value in form.items() if value}, most=_MOST)
    if not isinstance(answer, Unknown) and answer.status != 200:
        answer = Unknown(f"PubMed answered {answer.status}")
    if isinstance(answer, Unknown):
        return dict.fromkeys(pmids, answer)
    try:
        articles = dict(split(answer.body))
    except XmlError as error:
        return dict.fromkeys(pmids, Unknown(f"PubMed's answer cannot be read: {error}"))
    found: dict[str, Found] = {}
    for pmid in pmids:
        article = articles.get(pmid)
        found[pmid] = Absent("PubMed") if article is None else read(article, pmid)
        if article is not None:
            client.remember(_key(settings, pmid), b"<PubmedArticleSet>" + tostring(article) + b"</PubmedArticleSet>")
    return found


def _articles(body: bytes) -> dict[str, Found]:
    try:
        return {pmid: read(article, pmid) for pmid, article in split(body)}
    except XmlError:
        return {}


def split(body: bytes) -> Iterator[tuple[str, Element]]:
    """(PMID, article) for each article or book of an efetch answer. Raises XmlError for what is not a whole answer of PubMed."""
    root = parse(body)
    if root.tag != "PubmedArticleSet" or root.find("ERROR") is not None:
        raise XmlError(text_of(root)[:100] or f"its root is {root.tag}")
    for article in root:
        # The PMID of the article itself: others stand in CommentsCorrections and in the list of references.
        pmid = text_of(article.find("MedlineCitation/PMID")) or text_of(article.find("BookDocument/PMID"))
        if pmid:
            yield pmid, article


def read(article: Element, pmid: str) -> Registered:
    """One PubmedArticle or PubmedBookArticle."""
    citation = next((part for tag in ("MedlineCitation", "BookDocument") if (part := article.find(tag)) is not None), article)
    links = [(link.get("RefType", ""), text_of(link.find("PMID")), text_of(link.find("RefSource"))) for link in citation.iterfind("CommentsCorrectionsList/CommentsCorrections")]
    types = {text_of(kind) for kind in citation.iterfind("Article/PublicationTypeList/PublicationType")}
    told = [_notice(*_TOLD[kind], other, source) for kind, other, source in links if kind in _TOLD]
    # A notice that names the article itself is one in place: the article is the damaged paper.
    told += [_notice(_IS_NOTICE[kind], (), other, source) for kind, other, source in links if kind in _IS_NOTICE and other == pmid]
    if "Retracted Publication" in types and all(notice.kind != "retraction" for notice in told):
        told.append(Notice("retraction", told_by="PubMed"))
    is_notice = bool(types & _NOTICE_TYPES) or any(kind in _IS_NOTICE and other != pmid for kind, other, _ in links)
    newer = max(((_date(source), other) for kind, other, source in links if kind == "UpdateIn" and _PMID.fullmatch(other) and other != pmid), default=("", ""))[1]
    # A preprint's later version in PubMed is the published paper.
    newer_kind = "published version of a preprint" if "Preprint" in types else "update"
    title, author, year = _head(citation)
    work = Work(f"pmid:{pmid}", title, author, year, f"pmid:{newer}" if newer else "", newer_kind if newer else "", "PubMed")
    return Registered(work, tuple(dict.fromkeys(told)), is_notice, _doi(article))


def _notice(kind: NoticeKind, reasons: tuple[str, ...], pmid: str, source: str) -> Notice:
    doi = _SOURCE_DOI.search(source)
    return Notice(kind, _date(source), plain_doi(doi[1]) if doi else "", pmid if _PMID.fullmatch(pmid) else "", reasons, "PubMed")


def _date(source: str) -> str:
    """ISO 8601 date of a RefSource, cut to the precision known; empty where it holds none."""
    match = _SOURCE_DATE.search(source)
    if match is None:
        return ""
    month = f"-{_MONTHS.index(match[2]) + 1:02}" if match[2] else ""
    return match[1] + month + (f"-{int(match[3]):02}" if match[3] and 1 <= int(match[3]) <= 31 else "")


def _head(citation: Element) -> tuple[str, str, str]:
    """(title, family name of the first author, year) of an article, or of a book and its chapter."""
    title = text_of(citation.find("Article/ArticleTitle")) or text_of(citation.find("ArticleTitle")) or text_of(citation.find("Book/BookTitle"))
    author = next((found for path in ("Article/AuthorList/Author", "AuthorList/Author", "Book/AuthorList/Author") if (found := citation.find(path)) is not None), None)
    name = (text_of(author.find("LastName")) or text_of(author.find("CollectiveName"))) if author is not None else ""
    dates = ("Article/Journal/JournalIssue/PubDate", "Article/ArticleDate", "Book/PubDate")
    year = next((match[0] for path in dates if (match := _YEAR.search(text_of(citation.find(path))))), "")
    return title, name, year


def _doi(article: Element) -> str:
    """The article's own DOI. A search for any ArticleId would also meet those of its references, which hold their own ArticleIdList."""
    for path in ("PubmedData/ArticleIdList/ArticleId", "PubmedBookData/ArticleIdList/ArticleId"):
        for identifier in article.iterfind(path):
            if identifier.get("IdType") == "doi" and (doi := plain_doi(text_of(identifier))):
                return doi
    return ""

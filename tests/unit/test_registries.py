"""What Crossref, doi.org and PubMed say, in the shapes that they say it, and which way round a notice points."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evlint.sources import crossref, handles, pubmed
from evlint.sources.answers import Absent, Registered, plain_doi
from evlint.sources.facts import Notice, Work
from evlint.sources.fetch import FetchSettings, Unknown
from evlint.sources.online import Learnt, Registries, gather
from evlint.sources.safe_xml import XmlError, parse, text_of
from tests.server import Asked, Clock, Reply, Server, client

# Crossref


def update(doi: str, type: str, *date: int, source: str = "publisher") -> dict[str, Any]:
    return {"DOI": doi, "type": type, "label": type.title(), "source": source, "updated": {"date-parts": [list(date)], "date-time": "…"}, "record-id": "1"}


def message(doi: str = "10.1016/S0140-6736(97)11096-0", **parts: Any) -> bytes:
    return json.dumps({"status": "ok", "message-type": "work", "message": {"DOI": doi, **{key.replace("_", "-"): value for key, value in parts.items()}}}).encode()


def read(body: bytes, doi: str = "10.1016/s0140-6736(97)11096-0") -> Registered:
    answer = crossref.read(body, doi)
    assert isinstance(answer, Registered)
    return answer


WAKEFIELD = message(
    title=["RETRACTED: <i>Ileal</i>-lymphoid-nodular hyperplasia &amp; p &lt; 0.05"],
    author=[{"given": "AJ", "family": "Wakefield", "sequence": "first"}, {"family": "Murch"}],
    issued={"date-parts": [[1998, 2]]},
    updated_by=[
        update("10.1016/S0140-6736(04)15715-2", "correction", 2004, 3, 6),
        update("10.1016/S0140-6736(10)60175-4", "retraction", 2010, 2, 6, source="retraction-watch"),
    ],
)


def test_a_retracted_paper_holds_its_notices() -> None:
    answer = read(WAKEFIELD)
    assert answer.work == Work("doi:10.1016/s0140-6736(97)11096-0", "RETRACTED: Ileal-lymphoid-nodular hyperplasia & p < 0.05", "Wakefield", "1998", told_by="Crossref")
    assert answer.told == (
        Notice("correction", "2004-03-06", "10.1016/s0140-6736(04)15715-2", told_by="Crossref"),
        Notice("retraction", "2010-02-06", "10.1016/s0140-6736(10)60175-4", told_by="Retraction Watch"),
    )
    assert not answer.is_notice


def test_a_notice_is_not_retracted_by_what_it_retracts() -> None:
    answer = read(message("10.1016/S0140-6736(10)60175-4", update_to=[update("10.1016/S0140-6736(97)11096-0", "retraction", 2010, 2, 6)]), "10.1016/s0140-6736(10)60175-4")
    assert (answer.told, answer.is_notice) == ((), True)


def test_a_notice_in_place_names_the_paper_itself() -> None:
    own = "10.1007/s11277-021-09072-0"
    answer = read(message(own.upper(), update_to=[update(own.upper(), "retraction", 2022, 12, 6)], updated_by=[update(own, "retraction", 2022, 12, 6)]), own)
    assert answer.told == (Notice("retraction", "2022-12-06", own, told_by="Crossref"),)
    assert not answer.is_notice


def test_a_corrected_paper_that_also_corrects_another() -> None:
    own = "10.1000/a"
    answer = read(message(own, update_to=[update(own, "correction", 2020), update("10.1000/b", "erratum", 2020)]), own)
    assert answer.told == (Notice("correction", "2020", own, told_by="Crossref"),)
    assert answer.is_notice


@pytest.mark.parametrize(
    ("type", "kind"),
    {
        "retraction": "retraction",
        "removal": "retraction",
        "withdrawal": "retraction",
        "Expression-of-Concern": "concern",
        "expression_of_concern": "concern",
        "correction": "correction",
        "corrigendum": "correction",
        "erratum": "correction",
        "clarification": "correction",
        "reinstatement": "reinstatement",
    }.items(),
)
def test_types_of_notices(type: str, kind: str) -> None:
    assert [notice.kind for notice in read(message(updated_by=[update("10.1000/n", type, 2020)])).told] == [kind]
    assert read(message(update_to=[update("10.1000/other", type, 2020)])).is_notice


def test_a_partial_retraction_corrects() -> None:
    assert read(message(updated_by=[update("10.1000/n", "partial_retraction", 2020)])).told == (Notice("correction", "2020", "10.1000/n", reasons=("partial retraction",), told_by="Crossref"),)


@pytest.mark.parametrize("type", ["addendum", "new_version", "new_edition", "retracted", "something new", ""])
def test_types_that_say_nothing_of_a_papers_standing(type: str) -> None:
    assert read(message(updated_by=[update("10.1000/n", type, 2020)])).told == ()


def test_a_new_version_is_newer_and_no_notice() -> None:
    versions = [update("10.1000/v2", "new_version", 2020, 1), update("10.1000/v3", "new_version", 2022), update("10.1000/a", "addendum", 2024)]
    answer = read(message("10.1000/v1", updated_by=versions, relation={"is-preprint-of": [{"id-type": "doi", "id": "10.1000/published"}]}), "10.1000/v1")
    assert (answer.work.newer, answer.work.newer_kind, answer.told) == ("doi:10.1000/v3", "new version", ())
    assert not read(message("10.1000/v3", update_to=[update("10.1000/v1", "new_version", 2022)]), "10.1000/v3").is_notice
    assert read(message("10.1000/v1", updated_by=[update("10.1000/V1", "new_version", 2022)]), "10.1000/v1").work.newer == ""


@pytest.mark.parametrize(
    ("relation", "newer"),
    [
        ({"is-preprint-of": [{"id-type": "doi", "id": "https://doi.org/10.1000/PUBLISHED", "asserted-by": "subject"}]}, ("doi:10.1000/published", "published version of a preprint")),
        ({"is-replaced-by": [{"id-type": "doi", "id": "10.1000/next"}]}, ("doi:10.1000/next", "replacement")),
        ({"has-preprint": [{"id-type": "doi", "id": "10.1101/2020.01.01"}], "replaces": [{"id": "10.1000/last"}], "has-version": [{"id": "10.1000/v"}]}, ("", "")),
        ({"is-preprint-of": [{"id-type": "uri", "id": "javascript:bad"}, None, {"id": "10.1000/late"}]}, ("doi:10.1000/late", "published version of a preprint")),
        ([], ("", "")),
    ],
)
def test_relations_to_later_versions(relation: object, newer: tuple[str, str]) -> None:
    work = read(message(relation=relation)).work
    assert (work.newer, work.newer_kind) == newer


def test_parts_that_are_missing_or_odd() -> None:
    answer = read(message(title=[], author=[{"name": "The RECOVERY Group"}], issued={"date-parts": [[None]]}, published={"date-parts": [[2021, 13, 1]]}, updated_by=[None, 3, {"type": "retraction"}]))
    assert answer == Registered(Work("doi:10.1016/s0140-6736(97)11096-0", first_author="The RECOVERY Group", year="2021", told_by="Crossref"))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3), max_leaves=8
)
fields = ["title", "author", "issued", "published", "updated-by", "update-to", "relation", "type"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(fields), values | st.lists(st.fixed_dictionaries({"DOI": st.just("10.1000/n") | values, "type": st.just("retraction") | values, "updated": values}), max_size=2))
)
def test_no_shape_of_an_answer_is_an_accident(parts: dict[str, Any]) -> None:
    assert crossref.read(json.dumps({"message": {"DOI": "10.1000/x", **parts}}).encode(), "10.1000/x").work.name == "doi:10.1000/x"  # type: ignore[union-attr]


@pytest.mark.parametrize("body", [b"", b"<html>", b"null", b"[]", b"[" * 100_000, b'{"message": 7}', b'{"message": {}}', b'{"message": {"DOI": "x"}}', b"\xff\xfe", b'{"a": ' + b"9" * 9999 + b"}"])
def test_answers_that_are_not_crossrefs_are_unknown(body: bytes) -> None:
    assert crossref.read(body, "10.1000/x") == Unknown("Crossref answered in a form that is not its own")


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/ABC", "10.1000/abc"),
        ("https://doi.org/10.1000/a(b)", "10.1000/a(b)"),
        ("http://dx.doi.org/10.1000/a", "10.1000/a"),
        ("doi: 10.1000.10/123", "10.1000.10/123"),
        ("10.1/x", ""),
        ("javascript:10.1000/a", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_dois_are_made_plain(text: object, doi: str) -> None:
    assert plain_doi(text) == doi


def look_up(server: Server, doi: str) -> Any:
    with client(server) as one:
        return crossref.look_up(one, doi, server.url, f"{server.url}/api/handles")


def test_a_doi_is_quoted_in_the_path(server: Server) -> None:
    doi = "10.1002/(sici)1097<1::aid>3.0.co;2-#?&/../%"
    server.play["/works/10.1002%2F%28sici%291097%3C1%3A%3Aaid%3E3.0.co%3B2-%23%3F%26%2F..%2F%25"] = Reply(body=message(doi))
    assert look_up(server, doi).work.name == f"doi:{doi}"


# The handle service


def handle(code: int, doi: str = "10.1000/x") -> bytes:
    return json.dumps({"responseCode": code, "handle": doi}).encode()


PLAIN, AGAIN = "/api/handles/10.1000/x", "/api/handles/10.1000/x?auth=true"


@pytest.mark.parametrize("reply", [Reply(404, handle(100)), Reply(200, handle(200)), Reply(404, handle(100, "10.1000/X"))])
def test_a_doi_is_absent_when_three_say_so(server: Server, reply: Reply) -> None:
    server.play |= {PLAIN: reply, AGAIN: reply}
    assert look_up(server, "10.1000/x") == Absent("doi.org")
    assert server.paths() == ["/works/10.1000%2Fx", PLAIN, AGAIN]


def test_a_doi_of_another_agency_exists(server: Server) -> None:
    server.play[PLAIN] = Reply(body=handle(1))
    assert look_up(server, "10.1000/x") == Registered(Work("doi:10.1000/x", told_by="doi.org"))


def test_a_doi_that_is_new_to_the_proxy_only_exists(server: Server) -> None:
    server.play |= {PLAIN: Reply(404, handle(100)), AGAIN: Reply(body=handle(1))}
    assert look_up(server, "10.1000/x") == Registered(Work("doi:10.1000/x", told_by="doi.org"))


def test_the_last_word_on_absence_is_never_an_old_one(server: Server, tmp_path: Path) -> None:
    server.play |= {PLAIN: Reply(200, handle(200)), AGAIN: [Reply(200, handle(200)), Reply(200, handle(1))]}
    with client(server, settings=FetchSettings(cache=tmp_path / "cache")) as one:
        assert [handles.look_up(one, "10.1000/x", f"{server.url}/api/handles") for _ in range(2)] == ["absent", "exists"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(404, b"<html>no such page</html>"),
        Reply(404, b"{}"),
        Reply(404, b"[100]"),
        Reply(500, handle(2)),
        Reply(200, handle(2)),
        Reply(200, handle(301)),
        Reply(403, handle(100)),
        Reply(404, handle(100, "10.1000/other")),
        Reply(404, b'{"responseCode": "100"}'),
        Reply(404, b'{"responseCode": [100]}'),
        Reply(200, b'{"responseCode": true}'),
    ],
)
def test_anything_else_is_unknown(server: Server, reply: Reply) -> None:
    server.play |= {PLAIN: reply, AGAIN: Reply(404, handle(100))}
    assert isinstance(look_up(server, "10.1000/x"), Unknown)
    server.play |= {PLAIN: Reply(404, handle(100)), AGAIN: reply}
    assert isinstance(look_up(server, "10.1000/x"), Unknown)


def test_steps_in_a_doi_do_not_leave_the_handle_service(server: Server) -> None:
    with client(server) as one:
        assert isinstance(handles.look_up(one, "10.1000/../../secret", server.url), Unknown)
    assert server.asked == []


@pytest.mark.parametrize("status", [403, 429, 500])
def test_crossref_refusing_is_never_absence(server: Server, status: int) -> None:
    server.play |= {"/works/10.1000%2Fx": Reply(status), PLAIN: Reply(404, handle(100)), AGAIN: Reply(404, handle(100))}
    assert isinstance(look_up(server, "10.1000/x"), Unknown)


# PubMed

DOCTYPE = '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'


def link(kind: str, pmid: str = "", source: str = "Lancet. 2010 Feb 6;375(9713):445. doi: 10.1016/S0140-6736(10)60175-4.") -> str:
    return f'<CommentsCorrections RefType="{kind}"><RefSource>{source}</RefSource>' + (f'<PMID Version="1">{pmid}</PMID>' if pmid else "") + "</CommentsCorrections>"


def article(pmid: str, links: str = "", types: str = "Journal Article", doi: str = "10.1016/S0140-6736(97)11096-0") -> str:
    listed = "".join(f"<PublicationType UI='D'>{kind}</PublicationType>" for kind in types.split("|"))
    return f"""<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID><DateRevised><Year>2024</Year></DateRevised>
    <Article><Journal><JournalIssue><PubDate><Year>1998</Year><Month>Feb</Month></PubDate></JournalIssue><Title>Lancet</Title></Journal>
    <ArticleTitle>Ileal-<i>lymphoid</i>-nodular
      hyperplasia.</ArticleTitle><ELocationID EIdType="doi">10.9999/elsewhere</ELocationID>
    <AuthorList><Author><LastName>Wakefield</LastName><ForeName>A J</ForeName></Author><Author><LastName>Murch</LastName></Author></AuthorList>
    <PublicationTypeList>{listed}</PublicationTypeList></Article><CommentsCorrectionsList>{links}</CommentsCorrectionsList></MedlineCitation>
    <PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">{doi}</ArticleId></ArticleIdList>
    <ReferenceList><Reference><Citation>Other</Citation><ArticleIdList><ArticleId IdType="doi">10.1000/reference</ArticleId><ArticleId IdType="pubmed">999</ArticleId></ArticleIdList>
    </Reference></ReferenceList></PubmedData></PubmedArticle>"""


def answer(*articles: str) -> bytes:
    return (DOCTYPE + "<PubmedArticleSet>" + "".join(articles) + "</PubmedArticleSet>").encode()


def one_article(links: str = "", types: str = "Journal Article", **parts: str) -> Registered:
    [(pmid, element)] = pubmed.split(answer(article("9500320", links, types, **parts)))
    return pubmed.read(element, pmid)


def test_an_article_with_its_notices() -> None:
    found = one_article(link("ErratumIn", "15016483", "Lancet. 2004 Mar 6;363(9411):750") + link("RetractionIn", "20137807") + link("CommentIn", "9525387"), "Journal Article|Retracted Publication")
    assert found.work == Work("pmid:9500320", "Ileal-lymphoid-nodular hyperplasia.", "Wakefield", "1998", told_by="PubMed")
    assert found.told == (
        Notice("correction", "2004-03-06", "", "15016483", told_by="PubMed"),
        Notice("retraction", "2010-02-06", "10.1016/s0140-6736(10)60175-4", "20137807", told_by="PubMed"),
    )
    assert (found.is_notice, found.doi) == (False, "10.1016/s0140-6736(97)11096-0")


@pytest.mark.parametrize("kind", ["RetractionOf", "ExpressionOfConcernFor", "ErratumFor", "PartialRetractionOf"])
def test_an_article_that_is_a_notice(kind: str) -> None:
    found = one_article(link(kind, "1"))
    assert (found.told, found.is_notice) == ((), True)


@pytest.mark.parametrize("type", ["Retraction of Publication", "Retraction Notice", "Published Erratum", "Expression of Concern"])
def test_a_notice_by_its_publication_type(type: str) -> None:
    found = one_article(types=f"Journal Article|{type}")
    assert (found.told, found.is_notice) == ((), True)


def test_a_retraction_by_its_publication_type() -> None:
    found = one_article(link("ErratumIn", "1", "J. 2020;1:1"), types="Retracted Publication")
    assert [notice.kind for notice in found.told] == ["correction", "retraction"]
    assert not found.is_notice


def test_a_notice_in_place_in_pubmed() -> None:
    found = one_article(link("RetractionOf", "9500320", "J. 2010 Feb;3:4"))
    assert (found.told, found.is_notice) == ((Notice("retraction", "2010-02", "", "9500320", told_by="PubMed"),), False)


@pytest.mark.parametrize(
    ("kind", "told"),
    {
        "RetractionIn": [("retraction", ())],
        "RetractedandRepublishedIn": [("retraction", ("retracted and republished",))],
        "ExpressionOfConcernIn": [("concern", ())],
        "ErratumIn": [("correction", ())],
        "PartialRetractionIn": [("correction", ("partial retraction",))],
        "CorrectedandRepublishedIn": [("correction", ("corrected and republished",))],
        **{
            kind: []
            for kind in "CommentIn CommentOn ReprintIn ReprintOf RepublishedIn RepublishedFrom CorrectedandRepublishedFrom RetractedandRepublishedFrom UpdateIn UpdateOf "
            "SummaryForPatientsIn OriginalReportIn AssociatedDataset Cites".split()
        },
    }.items(),
)
def test_links_of_an_article(kind: str, told: list[tuple[str, tuple[str, ...]]]) -> None:
    found = one_article(link(kind, "1"))
    assert ([(notice.kind, notice.reasons) for notice in found.told], found.is_notice) == (told, False)


def test_the_latest_update_is_the_newer_version() -> None:
    updates = (
        link("UpdateIn", "300", "Cochrane Database Syst Rev. 2014 Mar 4;(3):CD1") + link("UpdateIn", "200", "Cochrane Database Syst Rev. 2018 Jan 9;1:CD1") + link("UpdateOf", "900", "J. 2022;1:1")
    )
    assert (one_article(updates).work.newer, one_article(updates).work.newer_kind) == ("pmid:200", "update")
    assert one_article(link("UpdateIn", "7"), "Preprint").work.newer_kind == "published version of a preprint"
    assert (one_article(link("UpdateIn")).work.newer, one_article(link("UpdateIn")).work.newer_kind) == ("", "")


@pytest.mark.parametrize(
    ("source", "date"),
    [("J. 2014 Mar-Apr;12:1", "2014-03"), ("J. 2020 Spring;12:1", "2020"), ("J. 2020;12:2001", "2020"), ("N Engl J Med. 2009 May 7", "2009-05-07"), ("J 2000 Jan 99;1", "2000-01"), ("in press", "")],
)
def test_dates_of_notices(source: str, date: str) -> None:
    assert one_article(link("ErratumIn", "1", source)).told[0].date == date


def test_a_doi_is_not_taken_from_the_references() -> None:
    assert one_article(doi="").doi == ""


def test_books_are_registered_too() -> None:
    book = """<PubmedBookArticle><BookDocument><PMID Version="1">20301295</PMID><ArticleIdList><ArticleId IdType="bookaccession">NBK1116</ArticleId></ArticleIdList>
    <Book><BookTitle>GeneReviews</BookTitle><PubDate><Year>1993</Year></PubDate><AuthorList Type="editors"><Author><LastName>Adam</LastName></Author></AuthorList></Book>
    <ArticleTitle>A Chapter</ArticleTitle><AuthorList Type="authors"><Author><LastName>Pagon</LastName></Author></AuthorList></BookDocument></PubmedBookArticle>"""
    [(pmid, element)] = pubmed.split(answer(book))
    assert pubmed.read(element, pmid) == Registered(Work("pmid:20301295", "A Chapter", "Pagon", "1993", told_by="PubMed"))


class Efetch:
    """Plays efetch: articles of the ids that are `known`, in one document."""

    def __init__(self, *known: str, **links: str) -> None:
        self.known = {*known, *(pmid.removeprefix("p") for pmid in links)}
        self.links = {pmid.removeprefix("p"): text for pmid, text in links.items()}
        self.forms: list[dict[str, list[str]]] = []

    def __call__(self, asked: Asked) -> Reply:
        self.forms.append(parse_qs(asked.body.decode()))
        return Reply(body=answer(*(article(pmid, self.links.get(pmid, "")) for pmid in self.ids() if pmid in self.known)))

    def ids(self) -> list[str]:
        return self.forms[-1]["id"][0].split(",")


def test_two_hundred_articles_a_request(server: Server) -> None:
    play = Efetch(*map(str, range(1, 451)))
    server.play["/efetch.fcgi"] = play
    with client(server) as one:
        found = pubmed.look_up(one, [str(pmid) for pmid in range(1, 451)], pubmed.PubMedSettings(server.url, "desk@example.org", "key"))
    assert list(found) == [str(pmid) for pmid in range(1, 451)]
    assert all(isinstance(value, Registered) for value in found.values())
    assert [len(form["id"][0].split(",")) for form in play.forms] == [200, 200, 50]
    assert {key: value for key, value in play.forms[0].items() if key != "id"} == {"db": ["pubmed"], "retmode": ["xml"], "tool": ["evlint"], "email": ["desk@example.org"], "api_key": ["key"]}
    assert {asked.method for asked in server.asked} == {"POST"}


def test_an_article_is_absent_when_two_whole_answers_lack_it(server: Server) -> None:
    server.play["/efetch.fcgi"] = Efetch("1")
    with client(server) as one:
        found = pubmed.look_up(one, ["1", "2", "007", "123456789", "x"], pubmed.PubMedSettings(server.url))
    assert [type(found[pmid]) for pmid in found] == [Registered, Absent, Unknown, Unknown, Unknown]
    assert len(server.asked) == 2


def test_an_article_that_was_left_out_once_is_not_absent(server: Server) -> None:
    server.play["/efetch.fcgi"] = [Reply(body=answer()), Reply(body=answer(article("2")))]
    with client(server) as one:
        assert isinstance(pubmed.look_up(one, ["2"], pubmed.PubMedSettings(server.url))["2"], Registered)


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><PubmedArticleSet>&b;</PubmedArticleSet>'
REJECTED = [
    b"",
    b"not xml",
    answer(article("1"))[:-20],  # cut off
    b"<eFetchResult><ERROR>ID list is empty!</ERROR></eFetchResult>",
    b"<PubmedArticleSet><ERROR>try again</ERROR></PubmedArticleSet>",
    b"<html><body>maintenance</body></html>",
    BOMB.encode(),
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd" [<!ELEMENT x ANY>]><PubmedArticleSet/>',
    b'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><PubmedArticleSet/>',
    b"<PubmedArticleSet>" + b"<a>" * 100_000,
    b"<PubmedArticleSet>" + b"<a>" * 1000 + b"</a>" * 1000 + b"</PubmedArticleSet>",
    b'<?xml version="1.0" encoding="no-such"?><PubmedArticleSet/>',
]


@pytest.mark.parametrize("body", REJECTED, ids=range(len(REJECTED)))
def test_an_answer_that_is_not_whole_says_nothing_of_absence(server: Server, body: bytes) -> None:
    with pytest.raises(XmlError):
        list(pubmed.split(body))
    server.play["/efetch.fcgi"] = Reply(body=body)
    with client(server) as one:
        found = pubmed.look_up(one, ["1", "2"], pubmed.PubMedSettings(server.url))
    assert {type(value) for value in found.values()} == {Unknown}


@pytest.mark.parametrize("status", [400, 403, 404, 429, 502])
def test_a_refusal_of_pubmed_is_unknown(server: Server, status: int) -> None:
    server.play["/efetch.fcgi"] = Reply(status, answer())
    with client(server) as one:
        assert isinstance(pubmed.look_up(one, ["1"], pubmed.PubMedSettings(server.url))["1"], Unknown)


def test_a_doctype_that_names_a_file_is_read_without_the_file() -> None:
    assert text_of(parse(DOCTYPE.encode() + "<PubmedArticleSet>é &amp; <b>x\n y</b></PubmedArticleSet>".encode())) == "é & x y"


def test_articles_are_kept_one_by_one(server: Server, tmp_path: Path) -> None:
    clock, play, chosen = Clock(), Efetch("1", "2", "3", p2=link("RetractionIn", "9")), FetchSettings(cache=tmp_path / "cache")
    server.play["/efetch.fcgi"] = play
    registries = pubmed.PubMedSettings(server.url)
    with client(server, clock, chosen) as one:
        first = pubmed.look_up(one, ["1", "2"], registries)
    with client(server, clock, chosen) as one:
        second = pubmed.look_up(one, ["2", "1", "3"], registries)
        assert play.ids() == ["3"]
        assert {pmid: second[pmid] for pmid in first} == first
        clock.now += 7 * 86400
        pubmed.look_up(one, ["2"], registries)
        assert play.ids() == ["2"]


# All together


def learn(server: Server, *names: str) -> Learnt:
    registries = Registries(server.url, f"{server.url}/api/handles", server.url, "desk@example.org")
    with client(server) as one:
        return gather(names, one, registries)


def test_what_is_learnt_of_a_corpus(server: Server) -> None:
    server.play |= {
        "/efetch.fcgi": Efetch("1", p3=link("RetractionOf", "9")),
        "/works/10.1016%2Fs0140-6736%2897%2911096-0": Reply(body=WAKEFIELD),
        "/works/10.1000%2Fbroken": Reply(body=b"<html>"),
        "/works/10.1000%2Fdenied": Reply(403),
        PLAIN: Reply(404, handle(100)),
        AGAIN: Reply(404, handle(100)),
    }
    learnt = learn(server, "pmid:1", "pmid:2", "pmid:3", "doi:10.1016/s0140-6736(97)11096-0", "doi:10.1000/broken", "doi:10.1000/denied", "doi:10.1000/x", "isbn:1")
    assert set(learnt.works) == {"pmid:1", "pmid:3", "doi:10.1016/s0140-6736(97)11096-0"}
    assert learnt.absent == {"pmid:2": "PubMed", "doi:10.1000/x": "doi.org"}
    assert set(learnt.unknown) == {"doi:10.1000/broken", "doi:10.1000/denied", "isbn:1"}
    assert learnt.unknown["doi:10.1000/denied"] == "127.0.0.1 answered 403"
    assert learnt.notices == {"pmid:3"}
    # The played article 3 is a notice with the DOI of the paper: the paper does not become one, nor does the notice share what is told of the paper.
    assert set(learnt.told) == {"pmid:1", "doi:10.1016/s0140-6736(97)11096-0"}


def test_a_pmid_and_a_doi_of_one_work_share_what_is_told(server: Server) -> None:
    doi = "doi:10.1016/s0140-6736(97)11096-0"
    server.play |= {"/efetch.fcgi": Efetch(p1=link("ExpressionOfConcernIn", "9")), "/works/10.1016%2Fs0140-6736%2897%2911096-0": Reply(body=WAKEFIELD)}
    learnt = learn(server, "pmid:1", doi)
    assert learnt.told["pmid:1"] == learnt.told[doi]
    assert [(notice.kind, notice.told_by) for notice in learnt.told[doi]] == [("correction", "Crossref"), ("retraction", "Retraction Watch"), ("concern", "PubMed")]
    assert (learnt.works["pmid:1"].told_by, learnt.works[doi].told_by) == ("PubMed", "Crossref")


def test_what_crossref_does_not_say_pubmed_may(server: Server) -> None:
    doi = "doi:10.1016/s0140-6736(97)11096-0"
    server.play |= {"/efetch.fcgi": Efetch(p1=link("RetractionIn", "9")), "/works/10.1016%2Fs0140-6736%2897%2911096-0": Reply(403)}
    learnt = learn(server, "pmid:1", doi)
    assert (learnt.works[doi].name, learnt.works[doi].told_by, learnt.unknown) == (doi, "PubMed", {})
    assert [notice.kind for notice in learnt.told[doi]] == ["retraction"]


def test_nothing_to_ask_asks_nothing(server: Server) -> None:
    assert learn(server) == Learnt()
    assert server.asked == []

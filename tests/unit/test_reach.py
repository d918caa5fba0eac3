"""Whether links still lead somewhere: a server that is asked on two days."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path

from evlint.sources.fetch import FetchSettings
from evlint.sources.reach import APART, reach
from tests.server import Clock, Reply, Server, client


def test_what_is_missing_is_believed_when_it_is_missing_hours_later(server: Server, tmp_path: Path) -> None:
    clock, settings, url = Clock(), FetchSettings(cache=tmp_path / "answers.db"), f"{server.url}/guide"
    with client(server, clock, settings) as one:
        first = reach([url], one)[url]
    assert (first.gone, first.settled, first.first) == ("404", False, first.last)
    with client(server, clock, settings) as one:
        assert reach([url], one)[url] == first
    assert len(server.asked) == 2, "asking again at once settles nothing, so nobody asks"
    clock.now += APART
    with client(server, clock, settings) as one:
        second = reach([url], one)[url]
    assert (second.gone, second.settled) == ("404", True)
    assert second.first == first.first < second.last
    server.play["/guide"] = Reply(body=b"back again")
    with client(server, clock, settings) as one:
        assert reach([url], one)[url].gone == ""
    server.play.clear()
    clock.now += settings.max_age
    with client(server, clock, settings) as one:
        assert not reach([url], one)[url].settled, "it was there in between"


def test_a_page_that_is_there_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    server.play["/old"], server.play["/new"] = Reply(302, headers={"Location": "/new"}), Reply(body=b"here")
    clock, settings = Clock(), FetchSettings(cache=tmp_path / "answers.db")
    for _ in range(2):
        with client(server, clock, settings) as one:
            assert reach([f"{server.url}/old"], one)[f"{server.url}/old"].url == f"{server.url}/new"
    assert server.paths() == ["/old", "/new"]


def test_refusals_and_failures_say_nothing(server: Server) -> None:
    server.play |= {"/no": Reply(403), "/busy": Reply(503), "/later": Reply(429)}
    with client(server) as one:
        found = reach([f"{server.url}{path}" for path in server.play], one)
    assert all(one.unknown and not one.gone for one in found.values())


def test_a_host_is_gone_only_where_other_hosts_are_found(server: Server) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        if host.endswith(".test"):
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        return ["127.0.0.1"]

    server.play["/"] = Reply()
    with client(server, resolve=resolve) as one:
        alone = reach(["http://nowhere.test/"], one)
        together = reach(["http://nowhere.test/", f"{server.url}/"], one)
    assert alone["http://nowhere.test/"].unknown
    assert together["http://nowhere.test/"].gone == "no such host"


def test_what_a_damaged_cache_remembers_is_not_believed(server: Server, tmp_path: Path) -> None:
    server.play["/"] = Reply()
    with client(server, settings=FetchSettings(cache=tmp_path / "answers.db")) as one:
        one.remember(f"reach:{server.url}/", b'{"url": 3, "gone": []}')
        assert reach([f"{server.url}/"], one)[f"{server.url}/"].url == f"{server.url}/"

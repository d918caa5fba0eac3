"""Asking a real server on this machine: what is read, what is refused, how often it is asked, what is kept."""

from __future__ import annotations

import gzip
import socket
import sqlite3
import sys
import threading
import time
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpcore
import pytest

import evlint
from evlint.sources.addresses import Limits
from evlint.sources.fetch import Answer, Client, FetchSettings, OnlineError, Unknown
from tests.server import Asked, Clock, Reply, Server, client


def reason(outcome: Answer | Unknown) -> str:
    assert isinstance(outcome, Unknown), outcome
    return outcome.reason


# What is sent


def test_an_answer_and_what_is_sent_for_it(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # nothing listens there: a request that took the proxy would fail
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.play["/a?b=c"] = Reply(body=b"text", headers={"Set-Cookie": "session=1; Path=/"})
    with client(server, settings=FetchSettings(mailto="desk@example.org")) as one:
        assert one.get(f"{server.url}/a?b=c") == Answer(200, f"{server.url}/a?b=c", b"text", cached=False)
        one.get(f"{server.url}/a?b=c")
    sent = server.asked[1].headers
    assert sent["user-agent"] == f"evlint/{evlint.__version__} (mailto:desk@example.org)"
    assert sent["accept-encoding"] == "gzip"
    assert sent["host"] == f"127.0.0.1:{server.port}"
    assert "cookie" not in sent


def test_a_form_is_posted_as_it_is(server: Server) -> None:
    server.play["/form"] = Reply(body=b"got it")
    with client(server) as one:
        assert one.post(f"{server.url}/form", {"id": "1,2", "email": "a b@x"}) == Answer(200, f"{server.url}/form", b"got it")
    assert (server.asked[0].method, server.asked[0].body) == ("POST", b"id=1%2C2&email=a+b%40x")
    assert server.asked[0].headers["user-agent"] == f"evlint/{evlint.__version__}"


@pytest.mark.parametrize("mailto", ["nobody", "a@b", "a@b.org\r\nX-Evil: 1", "a@b.org)", "a b@c.org"])
def test_a_mail_address_that_is_none_is_named(mailto: str) -> None:
    with pytest.raises(OnlineError, match="mailto"):
        Client(FetchSettings(mailto=mailto))


def test_without_httpx_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import evlint.sources

    monkeypatch.delattr(evlint.sources, "transport", raising=False)
    monkeypatch.delitem(sys.modules, "evlint.sources.transport", raising=False)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(OnlineError, match=r"pip install 'evlint\[online\]'"):
        Client()


# What statuses mean


@pytest.mark.parametrize("status", [404, 410])
def test_gone_is_passed_on_with_its_body(server: Server, status: int) -> None:
    server.play["/x"] = Reply(status, b"no such work")
    with client(server) as one:
        assert one.get(f"{server.url}/x") == Answer(status, f"{server.url}/x", b"no such work")


@pytest.mark.parametrize("status", [400, 401, 403, 405, 418, 429, 451, 500, 502, 503, 504])
def test_refusals_and_failures_are_unknown(server: Server, status: int) -> None:
    server.play["/x"] = Reply(status, b"<h1>not now</h1>")
    with client(server) as one:
        assert reason(one.get(f"{server.url}/x")).startswith(f"127.0.0.1 answered {status}")
    assert len(server.asked) == (3 if status == 429 or status >= 500 else 1)


def test_a_stumble_is_asked_again(server: Server) -> None:
    clock = Clock()
    server.play["/x"] = [Reply(502), Reply(500), Reply(body=b"well")]
    with client(server, clock) as one:
        assert one.get(f"{server.url}/x") == Answer(200, f"{server.url}/x", b"well")
    assert clock.slept == [1, 2]


# Pace


@pytest.mark.parametrize("date", [False, True])
def test_retry_after_is_honoured(server: Server, date: bool) -> None:
    clock = Clock()
    when = format_datetime(datetime.fromtimestamp(clock.now + 7, UTC), usegmt=True)
    server.play["/x"] = [Reply(429, headers={"Retry-After": when if date else "7"}), Reply(body=b"now")]
    with client(server, clock) as one:
        assert one.get(f"{server.url}/x") == Answer(200, f"{server.url}/x", b"now")
    assert clock.slept == [7]


@pytest.mark.parametrize("value", ["3600", "9" * 5000, "Fri, 31 Dec 2999 23:59:59 GMT"])
def test_a_wait_beyond_the_patience_is_not_waited_for_and_not_ignored(server: Server, value: str) -> None:
    clock = Clock()
    server.play["/x"] = Reply(429, headers={"Retry-After": value})
    server.play["/y"] = Reply(body=b"y")
    with client(server, clock) as one:
        assert "429 and asks to wait" in reason(one.get(f"{server.url}/x"))
        assert "asks to wait" in reason(one.get(f"{server.url}/y"))
    assert (server.paths(), clock.slept) == (["/x"], [])


def test_the_patience_is_for_the_whole_run(server: Server) -> None:
    clock = Clock()
    server.play["/x"] = [Reply(503, headers={"Retry-After": "25"}), Reply(body=b"x")]
    server.play["/y"] = Reply(503, headers={"Retry-After": "25"})
    server.play["/z"] = Reply(body=b"z")
    with client(server, clock, FetchSettings(patience=60)) as one:
        assert isinstance(one.get(f"{server.url}/x"), Answer)
        reason(one.get(f"{server.url}/y"))
        reason(one.get(f"{server.url}/z"))
        assert clock.slept == [25, 0.4, 25]
        clock.now += 25  # what the host asked for has passed meanwhile
        assert isinstance(one.get(f"{server.url}/z"), Answer)
    assert server.paths() == ["/x", "/x", "/y", "/y", "/z"]


@pytest.mark.parametrize("value", ["", "soon", "-5", "1e9", "٣", "Mon, 99 Jan 2026 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_retry_after_that_says_nothing_is_as_none(server: Server, value: str) -> None:
    clock = Clock()
    server.play["/x"] = [Reply(503, headers={"Retry-After": value.encode("utf-8").decode("latin-1")}), Reply(body=b"x")]
    with client(server, clock) as one:
        assert isinstance(one.get(f"{server.url}/x"), Answer)
    assert clock.slept == [1]


@pytest.mark.parametrize(
    ("limit", "interval", "spacing"), [("50", "1s", 0.02), ("5", "1s", 0.2), ("10", "1m", 6), ("30", "60s", 2), ("50", "", 0.4), ("0", "1s", 0.4), ("x", "1s", 0.4), ("3", "1 day", 0.4)]
)
def test_the_rate_is_read_from_answers(server: Server, limit: str, interval: str, spacing: float) -> None:
    clock = Clock()
    server.play["/x"] = Reply(headers={"X-Rate-Limit-Limit": limit, "X-Rate-Limit-Interval": interval, "X-Concurrency-Limit": "1"})
    with client(server, clock) as one:
        for _ in range(3):
            one.get(f"{server.url}/x", keep=False)
        clock.now += 100
        one.get(f"{server.url}/x", keep=False)
    assert clock.slept == [spacing, spacing]


def test_a_rate_that_would_take_for_ever_is_unknown(server: Server) -> None:
    clock = Clock()
    server.play["/x"] = Reply(headers={"X-Rate-Limit-Limit": "1", "X-Rate-Limit-Interval": "2h"})
    with client(server, clock) as one:
        assert isinstance(one.get(f"{server.url}/x"), Answer)
        assert reason(one.get(f"{server.url}/x")) == "127.0.0.1 asks to wait 7200 s"
    assert clock.slept == []


def test_a_host_that_fails_on_and_on_is_left_alone(server: Server) -> None:
    server.play["/x"] = Reply(403)
    with client(server) as one:
        for _ in range(5):
            assert reason(one.get(f"{server.url}/x")) == "127.0.0.1 answered 403"
        assert reason(one.get(f"{server.url}/y")) == "127.0.0.1 failed 5 times in a row and was not asked again"
    assert server.paths() == ["/x"] * 5


def test_failures_that_an_answer_interrupts_are_not_in_a_row(server: Server) -> None:
    server.play["/bad"] = Reply(403)
    with client(server) as one:
        outcomes = [one.get(f"{server.url}/{path}") for path in ["bad", "bad", "bad", "bad", "fine", "bad", "bad", "bad", "bad", "fine"]]
    assert [isinstance(outcome, Answer) for outcome in outcomes] == ([False] * 4 + [True]) * 2


# Time and size


@pytest.mark.parametrize("slow", [Reply(body=b"late", pause=3), Reply(body=b"." * 100, drip=0.05)])
def test_slow_answers_end_at_the_deadline(server: Server, slow: Reply) -> None:
    server.play["/x"] = slow
    begun = time.monotonic()
    with client(server, settings=FetchSettings(seconds=0.3)) as one:
        assert reason(one.get(f"{server.url}/x")) == "127.0.0.1 gave no answer within 0.3 s"
    assert time.monotonic() - begun < 1
    assert len(server.asked) == 1


def test_headers_that_drip_end_at_the_deadline() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def drip() -> None:
        connection, _ = listener.accept()
        with connection, pytest.raises(OSError):
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1000:
                connection.sendall(bytes([byte]))
                time.sleep(0.03)

    threading.Thread(target=drip, daemon=True).start()
    begun = time.monotonic()
    with listener, Client(FetchSettings(seconds=0.3, limits=Limits(private=frozenset({("127.0.0.1", port)})))) as one:
        assert "no answer within" in reason(one.get(f"http://127.0.0.1:{port}/"))
    assert time.monotonic() - begun < 1


def test_a_resolver_that_hangs_ends_at_the_deadline(server: Server) -> None:
    def hang(host: str, port: int) -> Sequence[str]:
        time.sleep(2)
        return ["93.184.216.34"]

    begun = time.monotonic()
    with client(server, settings=FetchSettings(seconds=0.2), resolve=hang) as one:
        assert "no answer within" in reason(one.get("http://example.org/"))
    assert time.monotonic() - begun < 1


def test_waiting_on_purpose_does_not_use_up_the_deadline(server: Server) -> None:
    server.play["/x"] = [Reply(429, headers={"Retry-After": "1"}), Reply(body=b"x", pause=0.1)]
    with client(server, settings=FetchSettings(seconds=0.3), sleep=lambda _: time.sleep(0.4)) as one:
        assert isinstance(one.get(f"{server.url}/x"), Answer)


def test_long_answers_are_not_read_to_their_end(server: Server) -> None:
    server.play["/long"] = Reply(body=b"." * 1001)
    server.play["/fits"] = Reply(body=b"." * 1000)
    with client(server, settings=FetchSettings(most=1000)) as one:
        assert "longer than 1000 bytes" in reason(one.get(f"{server.url}/long"))
        assert isinstance(one.get(f"{server.url}/fits"), Answer)
        assert isinstance(one.post(f"{server.url}/long", {}, most=2000), Answer)


def packed(body: bytes, packing: str = "gzip") -> Reply:
    return Reply(body=body, headers={"Content-Encoding": packing})


def test_packed_answers(server: Server) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    server.play |= {"/fine": packed(gzip.compress(b"text")), "/bomb": packed(bomb), "/cut": packed(gzip.compress(b"some text" * 99)[:-9]), "/not": packed(b"plain")}
    server.play |= {"/twice": packed(gzip.compress(bomb), "gzip, gzip"), "/other": packed(b"xx", "br")}
    with client(server, settings=FetchSettings(most=100_000)) as one:
        assert one.get(f"{server.url}/fine") == Answer(200, f"{server.url}/fine", b"text")
        tracemalloc.start()
        assert "longer than" in reason(one.get(f"{server.url}/bomb"))
        assert tracemalloc.get_traced_memory()[1] < 3_000_000  # the most that was held at once
        tracemalloc.stop()
        assert "cut off" in reason(one.get(f"{server.url}/cut"))
        assert "cannot be unpacked" in reason(one.get(f"{server.url}/not"))
        assert "packed as gzip, gzip" in reason(one.get(f"{server.url}/twice"))
        assert "packed as br" in reason(one.get(f"{server.url}/other"))


def test_an_answer_shorter_than_it_says_is_unknown(server: Server) -> None:
    server.play["/x"] = Reply(body=b"short", headers={"Content-Length": "50", "Connection": "close"})
    with client(server) as one:
        assert "cannot be reached" in reason(one.get(f"{server.url}/x"))


# Redirects


def to(url: str, status: int = 302) -> Reply:
    return Reply(status, headers={"Location": url})


def test_redirects_are_followed_to_where_they_lead(server: Server) -> None:
    server.play |= {"/a": to("/b?x=1", 301), "/b?x=1": to(f"{server.url}/c", 308), "/c": Reply(body=b"there")}
    with client(server) as one:
        assert one.get(f"{server.url}/a") == Answer(200, f"{server.url}/c", b"there")


def test_five_redirects_and_no_more(server: Server) -> None:
    server.play |= {f"/{i}": to(f"/{i + 1}") for i in range(6)} | {"/6": Reply(body=b"there")}
    server.play["/loop"] = to("/loop")
    with client(server) as one:
        assert isinstance(one.get(f"{server.url}/1"), Answer)
        assert reason(one.get(f"{server.url}/0")) == "more than 5 redirects"
        assert reason(one.get(f"{server.url}/loop")) == "more than 5 redirects"
    assert server.paths().count("/loop") == 6


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "http://127.0.0.1:22/",
        "http://2130706433/",
        "http://u:p@example.org/",
        "http://inside.example/",
        "http://[",
    ],
)
def test_redirects_are_checked_too(server: Server, place: str) -> None:
    server.play["/x"] = to(place)
    with client(server) as one:  # to its resolver every name is 127.0.0.1
        assert reason(one.get(f"{server.url}/x")).startswith("not usable" if place == "http://[" else "not asked")


def test_another_port_of_a_trusted_host_is_not_trusted(server: Server) -> None:
    other = Server()
    server.play["/x"] = to(f"{other.url}/secret")
    with client(server) as one:
        assert reason(one.get(f"{server.url}/x")) == f"not asked: port {other.port} is not asked"
    assert other.asked == []
    other.close()


def test_a_form_is_not_sent_elsewhere(server: Server) -> None:
    server.play["/form"] = to("/elsewhere", 307)
    with client(server) as one:
        assert "moved" in reason(one.post(f"{server.url}/form", {"api_key": "secret"}))
    assert server.paths() == ["/form"]


# Connections


class Dial(httpcore.NetworkBackend):
    """Opens every connection to one port of this machine, and notes the address that was asked for. `dead` addresses do not answer."""

    def __init__(self, port: int, dead: Sequence[str] = ()) -> None:
        self.port, self.dead, self.dialled = port, dead, list[tuple[str, int]]()

    def connect_tcp(self, host: str, port: int, *arguments: Any, **named: Any) -> httpcore.NetworkStream:
        self.dialled.append((host, port))
        if host in self.dead:
            raise httpcore.ConnectError("no route")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, *arguments, **named)


class Rebinding:
    """A resolver that gives a public address once, and this machine ever after."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, _host: str, _port: int) -> Sequence[str]:
        self.calls += 1
        return ["93.184.216.34"] if self.calls == 1 else ["127.0.0.1"]


def test_the_connection_goes_to_the_address_that_was_checked(server: Server) -> None:
    server.play["/x"] = Reply(body=b"x", headers={"Connection": "close"})
    resolver, dial = Rebinding(), Dial(server.port)
    with client(server, resolve=resolver, dial=dial) as one:
        assert one.get("http://registry.example/x") == Answer(200, "http://registry.example/x", b"x")
        assert (resolver.calls, dial.dialled) == (1, [("93.184.216.34", 80)])
        assert server.asked[0].headers["host"] == "registry.example"
        assert "leads to 127.0.0.1" in reason(one.get("http://registry.example/x"))
    assert (resolver.calls, len(dial.dialled), len(server.asked)) == (2, 1, 1)


def test_a_redirect_to_the_same_name_is_resolved_and_checked_anew(server: Server) -> None:
    server.play["/x"] = Reply(302, headers={"Location": "/secret", "Connection": "close"})
    with client(server, resolve=Rebinding(), dial=Dial(server.port)) as one:
        assert "leads to 127.0.0.1" in reason(one.get("http://registry.example/x"))
    assert server.paths() == ["/x"]


def test_the_next_address_is_tried_where_one_is_dead(server: Server) -> None:
    server.play["/x"] = Reply(body=b"x")
    dial = Dial(server.port, dead=["2606:4700::1"])
    with client(server, resolve=lambda _host, _port: ["2606:4700::1", "93.184.216.34"], dial=dial) as one:
        assert isinstance(one.get("http://registry.example/x"), Answer)
    assert dial.dialled == [("2606:4700::1", 80), ("93.184.216.34", 80)]


def test_tls_asks_for_the_name_and_not_for_the_address() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    greetings: list[bytes] = []

    def greet() -> None:
        for _ in range(3):
            connection, _address = listener.accept()
            with connection:
                greetings.append(connection.recv(4096))

    threading.Thread(target=greet, daemon=True).start()
    dial, clock = Dial(listener.getsockname()[1]), Clock()
    with Client(resolve=lambda _host, _port: ["93.184.216.34"], dial=dial, clock=clock, sleep=clock.sleep) as one:
        assert "cannot be reached" in reason(one.get("https://registry.example/x"))
    assert dial.dialled[0] == ("93.184.216.34", 443)
    assert b"registry.example" in greetings[0]  # the server name of the TLS greeting, which is sent in the clear
    listener.close()


def test_names_that_do_not_resolve_and_ports_that_are_closed_are_unknown(server: Server) -> None:
    def nowhere(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with client(server, resolve=nowhere) as one:
        assert "registry.example does not resolve" in reason(one.get("http://registry.example/x"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    limits = Limits(private=frozenset({("127.0.0.1", port)}))
    with client(server, settings=FetchSettings(limits=limits)) as one:
        assert "cannot be reached" in reason(one.get(f"http://127.0.0.1:{port}/"))


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "http://u@example.org/", "http://0x7f000001/", "nonsense", "", "http://example.org:22/", "http://" + "a" * 300 + "/", "http://exa mple/", "http://example.org/\ud800"]
)
def test_places_that_are_not_asked_are_unknown(server: Server, tmp_path: Path, url: str) -> None:
    with client(server, settings=settings(tmp_path)) as one:
        assert isinstance(one.get(url), Unknown)
    assert server.asked == []


# The cache

WEEK = 7 * 86400


def settings(tmp_path: Path) -> FetchSettings:
    return FetchSettings(cache=tmp_path / "folder" / "answers.sqlite")


def test_young_answers_are_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    clock = Clock()
    server.play["/x"] = [Reply(body=b"old"), Reply(body=b"new")]
    with client(server, clock, settings(tmp_path)) as one:
        assert one.get(f"{server.url}/x") == Answer(200, f"{server.url}/x", b"old", cached=False)
    clock.now += WEEK - 1
    with client(server, clock, settings(tmp_path)) as one:
        assert one.get(f"{server.url}/x") == Answer(200, f"{server.url}/x", b"old", cached=True)
        assert len(server.asked) == 1
        clock.now += 2
        assert one.get(f"{server.url}/x") == Answer(200, f"{server.url}/x", b"new", cached=False)
        assert "if-none-match" not in server.asked[1].headers
        clock.now -= 2 * WEEK  # the clock was wrong: an answer from the future is no young one
        assert one.get(f"{server.url}/x") == Answer(200, f"{server.url}/x", b"new", cached=False)


def test_an_old_answer_that_has_not_changed_is_kept_on(server: Server, tmp_path: Path) -> None:
    clock = Clock()

    def play(asked: Asked) -> Reply:
        return Reply(304, headers={"ETag": '"1"'}) if asked.headers.get("if-none-match") == '"1"' else Reply(body=b"text", headers={"ETag": '"1"'})

    server.play |= {"/x": play, "/moved": to("/x")}
    for path in ("/x", "/moved"):
        with client(server, clock, settings(tmp_path)) as one:
            assert one.get(f"{server.url}{path}") == Answer(200, f"{server.url}/x", b"text", cached=False)
            clock.now += WEEK
            assert one.get(f"{server.url}{path}") == Answer(200, f"{server.url}/x", b"text", cached=True)
            count = len(server.asked)
            clock.now += WEEK - 1  # its age counts from when it was last known to be right
            assert one.get(f"{server.url}{path}") == Answer(200, f"{server.url}/x", b"text", cached=True)
            assert len(server.asked) == count
    assert [asked.headers.get("if-none-match") for asked in server.asked] == [None, '"1"', None, None, None, '"1"']  # the tag goes to the URL it came from


def test_an_unasked_304_is_unknown(server: Server) -> None:
    server.play["/x"] = Reply(304)
    with client(server) as one:
        assert reason(one.get(f"{server.url}/x")) == "127.0.0.1 answered 304"


def test_what_is_not_there_is_asked_for_again(server: Server, tmp_path: Path) -> None:
    server.play |= {"/x": [Reply(404), Reply(500), Reply(500), Reply(500), Reply(body=b"registered since")], "/y": Reply(body=b"y")}
    with client(server, settings=settings(tmp_path)) as one:
        assert [type(one.get(f"{server.url}/x")) for _ in range(3)] == [Answer, Unknown, Answer]
        one.get(f"{server.url}/y", keep=False)
        one.get(f"{server.url}/y", keep=False)
    assert server.paths() == ["/x"] * 5 + ["/y"] * 2


def test_parts_are_remembered_for_as_long(server: Server, tmp_path: Path) -> None:
    clock = Clock()
    with client(server, clock, settings(tmp_path)) as one:
        one.remember("part", b"text")
        assert (one.recall("part"), one.recall("other")) == (b"text", None)
        clock.now += WEEK
        assert one.recall("part") is None


@pytest.mark.parametrize("harm", ["garbage", "cut", "other table", "wrong types"])
def test_a_damaged_cache_costs_a_request_and_no_more(server: Server, tmp_path: Path, harm: str) -> None:
    server.play["/x"] = Reply(body=b"text")
    chosen = settings(tmp_path)
    assert chosen.cache is not None
    with client(server, settings=chosen) as one:
        one.get(f"{server.url}/x")
    if harm == "garbage":
        chosen.cache.write_bytes(b"not a database at all" * 500)
    elif harm == "cut":
        chosen.cache.write_bytes(chosen.cache.read_bytes()[:5000])
    else:
        with sqlite3.connect(chosen.cache) as file:
            file.executescript("DROP TABLE answers; CREATE TABLE answers (a); PRAGMA user_version = 0" if harm == "other table" else "UPDATE answers SET body = 7")
        file.close()
    for cached in (False, True):
        with client(server, settings=chosen) as one:
            assert one.get(f"{server.url}/x") == Answer(200, f"{server.url}/x", b"text", cached)
    if harm == "garbage":
        assert chosen.cache.with_name("answers.sqlite.damaged").read_bytes().startswith(b"not a database")


@pytest.mark.parametrize("path", ["", "file/answers.sqlite"])
def test_a_place_that_cannot_hold_a_cache_is_no_trouble(server: Server, tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_bytes(b"a file where a folder should be")
    server.play["/x"] = Reply(body=b"text")
    with client(server, settings=FetchSettings(cache=tmp_path / path)) as one:
        assert [one.get(f"{server.url}/x") for _ in range(2)] == [Answer(200, f"{server.url}/x", b"text")] * 2


# Whether something is there


def test_a_probe_reads_no_body_and_asks_again_where_head_is_not_answered(server: Server) -> None:
    server.play["/page"] = Reply(body=b"x" * 100)
    server.play["/stubborn"] = lambda asked: Reply(405) if asked.method == "HEAD" else Reply(206, b"x")
    server.play["/moved"] = Reply(301, headers={"Location": "/page"})
    with client(server) as one:
        assert one.probe(f"{server.url}/page") == Answer(200, f"{server.url}/page", b"")
        assert one.probe(f"{server.url}/stubborn") == Answer(206, f"{server.url}/stubborn", b"")
        assert one.probe(f"{server.url}/moved") == Answer(200, f"{server.url}/page", b"")
        assert one.probe(f"{server.url}/gone") == Answer(404, f"{server.url}/gone", b"")
    assert [(asked.method, asked.path) for asked in server.asked] == [
        ("HEAD", "/page"), ("HEAD", "/stubborn"), ("GET", "/stubborn"), ("HEAD", "/moved"), ("HEAD", "/page"), ("HEAD", "/gone"), ("GET", "/gone"),
    ]  # fmt: skip
    assert server.asked[2].headers["range"] == "bytes=0-0"


def test_a_host_that_the_system_does_not_know_is_told_apart(server: Server) -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME if host == "nowhere.test" else socket.EAI_AGAIN, "no")

    with client(server, resolve=unknown) as one:
        nowhere, later = one.probe("http://nowhere.test/"), one.probe("http://later.test/")
    assert isinstance(nowhere, Unknown) and nowhere.nameless
    assert isinstance(later, Unknown) and not later.nameless

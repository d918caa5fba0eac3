"""Asking servers politely and safely. What went wrong is `Unknown` with a reason: a refusal or a failure is never read as "it does not exist"."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin

from evlint import __version__
from evlint.exits import UsageError
from evlint.patterns import pattern as lazy
from evlint.sources.addresses import Limits, RefusedError, Resolver, check_url, system_resolver
from evlint.sources.cache import Cache, Kept
from evlint.sources.pace import Pace

if TYPE_CHECKING:
    import httpcore
    import httpx

REDIRECTS = 5
ATTEMPTS = 3
_MAILTO = lazy(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


class OnlineError(UsageError):
    """Registries cannot be asked at all, whatever the server; the message names what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that says something: status 2xx, 404 or 410. `url` is where it came from after redirects; `cached`: the body was kept from before."""

    status: int
    url: str
    body: bytes
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing could be learnt, and why: 403, 429, 5xx, a time-out, a name that does not resolve, a place that is not asked.

    `status` is that of an answer which says nothing, 0 where there was none; `nameless`: the system knows no such host.
    """

    reason: str
    status: int = 0
    nameless: bool = False


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How to ask. `mailto` is put into User-Agent; `seconds` ends a request with its redirects, `patience` is the time that a host may make a run wait."""

    mailto: str = ""
    cache: Path | None = None
    max_age: float = 7 * 86400.0  # seconds; younger answers are not asked for again
    most: int = 8 * 1024 * 1024  # bytes of one answer, unpacked
    seconds: float = 30.0
    patience: float = 60.0
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    url: str
    headers: dict[str, str]
    content: bytes = b""
    most: int = 0  # bytes of the answer; 0: its body is left alone
    kept: Kept | None = None  # an older answer, whose ETag is sent to the URL it came from


@dataclass(frozen=True, slots=True)
class _Trouble:
    """The host's fault. `wait`: seconds that it asks for, 0 where it names none; None: no other attempt makes sense."""

    host: str
    reason: str
    wait: float | None = None
    status: int = 0
    nameless: bool = False


class Client:
    """One run's requests, sent one at a time; not to be shared by threads. A context manager."""

    def __init__(
        self,
        settings: FetchSettings = FetchSettings(),
        *,
        resolve: Resolver = system_resolver,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        dial: httpcore.NetworkBackend | None = None,
    ) -> None:
        """`resolve`, `clock` (seconds since 1970), `sleep` and `dial` (opens sockets) are there for tests. Raises OnlineError."""
        if settings.mailto and not _MAILTO.fullmatch(settings.mailto):
            raise OnlineError(f"mailto is to be a mail address, not {settings.mailto!r}")
        try:
            from evlint.sources import transport
        except ImportError as error:
            raise OnlineError(f"asking registries needs httpx ({error}): pip install 'evlint[online]'") from None
        agent = f"evlint/{__version__}" + (f" (mailto:{settings.mailto})" if settings.mailto else "")
        self._transport, self._deadline = transport, transport.Deadline()
        self._http = transport.open_client(settings.limits, resolve, self._deadline, dial, agent)
        self._settings, self._clock = settings, clock
        self._pace = Pace(clock, sleep, settings.patience)
        self._cache = Cache(settings.cache, clock())

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()
        self._cache.close()

    def get(self, url: str, *, accept: str = "application/json", keep: bool = True) -> Answer | Unknown:
        """The answer for a URL. `keep` False: neither taken from the cache nor put into it. Only status 200 is ever kept."""
        kept = self._cache.get(url) if keep else None
        if kept is not None and self._fresh(kept):
            return Answer(200, kept.url, kept.body, cached=True)
        etags: dict[str, str] = {}
        answer = self._ask(_Request("GET", url, {"Accept": accept}, most=self._settings.most, kept=kept), etags)
        if isinstance(answer, Unknown):
            return answer
        if answer.status == 304 and kept is not None:
            self._cache.put(url, Kept(kept.url, kept.etag, kept.body, self._clock()))
            return Answer(200, kept.url, kept.body, cached=True)
        if keep and answer.status == 200:
            self._cache.put(url, Kept(answer.url, etags.get(answer.url, ""), answer.body, self._clock()))
        return answer

    def post(self, url: str, form: Mapping[str, str], *, most: int | None = None) -> Answer | Unknown:
        """The answer to a form. It is not kept, and no redirect is followed: the form may hold a key that belongs to this host only. `most`: bytes."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask(_Request("POST", url, headers, urlencode(form).encode("ascii"), most or self._settings.most), {})

    def probe(self, url: str) -> Answer | Unknown:
        """Whether something is there, without its body: HEAD, then GET of one byte, since some servers answer the two differently. Nothing is kept."""
        headers = {"Accept": "*/*"}
        answer = self._ask(_Request("HEAD", url, headers), {})
        if answer.status // 100 == 2 or answer.status in (0, 429) or answer.status >= 500:
            return answer
        return self._ask(_Request("GET", url, {**headers, "Range": "bytes=0-0"}), {})

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock()

    def recall(self, key: str, *, ever: bool = False) -> bytes | None:
        """What was remembered under a key, unless it is older than `max_age`; with `ever`, however old it is."""
        kept = self._cache.get(key)
        return kept.body if kept is not None and (ever or self._fresh(kept)) else None

    def remember(self, key: str, body: bytes) -> None:
        """Keep a part of an answer, such as one article of many."""
        self._cache.put(key, Kept("", "", body, self._clock()))

    def _fresh(self, kept: Kept) -> bool:
        return 0 <= self._clock() - kept.at < self._settings.max_age

    def _ask(self, request: _Request, etags: dict[str, str]) -> Answer | Unknown:
        """Follow a request, and again after a while where the host says so or stumbles."""
        attempt = 0
        while True:
            attempt += 1
            outcome = self._follow(request, etags)
            if not isinstance(outcome, _Trouble):
                return outcome
            if not self._again(outcome, attempt):
                self._pace.failed(outcome.host)
                return Unknown(outcome.reason, outcome.status, outcome.nameless)

    def _again(self, trouble: _Trouble, attempt: int) -> bool:
        """Whether to try once more, which the next request then waits for."""
        if trouble.wait:  # asked for by the host, and noted after the last attempt too: later requests must wait as well
            return self._pace.hold(trouble.host, trouble.wait) and attempt < ATTEMPTS
        return trouble.wait is not None and attempt < ATTEMPTS and self._pace.hold(trouble.host, 2.0 ** (attempt - 1))

    def _follow(self, request: _Request, etags: dict[str, str]) -> Answer | Unknown | _Trouble:
        """One attempt with its redirects, each of which is checked as the first URL is."""
        url = request.url
        self._deadline.start(self._settings.seconds)
        for _ in range(REDIRECTS + 1):
            try:
                host, _port = check_url(url, self._settings.limits)
            except RefusedError as error:
                return Unknown(f"not asked: {error}")
            begun = time.monotonic()
            if reason := self._pace.wait(host):
                return Unknown(reason)
            self._deadline.move(time.monotonic() - begun)
            outcome = self._send(request, url, host, etags)
            if not isinstance(outcome, str):
                return outcome
            if request.method == "POST":
                return Unknown(f"{host} moved to another address")
            url = outcome
        return Unknown(f"more than {REDIRECTS} redirects")

    def _send(self, request: _Request, url: str, host: str, etags: dict[str, str]) -> Answer | Unknown | _Trouble | str:
        """One request: its outcome, or the URL that it is redirected to."""
        headers = dict(request.headers)
        if request.kept is not None and request.kept.etag and request.kept.url == url:
            headers["If-None-Match"] = request.kept.etag
        try:
            with self._http.stream(request.method, url, headers=headers, content=request.content or None) as response:
                self._pace.learn(host, response.headers)
                outcome = self._judge(request, url, host, response)
                if isinstance(outcome, Answer):
                    etags[url] = response.headers.get("etag", "")
                return outcome
        except self._transport.TIMEOUTS:
            return _Trouble(host, f"{host} gave no answer within {self._settings.seconds:g} s")
        except self._transport.UnresolvedError as error:
            return _Trouble(host, str(error), nameless=error.nameless)
        except RefusedError as error:
            return Unknown(f"not asked: {error}")
        except self._transport.FAILURES as error:
            return _Trouble(host, f"{host} cannot be reached: {error or type(error).__name__}", wait=0)
        except self._transport.UNUSABLE as error:
            return Unknown(f"not usable: {error}")

    def _judge(self, request: _Request, url: str, host: str, response: httpx.Response) -> Answer | Unknown | _Trouble | str:
        status = response.status_code
        if status in (401, 403, 451):
            return _Trouble(host, f"{host} answered {status}", status=status)
        if status == 429 or status >= 500:
            wait = self._pace.retry_after(response.headers.get("retry-after", ""))
            asks = f" and asks to wait {wait:.0f} s" if wait else ""
            return _Trouble(host, f"{host} answered {status}{asks}", wait=wait or 0, status=status)
        self._pace.answered(host)
        if status in (301, 302, 303, 307, 308) and response.headers.get("location"):
            return urljoin(url, response.headers["location"].strip())
        if status == 304 and request.kept is not None:
            return Answer(status, url, b"")
        if status // 100 == 2 or status in (404, 410):
            return Answer(status, url, _body(response, request.most) if request.most else b"")
        return Unknown(f"{host} answered {status}", status)


def _body(response: Any, most: int) -> bytes:
    """The unpacked body. Raises ValueError for one that is longer than `most` bytes, cut off, or packed in another way than was asked for."""
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip"):
        raise ValueError(f"the answer is packed as {packing[:40]}")
    unpack = zlib.decompressobj(wbits=31) if packing == "gzip" else None
    parts: list[bytes] = []
    size = 0
    for chunk in response.iter_raw():
        try:
            # No more than one byte above the limit is ever unpacked, however well a bomb is packed.
            part = unpack.decompress(chunk, most - size + 1) if unpack else chunk
        except zlib.error as error:
            raise ValueError(f"the answer cannot be unpacked: {error}") from None
        parts.append(part)
        size += len(part)
        if size > most:
            raise ValueError(f"the answer is longer than {most} bytes")
    if unpack is not None and not unpack.eof:
        raise ValueError("the answer is cut off")
    return b"".join(parts)

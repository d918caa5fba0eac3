"""The connection under httpx: it goes to an address that was checked, and ends at a deadline. Imported only when something is asked, since httpx is heavy.

The name is resolved, judged and connected to in one place, for each connection, so that a name which leads elsewhere a moment later gains
nothing. TLS still verifies the certificate of the *name*, and Host still holds it: only the TCP connection is told the address.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpcore
import httpx

from evlint.sources.addresses import Limits, RefusedError, Resolver, checked

_NO_HOST = {code for name in ("EAI_NONAME", "EAI_NODATA") if (code := getattr(socket, name, None)) is not None}
_CONNECT = 8.0  # seconds for one address of several: the first may be a dead IPv6 route


class UnresolvedError(OSError):
    """A name that has no address. `nameless`: the system says that there is no such host, rather than that it cannot tell."""

    def __init__(self, host: str, error: Exception) -> None:
        super().__init__(f"the name {host} does not resolve: {error}")
        self.nameless = isinstance(error, socket.gaierror) and error.errno in _NO_HOST


class Deadline:
    """One deadline for all steps of a request. httpx's own time-outs are for a single read: a server that sends a byte each second never meets them."""

    def __init__(self) -> None:
        self._end = float("inf")

    def start(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def move(self, seconds: float) -> None:
        """Put it off, for the time that was spent waiting on purpose."""
        self._end += seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds left, and no more than `at_most`. Raises httpcore.ReadTimeout when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left if at_most is None else min(left, at_most)


class _Stream(httpcore.NetworkStream):
    """A stream whose every step ends at the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, limits: Limits, resolve: Resolver, deadline: Deadline, inner: httpcore.NetworkBackend) -> None:
        self._limits, self._resolve, self._deadline, self._inner = limits, resolve, deadline, inner

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        """A stream to the first checked address that answers. Raises RefusedError, UnresolvedError and httpcore's errors."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._inner.connect_tcp(address, port, self._deadline.left(min(_CONNECT, timeout or _CONNECT)), local_address, socket_options)
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The system's resolver knows no time-out, so that it runs in a thread which is left behind when the deadline passes."""
        found: list[tuple[str, ...] | Exception] = []

        def look_up() -> None:
            try:
                found.append(checked(host, port, self._limits, self._resolve))
            except (RefusedError, OSError) as error:
                found.append(error)

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(self._deadline.left())
        if not found:
            raise httpcore.ConnectTimeout(f"the name {host} was not resolved in time")
        if isinstance(found[0], RefusedError):
            raise found[0]
        if isinstance(found[0], Exception):
            raise UnresolvedError(host, found[0])
        return found[0]


class _Body(httpx.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


class _Transport(httpx.BaseTransport):
    """httpx.HTTPTransport with our backend, which httpx has no public way to set. httpcore's errors pass unchanged."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=_certificates(), max_connections=10, max_keepalive_connections=5, keepalive_expiry=5, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        reply = self._pool.handle_request(httpcore.Request(request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions))
        return httpx.Response(reply.status, headers=reply.headers, stream=_Body(reply.stream), extensions=reply.extensions)

    def close(self) -> None:
        self._pool.close()


TIMEOUTS = (httpcore.TimeoutException,)
FAILURES = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ConnectionNotAvailable, httpcore.UnsupportedProtocol, httpx.HTTPError, httpx.StreamError, OSError)
UNUSABLE = (httpx.InvalidURL, ValueError)  # before anything is sent


def open_client(limits: Limits, resolve: Resolver, deadline: Deadline, inner: httpcore.NetworkBackend | None, agent: str) -> httpx.Client:
    """An httpx client: no cookies, no proxies and no certificates from the environment, no redirects of its own. `inner` opens sockets (tests set it)."""
    backend = _Backend(limits, resolve, deadline, inner or httpcore.SyncBackend())
    jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    # Only gzip is asked for: other encodings, and chains of them, are refused when the body is read, so that nothing unpacks without a bound.
    headers = {"User-Agent": agent, "Accept-Encoding": "gzip"}
    return httpx.Client(transport=_Transport(backend), headers=headers, cookies=jar, trust_env=False, follow_redirects=False, timeout=None)

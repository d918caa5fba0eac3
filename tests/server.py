"""A real HTTP server on 127.0.0.1 that plays what tests tell it to, a clock that only moves when it is slept on, and clients for both."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from evlint.sources.addresses import Limits
from evlint.sources.fetch import Client, FetchSettings


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0  # seconds before anything is sent
    drip: float = 0.0  # seconds between the bytes of the body


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes


Play = Reply | list[Reply] | Callable[[Asked], Reply]


class Server:
    """`play[path]` is a reply, replies in turn (the last one repeats), or a function; a path that is not set answers 404. `asked` holds the requests."""

    def __init__(self) -> None:
        self.play: dict[str, Play] = {}
        self.asked: list[Asked] = []
        self._http = _Quiet(("127.0.0.1", 0), _handler(self))
        self.port: int = self._http.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        play = self.play.get(asked.path, Reply(404, b"not here"))
        if isinstance(play, list):
            return play.pop(0) if len(play) > 1 else play[0]
        return play if isinstance(play, Reply) else play(asked)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients hang up on purpose here."""


def _handler(server: Server) -> type[socketserver.BaseRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for the acknowledgement of its headers

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reply = server.reply(Asked(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            time.sleep(reply.pause)
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for i in range(0, len(reply.body) if reply.status != 304 and self.command != "HEAD" else 0, 1 if reply.drip else 1 << 30):
                self.wfile.write(reply.body[i : i + 1] if reply.drip else reply.body)
                self.wfile.flush()
                time.sleep(reply.drip)

        do_POST = do_HEAD = do_GET  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


class Clock:
    """Seconds that pass only by sleeping. `slept` holds how long each sleep was."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


def loopback(host: str, port: int) -> Sequence[str]:
    """A resolver to whom every name is this machine."""
    return ["127.0.0.1"]


@contextmanager
def client(server: Server, clock: Clock | None = None, settings: FetchSettings | None = None, **arguments: Any) -> Iterator[Client]:
    """A client that may ask the server as 127.0.0.1, which no client may by itself."""
    clock = clock or Clock()
    settings = settings or FetchSettings()
    limits = Limits(settings.limits.ports, settings.limits.private | {("127.0.0.1", server.port)})
    with Client(replace(settings, limits=limits), **{"resolve": loopback, "clock": clock, "sleep": clock.sleep, **arguments}) as one:
        yield one

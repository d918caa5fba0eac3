"""Which places may be asked: documents come from anywhere, so the links in them must not reach into the network of the person who checks them (SSRF).

Two steps. `check_url` judges what is written; `checked` resolves the name and judges every address. Who connects must connect to the
addresses that `checked` gave back: a name that is resolved a second time may then lead elsewhere (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import socket
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from evlint.patterns import pattern as lazy

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]  # (host, port) → addresses as text; raises OSError

# Own lists rather than `ipaddress.is_global`: what that calls global differs between Python 3.11.7 and 3.13 (6to4, NAT64, 192.0.0.0/24, multicast).
_CLOSED_4 = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3"
)
_OPEN_6 = ipaddress.ip_network("2000::/3")  # loopback, ULA, link-local, site-local, multicast and IPv4-compatible forms all lie outside
_CLOSED_6 = "2001::/23 2001:db8::/32 3fff::/20"  # Teredo, ORCHID and other special uses; documentation
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PRIVATE_NAMES = (".localhost", ".local", ".internal")  # metadata.google.internal among them
_NUMBER = lazy(r"\d{1,80}|0[xX][0-9a-fA-F]{0,80}")
_ODD = lazy(r"[\x00-\x20\x7f\\]")


class RefusedError(ValueError):
    """A place that is not asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Where requests may go. `private` names (host, port) pairs that are trusted whatever their address is: a mirror inside, a server in tests."""

    ports: frozenset[int] = frozenset({80, 443})
    private: frozenset[tuple[str, int]] = frozenset()


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Addresses from the operating system. Raises OSError; blocks for as long as the system likes."""
    try:
        return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except UnicodeError as error:  # a label that is empty or too long
        raise OSError(f"{host} is no host name") from error


def check_url(url: str, limits: Limits) -> tuple[str, int]:
    """(host in lower case, port) of a URL whose written form may be asked. Raises RefusedError. No name is resolved."""
    if _ODD.search(url):
        raise RefusedError("the address holds blanks, control characters or backslashes")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise RefusedError(f"the address cannot be read: {error}") from None
    if parts.scheme not in ("http", "https"):
        raise RefusedError(f"only http and https are asked, not {parts.scheme or 'an address without a scheme'}")
    if "@" in parts.netloc:
        raise RefusedError("the address names a user before its host")
    port = port if port is not None else 443 if parts.scheme == "https" else 80
    check_host(host, port, limits)
    return host, port


def check_host(host: str, port: int, limits: Limits) -> None:
    """Judge a host as it is written: forms that hide an address, and names that lead inside. Raises RefusedError."""
    host = unicodedata.normalize("NFKC", host).replace("。", ".").lower()
    if (host, port) in limits.private:
        return
    if port not in limits.ports:
        raise RefusedError(f"port {port} is not asked")
    if not host or host.startswith(".") or host.endswith(".") or "%" in host:
        raise RefusedError(f"{host or 'an empty name'} is no host name")
    if host == "localhost" or host.endswith(_PRIVATE_NAMES):
        raise RefusedError(f"{host} lies in a private network")
    address = _literal(host)
    if address is not None and (reason := refusal(address)):
        raise RefusedError(reason)
    # `127.1`, `0x7f000001`, `2130706433`, `0177.0.0.1`: the system reads them as addresses, and no top-level domain is a number.
    if address is None and _NUMBER.fullmatch(host.rsplit(".", 1)[-1]):
        raise RefusedError(f"{host} is an address in an unusual form")


def checked(host: str, port: int, limits: Limits, resolve: Resolver = system_resolver) -> tuple[str, ...]:
    """Addresses of a host, all of them judged: one that is private refuses the host. Raises RefusedError, and OSError where the name does not resolve."""
    check_host(host, port, limits)
    found = tuple(dict.fromkeys(resolve(host, port)))
    if not found:
        raise OSError(f"{host} has no address")
    if (host.lower(), port) in limits.private:
        return found
    for text in found:
        address = _literal(text)
        if address is None or (reason := refusal(address)):
            raise RefusedError(f"{host} leads to {reason if address else text}")
    return found


def refusal(address: Address) -> str:
    """Why an address is not asked; empty for one that is routed on the public internet. An address inside an address is judged by the inner one."""
    inner = _inner(address)
    if inner is not None:
        reason = refusal(inner)
        return f"{address}, a form of {reason}" if reason else ""
    if isinstance(address, ipaddress.IPv4Address):
        closed = any(address in ipaddress.ip_network(network) for network in _CLOSED_4.split())
    else:
        closed = address not in _OPEN_6 or any(address in ipaddress.ip_network(network) for network in _CLOSED_6.split())
    return f"{address}, which is not an address of the public internet" if closed else ""


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: IPv4-mapped, 6to4, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None

"""Places that are not asked, in all the forms in which they are written."""

from __future__ import annotations

import ipaddress

import pytest

from evlint.sources.addresses import Limits, RefusedError, check_url, checked, refusal

PLAIN = Limits()


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://doi.org/10.1000/182", ("doi.org", 443)),
        ("http://EXAMPLE.org", ("example.org", 80)),
        ("https://example.org:443/x?y#z", ("example.org", 443)),
        ("http://93.184.216.34/", ("93.184.216.34", 80)),
        ("https://[2606:2800:220:1::1]/", ("2606:2800:220:1::1", 443)),
        ("https://1password.com/", ("1password.com", 443)),
        ("https://localhost.example.org/", ("localhost.example.org", 443)),
        ("https://example.org/a@b", ("example.org", 443)),
    ],
)
def test_public_places_are_asked(url: str, place: tuple[str, int]) -> None:
    assert check_url(url, PLAIN) == place


@pytest.mark.parametrize(
    "url",
    """
    file:///etc/passwd ftp://example.org/ gopher://example.org/ javascript:alert(1) data:text/plain,x //example.org/ example.org
    http://user@example.org/ http://user:word@example.org/ https://nih.gov@evil.example/ http://@example.org/
    http://example.org:22/ https://example.org:8443/ http://example.org:0/ http://example.org:99999/ http://example.org:x/
    http://localhost/ http://LOCALHOST/ http://a.localhost/ http://localhost./ http://example.org./ http://printer.local/
    http://metadata.google.internal/computeMetadata/v1/ http:/// http://.example.org/ http://exa%6dple.org/ http://[::1%25eth0]/
    http://127.0.0.1/ http://127.1/ http://127.0.1/ http://0x7f000001/ http://0x7f.0.0.1/ http://2130706433/ http://0177.0.0.1/ http://017700000001/
    http://0/ http://0x/ http://1.2.3.4.5/ http://127.0.0.1.0x1/ http://169.254.169.254/latest/meta-data/ http://10.0.0.1/ http://[::1]/ http://[::ffff:127.0.0.1]/
    http://[fd00::1]/ http://[64:ff9b::7f00:1]/ http://１２７.0.0.1/ http://127。0。0。1/ http://[::1/ http://ⓛocalhost/
    """.split(),
)
def test_other_places_are_refused(url: str) -> None:
    with pytest.raises(RefusedError):
        check_url(url, PLAIN)


@pytest.mark.parametrize("url", ["http://example.org\\@127.0.0.1/", "http://exam\tple.org/", " http://example.org/", "http://example.org/\n", "http://example.org/a b"])
def test_urls_that_readers_take_apart_differently_are_refused(url: str) -> None:
    with pytest.raises(RefusedError, match="blanks"):
        check_url(url, PLAIN)


@pytest.mark.parametrize(
    "address",
    """
    0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.168.1.1
    198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 ::7f00:1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 2001:db8::1 2001::1 3fff::1 64:ff9b:1::1
    ::ffff:10.0.0.1 ::ffff:169.254.169.254 2002:7f00:1::1 2002:a00:1::1 64:ff9b::a00:1 64:ff9b::c0a8:101
    """.split(),
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert "public internet" in refusal(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    "1.1.1.1 9.255.255.255 11.0.0.0 93.184.216.34 100.63.255.255 100.128.0.0 172.32.0.1 192.0.1.1 198.17.255.255 198.20.0.0 223.255.255.255 "
    "2606:4700::1 2a00:1450::1 2001:4860:4860::8888 ::ffff:1.1.1.1 2002:101:101::1 64:ff9b::101:101".split(),
)
def test_addresses_that_are_public(address: str) -> None:
    assert refusal(ipaddress.ip_address(address)) == ""


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("93.184.216.34", "10.0.0.1"), ("93.184.216.34", "::1"), ("fe80::1%eth0",), ("garbage",)])
def test_one_private_address_refuses_the_host(addresses: tuple[str, ...]) -> None:
    with pytest.raises(RefusedError, match=r"example\.org leads to"):
        checked("example.org", 443, PLAIN, lambda _host, _port: addresses)


def test_checked_addresses_are_given_back_once_each() -> None:
    assert checked("example.org", 443, PLAIN, lambda _host, _port: ["93.184.216.34", "93.184.216.34", "2606:4700::1"]) == ("93.184.216.34", "2606:4700::1")


def test_a_name_without_addresses_is_not_a_refusal() -> None:
    with pytest.raises(OSError, match="has no address"):
        checked("example.org", 443, PLAIN, lambda _host, _port: [])


def test_trust_is_for_a_host_with_its_port_only() -> None:
    limits = Limits(ports=frozenset({443, 8080}), private=frozenset({("mirror.example", 8080)}))
    inside = ["10.0.0.7"]
    assert checked("Mirror.example", 8080, limits, lambda _host, _port: inside) == ("10.0.0.7",)
    assert check_url("http://mirror.example:8080/x", limits) == ("mirror.example", 8080)
    with pytest.raises(RefusedError):
        checked("mirror.example", 443, limits, lambda _host, _port: inside)
    with pytest.raises(RefusedError):
        checked("other.example", 8080, limits, lambda _host, _port: inside)
    with pytest.raises(RefusedError):
        check_url("http://127.0.0.1:8080/", limits)

"""Host names: what of them was registered, and which look alike."""

from __future__ import annotations

import ipaddress
import unicodedata
from urllib.parse import urlsplit

TRUSTED = frozenset(
    "nih.gov who.int cochrane.org cochranelibrary.com nice.org.uk doi.org cdc.gov fda.gov europa.eu nhs.uk bmj.com thelancet.com nejm.org jamanetwork.com nature.com sciencedirect.com springer.com wiley.com plos.org "
    "biomedcentral.com clinicaltrials.gov medlineplus.gov pubmed.gov cancer.gov mayoclinic.org uptodate.com crossref.org orcid.org wikipedia.org github.com europepmc.org oup.com tandfonline.com sagepub.com".split()
)
"""Registered names that documents of evidence link to and that others like to imitate."""
REDIRECTORS = frozenset(
    "doi.org t.co bit.ly tinyurl.com lnkd.in goo.gl hdl.handle.net safelinks.protection.outlook.com google.com archive.org urldefense.com linkinghub.elsevier.com n2t.net w3id.org".split()
)
_SECOND = frozenset("co ac org gov nhs com net edu or ne go gob gouv".split())
_CONFUSED = str.maketrans("аеорсухіјѕһԁԛԝɑɡ0135", "aeopcyxijshdqwagoies")


def host_of(url: str) -> str:
    """The host of a URL in lower case; empty where it has none or cannot be read."""
    try:
        return (urlsplit(url if "://" in url else f"//{url}").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def registered(host: str) -> str:
    """The part of a host that somebody registered: `ncbi.nlm.nih.gov` → `nih.gov`, `www.nice.org.uk` → `nice.org.uk`."""
    labels = host.split(".")
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND else 2
    return ".".join(labels[-size:])


def skeleton(host: str) -> str:
    """A host with look-alike letters folded: other alphabets, punycode, digits for letters, `rn` for m, `vv` for w."""
    if "xn--" in host:
        try:
            host = ".".join(label.encode("ascii").decode("idna") if label.startswith("xn--") else label for label in host.split("."))
        except UnicodeError:
            return host
    plain = "".join(char for char in unicodedata.normalize("NFKD", host) if not unicodedata.combining(char))
    return plain.translate(_CONFUSED).replace("rn", "m").replace("vv", "w").replace("l", "i")


def address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host is, also in the forms that hide it (`127.1`, `0x7f000001`, `2130706433`); None for a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    parts = host.split(".")
    try:
        numbers = [int(part, 16) if part.startswith("0x") else int(part, 8) if part.startswith("0") and len(part) > 1 else int(part) for part in parts]
    except ValueError:
        return None
    value = sum(number << 8 * (3 - i) for i, number in enumerate(numbers[:-1])) + numbers[-1] if len(numbers) <= 4 else -1
    return ipaddress.IPv4Address(value) if 0 <= value < 2**32 else None

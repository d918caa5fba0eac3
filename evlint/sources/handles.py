"""Whether a DOI exists, from the handle system under all DOI agencies. Landing pages cannot tell: publishers answer 403 to programs."""

from __future__ import annotations

import json
from typing import Literal
from urllib.parse import quote

from evlint.sources.fetch import Client, Unknown

BASE = "https://doi.org/api/handles"

# 100: no such handle. 200: the handle holds no values, and since none is asked for by type, the DOI leads nowhere.
_CODES: dict[object, Literal["exists", "absent"]] = {1: "exists", 100: "absent", 200: "absent"}


def look_up(client: Client, doi: str, base: str = BASE) -> Literal["exists", "absent"] | Unknown:
    """Whether a DOI is registered. "absent" is said twice before it is believed: by the proxy, and, past its cache, by the primary handle service."""
    if any(part in (".", "..") for part in doi.split("/")):
        return Unknown(f"{doi} cannot be asked for: it holds a step to another address")
    url = f"{base}/{quote(doi, safe='/', errors='replace')}"
    first = _said(client, url, doi, keep=True)
    return first if first != "absent" else _said(client, f"{url}?auth=true", doi, keep=False)


def _said(client: Client, url: str, doi: str, keep: bool) -> Literal["exists", "absent"] | Unknown:
    answer = client.get(url, keep=keep)
    if isinstance(answer, Unknown):
        return answer
    try:
        data = json.loads(answer.body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or str(data.get("handle", doi)).lower() != doi.lower():
        return Unknown("the handle service answered in a form that is not its own")
    code = data.get("responseCode")
    said = _CODES.get(code) if isinstance(code, int) and not isinstance(code, bool) else None
    return said or Unknown(f"the handle service answered with code {str(code)[:20]}")

"""Whether addresses still lead somewhere. One that is gone is believed only when it is gone again hours later: servers have bad moments."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from evlint.sources.facts import Reach
from evlint.sources.fetch import Answer, Client, Unknown

APART = 6 * 3600.0  # seconds between two answers that settle it
_NO_HOST = "no such host"


def reach(addresses: Collection[str], client: Client) -> Mapping[str, Reach]:
    """Where each address leads. Good answers are remembered for the client's `max_age`; a bad one is asked for again once it can settle something."""
    answers: dict[str, Answer | Unknown] = {}
    out: dict[str, Reach] = {}
    for url in sorted(set(addresses)):
        kept = client.recall(_key(url))
        known = _read(kept) if kept else None
        if known is not None and ("gone" not in known or client.now - known["first"] < APART):
            out[url] = _told(known)
        else:
            answers[url] = client.probe(url)
    # A machine without a network knows no host at all, which says nothing of any of them.
    named = any(isinstance(answer, Answer) or answer.status for answer in answers.values())
    return out | {url: _judge(url, answer, client, named=named) for url, answer in answers.items()}


def _judge(url: str, answer: Answer | Unknown, client: Client, *, named: bool) -> Reach:
    if isinstance(answer, Unknown) and not (answer.nameless and named):
        return Reach(unknown=answer.reason)
    gone = _NO_HOST if isinstance(answer, Unknown) else str(answer.status) if answer.status in (404, 410) else ""
    told: dict[str, Any] = {"url": "" if isinstance(answer, Unknown) else answer.url, "last": client.now}
    if gone:
        kept = client.recall(_key(url), ever=True)
        before = _read(kept) if kept else None
        told |= {"gone": gone, "first": before["first"] if before and "gone" in before else client.now}
    client.remember(_key(url), json.dumps(told).encode())
    return _told(told)


def _key(url: str) -> str:
    return f"reach:{url}"


def _read(kept: bytes) -> dict[str, Any] | None:
    """What was remembered; None where the file holds something else."""
    try:
        told = json.loads(kept)
        whole = isinstance(told["url"], str) and isinstance(told["last"], float) and isinstance(told.get("first", 0.0), float) and ("gone" in told) == ("first" in told)
    except (ValueError, KeyError, TypeError):
        return None
    return told if whole else None


def _told(told: Mapping[str, Any]) -> Reach:
    if "gone" not in told:
        return Reach(told["url"])
    return Reach(told["url"], told["gone"], _day(told["first"]), _day(told["last"]), told["last"] - told["first"] >= APART)


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%MZ")

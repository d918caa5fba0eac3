"""When a host may be asked: as often as its answers allow, later when it says so, no more when it keeps failing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from evlint.patterns import pattern as lazy

POLITE = 0.4  # seconds between requests to a host that has told no rate
FAILURES = 5  # in a row; after that a host is left alone, so that a dead one costs minutes rather than hours

_INTERVAL = lazy(r"(\d{1,9})\s{0,2}(ms|s|m|h|)")
_UNITS = {"ms": 0.001, "s": 1.0, "": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(slots=True)
class _Host:
    last: float = -math.inf  # when it was last asked
    spacing: float = POLITE
    held: float = -math.inf  # not to be asked before this time
    waited: float = 0.0  # seconds of the patience that are used up
    failures: int = 0


class Pace:
    """The pace for each host. Times are seconds of `clock`; requests are sent one at a time, so that every `x-concurrency-limit` is kept."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None], patience: float) -> None:
        """`patience`: the seconds that a run waits, at most, because one host asks for it."""
        self._clock, self._sleep, self._patience = clock, sleep, patience
        self._hosts: dict[str, _Host] = {}

    def wait(self, host: str) -> str:
        """Sleep until the host may be asked. Gives back the reason why it should not be asked at all, else an empty string."""
        state, now = self._state(host), self._clock()
        if state.failures >= FAILURES:
            return f"{host} failed {state.failures} times in a row and was not asked again"
        delay = max(min(state.last + state.spacing - now, state.spacing), state.held - now)  # the clock may have been put back
        if delay > self._patience or (state.held > now and state.waited > self._patience):
            return f"{host} asks to wait {delay:.0f} s"
        if delay > 0:
            self._sleep(delay)
        state.last = max(now, now + delay)
        return ""

    def learn(self, host: str, headers: Mapping[str, str]) -> None:
        """Take the rate from an answer: `x-rate-limit-limit` requests in `x-rate-limit-interval`. A limit without an interval says nothing."""
        limit = _INTERVAL.fullmatch(headers.get("x-rate-limit-limit", "").strip())
        interval = _INTERVAL.fullmatch(headers.get("x-rate-limit-interval", "").strip())
        if limit and interval and int(limit[1]):
            self._state(host).spacing = int(interval[1]) * _UNITS[interval[2]] / int(limit[1])

    def hold(self, host: str, seconds: float) -> bool:
        """Do not ask the host for some seconds. False where that is more than the patience left: then later requests are not sent either."""
        state = self._state(host)
        state.held = self._clock() + seconds
        state.waited += seconds
        return state.waited <= self._patience

    def failed(self, host: str) -> None:
        self._state(host).failures += 1

    def answered(self, host: str) -> None:
        self._state(host).failures = 0

    def retry_after(self, value: str) -> float | None:
        """Seconds of a Retry-After header, which holds seconds or a date; None where it is missing or cannot be read."""
        value = value.strip()
        if value.isascii() and value.isdigit():
            return float(value[:12])
        try:
            date = parsedate_to_datetime(value)
        except ValueError:
            return None
        return max(0.0, (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - self._clock())

    def _state(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())

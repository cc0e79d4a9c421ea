"""What each host is owed: a rate, the pause it named, and peace while it is down. Pure bookkeeping: whoever asks does the waiting."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from embedkit.asks import Answer
from embedkit.models import Problem

_FAILURES = 3
_DOWN = frozenset((502, 503, 504))
_FIRST, _LONGEST, _PROBE, _UNNAMED = 30.0, 600.0, 15.0, 30.0
_MANY = 4_096


@dataclass
class _Host:
    """Times are seconds of the clock."""

    due: float = 0.0
    """When the next request is due at the agreed rate."""
    closed_until: float = 0.0
    """Until when the host asked to be left alone."""
    reason: Problem = "rate_limited"
    failures: int = 0
    """In a row, without an answer."""
    open_until: float = 0.0
    """Until when the circuit is open: nothing is asked."""


class Hosts:
    """For threads and for asyncio alike. `per_second` requests a second and host, as many at once after a pause."""

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.interval, self.clock = 1.0 / per_second, clock
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def turn(self, name: str, patience: float) -> float | Answer:
        """Seconds to wait before the host may be asked, whose turn is then taken; or why it is not asked, where that is longer than `patience`."""
        with self._lock:
            now, host = self.clock(), self._host(name)
            if host.open_until > now:
                return _alone("provider_down", f"{name} gave no answer {host.failures} times in a row", host.open_until - now)
            wait = max(host.closed_until, host.due + self.interval - max(1.0, self.interval)) - now
            if wait > patience:
                closed = host.closed_until - now > patience
                return _alone(host.reason if closed else "timed_out", f"{name} may not be asked so soon", wait)
            host.due = max(host.due, now) + self.interval
            if host.failures >= _FAILURES:
                host.open_until = now + _PROBE  # one request tries whether the host is back
            return max(wait, 0.0)

    def answered(self, name: str, answer: Answer) -> None:
        """Takes note of an answer: a host that asks for a pause gets it."""
        if answer.status in _DOWN:
            self.failed(name)
        with self._lock:
            host = self._host(name)
            if answer.status not in _DOWN:
                host.failures, host.open_until = 0, 0.0
            pause = answer.wait(datetime.now(UTC)).total_seconds() or (_UNNAMED if answer.status == 429 else 0.0)
            if answer.status in (429, 503) and pause:
                host.closed_until = max(host.closed_until, self.clock() + pause)
                host.reason = "rate_limited" if answer.status == 429 else "provider_down"

    def failed(self, name: str) -> None:
        """Takes note that a host gave no answer; after three in a row its circuit opens, for longer each time."""
        with self._lock:
            host = self._host(name)
            host.failures += 1
            if host.failures >= _FAILURES:
                host.open_until = self.clock() + min(_FIRST * 2 ** min(host.failures - _FAILURES, 10), _LONGEST)

    def _host(self, name: str) -> _Host:
        if len(self._hosts) > _MANY:
            now = self.clock()
            self._hosts = {n: h for n, h in self._hosts.items() if h.failures or max(h.due, h.closed_until) > now}
        return self._hosts.setdefault(name, _Host())


def _alone(problem: Problem, why: str, seconds: float) -> Answer:
    return Answer(problem=problem, detail=f"{why}; it is left alone for {seconds:.0f} s", forget=True)

"""Connections that are kept for the next request.

httpcore's own pool looks at every connection for every request: with thirty at once that costs more than all the rest of a look-up.
Here its pool only makes connections (also those through a proxy), and the door, which has a place for each request anyway, keeps them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import httpcore

C = TypeVar("C", httpcore.ConnectionInterface, httpcore.AsyncConnectionInterface)


class Lines(Generic[C]):
    """At most `most` idle connections, whatever their origin. Closes none itself: what is to be closed is handed back."""

    def __init__(self, make: Callable[[httpcore.Origin], C], most: int) -> None:
        self.make: Callable[[httpcore.Origin], C] = make
        self.most = most
        self._idle: list[tuple[httpcore.Origin, C]] = []
        self._lock = threading.Lock()

    def take(self, url: str) -> tuple[httpcore.Origin, C, list[C]]:
        """The origin of a URL, a connection to it that nobody else uses, and those found dead on the way."""
        origin, dead = httpcore.URL(url).origin, list[C]()
        while (kept := self._pop(origin)) is not None:
            if kept.is_available() and not kept.has_expired():
                return origin, kept, dead
            dead.append(kept)
        return origin, self.make(origin), dead

    def _pop(self, origin: httpcore.Origin) -> C | None:
        """The one used last: the others may then grow old and be dropped."""
        with self._lock:
            for place in range(len(self._idle) - 1, -1, -1):
                if self._idle[place][0] == origin:
                    return self._idle.pop(place)[1]
        return None

    def give(self, origin: httpcore.Origin, line: C) -> list[C]:
        """Takes a connection back; those to be closed: itself where its answer did not end well, or the oldest where there are too many."""
        if line.is_closed():
            return []
        if not line.is_idle() or line.has_expired():
            return [line]
        with self._lock:
            self._idle.append((origin, line))
            return [self._idle.pop(0)[1]] if len(self._idle) > self.most else []

    def empty(self) -> list[C]:
        """Hands back all of them."""
        with self._lock:
            idle, self._idle = self._idle, []
        return [line for _, line in idle]

"""The places at each host, for as long as somebody is there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

S = TypeVar("S")


class Seats(Generic[S]):
    """One semaphore a host, of whatever kind `make` makes; forgotten when the last one leaves."""

    def __init__(self, make: Callable[[], S]) -> None:
        self.make = make
        self._hosts: dict[str, tuple[S, int]] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._hosts)

    @contextmanager
    def at(self, name: str) -> Iterator[S]:
        """The semaphore of a host, the same for all who are there."""
        with self._lock:
            seats, people = self._hosts.get(name) or (self.make(), 0)
            self._hosts[name] = (seats, people + 1)
        try:
            yield seats
        finally:
            with self._lock:
                people = self._hosts[name][1]
                if people == 1:
                    del self._hosts[name]
                else:
                    self._hosts[name] = (seats, people - 1)

"""One request for one key, however many ask at once: turns within a process, claims among processes, renewals that nobody waits for."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, runtime_checkable

Release = Callable[[], object]
_RENEWING_AT_ONCE = 2


@runtime_checkable
class Shared(Protocol):
    """A store that several processes use may have this besides `get` and `set`."""

    def claim(self, key: str) -> Release | None:
        """Claims a key without waiting: what releases it, or None while another process holds it."""


def claim(store: object, key: str) -> Release | None:
    """Claims a key in a store; where it is not shared there is nobody to wait for."""
    return store.claim(key) if isinstance(store, Shared) else nothing


def nothing() -> None:
    """Releases nothing."""


def _pause() -> float:
    """Seconds until the next try; unequal, so that waiters do not come all at once."""
    return random.uniform(0.01, 0.04)  # noqa: S311 - no secret


def _never() -> bool:
    return False


def claimed(store: object, key: str, patience_s: float, answered: Callable[[], bool] = _never) -> Release:
    """Waits until the key is ours among all processes, or the holder has `answered`; returns what releases it.

    A holder that hangs is not waited for beyond `patience_s`.
    """
    end = time.monotonic() + patience_s
    while (release := _tried(store, key, answered)) is None and time.monotonic() < end:
        time.sleep(_pause())
    return release or nothing


async def claimed_async(store: object, key: str, patience_s: float, answered: Callable[[], bool] = _never) -> Release:
    """The same for asyncio: no thread is held while it waits."""
    end = time.monotonic() + patience_s
    while (release := await asyncio.to_thread(_tried, store, key, answered)) is None and time.monotonic() < end:  # noqa: ASYNC110 - other processes tell no event
        await asyncio.sleep(_pause())
    return release or nothing


def _tried(store: object, key: str, answered: Callable[[], bool]) -> Release | None:
    """One try. Waiters that find the answer need no claim: they would have to pass it on one by one."""
    release = claim(store, key)
    return nothing if release is None and answered() else release


class Turns:
    """Threads take turns at a key. Whoever holds one takes no second: two that want each other's would wait for ever."""

    def __init__(self) -> None:
        self._taken: dict[str, threading.Event] = {}
        self._guard = threading.Lock()

    def take(self, key: str) -> Release:
        """Waits for its turn, and returns what ends it."""
        while True:
            with self._guard:
                event = self._taken.get(key)
                if event is None:
                    self._taken[key] = threading.Event()
                    return lambda: self._end(key)
            event.wait()

    def _end(self, key: str) -> None:
        with self._guard:
            self._taken.pop(key).set()


class AsyncTurns:
    """The same for the tasks of one event loop."""

    def __init__(self) -> None:
        self._taken: dict[str, asyncio.Event] = {}

    async def take(self, key: str) -> Release:
        """Waits for its turn, and returns what ends it."""
        while (event := self._taken.get(key)) is not None:
            await event.wait()
        self._taken[key] = asyncio.Event()
        return lambda: self._taken.pop(key).set()


class Renewals:
    """Work that nobody waits for, once at a time for a key, in a few threads that `close` waits for."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._guard = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._closed = False

    def begin(self, key: str, work: Callable[[], object]) -> None:
        """Begins the work unless it is under way for this key."""
        with self._guard:
            if self._closed or key in self._keys:
                return
            self._keys.add(key)
            self._pool = self._pool or ThreadPoolExecutor(_RENEWING_AT_ONCE, thread_name_prefix="embedkit-renew")
            self._pool.submit(self._do, key, work)

    def _do(self, key: str, work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            with self._guard:
                self._keys.discard(key)

    def close(self) -> None:
        """Waits for what was begun."""
        with self._guard:
            self._closed = True
        if self._pool is not None:
            self._pool.shutdown()


class AsyncRenewals:
    """The same for the tasks of one event loop."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[Any]] = {}

    def begin(self, key: str, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Begins the work unless it is under way for this key."""
        if key not in self._tasks:
            task = self._tasks[key] = asyncio.create_task(work())
            task.add_done_callback(lambda _: self._tasks.pop(key, None))

    async def close(self) -> None:
        """Waits for what was begun."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

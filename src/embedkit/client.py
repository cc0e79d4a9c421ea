"""`Client` and `AsyncClient`: drive the resolver's plan, with a cache, a door and a clock of their own. No globals."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self

import httpx
from bs4.element import Tag

from embedkit import normalise, urls
from embedkit.asks import Answer, Entry, Fetch, Known, Load, Lookup, Save
from embedkit.cache import Cache, MemoryCache
from embedkit.errors import ConfigurationError
from embedkit.identify import identify, identify_id
from embedkit.layers import Layers, everything, nothing
from embedkit.lock import Lock
from embedkit.models import Block, Card, CardWarning, Identity
from embedkit.net import AsyncDoor, Door, Limits
from embedkit.parse import parse
from embedkit.providers import PROVIDERS, Provider
from embedkit.replay import UNRECORDED
from embedkit.resolve import Options, Outcome, Plan, resolve
from embedkit.rules import RULES, Rules

if TYPE_CHECKING:
    from embedkit.index import Index


class _Default:
    """Stands for the default folder, as None means no folder at all."""


DEFAULT: Final = _Default()
_OFFLINE = Answer(problem="offline")
_AT_ONCE = 8


class Store(Protocol):
    """What a client needs of a cache."""

    def get(self, key: str) -> Entry | None: ...
    def set(self, key: str, entry: Entry) -> bool: ...
    def close(self) -> None: ...


CacheChoice = str | Path | Store | None | _Default
LockChoice = str | Path | Lock | None
Heard = Callable[[Fetch, Answer], None]


class _Base:
    """What both clients share: configuration, what an item is, and the card of an outcome."""

    def __init__(self, cache: CacheChoice, offline: bool, lock: LockChoice, frozen: bool, refresh: bool, index: str | Path | Index | None,
                 providers: Sequence[Provider], rules: Rules, options: Options, now: Callable[[], datetime] | None, heard: Heard | None) -> None:  # fmt: skip
        if frozen and lock is None:
            raise ConfigurationError("frozen= answers from a lock file alone; name it with lock=")
        if refresh and (frozen or offline):
            raise ConfigurationError("refresh= asks everything again, offline= and frozen= ask nothing; leave out one of them")
        opened = Lock.read(lock) if isinstance(lock, str | Path) else lock
        self.heard, self._unasked = heard, Answer(problem="not_in_lock") if frozen else _OFFLINE
        self.offline, self.providers, self.rules, self.options = offline, tuple(providers), rules, options
        self.now = now or (lambda: datetime.now(UTC))
        self.index, self._own_index = _opened(index), isinstance(index, str | Path)
        self._own_cache = isinstance(cache, str | Path | _Default)
        # A frozen client leaves the folder alone: it may be one that cannot be written.
        cache = None if frozen and self._own_cache else cache
        self.cache: Store = (
            Cache()
            if isinstance(cache, _Default)
            else Cache(cache)
            if isinstance(cache, str | Path)
            else MemoryCache()
            if cache is None
            else cache
        )
        layered = opened is not None or refresh
        self.store: Store = Layers(self.cache, opened, frozen=frozen, refresh=everything if refresh else nothing) if layered else self.cache

    @property
    def warnings(self) -> list[CardWarning]:
        """What is wrong with the cache, if anything."""
        return list(getattr(self.cache, "warnings", ()))

    def _blocks(self, what: str | bytes | Tag | Sequence[Block], base_url: str | None) -> list[Block]:
        return parse(what, base_url=base_url, rules=self.rules) if isinstance(what, str | bytes | Tag) else list(what)

    def _identity(self, block: Block) -> Identity | None:
        for url in (block.source_url, block.url):
            if url and (found := self._identify(url)) is not None and (block.provider in (None, found.provider)):
                return found
        return identify_id(block.provider, block.native_id, providers=self.providers) if block.provider and block.native_id else None

    def _plan(self, what: str | Block) -> tuple[Block | None, Identity | None, str | None, Plan]:
        if isinstance(what, Block):
            identity, url = self._identity(what), None
            return (
                what,
                identity,
                url,
                resolve(what, identity, self.options, self.now(), identify=self._identify, indexed=self.index is not None),
            )
        url = urls.clean(what)
        identity = self._identify(url) if url else None
        return (
            None,
            identity,
            url,
            resolve(None, identity, self.options, self.now(), url=url, identify=self._identify, indexed=self.index is not None),
        )

    def _identify(self, url: str) -> Identity | None:
        return identify(url, providers=self.providers)

    def _card(self, block: Block | None, identity: Identity | None, url: str | None, outcome: Outcome) -> Card:
        return normalise.card(block, identity or outcome.identity, outcome.facts, status=outcome.status, problem=outcome.problem, warnings=outcome.warnings, url=url,
                              fetched_at=outcome.fetched_at, fresh_until=outcome.fresh_until, site_host=self.options.site_host)  # fmt: skip

    def _remember(self, ask: Load | Save | Lookup) -> Entry | Known | None:
        if isinstance(ask, Lookup):
            return self.index.known(ask) if self.index is not None else None
        if isinstance(ask, Load):
            return self.store.get(ask.key)
        self.store.set(ask.key, ask.entry)
        return None

    def _heard(self, ask: Fetch, answer: Answer) -> Answer:
        """What an answer means to the plan; a request that no recorded answer fits was not asked."""
        if answer.status == UNRECORDED:
            return _OFFLINE
        if self.heard is not None and answer is not self._unasked:
            self.heard(ask, answer)
        return answer

    def _close_files(self) -> None:
        if self.index is not None and self._own_index:
            self.index.close()
        if self._own_cache:
            self.cache.close()


def _opened(index: str | Path | Index | None) -> Index | None:
    """The index; its libraries are imported only where one is used."""
    if index is None:
        return None
    from embedkit.index import opened

    return opened(index)


class Client(_Base):
    """Resolves blocks and URLs into cards. A context manager; safe to share between threads.

    `cache` is a folder, a `Cache`, or None for the life of this client; `http` a caller's own `httpx.Client`, used as it is; with
    `offline` nothing is asked. `lock` is a lock file: what it answers is not asked, and with `frozen` it alone answers. `refresh`
    asks everything again. `index` is a file of `embedkit index` or an open `Index`: titles without an address become its videos and
    articles. `heard` is told each request that was made, and its answer. Raises ConfigurationError for what it cannot work with; never for the world's faults.
    """

    def __init__(self, *, cache: CacheChoice = DEFAULT, http: httpx.Client | None = None, offline: bool = False, lock: LockChoice = None, frozen: bool = False,
                 refresh: bool = False, index: str | Path | Index | None = None, providers: Sequence[Provider] = PROVIDERS, rules: Rules = RULES,
                 options: Options | None = None, now: Callable[[], datetime] | None = None, heard: Heard | None = None) -> None:  # fmt: skip
        super().__init__(cache, offline, lock, frozen, refresh, index, providers, rules, options or Options(), now, heard)
        self._door = None if offline or frozen else Door(http, Limits(deadline_s=self.options.deadline_s))
        self._asking: dict[str, threading.Event] = {}
        self._guard = threading.Lock()

    def card(self, what: str | Block) -> Card:
        """The card of a URL or a block. Never raises for the world's faults."""
        block, identity, url, plan = self._plan(what)
        return self._card(block, identity, url, self._drive(plan))

    def cards(self, what: str | bytes | Tag | Sequence[Block], *, base_url: str | None = None) -> list[Card]:
        """The cards of an article or of blocks, in order; equal requests are asked once."""
        return [self.card(block) for block in self._blocks(what, base_url)]

    def _drive(self, plan: Plan) -> Outcome:
        held: list[str] = []
        try:
            ask = next(plan)
            while True:
                if isinstance(ask, Fetch):
                    answer = self._door.fetch(ask) if self._door is not None else self._unasked
                    ask = plan.send(self._heard(ask, answer))
                    continue
                if isinstance(ask, Load):
                    self._release(held)
                    self._wait(ask.key, held)
                ask = plan.send(self._remember(ask))
        except StopIteration as done:
            outcome: Outcome = done.value
            return outcome
        finally:
            self._release(held)

    def _release(self, held: list[str]) -> None:
        """A plan holds one key at a time: two plans that want each other's would wait for ever."""
        while held:
            with self._guard:
                self._asking.pop(held.pop()).set()

    def _wait(self, key: str, held: list[str]) -> None:
        """One request for one key: who comes second waits until the first has stored its answer."""
        while True:
            with self._guard:
                event = self._asking.get(key)
                if event is None:
                    self._asking[key] = threading.Event()
                    held.append(key)
                    return
            event.wait(self.options.deadline_s + 5)

    def close(self) -> None:
        """Closes what the client opened itself."""
        if self._door is not None:
            self._door.close()
        self._close_files()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class AsyncClient(_Base):
    """The same with await: `cards` asks concurrently, a few at once."""

    def __init__(self, *, cache: CacheChoice = DEFAULT, http: httpx.AsyncClient | None = None, offline: bool = False, lock: LockChoice = None, frozen: bool = False,
                 refresh: bool = False, index: str | Path | Index | None = None, providers: Sequence[Provider] = PROVIDERS, rules: Rules = RULES,
                 options: Options | None = None, now: Callable[[], datetime] | None = None, heard: Heard | None = None) -> None:  # fmt: skip
        super().__init__(cache, offline, lock, frozen, refresh, index, providers, rules, options or Options(), now, heard)
        self._door = None if offline or frozen else AsyncDoor(http, Limits(deadline_s=self.options.deadline_s))
        self._locks: dict[str, asyncio.Lock] = {}
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def card(self, what: str | Block) -> Card:
        """The card of a URL or a block. Never raises for the world's faults."""
        block, identity, url, plan = self._plan(what)
        return self._card(block, identity, url, await self._drive(plan))

    async def cards(self, what: str | bytes | Tag | Sequence[Block], *, base_url: str | None = None) -> list[Card]:
        """The cards of an article or of blocks, in order; equal requests are asked once."""
        return list(await asyncio.gather(*map(self.card, self._blocks(what, base_url))))

    async def _drive(self, plan: Plan) -> Outcome:
        held: list[asyncio.Lock] = []
        try:
            ask = next(plan)
            while True:
                if isinstance(ask, Fetch):
                    ask = plan.send(self._heard(ask, await self._fetch(ask)))
                    continue
                if isinstance(ask, Load):
                    while held:
                        held.pop().release()
                    lock = self._locks.setdefault(ask.key, asyncio.Lock())
                    await lock.acquire()
                    held.append(lock)
                ask = plan.send(await asyncio.to_thread(self._remember, ask))
        except StopIteration as done:
            outcome: Outcome = done.value
            return outcome
        finally:
            for lock in held:
                lock.release()

    async def _fetch(self, ask: Fetch) -> Answer:
        if self._door is None:
            return self._unasked
        async with self._slots:
            return await self._door.fetch(ask)

    async def close(self) -> None:
        """Closes what the client opened itself."""
        if self._door is not None:
            await self._door.close()
        self._close_files()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()


__all__ = ["DEFAULT", "AsyncClient", "Client", "Store"]

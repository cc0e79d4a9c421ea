"""`Client` and `AsyncClient`: drive the resolver's plan, with a cache, a door and a clock of their own. No globals."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

import httpx
from bs4.element import Tag

from embedkit import normalise, urls
from embedkit.asks import Answer, Ask, Entry, Fetch, Load, Save
from embedkit.cache import Cache, MemoryCache
from embedkit.errors import ConfigurationError
from embedkit.flight import AsyncRenewals, AsyncTurns, Renewals, Turns, claimed, claimed_async
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


class _Default:
    """Stands for the default folder, as None means no folder at all."""


DEFAULT: Final = _Default()
_OFFLINE = Answer(problem="offline")
_AT_ONCE = 8


class Store(Protocol):
    """What a client needs of a cache. One that several processes share may also have `claim` (`embedkit.flight.Shared`)."""

    def get(self, key: str) -> Entry | None: ...
    def set(self, key: str, entry: Entry) -> bool: ...
    def close(self) -> None: ...


CacheChoice = str | Path | Store | None | _Default
LockChoice = str | Path | Lock | None
Heard = Callable[[Fetch, Answer], None]
_Due = list[tuple[str, str | Block]]
"""Answers to be renewed: the key, and the item that needs it."""


class _Base:
    """What both clients share: configuration, what an item is, and the card of an outcome."""

    def __init__(self, cache: CacheChoice, offline: bool, lock: LockChoice, frozen: bool, refresh: bool, index: str | Path | None,
                 providers: Sequence[Provider], rules: Rules, options: Options, now: Callable[[], datetime] | None, heard: Heard | None) -> None:  # fmt: skip
        if index is not None:
            raise ConfigurationError("video indexes are not part of this version; leave out index=")
        if frozen and lock is None:
            raise ConfigurationError("frozen= answers from a lock file alone; name it with lock=")
        if refresh and (frozen or offline):
            raise ConfigurationError("refresh= asks everything again, offline= and frozen= ask nothing; leave out one of them")
        opened = Lock.read(lock) if isinstance(lock, str | Path) else lock
        self._unaskable = offline or frozen
        self.heard, self._unasked = heard, Answer(problem="not_in_lock") if frozen else _OFFLINE
        self.offline, self.providers, self.rules, self.options = offline, tuple(providers), rules, options
        self.now = now or (lambda: datetime.now(UTC))
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

    def _plan(self, what: str | Block, *, renew: bool = False) -> tuple[Block | None, Identity | None, str | None, Plan]:
        """What an item is, and the plan for it; with `renew` one that gives out no answer whose life is over."""
        options = self.options.model_copy(update={"stale_while_revalidate_s": 0}) if renew else self.options
        if isinstance(what, Block):
            identity, url = self._identity(what), None
            return what, identity, url, resolve(what, identity, options, self.now(), identify=self._identify)
        url = urls.clean(what)
        identity = self._identify(url) if url else None
        return None, identity, url, resolve(None, identity, options, self.now(), url=url, identify=self._identify)

    def _identify(self, url: str) -> Identity | None:
        return identify(url, providers=self.providers)

    def _card(self, block: Block | None, identity: Identity | None, url: str | None, outcome: Outcome) -> Card:
        return normalise.card(block, identity or outcome.identity, outcome.facts, status=outcome.status, problem=outcome.problem, warnings=outcome.warnings, url=url,
                              fetched_at=outcome.fetched_at, fresh_until=outcome.fresh_until, site_host=self.options.site_host)  # fmt: skip

    def _serves(self, entry: Entry | None, *, stale: bool) -> bool:
        """Whether nobody will ask for this key: what is stored is enough, or nothing is asked at all."""
        stale_for = timedelta(seconds=self.options.stale_while_revalidate_s if stale else 0)
        return self._unaskable or (entry is not None and entry.is_usable(self.now(), stale_for))

    @property
    def _patience_s(self) -> float:
        """How long another process may take for one request before we ask ourselves."""
        return self.options.deadline_s + 5

    def _heard(self, ask: Fetch, answer: Answer) -> Answer:
        """What an answer means to the plan; a request that no recorded answer fits was not asked."""
        if answer.status == UNRECORDED:
            return _OFFLINE
        if self.heard is not None and answer is not self._unasked:
            self.heard(ask, answer)
        return answer

    def _close_cache(self) -> None:
        if self._own_cache:
            self.cache.close()


class Client(_Base):
    """Resolves blocks and URLs into cards. A context manager; safe to share between threads.

    `cache` is a folder, a `Cache`, or None for the life of this client; `http` a caller's own `httpx.Client`, used as it is; with
    `offline` nothing is asked. `lock` is a lock file: what it answers is not asked, and with `frozen` it alone answers. `refresh`
    asks everything again. `heard` is told each request that was made, and its answer. Raises ConfigurationError for what it cannot work with; never for the world's faults.
    """

    def __init__(self, *, cache: CacheChoice = DEFAULT, http: httpx.Client | None = None, offline: bool = False, lock: LockChoice = None, frozen: bool = False,
                 refresh: bool = False, index: str | Path | None = None, providers: Sequence[Provider] = PROVIDERS, rules: Rules = RULES,
                 options: Options | None = None, now: Callable[[], datetime] | None = None, heard: Heard | None = None) -> None:  # fmt: skip
        super().__init__(cache, offline, lock, frozen, refresh, index, providers, rules, options or Options(), now, heard)
        self._door = None if offline or frozen else Door(http, Limits(deadline_s=self.options.deadline_s))
        self._turns, self._renewals = Turns(), Renewals()

    def card(self, what: str | Block) -> Card:
        """The card of a URL or a block. Never raises for the world's faults."""
        due: _Due = []
        card = self._resolve(what, due)
        self._renew(due)
        return card

    def cards(self, what: str | bytes | Tag | Sequence[Block], *, base_url: str | None = None) -> list[Card]:
        """The cards of an article or of blocks, in order; equal requests are asked once."""
        due: _Due = []
        cards = [self._resolve(block, due) for block in self._blocks(what, base_url)]
        self._renew(due)
        return cards

    def _resolve(self, what: str | Block, due: _Due) -> Card:
        block, identity, url, plan = self._plan(what)
        return self._card(block, identity, url, self._drive(plan, lambda key: due.append((key, what))))

    def _renew(self, due: _Due) -> None:
        """Asks again behind, after a document: all of its cards show one state."""
        for key, what in due:
            self._renewals.begin(key, lambda what=what: self._drive(self._plan(what, renew=True)[3]))  # type: ignore[misc]

    def _drive(self, plan: Plan, due: Callable[[str], None] | None = None) -> Outcome:
        """Performs a plan; `due` is told which answers shall be renewed, without it none is given out that should."""
        with ExitStack() as held:
            try:
                ask = next(plan)
                while True:
                    ask = plan.send(self._perform(ask, held, due))
            except StopIteration as done:
                outcome: Outcome = done.value
                return outcome

    def _perform(self, ask: Ask, held: ExitStack, due: Callable[[str], None] | None) -> Entry | Answer | None:
        if isinstance(ask, Fetch):
            return self._heard(ask, self._door.fetch(ask) if self._door is not None else self._unasked)
        if isinstance(ask, Load):
            held.close()
            return self._load(ask.key, held, stale=due is not None)
        if isinstance(ask, Save):
            self.store.set(ask.key, ask.entry)
        elif due is not None:
            due(ask.key)
        return None

    def _load(self, key: str, held: ExitStack, *, stale: bool) -> Entry | None:
        """What is stored; where that must be asked for, what is stored once we alone may ask. A plan holds one key at a time."""
        entry = self.store.get(key)
        if self._serves(entry, stale=stale):
            return entry
        held.callback(self._turns.take(key))
        held.callback(claimed(self.store, key, self._patience_s, lambda: self._serves(self.store.get(key), stale=stale)))
        return self.store.get(key)

    def close(self) -> None:
        """Closes what the client opened itself, after what is being renewed."""
        self._renewals.close()
        if self._door is not None:
            self._door.close()
        self._close_cache()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class AsyncClient(_Base):
    """The same with await: `cards` asks concurrently, a few at once."""

    def __init__(self, *, cache: CacheChoice = DEFAULT, http: httpx.AsyncClient | None = None, offline: bool = False, lock: LockChoice = None, frozen: bool = False,
                 refresh: bool = False, index: str | Path | None = None, providers: Sequence[Provider] = PROVIDERS, rules: Rules = RULES,
                 options: Options | None = None, now: Callable[[], datetime] | None = None, heard: Heard | None = None) -> None:  # fmt: skip
        super().__init__(cache, offline, lock, frozen, refresh, index, providers, rules, options or Options(), now, heard)
        self._door = None if offline or frozen else AsyncDoor(http, Limits(deadline_s=self.options.deadline_s))
        self._turns, self._renewals = AsyncTurns(), AsyncRenewals()
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def card(self, what: str | Block) -> Card:
        """The card of a URL or a block. Never raises for the world's faults."""
        due: _Due = []
        card = await self._resolve(what, due)
        self._renew(due)
        return card

    async def cards(self, what: str | bytes | Tag | Sequence[Block], *, base_url: str | None = None) -> list[Card]:
        """The cards of an article or of blocks, in order; equal requests are asked once."""
        due: _Due = []
        cards = list(await asyncio.gather(*(self._resolve(block, due) for block in self._blocks(what, base_url))))
        self._renew(due)
        return cards

    async def _resolve(self, what: str | Block, due: _Due) -> Card:
        block, identity, url, plan = self._plan(what)
        return self._card(block, identity, url, await self._drive(plan, lambda key: due.append((key, what))))

    def _renew(self, due: _Due) -> None:
        for key, what in due:
            self._renewals.begin(key, lambda what=what: self._drive(self._plan(what, renew=True)[3]))  # type: ignore[misc]

    async def _drive(self, plan: Plan, due: Callable[[str], None] | None = None) -> Outcome:
        with ExitStack() as held:
            try:
                ask = next(plan)
                while True:
                    ask = plan.send(await self._perform(ask, held, due))
            except StopIteration as done:
                outcome: Outcome = done.value
                return outcome

    async def _perform(self, ask: Ask, held: ExitStack, due: Callable[[str], None] | None) -> Entry | Answer | None:
        if isinstance(ask, Fetch):
            return self._heard(ask, await self._door.fetch(ask) if self._door is not None else self._unasked)
        if isinstance(ask, Load):
            held.close()
            return await self._load(ask.key, held, stale=due is not None)
        if isinstance(ask, Save):
            await asyncio.to_thread(self.store.set, ask.key, ask.entry)
        elif due is not None:
            due(ask.key)
        return None

    async def _load(self, key: str, held: ExitStack, *, stale: bool) -> Entry | None:
        entry = await asyncio.to_thread(self.store.get, key)
        if self._serves(entry, stale=stale):
            return entry
        held.callback(await self._turns.take(key))
        await self._slots.acquire()  # before the claim: a thousand open lock files would be too many
        held.callback(self._slots.release)
        held.callback(await claimed_async(self.store, key, self._patience_s, lambda: self._serves(self.store.get(key), stale=stale)))
        return await asyncio.to_thread(self.store.get, key)

    async def close(self) -> None:
        """Closes what the client opened itself, after what is being renewed."""
        await self._renewals.close()
        if self._door is not None:
            await self._door.close()
        self._close_cache()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()


__all__ = ["DEFAULT", "AsyncClient", "Client", "Store"]

"""`Client` and `AsyncClient`: drive the resolver's plan, with a cache, a door and a clock of their own. No globals."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx
from bs4.element import Tag

from embedkit.asks import Answer, Ask, Entry, Fetch, Known, Load, Lookup, Save
from embedkit.client_base import DEFAULT, Base, CacheChoice, Due, Heard, LockChoice, Store
from embedkit.flight import AsyncRenewals, AsyncTurns, Release, Renewals, Turns, claim, claimed, claimed_async
from embedkit.models import Block, Card
from embedkit.net import AsyncDoor, Door, Limits
from embedkit.profiles import Profile
from embedkit.providers import PROVIDERS, Provider
from embedkit.recall import Uses, noted
from embedkit.resolve import Options, Outcome, Plan
from embedkit.rules import RULES, Rules

if TYPE_CHECKING:
    from embedkit.index import Index


class Client(Base):
    """Resolves blocks and URLs into cards. A context manager; safe to share between threads.

    `cache` is a folder, a `Cache`, or None for the life of this client; `http` a caller's own `httpx.Client`, used as it is; with
    `offline` nothing is asked. `lock` is a lock file: what it answers is not asked, and with `frozen` it alone answers. `refresh`
    asks everything again. `index` is a file of `embedkit index` or an open `Index`: titles without an address become its videos and
    articles. `heard` is told each request that was made, and its answer, from any thread. Raises ConfigurationError for what it cannot work with; never for the world's faults.
    """

    def __init__(self, *, cache: CacheChoice = DEFAULT, http: httpx.Client | None = None, offline: bool = False, lock: LockChoice = None, frozen: bool = False,
                 refresh: bool = False, index: str | Path | Index | None = None, providers: Sequence[Provider] = PROVIDERS, rules: Rules = RULES, profiles: Sequence[Profile] = (),
                 options: Options | None = None, now: Callable[[], datetime] | None = None, heard: Heard | None = None) -> None:  # fmt: skip
        super().__init__(cache, offline, lock, frozen, refresh, index, providers, rules, options or Options(), now, heard)
        self.profiles = tuple(profiles)
        self._door = None if offline or frozen else Door(http, Limits(deadline_s=self.options.deadline_s), self._network)
        self._turns, self._renewals = Turns(), Renewals()
        self._threads = ThreadPoolExecutor(self.options.network.in_work, thread_name_prefix="embedkit")

    def card(self, what: str | Block, *, deadline_s: float | None = None) -> Card:
        """The card of a URL or a block, within `deadline_s` seconds (`Options.document_s`). Never raises for the world's faults."""
        if (known := self._recalled([what])[0]) is not None:
            return known
        due: Due = []
        card = self._resolve(what, due, self._until(deadline_s))
        self._renew(due)
        return card

    def cards(self, what: str | bytes | Tag | Sequence[Block], *, base_url: str | None = None, deadline_s: float | None = None) -> list[Card]:  # fmt: skip
        """The cards of an article or of blocks, in order, looked up together; equal requests are asked once.

        What is not known after `deadline_s` seconds (`Options.document_s`) is left as it is, with `timed_out`.
        """
        due: Due = []
        until, blocks = self._until(deadline_s), self._blocks(what, base_url)
        # Threads are for waiting: what is at hand would only be handed to and fro.
        known = [self.at_hand(block) for block in blocks]
        made = self._threads.map(
            lambda block: self._resolve(block, due, until), (b for b, card in zip(blocks, known, strict=True) if card is None)
        )
        cards = [next(made) if card is None else card for card in known]
        self._renew(due)
        return cards

    def _resolve(self, what: str | Block, due: Due, until: float) -> Card:
        block, identity, url, plan = self._plan(what)
        uses: Uses = []
        outcome = self._drive(noted(plan, uses), lambda key: due.append((key, what)), until)
        return self._recall.keep(what, self._card(block, identity, url, outcome), uses)

    def _renew(self, due: Due) -> None:
        """Asks again behind, after a document: all of its cards show one state."""
        for key, what in due:
            self._renewals.begin(key, lambda what=what: self._drive(self._plan(what, renew=True)[3]))  # type: ignore[misc]

    def _drive(self, plan: Plan, due: Callable[[str], None] | None = None, until: float = math.inf) -> Outcome:
        """Performs a plan; `due` is told which answers shall be renewed, without it none is given out that should."""
        with ExitStack() as held:
            try:
                ask = next(plan)
                while True:
                    ask = plan.send(self._perform(ask, held, due, until))
            except StopIteration as done:
                outcome: Outcome = done.value
                return outcome

    def _perform(self, ask: Ask, held: ExitStack, due: Callable[[str], None] | None, until: float) -> Entry | Answer | Known | None:
        if isinstance(ask, Fetch):
            return self._heard(ask, self._door.fetch(ask, until) if self._door is not None else self._unasked)
        if isinstance(ask, Load):
            held.close()
            return self._load(ask.key, held, stale=due is not None)
        if isinstance(ask, Save):
            self.store.set(ask.key, ask.entry)
        elif isinstance(ask, Lookup):
            return self._listed(ask)
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

    def fetch(self, ask: Fetch) -> Answer:
        """Asks one URL through the client's own door, with its limits and manners; nothing is remembered. Offline it is not asked."""
        return self._door.fetch(ask, self._until(None)) if self._door is not None else self._unasked

    def close(self) -> None:
        """Closes what the client opened itself, after what is being renewed."""
        self._threads.shutdown()
        self._renewals.close()
        if self._door is not None:
            self._door.close()
        self._close_files()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class AsyncClient(Base):
    """The same with await."""

    def __init__(self, *, cache: CacheChoice = DEFAULT, http: httpx.AsyncClient | None = None, offline: bool = False, lock: LockChoice = None, frozen: bool = False,
                 refresh: bool = False, index: str | Path | Index | None = None, providers: Sequence[Provider] = PROVIDERS, rules: Rules = RULES, profiles: Sequence[Profile] = (),
                 options: Options | None = None, now: Callable[[], datetime] | None = None, heard: Heard | None = None) -> None:  # fmt: skip
        super().__init__(cache, offline, lock, frozen, refresh, index, providers, rules, options or Options(), now, heard)
        self.profiles = tuple(profiles)
        self._door = None if offline or frozen else AsyncDoor(http, Limits(deadline_s=self.options.deadline_s), self._network)
        self._turns, self._renewals = AsyncTurns(), AsyncRenewals()
        self._in_work = asyncio.Semaphore(self.options.network.in_work)

    async def card(self, what: str | Block, *, deadline_s: float | None = None) -> Card:
        """The card of a URL or a block, within `deadline_s` seconds (`Options.document_s`). Never raises for the world's faults."""
        if what in self._recall and (known := (await asyncio.to_thread(self._recalled, [what]))[0]) is not None:
            return known
        due: Due = []
        card = await self._resolve(what, due, self._until(deadline_s))
        self._renew(due)
        return card

    async def cards(self, what: str | bytes | Tag | Sequence[Block], *, base_url: str | None = None, deadline_s: float | None = None) -> list[Card]:  # fmt: skip
        """The cards of an article or of blocks, in order, looked up together; equal requests are asked once.

        What is not known after `deadline_s` seconds (`Options.document_s`) is left as it is, with `timed_out`.
        """
        due: Due = []
        until, blocks = self._until(deadline_s), self._blocks(what, base_url)
        known = await asyncio.to_thread(self._recalled, blocks)
        made = iter(await asyncio.gather(*(self._resolve(b, due, until) for b, card in zip(blocks, known, strict=True) if card is None)))
        cards = [next(made) if card is None else card for card in known]
        self._renew(due)
        return cards

    async def _resolve(self, what: str | Block, due: Due, until: float) -> Card:
        async with self._in_work:
            block, identity, url, plan = self._plan(what)
            uses: Uses = []
            outcome = await self._drive(noted(plan, uses), lambda key: due.append((key, what)), until)
            return self._recall.keep(what, self._card(block, identity, url, outcome), uses)

    def _renew(self, due: Due) -> None:
        for key, what in due:
            self._renewals.begin(key, lambda what=what: self._drive(self._plan(what, renew=True)[3]))  # type: ignore[misc]

    async def _drive(self, plan: Plan, due: Callable[[str], None] | None = None, until: float = math.inf) -> Outcome:
        with ExitStack() as held:
            try:
                ask = next(plan)
                while True:
                    ask = plan.send(await self._perform(ask, held, due, until))
            except StopIteration as done:
                outcome: Outcome = done.value
                return outcome

    async def _perform(self, ask: Ask, held: ExitStack, due: Callable[[str], None] | None, until: float) -> Entry | Answer | Known | None:
        if isinstance(ask, Fetch):
            return self._heard(ask, await self._door.fetch(ask, until) if self._door is not None else self._unasked)
        if isinstance(ask, Load):
            held.close()
            return await self._load(ask.key, held, stale=due is not None)
        if isinstance(ask, Save):
            await asyncio.to_thread(self.store.set, ask.key, ask.entry)
        elif isinstance(ask, Lookup):
            return await asyncio.to_thread(self._listed, ask)
        elif due is not None:
            due(ask.key)
        return None

    async def _load(self, key: str, held: ExitStack, *, stale: bool) -> Entry | None:
        entry = await asyncio.to_thread(self.store.get, key)
        if self._serves(entry, stale=stale):
            return entry
        held.callback(await self._turns.take(key))
        release, entry = await asyncio.to_thread(self._claim, key)
        if release is None:
            release = await claimed_async(self.store, key, self._patience_s, lambda: self._serves(self.store.get(key), stale=stale))
            entry = await asyncio.to_thread(self.store.get, key)
        held.callback(release)
        return entry

    def _claim(self, key: str) -> tuple[Release | None, Entry | None]:
        """A first try at a claim and, where it is granted, what is stored: one way to another thread and back instead of two."""
        release = claim(self.store, key)
        return release, self.store.get(key) if release is not None else None

    async def close(self) -> None:
        """Closes what the client opened itself, after what is being renewed."""
        await self._renewals.close()
        if self._door is not None:
            await self._door.close()
        self._close_files()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()


__all__ = ["DEFAULT", "AsyncClient", "CacheChoice", "Client", "Heard", "LockChoice", "Store"]

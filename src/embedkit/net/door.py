"""The two doors: each waits for its host's turn, asks through guarded connections, and keeps book of what came of it."""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cached_property

import httpcore
import httpx

from embedkit.asks import Answer, Fetch
from embedkit.net import body
from embedkit.net.base import Base
from embedkit.net.budget import Budget, Late, Limits, current
from embedkit.net.guard import AsyncGuardBackend, GuardBackend
from embedkit.net.journey import WORLD, Said, headers_for, journey, leads_on, problem_of
from embedkit.net.lines import Lines
from embedkit.net.seats import Seats
from embedkit.network import Network


class Door(Base):
    """Fetches through guarded connections of its own, or with the caller's `httpx.Client`, which is used as it is. For many threads."""

    def __init__(self, http: httpx.Client | None = None, limits: Limits | None = None, network: Network | None = None) -> None:
        super().__init__(limits, network)
        self.http = http
        if http is None:
            _ = self._pool  # reading the system's certificates takes a while: it spends no look-up's time
        self._lines = Lines[httpcore.ConnectionInterface](lambda origin: self._pool.create_connection(origin), self.network.at_once)
        self._slots = threading.Semaphore(self.network.at_once)
        self._seats = Seats(lambda: threading.Semaphore(self.network.per_host))

    @cached_property
    def _pool(self) -> httpcore.ConnectionPool:
        return httpcore.ConnectionPool(network_backend=GuardBackend(self.policy, self.proxy), **self.pool_options())

    def fetch(self, fetch: Fetch, until: float = math.inf) -> Answer:
        """The answer, or the problem on the way, at the latest at `until` (monotonic seconds). Never raises for the world's faults."""
        token = current.set(Budget(until, self.limits.raw_bytes, until))
        steps, headers = journey(fetch, self.limits), headers_for(fetch, self.agent)
        try:
            url = next(steps)
            while True:
                url = steps.send(self._visit(url, headers))
        except StopIteration as done:
            return self.ended(done.value)
        except WORLD as fault:
            return self.ended(problem_of(fault))
        finally:
            current.reset(token)

    def _visit(self, url: str, headers: dict[str, str]) -> Said:
        if self.http is not None:
            with self._slots:
                current.get().left()
                reply = self.http.get(url, headers=headers, follow_redirects=False)
                return Answer(status=reply.status_code, headers=body.headers(reply.headers.multi_items()), body=reply.content)
        url, name = self.place(url)
        with self._seat(name):
            turn = self.turn(name)
            if isinstance(turn, Answer):
                return turn
            time.sleep(turn)
            with self._slots:
                return self.note(name, self._once(url, headers))

    @contextmanager
    def _seat(self, name: str) -> Iterator[None]:
        """One of the few places at a host."""
        with self._seats.at(name) as seats:
            if not seats.acquire(timeout=min(current.get().left(), threading.TIMEOUT_MAX)):
                raise Late
            try:
                yield
            finally:
                seats.release()

    def _once(self, url: str, headers: dict[str, str]) -> Said:
        origin, line, dead = self._lines.take(url)
        try:
            with line.stream("GET", url, headers=list(headers.items()), extensions=self.begin()) as answer:
                said, text = self.head(answer.status, answer.headers, headers.get("Accept", ""))
                for chunk in () if leads_on(answer.status, said) else answer.iter_stream():
                    text.add(chunk)
                return Answer(status=answer.status, headers=said, body=text.done())
        except WORLD as fault:
            return fault
        finally:
            self._hang_up([*dead, *self._lines.give(origin, line)])

    def _hang_up(self, lines: list[httpcore.ConnectionInterface]) -> None:
        for line in lines:
            with suppress(Exception):
                line.close()

    def close(self) -> None:
        """Closes the connections that are its own."""
        self._hang_up(self._lines.empty())


class AsyncDoor(Base):
    """The same for asyncio."""

    def __init__(self, http: httpx.AsyncClient | None = None, limits: Limits | None = None, network: Network | None = None) -> None:
        super().__init__(limits, network)
        self.http = http
        if http is None:
            _ = self._pool  # reading the system's certificates takes a while: it spends no look-up's time
        self._lines = Lines[httpcore.AsyncConnectionInterface](lambda origin: self._pool.create_connection(origin), self.network.at_once)
        self._slots = asyncio.Semaphore(self.network.at_once)
        self._seats = Seats(lambda: asyncio.Semaphore(self.network.per_host))

    @cached_property
    def _pool(self) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(network_backend=AsyncGuardBackend(self.policy, self.proxy), **self.pool_options())

    async def fetch(self, fetch: Fetch, until: float = math.inf) -> Answer:
        """The answer, or the problem on the way, at the latest at `until` (monotonic seconds). Never raises for the world's faults."""
        token = current.set(Budget(until, self.limits.raw_bytes, until))
        steps, headers = journey(fetch, self.limits), headers_for(fetch, self.agent)
        try:
            url = next(steps)
            while True:
                url = steps.send(await self._visit(url, headers))
        except StopIteration as done:
            return self.ended(done.value)
        except WORLD as fault:
            return self.ended(problem_of(fault))
        finally:
            current.reset(token)

    async def _visit(self, url: str, headers: dict[str, str]) -> Said:
        if self.http is not None:
            async with self._slots, asyncio.timeout(min(self.limits.deadline_s, current.get().left())):
                reply = await self.http.get(url, headers=headers, follow_redirects=False)
                return Answer(status=reply.status_code, headers=body.headers(reply.headers.multi_items()), body=reply.content)
        url, name = self.place(url)
        async with self._seat(name):
            turn = self.turn(name)
            if isinstance(turn, Answer):
                return turn
            await asyncio.sleep(turn)
            async with self._slots:
                return self.note(name, await self._once(url, headers))

    @asynccontextmanager
    async def _seat(self, name: str) -> AsyncIterator[None]:
        """One of the few places at a host."""
        left = current.get().left()
        with self._seats.at(name) as seats:
            async with asyncio.timeout(left if math.isfinite(left) else None):
                await seats.acquire()
            try:
                yield
            finally:
                seats.release()

    async def _once(self, url: str, headers: dict[str, str]) -> Said:
        origin, line, dead = self._lines.take(url)
        try:
            extensions = self.begin()
            async with (
                asyncio.timeout(current.get().left()),
                line.stream("GET", url, headers=list(headers.items()), extensions=extensions) as answer,
            ):
                said, text = self.head(answer.status, answer.headers, headers.get("Accept", ""))
                if not leads_on(answer.status, said):
                    async for chunk in answer.aiter_stream():
                        text.add(chunk)
                return Answer(status=answer.status, headers=said, body=text.done())
        except WORLD as fault:
            return fault
        finally:
            await self._hang_up([*dead, *self._lines.give(origin, line)])

    async def _hang_up(self, lines: list[httpcore.AsyncConnectionInterface]) -> None:
        for line in lines:
            with suppress(Exception):
                await line.aclose()

    async def close(self) -> None:
        """Closes the connections that are its own."""
        await self._hang_up(self._lines.empty())


__all__ = ["AsyncDoor", "Door", "Limits"]

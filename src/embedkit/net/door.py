"""The two doors: each waits for its host's turn, asks through guarded connections, and keeps book of what came of it."""

from __future__ import annotations

import asyncio
import math
import ssl
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

import httpcore
import httpx

from embedkit import urls
from embedkit.asks import Answer, Fetch
from embedkit.net import body
from embedkit.net.budget import Budget, Late, Limits, current
from embedkit.net.guard import AsyncGuardBackend, GuardBackend, Proxy
from embedkit.net.hosts import Hosts
from embedkit.net.journey import WORLD, Said, agent, headers_for, journey, leads_on, problem_of
from embedkit.net.lines import Lines
from embedkit.net.policy import policy
from embedkit.network import Network

_DOWN = ("provider_down", "timed_out")
_OVER = "the time for the whole document was over"


class _Door:
    """What both doors decide alike."""

    def __init__(self, limits: Limits | None, network: Network | None) -> None:
        self.limits, self.network = limits or Limits(), network or Network()
        self.policy = policy(self.network.ports, self.network.allow)
        self.hosts = Hosts(self.network.per_second)
        self.agent = agent(self.network.contact)
        parts = urlsplit(self.network.proxy or "")
        self.proxy: Proxy | None = (parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)) if parts.hostname else None

    def _pool_options(self) -> dict[str, Any]:
        tls = ssl.create_default_context()
        options: dict[str, Any] = {"ssl_context": tls, "keepalive_expiry": 20.0}
        if self.network.proxy is not None:
            parts = urlsplit(self.network.proxy)
            options["proxy"] = httpcore.Proxy(
                httpcore.URL(scheme=parts.scheme, host=parts.hostname or "", port=self.proxy[1] if self.proxy else None, target="/"),
                auth=(unquote(parts.username), unquote(parts.password or "")) if parts.username else None,
            )
        return options

    def _place(self, url: str) -> tuple[str, str]:
        """The URL as it is asked, and the name under which its host is kept. Raises Refused for what no proxy shall be asked for."""
        there = urls.opened(url)
        if there is None:
            raise ValueError("no web address")
        if self.proxy is not None:
            self.policy.judge_name(there[1], there[2])
        return there[0], there[1] if there[2] == 443 else f"{there[1]}:{there[2]}"

    def _turn(self, name: str) -> float | Answer:
        budget = current.get()
        return self.hosts.turn(name, budget.left() if budget.begun else min(budget.left(), self.limits.deadline_s))

    def _begin(self) -> dict[str, Any]:
        """The first request of a look-up starts its clock; each has its headers counted."""
        budget = current.get()
        budget.begin(self.limits.deadline_s)
        budget.head = self.limits.header_bytes
        return {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), budget.left())}

    def _head(self, status: int, raw: list[tuple[bytes, bytes]]) -> tuple[dict[str, str], body.Body]:
        said = body.check(status, raw, self.limits)
        current.get().head = None
        return said, body.Body(said.get("content-encoding", ""), self.limits.decoded_bytes)

    def _ended(self, answer: Answer, until: float) -> Answer:
        """The answer; what the caller's own time cut off says nothing of the item."""
        over = answer.problem == "timed_out" and time.monotonic() >= until
        return answer.model_copy(update={"forget": True, "detail": _OVER}) if over else answer

    def _note(self, name: str, said: Said) -> Said:
        """Tells the host's bookkeeping what came of a request."""
        if isinstance(said, Answer):
            self.hosts.answered(name, said)
        elif problem_of(said).problem in _DOWN:
            self.hosts.failed(name)
        return said


class Door(_Door):
    """Fetches through guarded connections of its own, or with the caller's `httpx.Client`, which is used as it is. For many threads."""

    def __init__(self, http: httpx.Client | None = None, limits: Limits | None = None, network: Network | None = None) -> None:
        super().__init__(limits, network)
        self.http = http
        if http is None:
            _ = self._pool  # reading the system's certificates takes a while: it spends no look-up's time
        self._lines = Lines[httpcore.ConnectionInterface](lambda origin: self._pool.create_connection(origin), self.network.at_once)
        self._slots = threading.Semaphore(self.network.at_once)
        self._seats: dict[str, threading.Semaphore] = {}

    @cached_property
    def _pool(self) -> httpcore.ConnectionPool:
        return httpcore.ConnectionPool(network_backend=GuardBackend(self.policy, self.proxy), **self._pool_options())

    def fetch(self, fetch: Fetch, until: float = math.inf) -> Answer:
        """The answer, or the problem on the way, at the latest at `until` (monotonic seconds). Never raises for the world's faults."""
        token = current.set(Budget(until, self.limits.raw_bytes))
        steps, headers = journey(fetch, self.limits), headers_for(fetch, self.agent)
        try:
            url = next(steps)
            while True:
                url = steps.send(self._visit(url, headers))
        except StopIteration as done:
            return self._ended(done.value, until)
        except WORLD as fault:
            return self._ended(problem_of(fault), until)
        finally:
            current.reset(token)

    def _visit(self, url: str, headers: dict[str, str]) -> Said:
        if self.http is not None:
            with self._slots:
                current.get().left()
                reply = self.http.get(url, headers=headers, follow_redirects=False)
                return Answer(status=reply.status_code, headers=body.headers(reply.headers.multi_items()), body=reply.content)
        url, name = self._place(url)
        with self._seat(name):
            turn = self._turn(name)
            if isinstance(turn, Answer):
                return turn
            time.sleep(turn)
            with self._slots:
                return self._note(name, self._once(url, headers))

    @contextmanager
    def _seat(self, name: str) -> Iterator[None]:
        """One of the few places at a host."""
        seats = self._seats.setdefault(name, threading.Semaphore(self.network.per_host))
        if not seats.acquire(timeout=min(current.get().left(), threading.TIMEOUT_MAX)):
            raise Late
        try:
            yield
        finally:
            seats.release()

    def _once(self, url: str, headers: dict[str, str]) -> Said:
        origin, line, dead = self._lines.take(url)
        try:
            with line.stream("GET", url, headers=list(headers.items()), extensions=self._begin()) as answer:
                said, text = self._head(answer.status, answer.headers)
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


class AsyncDoor(_Door):
    """The same for asyncio."""

    def __init__(self, http: httpx.AsyncClient | None = None, limits: Limits | None = None, network: Network | None = None) -> None:
        super().__init__(limits, network)
        self.http = http
        if http is None:
            _ = self._pool  # reading the system's certificates takes a while: it spends no look-up's time
        self._lines = Lines[httpcore.AsyncConnectionInterface](lambda origin: self._pool.create_connection(origin), self.network.at_once)
        self._slots = asyncio.Semaphore(self.network.at_once)
        self._seats: dict[str, asyncio.Semaphore] = {}

    @cached_property
    def _pool(self) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(network_backend=AsyncGuardBackend(self.policy, self.proxy), **self._pool_options())

    async def fetch(self, fetch: Fetch, until: float = math.inf) -> Answer:
        """The answer, or the problem on the way, at the latest at `until` (monotonic seconds). Never raises for the world's faults."""
        token = current.set(Budget(until, self.limits.raw_bytes))
        steps, headers = journey(fetch, self.limits), headers_for(fetch, self.agent)
        try:
            url = next(steps)
            while True:
                url = steps.send(await self._visit(url, headers))
        except StopIteration as done:
            return self._ended(done.value, until)
        except WORLD as fault:
            return self._ended(problem_of(fault), until)
        finally:
            current.reset(token)

    async def _visit(self, url: str, headers: dict[str, str]) -> Said:
        if self.http is not None:
            async with self._slots, asyncio.timeout(min(self.limits.deadline_s, current.get().left())):
                reply = await self.http.get(url, headers=headers, follow_redirects=False)
                return Answer(status=reply.status_code, headers=body.headers(reply.headers.multi_items()), body=reply.content)
        url, name = self._place(url)
        async with self._seat(name):
            turn = self._turn(name)
            if isinstance(turn, Answer):
                return turn
            await asyncio.sleep(turn)
            async with self._slots:
                return self._note(name, await self._once(url, headers))

    @asynccontextmanager
    async def _seat(self, name: str) -> AsyncIterator[None]:
        """One of the few places at a host."""
        seats = self._seats.setdefault(name, asyncio.Semaphore(self.network.per_host))
        left = current.get().left()
        async with asyncio.timeout(left if math.isfinite(left) else None):
            await seats.acquire()
        try:
            yield
        finally:
            seats.release()

    async def _once(self, url: str, headers: dict[str, str]) -> Said:
        origin, line, dead = self._lines.take(url)
        try:
            extensions = self._begin()
            async with (
                asyncio.timeout(current.get().left()),
                line.stream("GET", url, headers=list(headers.items()), extensions=extensions) as answer,
            ):
                said, text = self._head(answer.status, answer.headers)
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

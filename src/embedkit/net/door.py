"""Performs a fetch: redirects by hand, bounded decoding, and every fault of the network as a problem."""

from __future__ import annotations

import asyncio
import ssl
import time
import zlib
from collections.abc import Generator
from contextlib import suppress
from importlib.metadata import version
from typing import Any
from urllib.parse import urljoin

import httpcore
import httpx

from embedkit import urls
from embedkit.asks import Answer, Fetch
from embedkit.models import Problem, Value
from embedkit.net import guard

_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class Limits(Value):
    """What one look-up may cost: seconds for all of it, raw and decoded bytes, redirects."""

    deadline_s: float = 10.0
    raw_bytes: int = 2_000_000
    decoded_bytes: int = 4_000_000
    redirects: int = 4


_FAULTS: tuple[tuple[type[BaseException], Problem], ...] = (
    (guard.Refused, "refused_address"),
    (guard.TooLarge, "too_large"),
    (guard.Late, "timed_out"),
    (httpcore.TimeoutException, "timed_out"),
    (httpx.TimeoutException, "timed_out"),
)


_WORLD = (
    httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, httpcore.UnsupportedProtocol, httpx.HTTPError, httpx.InvalidURL,
    zlib.error, guard.Refused, guard.TooLarge, guard.Late, OSError, ValueError,
)  # fmt: skip
"""What the network, a server or an answer can do to us."""


def _problem(fault: BaseException) -> Answer:
    """What a fault of the network means; it may be wrapped."""
    seen: BaseException | None = fault
    while seen is not None:
        for kind, problem in _FAULTS:
            if isinstance(seen, kind):
                return Answer(problem=problem)
        seen = seen.__cause__ or seen.__context__
    return Answer(problem="provider_down", detail=f"{type(fault).__name__}: {fault}"[:200])


def headers_for(fetch: Fetch) -> dict[str, str]:
    """What a request says: who asks, what helps, and nothing of a reader."""
    said = {
        "User-Agent": f"embedkit/{version('embedkit-media')} (oEmbed client)",
        "Accept": fetch.accept,
        "Accept-Encoding": "gzip",
    }
    if fetch.referer:
        said["Referer"] = fetch.referer
    if fetch.language:
        said["Accept-Language"] = fetch.language
    if fetch.etag:
        said["If-None-Match"] = fetch.etag
    if fetch.modified:
        said["If-Modified-Since"] = fetch.modified
    return said


def _next(url: str, location: str) -> str | Answer:
    """Where a redirect leads, or the problem with it: web URLs only, never from https to http."""
    try:
        target = urls.clean(urljoin(url, location))
    except ValueError:
        target = None
    if target is None or (urls.host_of(target) is None and not target.startswith("http")):
        return Answer(problem="provider_down", detail="a redirect to no web address")
    if url.startswith("https:") and target.startswith("http:"):
        return Answer(problem="refused_address", detail="a redirect from https to http")
    return target


def _journey(fetch: Fetch, limits: Limits) -> Generator[str, tuple[int, dict[str, str], bytes], Answer]:
    """Redirects by hand: yields the URL to ask, is sent its status, headers and body. Both doors share it."""
    url, moved = fetch.url, True
    for _ in range(limits.redirects + 1):
        status, headers, body = yield url
        if status not in _REDIRECTS or "location" not in headers:
            return Answer(status=status, headers=headers, body=body, url=url, moved=moved and url != fetch.url)
        target = _next(url, headers["location"])
        if isinstance(target, Answer):
            return target
        if fetch.redirect_only:
            return Answer(status=status, headers=headers, url=target, moved=True)
        url, moved = target, moved and status in (301, 308)
    return Answer(problem="provider_down", detail="too many redirects")


class _Body:
    """Collects a body, decoded, within its limit."""

    def __init__(self, encoding: str, limit: int) -> None:
        self.limit, self.parts, self.size = limit, bytearray(), 0
        self.gzip: Any = zlib.decompressobj(31) if encoding in ("gzip", "x-gzip") else None
        self.known = encoding in ("", "identity", "gzip", "x-gzip")

    def add(self, chunk: bytes) -> None:
        data = self.gzip.decompress(chunk, self.limit + 1 - len(self.parts)) if self.gzip is not None else chunk
        self.parts += data
        if len(self.parts) > self.limit:
            raise guard.TooLarge


class Door:
    """Fetches with a guarded transport of its own, or with the caller's `httpx.Client`, which is used as it is."""

    def __init__(self, http: httpx.Client | None = None, limits: Limits | None = None, policy: guard.Policy | None = None) -> None:
        self.http, self.limits = http, limits or Limits()
        self.pool = (
            httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=guard.GuardBackend(policy or guard.Policy()))
            if http is None
            else None
        )

    def fetch(self, fetch: Fetch) -> Answer:
        """The answer, or the problem on the way. Never raises for the world's faults."""
        token = guard.current.set(guard.Budget(time.monotonic() + self.limits.deadline_s, self.limits.raw_bytes))
        try:
            return self._follow(fetch)
        except _WORLD as fault:
            return _problem(fault)
        finally:
            guard.current.reset(token)

    def _follow(self, fetch: Fetch) -> Answer:
        journey, headers = _journey(fetch, self.limits), headers_for(fetch)
        url = next(journey)
        while True:
            answer = self._once(url, headers)
            try:
                url = journey.send(answer)
            except StopIteration as done:
                found: Answer = done.value
                return found

    def _once(self, url: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if self.pool is None:
            assert self.http is not None  # noqa: S101 - one of the two is there
            reply = self.http.get(url, headers=headers, follow_redirects=False)
            return reply.status_code, _folded(reply.headers.multi_items()), reply.content
        timeout = {name: guard.current.get().left() for name in ("connect", "read", "write", "pool")}
        with self.pool.stream("GET", url, headers=list(headers.items()), extensions={"timeout": timeout}) as answer:
            said = _folded([(k.decode("latin-1"), v.decode("latin-1")) for k, v in answer.headers])
            body = _Body(said.get("content-encoding", "").strip().lower(), self.limits.decoded_bytes)
            if not body.known:
                raise ValueError("an encoding that was not asked for")
            for chunk in answer.iter_stream():
                body.add(chunk)
            return answer.status, said, bytes(body.parts)

    def close(self) -> None:
        """Closes the connections that are its own."""
        if self.pool is not None:
            with suppress(Exception):
                self.pool.close()


class AsyncDoor:
    """The same for asyncio."""

    def __init__(self, http: httpx.AsyncClient | None = None, limits: Limits | None = None, policy: guard.Policy | None = None) -> None:
        self.http, self.limits = http, limits or Limits()
        self.pool = (
            httpcore.AsyncConnectionPool(
                ssl_context=ssl.create_default_context(), network_backend=guard.AsyncGuardBackend(policy or guard.Policy())
            )
            if http is None
            else None
        )

    async def fetch(self, fetch: Fetch) -> Answer:
        """The answer, or the problem on the way. Never raises for the world's faults."""
        token = guard.current.set(guard.Budget(time.monotonic() + self.limits.deadline_s, self.limits.raw_bytes))
        try:
            async with asyncio.timeout(self.limits.deadline_s):
                return await self._follow(fetch)
        except TimeoutError:
            return Answer(problem="timed_out")
        except _WORLD as fault:
            return _problem(fault)
        finally:
            guard.current.reset(token)

    async def _follow(self, fetch: Fetch) -> Answer:
        journey, headers = _journey(fetch, self.limits), headers_for(fetch)
        url = next(journey)
        while True:
            answer = await self._once(url, headers)
            try:
                url = journey.send(answer)
            except StopIteration as done:
                found: Answer = done.value
                return found

    async def _once(self, url: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if self.pool is None:
            assert self.http is not None  # noqa: S101 - one of the two is there
            reply = await self.http.get(url, headers=headers, follow_redirects=False)
            return reply.status_code, _folded(reply.headers.multi_items()), reply.content
        timeout = {name: guard.current.get().left() for name in ("connect", "read", "write", "pool")}
        async with self.pool.stream("GET", url, headers=list(headers.items()), extensions={"timeout": timeout}) as answer:
            said = _folded([(k.decode("latin-1"), v.decode("latin-1")) for k, v in answer.headers])
            body = _Body(said.get("content-encoding", "").strip().lower(), self.limits.decoded_bytes)
            if not body.known:
                raise ValueError("an encoding that was not asked for")
            async for chunk in answer.aiter_stream():
                body.add(chunk)
            return answer.status, said, bytes(body.parts)

    async def close(self) -> None:
        """Closes the connections that are its own."""
        if self.pool is not None:
            with suppress(Exception):
                await self.pool.aclose()


def _folded(items: list[tuple[str, str]]) -> dict[str, str]:
    """Headers by lower-case name, the first of each; only what is read later is kept."""
    kept: dict[str, str] = {}
    for name, value in items:
        if (low := name.lower()) in (
            "content-type",
            "content-encoding",
            "location",
            "retry-after",
            "cache-control",
            "etag",
            "last-modified",
        ):
            kept.setdefault(low, value[:2_048])
    return kept


__all__ = ["AsyncDoor", "Door", "Limits"]

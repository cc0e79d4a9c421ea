"""httpcore backends that connect to judged addresses only, within a budget. TLS stays right: the name comes from the URL."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore
from httpcore._backends.auto import AutoBackend  # the backend httpcore itself uses; it has no public name
from httpcore._backends.sync import SyncBackend

from embedkit.net.address import is_public


class Refused(Exception):
    """The address or port is not one that may be contacted."""


class TooLarge(Exception):
    """The answer passed its byte budget."""


class Late(Exception):
    """The deadline passed."""


@dataclass
class Budget:
    """What is left for one look-up: until when, how many raw bytes."""

    until: float
    bytes: int

    def left(self) -> float:
        """Seconds left. Raises Late when there are none."""
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise Late
        return seconds

    def spend(self, count: int) -> None:
        """Takes bytes. Raises TooLarge when there are not enough."""
        self.bytes -= count
        if self.bytes < 0:
            raise TooLarge


current: ContextVar[Budget] = ContextVar("budget")


def _nobody(address: str) -> bool:
    return False


@dataclass(frozen=True)
class Policy:
    """Who may be contacted; `allow` opens further addresses (tests on loopback), never from content."""

    ports: frozenset[int] = frozenset((80, 443))
    allow: Callable[[str], bool] = _nobody

    def judge(self, addresses: Iterable[str]) -> list[str]:
        """The addresses, when all may be contacted: one bad record refuses the name."""
        found = list(addresses)
        if not found or not all(is_public(a) or self.allow(a) for a in found):
            raise Refused
        return found[:4]


def _addresses(host: str, port: int) -> list[str]:
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


_LOOKUPS = ThreadPoolExecutor(8, thread_name_prefix="embedkit-dns")


class GuardBackend(httpcore.NetworkBackend):
    """Resolves, judges, and connects to the judged literal."""

    def __init__(self, policy: Policy) -> None:
        self.policy, self.inner = policy, SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        budget = current.get()
        if port not in self.policy.ports and not self.policy.allow(host):
            raise Refused
        try:
            # getaddrinfo has no time limit of its own.
            addresses = self.policy.judge(_LOOKUPS.submit(_addresses, host, port).result(budget.left()))
        except (OSError, UnicodeError) as fault:
            raise httpcore.ConnectError(str(fault)) from fault
        except TimeoutError as fault:
            raise Late from fault
        fault_seen: Exception = httpcore.ConnectError(f"no address of {host} answered")
        for address in addresses:
            try:
                return _Stream(
                    self.inner.connect_tcp(address, port, timeout=budget.left(), local_address=local_address, socket_options=socket_options)
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as fault:
                fault_seen = fault
        raise fault_seen

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> httpcore.NetworkStream:
        raise Refused

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, current.get().left()))


class _Stream(httpcore.NetworkStream):
    """Counts every raw byte and keeps every wait within the deadline."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self.inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        budget = current.get()
        data = self.inner.read(max_bytes, budget.left())
        budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, current.get().left())

    def close(self) -> None:
        self.inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        return _Stream(self.inner.start_tls(ssl_context, server_hostname, current.get().left()))

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


class AsyncGuardBackend(httpcore.AsyncNetworkBackend):
    """The asynchronous twin."""

    def __init__(self, policy: Policy) -> None:
        self.policy, self.inner = policy, AutoBackend()

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Any = None
    ) -> httpcore.AsyncNetworkStream:
        budget = current.get()
        if port not in self.policy.ports and not self.policy.allow(host):
            raise Refused
        try:
            found = await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(_LOOKUPS, _addresses, host, port), budget.left())
        except (OSError, UnicodeError) as fault:
            if isinstance(fault, TimeoutError):
                raise Late from fault
            raise httpcore.ConnectError(str(fault)) from fault
        fault_seen: Exception = httpcore.ConnectError(f"no address of {host} answered")
        for address in self.policy.judge(found):
            try:
                return _AsyncStream(
                    await self.inner.connect_tcp(
                        address, port, timeout=budget.left(), local_address=local_address, socket_options=socket_options
                    )
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as fault:
                fault_seen = fault
        raise fault_seen

    async def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> httpcore.AsyncNetworkStream:
        raise Refused

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(min(seconds, current.get().left()))


class _AsyncStream(httpcore.AsyncNetworkStream):
    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self.inner = inner

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        budget = current.get()
        data = await self.inner.read(max_bytes, budget.left())
        budget.spend(len(data))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self.inner.write(buffer, current.get().left())

    async def aclose(self) -> None:
        with contextlib.suppress(Exception):
            await self.inner.aclose()

    async def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        return _AsyncStream(await self.inner.start_tls(ssl_context, server_hostname, current.get().left()))

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)

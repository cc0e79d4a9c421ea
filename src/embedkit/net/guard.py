"""httpcore backends that connect to judged addresses only, within a budget. TLS stays right: the name comes from the URL."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpcore
from httpcore._backends.auto import AutoBackend  # the backend httpcore itself uses; it has no public name
from httpcore._backends.sync import SyncBackend
from httpcore._utils import is_socket_readable

from embedkit.net.budget import Late, current
from embedkit.net.policy import Policy, Refused

_LOOKUPS = ThreadPoolExecutor(8, thread_name_prefix="embedkit-dns")
Proxy = tuple[str, int]
"""Host and port of a proxy that the operator chose: it is contacted wherever it is."""


def _addresses(host: str, port: int) -> list[str]:
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class _Judge:
    """What both backends decide alike."""

    def __init__(self, policy: Policy, proxy: Proxy | None) -> None:
        self.policy, self.proxy = policy, proxy

    def addresses(self, found: list[str], host: str, port: int) -> list[str]:
        """Those of a name that may be tried. Raises Refused."""
        return found[:4] if (host, port) == self.proxy else self.policy.judge(found, port)

    def connected(self, peer: Any, host: str, port: int) -> bool:
        """Whether the other end is one that may be talked to: what was dialled and what answers need not be the same."""
        return (host, port) == self.proxy or (isinstance(peer, tuple) and self.policy.may(str(peer[0]), port))


class GuardBackend(httpcore.NetworkBackend):
    """Resolves, judges, and connects to the judged literal."""

    def __init__(self, policy: Policy, proxy: Proxy | None = None) -> None:
        self.judge, self.inner = _Judge(policy, proxy), SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        budget, last = current.get(), httpcore.ConnectError(f"no address of {host} answered")
        addresses = self.judge.addresses(self._look_up(host, port), host, port)
        for tried, address in enumerate(addresses):
            try:
                share = budget.left() / (len(addresses) - tried)
                stream = self.inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as fault:
                last.__cause__ = fault
                continue
            if not self.judge.connected(stream.get_extra_info("server_addr"), host, port):
                stream.close()
                raise Refused
            return _Stream(stream)
        raise last

    def _look_up(self, host: str, port: int) -> list[str]:
        try:
            # getaddrinfo has no time limit of its own.
            return _LOOKUPS.submit(_addresses, host, port).result(current.get().left())
        except TimeoutError as fault:
            raise Late from fault
        except (OSError, UnicodeError) as fault:
            raise httpcore.ConnectError(str(fault)) from fault

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

    def __init__(self, policy: Policy, proxy: Proxy | None = None) -> None:
        self.judge, self.inner = _Judge(policy, proxy), AutoBackend()

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Any = None
    ) -> httpcore.AsyncNetworkStream:
        budget, last = current.get(), httpcore.ConnectError(f"no address of {host} answered")
        addresses = self.judge.addresses(await self._look_up(host, port), host, port)
        for tried, address in enumerate(addresses):
            try:
                share = budget.left() / (len(addresses) - tried)
                stream = await self.inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as fault:
                last.__cause__ = fault
                continue
            if not self.judge.connected(stream.get_extra_info("server_addr"), host, port):
                await stream.aclose()
                raise Refused
            return _AsyncStream(stream)
        raise last

    async def _look_up(self, host: str, port: int) -> list[str]:
        try:
            return await asyncio.wait_for(
                asyncio.get_running_loop().run_in_executor(_LOOKUPS, _addresses, host, port), current.get().left()
            )
        except TimeoutError as fault:
            raise Late from fault
        except (OSError, UnicodeError) as fault:
            raise httpcore.ConnectError(str(fault)) from fault

    async def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> httpcore.AsyncNetworkStream:
        raise Refused

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(min(seconds, current.get().left()))


class _AsyncStream(httpcore.AsyncNetworkStream):
    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self.inner, self.socket = inner, inner.get_extra_info("socket")

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
        # The pool asks this of every idle connection for every request; anyio would look the socket up each time.
        return is_socket_readable(self.socket) if info == "is_readable" else self.inner.get_extra_info(info)

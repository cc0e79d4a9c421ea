"""Real servers on loopback, as raw as a test needs them: a behaviour is a function that is given a connection."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Behaviour = Callable[[socket.socket, str], None]
"""Answers one request; its target (path and query) is told."""


class Server:
    """Serves every connection in a thread of its own, and counts: connections, requests, and the most that ran together."""

    def __init__(self, behaviour: Behaviour, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        self.behaviour, self.host, self.tls = behaviour, host, tls
        self.listener = socket.create_server((host, port), backlog=256)
        self.port: int = self.listener.getsockname()[1]
        self.connections, self.most, self.now = 0, 0, 0
        self.requests, self.heads = list[str](), list[str]()
        self.lock, self.closing = threading.Lock(), threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"{'https' if self.tls else 'http'}://{host or self.host}:{self.port}{path}"

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), connection:
            connection.settimeout(20)
            stream = self.tls.wrap_socket(connection, server_side=True) if self.tls else connection
            with stream:
                while (head := _head(stream)) is not None:
                    self.heads.append(head)
                    self._answer(stream, head.split(" ", 2)[1])

    def _answer(self, stream: socket.socket, target: str) -> None:
        with self.lock:
            self.requests.append(target)
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            self.behaviour(stream, target)
        finally:
            with self.lock:
                self.now -= 1

    def close(self) -> None:
        self.closing.set()
        # A thread that waits in accept() is not woken by close() alone.
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def _head(stream: socket.socket) -> str | None:
    """The head of the next request; None where the other side is done."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = stream.recv(65_536)
        if not more:
            return None
        data += more
    return data.decode("latin-1")


@contextmanager
def serving(behaviour: Behaviour, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None, port: int = 0) -> Iterator[Server]:
    """A server for the length of a block."""
    server = Server(behaviour, host, tls, port)
    try:
        yield server
    finally:
        server.close()


def answer(body: bytes = b"", status: str = "200 OK", *headers: str, length: bool = True) -> Behaviour:
    """An answer with a length, after which the connection stays."""
    head = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    said = "\r\n".join(head).encode() + b"\r\n\r\n" + body
    return lambda stream, target: stream.sendall(said)


def said(data: bytes) -> Behaviour:
    """Exactly these bytes, then the end."""

    def behave(stream: socket.socket, target: str) -> None:
        stream.sendall(data)
        close(stream)

    return behave


def close(stream: socket.socket) -> None:
    """Ends the connection in order."""
    with contextlib.suppress(OSError):
        stream.shutdown(socket.SHUT_RDWR)


def reset(stream: socket.socket) -> None:
    """Ends the connection with a reset instead of a farewell."""
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    stream.close()

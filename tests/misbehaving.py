"""What providers and networks do to a client, one behaviour each: how it is done, and what must come of it.

The second is a status, a problem, or `any` where more than one answer is right. Each must end within a deadline of one second.
"""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterable

from tests.servers import Behaviour, answer, reset, said

OK = b"HTTP/1.1 200 OK\r\n"
_GZIP = "Content-Encoding: gzip"


def drip(head: bytes, pieces: Iterable[bytes], pause: float) -> Behaviour:
    """A head at once, then piece by piece."""

    def behave(stream: socket.socket, target: str) -> None:
        stream.sendall(head)
        for piece in pieces:
            time.sleep(pause)
            stream.sendall(piece)

    return behave


def endless(head: bytes, piece: bytes) -> Behaviour:
    """A head, then the same piece for as long as the other side listens."""

    def behave(stream: socket.socket, target: str) -> None:
        stream.sendall(head)
        while True:
            stream.sendall(piece)

    return behave


def _silent(stream: socket.socket, target: str) -> None:
    time.sleep(4)


def _reset_at_once(stream: socket.socket, target: str) -> None:
    reset(stream)


def _reset_in_the_body(stream: socket.socket, target: str) -> None:
    stream.sendall(OK + b"Content-Length: 1000\r\n\r\nhalf")
    time.sleep(0.05)
    reset(stream)


def _loop(stream: socket.socket, target: str) -> None:
    answer(b"", "302 Found", "Location: /again")(stream, target)


def _chain(stream: socket.socket, target: str) -> None:
    count = int(target.rpartition("/")[2] or 0)
    answer(b"", "302 Found", f"Location: /{count + 1}")(stream, target)


def to(location: str, status: str = "302 Found") -> Behaviour:
    """A redirect."""
    return answer(b"", status, f"Location: {location}")


BEHAVIOURS: dict[str, tuple[Behaviour, str]] = {
    # Statuses, with and without bodies.
    "200 without a body": (answer(), "200"),
    "200 that ends with the connection": (said(OK + b"\r\nall"), "200"),
    "204": (said(b"HTTP/1.1 204 No Content\r\n\r\n"), "204"),
    "304 that nobody asked for": (said(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "304"),
    "400 with a body": (answer(b"{}", "400 Bad Request"), "400"),
    "404 without a body": (answer(b"", "404 Not Found"), "404"),
    "404 with a body": (answer(b"gone" * 100, "404 Not Found"), "404"),
    "410": (answer(b"", "410 Gone"), "410"),
    "429 with a long pause": (answer(b"", "429 Too Many Requests", "Retry-After: 3600"), "429"),
    "451": (answer(b"", "451 Unavailable"), "451"),
    "500 without a body": (answer(b"", "500 Oops"), "500"),
    "503 with a body": (answer(b"<h1>back soon", "503 Service Unavailable"), "503"),
    "999": (answer(b"", "999 Denied"), "999"),
    "status out of range": (said(b"HTTP/1.1 99999 No\r\n\r\n"), "provider_down"),
    # Bodies.
    "gzip": (answer(gzip.compress(b"hello"), "200 OK", _GZIP), "200"),
    "chunks": (said(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"), "200"),
    "gzip bomb": (answer(gzip.compress(b"0" * 50_000_000, 9), "200 OK", _GZIP), "too_large"),
    "gzip in gzip": (answer(gzip.compress(gzip.compress(b"0" * 100_000)), "200 OK", "Content-Encoding: gzip, gzip"), "provider_down"),
    "gzip that is none": (answer(b"plain", "200 OK", _GZIP), "provider_down"),
    "gzip cut short": (answer(gzip.compress(b"hello" * 99)[:-9], "200 OK", _GZIP), "provider_down"),
    "gzip with something behind it": (answer(gzip.compress(b"hello") + gzip.compress(b"more"), "200 OK", _GZIP), "provider_down"),
    "brotli, not asked for": (answer(b"x", "200 OK", "Content-Encoding: br"), "provider_down"),
    "large": (answer(b"0" * 150_000), "too_large"),
    "large by its own word": (said(OK + b"Content-Length: 99999999999\r\n\r\n"), "too_large"),
    "endless body": (endless(OK + b"\r\n", b"0" * 4_096), "too_large"),
    "endless chunks": (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"5\r\nhello\r\n" * 400), "too_large"),
    "endless chunk size": (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 4_096), "any"),
    "endless body of an error": (endless(b"HTTP/1.1 404 Not Found\r\n\r\n", b"0" * 4_096), "too_large"),
    "a radio's stream": (endless(OK + b"Content-Type: audio/mpeg\r\n\r\n", b"0" * 4_096), "not_oembed"),
    "a picture": (answer(b"GIF89a", "200 OK", "Content-Type: image/gif"), "not_oembed"),
    "chunk sizes that lie": (said(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"), "provider_down"),
    "two lengths": (said(OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc"), "provider_down"),
    "a length below zero": (said(OK + b"Content-Length: -1\r\n\r\n"), "provider_down"),
    "a short body": (said(OK + b"Content-Length: 100\r\n\r\nshort"), "provider_down"),
    # Time.
    "silence": (_silent, "timed_out"),
    "a byte a second": (drip(OK + b"Content-Length: 9\r\n\r\n", [b"0"] * 3, 1.0), "timed_out"),
    "a body that drips": (drip(OK + b"Content-Length: 99\r\n\r\n", [b"0"] * 30, 0.1), "timed_out"),
    "headers that drip": (drip(OK, [b"X: y\r\n"] * 30, 0.1), "timed_out"),
    "early hints that drip": (drip(b"", [b"HTTP/1.1 103 Early Hints\r\n\r\n"] * 30, 0.1), "timed_out"),
    # Headers.
    "10,000 headers": (said(OK + b"".join(b"X%d: y\r\n" % n for n in range(10_000)) + b"\r\nx"), "too_large"),
    "300 short headers": (said(OK + b"X: y\r\n" * 300 + b"\r\nx"), "too_large"),
    "one header without end": (endless(OK + b"X: ", b"y" * 4_096), "too_large"),
    "early hints without end": (endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100), "too_large"),
    "200 cookies": (answer(b"x", "200 OK", *(f"Set-Cookie: a{n}=b" for n in range(200))), "200"),
    "a header that is folded": (said(OK + b"Content-Length: 1\r\nX: y\r\n z\r\n\r\nx"), "any"),
    "a NUL in a header": (said(OK + b"X: \x00\r\nContent-Length: 0\r\n\r\n"), "provider_down"),
    # The connection.
    "garbage": (said(b"garbage\r\n\r\n"), "provider_down"),
    "HTTP/0.9": (said(b"<title>old</title>"), "provider_down"),
    "closed without a word": (said(b""), "provider_down"),
    "reset without a word": (_reset_at_once, "provider_down"),
    "reset in the body": (_reset_in_the_body, "provider_down"),
    "TLS where HTTP was asked": (said(b"\x15\x03\x01\x00\x02\x02\x46"), "provider_down"),
    "a switch of protocols": (said(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"), "any"),
    # Redirects.
    "a redirect to itself": (_loop, "provider_down"),
    "a chain without end": (_chain, "provider_down"),
    "a redirect without an address": (answer(b"", "302 Found"), "302"),
    "a redirect with an endless body": (endless(b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", b"0" * 4_096), "any"),
    "to nowhere": (to("http://"), "provider_down"),
    "to a file": (to("file:///etc/passwd"), "provider_down"),
    "to another protocol": (to("gopher://127.0.0.1:70/"), "provider_down"),
    "to a user": (to("http://a@b.test/"), "provider_down"),
    "to a host with a label too long": (to(f"http://{'a' * 300}.test/"), "provider_down"),
    "to a host with a blank": (to("http://a b/"), "provider_down"),
}  # fmt: skip

PRIVATE = (
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://169.254.169.254/latest/meta-data", "http://0.0.0.0/", "http://0/",
    "http://167772161/", "http://0x0a.1/", "http://012.0.0.1/", "http://10.1/", "http://%31%30.0.0.1/", "http://１０.0.0.1/", "http://[::1]/", "http://[::]/",
    "http://[::ffff:10.0.0.1]/", "http://[::ffff:a00:1]/", "http://[64:ff9b::a00:1]/", "http://[64:ff9b:1::a00:1]/", "http://[2002:a00:1::]/", "http://[2001:0:a00:1::]/",
    "http://[fe80::1]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[::10.0.0.1]/", "http://[2001:db8::1]/",
    "http://192.88.99.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://198.18.0.1/", "http://168.63.129.16/", "https://10.0.0.1:443/", "http://10.0.0.1:8080/",
    "http://8.8.8.8:22/", "http://8.8.8.8:8080/", "http://[2606:4700::1111]:6379/",
)  # fmt: skip
"""Where no redirect may lead: each spelling of what is not public, and public addresses at other ports."""

"""The door: real servers on loopback that behave as badly as providers do."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from embedkit.asks import Answer, Fetch
from embedkit.net import AsyncDoor, Door, Limits, is_public
from embedkit.network import Network
from tests.conftest import LeftLoopback

OPEN = Network(allow=("127.0.0.0/8",), per_second=1000)
SMALL = Limits(deadline_s=1.0, raw_bytes=100_000, decoded_bytes=200_000)


@pytest.fixture
def door() -> Iterator[Door]:
    opened = Door(limits=SMALL, network=OPEN)
    yield opened
    opened.close()


def test_no_test_leaves_loopback() -> None:
    """The guard of this suite refuses the world."""
    with pytest.raises(LeftLoopback), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))


@pytest.mark.parametrize(
    ("address", "public"),
    [("8.8.8.8", True), ("127.0.0.1", False), ("10.1.2.3", False), ("169.254.169.254", False), ("0.0.0.0", False), ("100.64.1.1", False), ("224.0.0.1", False), ("168.63.129.16", False),
     ("::1", False), ("::ffff:127.0.0.1", False), ("::ffff:8.8.8.8", True), ("64:ff9b::7f00:1", False), ("64:ff9b::808:808", True), ("2002:7f00:1::", False), ("fe80::1%eth0", False), ("fc00::1", False),
     ("2001:db8::1", False), ("2606:4700::1111", True), ("::7f00:1", False), ("nonsense", False)],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    """IPv4 in IPv6 is judged as itself; everything special is refused."""
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/"]
)
def test_private_addresses_are_refused(url: str) -> None:
    """Without a test's permission no non-public address is contacted, in any spelling."""
    closed = Door(limits=SMALL)
    assert closed.fetch(Fetch(url=url)).problem in ("refused_address", "provider_down")
    closed.close()


def test_a_good_answer(httpserver: HTTPServer, door: Door) -> None:
    """Status, type and body come back; the request says who asks and sends no cookie."""
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response('{"a":1}', content_type="application/json", headers={"Set-Cookie": "a=b"})

    httpserver.expect_request("/x").respond_with_handler(answer)
    for _ in range(2):
        got = door.fetch(Fetch(url=httpserver.url_for("/x"), referer="https://news.test/"))
        assert (got.status, got.body, got.headers["content-type"]) == (200, b'{"a":1}', "application/json")
    assert all(
        r.headers["User-Agent"].startswith("embedkit/") and r.headers["Referer"] == "https://news.test/" and "Cookie" not in r.headers
        for r in seen
    )


BEHAVIOURS: dict[str, tuple[Callable[[Request], Response], str]] = {
    "gzip": (lambda r: Response(gzip.compress(b"hello"), headers={"Content-Encoding": "gzip"}), "200"),
    "gzip bomb": (lambda r: Response(gzip.compress(b"0" * 50_000_000, 9), headers={"Content-Encoding": "gzip"}), "too_large"),
    "brotli": (lambda r: Response(b"x", headers={"Content-Encoding": "br"}), "provider_down"),
    "stacked": (lambda r: Response(b"x", headers={"Content-Encoding": "gzip, gzip"}), "provider_down"),
    "not gzip": (lambda r: Response(b"plain", headers={"Content-Encoding": "gzip"}), "provider_down"),
    "large": (lambda r: Response(b"0" * 1_000_000), "too_large"),
    "endless": (lambda r: Response(b"0" * 1000 for _ in iter(int, 1)), "too_large"),
    "slow": (lambda r: Response(_drip(), headers={"Content-Length": "1000"}), "timed_out"),
    "headers": (lambda r: Response("x", headers=[(f"X-{n}", "y" * 50) for n in range(3000)]), "any"),
    "loop": (lambda r: Response(status=302, headers={"Location": r.url}), "provider_down"),
    "to private": (lambda r: Response(status=302, headers={"Location": "http://10.0.0.1/"}), "refused_address"),
    "to metadata": (lambda r: Response(status=302, headers={"Location": "http://169.254.169.254/latest"}), "refused_address"),
    "to file": (lambda r: Response(status=302, headers={"Location": "file:///etc/passwd"}), "provider_down"),
    "to user": (lambda r: Response(status=302, headers={"Location": "http://a@b.test/"}), "provider_down"),
    "to long label": (lambda r: Response(status=302, headers={"Location": f"http://{'a' * 300}.test/"}), "any"),
    "404": (lambda r: Response("gone", status=404), "404"),
    "429": (lambda r: Response(status=429, headers={"Retry-After": "5"}), "429"),
    "500": (lambda r: Response("oops", status=500), "500"),
    "204": (lambda r: Response(status=204), "204"),
    "charset lie": (lambda r: Response(b"\xff\xfe", content_type="text/html; charset=rot13"), "200"),
    "cookies": (lambda r: Response("x", headers=[("Set-Cookie", f"a{n}=b") for n in range(200)]), "200"),
}  # fmt: skip


def _drip() -> Iterator[bytes]:
    for _ in range(30):
        time.sleep(0.1)
        yield b"0"


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_every_behaviour_is_an_answer_or_a_problem(httpserver: HTTPServer, door: Door, name: str) -> None:
    """Whatever a server does ends in time, within its bytes, as a status or a named problem."""
    handler, expected = BEHAVIOURS[name]
    httpserver.expect_request("/x").respond_with_handler(handler)
    started = time.monotonic()
    got = door.fetch(Fetch(url=httpserver.url_for("/x")))
    assert time.monotonic() - started < SMALL.deadline_s + 3
    assert expected == "any" or (got.problem or str(got.status)) == expected, got


@pytest.mark.parametrize("name", ["gzip", "gzip bomb", "endless", "to private", "404", "loop"])
async def test_the_asynchronous_door_says_the_same(httpserver: HTTPServer, name: str) -> None:
    """Both doors share one judgement."""
    handler, expected = BEHAVIOURS[name]
    httpserver.expect_request("/x").respond_with_handler(handler)
    door = AsyncDoor(limits=SMALL, network=OPEN)
    got = await door.fetch(Fetch(url=httpserver.url_for("/x")))
    await door.close()
    assert (got.problem or str(got.status)) == expected, got


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "provider_down"),
        (b"garbage\r\n\r\n", "provider_down"),
        (b"", "provider_down"),
        (b"HTTP/1.1 103 Early\r\n\r\n" * 10_000, "too_large"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, "provider_down"),
    ],
    ids=["cut", "garbage", "closed", "flood", "header"],
)
def test_broken_protocols(door: Door, said: bytes, expected: str) -> None:
    """A connection that breaks off or speaks nonsense is a problem."""
    got = door.fetch(Fetch(url=_raw_server(said)))
    assert got.problem in (expected, "too_large", "provider_down"), got


def _raw_server(said: bytes) -> str:
    """A server that answers one connection with these bytes and closes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, listener:
            connection.recv(4096)
            try:
                connection.sendall(said)
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/"


def test_nobody_listens(door: Door) -> None:
    """A refused connection is a provider that is down."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert door.fetch(Fetch(url=f"http://127.0.0.1:{port}/")).problem == "provider_down"


def test_other_ports_are_refused() -> None:
    """Only 80 and 443 are open to content."""
    door = Door(limits=SMALL)
    assert door.fetch(Fetch(url="http://8.8.8.8:22/")) == Answer(problem="refused_address")
    door.close()

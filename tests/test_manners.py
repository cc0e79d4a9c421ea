"""Manners and trust: what each host is owed, what TLS must prove, and what goes through a proxy."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path

import pytest
import trustme

from embedkit import Client
from embedkit.asks import Answer, Fetch
from embedkit.net import AsyncDoor, Door, Limits
from embedkit.net.hosts import Hosts
from embedkit.net.seats import Seats
from embedkit.network import Network
from embedkit.resolve import Options
from tests.servers import Behaviour, Server, answer, said, serving
from tests.test_net import OPEN, SMALL, Ask, ask

__all__ = ["ask"]


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_rate_with_a_burst() -> None:
    """A second's worth at once, then one at a time; another host is none of its business."""
    clock = Clock()
    hosts = Hosts(10, clock)
    waits = [hosts.turn("a.test", 60) for _ in range(13)]
    assert waits == pytest.approx([0.0] * 10 + [0.1, 0.2, 0.3], abs=1e-9)
    assert hosts.turn("b.test", 60) == 0.0
    clock.now += 5
    assert hosts.turn("a.test", 60) == 0.0


def test_a_turn_that_comes_too_late_is_not_taken() -> None:
    """Who cannot wait so long is told at once, and takes nobody's place."""
    hosts = Hosts(1, Clock())
    hosts.turn("a.test", 60)
    refused = hosts.turn("a.test", 0.5)
    assert isinstance(refused, Answer)
    assert (refused.problem, refused.forget) == ("timed_out", True)
    assert hosts.turn("a.test", 60) == pytest.approx(1.0)


def test_a_pause_that_was_asked_for_is_kept() -> None:
    """A 429 closes its host for the time it names, to everybody; half a minute where it names none."""
    clock = Clock()
    hosts = Hosts(100, clock)
    for headers, pause in (({"retry-after": "120"}, 120), ({}, 30)):
        hosts.answered("a.test", Answer(status=429, headers=headers))
        refused = hosts.turn("a.test", 10)
        assert isinstance(refused, Answer)
        assert (refused.problem, refused.forget) == ("rate_limited", True)
        assert hosts.turn("b.test", 10) == 0.0
        clock.now += pause
        assert hosts.turn("a.test", 10) == 0.0


def test_a_pause_is_named_in_seconds_or_as_a_date() -> None:
    """Both forms of `Retry-After` are understood; nonsense is no pause, and nobody closes a host for more than a day."""
    now = datetime(2026, 11, 3, 12, tzinfo=UTC)
    date = format_datetime(now + timedelta(minutes=2), usegmt=True)
    for named, seconds in (
        (" 120 ", 120),
        (date, 120),
        ("0", 0),
        ("-5", 0),
        ("soon", 0),
        ("١٢", 0),
        ("9" * 30, 86_400),
        ("Tue, 03 Nov 2099 00:00:00 GMT", 86_400),
    ):
        assert Answer(headers={"retry-after": named}).wait(now) == timedelta(seconds=seconds), named


def test_the_circuit_of_a_host_that_is_down() -> None:
    """Three failures in a row open it; then one request at a time tries again, each failure for longer, and an answer closes it."""
    clock = Clock()
    hosts = Hosts(100, clock)
    for pause in (30, 60, 120):
        while not isinstance(hosts.turn("a.test", 10), Answer):
            hosts.failed("a.test")
        clock.now += pause - 1
        refused = hosts.turn("a.test", 10)
        assert isinstance(refused, Answer)
        assert (refused.problem, refused.forget) == ("provider_down", True)
        clock.now += 1
    assert hosts.turn("a.test", 10) == 0.0
    assert isinstance(hosts.turn("a.test", 10), Answer), "the first try has not come back"
    hosts.answered("a.test", Answer(status=404))
    assert hosts.turn("a.test", 10) == 0.0


def test_a_gateway_that_answers_for_a_dead_host_counts(ask: Ask) -> None:
    """502, 503 and 504 are what a host that is down says; 500 may be one item's."""
    for status, is_open in ((500, False), (502, True), (503, True), (504, True)):
        hosts = Hosts(100, Clock())
        for _ in range(3):
            hosts.answered("a.test", Answer(status=status))
        assert isinstance(hosts.turn("a.test", 10), Answer) is is_open


def test_a_host_that_is_down_is_left_alone(plain_door: Door) -> None:
    """The fourth look-up does not open a connection; what was not asked is not remembered."""
    with serving(said(b"")) as server:
        got = [plain_door.fetch(Fetch(url=server.url(f"/{n}"))) for n in range(5)]
        asked = server.connections
    assert [a.problem for a in got] == ["provider_down"] * 5
    assert [a.forget for a in got] == [False, False, True, True, True]
    assert asked == 3


@pytest.fixture
def plain_door() -> Iterator[Door]:
    door = Door(None, SMALL, OPEN)
    yield door
    door.close()


def _slowly(stream: socket.socket, target: str) -> None:
    time.sleep(0.1)
    answer(b"x")(stream, target)


async def test_a_host_is_asked_by_few_at_once() -> None:
    """However many wait, two are served together, in threads as in asyncio; waiting costs none of a look-up's own seconds."""
    network, limits = OPEN.model_copy(update={"at_once": 12}), Limits(deadline_s=0.6)
    with serving(_slowly) as server, ThreadPoolExecutor(12) as pool:
        door = Door(None, limits, network)
        got = list(pool.map(lambda n: door.fetch(Fetch(url=server.url(f"/{n}"))), range(16)))
        door.close()
    with serving(_slowly) as other:
        waiting = AsyncDoor(None, limits, network)
        got += await asyncio.gather(*(waiting.fetch(Fetch(url=other.url(f"/{n}"))) for n in range(16)))
        await waiting.close()
    assert {a.status for a in got} == {200}
    assert (server.most, other.most) == (2, 2)


def test_all_hosts_together_have_a_limit() -> None:
    """Eight hosts at once, and no more than three requests."""
    limit = OPEN.model_copy(update={"at_once": 3})
    servers = [Server(_slowly, f"127.0.0.{n}") for n in range(2, 10)]
    most, lock, now = [0], threading.Lock(), [0]

    def behave(stream: socket.socket, target: str) -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.05)
        with lock:
            now[0] -= 1
        answer(b"x")(stream, target)

    for server in servers:
        server.behaviour = behave
    door = Door(None, SMALL, limit)
    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(lambda s: door.fetch(Fetch(url=s.url())), servers * 2))
    door.close()
    for server in servers:
        server.close()
    assert ({a.status for a in got}, most[0]) == ({200}, 3)


def test_a_short_pause_is_waited_for(ask: Ask) -> None:
    """A 429 whose pause ends before the deadline is asked once more, after it, and not a third time."""
    for then, status in ((answer(b"x"), 200), (_SLOW_DOWN, 429)):
        turns = [_SLOW_DOWN, then]
        times: list[float] = []
        with serving(partial(_in_turn, turns, times)) as server:
            assert ask(server.url(), OPEN, Limits(deadline_s=4)).status == status
        assert turns == []
        assert times[1] - times[0] >= 0.95


_SLOW_DOWN = answer(b"", "429 Slow Down", "Retry-After: 1")


def _in_turn(turns: list[Behaviour], times: list[float], stream: socket.socket, target: str) -> None:
    times.append(time.monotonic())
    turns.pop(0)(stream, target)


def test_a_connection_that_was_closed_meanwhile_is_tried_once_more(ask: Ask) -> None:
    """A kept connection may be dead: one second try, on a new one; a server that always breaks off sees two."""
    breaks = [True, False]

    def behave(stream: socket.socket, target: str) -> None:
        if breaks.pop(0):
            stream.shutdown(socket.SHUT_RDWR)
        else:
            answer(b"x")(stream, target)

    with serving(behave) as server:
        assert ask(server.url()).status == 200
    with serving(said(b"")) as other:
        assert ask(other.url()).problem == "provider_down"
    assert (server.connections, other.connections) == (2, 2)


def test_the_callers_time_is_no_fault_of_the_host(plain_door: Door) -> None:
    """Documents that end early, however many, do not open a host's circuit."""
    with serving(_slowly) as server:
        cut = [plain_door.fetch(Fetch(url=server.url()), time.monotonic() + 0.03) for _ in range(4)]
        then = plain_door.fetch(Fetch(url=server.url()))
    assert {a.problem for a in cut} == {"timed_out"}
    assert then.status == 200


def test_hosts_that_nobody_asks_are_forgotten() -> None:
    """A door that lives long does not grow; those who are at a host share its places."""
    seats = Seats(lambda: threading.Semaphore(2))
    with seats.at("a.test") as one, seats.at("a.test") as other, seats.at("b.test") as third:
        assert one is other
        assert one is not third
        assert len(seats) == 2
    assert len(seats) == 0


def test_few_connections_are_kept() -> None:
    """A build over many hosts keeps as many connections as it may use at once, the latest ones, and closes the others."""
    servers = [Server(answer(b"x"), f"127.0.0.{n}") for n in range(2, 8)]
    door = Door(None, SMALL, OPEN.model_copy(update={"at_once": 3}))
    for server in (*servers, servers[5], servers[4], servers[0]):
        assert door.fetch(Fetch(url=server.url())).status == 200
    door.close()
    for server in servers:
        server.close()
    assert [server.connections for server in servers] == [2, 1, 1, 1, 1, 1]


def test_the_callers_time_ends_all(ask: Ask) -> None:
    """What the whole document's time cuts off is too late, and says nothing of the item."""
    with serving(_slowly) as server:
        door = Door(None, SMALL, OPEN)
        late, cut = (door.fetch(Fetch(url=server.url()), time.monotonic() + left) for left in (-1, 0.05))
        door.close()
    assert [(a.problem, a.forget) for a in (late, cut)] == [("timed_out", True)] * 2
    assert len(server.requests) == 1


def test_the_site_is_the_contact_where_none_is_named() -> None:
    """Whoever asks can be reached: by the contact, else at the publishing site, whose address cannot break out of the header."""
    for options, reached in (
        (Options(site_url="https://news.test/(a)", network=OPEN), "(+https://news.test/a)"),
        (Options(site_url="https://news.test/", network=OPEN.model_copy(update={"contact": "desk@news.test"})), "(+desk@news.test)"),
        (Options(network=OPEN), "(embedkit-media)"),
    ):
        with serving(answer(b"<title>T</title>")) as server, Client(cache=None, options=options) as client:
            assert client.card(server.url("/story")).title == "T"
        assert f"{reached}\r\n" in server.heads[0]


# TLS.


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> trustme.CA:
    """The authority, trusted as one of the system's own."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


def _tls(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def test_a_good_certificate(ask: Ask, trusted: trustme.CA) -> None:
    """An authority of the system and the name of the URL: the connection that goes to a judged address still proves the name."""
    with serving(answer(b"x"), tls=_tls(trusted.issue_cert("localhost"))) as server:
        assert ask(server.url(host="localhost"), Network(allow=("127.0.0.0/8", "::1/128"))).status == 200


@pytest.mark.parametrize("wrong", ["authority", "name", "expired", "not yet"])
def test_a_bad_certificate(ask: Ask, trusted: trustme.CA, wrong: str) -> None:
    """Nothing is sent to a server that cannot prove its name."""
    now = datetime.now(UTC)
    certificate = {
        "authority": lambda: trustme.CA().issue_cert("127.0.0.1"),
        "name": lambda: trusted.issue_cert("other.test"),
        "expired": lambda: trusted.issue_cert("127.0.0.1", not_after=now - timedelta(days=1)),
        "not yet": lambda: trusted.issue_cert("127.0.0.1", not_before=now + timedelta(days=1), not_after=now + timedelta(days=9)),
    }[wrong]()
    with serving(answer(b"x"), tls=_tls(certificate)) as server:
        got = ask(server.url())
    assert got.problem == "provider_down"
    assert "certificate" in got.detail.lower()
    assert server.requests == []


def test_an_old_protocol_is_refused(ask: Ask, trusted: trustme.CA) -> None:
    """TLS 1.1 proves nothing any more."""
    context = _tls(trusted.issue_cert("127.0.0.1"))
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with serving(answer(b"x"), tls=context) as server:
        assert ask(server.url()).problem == "provider_down"
    assert server.requests == []


def test_no_way_from_https_to_http(ask: Ask, trusted: trustme.CA) -> None:
    """A redirect that would give up encryption is refused."""
    with serving(answer(b"x")) as plain:
        certificate = trusted.issue_cert("127.0.0.1")
        with serving(answer(b"", "301 Moved", f"Location: {plain.url()}"), tls=_tls(certificate)) as server:
            assert ask(server.url()).problem == "refused_address"
    assert plain.connections == 0


# Proxies.


class _Proxy:
    """A proxy that leads every name to one server, and remembers what it was asked."""

    def __init__(self, behind: Server) -> None:
        self.behind, self.asked = behind, list[str]()

    def __call__(self, stream: socket.socket, target: str) -> None:
        self.asked.append(target)
        if target.startswith("http://"):
            answer(b"plain")(stream, target)
            return
        stream.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        with socket.create_connection((self.behind.host, self.behind.port)) as far:
            one = threading.Thread(target=_copy, args=(far, stream), daemon=True)
            one.start()
            _copy(stream, far)
            one.join(2)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def test_a_proxy_by_configuration(ask: Ask, trusted: trustme.CA) -> None:
    """The proxy is contacted wherever it is; TLS is the target's own, from end to end."""
    with serving(answer(b"secret"), tls=_tls(trusted.issue_cert("far.test"))) as far:
        proxy = _Proxy(far)
        with serving(proxy) as server:
            through = Network(proxy=f"http://user:p%40ss@127.0.0.1:{server.port}")
            assert ask("https://far.test/", through).body == b"secret"
            assert ask("http://far.test/", through).body == b"plain"
            assert ask("https://other.test/", through).problem == "provider_down", "the certificate names another"
    assert proxy.asked[:2] == ["far.test:443", "http://far.test/"]
    assert "Proxy-Authorization: Basic dXNlcjpwQHNz" in server.heads[0]
    assert "Proxy-Authorization" not in far.heads[0]


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://0x7f.1/", "http://[::1]/", "http://localhost/", "http://printer/", "http://db.internal/", "http://far.test:22/", "http://[64:ff9b::a00:1]/"])  # fmt: skip
def test_a_proxy_is_not_asked_for_what_is_inside(ask: Ask, url: str) -> None:
    """What can be told of an address without looking a name up is told before the proxy is asked."""
    with serving(answer(b"x")) as server:
        assert ask(url, Network(proxy=server.url())).problem == "refused_address"
    assert server.connections == 0


def test_the_environments_proxy_is_not_used(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that nobody configured here would see what the guard cannot."""
    with serving(answer(b"proxy")) as other, serving(answer(b"x")) as server:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, other.url())
        assert ask(server.url()).body == b"x"
    assert other.connections == 0

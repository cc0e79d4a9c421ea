"""The door against real servers that behave as badly as providers and networks do."""

from __future__ import annotations

import asyncio
import resource
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from embedkit.asks import Answer, Fetch
from embedkit.net import AsyncDoor, Door, Limits, is_public
from embedkit.net.policy import policy
from embedkit.network import Network
from tests.conftest import LeftLoopback
from tests.misbehaving import BEHAVIOURS, PRIVATE, to
from tests.servers import answer, serving

OPEN = Network(allow=("127.0.0.0/8",), per_second=1000)
SMALL = Limits(deadline_s=1.0, raw_bytes=120_000, decoded_bytes=200_000)
Ask = Callable[..., Answer]


@pytest.fixture(params=["threads", "asyncio"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Asks one URL through a door of its own: both doors share one judgement."""

    def threads(url: str, network: Network = OPEN, limits: Limits = SMALL) -> Answer:
        door = Door(None, limits, network)
        try:
            return door.fetch(Fetch(url=url))
        finally:
            door.close()

    async def _waiting(url: str, network: Network, limits: Limits) -> Answer:
        door = AsyncDoor(None, limits, network)
        try:
            return await door.fetch(Fetch(url=url))
        finally:
            await door.close()

    def waiting(url: str, network: Network = OPEN, limits: Limits = SMALL) -> Answer:
        return asyncio.run(_waiting(url, network, limits))

    return threads if request.param == "threads" else waiting


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


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_every_behaviour_is_an_answer_or_a_problem(ask: Ask, name: str) -> None:
    """Whatever a server does ends in time and within its bytes, as a status or a named problem."""
    behaviour, expected = BEHAVIOURS[name]
    with serving(behaviour) as server:
        started = time.monotonic()
        got = ask(server.url())
    assert time.monotonic() - started < SMALL.deadline_s + 1
    assert expected == "any" or (got.problem or str(got.status)) == expected, got
    assert len(got.body) <= SMALL.decoded_bytes


def test_a_bomb_takes_no_memory(ask: Ask) -> None:
    """50 MB in a small answer never stand in memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with serving(BEHAVIOURS["gzip bomb"][0]) as server:
        ask(server.url())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


@pytest.mark.parametrize("url", PRIVATE)
def test_no_redirect_leads_inside(ask: Ask, url: str) -> None:
    """What is not public is refused behind a redirect as it is in an article, however it is spelt; nothing is connected to."""
    with serving(to(url)) as server:
        behind, direct = ask(server.url()), ask(url)
    assert behind.problem == "refused_address" or "no web address" in behind.detail, behind
    assert direct.problem == "refused_address" or "no web address" in direct.detail, direct


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/"])  # fmt: skip
def test_this_machine_is_refused(ask: Ask, url: str) -> None:
    """Without the operator's word loopback is not contacted, in any spelling."""
    assert ask(url, Network()).problem == "refused_address"


def _names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """A name server: each look-up of a name takes the next of these answers, the last one for ever."""
    looked_up: list[str] = []
    left, real = list(answers), socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        if not host.endswith(".test"):
            return real(host, port, *rest, **more)
        looked_up.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return looked_up


def test_a_name_that_changes_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to an address inside the second time is refused the second time: nothing but the judged address is dialled."""
    said = answer(b"x", "200 OK", "Connection: close")
    only_one = OPEN.model_copy(update={"allow": ("127.0.0.1/32",)})
    with serving(said) as outside, serving(said, "127.0.0.2", port=outside.port) as inside:
        looked_up = _names(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
        door = Door(None, SMALL, only_one)
        url = outside.url(host="rebind.test")
        first, second = door.fetch(Fetch(url=url)), door.fetch(Fetch(url=url))
        door.close()
    assert (first.status, second.problem, len(looked_up)) == (200, "refused_address", 2)
    assert (outside.connections, inside.connections) == (1, 0)


def test_one_bad_record_refuses_the_name(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a public and a private address is not contacted at all."""
    with serving(answer(b"x")) as server:
        _names(monkeypatch, ["127.0.0.1", "10.0.0.1"])
        assert ask(server.url(host="mixed.test")).problem == "refused_address"
    assert server.connections == 0


def test_a_name_without_an_address(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that does not resolve is a provider that is down; one that resolves too slowly is too late."""

    def fails(*args: object, **more: object) -> None:
        raise socket.gaierror("no such name")

    def sleeps(*args: object, **more: object) -> None:
        time.sleep(1.3)

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    assert ask("http://nowhere.test/").problem == "provider_down"
    monkeypatch.setattr(socket, "getaddrinfo", sleeps)
    assert ask("http://slow.test/").problem == "timed_out"


def test_an_address_that_is_silent_leaves_time_for_the_next(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses of a name share the time: the second is tried where nobody listens at the first."""
    with serving(answer(b"x")) as server:
        _names(monkeypatch, ["127.0.0.3", "127.0.0.1"])
        assert ask(server.url(host="two.test")).status == 200


def test_an_address_without_a_redirect_is_none(ask: Ask) -> None:
    """`Location` leads on where the status says so; else the answer is the answer."""
    for status in ("200 OK", "201 Created", "300 Multiple Choices", "404 Not Found"):
        with serving(answer(b"here", status, "Location: /there")) as server:
            assert ask(server.url()).body == b"here"
        assert server.requests == ["/"]


def test_a_picture_is_read_where_one_is_asked_for(plain_door: Door) -> None:
    """What counts is what was asked: a still is read for its own sake, a film is not."""
    for kind, problem in (("image/png", None), ("IMAGE/webp", None), ("video/mp4", "not_oembed")):
        with serving(answer(b"bytes", "200 OK", f"Content-Type: {kind}")) as server:
            got = plain_door.fetch(Fetch(url=server.url(), accept="image/avif,image/webp,image/*"))
        assert (got.problem, got.body) == (problem, b"" if problem else b"bytes")


def test_nobody_listens(ask: Ask) -> None:
    """A refused connection is a provider that is down."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/").problem == "provider_down"


def test_ports_are_opened_by_the_operator(ask: Ask) -> None:
    """Only 80 and 443 are open to content; a port that is allowed is judged by its address alone."""
    assert ask("http://8.8.8.8:8443/", Network()).problem == "refused_address"
    opened = policy((8443,), ("10.20.0.0/16",))
    assert [opened.may(a, p) for a, p in (("8.8.8.8", 8443), ("8.8.8.8", 22), ("10.0.0.1", 8443), ("10.20.1.1", 8080), ("nonsense", 443))] == [True, False, False, True, False]  # fmt: skip


@pytest.fixture
def plain_door() -> Iterator[Door]:
    door = Door(None, SMALL, OPEN)
    yield door
    door.close()


def test_a_request_says_who_asks_and_nothing_of_a_reader(plain_door: Door) -> None:
    """Agent and contact, the referrer where it is wanted, gzip alone; no cookie comes back."""
    with serving(answer(b"x", "200 OK", "Set-Cookie: a=b")) as server:
        for _ in range(2):
            assert plain_door.fetch(Fetch(url=server.url(), referer="https://news.test/")).status == 200
    for head in server.heads:
        lines = dict(line.split(": ", 1) for line in head.strip().split("\r\n")[1:])
        assert lines.pop("User-Agent").startswith("embedkit/")
        assert lines == {
            "Host": f"127.0.0.1:{server.port}",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "Referer": "https://news.test/",
        }
    assert server.connections == 1


def test_the_agent_names_its_operator(ask: Ask) -> None:
    """A provider that is asked too much knows where to write."""
    with serving(answer(b"x")) as server:
        ask(server.url(), OPEN.model_copy(update={"contact": "desk@news.test"}))
    assert "(+desk@news.test)\r\n" in server.heads[0]


@pytest.mark.parametrize("wrong", [{"contact": "a\r\nX: y"}, {"contact": "a (b)"}, {"proxy": "socks5://x"}, {"proxy": "proxy:3128"}, {"allow": ("all",)}, {"ports": frozenset((0,))}, {"per_second": 0}])  # fmt: skip
def test_an_operators_mistake_is_told(wrong: dict[str, object]) -> None:
    """What cannot be used, or would write into a request, is refused before anything is asked."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Network(**wrong)  # type: ignore[arg-type]

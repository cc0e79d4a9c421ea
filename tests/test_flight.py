"""One request for one key, however many ask at once: threads, tasks, processes; and renewals that nobody waits for."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from embedkit import AsyncClient, Client, Provider
from embedkit.asks import Entry
from embedkit.cache import Cache, MemoryCache
from embedkit.flight import AsyncTurns, Release, Turns, claimed
from embedkit.models import Block
from embedkit.providers import PROVIDERS
from embedkit.resolve import Options

NOW = datetime(2026, 11, 3, tzinfo=UTC)
THREADS = 50


class Slow:
    """A provider on loopback that takes its time and counts; `title` is what it says, a status its fault."""

    def __init__(self, server: HTTPServer, seconds: float = 0.3) -> None:
        self.seconds, self.status, self.title = seconds, 200, "Dawn"
        self.asked: list[str] = []
        self._guard = threading.Lock()
        server.expect_request("/oembed").respond_with_handler(self._answer)
        self.endpoint = server.url_for("/oembed")

    def _answer(self, request: Request) -> Response:
        with self._guard:
            self.asked.append(request.args["url"])
        time.sleep(self.seconds)
        return Response(json.dumps({"type": "video", "title": self.title}), self.status, content_type="application/json")


@pytest.fixture
def slow(httpserver: HTTPServer) -> Slow:
    return Slow(httpserver)


def row(endpoint: str) -> tuple[Provider, ...]:
    """The rows, with one whose provider is on loopback."""
    return (Provider("slow", "Slow", "video", ("slow.test/{id}",), url="https://slow.test/{id}", oembed=endpoint), *PROVIDERS)


_ASKER = """
import asyncio, sys, threading
from concurrent.futures import ThreadPoolExecutor
import httpx
from embedkit import AsyncClient, Client
from tests.test_flight import THREADS, row
folder, endpoint, way = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
def threads():
    start = threading.Barrier(THREADS)
    with httpx.Client() as http, Client(cache=folder, http=http, providers=row(endpoint)) as client, ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda _: (start.wait(), client.card("https://slow.test/1"))[1], range(THREADS)))
async def tasks():
    async with httpx.AsyncClient() as http, AsyncClient(cache=folder, http=http, providers=row(endpoint)) as client:
        return await asyncio.gather(*(client.card("https://slow.test/1") for _ in range(THREADS)))
cards = threads() if way == "threads" else asyncio.run(tasks())
assert {(card.title, card.status) for card in cards} == {("Dawn", "resolved")}, cards[0]
"""


@pytest.mark.timeout(170)
def test_fifty_threads_and_four_processes_ask_once(slow: Slow, tmp_path: Path) -> None:
    """Three processes of fifty threads and one of fifty tasks want one cold key at the same moment: one request, 200 cards."""
    ways = ["threads", "threads", "threads", "tasks"]
    askers = [
        subprocess.Popen(
            [sys.executable, "-c", _ASKER, str(tmp_path / "c"), slow.endpoint, way], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for way in ways
    ]
    for asker in askers:
        assert asker.stdout is not None
        assert asker.stdout.readline() == b"ready\n"
    for asker in askers:
        assert asker.stdin is not None
        asker.stdin.write(b"go\n")
        asker.stdin.flush()
    for asker in askers:
        asker.communicate(timeout=150)
    assert [asker.returncode for asker in askers] == [0, 0, 0, 0]
    assert slow.asked == ["https://slow.test/1"]


def test_many_keys_of_two_clients_are_asked_once_each(slow: Slow, tmp_path: Path) -> None:
    """Two clients with a cache between them, each with threads that want the same twenty items: twenty requests."""
    slow.seconds = 0.02
    urls = [f"https://slow.test/{number % 20}" for number in range(80)]
    with httpx.Client() as http, ThreadPoolExecutor(16) as pool:
        clients = [Client(cache=tmp_path / "c", http=http, providers=row(slow.endpoint)) for _ in range(2)]
        cards = list(pool.map(lambda pair: pair[0].card(pair[1]), [(client, url) for url in urls for client in clients]))
        for client in clients:
            client.close()
    assert {card.title for card in cards} == {"Dawn"}
    assert sorted(slow.asked) == sorted(set(urls))


class _Counting(Cache):
    """Counts the claims that are held at once."""

    held = most = 0

    def claim(self, key: str) -> Release | None:
        release = super().claim(key)
        if release is None:
            return None
        self.held += 1
        self.most = max(self.most, self.held)

        def end() -> None:
            self.held -= 1
            release()

        return end


async def test_many_tasks_hold_few_claims(slow: Slow, tmp_path: Path) -> None:
    """A claim is an open file: two hundred items that wait for their turn hold none."""
    slow.seconds = 0
    cache = _Counting(tmp_path / "c")
    blocks = [Block(kind="video", url=f"https://slow.test/{number}") for number in range(200)]
    async with httpx.AsyncClient() as http, AsyncClient(cache=cache, http=http, providers=row(slow.endpoint)) as client:
        assert {card.title for card in await client.cards(blocks)} == {"Dawn"}
    assert 0 < cache.most <= 8
    assert cache.held == 0
    assert len(slow.asked) == 200
    cache.close()


_HOLDER = """
import sys, time
from embedkit.cache import Cache
release = Cache(sys.argv[1]).claim("k")
assert release is not None
print("held", flush=True)
time.sleep(60)
"""


def test_a_killed_holder_blocks_nobody(tmp_path: Path) -> None:
    """The claim of a process ends with the process; a holder that hangs is waited for only so long."""
    cache = Cache(tmp_path / "c")
    with subprocess.Popen([sys.executable, "-c", _HOLDER, str(tmp_path / "c")], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert cache.claim("k") is None
        started = time.monotonic()
        claimed(cache, "k", 0.3)()
        assert 0.3 <= time.monotonic() - started < 2
        holder.kill()
        started = time.monotonic()
        release = claimed(cache, "k", 30)
        assert time.monotonic() - started < 1
    assert cache.claim("k") is None
    release()
    assert cache.claim("k") is not None
    cache.close()


class _Old:
    """A cache of a caller's own that knows nothing of claims."""

    def __init__(self) -> None:
        self.kept: dict[str, Entry] = {}

    def get(self, key: str) -> Entry | None:
        return self.kept.get(key)

    def set(self, key: str, entry: Entry) -> bool:
        self.kept[key] = entry
        return True

    def close(self) -> None:
        """Nothing to close."""


def test_a_callers_own_store_needs_no_claims(slow: Slow) -> None:
    """`get`, `set` and `close` are enough: threads of one client still ask once."""
    with httpx.Client() as http, Client(cache=_Old(), http=http, providers=row(slow.endpoint)) as client, ThreadPoolExecutor(8) as pool:
        assert {card.title for card in pool.map(client.card, ["https://slow.test/1"] * 8)} == {"Dawn"}
    assert len(slow.asked) == 1


def test_turns_are_free_again_when_nobody_is_there() -> None:
    """Nothing is kept of keys that were asked: a server runs for months."""
    turns, waiting = Turns(), AsyncTurns()
    for number in range(10):
        turns.take(str(number))()
    assert not turns._taken
    asyncio.run(_pass(waiting))
    assert not waiting._taken


async def _pass(turns: AsyncTurns) -> None:
    order: list[int] = []

    async def one(number: int) -> None:
        release = await turns.take("k")
        order.append(number)
        await asyncio.sleep(0)
        release()

    await asyncio.gather(*map(one, range(5)))
    assert order == [0, 1, 2, 3, 4]


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


PATIENT = Options(stale_while_revalidate_s=86_400)
WEEK, HOUR = timedelta(days=7), timedelta(hours=1)
URL = "https://slow.test/1"


def test_an_expired_answer_is_given_at_once_and_renewed_behind(slow: Slow) -> None:
    """Within the time that the site allows nobody waits for a provider; the next reader has the new answer."""
    clock, cache = Clock(), MemoryCache()
    with httpx.Client() as http:
        with Client(cache=cache, http=http, providers=row(slow.endpoint), now=clock, options=PATIENT) as client:
            client.card(URL)
            clock.now, slow.title, slow.seconds = NOW + WEEK + HOUR, "Dusk", 1.0
            started = time.monotonic()
            cards = [client.card(URL) for _ in range(5)]
            assert time.monotonic() - started < 0.5
            assert {(card.title, card.status) for card in cards} == {("Dawn", "resolved")}
        assert len(slow.asked) == 2, "closing waits for what was begun, and it was begun once"
        with Client(cache=cache, http=http, providers=row(slow.endpoint), now=clock, options=PATIENT) as client:
            assert client.card(URL).title == "Dusk"
    assert len(slow.asked) == 2


async def test_tasks_renew_behind_too(slow: Slow) -> None:
    """The same for the asynchronous client, and for a whole document: all of its cards show one state."""
    clock, cache = Clock(), MemoryCache()
    blocks = [Block(kind="video", url=URL)] * 3
    async with httpx.AsyncClient() as http:
        async with AsyncClient(cache=cache, http=http, providers=row(slow.endpoint), now=clock, options=PATIENT) as client:
            await client.card(URL)
            clock.now, slow.title = NOW + WEEK + HOUR, "Dusk"
            assert [card.title for card in (*await client.cards(blocks), await client.card(URL))] == ["Dawn"] * 4
        async with AsyncClient(cache=cache, http=http, providers=row(slow.endpoint), now=clock, options=PATIENT) as client:
            assert (await client.card(URL)).title == "Dusk"
    assert len(slow.asked) == 2


@pytest.mark.parametrize(("options", "late"), [(Options(), HOUR), (PATIENT, timedelta(days=2))])
def test_outside_that_time_it_is_asked_first(slow: Slow, options: Options, late: timedelta) -> None:
    """An answer that is too old, or any where the site allows no time, is not given out before it was asked for again."""
    clock = Clock()
    with httpx.Client() as http, Client(cache=None, http=http, providers=row(slow.endpoint), now=clock, options=options) as client:
        client.card(URL)
        clock.now, slow.title = NOW + WEEK + late, "Dusk"
        assert client.card(URL).title == "Dusk"


def test_a_failed_renewal_loses_nothing(slow: Slow, tmp_path: Path) -> None:
    """The good answer stays, is told to be stale until the next try, which is pushed back, and the one after it heals."""
    clock = Clock()
    with httpx.Client() as http, Client(cache=tmp_path / "c", http=http, providers=row(slow.endpoint), now=clock) as client:
        client.card(URL)
        clock.now, slow.status = NOW + WEEK + HOUR, 500
        for _ in range(2):
            card = client.card(URL)
            assert (card.title, card.status, card.problem, [w.code for w in card.warnings]) == (
                "Dawn",
                "stale",
                "provider_down",
                ["EK120", "EK107"],
            )
        assert len(slow.asked) == 2
        clock.now, slow.status = clock.now + HOUR, 200
        assert (client.card(URL).status, client.card(URL).status) == ("resolved", "resolved")
    assert len(slow.asked) == 3


@pytest.mark.parametrize(("status", "life"), [(404, timedelta(days=1)), (500, timedelta(minutes=10)), (429, HOUR)])
def test_failures_have_short_lives(slow: Slow, tmp_path: Path, status: int, life: timedelta) -> None:
    """A failure is not asked again before its life is over, in this process or the next, and then it is."""
    clock = Clock()
    slow.status = status
    with httpx.Client() as http:
        for late in (timedelta(0), life - timedelta(seconds=1), life):
            clock.now = NOW + late
            with Client(cache=tmp_path / "c", http=http, providers=row(slow.endpoint), now=clock) as client:
                client.card(URL)
            assert len(slow.asked) == (2 if late == life else 1)


@pytest.mark.parametrize("make", [MemoryCache, Cache])
def test_no_store_puts_a_failure_over_a_good_answer(make: type[MemoryCache | Cache], tmp_path: Path) -> None:
    """Also where another process stored it since this one looked: the failure only pushes the next try back."""
    cache = make() if make is MemoryCache else Cache(tmp_path / "c")
    good = Entry(url=URL, status=200, text="{}", fetched_at=NOW, fresh_until=NOW)
    bad = Entry(url=URL, status=404, problem="gone", fetched_at=NOW + HOUR, fresh_until=NOW + 2 * HOUR)
    cache.set("k", good)
    cache.set("k", bad)
    assert cache.get("k") == good.model_copy(update={"fresh_until": NOW + 2 * HOUR, "failed": "gone"})
    cache.set("k", good)
    assert cache.get("k") == good
    cache.set("bad", bad)
    assert cache.get("bad") == bad
    cache.close()

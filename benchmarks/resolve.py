"""What resolving costs beside the network and beside the disk, as ratios within one run.

    python -m benchmarks.resolve

Cold: 1,000 URLs that were never asked, on a server of its own process on loopback that takes 50 ms for each answer, through the guarded
door into a cache on disk; the ideal for N requests at once is 1,000 / N × 50 ms. Warm: 1,000 cards whose answers are in the cache,
against 1,000 bare reads of the same bytes with diskcache as it comes, in processor time.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

import diskcache

from embedkit import AsyncClient, Block, Client, Provider
from embedkit.cache import Cache
from embedkit.network import Network
from embedkit.providers import PROVIDERS
from embedkit.resolve import Options

COUNT, LATENCY_S, ROUNDS = 1_000, 0.05, 5
BLOCKS = [Block(kind="video", url=f"https://video.test/{n}") for n in range(COUNT)]
ANSWER = json.dumps({"type": "video", "version": "1.0", "title": "Dawn over the harbour", "author_name": "News desk", "provider_name": "Video",
                     "thumbnail_url": "https://video.test/1.jpg", "thumbnail_width": 480, "thumbnail_height": 360, "width": 640, "height": 360,
                     "html": '<iframe width="640" height="360" src="https://video.test/p/1" allowfullscreen></iframe>'}).encode()  # fmt: skip
SAID = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(ANSWER), ANSWER)


def _serve(told: Connection) -> None:
    """A provider whose every answer takes its time."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(LATENCY_S)
                writer.write(SAID)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=512)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def provider() -> Iterator[Provider]:
    """The row of a provider that is being served."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    try:
        yield Provider("loop", "Loop", "video", ("video.test/{id:int}",), url="https://video.test/{id}", player="https://video.test/p/{id}",
                       oembed=f"http://127.0.0.1:{here.recv()}/oembed")  # fmt: skip
    finally:
        process.terminate()
        process.join()


def options(at_once: int) -> Options:
    """As many requests at once as are measured, all at one host."""
    return Options(document_s=600, network=Network(allow=("127.0.0.0/8",), at_once=at_once, per_host=at_once, per_second=1e6))


def cold_threads(row: Provider, at_once: int) -> float:
    """Seconds for all cards of a cold cache through `Client`."""
    with tempfile.TemporaryDirectory() as folder, Client(cache=folder, providers=(row, *PROVIDERS), options=options(at_once)) as client:
        start = time.perf_counter()
        cards = client.cards(BLOCKS)
        took = time.perf_counter() - start
    assert {card.status for card in cards} == {"resolved"}
    return took


def cold_asyncio(row: Provider, at_once: int) -> float:
    """The same through `AsyncClient`."""

    async def run(folder: str) -> float:
        async with AsyncClient(cache=folder, providers=(row, *PROVIDERS), options=options(at_once)) as client:
            start = time.perf_counter()
            cards = await client.cards(BLOCKS)
            took = time.perf_counter() - start
        assert {card.status for card in cards} == {"resolved"}
        return took

    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(run(folder))


def cold(row: Provider) -> None:
    """Prints the ratio to the ideal for each number of requests at once."""
    for at_once in (8, 16, 32):
        ideal = COUNT / at_once * LATENCY_S
        for name, measure in (("Client", cold_threads), ("AsyncClient", cold_asyncio)):
            took = min(measure(row, at_once) for _ in range(3))
            print(f"cold, {at_once:2} at once, {name:11}: {took:6.2f} s, ideal {ideal:5.2f} s: {took / ideal:.2f} times the ideal")


def warm(row: Provider) -> None:
    """Prints what cards of stored answers cost, of a client that has just begun and of one that made them before, in bare reads."""
    urls = [str(block.url) for block in BLOCKS]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as plain:
        with Client(cache=folder, providers=(row, *PROVIDERS), options=options(32)) as client:
            client.cards(BLOCKS)
        bare, keys = _bare(folder, plain)
        first, again, reads = list[float](), list[float](), list[float]()
        for _ in range(ROUNDS):
            with Client(cache=folder, offline=True, providers=(row, *PROVIDERS)) as client:
                first.append(_timed(lambda: [client.card(url) for url in urls]))
                again.append(_timed(lambda: [client.card(url) for url in urls]))
                reads.append(_timed(lambda: [bare.get(key) for key in keys]))
                assert client.card(urls[0]).status == "resolved"
        bare.close()
    read = statistics.median(reads)
    for name, took in (("a new client", statistics.median(first)), ("a client that made them", statistics.median(again))):
        print(f"warm, {name:23}: {took / COUNT * 1e6:5.1f} µs a card, bare read {read / COUNT * 1e6:4.1f} µs: {took / read:.1f} reads")


def _bare(folder: str, plain: str) -> tuple[diskcache.Cache, list[str]]:
    """The same answers under the same keys in a diskcache as it comes."""
    ours, bare = Cache(folder), diskcache.Cache(plain)
    rows = [row for row in ours.rows() if row.key and row.body]
    for row in rows:
        bare.set(row.key, row.body)
    ours.close()
    return bare, [str(row.key) for row in rows]


def _timed(work: Callable[[], object]) -> float:
    """Seconds of this process: nothing waits here, and other programs shall not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    with provider() as served:
        cold(served)
        warm(served)

"""Items and documents are looked up together, within their time, and a build tells how it goes on."""

from __future__ import annotations

import asyncio
import io
import re
import socket
import threading
import time
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import Progress as Bars

from embedkit import AsyncClient, Block, Client, Provider
from embedkit.asks import Answer, Fetch
from embedkit.build import build
from embedkit.build.posters import Posters
from embedkit.cli.progress import Bar, Lines, columns, shown
from embedkit.models import Card
from embedkit.network import Network
from embedkit.providers import PROVIDERS
from embedkit.resolve import Options
from tests.servers import Server, answer, serving

ANSWER = answer(b'{"type": "video", "title": "Dawn"}', "200 OK", "Content-Type: application/json")
BLOCKS = [Block(kind="video", url=f"https://video.test/{n}") for n in range(12)]


def _slowly(stream: socket.socket, target: str) -> None:
    time.sleep(0.1)
    ANSWER(stream, target)


def _very_slowly(stream: socket.socket, target: str) -> None:
    time.sleep(0.3)
    ANSWER(stream, target)


def _settings(server: Server, **more: float) -> dict[str, object]:
    row = Provider("loop", "Loop", "video", ("video.test/{id:int}",), url="https://video.test/{id}", oembed=server.url("/oembed"))
    network = Network(allow=("127.0.0.0/8",), per_host=6, per_second=1000)
    return {"cache": None, "providers": (row, *PROVIDERS), "options": Options(network=network, **more)}  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_items_are_looked_up_together(kind: str) -> None:
    """Twelve items of 0.3 s, six at once at their host: far from 3.6 s, and in their order."""
    with serving(_very_slowly) as server:
        started = time.monotonic()
        cards = _cards(kind, server)
        took = time.monotonic() - started
    assert [c.url for c in cards] == [b.url for b in BLOCKS]
    assert {c.status for c in cards} == {"resolved"}
    assert server.most == 6
    assert took < 2.4


def _cards(kind: str, server: Server, **more: float) -> list[Card]:
    async def waiting() -> list[Card]:
        async with AsyncClient(**_settings(server, **more)) as client:  # type: ignore[arg-type]
            return await client.cards(BLOCKS)

    if kind == "asyncio":
        return asyncio.run(waiting())
    with Client(**_settings(server, **more)) as client:  # type: ignore[arg-type]
        return client.cards(BLOCKS)


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_a_document_has_its_time(kind: str) -> None:
    """What is known by then is shown, the rest is left as it is, and nothing of it is remembered against the items."""
    quick = threading.Semaphore(6)

    def six_only(stream: socket.socket, target: str) -> None:
        if not quick.acquire(blocking=False):
            time.sleep(3)
        ANSWER(stream, target)

    with serving(six_only) as server:
        started = time.monotonic()
        cards = _cards(kind, server, document_s=1.0)
        took = time.monotonic() - started
    assert took < 2
    assert [c.status for c in cards].count("resolved") == 6
    assert {c.problem for c in cards} == {None, "timed_out"}
    assert all("whole document" in c.warnings[0].message for c in cards if c.problem)


def test_what_ran_out_of_time_is_asked_next_time(tmp_path: Path) -> None:
    """The failure was ours: it is not in the cache."""
    with serving(_slowly) as server:
        settings = {**_settings(server), "cache": tmp_path}
        with Client(**settings) as client:  # type: ignore[arg-type]
            assert client.card("https://video.test/1", deadline_s=0.01).problem == "timed_out"
            assert client.card("https://video.test/1").status == "resolved"


def _articles(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:02}.html").write_text(f'<p>a</p><iframe src="https://video.test/{number}"></iframe>')
    return folder


class _Told:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def begin(self, documents: int) -> None:
        self.lines.append(f"{documents}")

    def done(self, source: str, cards: int) -> None:
        self.lines.append(f"{Path(source).name} {cards}")

    def unreadable(self, reason: str) -> None:
        self.lines.append(reason.rpartition("/")[2].partition(":")[0] + " unreadable")


def test_documents_are_built_together_and_in_order(tmp_path: Path) -> None:
    """Twelve articles with one slow item each take about as long as two, and are written and told in their order."""
    folder, told = _articles(tmp_path / "in", 12), _Told()
    (folder / "05.html").write_bytes(b"")
    with serving(_very_slowly) as server, Client(**_settings(server)) as client:  # type: ignore[arg-type]
        started = time.monotonic()
        built = build([folder], tmp_path / "out", client, progress=told)
        took = time.monotonic() - started
    assert took < 2.4
    assert [c.title for c in built.cards] == ["Dawn"] * 11
    assert told.lines == ["12", *(f"{n:02}.html {'unreadable' if n == 5 else 1}" for n in range(12))]


def test_a_build_has_its_time(tmp_path: Path) -> None:
    """After it nothing is asked, and every page is there."""
    folder = _articles(tmp_path / "in", 40)
    with serving(_slowly) as server, Client(**_settings(server)) as client:  # type: ignore[arg-type]
        built = build([folder], tmp_path / "out", client, deadline_s=0.5)
    assert len(built.pages) == 40
    assert 6 <= len(server.requests) <= 36
    assert {c.problem for c in built.cards} == {None, "timed_out"}
    assert (tmp_path / "out" / "39.html").exists()


def test_after_its_time_a_build_asks_for_no_still(tmp_path: Path) -> None:
    """A still that is there is used, another is not fetched."""
    asked: list[str] = []

    def fetch(ask: Fetch) -> Answer:
        asked.append(ask.url)
        return Answer(status=200, body=b"\xff\xd8\xff still")

    posters = Posters(fetch, tmp_path / "stills", "/stills/")
    with Client(cache=None, offline=True) as client:
        card = client.card("https://youtu.be/eiHXASgRTcA")
    assert posters.of(card, ask=False) is None
    assert posters.of(card) == posters.of(card, ask=False)
    assert len(asked) == 1


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    """Which look-up ends first leaves no trace."""
    folder = _articles(tmp_path / "in", 12)
    with serving(_slowly) as server:
        for out in ("one", "two"):
            with Client(**_settings(server)) as client:  # type: ignore[arg-type]
                build([folder], tmp_path / out, client)
    for number in range(12):
        assert (tmp_path / "one" / f"{number:02}.html").read_bytes() == (tmp_path / "two" / f"{number:02}.html").read_bytes()


def test_plain_lines_tell_rate_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    """Off a terminal: a line a document, and now and then one on how long it will take."""
    now = [0.0]
    lines = Lines(lambda: now[0])
    lines.begin(100)
    for number in range(100):
        now[0] += 0.125
        lines.done(f"{number}.html", number % 2)
    told = capsys.readouterr().err.splitlines()
    assert told[:2] == ["0.html: 0 cards", "1.html: 1 card"]
    assert [line for line in told if "second" in line] == [
        "40 of 100 documents, 8.0 a second, 8 s left",
        "80 of 100 documents, 8.0 a second, 2 s left",
    ]


def test_the_bar_shows_rate_and_time_left() -> None:
    """On a terminal: documents done, their rate, the time left, cards, and above it what is wrong."""
    screen = io.StringIO()
    now = [0.0]
    console = Console(file=screen, force_terminal=True, width=120, color_system=None)
    with Bars(*columns(), console=console, auto_refresh=False, get_time=lambda: now[0]) as bars:
        bar = Bar(bars)
        bar.begin(10)
        for number in range(5):
            now[0] += 0.5
            bar.done(f"{number}.html", 2)
        now[0] += 0.5
        bar.unreadable("x.html: the file is [empty]")
        bars.refresh()
    text = screen.getvalue()
    assert "x.html: the file is [empty]" in text
    assert "6/10" in text
    assert re.search(r" 2\.\d/s 0:00:0[12] ", text)
    assert "10 cards" in text


def test_quiet_tells_errors_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of what goes well."""
    with shown(True) as progress:
        progress.begin(2)
        progress.done("a.html", 1)
        progress.unreadable("b.html: empty")
    assert capsys.readouterr().err == "embedkit: b.html: empty\n"


def test_a_client_is_for_many_threads() -> None:
    """Two articles at once through one client: each its own cards, each request once."""
    got: dict[int, list[Card]] = {}
    with serving(_slowly) as server, Client(**_settings(server)) as client:  # type: ignore[arg-type]
        threads = [threading.Thread(target=lambda n=n: got.update({n: client.cards(BLOCKS)})) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [len(got[n]) for n in range(3)] == [12] * 3
    assert len(server.requests) == 12

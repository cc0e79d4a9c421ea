"""Kills a build that fills its cache at random moments, and counts what was lost.

python -m benchmarks.kill_cache [KILLS] [SEED]

Each round: a build of articles with players, in a process of its own, is killed with SIGKILL at a moment drawn over its whole run,
opening of the cache included. Every answer that it had reported stored must then be there, unchanged; the same build, run again on that
cache, must complete, ask for none of them again, and write the same bytes as a build that nobody killed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import httpx

from embedkit import Client
from embedkit.asks import Entry
from embedkit.build import build
from embedkit.cache import Cache

NOW = datetime(2026, 11, 3, tzinfo=UTC)
ARTICLES, EMBEDS = 8, 12


class Telling(Cache):
    """Reports on a pipe which answers are stored, after they are."""

    def __init__(self, folder: Path, pipe: int) -> None:
        super().__init__(folder)
        self.pipe = pipe

    def set(self, key: str, entry: Entry) -> bool:
        stored = super().set(key, entry)
        if stored:
            os.write(self.pipe, f"stored {key}\n".encode())
        return stored


def answer(request: httpx.Request) -> httpx.Response:
    """What the provider says of a URL: always the same, of a length that differs."""
    name = sha256(str(request.url).encode()).hexdigest()
    return httpx.Response(200, json={"type": "video", "title": name, "description": name * (int(name[:2], 16) + 1)})


def write_articles(folder: Path) -> None:
    """Articles whose players are all asked for."""
    for number in range(ARTICLES):
        players = [
            f'<p>a</p><iframe src="https://player.vimeo.com/video/{90_000_000 + number * EMBEDS + n}"></iframe>' for n in range(EMBEDS)
        ]
        (folder / f"{number}.html").write_text("\n".join(players), "utf-8")


def run(articles: Path, cache: Path, out: Path, pipe: int) -> None:
    """One build, to its end."""

    def told(request: httpx.Request) -> httpx.Response:
        os.write(pipe, f"asked {request.url}\n".encode())
        return answer(request)

    store = Telling(cache, pipe)
    with httpx.Client(transport=httpx.MockTransport(told)) as http, Client(cache=store, http=http, now=lambda: NOW) as client:
        build([articles], out, client)
    store.close()
    assert not store.warnings, store.warnings


class Ended(NamedTuple):
    """What a build reported before it ended, its exit status (-9: killed), and how many seconds it took."""

    told: list[str]
    status: int
    seconds: float

    def keys(self, what: str) -> set[str]:
        return {line.split(" ", 1)[1] for line in self.told if line.startswith(f"{what} ")}


def in_a_process(work: Callable[[int], None], kill_after_s: float | None) -> Ended:
    """Forks, so that no round pays for imports."""
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(writing)
            os._exit(0)
        except BaseException as fault:
            os.write(2, f"{fault!r}\n".encode())
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        if kill_after_s is not None:
            time.sleep(kill_after_s)
            os.kill(child, signal.SIGKILL)
        told = pipe.read().decode().splitlines()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ended(told, status, time.monotonic() - started)


def digest(folder: Path) -> str:
    """Of all files of a build, names and bytes; not of a half-written one that a kill left beside them."""
    files = sorted(path for path in folder.rglob("[!.]*") if path.is_file())
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()


class Round(NamedTuple):
    """What one kill left: answers reported stored, of them lost, asked again although stored, seconds to open, whether the next run was whole."""

    killed: bool
    stored: int
    lost: int
    again: int
    opening_s: float
    whole: bool


def one_round(place: Path, articles: Path, expected: str, kill_after_s: float) -> Round:
    cache, out = place / "cache", place / "out"
    ended = in_a_process(lambda pipe: run(articles, cache, out, pipe), kill_after_s)
    stored = ended.keys("stored")
    started = time.monotonic()
    store = Cache(cache)
    opening_s = time.monotonic() - started
    lost = sum(not _is_there(store, key) for key in stored)
    store.close()
    following = in_a_process(lambda pipe: run(articles, cache, out, pipe), None)
    return Round(
        ended.status == -signal.SIGKILL,
        len(stored),
        lost,
        len(stored & following.keys("asked")),
        opening_s,
        following.status == 0 and digest(out) == expected,
    )


def _is_there(store: Cache, key: str) -> bool:
    entry = store.get(key)
    return entry is not None and json.loads(entry.text) == answer(httpx.Request("GET", key)).json()


def main(kills: int, seed: int) -> bool:
    """Runs rounds until so many builds were killed, and prints what they left; True where nothing was lost."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secret
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        articles = place / "articles"
        articles.mkdir()
        write_articles(articles)
        run(articles, place / "first", place / "out", os.open(os.devnull, os.O_WRONLY))  # what is imported late is imported now
        whole = [in_a_process(lambda pipe, n=n: run(articles, place / f"c{n}", place / f"o{n}", pipe), None) for n in range(3)]  # type: ignore[misc]
        longest, expected = max(build.seconds for build in whole), digest(place / "o0")
        told: list[Round] = []
        while sum(one.killed for one in told) < kills:  # a build may end before its moment
            folder = place / f"round{len(told)}"
            folder.mkdir()
            told.append(one_round(folder, articles, expected, chance.uniform(0, longest)))
            shutil.rmtree(folder)
    return show(told, seed)


def show(told: list[Round], seed: int) -> bool:
    """One line of figures."""
    killed = [one for one in told if one.killed]
    lost, again, broken = (sum(values) for values in zip(*((r.lost, r.again, not r.whole) for r in told), strict=True))
    print(
        f"{len(told)} rounds (seed {seed}), {len(killed)} builds killed while they ran, {sum(r.stored for r in killed)} answers stored by them: "
        f"{lost} lost, {again} asked again, {broken} next runs not whole, opening at most {max(r.opening_s for r in told):.2f} s"
    )
    return not (lost or again or broken)


if __name__ == "__main__":
    kills, seed = (int(said) for said in (sys.argv[1:] + ["200", "1"][len(sys.argv) - 1 :]))
    sys.exit(0 if main(kills, seed) else 1)

"""Kills builds at random moments, and looks at what stands under the names of pages.

    python -m benchmarks.kill_build [KILLS] [SEED]

Each round: a build, into a folder or in place, in a process of its own, is killed with SIGKILL at a moment drawn over its whole run. Every
file under its final name must then be whole: a page, its cards or the report of a build that nobody killed, or, in place, the source
as it was. The next run must complete, and what it leaves must equal what a build leaves that nobody killed, to the byte.
"""

from __future__ import annotations

import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.kill_cache import in_a_process
from embedkit import Client
from embedkit.build import Outputs, build

ARTICLES = 60
Files = dict[str, bytes]


def write_articles(folder: Path) -> None:
    """Articles of different lengths with players and photos."""
    folder.mkdir()
    for number in range(ARTICLES):
        items = "\n".join(
            f'<p>{"a " * 200}</p><iframe src="https://player.vimeo.com/video/{80_000_000 + number * 10 + n}"></iframe><figure><img src="/{n}.jpg"><figcaption>c. Photo: AFP</figcaption></figure>'
            for n in range(number % 7)
        )
        (folder / f"{number:02}.html").write_text(f"<html><head><title>é</title></head><body>{items}</body></html>", "utf-8")


def files(folder: Path) -> Files:
    """The files under their final names."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("[!.]*")) if path.is_file()}


def run(articles: Path, out: Path | None) -> None:
    """One build, into a folder or in place."""
    with Client(cache=None, offline=True) as client:
        build([articles], Outputs(out) if out is not None else Outputs(in_place=True), client)


class Round(NamedTuple):
    """What one kill left: whether it met a build that ran, files that were not whole, whether the next run's result was right."""

    killed: bool
    broken: list[str]
    right: bool


def into_a_folder(place: Path, sources: Path, expected: Files, kill_after_s: float) -> Round:
    ended = in_a_process(lambda _: run(sources, place / "out"), kill_after_s)
    left = files(place / "out") if (place / "out").exists() else {}
    broken = [name for name, data in left.items() if data != expected.get(name)]
    following = in_a_process(lambda _: run(sources, place / "out"), None)
    return Round(ended.status == -signal.SIGKILL, broken, following.status == 0 and files(place / "out") == expected)


def in_place(place: Path, sources: Path, expected: Files, kill_after_s: float) -> Round:
    shutil.copytree(sources, place / "in")
    before = files(sources)
    ended = in_a_process(lambda _: run(place / "in", None), kill_after_s)
    broken = [name for name, data in files(place / "in").items() if data not in (before[name], expected[name])]
    following = in_a_process(lambda _: run(place / "in", None), None)
    return Round(ended.status == -signal.SIGKILL, broken, following.status == 0 and files(place / "in") == expected)


def main(kills: int, seed: int) -> bool:
    """Runs rounds until so many builds were killed, half of them in place; True where nothing was broken."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secret
    told: list[Round] = []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write_articles(place / "in")
        shutil.copytree(place / "in", place / "changed")
        run(place / "in", place / "first")  # what is imported late is imported now
        whole = in_a_process(lambda _: run(place / "in", place / "out"), None)
        run(place / "changed", None)
        ways: list[tuple[Callable[[Path, Path, Files, float], Round], Files]] = [
            (into_a_folder, files(place / "out")),
            (in_place, files(place / "changed")),
        ]
        while sum(one.killed for one in told) < kills:  # a build may end before its moment
            way, expected = ways[len(told) % 2]
            (place / "round").mkdir()
            told.append(way(place / "round", place / "in", expected, chance.uniform(0, whole.seconds)))
            shutil.rmtree(place / "round")
    return show(told, seed)


def show(told: list[Round], seed: int) -> bool:
    """One line of figures."""
    broken = sum(len(one.broken) for one in told)
    wrong = sum(not one.right for one in told)
    print(
        f"{len(told)} rounds (seed {seed}), {sum(one.killed for one in told)} builds killed while they ran: {broken} files not whole, {wrong} next runs not right"
    )
    return not (broken or wrong)


if __name__ == "__main__":
    kills, seed = (int(said) for said in (sys.argv[1:] + ["100", "1"][len(sys.argv) - 1 :]))
    sys.exit(0 if main(kills, seed) else 1)

"""How fast `parse` is against other ways to read a page: page by page and in turn, in one process.

    python -m benchmarks.parse FOLDER [PAGES]       pages as .html, .htm or .html.gz; PAGES: read no more than so many

Times are of the processor, so that other programs on the machine do not count. A page's ratio is the peer's best of three
divided by ours; the median over all pages is printed. A peer that is not installed (`pip install ".[bench]"`) is left out; a
page that a peer cannot read counts for the others. Nothing is printed of the pages themselves, and nothing reaches the network.
"""

from __future__ import annotations

import gzip
import importlib.util
import logging
import socket
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import turbohtml
from bs4 import BeautifulSoup

from embedkit import parse
from embedkit.encoding import decode
from embedkit.soup import read_story

Work = Callable[[str], object]
_RUNS = 3
_ENDINGS = (".html", ".htm", ".html.gz", ".htm.gz")


def peers() -> dict[str, Work]:
    """What `parse` is compared with, by the name that is printed."""
    found: dict[str, Work] = {
        'BeautifulSoup(html, "lxml")': lambda html: BeautifulSoup(html, "lxml"),
        "turbohtml.parse": turbohtml.parse,
        "our soup of the story": read_story,
    }
    if importlib.util.find_spec("newspaper") is not None:
        found["newspaper4k"] = _newspaper()
    if importlib.util.find_spec("trafilatura") is not None:
        found["trafilatura"] = _trafilatura()
    return found


def _newspaper() -> Work:
    newspaper: Any = importlib.import_module("newspaper")
    settings = newspaper.Config()
    settings.fetch_images = False

    def work(html: str) -> object:
        article = newspaper.Article("https://news.test/story", config=settings)
        article.download(input_html=html)
        return article.parse()

    return work


def _trafilatura() -> Work:
    trafilatura: Any = importlib.import_module("trafilatura")
    return lambda html: trafilatura.bare_extraction(html, include_images=True, include_links=True)


def pages(folder: Path) -> Iterator[str]:
    """The pages of a folder, decoded, in name order."""
    for path in sorted(p for p in folder.rglob("*") if p.name.endswith(_ENDINGS)):
        data = path.read_bytes()
        yield decode(gzip.decompress(data) if path.suffix == ".gz" else data)[0]


def best(work: Work, html: str) -> float | None:
    """The shortest of three runs in seconds of processor time; None where the work fails on this page."""
    times = []
    for _ in range(_RUNS):
        start = time.process_time()
        try:
            work(html)
        except Exception:  # a peer may raise anything
            return None
        times.append(time.process_time() - start)
    return min(times)


def measured(folder: Path, most: int | None = None) -> tuple[list[float], dict[str, list[tuple[float, float]]]]:
    """Our times in seconds, and for each peer the pairs of its time and ours on the pages that it could read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what peers have to say of a page
        return _measured(folder, most)


def _measured(folder: Path, most: int | None) -> tuple[list[float], dict[str, list[tuple[float, float]]]]:
    ours: list[float] = []
    works = peers()
    pairs: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for number, html in enumerate(pages(folder)):
        if number == most:
            break
        own = best(lambda text: parse(text, format="html"), html)
        if own is None:
            raise SystemExit("parse() raised on a page: it never should")
        ours.append(own)
        for name, work in works.items():
            other = best(work, html)
            if other is not None:
                pairs[name].append((other, own))
    return ours, pairs


def offline() -> None:
    """Refuses every connection for the rest of the process."""

    def refused(*_: object, **__: object) -> NoReturn:
        raise OSError("benchmarks do not use the network")

    socket.socket.connect = refused  # type: ignore[method-assign]
    socket.getaddrinfo = refused


def main(folder: str, most: str | None = None) -> None:
    """Measures and prints one line a peer."""
    offline()
    logging.disable(logging.CRITICAL)
    ours, pairs = measured(Path(folder), int(most) if most else None)
    if not ours:
        raise SystemExit(f"{folder}: no page here; pages end in {', '.join(_ENDINGS)}")
    print(f"{len(ours)} pages; median parse() {statistics.median(ours) * 1e3:.1f} ms")
    for name, times in pairs.items():
        if times:
            ratio = statistics.median(other / own for other, own in times)
            print(
                f"{name:28} median {statistics.median(t for t, _ in times) * 1e3:7.2f} ms   {ratio:6.2f} times parse()   {len(times)} pages"
            )


if __name__ == "__main__":
    main(*sys.argv[1:])

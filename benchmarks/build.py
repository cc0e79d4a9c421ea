"""What a build of many articles costs: cold, unchanged, with one and two processes, and beside it the obvious script.

    python -m benchmarks.build [ARTICLES]

Synthetic articles of about 40 KB, made here, each with two players, a photo and prose amid a site's chrome (real news pages are larger); the answers are in a cache on disk. Each
run is a process of its own: its seconds are those of the build without imports, its memory is the peak of the process. The obvious
script parses with BeautifulSoup (html.parser, as its documentation begins), finds what micawber finds with a warm cache of its own,
puts the provider's HTML in place and writes the page; it does the first thousand.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from embedkit import Client
from embedkit.asks import Entry, Load
from embedkit.build import build
from embedkit.cache import Cache
from embedkit.identify import identify
from embedkit.resolve import Options, resolve

_WORDS = "harbour gate council morning ferry ledger stone river lamp winter bridge market quarter engine signal orchard".split()
_NOW = datetime.now(UTC)


def _prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."


def _article(number: int) -> str:
    """A page as a news site's templates make it: more navigation, teasers, styles and scripts than story."""
    chance = random.Random(number)  # noqa: S311 - prose, no secret
    links = "".join(f'<li class="nav-item"><a class="nav-link" href="/s/{n}"><span>{_prose(chance, 3)}</span></a></li>' for n in range(60))
    teasers = "".join(
        f'<li class="teaser"><a href="/n/{n}"><img class="thumb" src="/t/{n}.jpg" alt="" width="120" height="80"><h3>{_prose(chance, 8)}</h3></a><p>{_prose(chance, 14)}</p></li>'
        for n in range(30)
    )
    paragraphs = [f"<p>{_prose(chance, 60)} <a href='/t/{n}'>{_prose(chance, 4)}</a> {_prose(chance, 20)}</p>" for n in range(10)]
    paragraphs.insert(
        3,
        f'<iframe src="https://player.vimeo.com/video/{70_000_000 + number}" width="640" height="360" title="{_prose(chance, 5)}"></iframe>',
    )
    paragraphs.insert(
        6,
        f'<figure><img src="/img/{number}.jpg" alt="{_prose(chance, 4)}"><figcaption>{_prose(chance, 12)} Photo: AFP</figcaption></figure>',
    )
    paragraphs.insert(8, f'<iframe src="https://www.youtube.com/embed/{number:011d}" title="{_prose(chance, 5)}"></iframe>')
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{number}</title><style>{'.a{color:#123;margin:0 auto}' * 150}</style></head><body>"
        f"<header><nav><ul>{links}</ul></nav></header><main><article><h1>{_prose(chance, 6)}</h1>{chr(10).join(paragraphs)}</article></main>"
        f"<section class='most-read'><ul>{teasers}</ul></section><footer><ul>{links}</ul></footer><script>{'var a=[1,2,3];' * 200}</script></body></html>"
    )


def _urls(number: int) -> tuple[str, str]:
    return f"https://vimeo.com/{70_000_000 + number}", f"https://www.youtube.com/watch?v={number:011d}"


def _answer(url: str) -> dict[str, Any]:
    return {"type": "video", "version": "1.0", "title": f"Film {url[-9:]}", "author_name": "News desk", "provider_name": "Films", "width": 640, "height": 360,
            "thumbnail_url": "https://i.vimeocdn.com/1.jpg", "thumbnail_width": 640, "thumbnail_height": 360, "html": f'<iframe src="{url}"></iframe>'}  # fmt: skip


def make(folder: Path, count: int) -> None:
    """Articles, and a cache with every answer that they need."""
    (folder / "in").mkdir()
    cache = Cache(folder / "cache")
    for number in range(count):
        (folder / "in" / f"{number:06}.html").write_text(_article(number), "utf-8")
        for url in _urls(number):
            first = next(resolve(None, identify(url), Options(), _NOW))
            assert isinstance(first, Load)
            cache.set(
                first.key,
                Entry(url=first.key, status=200, text=json.dumps(_answer(url)), fetched_at=_NOW, fresh_until=_NOW + timedelta(days=30)),
            )
    cache.close()


def ours(folder: Path, count: int, out: str, jobs: int) -> None:
    """One build."""
    with Client(cache=folder / "cache", offline=True) as client:
        built = build([folder / "in"], folder / out, client, jobs=jobs)
    assert built.count == 3 * count
    assert set(built.statuses) == {"resolved", "synthesised"}


def theirs(folder: Path, count: int, out: str, jobs: int) -> None:
    """The obvious script."""
    import micawber
    from bs4 import BeautifulSoup
    from micawber.cache import Cache as Warm
    from micawber.providers import make_key

    providers = micawber.ProviderRegistry(Warm(max_size=0))
    for pattern in (r"https://vimeo\.com/\S+", r"https://www\.youtube\.com/\S+"):
        providers.register(pattern, micawber.Provider("https://unasked.test/oembed"))
    for number in range(count):
        for url in _urls(number):
            providers.cache.set(make_key(url, {}), _answer(url))
    started = time.perf_counter()
    (folder / out).mkdir()
    for file in sorted((folder / "in").iterdir())[:count]:
        soup = BeautifulSoup(file.read_bytes(), "html.parser")
        for frame in soup.find_all("iframe"):
            address = str(frame["src"]).replace("player.vimeo.com/video", "vimeo.com").replace("/embed/", "/watch?v=")
            said = providers.request(address)
            frame.replace_with(BeautifulSoup(f"<figure>{said['html']}<figcaption>{said['title']}</figcaption></figure>", "html.parser"))
        (folder / out / file.name).write_text(str(soup), "utf-8")
    _tell(time.perf_counter() - started)


class Measured(NamedTuple):
    """Seconds, those of the processor (imports and workers included), and the peaks of the process and of its largest worker in megabytes."""

    seconds: float
    processor: float
    megabytes: float
    worker: float


def _tell(seconds: float) -> None:
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
    print(json.dumps([seconds, processor, own.ru_maxrss / 1024, workers.ru_maxrss / 1024]))


def run(what: str, folder: Path, count: int, out: str, jobs: int = 1) -> Measured:
    """One measure in a process of its own, when the disk has what was written before."""
    os.sync()
    args = [sys.executable, "-m", "benchmarks.build", what, str(folder), str(count), out, str(jobs)]
    return Measured(*json.loads(subprocess.run(args, capture_output=True, check=True).stdout.splitlines()[-1]))


def main(count: int) -> None:
    """Prints a line for each way."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, count)
        size = sum(file.stat().st_size for file in (folder / "in").iterdir()) / count / 1000
        print(f"{count} articles of {size:.1f} KB")
        cold = run("ours", folder, count, "one")
        _show("cold, one process", count, cold, cold)
        _show("cold, two processes", count, run("ours", folder, count, "two", 2), cold)
        _show("unchanged", count, run("ours", folder, count, "one"), cold)
        few = min(count, 1_000)
        _show("BeautifulSoup and micawber", few, run("theirs", folder, few, "theirs"), cold._replace(seconds=cold.seconds * few / count))


def _show(name: str, count: int, measured: Measured, cold: Measured) -> None:
    rate = count / measured.seconds
    print(
        f"{name:27}: {rate:8.0f} documents a second, {cold.seconds / measured.seconds:5.2f} times cold, {measured.processor / count * 1000:5.1f} ms of "
        f"the processor each, peak {measured.megabytes:.0f} MB{f' and {measured.worker:.0f} MB a worker' if measured.worker else ''}",
        flush=True,
    )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        ways: dict[str, Callable[[Path, int, str, int], None]] = {"ours": ours, "theirs": theirs}
        begun = time.perf_counter()
        ways[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
        if sys.argv[1] == "ours":
            _tell(time.perf_counter() - begun)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

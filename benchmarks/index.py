"""How often a title finds its video, how often a wrong one, and what it costs.

python -m benchmarks.index quality               # precision and recall by kind of change, on fixtures/index
python -m benchmarks.index speed 100000          # build time, file size, latency (also 1000000)
python -m benchmarks.index feed 200              # a Media RSS feed of so many MB: time and memory
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks import perturb
from benchmarks.fixtures import FOLDER, Video, videos
from benchmarks.titles import titles
from embedkit.index import Index, Item
from embedkit.index.fold import fold
from embedkit.index.readers import Reading
from embedkit.index.sources import entries

_QUERIES = 3_000


def filled(file: Path) -> Index:
    """An index of the fixtures."""
    index, columns = Index(file, create=True), {"title": "Clip"}
    index.add_all((path.name, entries(str(path), Reading(columns=columns))) for path in sorted(FOLDER.iterdir()) if path.suffix != ".txt")
    return index


def quality(seed: int = 3) -> list[tuple[str, int, int, int]]:
    """For each kind of change: queries, right answers, wrong answers. Kinds without a right answer begin with "no: "."""
    dice, listed, table = random.Random(seed), videos(), []  # noqa: S311 - nothing secret
    shared = Counter(fold(video.title) for video in listed)
    alone = [video for video in listed if shared[fold(video.title)] == 1]
    with tempfile.TemporaryDirectory() as folder, filled(Path(folder) / "videos.db") as index:
        for kind, change in perturb.KINDS.items():
            asked = [(change(video.title, video.language, dice), video) for video in alone]
            if kind == "cut":
                table.append(_row(index, "no: cut to what several share", [(text, None) for text, _ in asked if not _tells(text, listed)]))
                asked = [(text, video) for text, video in asked if _tells(text, listed)]
            table.append(_row(index, kind, asked))
        daily = [video for video in listed if shared[fold(video.title)] > 1]
        table.append(_row(index, "daily programme, with date", [(v.title, v) for v in daily], dated=True))
        table.append(_row(index, "no: daily programme, without date", [(v.title, None) for v in daily]))
        for kind, change in perturb.NEGATIVES.items():
            known = set(shared)
            table.append(
                _row(index, f"no: {kind}", [(t, None) for v in alone if fold(t := change(v.title, v.language, dice)) not in known])
            )
    return table


def _row(index: Index, kind: str, asked: Sequence[tuple[str, Video | None]], *, dated: bool = False) -> tuple[str, int, int, int]:
    right = wrong = 0
    for text, video in asked:
        found = index.match(text, published_at=video.published if dated and video else None).item
        good = (
            found is not None
            and video is not None
            and video.native in (found.native_id, "Lp" + (found.url or "").rpartition("/")[2].zfill(9))
        )
        right, wrong = right + good, wrong + (found is not None and not good)
    return kind, len(asked), right, wrong


def _tells(text: str, listed: Iterable[Video]) -> bool:
    """True where what is left of a cut title still begins no other one."""
    begun = fold(text.replace("...", "").rstrip("… "))
    return sum(fold(other.title).startswith(begun) for other in listed) == 1


def report(table: list[tuple[str, int, int, int]]) -> str:
    """The table, and precision and recall over all of it."""
    lines = ["| change | queries | found | wrong | recall |", "|---|---|---|---|---|"]
    for kind, queries, right, wrong in table:
        lines.append(f"| {kind} | {queries} | {right} | {wrong} | {'' if kind.startswith('no: ') else f'{right / queries:.3f}'} |")
    asked = sum(queries for kind, queries, _, _ in table if not kind.startswith("no: "))
    none = sum(queries for kind, queries, _, _ in table if kind.startswith("no: "))
    right, wrong = sum(row[2] for row in table), sum(row[3] for row in table)
    lines.append(
        f"\n{asked + none} queries, {none / (asked + none):.0%} of them without a right answer: precision {right / (right + wrong):.4f}, recall {right / asked:.4f}"
    )
    return "\n".join(lines)


def many(number: int) -> Iterator[Item]:
    """So many invented videos."""
    for at, title in enumerate(titles(number)):
        yield Item(title=title.text, url=f"https://www.lindholm-post.test/video/{at}", player=f"https://player.lindholm-post.test/{at}", language=title.language, duration_s=float(30 + at % 900))  # fmt: skip


def speed(number: int) -> str:
    """Build time, file size, and the latency of look-ups: titles as listed, changed, and titles of nothing."""
    dice = random.Random(5)  # noqa: S311 - nothing secret
    with tempfile.TemporaryDirectory() as folder:
        file, listed = Path(folder) / "videos.db", list(many(number))
        start, worked = time.perf_counter(), time.process_time()
        with Index(file, create=True) as index:
            index.add(listed, "generated")
        built, worked = time.perf_counter() - start, time.process_time() - worked
        asked = []
        for item in dice.sample(listed, _QUERIES):
            changes = list((perturb.KINDS | perturb.NEGATIVES).values())
            asked.append(dice.choice(changes)(item.title, item.language or "en", dice))
        with Index(file) as index:
            clocked = [_clock(index, text) for text in asked]
        size = file.stat().st_size / 1e6
    lines = [
        f"{number} titles: built in {built:.1f} s ({worked:.1f} s of one core), {size:.0f} MB; {_QUERIES} look-ups of changed titles and of titles of nothing:"
    ]
    for what, taken in (("wall clock", sorted(wall for wall, _ in clocked)), ("processor", sorted(cpu for _, cpu in clocked))):
        lines.append(
            f"  {what}: median {statistics.median(taken):.2f} ms, 99th percentile {taken[int(len(taken) * 0.99)]:.2f} ms, worst {taken[-1]:.1f} ms"
        )
    return "\n".join(lines)


def _clock(index: Index, text: str) -> tuple[float, float]:
    """Milliseconds of one look-up: by the clock, and of the processor, which neighbours on the machine disturb less."""
    start, worked = time.perf_counter(), time.process_time()
    index.match(text)
    return (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000


def feed(megabytes: int) -> str:
    """A feed of this size from disk into an index: seconds and the process's memory at its highest."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xml"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        write_feed(path, megabytes)
        start = time.perf_counter()
        with Index(Path(folder) / "videos.db", create=True) as index:
            added = index.add(entries(str(path), Reading()), "large.xml")
        taken, size = time.perf_counter() - start, path.stat().st_size / 1e6
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{size:.0f} MB, {added.new} videos: {taken:.0f} s; memory {before / 1024:.0f} MB before, {after / 1024:.0f} MB at most"


def write_feed(path: Path, megabytes: int) -> None:
    """A Media RSS feed of about this size, an item every 2 kB."""
    filler = "<p>The harbour, the gate and the tide.</p> " * 36
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Lindholm Post</title>'
        )
        at = 0
        while file.tell() < megabytes * 1_000_000:
            for title in titles(1_000, seed=at):
                at += 1
                file.write(
                    f"<item><title>{title.text} {at}</title><link>https://www.lindholm-post.test/video/{at}</link><description><![CDATA[{filler}]]></description>"
                    f'<media:content url="https://vod.lindholm-post.test/{at}.mp4" type="video/mp4" duration="{at % 900}"/></item>\n'
                )
        file.write("</channel></rss>")


def main() -> None:
    """Runs what the command line names."""
    what, *numbers = sys.argv[1:] or ["quality"]
    if what == "quality":
        print(report(quality()))
    elif what in ("speed", "feed"):
        print((speed if what == "speed" else feed)(int(numbers[0])))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()

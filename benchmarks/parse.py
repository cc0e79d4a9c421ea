"""How fast `parse` is, page by page and in turn in one process, against bare parsers.

    python -m benchmarks.parse FOLDER       pages as .html or .html.gz

The ratio of a page is the peer's best time of three divided by ours; the median over all pages is printed.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import turbohtml
from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from embedkit import parse
from embedkit.encoding import decode
from embedkit.soup import read


def best(work: Callable[[], object]) -> float:
    """The shortest of three runs, in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main(folder: str) -> None:
    warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)
    rows: list[list[float]] = []
    for path in sorted(p for p in Path(folder).rglob("*.html*") if p.is_file()):
        data = path.read_bytes()
        text = decode(gzip.decompress(data) if path.suffix == ".gz" else data)[0]
        works = (
            partial(parse, text, format="html"),
            partial(BeautifulSoup, text, "lxml"),
            partial(read, text),
            partial(turbohtml.parse, text),
        )
        rows.append([best(work) for work in works])
    print(f"{len(rows)} pages; median parse() {statistics.median(r[0] for r in rows) * 1e3:.1f} ms")
    for name, column in (('BeautifulSoup(html, "lxml")', 1), ("our soup alone", 2), ("turbohtml.parse alone", 3)):
        print(
            f"{name:28} median {statistics.median(r[column] for r in rows) * 1e3:6.2f} ms   peer / parse(): {statistics.median(r[column] / r[0] for r in rows):.2f}"
        )


if __name__ == "__main__":
    main(sys.argv[1])

"""How the time of `parse` grows with hostile sources: every generator of `tests/hostile` at one size and at twice that size.

    python -m benchmarks.hostile [SIZE] [NAME…]      SIZE in characters (default 200,000); generators whose name begins with NAME

The ratio is the best CPU time of several runs at 2n divided by that at n; what is over 2.5 is marked, and the exit code is then 1.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from embedkit import parse
from embedkit.models import EDITORIAL, ROLES, Role
from tests.hostile.build import Make, Source
from tests.hostile.markup import HTML
from tests.hostile.other import BYTES, TEXT

MOST = 2.5
_SIZE = 200_000
_LARGEST = 1_000_000
_SMALL = 0.02
"""Seconds from which a time tells something."""


class Line(NamedTuple):
    """One generator's times in seconds."""

    name: str
    size: int
    once: float
    twice: float

    @property
    def ratio(self) -> float:
        """How the time grew when the size doubled."""
        return self.twice / self.once

    def __str__(self) -> str:
        mark = "  !" if self.ratio > MOST else ""
        return f"{self.name:44} {self.size / 1e6:6.2f} MB {self.twice * 1e3:9.1f} ms {self.ratio:6.2f}{mark}"


def cases() -> Iterator[tuple[str, Make, Callable[[Source], object]]]:
    """Every generator with what is done to its source."""
    for name, make in HTML.items():
        yield f"html-{name}", make, lambda source: _parsed(source, "html", EDITORIAL)
        yield f"all-{name}", make, lambda source: _parsed(source, "html", ROLES)
    for name, make in TEXT.items():
        yield f"text-{name}", make, lambda source: _parsed(source, "text", EDITORIAL)
    for name, make in BYTES.items():
        yield f"bytes-{name}", make, lambda source: _parsed(source, "auto", EDITORIAL)


def _parsed(source: Source, format: Literal["auto", "html", "text"], roles: frozenset[Role] | tuple[Role, ...]) -> object:
    return parse(source, base_url="https://news.test/", format=format, roles=roles)


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The shortest CPU time of several runs, in seconds."""
    best = float("inf")
    gc.collect()
    gc.disable()  # as timeit does: when a collection falls due is chance
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
        if best > 30 * _SMALL:
            break
    gc.enable()
    return best


def measured(name: str, make: Make, work: Callable[[Source], object], size: int = _SIZE) -> Line:
    """Times at a size and at twice that.

    The size is `size`, or as much more as it takes to be measured: at microseconds, what memory costs is all that is seen. A ratio that
    is too high is measured twice more, and then at another size: where the work outgrows the processor's caches, a doubling costs more
    once; where the cost grows with the square, each doubling does.
    """
    while seconds(lambda: work(make(size)), 1) < _SMALL and size < _LARGEST:  # noqa: B023
        size *= 2
    line = _lowest(name, make, work, size)
    return line if line.ratio <= MOST else min(line, _lowest(name, make, work, 2 * size if size < _LARGEST else size // 2), key=_ratio)


def _lowest(name: str, make: Make, work: Callable[[Source], object], size: int) -> Line:
    """The lowest ratio of three, or the first that is low enough."""
    sources = make(size), make(2 * size)
    lines = []
    for _ in range(3):
        lines.append(Line(name, 2 * size, *(seconds(lambda: work(source)) for source in sources)))  # noqa: B023
        if lines[-1].ratio <= MOST:
            break
    return min(lines, key=_ratio)


def _ratio(line: Line) -> float:
    return line.ratio


def main(arguments: list[str]) -> int:
    size = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else _SIZE
    lines = []
    for name, make, work in cases():
        if not arguments or name.startswith(tuple(arguments)):
            lines.append(measured(name, make, work, size))
            print(lines[-1], flush=True)
    worst = max(lines, key=lambda line: line.ratio)
    slowest = max(lines, key=lambda line: line.twice / line.size)
    print(
        f"{len(lines)} generators; worst ratio {worst.ratio:.2f} ({worst.name}); slowest {slowest.twice / slowest.size * 1e6:.1f} s a MB ({slowest.name})"
    )
    return int(worst.ratio > MOST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How the time of `parse` grows with hostile sources: every generator of `tests/hostile` at one size and at twice that size.

    python -m benchmarks.hostile [SIZE] [NAME…]      SIZE in characters (default 200,000); generators whose name begins with NAME

The ratio is the best CPU time of several runs at 2n divided by that at n; what is over 2.5 is marked, and the exit code is then 1.
"""

from __future__ import annotations

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
_SMALL = 0.02
"""Seconds below which a time is measured again and again: the clock and the caches are most of it."""


class Line(NamedTuple):
    """One generator's times in seconds."""

    name: str
    once: float
    twice: float

    @property
    def ratio(self) -> float:
        """How the time grew when the size doubled."""
        return self.twice / self.once


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
    while runs > 0:
        start = time.process_time()
        work()
        took = time.process_time() - start
        best = min(best, took)
        runs -= 1
        if took > 30 * _SMALL:
            break
    return best


def measured(name: str, make: Make, work: Callable[[Source], object], size: int = _SIZE) -> Line:
    """Times at `size` and at twice that; measured again (at most twice) where the ratio is too high."""
    small, large = make(size), make(2 * size)
    line = Line(name, 1e-9, 1.0)
    for _ in range(3):
        again = Line(name, seconds(lambda: work(small)), seconds(lambda: work(large)))
        line = min(line, again, key=lambda one: one.ratio)
        if line.ratio <= MOST:
            break
    return line


def main(arguments: list[str]) -> int:
    size = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else _SIZE
    lines = []
    for name, make, work in cases():
        if not arguments or name.startswith(tuple(arguments)):
            lines.append(measured(name, make, work, size))
            print(
                f"{lines[-1].name:44} {lines[-1].twice * 1e3:9.1f} ms {lines[-1].ratio:6.2f}{'  !' if lines[-1].ratio > MOST else ''}",
                flush=True,
            )
    worst = max(lines, key=lambda line: line.ratio)
    slowest = max(lines, key=lambda line: line.twice)
    print(
        f"{len(lines)} generators; worst ratio {worst.ratio:.2f} ({worst.name}); slowest {slowest.twice:.2f} s a {2 * size / 1e6:.1f} MB ({slowest.name})"
    )
    return int(worst.ratio > MOST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

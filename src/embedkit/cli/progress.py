"""How a build goes on: a bar with rate and time left on a terminal, plain lines elsewhere. All of it on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.text import Text

from embedkit.build.progress import Progress

_EVERY = 5.0
"""Seconds between two plain lines on rate and time left."""


@contextmanager
def shown(quiet: bool) -> Iterator[Progress]:
    """What a command tells of its build; `quiet` leaves errors alone."""
    if quiet:
        yield Errors()
    elif sys.stderr.isatty():
        with Bars(*columns(), console=Console(stderr=True), transient=True) as bars:
            yield Bar(bars)
    else:
        yield Lines()


def columns() -> tuple[ProgressColumn, ...]:
    """What the bar shows: documents done, their rate, the time left, cards."""
    cards = TextColumn("{task.fields[cards]} cards")
    return (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(), cards)


class Errors:
    """Says nothing but what is wrong."""

    def begin(self, documents: int) -> None:
        """Nothing."""

    def done(self, source: str, cards: int) -> None:
        """Nothing."""

    def unreadable(self, reason: str) -> None:
        """One line."""
        click.echo(f"embedkit: {reason}", err=True)


class Lines:
    """One line a document, and every five seconds one on rate and time left."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.total, self.seen = clock, 0, 0
        self.began = self.told = clock()

    def begin(self, documents: int) -> None:
        """The rate counts from here."""
        self.total, self.began = documents, self.clock()

    def done(self, source: str, cards: int) -> None:
        """Its line."""
        click.echo(f"{source}: {cards} card{'' if cards == 1 else 's'}", err=True)
        self._count()

    def unreadable(self, reason: str) -> None:
        """Its line."""
        click.echo(reason, err=True)
        self._count()

    def _count(self) -> None:
        self.seen += 1
        now = self.clock()
        if now - self.told < _EVERY or self.seen == self.total:
            return
        self.told, rate = now, self.seen / max(now - self.began, 1e-9)
        left = (self.total - self.seen) / rate
        click.echo(f"{self.seen} of {self.total} documents, {rate:.1f} a second, {left:.0f} s left", err=True)


class Bar:
    """One bar over all documents."""

    def __init__(self, bars: Bars) -> None:
        self.bars, self.cards = bars, 0
        self.task = bars.add_task("building", total=None, cards=0)

    def begin(self, documents: int) -> None:
        """Where the bar ends."""
        self.bars.update(self.task, total=documents)

    def done(self, source: str, cards: int) -> None:
        """One step."""
        self.cards += cards
        self.bars.update(self.task, advance=1, cards=self.cards)

    def unreadable(self, reason: str) -> None:
        """One step, and its line above the bar."""
        self.bars.console.print(reason, markup=False, highlight=False, soft_wrap=True)
        self.bars.update(self.task, advance=1)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Documents a second."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "")

"""The options that commands share: what a site is, and from where answers come."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import httpx
from pydantic import ValidationError

from embedkit.cache import Cache, MemoryCache
from embedkit.client import DEFAULT, CacheChoice, Client, Heard
from embedkit.net import Door, Limits
from embedkit.replay import Replay
from embedkit.resolve import Options

if TYPE_CHECKING:
    from embedkit.index.asking import Asking as FeedAsking

LOCK = "embedkit.lock"
Command = Callable[..., int]


@dataclass(frozen=True)
class Asking:
    """Where a command's answers come from."""

    options: Options
    folder: str | None = None
    replay: Path | None = None
    offline: bool = False
    refresh: bool = False
    lock: Path | None = None
    frozen: bool = False
    index: Path | None = None

    @property
    def asks(self) -> bool:
        """True where a missing answer may be asked for."""
        return not self.offline and not self.frozen

    def cache(self) -> CacheChoice:
        """The cache that was chosen: recorded answers are not mixed into the user's own."""
        none = self.folder == "none" or (self.folder is None and (self.replay is not None or self.frozen))
        return None if none else self.folder or DEFAULT

    def open(self, cache: CacheChoice | None = None, heard: Heard | None = None) -> Client:
        """A client; a warning about its cache goes to standard error. `cache` stands in for the chosen one."""
        http = httpx.Client(transport=Replay(self.replay)) if self.replay is not None else None
        client = Client(cache=self.cache() if cache is None else cache, http=http, offline=self.offline, refresh=self.refresh, lock=self.lock,
                        frozen=self.frozen, index=self.index, options=self.options, heard=heard)  # fmt: skip
        for warning in client.warnings:
            click.echo(f"embedkit: {warning.message}", err=True)
        return client

    @contextmanager
    def feeds(self) -> Iterator[FeedAsking | None]:
        """What asks addresses of feeds and sitemaps: the same door and cache, larger answers. None where nothing may be asked."""
        if not self.asks:
            yield None
            return
        from embedkit.index.asking import LARGEST
        from embedkit.index.asking import Asking as FeedAsking

        chosen = self.cache()
        cache = MemoryCache() if chosen is None else Cache(chosen if isinstance(chosen, str) else None)
        http = httpx.Client(transport=Replay(self.replay)) if self.replay is not None else None
        door = Door(http, Limits(deadline_s=120, raw_bytes=LARGEST, decoded_bytes=LARGEST))
        try:
            yield FeedAsking(door.fetch, cache, lambda: datetime.now(UTC))
        finally:
            door.close()
            cache.close()


def asking(command: Command) -> Command:
    """Adds the shared options to a command and hands it an `Asking` as `ask`."""

    @click.option("--offline", is_flag=True, help="Ask nothing; use what is stored.")
    @click.option("--replay", type=click.Path(path_type=Path), help="Answer from a folder of recorded answers.")
    @click.option("--cache", "folder", help="Folder of the answer cache, or none.")
    @click.option("--site-url", help="The publishing site, for providers that ask who embeds.")
    @click.option("--language", help="The language that answers should have, such as de or pt-BR.")
    @click.option("--max-width", type=click.IntRange(1, 10_000), help="The width in pixels that a player may take.")
    @click.option("--track/--do-not-track", default=False, show_default=True, help="Whether providers may follow readers.")
    @functools.wraps(command)
    def wrapped(*args: Any, offline: bool, replay: Path | None, folder: str | None, site_url: str | None, language: str | None,
                max_width: int | None, track: bool, **rest: Any) -> int:  # fmt: skip
        options = _options(site_url=site_url, language=language, max_width=max_width, do_not_track=not track)
        return command(*args, ask=Asking(options, folder, replay, offline), **rest)

    return wrapped


def locking(command: Command) -> Command:
    """Adds to a command with an `Asking` the choice of a lock file."""

    @click.option(
        "--lock", "lock", type=click.Path(path_type=Path), help=f"The lock file to answer from (with --locked and --frozen: {LOCK})."
    )
    @click.option("--locked", is_flag=True, help="Answer from the lock file; ask only what it has not.")
    @click.option("--frozen", is_flag=True, help="Answer from the lock file alone; exit with 3 where it has no answer.")
    @click.option("--refresh", is_flag=True, help="Ask everything again; an answer stays where that fails.")
    @functools.wraps(command)
    def wrapped(*args: Any, ask: Asking, lock: Path | None, locked: bool, frozen: bool, refresh: bool, **rest: Any) -> int:
        chosen = lock or (Path(LOCK) if locked or frozen else None)
        return command(*args, ask=replace(ask, lock=chosen, frozen=frozen, refresh=refresh), **rest)

    return wrapped


def _options(**said: Any) -> Options:
    try:
        return Options(**said)
    except ValidationError as fault:
        first = fault.errors()[0]
        raise click.UsageError(f"--{str(first['loc'][0]).replace('_', '-')}: {first['msg'].removeprefix('Value error, ')}") from fault

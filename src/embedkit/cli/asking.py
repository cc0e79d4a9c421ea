"""The options that commands share: what a site is, and from where answers come."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import httpx
from pydantic import ValidationError

from embedkit import profiles as site
from embedkit.build import Choice
from embedkit.build.sources import KINDS, Fields
from embedkit.cache import Cache, MemoryCache
from embedkit.client import DEFAULT, CacheChoice, Client, Heard
from embedkit.models import Value
from embedkit.net import Door, Limits
from embedkit.network import Network
from embedkit.replay import Replay
from embedkit.resolve import Options

if TYPE_CHECKING:
    from embedkit.index.asking import Asking as FeedAsking

LOCK = "embedkit.lock"
Command = Callable[..., int]
V = TypeVar("V", bound=Value)


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
    profiles: tuple[site.Profile, ...] = ()
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
                        frozen=self.frozen, index=self.index, options=self.options, profiles=self.profiles, heard=heard)  # fmt: skip
        for warning in client.warnings:
            click.echo(f"embedkit: {warning.code} {warning.message}", err=True)
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
        door = Door(http, Limits(deadline_s=120, raw_bytes=LARGEST, decoded_bytes=LARGEST), self.options.network)
        try:
            yield FeedAsking(door.fetch, cache, lambda: datetime.now(UTC))
        finally:
            door.close()
            cache.close()


def profiled(command: Command) -> Command:
    """Adds `--profiles` to a command and hands it the profiles as `profiles`."""

    @click.option(
        "--profiles", "files", multiple=True, metavar="FILE", help="A TOML file that names notations of the site's own markup, or scmp."
    )
    @functools.wraps(command)
    def wrapped(*args: Any, files: tuple[str, ...], **rest: Any) -> int:
        return command(*args, profiles=tuple(map(site.load, files)), **rest)

    return wrapped


def asking(command: Command) -> Command:
    """Adds the shared options to a command and hands it an `Asking` as `ask`."""

    @click.option("--offline", is_flag=True, help="Ask nothing; use what is stored.")
    @click.option("--replay", type=click.Path(path_type=Path), help="Answer from a folder of recorded answers.")
    @click.option("--cache", "folder", help="Folder of the answer cache, or none.")
    @click.option("--site-url", help="The publishing site, for providers that ask who embeds.")
    @click.option("--language", help="The language that answers should have, such as de or pt-BR.")
    @click.option("--max-width", type=click.IntRange(1, 10_000), help="The width in pixels that a player may take.")
    @click.option("--track/--do-not-track", default=False, show_default=True, help="Whether providers may follow readers.")
    @click.option("--contact", help="An address or URL for the User-Agent, where providers reach you (the site's URL where none is named).")
    @click.option("--proxy", help="An HTTP proxy, such as http://proxy.example:3128; the environment's are not used.")
    @click.option(
        "--allow-port", "ports", type=click.IntRange(1, 65_535), multiple=True, help="A port that may be asked beside 80 and 443."
    )
    @click.option(
        "--allow-network", "allow", multiple=True, help="A network that may be asked though it is not public, such as 10.20.0.0/16."
    )
    @profiled
    @functools.wraps(command)
    def wrapped(*args: Any, profiles: tuple[site.Profile, ...], offline: bool, replay: Path | None, folder: str | None, site_url: str | None, language: str | None, max_width: int | None,
                track: bool, contact: str | None, proxy: str | None, ports: tuple[int, ...], allow: tuple[str, ...], **rest: Any) -> int:  # fmt: skip
        network = _checked(Network, contact=contact, proxy=proxy, ports=frozenset(ports), allow=allow)
        options = _checked(Options, site_url=site_url, language=language, max_width=max_width, do_not_track=not track, network=network)
        return command(*args, ask=Asking(options, folder, replay, offline, profiles=profiles), **rest)

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


def reading(command: Command) -> Command:
    """Adds to a command how its inputs are read, and hands it a `Choice` as `choice`."""

    @click.option("--from", "kind", type=click.Choice(["auto", *KINDS]), default="auto", show_default=True, help="What the inputs are.")
    @click.option("--html-field", help="The field of JSON rows or Contentful entries that holds the body, such as body.html.")
    @click.option("--id-field", help="The field of JSON rows or Contentful entries that names the article.")
    @click.option("--url-field", help="The field of JSON rows or Contentful entries that holds the article's address.")
    @functools.wraps(command)
    def wrapped(*args: Any, kind: str, html_field: str | None, id_field: str | None, url_field: str | None, **rest: Any) -> int:
        return command(*args, choice=Choice(kind, Fields(html_field, id_field, url_field)), **rest)

    return wrapped


_OPTIONS = {"ports": "allow-port", "allow": "allow-network"}


def _checked(kind: type[V], **said: Any) -> V:
    """A value of what the command line says; what it refuses is told by the option's name."""
    try:
        return kind(**said)
    except ValidationError as fault:
        first = fault.errors()[0]
        name = str(first["loc"][0])
        raise click.UsageError(f"--{_OPTIONS.get(name, name.replace('_', '-'))}: {first['msg'].removeprefix('Value error, ')}") from fault

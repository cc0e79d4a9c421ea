"""`embedkit index`: fill the index of one's own videos and articles. What looks into it is in `indexed`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from embedkit.cli.asking import Asking, asking
from embedkit.errors import InputError

if TYPE_CHECKING:
    from embedkit.index import Added

FILE = "embedkit.videos.db"
KIND = click.Choice(["video", "audio", "article"])


def located(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the choice of the index file to a command."""
    option = click.option(
        "--index", "file", type=click.Path(path_type=Path, dir_okay=False), default=FILE, show_default=True, help="The index file."
    )
    return option(command)


def indexing(command: Callable[..., int]) -> Callable[..., int]:
    """Adds to a command with an `Asking` the index that it may answer from."""

    @click.option(
        "--index",
        "index",
        type=click.Path(path_type=Path, dir_okay=False),
        help=f"Find videos and articles by their titles in this index ({FILE}).",
    )
    @functools.wraps(command)
    def wrapped(*args: Any, ask: Asking, index: Path | None, **rest: Any) -> int:
        return command(*args, ask=replace(ask, index=index), **rest)

    return wrapped


@click.group()
def index() -> None:
    """Your own videos and articles, found by their titles: one file, filled from feeds, sitemaps and tables."""


@index.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@located
@click.option("--kind", type=KIND, help="What the entries are, where a source does not tell.")
@click.option("--entry-language", help="The language of the entries, where a source does not tell.")
@click.option("--base-url", help="What relative addresses are relative to.")
@click.option(
    "--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Which column of a table holds a field, such as title=Headline."
)
@asking
def add(
    sources: tuple[str, ...], file: Path, kind: Any, entry_language: str | None, base_url: str | None, columns: tuple[str, ...], ask: Asking
) -> int:
    """Add or update from feeds, sitemaps, pages, JSON, JSON lines or CSV: files (also .gz), - or addresses. All or nothing."""
    from embedkit.index import Index
    from embedkit.index.readers import Reading
    from embedkit.index.sources import entries

    reading = Reading(kind=kind, language=entry_language, base=base_url, columns=_columns(columns))
    for source in sources:
        if not source.startswith(("http://", "https://")) and source != "-" and not Path(source).is_file():
            raise InputError(f"{source}: no such file; name files, - or addresses of feeds, sitemaps or tables")
    with ask.feeds() as fetch, Index(file, create=True) as opened:
        added = opened.add_all((source, entries(source, reading, fetch)) for source in sources)
    _tell(added, file)
    return 4 if added.skipped and not (added.new or added.changed or added.same) else 0


@index.command()
@click.argument("folders", nargs=-1, required=True, metavar="OUT…", type=click.Path(path_type=Path))
@located
def learn(folders: tuple[Path, ...], file: Path) -> int:
    """Add what earlier builds resolved: the cards below their output folders."""
    from embedkit.index import Index
    from embedkit.index.readers import cards

    for folder in folders:
        if not folder.exists():
            raise InputError(f"{folder}: no such folder; name the output folder of a build")
    with Index(file, create=True) as opened:
        added = opened.add_all((str(folder), cards.read(folder)) for folder in folders)
    _tell(added, file)
    return 0


@index.command()
@click.argument("keys", nargs=-1, metavar="[KEY…]")
@located
@click.option("--source", help="Everything that this source listed last.")
@click.option("--before", help="Everything published before this date.")
def remove(keys: tuple[str, ...], file: Path, source: str | None, before: str | None) -> int:
    """Remove items by address, id or key, by what listed them, or by age."""
    from embedkit.index import Index
    from embedkit.index.item import date as moment

    until = moment(before)
    if before and until is None:
        raise click.UsageError(f"--before: {before} is no date; write 2024-12-31")
    if not keys and source is None and until is None:
        raise click.UsageError("name what to remove: addresses, ids, --source or --before")
    Index(file).close()
    with Index(file, create=True) as opened:
        gone = opened.remove(keys=keys, source=source, before=until)
    click.echo(f"{file}: {gone} removed", err=True)
    return 0


def _columns(said: tuple[str, ...]) -> dict[str, str]:
    from embedkit.index.readers.tables import FIELDS

    pairs = dict(pair.partition("=")[::2] for pair in said)
    for name, column in pairs.items():
        if name not in FIELDS or not column:
            raise click.UsageError(f"--map {name}={column}: write FIELD=COLUMN; the fields are {', '.join(FIELDS)}")
    return pairs


def _tell(added: Added, file: Path) -> None:
    left_out = sum(added.skipped.values())
    click.echo(f"{file}: {added.new} new, {added.changed} changed, {added.same} as before, {left_out} left out", err=True)
    for reason, count in added.skipped.most_common():
        shown = "; ".join(added.examples.get(reason, ()))
        click.echo(f"  {count} {reason}{f' ({shown})' if shown else ''}", err=True)


__all__ = ["FILE", "KIND", "index", "indexing", "located"]

"""`embedkit index`: fill the index of one's own videos and articles, and look into it."""

from __future__ import annotations

import csv
import functools
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from embedkit.cli.asking import Asking, asking
from embedkit.errors import InputError

if TYPE_CHECKING:
    from embedkit.index import Added, Listed

FILE = "embedkit.videos.db"
_KIND = click.Choice(["video", "audio", "article"])
_SHAPES = ("text", "jsonl")


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
@click.option("--kind", type=_KIND, help="What the entries are, where a source does not tell.")
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


@index.command("list")
@located
@click.option("--kind", type=_KIND, help="Only this kind.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many at most.")
@click.option("--format", "shape", type=click.Choice([*_SHAPES]), default="text", show_default=True, help="Lines for people or JSON lines.")
def list_(file: Path, kind: str | None, limit: int, shape: str) -> int:
    """Print what is listed."""
    from itertools import islice

    from embedkit.index import Index

    with Index(file) as opened:
        _print(islice(opened.items(kind), limit), shape)
    return 0


@index.command()
@click.argument("words")
@located
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many at most.")
@click.option("--title", "as_title", is_flag=True, help="Take the words for a title and tell which one item it names, and why.")
@click.option("--date", help="With --title: the date of the item.")
@click.option("--duration", help='With --title: its duration, such as "2:10".')
@click.option("--kind", type=_KIND, default="video", show_default=True, help="With --title: what it is.")
@click.option("--format", "shape", type=click.Choice([*_SHAPES]), default="text", show_default=True, help="Lines for people or JSON lines.")
def search(words: str, file: Path, limit: int, as_title: bool, date: str | None, duration: str | None, kind: Any, shape: str) -> int:
    """Find items by words of their titles and descriptions; with --title as a build would."""
    from embedkit.index import Index
    from embedkit.index.item import date as moment
    from embedkit.index.item import duration as seconds

    with Index(file) as opened:
        if not as_title:
            _print(iter(opened.search(words, limit=limit)), shape)
            return 0
        found = opened.match(words, published_at=moment(date), duration_s=seconds(duration), kind=kind)
    if shape == "jsonl":
        click.echo(found.model_dump_json(exclude_none=True))
    elif found.item is not None and found.match is not None:
        click.echo(f"{found.match.score:.3f} {found.match.reason}: {found.item.title}\n  {found.item.url or found.item.player or ''}")
    else:
        click.echo("\n".join((f"none: {found.reason}", *(f"  {candidate}" for candidate in found.candidates))))
    return 0


@index.command()
@located
@click.option(
    "--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True, help="A table for people or JSON."
)
def stats(file: Path, shape: str) -> int:
    """Print how much is listed, by kind, language and source."""
    from embedkit.index import Index

    with Index(file) as opened:
        found = opened.stats()
    if shape == "json":
        click.echo(json.dumps(found._asdict(), default=str, ensure_ascii=False, indent=2))
        return 0
    table = Table("what", "how much")
    rows = {
        "items": found.items,
        "titles": found.titles,
        "bytes": found.bytes,
        "oldest": f"{found.first or ''}",
        "newest": f"{found.last or ''}",
    }
    for name, value in rows.items():
        table.add_row(name, str(value))
    for name, counts in (("kind", found.kinds), ("language", found.languages), ("source", found.sources)):
        for key, number in counts.items():
            table.add_row(f"{name} {key}", str(number))
    Console().print(table)
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


@index.command()
@located
@click.option("--kind", type=_KIND, help="Only this kind.")
@click.option("--format", "shape", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True, help="JSON lines or CSV.")
def export(file: Path, kind: str | None, shape: str) -> int:
    """Print everything in a form that `index add` reads."""
    from embedkit.index import Index

    with Index(file) as opened:
        if shape == "jsonl":
            _print(opened.items(kind), "jsonl")
            return 0
        names = (
            "kind",
            "title",
            "url",
            "player",
            "file",
            "image",
            "duration_s",
            "published_at",
            "language",
            "native_id",
            "site_name",
            "description",
        )
        rows = csv.DictWriter(sys.stdout, names)
        rows.writeheader()
        for listed in opened.items(kind):
            said = listed.item.model_dump(mode="json", exclude_none=True)
            firsts = {"file": (said.get("media") or [{}])[0].get("url"), "image": (said.get("thumbnails") or [{}])[0].get("url")}
            rows.writerow({name: (said | firsts).get(name) for name in names})
    return 0


@index.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@located
@click.option("-n", "--most", type=click.IntRange(1, 50), default=3, show_default=True, help="How many for an article at most.")
@click.option(
    "--threshold", type=click.FloatRange(0, 1), default=0.35, show_default=True, help="The score from which a video is suggested."
)
@click.option("--date", help="The date of the article: near videos fit better.")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Lines for people or cards as JSON."
)
def suggest(files: tuple[str, ...], file: Path, most: int, threshold: float, date: str | None, shape: str) -> int:
    """Tell which of your videos fit an article best though nobody embedded them, and why."""
    from embedkit.index import Index
    from embedkit.index.item import date as moment
    from embedkit.index.suggesting import suggested
    from embedkit.models import CARDS

    with Index(file) as opened:
        for source in files:
            cards = suggested(opened, source, published_at=moment(date), limit=most, threshold=threshold)
            if shape == "json":
                click.echo(CARDS.dump_json(cards, indent=1).decode())
                continue
            for card in cards:
                match: Any = card.provenance["match"]
                click.echo(f"{source}: {match.score:.2f} {card.title}\n  {card.url}\n  {match.reason}")
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


def _print(found: Iterator[Listed], shape: str) -> None:
    for item, key, source in found:
        if shape == "jsonl":
            click.echo(item.model_dump_json(exclude_defaults=True, exclude_none=True))
            continue
        day = f"{item.published_at.astimezone(UTC):%Y-%m-%d}" if item.published_at else "-"
        click.echo(f"{item.kind} {day} {item.title}\n  {key} ({source})")


__all__ = ["index", "indexing"]

"""`embedkit index list`, `search`, `stats`, `export`, `suggest`: look into the index."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from embedkit.cli.indexing import KIND, index, located

if TYPE_CHECKING:
    from embedkit.index import Listed

_SHAPES = ("text", "jsonl")


@index.command("list")
@located
@click.option("--kind", type=KIND, help="Only this kind.")
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
@click.option("--kind", type=KIND, default="video", show_default=True, help="With --title: what it is.")
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
@located
@click.option("--kind", type=KIND, help="Only this kind.")
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
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.3, show_default=True, help="The score from which a video is suggested.")
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


def _print(found: Iterator[Listed], shape: str) -> None:
    for item, key, source in found:
        if shape == "jsonl":
            click.echo(item.model_dump_json(exclude_defaults=True, exclude_none=True))
            continue
        day = f"{item.published_at.astimezone(UTC):%Y-%m-%d}" if item.published_at else "-"
        click.echo(f"{item.kind} {day} {item.title}\n  {key} ({source})")


__all__ = ["index"]

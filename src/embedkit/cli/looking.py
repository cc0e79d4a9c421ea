"""`embedkit identify`, `get`, `schema`, `providers`: look one thing up."""

from __future__ import annotations

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from embedkit import identify as identify_url
from embedkit import render as render_card
from embedkit import schemas
from embedkit.cli.asking import Asking, asking, locking
from embedkit.cli.indexing import indexing
from embedkit.problems import PROBLEMS
from embedkit.providers import PROVIDERS


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
def identify(urls: tuple[str, ...]) -> int:
    """Tell what URLs are, by their shape alone; nothing is asked."""
    for url in urls:
        found = identify_url(url)
        click.echo(found.model_dump_json(exclude_none=True) if found else "null")
    return 0


@click.command()
@click.argument("url")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["json", "html", "markdown", "text"]),
    default="json",
    show_default=True,
    help="How the card is printed.",
)
@asking
@locking
@indexing
def get(url: str, shape: str, ask: Asking) -> int:
    """Resolve one URL and print its card."""
    with ask.open() as client:
        card = client.card(url)
    click.echo(card.model_dump_json(indent=2) if shape == "json" else render_card(card, shape))
    return 3 if card.problem is not None and PROBLEMS[card.problem].network else 0


@click.command()
@click.argument("what", type=click.Choice(["card", "cards", "block", "explanation"]), default="card")
@click.option("--typescript", is_flag=True, help="Print TypeScript types instead.")
def schema(what: str, typescript: bool) -> int:
    """Print the JSON Schema (2020-12) of a card (or of cards, a block, an explanation), or TypeScript types of it."""
    made = schemas.schema(what)
    click.echo(schemas.typescript(made) if typescript else json.dumps(made, indent=2))
    return 0


@click.command()
@click.option(
    "--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True, help="A table for people or JSON."
)
def providers(shape: str) -> int:
    """List the providers that have rows of their own; the shapes of one key stand together."""
    told = [_told(key) for key in sorted({row.key for row in PROVIDERS})]
    if shape == "json":
        click.echo(json.dumps(told, indent=2))
        return 0
    table = Table("key", "name", "kind", "oEmbed", "URL shapes")
    for row in told:
        table.add_row(row["key"], row["name"], row["kind"], "yes" if row["oembed"] else "", str(len(row["urls"])))
    Console().print(table)
    return 0


def _told(key: str) -> dict[str, Any]:
    rows = [row for row in PROVIDERS if row.key == key]
    oembed = next((row.oembed for row in rows if row.oembed), None)
    return {"key": key, "name": rows[0].name, "kind": rows[0].kind, "oembed": oembed, "urls": [url for row in rows for url in row.urls]}

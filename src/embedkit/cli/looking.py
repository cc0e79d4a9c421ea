"""`embedkit identify`, `get`, `schema`, `providers`: look one thing up."""

from __future__ import annotations

import json
import re

import click
from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table

from embedkit import identify as identify_url
from embedkit import render as render_card
from embedkit.cli.asking import Asking, asking, locking
from embedkit.cli.indexing import indexing
from embedkit.models import CARD, CARDS, Block, Card
from embedkit.problems import PROBLEMS, explanations
from embedkit.problems import explain as explain_code
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
@click.argument("what", metavar="CODE")
def explain(what: str) -> int:
    """Tell what a code such as EK101 means, how long it is remembered, and what to do."""
    if re.fullmatch(r"EK\d{3}", what, re.I):
        return _explain_code(what)
    raise click.UsageError(f"{what}: not a code; codes look like EK101 and stand in the warnings of cards and in report.html")


def _explain_code(code: str) -> int:
    told = explain_code(code)
    if told is None:
        raise click.UsageError(f"no code {code}; known: {', '.join(known.code for known in explanations())}")
    lines = (f"{told.code} {told.name}: {told.message}.", f"Card: {told.card.replace('`', '')}.", f"Remembered for: {told.remembered}." if told.remembered else "", told.advice)  # fmt: skip
    click.echo("\n".join(filter(None, lines)))
    return 0


@click.command()
@click.argument("what", type=click.Choice(["card", "cards", "block"]), default="card")
def schema(what: str) -> int:
    """Print the JSON Schema of a card (or of cards, or of a block)."""
    adapter: TypeAdapter[Card] | TypeAdapter[list[Card]] | TypeAdapter[Block] = {"card": CARD, "cards": CARDS, "block": TypeAdapter(Block)}[
        what
    ]  # type: ignore[assignment]
    click.echo(json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **adapter.json_schema()}, indent=2))
    return 0


@click.command()
@click.option(
    "--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True, help="A table for people or JSON."
)
def providers(shape: str) -> int:
    """List the providers that have a row of their own."""
    rows = sorted({row.key: row for row in reversed(PROVIDERS)}.values(), key=lambda row: row.key)
    if shape == "json":
        click.echo(
            json.dumps([{"key": r.key, "name": r.name, "kind": r.kind, "oembed": r.oembed, "urls": list(r.urls)} for r in rows], indent=2)
        )
        return 0
    table = Table("key", "name", "kind", "oEmbed")
    for row in rows:
        table.add_row(row.key, row.name, row.kind, "yes" if row.oembed else "")
    Console().print(table)
    return 0

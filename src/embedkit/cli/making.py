"""`embedkit build` and `render`: make files and text."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from pydantic import ValidationError

from embedkit import build as builds
from embedkit.build.posters import Posters
from embedkit.cli.asking import Asking, asking, locking
from embedkit.cli.progress import shown
from embedkit.errors import InputError
from embedkit.models import CARD, CARDS, Card
from embedkit.render import render_all, targets

_BROKEN = frozenset(("gone", "private", "blocked"))


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SRC…")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
@click.option("--templates", type=click.Path(path_type=Path), help="Folder of a site's own templates.")
@click.option("--base-url", help="What relative URLs are relative to.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="never",
    show_default=True,
    help="Exit with 1 for dead embeds (error) or any warning.",
)
@click.option("--deadline", type=click.FloatRange(min=0), help="Seconds after which nothing more is asked; the rest is built of what is known.")  # fmt: skip
@click.option("--posters", type=click.Path(path_type=Path, file_okay=False), help="Folder for copies of providers' stills, to be served by the site itself.")  # fmt: skip
@click.option("--posters-url", default="/posters/", show_default=True, help="Where the site serves that folder.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@asking
@locking
def build(sources: tuple[str, ...], out: Path, templates: Path | None, base_url: str | None, fail_on: str, deadline: float | None,
          posters: Path | None, posters_url: str, quiet: bool, ask: Asking) -> int:  # fmt: skip
    """Build articles: pages with cards in place, cards as JSON, and report.html."""
    with ask.open() as client, shown(quiet) as progress:
        already = len(client.warnings)
        built = builds.build(sources, out, client, templates=templates, base_url=base_url, deadline_s=deadline, progress=progress,
                             posters=Posters(client.fetch, posters, posters_url) if posters is not None else None)  # fmt: skip
        told = client.warnings[already:][:1]
    for warning in told:
        click.echo(f"embedkit: {warning.code} {warning.message}", err=True)
    if not quiet:
        click.echo(
            f"{len(built.pages)} documents, {len(built.cards)} cards, {len(built.failed)} look-ups failed; look at {out / 'report.html'}",
            err=True,
        )
    missing = [(page.source, card) for page in built.pages for card in page.cards if card.problem == "not_in_lock"]
    for source, card in missing:
        click.echo(f"embedkit: not in {ask.lock}: {card.url or card.id} ({source})", err=True)
    asked = sum(card.fetched_at is not None for card in built.cards)
    if ask.lock is not None and asked and not quiet:
        click.echo(f"not in {ask.lock}: answers of {asked} cards; `embedkit lock` adds them", err=True)
    if built.unreadable:
        return 4
    if missing:
        return 3
    broken = any(card.status in _BROKEN for card in built.cards)
    if (fail_on == "error" and broken) or (fail_on == "warning" and any(card.warnings for card in built.cards)):
        return 1
    return 3 if built.failed and not ask.offline else 0


@click.command()
@click.argument("file", metavar="CARDS.json")
@click.option("--to", type=click.Choice(targets()), default="html", show_default=True, help="The target.")
@click.option("--templates", type=click.Path(path_type=Path), help="Folder of a site's own templates (html).")
def render(file: str, to: str, templates: Path | None) -> int:
    """Render cards from a JSON file (a card or a list), or - for standard input.

    Cards that lack what the target needs are left out and told.
    """
    made = render_all(cards_of(file), to, **({"templates": templates} if templates is not None else {}))
    click.echo(made.text)
    for warning in made.warnings:
        click.echo(f"embedkit: {warning.code} {warning.message}", err=True)
    return 0


def cards_of(file: str) -> list[Card]:
    """The cards of a JSON or JSON Lines file, or of standard input. Raises InputError for anything else."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        if data.lstrip()[:1] == b"[":
            return CARDS.validate_json(data)
        lines = [line for line in data.splitlines() if line.strip()]
        whole = len(lines) < 2 or not all(line.startswith(b"{") and line.rstrip().endswith(b"}") for line in lines)
        return [CARD.validate_json(data)] if whole else [CARD.validate_json(line) for line in lines]
    except OSError as fault:
        raise InputError(f"{file}: cannot be read ({fault.strerror or fault}); check the path") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        raise InputError(
            f"{file}: not a card ({first['msg']} at {'.'.join(map(str, first['loc']))}); `embedkit schema` tells the form"
        ) from fault

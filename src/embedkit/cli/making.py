"""`embedkit build` and `render`: make files and text."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

import click
from click.core import ParameterSource
from pydantic import ValidationError

from embedkit import build as builds
from embedkit.build.findings import FORMATS
from embedkit.build.posters import Posters
from embedkit.build.watching import changes
from embedkit.cli.asking import Asking, asking, locking, reading
from embedkit.cli.indexing import indexing
from embedkit.cli.progress import shown
from embedkit.cli.summary import summary, tell_step
from embedkit.errors import InputError
from embedkit.models import CARD, CARDS, Card
from embedkit.render import render_all, targets


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SRC…")
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
@click.option("--in-place", is_flag=True, help="Put each page in the place of its source.")
@click.option("--dry-run", is_flag=True, help="Write nothing; name the sources whose pages would differ.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change as a unified diff.")
@click.option("--cards", type=click.Path(path_type=Path, dir_okay=False), help="One file for all cards, instead of one beside each page: JSON Lines, or Parquet where it ends in .parquet.")  # fmt: skip
@click.option("--sqlite", type=click.Path(path_type=Path, dir_okay=False), help="A database of all cards, for Datasette.")
@click.option("--jsonld", is_flag=True, help="Put the cards as JSON-LD into the head of each page that has one.")
@click.option("--clean", is_flag=True, help="Remove the pages of inputs that are no more.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that parse and render.")
@click.option("--templates", type=click.Path(path_type=Path), help="Folder of a site's own templates.")
@click.option("--base-url", help="What relative URLs are relative to.")
@click.option("--format", "shape", type=click.Choice(list(FORMATS)), help="Print what is wrong with embeds, in this form.")
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
@click.option("--watch", is_flag=True, help="Build again whenever an article or a template changes, until it is interrupted.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@reading
@asking
@locking
@indexing
def build(sources: tuple[str, ...], out: Path | None, in_place: bool, dry_run: bool, diff: bool, cards: Path | None, sqlite: Path | None, jsonld: bool,
          clean: bool, jobs: int, templates: Path | None, base_url: str | None, shape: str | None, fail_on: str, deadline: float | None,
          posters: Path | None, posters_url: str, watch: bool, quiet: bool, choice: builds.Choice, ask: Asking) -> int:  # fmt: skip
    """Build articles: pages with cards in place, cards as JSON, and report.html."""
    if in_place and click.get_current_context().get_parameter_source("out") is ParameterSource.DEFAULT_MAP:
        out = None
    outputs = builds.Outputs(out, in_place, cards, sqlite, clean, dry_run or diff, diff, functools.partial(click.echo, nl=False))

    def once() -> int:
        with ask.open() as client, shown(quiet) as progress:
            already = len(client.warnings)
            built = builds.build(sources, outputs, client, templates=templates, base_url=base_url, deadline_s=deadline, progress=progress,
                                 choice=choice, jobs=jobs, jsonld=jsonld,
                                 posters=Posters(client.fetch, posters, posters_url) if posters is not None else None)  # fmt: skip
            told = client.warnings[already:][:1]
        for warning in told:
            click.echo(f"embedkit: {warning.code} {warning.message}", err=True)
        if shape is not None and (text := FORMATS[shape](built.findings)):
            click.echo(text)
        tell_step(built)
        if not quiet:
            click.echo("\n".join(summary(built, outputs)), err=True)
        return _code(built, fail_on, ask, quiet)

    if not watch:
        return once()
    for _ in changes([*sources, *([templates] if templates is not None else [])]):
        once()
    return 0


def _code(built: builds.Built, fail_on: str, ask: Asking, quiet: bool) -> int:
    """The exit code, after what is missing in a lock file was told."""
    missing = [found for found in built.findings if found.name == "not_in_lock"]
    for found in missing:
        click.echo(f"embedkit: not in {ask.lock}: {found.url} ({found.source})", err=True)
    if ask.lock is not None and built.dated and not quiet:
        click.echo(f"not in {ask.lock}: answers of {built.dated} cards; `embedkit lock` adds them", err=True)
    if built.unreadable:
        return 4
    if missing:
        return 3
    if (fail_on == "error" and any(found.level == "error" for found in built.findings)) or (fail_on == "warning" and built.findings):
        return 1
    return 3 if built.failing and not ask.offline else 0


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

"""`embedkit parse`."""

from __future__ import annotations

import click
from pydantic_core import to_json

from embedkit.build import Choice, Unreadable, each
from embedkit.cli.asking import profiled, reading
from embedkit.lines import block_line
from embedkit.models import EDITORIAL, ROLES, Block, Role
from embedkit.profiles import Profile


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format", "shape", type=click.Choice(["lines", "json", "jsonl"]), default="lines", show_default=True, help="How blocks are printed."
)
@click.option("--roles", default="editorial", show_default=True, help="editorial, all, or a comma-separated list of roles.")
@click.option("--base-url", help="What relative URLs are relative to.")
@reading
@profiled
def parse(paths: tuple[str, ...], shape: str, roles: str, base_url: str | None, choice: Choice, profiles: tuple[Profile, ...]) -> int:
    """Print the media blocks of articles: files, folders, or - for standard input."""
    wanted = _roles(roles)
    unreadable = seen = 0
    for outcome in each(paths, choice):
        seen += 1
        if isinstance(outcome, Unreadable):
            click.echo(f"embedkit: {outcome.reason}", err=True)
            unreadable += 1
            continue
        blocks = outcome.blocks(base_url, wanted, profiles)
        _show(outcome.source, blocks, shape, named=len(paths) > 1 or outcome.source != paths[0] or shape != "lines")
    if not seen:
        click.echo(f"embedkit: {', '.join(paths)}: no article here; name a folder with articles or an export", err=True)
    return 0 if seen and not unreadable else 4


def _roles(said: str) -> frozenset[Role]:
    named = EDITORIAL if said == "editorial" else frozenset(ROLES) if said == "all" else frozenset(r.strip() for r in said.split(","))
    if unknown := named - set(ROLES):
        raise click.UsageError(f"unknown role {', '.join(sorted(unknown))}; known: {', '.join(ROLES)}, editorial, all")
    return frozenset(role for role in ROLES if role in named)


def _show(source: str, blocks: list[Block], shape: str, *, named: bool) -> None:
    if shape == "lines":
        if named:
            click.echo(f"# {source}")
        for block in blocks:
            click.echo(block_line(block))
    else:
        dumped = [block.model_dump(mode="json") for block in blocks]
        click.echo(to_json({"source": source, "blocks": dumped}, indent=2 if shape == "json" else None).decode())

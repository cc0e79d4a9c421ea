"""`embedkit parse`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import PurePosixPath

import click
from pydantic_core import to_json

from embedkit.build import Document, documents, read
from embedkit.cli.asking import profiled
from embedkit.errors import InputError
from embedkit.lines import block_line
from embedkit.models import EDITORIAL, ROLES, Block, Role
from embedkit.parse import parse as parse_markup
from embedkit.profiles import Profile


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format", "shape", type=click.Choice(["lines", "json", "jsonl"]), default="lines", show_default=True, help="How blocks are printed."
)
@click.option("--roles", default="editorial", show_default=True, help="editorial, all, or a comma-separated list of roles.")
@click.option("--base-url", help="What relative URLs are relative to.")
@profiled
def parse(paths: tuple[str, ...], shape: str, roles: str, base_url: str | None, profiles: tuple[Profile, ...]) -> int:
    """Print the media blocks of articles: files, folders, or - for standard input."""
    wanted = _roles(roles)
    unreadable = 0
    for outcome in read_all(paths):
        if isinstance(outcome, InputError):
            click.echo(f"embedkit: {outcome}", err=True)
            unreadable += 1
            continue
        blocks = parse_markup(outcome.text, base_url=base_url, format=outcome.format, roles=wanted, profiles=profiles)
        _show(outcome.source, blocks, shape, named=len(paths) > 1 or shape != "lines")
    return 4 if unreadable else 0


def read_all(paths: tuple[str, ...]) -> Iterator[Document | InputError]:
    """Each article of the paths, or what is wrong with it."""
    for path in paths:
        try:
            if path == "-":
                yield _guessed(read("-", PurePosixPath("stdin.html"), sys.stdin.buffer.read()))
                continue
            found = False
            for source, place in documents([path]):
                found = True
                try:
                    yield read(source, place)
                except InputError as fault:
                    yield fault
            if not found:
                yield InputError(f"{path}: no article here; name a folder with .html or .txt files")
        except InputError as fault:
            yield fault


def _guessed(document: Document) -> Document:
    """Standard input has no name to tell text from HTML."""
    head = document.text[:5000]
    return document if "<" in head or "[" in head else Document(document.source, document.place, document.text, document.codec, "text")


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

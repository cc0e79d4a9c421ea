"""`embedkit cache`: where answers are kept, how many, and how to forget them."""

from __future__ import annotations

import click

from embedkit.cache import Cache, default_folder


@click.group()
def cache() -> None:
    """Look at the answer cache or empty it."""


@cache.command("dir")
def dir_() -> int:
    """Print the folder of the cache."""
    click.echo(default_folder())
    return 0


@cache.command()
@click.option("--cache", "folder", help="Another folder than the default.")
def size(folder: str | None) -> int:
    """Print how many answers are stored and their bytes."""
    store = Cache(folder)
    found = store.size()
    store.close()
    click.echo(f"{found.entries} answers, {found.bytes} bytes")
    return 0


@cache.command()
@click.option("--cache", "folder", help="Another folder than the default.")
def clean(folder: str | None) -> int:
    """Forget every answer."""
    store = Cache(folder)
    count = store.clear()
    store.close()
    click.echo(f"{count} answers forgotten", err=True)
    return 0

"""`embedkit cache`: where answers are kept, how many, whether they are whole, how to forget, carry and mend them."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from embedkit.cache import Cache, default_folder, upkeep
from embedkit.errors import ConfigurationError, InputError

_folder = click.option("--cache", "folder", help="Another folder than the default.")


@click.group()
def cache() -> None:
    """Look after the answer cache."""


def _opened(command: Callable[..., int]) -> Callable[..., int]:
    """Hands a command the cache as `store`, closes it, and tells its warnings on standard error."""

    @_folder
    @functools.wraps(command)
    def wrapped(*args: Any, folder: str | None, **rest: Any) -> int:
        store = Cache(folder)
        try:
            return command(*args, store=store, **rest)
        finally:
            store.close()
            for warning in store.warnings:
                click.echo(f"embedkit: {warning.code} {warning.message}", err=True)

    return wrapped


@cache.command("dir")
def dir_() -> int:
    """Print the folder of the cache."""
    click.echo(default_folder())
    return 0


@cache.command()
@_opened
def size(store: Cache) -> int:
    """Print how many answers are stored and their bytes."""
    found = store.size()
    click.echo(f"{found.entries} answers, {found.bytes} bytes")
    return 0


@cache.command()
@click.option(
    "--keep-days", type=click.IntRange(0), default=upkeep.KEEP.days, show_default=True, help="How long answers stay after their life."
)
@_opened
def prune(store: Cache, keep_days: int) -> int:
    """Drop failures whose life is over, long expired answers and what was set aside."""
    done = upkeep.prune(store, datetime.now(UTC), timedelta(days=keep_days))
    click.echo(f"{done.failures} failures, {done.answers} answers, {done.set_aside} damaged databases dropped", err=True)
    return 0


@cache.command()
@_opened
def clean(store: Cache) -> int:
    """Forget every answer."""
    click.echo(f"{store.clear()} answers forgotten", err=True)
    return 0


@cache.command()
@click.option("--repair", is_flag=True, help="Drop what cannot be trusted; begin a damaged database anew with what can be read.")
@_opened
def verify(store: Cache, repair: bool) -> int:
    """Check every answer and the database; exit with 1 where something is damaged."""
    found = upkeep.verify(store)
    click.echo(f"{found.answers} answers good, {found.refused} rows refused, database {'whole' if found.whole else 'damaged'}")
    if found.is_good or not repair:
        return 0 if found.is_good else 1
    found = upkeep.repair(store)
    click.echo(f"repaired: {found.answers} answers good, {found.refused} rows refused", err=True)
    return 0 if found.is_good else 1


@cache.command("export")
@click.argument("file", default="-")
@_opened
def export(store: Cache, file: str) -> int:
    """Write every answer to a file as JSON lines, or - for standard output."""
    if file == "-":
        for line in upkeep.lines(store):
            click.echo(line, nl=False)
        return 0
    try:
        with Path(file).open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(upkeep.lines(store))
    except OSError as fault:
        raise ConfigurationError(f"{file}: cannot be written ({fault.strerror}); name another file") from fault
    return 0


@cache.command("import")
@click.argument("file")
@_opened
def import_(store: Cache, file: str) -> int:
    """Add exported answers from a file, or - for standard input; newer and better ones stay."""
    try:
        with click.open_file(file, "rb") as raw, io.TextIOWrapper(raw, "utf-8", "replace", newline="\n") as said:
            taken = upkeep.take_in(store, said)
    except OSError as fault:
        raise InputError(f"{file}: cannot be read ({fault.strerror}); check the path") from fault
    for number in taken.unreadable[:5]:
        click.echo(f"embedkit: {file}, line {number}: no answer of a cache; `embedkit cache export` writes them", err=True)
    click.echo(f"{taken.added} answers added, {taken.older} not newer, {len(taken.unreadable)} lines unreadable", err=True)
    return 4 if taken.unreadable else 0

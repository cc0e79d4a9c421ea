"""`embedkit config`, `init`, `doctor`: what a project decided, a file to begin with, and what is wrong with this machine."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from embedkit.build.files import replace
from embedkit.cli.examined import examined
from embedkit.errors import ConfigurationError
from embedkit.settings import KEYS, Setting, settings

FILE = "embedkit.toml"


def applied(context: click.Context, said: tuple[str, ...], file: Path | None) -> None:
    """Reads the settings and makes them what options are where the command line does not name them."""
    context.obj = settings(Path.cwd(), os.environ, said, file)
    if isinstance(context.command, click.Group):
        context.default_map = _defaults(context.command, context.obj)


def _defaults(group: click.Group, found: Mapping[str, Setting]) -> dict[str, Any]:
    """Values by command and parameter, the form that click takes; a group has a table of its own."""
    made: dict[str, Any] = {}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            made[name] = _defaults(command, found)
        else:
            made[name] = {
                p.name: found[key].value
                for p in command.params
                for key in _names(p)
                if key in found and (not KEYS[key].commands or name in KEYS[key].commands)
            }
    return made


def _names(parameter: click.Parameter) -> list[str]:
    return (
        [option.removeprefix("--") for option in parameter.opts if option.startswith("--")] if isinstance(parameter, click.Option) else []
    )


@click.group()
def config() -> None:
    """What this project decided once."""


@config.command()
@click.option(
    "--format", "shape", type=click.Choice(["lines", "json"]), default="lines", show_default=True, help="Lines for people or JSON."
)
@click.pass_obj
def show(found: dict[str, Setting], shape: str) -> int:
    """Print every key with its value and where that comes from."""
    if shape == "json":
        click.echo(json.dumps({name: found[name]._asdict() if name in found else None for name in KEYS}, indent=1))
        return 0
    for name in KEYS:
        click.echo(f"{name} = {json.dumps(found[name].value)}  # {found[name].origin}" if name in found else f"# {name} is not set")
    return 0


@click.command()
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def init(force: bool) -> int:
    """Write a commented embedkit.toml into this folder."""
    if Path(FILE).exists() and not force:
        raise ConfigurationError(f"{FILE}: it is there already; --force writes over it")
    replace(Path(FILE), template().encode())
    click.echo(f"{FILE} was written; take away the # before what you want to say", err=True)
    return 0


def template() -> str:
    """The file that `init` writes: every key, each with what it does."""
    lines = (f"# {key.help[:1].upper()}{key.help[1:]}.\n# {key.name} = {key.example}\n" for key in KEYS.values())
    return "# What embedkit does in this folder and below. Options of the command line come first.\n\n" + "\n".join(lines)


@click.command()
@click.option("--cache", "folder", help="Folder of the answer cache.")
@click.pass_obj
def doctor(found: dict[str, Setting], folder: str | None) -> int:
    """Tell what is wrong with this machine, cache, configuration and optional parts; exit with 1 where something is."""
    wrong = 0
    for level, what, detail in examined(folder, found):
        click.echo(f"{level:5} {what}: {detail}")
        wrong += level == "wrong"
    return 1 if wrong else 0

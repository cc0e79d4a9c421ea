"""`embedkit scan`: cards for generators that read data files."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from embedkit.build import addresses, files
from embedkit.cli.asking import Asking, asking, locking


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SRC…")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; standard output without it.")
@click.option("--templates", type=click.Path(path_type=Path), help="Folder of a site's own templates.")
@asking
@locking
def scan(sources: tuple[str, ...], out: Path | None, templates: Path | None, ask: Asking) -> int:
    """Find the addresses of embeds in text files, and write their cards as one JSON file by address (Hugo's and Eleventy's data)."""
    with ask.open() as client:
        text = addresses.cards(addresses.found(sources), client, templates=templates, language=ask.options.language)
    if out is None:
        click.echo(text, nl=False)
    else:
        files.write(out.parent, PurePosixPath(out.name), text.encode())
    return 0

"""`embedkit assets`, `csp` and `gallery`: what a site puts around its cards, and how they all look."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from embedkit.build import files
from embedkit.build.gallery import gallery as gallery_page
from embedkit.cli.making import cards_of
from embedkit.render import policy as policies
from embedkit.render import script, stylesheet


@click.command()
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
def assets(out: Path) -> int:
    """Write embedkit.css and embedkit.js, and print the elements that load them, with their integrity hashes."""
    for name, text, element in (
        ("embedkit.css", stylesheet(), '<link rel="stylesheet" href="{}" integrity="{}">'),
        ("embedkit.js", script(), '<script defer src="{}" integrity="{}"></script>'),
    ):
        data = text.encode()
        files.write(out, PurePosixPath(name), data)
        click.echo(element.format(name, policies.integrity(data)))
    return 0


@click.command()
@click.argument("file", metavar="CARDS.json")
@click.option("--posters", type=click.Choice(["own", "remote"]), default="own", show_default=True, help="The option of the renderer.")
def csp(file: str, posters: str) -> int:
    """Print the Content-Security-Policy that a page with these cards needs (a card, a list, or JSON lines; - for standard input)."""
    remote = posters == "remote"
    click.echo(policies.header(policies.csp(cards_of(file), posters="remote" if remote else "own")))
    return 0


@click.command()
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The page to write.")
@click.option("--templates", type=click.Path(path_type=Path), help="Folder of a site's own templates.")
@click.option("--cards", "file", help="Show these cards instead of our samples.")
def gallery(out: Path, templates: Path | None, file: str | None) -> int:
    """Write a page with a card of every kind and status, as every target has it: for whoever changes a template."""
    page = gallery_page(cards_of(file) if file else None, templates=templates)
    files.write(out.parent, PurePosixPath(out.name), page.encode())
    click.echo(f"look at {out}", err=True)
    return 0

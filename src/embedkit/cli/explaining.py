"""`embedkit explain`: what a code means, or what became of everything in an article that looks like media."""

from __future__ import annotations

import re
from pathlib import Path

import click

from embedkit.build import Unreadable, each
from embedkit.cli.asking import profiled
from embedkit.errors import InputError
from embedkit.explaining import explain as explain_markup
from embedkit.explaining.words import told as told_markup
from embedkit.problems import explain as explain_code
from embedkit.problems import explanations
from embedkit.profiles import Profile

_CODE = re.compile(r"EK\d{3}", re.I)


@click.command()
@click.argument("what", metavar="CODE|FILE")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How an article is explained."
)
@click.option("--base-url", help="What relative URLs are relative to.")
@profiled
def explain(what: str, shape: str, base_url: str | None, profiles: tuple[Profile, ...]) -> int:
    """Explain a code such as EK101, or an article: why each block is one, and why all else that looks like media is none."""
    if _CODE.fullmatch(what):
        return _code(what)
    if what != "-" and not Path(what).exists():
        raise click.UsageError(
            f"{what}: neither a code nor a file; codes look like EK101 and stand in the warnings of cards and in report.html"
        )
    return _file(what, shape, base_url, profiles)


def _code(code: str) -> int:
    told = explain_code(code)
    if told is None:
        raise click.UsageError(f"no code {code}; known: {', '.join(known.code for known in explanations())}")
    lines = (f"{told.code} {told.name}: {told.message}.", f"Card: {told.card.replace('`', '')}.", f"Remembered for: {told.remembered}." if told.remembered else "", told.advice)  # fmt: skip
    click.echo("\n".join(filter(None, lines)))
    return 0


def _file(path: str, shape: str, base_url: str | None, profiles: tuple[Profile, ...]) -> int:
    if Path(path).is_dir():
        raise click.UsageError(f"{path}: is a folder; name one article, as each is explained at length")
    documents = list(each([path]))
    if len(documents) != 1:
        raise click.UsageError(f"{path}: holds {len(documents)} articles; name a file that holds one, as each is explained at length")
    document = documents[0]
    if isinstance(document, Unreadable):
        raise InputError(document.reason)
    explanation = explain_markup(document.markup, base_url=base_url, format=document.shape, profiles=profiles)
    click.echo(explanation.model_dump_json(indent=2) if shape == "json" else told_markup(explanation))
    return 0

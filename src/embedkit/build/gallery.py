"""A page with every kind of card in every status and target beside each other: what to look at when a template changes."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from jinja2 import Environment, PackageLoader

from embedkit.models import CARDS, Card, Status
from embedkit.render import render, script, stylesheet, targets


def samples() -> list[Card]:
    """Our sample cards: at least one of each kind, all invented."""
    return CARDS.validate_json(files("embedkit.render").joinpath("samples.json").read_bytes())


def gallery(cards: Sequence[Card] | None = None, *, templates: str | Path | None = None) -> str:
    """The page as HTML; it loads nothing by itself. Raises ConfigurationError for templates that cannot be used."""
    options: dict[str, Any] = {"templates": templates} if templates is not None else {}
    shown = list(cards) if cards is not None else samples()
    environment = Environment(loader=PackageLoader("embedkit.build", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("gallery.html").render(
        entries=[(card, render(card, **options), [(to, render(card, to)) for to in targets()]) for card in shown],
        statuses=[
            (card.kind, [(status, render(card, **options)) for card in _in_each_status(card) for status in (card.status,)])
            for card in _first_of_each_kind(shown)
        ],
        css=stylesheet(),
        script=script(),
    )


def _first_of_each_kind(cards: Sequence[Card]) -> list[Card]:
    return list({card.kind: card for card in reversed(cards)}.values())[::-1]


def _in_each_status(card: Card) -> list[Card]:
    return [card.model_copy(update={"status": status, "thumbnails": ()}) for status in get_args(Status)]

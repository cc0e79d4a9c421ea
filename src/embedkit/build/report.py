"""One self-contained page over all cards of a build: what was found, what became of it, where each field and the markup came from."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, PackageLoader

from embedkit.build.inputs import Unreadable
from embedkit.models import Card, Span
from embedkit.render import render as render_card
from embedkit.render import stylesheet, view

_SHOWN = 4_000
"""Characters of a card's source markup that are shown."""


class Shown(NamedTuple):
    """One document: where it was read, where it was written, its cards, and the source markup of each."""

    source: str
    place: str
    cards: list[Card]
    markup: list[str]


def markup_of(text: str, spans: Iterable[Span | None]) -> list[str]:
    """What stood in the source where each card stands; long pieces are cut."""
    return [_cut(text[span[0] : span[1]]) if span else "" for span in spans]


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + " …"


def render(pages: Sequence[Shown], unreadable: Sequence[Unreadable] = ()) -> str:
    """The report as HTML. It loads nothing from anywhere: pictures of the articles stand as links."""
    environment = Environment(loader=PackageLoader("embedkit.build", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"credit_line": view.credit_line, "web": view.web, "clock": view.clock, "host": view.host}
    environment.globals |= {"name": view.name, "kind_name": view.kind_name, "preview": _preview}
    cards = [card for page in pages for card in page.cards]
    tallies: dict[str, Counter[str]] = {
        "kind": Counter(c.kind for c in cards),
        "status": Counter(c.status for c in cards),
        "provider": Counter(c.provider.key if c.provider else "none" for c in cards),
        "warning": Counter(w.code for c in cards for w in c.warnings),
    }
    script = files("embedkit.build").joinpath("templates/report.js").read_text("utf-8")
    return environment.get_template("report.html").render(
        pages=pages, cards=cards, counts={name: tallies[name] for name in ("kind", "status", "warning")}, unreadable=unreadable, css=stylesheet(),
        filters={name: sorted(tally.items()) for name, tally in tallies.items()}, script=script, script_hash=_hash(script),
    )  # fmt: skip


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _preview(card: Card) -> str:
    """The card as a reader sees it, its pictures and files left out: a report must not call a third party."""
    bare: dict[str, object] = {"thumbnails": (), "media": ()}
    if card.kind == "gallery":
        bare["items"] = ()
    return render_card(card.model_copy(update=bare))

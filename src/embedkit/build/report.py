"""One self-contained page over all cards of a build: what was found, what became of it, and where each field came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jinja2 import Environment, PackageLoader

from embedkit.build.inputs import Unreadable
from embedkit.models import Card
from embedkit.render import render as render_card
from embedkit.render import stylesheet, view


def render(pages: Sequence[tuple[str, str, list[Card]]], unreadable: Sequence[Unreadable] = ()) -> str:
    """The report as HTML. It loads nothing from anywhere: pictures of the articles stand as links."""
    environment = Environment(loader=PackageLoader("embedkit.build", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"credit_line": view.credit_line, "web": view.web, "clock": view.clock, "host": view.host}
    environment.globals |= {"name": view.name, "kind_name": view.kind_name, "preview": _preview}
    cards = [card for _, _, found in pages for card in found]
    counts = {
        "kind": Counter(c.kind for c in cards),
        "status": Counter(c.status for c in cards),
        "warning": Counter(w.code for c in cards for w in c.warnings),
    }
    return environment.get_template("report.html").render(pages=pages, cards=cards, counts=counts, unreadable=unreadable, css=stylesheet())


def _preview(card: Card) -> str:
    """The card as a reader sees it, its pictures left out: a report must not call a third party."""
    bare = {"thumbnails": ()}
    if card.kind == "gallery":
        bare["items"] = ()
    return render_card(card.model_copy(update=bare))

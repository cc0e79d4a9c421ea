"""One self-contained page over all cards of a build: what was found, what became of it, and where each field came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader

from embedkit.build import collected
from embedkit.build.inputs import Unreadable
from embedkit.models import Card
from embedkit.render import render as render_card
from embedkit.render import stylesheet, view

Pages = Callable[[], Iterable[tuple[str, str, list[Card]]]]
"""Gives source, place and cards of each page, from the beginning at each call."""


def write(folder: Path, pages: Pages, unreadable: Sequence[Unreadable] = ()) -> None:
    """Writes the report, `report.html`. It loads nothing from anywhere: pictures of the articles stand as links.

    The pages are gone through twice, one in memory at a time. Raises ConfigurationError where the folder does not take it.
    """
    environment = Environment(loader=PackageLoader("embedkit.build", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"credit_line": view.credit_line, "web": view.web, "clock": view.clock, "host": view.host}
    environment.globals |= {"name": view.name, "kind_name": view.kind_name, "preview": _preview}
    counts: dict[str, Counter[str]] = {"kind": Counter(), "status": Counter(), "warning": Counter()}
    documents = cards = 0
    for _, _, found in pages():
        documents, cards = documents + 1, cards + len(found)
        counts["kind"].update(card.kind for card in found)
        counts["status"].update(card.status for card in found)
        counts["warning"].update(told.code for card in found for told in card.warnings)
    stream = environment.get_template("report.html").stream(
        pages=pages(), documents=documents, cards=cards, counts=counts, unreadable=unreadable, css=stylesheet()
    )
    stream.enable_buffering(200)
    with collected.whole(folder / "report.html") as temporary:
        stream.dump(temporary, "utf-8")


def _preview(card: Card) -> str:
    """The card as a reader sees it, its pictures left out: a report must not call a third party."""
    bare = {"thumbnails": ()}
    if card.kind == "gallery":
        bare["items"] = ()
    return render_card(card.model_copy(update=bare))

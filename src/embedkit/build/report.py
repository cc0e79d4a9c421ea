"""One self-contained page over all cards of a build: what was found, what became of it, where each field and the markup came from."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader

from embedkit.build import collected
from embedkit.build.inputs import Unreadable
from embedkit.models import Card
from embedkit.render import render as render_card
from embedkit.render import stylesheet, view

Pages = Callable[[], Iterable[tuple[str, str, list[Card], list[str]]]]
"""Gives source, place, cards and their source markup of each page, from the beginning at each call."""


def write(folder: Path, pages: Pages, unreadable: Sequence[Unreadable] = ()) -> None:
    """Writes the report, `report.html`. It loads nothing from anywhere: pictures of the articles stand as links.

    The pages are gone through twice, one in memory at a time. Raises ConfigurationError where the folder does not take it.
    """
    environment = Environment(loader=PackageLoader("embedkit.build", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"credit_line": view.credit_line, "web": view.web, "clock": view.clock, "host": view.host}
    environment.globals |= {"name": view.name, "kind_name": view.kind_name, "preview": _preview}
    documents, tallies = _tallied(pages)
    script = files("embedkit.build").joinpath("templates/report.js").read_text("utf-8")
    stream = environment.get_template("report.html").stream(
        pages=pages(), documents=documents, cards=tallies["kind"].total(), counts={name: tallies[name] for name in ("kind", "status", "warning")},
        filters={name: sorted(tally.items()) for name, tally in tallies.items()}, unreadable=unreadable, css=stylesheet(), script=script,
        script_hash=_hash(script),
    )  # fmt: skip
    stream.enable_buffering(200)
    with collected.whole(folder / "report.html") as temporary:
        stream.dump(temporary, "utf-8")


def _tallied(pages: Pages) -> tuple[int, dict[str, Counter[str]]]:
    """How many documents there are, and how many cards of each kind, status, provider and warning."""
    tallies: dict[str, Counter[str]] = {"kind": Counter(), "status": Counter(), "provider": Counter(), "warning": Counter()}
    documents = 0
    for _, _, cards, _ in pages():
        documents += 1
        for card in cards:
            tallies["kind"][card.kind] += 1
            tallies["status"][card.status] += 1
            tallies["provider"][card.provider.key if card.provider else "none"] += 1
            tallies["warning"].update(told.code for told in card.warnings)
    return documents, tallies


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _preview(card: Card) -> str:
    """The card as a reader sees it, its pictures and files left out: a report must not call a third party."""
    bare: dict[str, object] = {"thumbnails": (), "media": ()}
    if card.kind == "gallery":
        bare["items"] = ()
    return render_card(card.model_copy(update=bare))

"""One self-contained page over all cards of a build: what was found, what became of it, where each field and the markup came from."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from embedkit.build import collected
from embedkit.build.inputs import Unreadable
from embedkit.models import Card
from embedkit.render import stylesheet, view

_SHOWN = ("title", "caption", "credit", "alt", "text", "authors", "published_at", "duration_s", "description", "url", "embed", "media", "thumbnails")  # fmt: skip
"""The fields of a card that a report shows, in its order."""


def write(folder: Path, sections: Iterable[str], tallies: Iterable[Mapping[str, Any]], unreadable: Sequence[Unreadable] = ()) -> None:
    """Writes the report, `report.html`, of the documents' sections and their tallies (`work.tally`), each gone through once.

    It loads nothing from anywhere: pictures of the articles stand as links. Raises ConfigurationError where the folder does not take it.
    """
    documents, cards, counted = _counted(tallies)
    code = script()
    stream = _environment().get_template("report.html").stream(
        sections=sections, documents=documents, cards=cards, counts={name: counted[name] for name in ("kind", "status", "warning")},
        filters={name: sorted(tally.items()) for name, tally in counted.items()}, unreadable=unreadable, css=stylesheet(), script=code,
        script_hash=_hash(code),
    )  # fmt: skip
    stream.enable_buffering(200)
    with collected.whole(folder / "report.html") as temporary:
        stream.dump(temporary, "utf-8")


def section(source: str, cards: Sequence[Card], markup: Sequence[str], previews: Sequence[str]) -> str:
    """What the report has of one document: each card with its facts, its source markup and how it looks, all in the order of the cards."""
    entries = [(card, _facts(card), piece, preview) for card, piece, preview in zip(cards, markup, previews, strict=True)]
    return _environment().get_template("section.html").render(source=source, entries=entries)


def _facts(card: Card) -> Markup:
    """A line for each field that has a value, with its source: most of a report, so it is not left to the template."""
    said = [(name, _shown(name, value), card.provenance.get(name, "")) for name in _SHOWN if (value := getattr(card, name, None))]
    return Markup("".join([f"<dt>{name}</dt><dd>{escape(value)} <small>{escape(source)}</small></dd>\n" for name, value, source in said]))  # noqa: S704 - escaped


def _shown(name: str, value: Any) -> str:
    if name in ("media", "thumbnails"):
        return f"{len(value)} file{'' if len(value) == 1 else 's'}"
    if name == "authors":
        return ", ".join(value)
    return str(view.credit_line(value) if name == "credit" else value.src if name == "embed" else value)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("embedkit.build", "templates"), autoescape=True, auto_reload=False, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"credit_line": view.credit_line}
    environment.globals |= {"kind_name": view.kind_name}
    return environment


def _counted(tallies: Iterable[Mapping[str, Any]]) -> tuple[int, int, dict[str, Counter[str]]]:
    """How many documents and cards there are, and how many cards of each kind, status, provider and warning."""
    documents = cards = 0
    counted: dict[str, Counter[str]] = {"kind": Counter(), "status": Counter(), "provider": Counter(), "warning": Counter()}
    for tally in tallies:
        documents, cards = documents + 1, cards + tally["cards"]
        for name, many in (("kind", "kinds"), ("status", "statuses"), ("provider", "providers"), ("warning", "warnings")):
            counted[name].update(tally[many])
    return documents, cards, counted


def script() -> str:
    """The report's own script."""
    return files("embedkit.build").joinpath("templates/report.js").read_text("utf-8")


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

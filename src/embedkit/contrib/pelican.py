"""A Pelican plugin: `PLUGINS = ["embedkit.contrib.pelican"]`, settings in `EMBEDKIT = {"lock": "embedkit.lock"}`.

It works on the HTML of articles and pages, before summaries and feeds are made, whatever they were written in.
"""

from __future__ import annotations

from typing import Any

from pelican import signals

from embedkit.contrib.embedder import Embedder, embedder

_OPEN: dict[int, Embedder] = {}
"""The embedder of each run, by its settings: Pelican hands plugins nothing else to keep a thing in."""


def _embed(content: Any) -> None:
    markup = getattr(content, "_content", None)
    if not markup:
        return
    made = _OPEN.get(id(content.settings))
    if made is None:
        made = _OPEN[id(content.settings)] = embedder(content.settings.get("EMBEDKIT"))
    content._content = str(made.html(markup))


def _filters(pelican: Any) -> None:
    made = embedder(pelican.settings.get("EMBEDKIT"))
    pelican.settings["JINJA_FILTERS"] = {**pelican.settings.get("JINJA_FILTERS", {}), "embed": lambda url: made.embed(str(url))}


def _close(pelican: Any) -> None:
    while _OPEN:
        _OPEN.popitem()[1].client.close()


def register() -> None:
    """What Pelican calls."""
    signals.initialized.connect(_filters)
    signals.content_object_init.connect(_embed)
    signals.finalized.connect(_close)

"""A Pelican plugin: `PLUGINS = ["embedkit.contrib.pelican"]`, settings in `EMBEDKIT = {"lock": "embedkit.lock"}`.

It works on the HTML of articles and pages, before summaries and feeds are made, whatever they were written in.
"""

from __future__ import annotations

from typing import Any, Final

from pelican import signals

from embedkit.contrib.embedder import Embedder, embedder

_OPEN: Final = "EMBEDKIT_OPEN"
"""The key of the settings under which a run keeps its embedder: they are the only thing that Pelican hands to every signal."""


def _embedder(settings: Any) -> Embedder:
    """The embedder of these settings; a site that is generated again with the same ones gets a new one."""
    if _OPEN not in settings:
        settings[_OPEN] = embedder(settings.get("EMBEDKIT"))
    made: Embedder = settings[_OPEN]
    return made


def _embed(content: Any) -> None:
    if markup := getattr(content, "_content", None):
        content._content = str(_embedder(content.settings).html(markup))


def _filters(pelican: Any) -> None:
    settings = pelican.settings
    settings["JINJA_FILTERS"] = {**settings.get("JINJA_FILTERS", {}), "embed": lambda url: _embedder(settings).embed(str(url))}


def _close(pelican: Any) -> None:
    if made := pelican.settings.pop(_OPEN, None):
        made.client.close()


def register() -> None:
    """What Pelican calls."""
    signals.initialized.connect(_filters)
    signals.content_object_init.connect(_embed)
    signals.finalized.connect(_close)

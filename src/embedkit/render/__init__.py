"""Cards to text for one target. A renderer looks at the card and at nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from embedkit.errors import ConfigurationError
from embedkit.models import Card
from embedkit.render import markdown, text
from embedkit.render.html import HtmlRenderer, stylesheet


@cache
def _default() -> HtmlRenderer:
    return HtmlRenderer()


def targets() -> tuple[str, ...]:
    """The names that `render` knows."""
    return ("html", "markdown", "text")


def render(card: Card, to: str = "html", **options: Any) -> str:
    """The card as text for a target: `html`, `markdown` or `text`.

    Options for html: `templates` (a folder whose templates come before ours), `load="eager"` (the real frame instead of a link that
    loads it), `posters="remote"` (third-party stills may be shown). Raises ConfigurationError for an unknown target or option.
    """
    if to == "html":
        try:
            templates: str | Path | None = options.pop("templates", None)
            renderer = HtmlRenderer(templates) if templates is not None else _default()
            return renderer.render(card, **options)
        except TypeError as fault:
            raise ConfigurationError(f"unknown option for html: {', '.join(options)}; known: templates, load, posters") from fault
    if options:
        raise ConfigurationError(f"{to} takes no options, got {', '.join(options)}")
    if to == "markdown":
        return markdown.render(card)
    if to == "text":
        return text.render(card)
    raise ConfigurationError(f"unknown target {to!r}; known: {', '.join(targets())}")


__all__ = ["HtmlRenderer", "render", "stylesheet", "targets"]

"""Cards as HTML that is safe by construction: Jinja2 templates over typed fields, autoescaped, every address through one gate.

A site overrides a template by putting its own into a folder: `<provider>/<kind>.html`, `<kind>.html` or `card.html`.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, TemplateError

from embedkit.errors import ConfigurationError
from embedkit.models import Card, Embed
from embedkit.render import view

_RATIOS = {"16x9": 16 / 9, "4x3": 4 / 3, "3x2": 3 / 2, "1x1": 1.0, "9x16": 9 / 16, "3x4": 3 / 4, "21x9": 21 / 9}


class HtmlRenderer:
    """Renders cards; `templates` is a site's own folder. Raises ConfigurationError for a folder that is not there."""

    def __init__(self, templates: str | Path | None = None) -> None:
        if templates is not None and not Path(templates).is_dir():
            raise ConfigurationError(f"{templates}: no such folder of templates")
        own = [FileSystemLoader(str(templates))] if templates is not None else []
        self.environment = Environment(
            loader=ChoiceLoader([*own, PackageLoader("embedkit.render.html", "templates")]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters |= {
            "web": view.web,
            "clock": view.clock,
            "host": view.host,
            "credit_line": view.credit_line,
            "ratio": ratio_class,
        }
        self.environment.globals |= {"name": view.name, "kind_name": view.kind_name}

    def render(self, card: Card, *, load: Literal["click", "eager"] = "click", posters: Literal["own", "remote"] = "own") -> str:
        """The card as one `figure` (or `blockquote`-bearing figure), without a newline at its end."""
        provider = card.provider.key if card.provider and card.provider.key.replace("-", "").replace(".", "").isalnum() else None
        candidates = [f"{provider}/{card.kind}.html"] if provider else []
        try:
            template = self.environment.select_template([*candidates, f"{card.kind}.html", "card.html"])
            return template.render(card=card, embed=_frame(card.embed), eager=load == "eager", still=self._still(card, posters)).strip()
        except TemplateError as fault:
            raise ConfigurationError(f"the template for {card.kind} cards cannot be used: {fault}") from fault

    @staticmethod
    def _still(card: Card, posters: str) -> dict[str, Any] | None:
        """The picture to show: the article's own always, a third party's only where the site allows it."""
        said = card.provenance.get("thumbnails")
        # What a publisher lists for a video on its own site is its own; a platform's picture stays a third party's.
        own = said == "markup" or (said == "index" and card.provider is None)
        if not own and posters != "remote":
            return None
        image = next((i for i in card.thumbnails if view.web(i.url)), None)
        return (
            {"url": view.web(image.url), "width": image.width, "height": image.height, "alt": card.alt or image.alt or ""}
            if image
            else None
        )


def _frame(embed: Embed | None) -> dict[str, Any] | None:
    """What the frame of a player is built from; None without an address that passes the gate."""
    src = view.web(embed.cookieless_src or embed.src) if embed else None
    return {"src": src, "it": embed} if src else None


def ratio_class(embed: Embed | None) -> str:
    """The class for a frame's shape, the nearest of a few: no inline style is needed."""
    if embed is None or (embed.height and not embed.aspect_ratio):
        height = embed.height if embed and embed.height else 0
        return "fixed-s" if height and height <= 200 else "fixed-m" if height and height <= 460 else "fixed-l" if height else "16x9"
    ratio = embed.aspect_ratio or 16 / 9
    return min(_RATIOS, key=lambda name: abs(_RATIOS[name] - ratio))


def stylesheet() -> str:
    """The style sheet that belongs to the templates."""
    return files("embedkit.render.html").joinpath("embedkit.css").read_text("utf-8")

"""Cards as HTML that is safe by construction: Jinja2 templates over typed fields, autoescaped, every address through one gate.

A site overrides a template by putting its own into a folder: `<provider>/<kind>.html`, `<kind>.html` or `card.html`.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, Template, TemplateError

from embedkit.errors import ConfigurationError
from embedkit.models import Card, Embed
from embedkit.render import view
from embedkit.render.words import words

_PLAY = {"youtube": "autoplay=1", "vimeo": "autoplay=1", "dailymotion": "autoplay=1"}
"""What makes a player begin at once: a reader who clicked has asked for it (each house's documented parameter)."""
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
            auto_reload=False,
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
        self._templates: dict[tuple[str | None, str], Template] = {}
        self.environment.globals |= {"name": view.name, "kind_name": view.kind_name}
        self.environment.globals["parts"] = self.environment.get_template("parts.html").module

    def render(self, card: Card, *, load: Literal["click", "eager"] = "click", posters: Literal["own", "remote"] = "own",
               language: str | None = None, poster: str | None = None) -> str:  # fmt: skip
        """The card as one `figure` (or `blockquote`-bearing figure), without a newline at its end.

        `language` is that of our own few words (BCP 47), English where it is not among ours. `poster` is the site's own copy of the still.
        """
        provider = card.provider.key if card.provider and card.provider.key.replace("-", "").replace(".", "").isalnum() else None
        try:
            return (
                self._template(provider, card.kind)
                .render(
                    card=card,
                    embed=_frame(card),
                    eager=load == "eager",
                    files=view.files(card),
                    still=self._still(card, posters, poster),
                    words=words(language),
                )
                .strip()
            )
        except TemplateError as fault:
            raise ConfigurationError(f"the template for {card.kind} cards cannot be used: {fault}") from fault

    def _template(self, provider: str | None, kind: str) -> Template:
        known = self._templates.get((provider, kind))
        if known is None:
            candidates = [f"{provider}/{kind}.html"] if provider else []
            known = self._templates[provider, kind] = self.environment.select_template([*candidates, f"{kind}.html", "card.html"])
            # Jinja reads a template's globals through a chain of two at each render; nothing of ours changes them.
            known.globals = dict(known.globals)
        return known

    @staticmethod
    def _still(card: Card, posters: str, poster: str | None) -> dict[str, Any] | None:
        """The picture to show: the article's own always, a third party's only where the site allows it."""
        if posters != "remote" and poster is None and not _is_own(card):
            return None
        image = view.still(card)
        return (
            {"url": poster or image.url, "width": image.width, "height": image.height, "alt": card.alt or image.alt or ""}
            if image
            else None
        )


def _is_own(card: Card) -> bool:
    """Whether the card's pictures are the publisher's."""
    said = card.provenance.get("thumbnails")
    # What a publisher lists for a video on its own site is its own; a platform's picture stays a third party's.
    return said == "markup" or (said == "index" and card.provider is None)


def shows_files(card: Card) -> bool:
    """Whether the card, rendered without options by our own templates, loads pictures or files."""
    return card.kind == "gallery" or (_is_own(card) and view.still(card) is not None) or bool(view.files(card))


def _frame(card: Card) -> dict[str, Any] | None:
    """What the frame of a player is built from; None without an address that passes the gate."""
    src = view.player(card)
    return {"src": src, "it": card.embed, "play": _PLAY.get(card.provider.key) if card.provider else None} if src else None


def ratio_class(embed: Embed | None) -> str:
    """The class for a frame's shape, the nearest of a few: no inline style is needed."""
    if embed is None or (embed.height and not embed.aspect_ratio):
        height = embed.height if embed and embed.height else 0
        return "fixed-s" if height and height <= 200 else "fixed-m" if height and height <= 460 else "fixed-l" if height else "16x9"
    ratio = embed.aspect_ratio or 16 / 9
    return min(_RATIOS, key=lambda name: abs(_RATIOS[name] - ratio))


def stylesheet() -> str:
    """The style sheet that belongs to the templates."""
    return _asset("embedkit.css")


def script() -> str:
    """The small script that loads a player when the reader asks for it; pages work without it."""
    return _asset("embedkit.js")


def _asset(name: str) -> str:
    return files("embedkit.render.html").joinpath(name).read_text("utf-8")

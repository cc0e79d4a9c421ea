"""Wagtail's embed finder over our resolver: the chooser, rich text and `{% embed %}` use it.

Wagtail stores what a finder gives in a row; only the keys below are allowed there, and `type` has ten characters.
"""

from __future__ import annotations

from typing import Any

from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.base import EmbedFinder

from embedkit import identify
from embedkit.contrib.django import site
from embedkit.models import Card
from embedkit.render import oembed, view
from embedkit.render.elements import frame


class EmbedkitFinder(EmbedFinder):
    """`network` (default True: editors wait for the answer) is an option of `WAGTAILEMBEDS_FINDERS`."""

    def __init__(self, *, network: bool = True, **_: Any) -> None:
        self.network = network

    def accept(self, url: str) -> bool:
        """True for an address that a provider's row recognises."""
        return identify(url) is not None

    def find_embed(self, url: str, max_width: int | None = None, max_height: int | None = None) -> dict[str, Any]:
        """The row of an address. Raises EmbedNotFoundException for what is gone, private or not known."""
        with site.opened(network=self.network, max_width=max_width, max_height=max_height).client as client:
            card = client.card(url)
        if view.is_lost(card) or (card.problem is not None and view.player(card) is None):
            raise EmbedNotFoundException
        return row(card)


def row(card: Card) -> dict[str, Any]:
    """A card as the fields of Wagtail's `Embed` model."""
    said = oembed.answer(card)
    still = view.still(card)
    size = view.frame_size(card)
    return {
        "title": (card.title or "")[:200],
        "author_name": next(iter(card.authors), "")[:200],
        "provider_name": card.provider.name if card.provider else "",
        "type": said["type"],
        "thumbnail_url": still.url if still else "",
        "width": size.width,
        "height": size.height,
        "html": str(frame(card)),
    }


embed_finder_class = EmbedkitFinder

"""Cards as oEmbed 1.0 answers (oembed.com, section 2.3.4): what a site that embeds *this* page's media asks for."""

from __future__ import annotations

from typing import Any

from embedkit.models import Card
from embedkit.render import view
from embedkit.render.elements import frame
from embedkit.render.target import Target, dumped, listed, said

_FRAMED = frozenset(("video", "audio", "chart", "map", "document", "poll", "rich", "gallery"))


def answer(card: Card) -> dict[str, Any]:
    """The card as an answer: `photo` with the size of its image, `video` or `rich` with a frame, else `link`."""
    still = view.still(card)
    common = {"version": "1.0"} | said(
        title=card.title or card.caption,
        author_name=next(iter(card.authors), None),
        provider_name=card.provider.name if card.provider else None,
        provider_url=view.web(card.provider.url) if card.provider else None,
    )
    if card.kind == "photo" and still and still.width and still.height:
        return {"type": "photo", **common, "url": still.url, "width": still.width, "height": still.height}
    if still and still.width and still.height:
        common |= {"thumbnail_url": still.url, "thumbnail_width": still.width, "thumbnail_height": still.height}
    if card.kind in _FRAMED and view.player(card) and not view.is_lost(card):
        size = view.frame_size(card)
        return {
            "type": "video" if card.kind == "video" else "rich",
            **common,
            "html": str(frame(card)),
            "width": size.width,
            "height": size.height,
        }
    return {"type": "link", **common}


TARGET = Target("oembed", answer, dumped, listed)

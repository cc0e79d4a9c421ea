"""Cards as Arc ANS elements, version 0.10.11 (washingtonpost/ans-schema): what stands in a story's `content_elements`.

Durations are milliseconds. Every element is valid by its own schema: a story's schema does not look into its elements.
"""

from __future__ import annotations

from typing import Any

from embedkit.models import Card, Credit, GalleryCard, Image
from embedkit.render import oembed, view
from embedkit.render.target import Lack, Target, dumped, listed, said

VERSION = "0.10.11"
_CATEGORIES = {"handout": "handout"}
_ID, _URL = 128, 512
"""Characters of a custom embed's id and address, at most."""
Element = dict[str, Any]


def element(card: Card) -> Element | Lack:
    """The card as one element."""
    if card.kind == "photo":
        return _photo(card)
    if isinstance(card, GalleryCard):
        return _gallery(card)
    if card.kind in ("video", "audio") and card.media and (streams := _streams(card)):
        return _played(card, streams)
    if card.kind in ("video", "audio", "post") and card.provider and view.web(card.url) and not view.is_lost(card):
        return {"type": "oembed_response", "raw_oembed": oembed.answer(card) | {"url": view.web(card.url)}}
    if card.kind in ("chart", "map", "document", "poll", "rich") and card.native_id and card.provider and (player := view.player(card)):
        return _custom(card, player)
    return _link(card)


def _photo(card: Card) -> Element | Lack:
    still = view.still(card)
    return _image(still, card.caption, card.credit, card.alt) | _ours(card) if still else Lack("thumbnails", "needs an image")


def _image(image: Image, caption: str | None, credit: Credit | None, alt: str | None) -> Element:
    return {"type": "image", "version": VERSION, "url": image.url} | said(
        caption=caption, alt_text=alt or image.alt, width=image.width, height=image.height, credits=_credits(credit), distributor=_distributor(credit),
    )  # fmt: skip


def _credits(credit: Credit | None) -> Element | None:
    if credit is None:
        return None
    people = credit.creators or ((credit.line or credit.raw,) if not credit.organisation else ())
    return said(
        by=[{"type": "author", "name": person} for person in people],
        affiliation=[{"type": "author", "name": credit.organisation}] if credit.organisation else None,
    )


def _distributor(credit: Credit | None) -> Element | None:
    if credit is None or not credit.organisation:
        return None
    return {"name": credit.organisation} | said(category=_CATEGORIES.get(credit.category or ""))


def _gallery(card: GalleryCard) -> Element | Lack:
    images = [_image(item.image.model_copy(update={"url": url}), item.caption, item.credit, item.alt)
              for item in card.items if (url := view.web(item.image.url))]  # fmt: skip
    if not images:
        return Lack("items", "needs an image for a gallery")
    return (
        {"type": "gallery", "version": VERSION, "content_elements": images}
        | said(headlines=_basic(card.title), description=_basic(card.caption))
        | _ours(card)
    )


def _streams(card: Card) -> list[Element]:
    return [{"url": url} | said(width=m.width, height=m.height, bitrate=round(m.bitrate_bps / 1000) if m.bitrate_bps else None, stream_type=_type(url))
            for m in card.media if (url := view.web(m.url))]  # fmt: skip


def _type(url: str) -> str | None:
    ending = url.partition("?")[0].rpartition(".")[2].lower()
    return {"m3u8": "ts"}.get(ending, ending) if ending.isalnum() and len(ending) <= 4 else None


def _played(card: Card, streams: list[Element]) -> Element:
    still = view.still(card) if card.kind == "video" else None
    spoken = [{key: value for key, value in stream.items() if key not in ("width", "height", "stream_type")} for stream in streams]
    more = said(duration=round(card.duration_s * 1000) if card.duration_s and card.kind == "video" else None)
    return {"type": card.kind, "version": VERSION, "streams": streams if card.kind == "video" else spoken} | more | said(
        headlines=_basic(card.title or card.caption),
        description=_basic(card.description or card.caption),
        credits=_credits(card.credit),
        display_date=view.moment(card.published_at),
        promo_image=_image(still, None, None, None) if still else None,
    ) | _ours(card)  # fmt: skip


def _custom(card: Card, player: str) -> Element | Lack:
    native_id, provider = card.native_id or "", card.provider
    if provider is None or not 1 <= len(native_id) <= _ID or len(player) > _URL:
        return _link(card)
    config = said(title=card.title, caption=card.caption, source=view.web(card.url))
    return {"type": "custom_embed", "subtype": provider.key, "embed": {"id": native_id, "url": player, "config": config}} | _ours(card)


def _link(card: Card) -> Element | Lack:
    url = view.web(card.url)
    if url is None:
        return Lack("url", "needs an address for a link")
    still = view.still(card)
    image = _image(still, None, None, None) if still else None
    return {"type": "interstitial_link", "url": url, "content": view.name(card)} | said(image=image) | _ours(card)


def _basic(text: str | None) -> Element | None:
    return {"basic": text} if text else None


def _ours(card: Card) -> Element:
    return {"additional_properties": {"embedkit_id": card.id}}


TARGET = Target("ans", element, dumped, listed)

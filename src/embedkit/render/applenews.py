"""Cards as Apple News Format components (developer.apple.com, Apple News Format).

Only YouTube, Vimeo and Dailymotion may be framed (`embedwebvideo`), a post of X must be addressed at twitter.com, a map needs
coordinates; everything else is a link button.
"""

from __future__ import annotations

from typing import Any

from embedkit import urls
from embedkit.models import Card, GalleryCard, MapCard
from embedkit.render import view
from embedkit.render.target import Lack, Target, dumped, listed, said

Component = dict[str, Any]
_PLAYERS = {
    "youtube": "https://www.youtube.com/embed/{}",
    "vimeo": "https://player.vimeo.com/video/{}",
    "dailymotion": "https://geo.dailymotion.com/player.html?video={}",
}
_POSTS = {"instagram": "instagram", "facebook": "facebook_post", "tiktok": "tiktok"}


def component(card: Card) -> Component | Lack:
    """The card as one component."""
    if view.is_lost(card):
        return _link(card)
    if card.kind == "photo":
        return _photo(card)
    if isinstance(card, GalleryCard):
        return _gallery(card)
    if isinstance(card, MapCard) and card.latitude is not None and card.longitude is not None:
        return {"role": "map", "latitude": card.latitude, "longitude": card.longitude} | said(caption=card.caption or card.title)
    return _post(card) or _framed(card) or _file(card) or _link(card)


def _photo(card: Card) -> Component | Lack:
    still = view.still(card)
    if still is None:
        return Lack("thumbnails", "needs an image")
    return {"role": "photo", "URL": still.url} | said(caption=_caption(card), accessibilityCaption=card.alt or still.alt)


def _caption(card: Card) -> str | None:
    return " ".join(filter(None, [card.caption, f"({credit})" if (credit := view.credit_line(card.credit)) else None])) or None


def _gallery(card: GalleryCard) -> Component | Lack:
    items = [
        {"URL": url} | said(caption=item.caption, accessibilityCaption=item.alt) for item in card.items if (url := view.web(item.image.url))
    ]
    return {"role": "gallery", "items": items} if items else Lack("items", "needs an image for a gallery")


def _framed(card: Card) -> Component | None:
    form = _PLAYERS.get(card.provider.key) if card.provider and card.kind == "video" else None
    if form is None or not card.native_id or not card.native_id.replace("-", "").replace("_", "").isalnum():
        return None
    ratio = card.embed.aspect_ratio if card.embed else None
    return {"role": "embedwebvideo", "URL": form.format(card.native_id), "aspectRatio": round(ratio or 16 / 9, 3)} | said(
        caption=_caption(card)
    )


def _post(card: Card) -> Component | None:
    url, key = view.web(card.url), card.provider.key if card.provider else ""
    if url is None or card.kind != "post":
        return None
    if key == "x":
        return (
            {"role": "tweet", "URL": url.replace("https://x.com/", "https://twitter.com/", 1)}
            if urls.host_of(url) in ("x.com", "twitter.com")
            else None
        )
    return {"role": _POSTS[key], "URL": url} if key in _POSTS and url.startswith("https://www.") else None


def _file(card: Card) -> Component | None:
    url = next((u for m in card.media if (u := view.web(m.url))), None)
    if url is None or card.kind not in ("video", "audio"):
        return None
    still = view.still(card)
    picture = {"stillURL": still.url} if still and card.kind == "video" else {"imageURL": still.url} if still else {}
    return {"role": card.kind, "URL": url} | picture | said(caption=_caption(card))


def _link(card: Card) -> Component | Lack:
    url = view.web(card.url)
    return {"role": "link_button", "URL": url, "text": view.name(card)} if url else Lack("url", "needs an address for a link button")


TARGET = Target("apple-news", component, dumped, listed)

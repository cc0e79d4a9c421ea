"""Cards as AMP components with the scripts that they need (amp.dev, components; required attributes by its validator).

A provider without a component of its own is framed by `amp-iframe`; what cannot be framed is a link.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from embedkit.models import Card, GalleryCard
from embedkit.render import feed, view
from embedkit.render.elements import caption, element
from embedkit.render.target import Target

_SCRIPT = "https://cdn.ampproject.org/v0/{}-0.1.js"
_FRAMED = frozenset(("video", "audio", "chart", "map", "document", "poll", "rich"))
_SIZE = view.Size(640, 480)
"""Of posts, which tell no size: AMP needs one to keep the place."""


class Piece(NamedTuple):
    """A card's markup, and the extensions that it uses."""

    markup: Markup
    extensions: frozenset[str] = frozenset()


def piece(card: Card) -> Piece:
    """The card as AMP markup."""
    if isinstance(card, GalleryCard) and card.items:
        return _gallery(card)
    if card.kind == "photo" and (still := view.still(card)) and not view.is_lost(card):
        return Piece(element("figure", _image(still.url, card.alt or still.alt, still.width, still.height), caption(card)))
    made = None if view.is_lost(card) else _component(card)
    if made is None:
        return _linked(card)
    component, extension = made
    return Piece(element("figure", component, caption(card)), frozenset((extension,)))


def _linked(card: Card) -> Piece:
    return Piece(feed.figure(card.model_copy(update={"thumbnails": ()})))


def _component(card: Card) -> tuple[Markup, str] | None:
    key = card.provider.key if card.provider else ""
    if key in _PLAYERS and card.native_id and (attrs := _PLAYERS[key](card.native_id)) is not None:
        name = _NAMES.get(key, f"amp-{key}")
        size = view.frame_size(card) if card.kind != "post" else _SIZE
        return element(name, layout="responsive", width=size.width, height=size.height, **attrs), name
    player, size = view.player(card), view.frame_size(card)
    if player and player.startswith("https://") and card.kind in _FRAMED:
        placeholder = element("p", element("a", view.name(card), href=view.web(card.url)), placeholder=True)
        return element(
            "amp-iframe", placeholder, src=player, width=size.width, height=size.height, layout="responsive", title=view.name(card),
            sandbox="allow-scripts allow-same-origin allow-popups", frameborder="0", allowfullscreen=True), "amp-iframe"  # fmt: skip
    return _file(card)


def _file(card: Card) -> tuple[Markup, str] | None:
    url = next((u for m in card.media if (u := view.web(m.url)) and u.startswith("https://")), None)
    if url is None or card.kind not in ("video", "audio"):
        return None
    if card.kind == "audio":
        return element("amp-audio", src=url, controls=True, title=view.name(card)), "amp-audio"
    size, still = view.frame_size(card), view.still(card)
    return element("amp-video", src=url, poster=still.url if still else None, controls=True, width=size.width, height=size.height, layout="responsive",
                   title=view.name(card)), "amp-video"  # fmt: skip


def _gallery(card: GalleryCard) -> Piece:
    slides = [_image(url, item.alt, item.image.width, item.image.height) for item in card.items if (url := view.web(item.image.url))]
    carousel = element("amp-carousel", *slides, type="slides", layout="responsive", width=_SIZE.width, height=_SIZE.height)
    return Piece(element("figure", carousel, caption(card)), frozenset(("amp-carousel",)))


def _image(url: str, alt: str | None, width: int | None, height: int | None) -> Markup:
    known = bool(width and height)
    return element(
        "amp-img",
        src=url,
        alt=alt or "",
        width=width if known else _SIZE.width,
        height=height if known else _SIZE.height,
        layout="responsive",
    )


def _brightcove(native_id: str) -> dict[str, str] | None:
    account, _, rest = native_id.partition("/")
    return {"data_account": account, "data_video_id": rest.rsplit("/", 1)[-1]} if rest else None


def _plain(name: str) -> Callable[[str], dict[str, str] | None]:
    return lambda native_id: {name: native_id} if native_id.replace("-", "").replace("_", "").isalnum() else None


def _address(name: str, form: str) -> Callable[[str], dict[str, str] | None]:
    def make(native_id: str) -> dict[str, str] | None:
        url = view.web(form.format(native_id))
        return {name: url} if url and urlsplit(url).hostname == urlsplit(form).hostname else None

    return make


_PLAYERS: dict[str, Callable[[str], dict[str, str] | None]] = {
    "youtube": _plain("data_videoid"),
    "vimeo": _plain("data_videoid"),
    "dailymotion": _plain("data_videoid"),
    "x": _plain("data_tweetid"),
    "instagram": _plain("data_shortcode"),
    "wistia": _plain("data_media_hashed_id"),
    "brightcove": _brightcove,
    "imgur": _plain("data_imgur_id"),
}
_NAMES = {"x": "amp-twitter", "wistia": "amp-wistia-player"}


def scripts(extensions: frozenset[str]) -> str:
    """The `script` elements for the head, one for each extension that is used: AMP refuses others."""
    return "\n".join(str(element("script", async_=True, custom_element=name, src=_SCRIPT.format(name))) for name in sorted(extensions))


def _one(made: Piece) -> str:
    return str(made.markup)


def _many(made: Sequence[Piece]) -> str:
    used = frozenset[str]().union(*(one.extensions for one in made))
    return "\n".join(filter(None, [scripts(used), *(str(one.markup) for one in made)]))


TARGET = Target("amp", piece, _one, _many, "text/html")
"""One card is its markup; of many, the scripts for the head stand first."""

"""Players whose data stands beside them as JSON: in an attribute, in a script inside or in schema.org markup.

    <div data-asset='{"urn":"urn:site:audio:ID","type":"audio","title":"…","durationSeconds":422}'></div>
    <video class="video-js" data-opts='{"videoId":3234421,"duration":806,"title":"…","poster":"…"}'></video>
    <div class="player"><script type="application/json">{"videoData":{"remoteID":"87mC75R1","title":"…"}}</script></div>
    <ws-media headline="…" length="PT1M48S" poster="…" renditions='[{"url":"….mp4"}]'></ws-media>
    <div itemscope itemtype="https://schema.org/VideoObject"><meta itemprop="embedURL" content="…"></div>

One element is one item: a list of several is a rail of recommendations.
"""

from __future__ import annotations

import re
from typing import Any

from bs4.element import Tag

from embedkit.islands import Item, Node, attached, read
from embedkit.islands.data import of_json
from embedkit.islands.element import BOX, HINT, LONGEST, NOT_PLAYER, sole
from embedkit.models import Block
from embedkit.page import Page, Rule, Signs, ancestors, attr, words
from embedkit.pictures import images_below, is_decoration
from embedkit.rules import photo
from embedkit.rules.common import in_rail, of_file, of_identity

NAME = "player"
_SCHEMA = re.compile(r"https?://schema\.org/(Video|Audio|Music)(?:Object|Recording)/?")
_OWN_ID = ("data-video-id", "data-media-id", "data-id", "data-videoid", "data-asset-id", "id")
_ATTRIBUTES = frozenset(
    "itemtype type props config options renditions setup media src poster headline title length duration sources playlist".split()
)
_NUMBERED = re.compile(r"[\w-]{0,40}?(\d{5,20}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.I)


def find(tag: Tag, page: Page) -> list[Block] | None:
    """The item that the data in or on an element describes."""
    if "itemtype" in tag.attrs:
        return _of_schema(tag, page)
    if tag.name == "script":
        return _of_script(tag, page)
    return _of_attributes(tag, page)


def _of_attributes(tag: Tag, page: Page) -> list[Block] | None:
    item = attached(tag, page)
    return _block(tag, page, item, _number(tag)) if item is not None and not in_rail(tag) else None


def _of_script(tag: Tag, page: Page) -> list[Block] | None:
    """Data in a script that stands in a player's box; state of the whole page is read elsewhere."""
    text = tag.string or ""
    if "json" not in attr(tag, "type") or "ld+json" in attr(tag, "type") or not 10 < len(text) < LONGEST or not HINT.search(text):
        return None
    named = f"{words(tag)} {' '.join(words(node) for node in ancestors(tag, 3))}"
    if not BOX.search(named) or NOT_PLAYER.search(words(tag)):
        return None
    item = sole(of_json(text), page, named)
    return _block(tag, page, item, None) if item is not None and not in_rail(tag) else None


def _of_schema(tag: Tag, page: Page) -> list[Block] | None:
    """schema.org microdata (https://html.spec.whatwg.org/multipage/microdata.html) of a player that has no other form."""
    kind = _SCHEMA.fullmatch(attr(tag, "itemtype").strip())
    if kind is None:
        return None
    value: dict[str, Any] = {}
    for inner in tag.find_all(("meta", "link", "span", "h2", "h3", "a", "img", "time"), limit=80):
        if name := attr(inner, "itemprop"):
            value.setdefault(name, attr(inner, "content", "href", "src", "datetime") or inner.get_text())
    item = read(Node("video" if kind[1] == "Video" else "audio", value, ()), page)
    if item.identity is None and (item.address is None or tag.find(("iframe", "video", "audio", "object")) is not None):
        return None
    return _block(tag, page, item, None)


def _block(tag: Tag, page: Page, item: Item, number: str | None) -> list[Block]:
    """The player; and the picture in it, where that is a photo with a maker of its own.

    Both stand in one box, which is the player's: the photo has no span.
    """
    picture = _picture(tag)
    shown = photo.find(picture, page) if picture is not None else None
    said = item.said()
    if shown is not None:
        said = {"image": shown.image, "caption": shown.caption} | said
    if item.identity is not None:
        block = of_identity(tag, page, item.identity, NAME, **said)
    else:
        block = of_file(tag, page, item.address, item.kind, NAME, native_id=number or item.native_id, confidence=0.8, **said)
    if shown is None or shown.credit is None:
        return [block]
    return [block.model_copy(update={"credit": None}), shown.model_copy(update={"span": None})]


def _picture(tag: Tag) -> Tag | None:
    """The picture of a player's box, where it has one and no more."""
    found = [img for img, _ in zip(images_below(tag), range(9), strict=False) if img.name != "picture" and not is_decoration(img)]
    return found[0] if found and len({attr(img, "src", "data-src") for img in found if img.find_parent("noscript") is None}) <= 1 else None


def _number(tag: Tag) -> str | None:
    """The number by which the house knows the item, where the element bears it."""
    return next((found[1] for name in _OWN_ID if (found := _NUMBERED.fullmatch(attr(tag, name)))), None)


def _may(signs: Signs) -> bool:
    return any(name.startswith("data-") or name in _ATTRIBUTES for name in signs.attrs)


RULE = Rule(NAME, find, frozenset("div section figure video audio span article script p button *-*".split()), _may)

"""Players whose data stands beside them as JSON: in an attribute, in a script inside or in schema.org markup.

    <div data-asset='{"urn":"urn:site:audio:ID","type":"audio","title":"…","durationSeconds":422}'></div>
    <video class="video-js" data-opts='{"videoId":3234421,"duration":806,"title":"…","poster":"…"}'></video>
    <div class="player"><script type="application/json">{"videoData":{"remoteID":"87mC75R1","title":"…"}}</script></div>
    <div itemscope itemtype="https://schema.org/VideoObject"><meta itemprop="embedURL" content="…"></div>

One element is one item: a list of several is a rail of recommendations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bs4.element import Tag

from embedkit.islands import Item, Node, of_json, read, walk
from embedkit.models import Block
from embedkit.naming import Naming
from embedkit.page import Page, Rule, ancestors, attr, words
from embedkit.pictures import images_below, is_decoration
from embedkit.rules import photo
from embedkit.rules.common import of_file, of_identity

NAME = "player"
_HINT = re.compile(r"duration|video|audio|media|youtu|jwp|stream|podcast|urn:", re.I)
_BOX = Naming(r"video|audio|podcast|player|media")
_NOT_PLAYER = Naming(
    r"share|social|follow|btn|button|nav|menu|carousel|rail|playlist|recommend|related|teaser-?list|slider|tracking|consent"
)
_LONGEST = 200_000
_SCHEMA = re.compile(r"https?://schema\.org/(Video|Audio|Music)(?:Object|Recording)/?")
_OWN_ID = ("data-video-id", "data-media-id", "data-id", "data-videoid", "data-asset-id", "id")
_NUMBERED = re.compile(r"[\w-]{0,40}?(\d{5,20}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.I)


def find(tag: Tag, page: Page) -> list[Block] | None:
    """The item that the data in or on an element describes."""
    if "itemtype" in tag.attrs:
        return _of_schema(tag, page)
    if tag.name == "script":
        return _of_script(tag, page)
    return _of_attributes(tag, page)


def _of_attributes(tag: Tag, page: Page) -> list[Block] | None:
    for name, value in tag.attrs.items():
        if not (isinstance(value, str) and 10 < len(value) < _LONGEST and value.lstrip()[:1] in "{[" and _HINT.search(value)):
            continue
        if _NOT_PLAYER.search(f"{words(tag)} {name}"):
            return None
        item = _sole(of_json(value), page, f"{name} {words(tag)} {attr(tag, 'data-media-type', 'data-type')}")
        if item is not None:
            return _block(tag, page, item, _number(tag))
    return None


def _of_script(tag: Tag, page: Page) -> list[Block] | None:
    """Data in a script that stands in a player's box; state of the whole page is read elsewhere."""
    text = tag.string or ""
    if "json" not in attr(tag, "type") or "ld+json" in attr(tag, "type") or not 10 < len(text) < _LONGEST or not _HINT.search(text):
        return None
    named = f"{words(tag)} {' '.join(words(node) for node in ancestors(tag, 3))}"
    if not _BOX.search(named) or _NOT_PLAYER.search(words(tag)):
        return None
    item = _sole(of_json(text), page, named)
    return _block(tag, page, item, None) if item is not None else None


def _sole(value: Any, page: Page, hint: str) -> Item | None:
    """The one item of a value; None where it has none, or a list of several."""
    nodes = list(_nodes(value))
    if not nodes and isinstance(value, dict) and _BOX.search(hint.lower()) and _speaks(value):
        nodes = [Node("audio" if "audio" in hint and "video" not in hint else "video", value, ())]
    if not nodes or (any(isinstance(part, int) for part in nodes[0].path) and len(nodes) > 1):
        return None
    item = read(nodes[0], page)
    return item if item.identity or item.media or (item.title and (item.native_id or item.url)) or item.duration_s else None


def _nodes(value: Any) -> Iterator[Node]:
    return (node for node, _ in zip(walk(value), range(50), strict=False)) if isinstance(value, dict | list) else iter(())


def _speaks(value: dict[str, Any]) -> bool:
    """True where a duration and a picture or title stand together: nothing but a player says both."""
    return any("duration" in key.lower() for key in value) and not {"image", "poster", "title", "caption", "thumbnail"}.isdisjoint(value)


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


def _likes(name: str) -> bool:
    return name.startswith("data-") or name in ("itemtype", "type", "props", "config", "options", "renditions", "setup", "media")


RULE = Rule(NAME, find, frozenset("div section figure video audio span article script p button *-*".split()), _likes)

"""The one item that the data in an element's own attributes describes.

<div data-asset='{"type":"audio","title":"…","durationSeconds":422}'></div>
<ws-media headline="…" length="PT1M48S" poster="…" renditions='[{"url":"….mp4"}]'></ws-media>

Several items in one attribute are a rail of recommendations, and none of them is the element's.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final

from bs4.element import Tag

from embedkit.islands.data import of_attribute
from embedkit.islands.item import Item, read
from embedkit.islands.nodes import Node, walk
from embedkit.naming import Naming
from embedkit.page import Page, attr, words

LONGEST: Final = 200_000
HINT = re.compile(r"duration|video|audio|media|youtu|jwp|stream|podcast|urn:", re.I)
"""What JSON of a player always says somewhere."""
BOX = Naming(r"video|audio|podcast|player|media")
NOT_PLAYER = Naming(
    r"share|social|follow|btn|button|nav|menu|carousel|rail|playlist|recommend|related|teaser-?list|slider|tracking|consent"
)
_CUSTOM = re.compile(
    r"(?!amp-)[a-z0-9]+(?:-[a-z0-9]+)*-(?:media|player|video|audio|podcast)(?:-[a-z0-9]+)*|(?:media|video|audio|podcast)-[a-z0-9-]+"
)
_CAMEL = re.compile(r"-([a-z])")
_NEVER: Final = ("", "false", "null", "undefined", "0")


def attached(tag: Tag, page: Page) -> Item | None:
    """The item of an element, from JSON in an attribute, or from the attributes of a custom element that is named like a player."""
    if NOT_PLAYER.search(words(tag)):
        return None
    for name, value in tag.attrs.items():
        if (
            isinstance(value, str)
            and 10 < len(value) < LONGEST
            and value.lstrip()[:1] in ("{", "[")
            and HINT.search(value)
            and not NOT_PLAYER.search(name)
        ):
            item = sole(of_attribute(value), page, f"{name} {words(tag)} {attr(tag, 'data-media-type', 'data-type')}")
            if item is not None:
                return item
    return _custom(tag, page) if "-" in tag.name and _CUSTOM.fullmatch(tag.name) else None


def sole(value: Any, page: Page, hint: str) -> Item | None:
    """The one item of a value; None where it has none, or a list of several. `hint` is what the element and attribute are called."""
    nodes = list(islice(walk(value), 50)) if isinstance(value, dict | list) else []
    if not nodes and isinstance(value, dict) and BOX.search(hint.lower()) and (_speaks(value) or "player" in hint):
        nodes = [Node("audio" if "audio" in hint and "video" not in hint else "video", value, ())]
    if not nodes or (any(isinstance(part, int) for part in nodes[0].path) and len(nodes) > 1):
        return None
    item = read(nodes[0], page)
    known = item.native_id or item.url
    return item if item.identity or item.media or (item.title and known) or item.duration_s or (known and "player" in hint) else None


def _speaks(value: dict[str, Any]) -> bool:
    """True where a duration and a picture or title stand together: nothing but a player says both."""
    return any("duration" in key.lower() for key in value) and not {"image", "poster", "title", "caption", "thumbnail"}.isdisjoint(value)


def _custom(tag: Tag, page: Page) -> Item | None:
    said = {
        _name(name): _value(value) for name, value in tag.attrs.items() if isinstance(value, str) and value.strip().lower() not in _NEVER
    }
    said.pop("id", None)
    item = read(Node("audio" if "audio" in tag.name or "podcast" in tag.name else "video", said, ()), page)
    named = item.native_id and (item.title or item.image or item.duration_s)
    return item if item.identity or item.media or named else None


def _name(attribute: str) -> str:
    """`data-video-id` as page state calls it: `videoId`."""
    return _CAMEL.sub(lambda m: m[1].upper(), attribute.removeprefix("data-"))


def _value(value: str) -> Any:
    return of_attribute(value) if value.lstrip()[:1] in ("{", "[") and len(value) < LONGEST else value


__all__ = ["BOX", "HINT", "LONGEST", "NOT_PLAYER", "attached", "sole"]

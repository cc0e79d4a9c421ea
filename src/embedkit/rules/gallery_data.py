"""Galleries whose pictures stand only in data: JSON in an attribute, or in a script inside.

<div class="gallery" data-photos='[{"src":"1.jpg","caption":"One"}, … ×3]'></div>
<div class="slideshow"><script type="application/json">{"slides":[{"image":{"url":"1.jpg"},"caption":"One"}, … ×3]}</script></div>
"""

from __future__ import annotations

from bs4.element import Tag

from embedkit.islands.data import of_attribute, of_json
from embedkit.islands.element import LONGEST
from embedkit.islands.photos import photos_of
from embedkit.models import Block
from embedkit.naming import Naming
from embedkit.page import Page, Rule, Signs, ancestors, attr, text_of, words

NAME = "gallery_data"
_NAMED = Naming(
    r"galler|slideshow|slides|diaporama|bildergalerie|bilderstrecke|galeria|fotostrecke|photo-?(?:set|s)(?![a-z])|image-?set|lightbox"
)
_TAGS = frozenset(("div", "section", "figure", "ul", "aside", "script", "*-*"))


def find(tag: Tag, page: Page) -> Block | None:
    """The gallery that an element's data holds."""
    if tag.name == "script":
        box = next((node for node in ancestors(tag, 2) if _NAMED.search(words(node))), None)
        text = tag.string or ""
        if box is None or "json" not in attr(tag, "type") or "ld+json" in attr(tag, "type") or not 20 < len(text) < LONGEST:
            return None
        return _block(tag, page, of_json(text))
    for name, value in tag.attrs.items():
        if (
            isinstance(value, str)
            and 20 < len(value) < LONGEST
            and value.lstrip()[:1] in ("{", "[")
            and _NAMED.search(f"{tag.name} {words(tag)} {name}")
        ):
            block = _block(tag, page, of_attribute(value))
            if block is not None:
                return block
    return None


def _block(tag: Tag, page: Page, value: object) -> Block | None:
    photos = photos_of(value, page) if isinstance(value, dict | list) else ()
    if not photos:
        return None
    heading = tag.find(("h2", "h3", "h4"))
    title = text_of(heading) if isinstance(heading, Tag) else attr(tag, "data-title", "headline")
    return page.block(tag, "gallery", NAME, items=photos, title=title or None, image=photos[0].image, confidence=0.7)


def _may(signs: Signs) -> bool:
    return any(name.startswith("data-") or name in ("type", "images", "photos", "slides", "items", "props") for name in signs.attrs)


RULE = Rule(NAME, find, _TAGS, _may)

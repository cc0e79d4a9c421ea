"""Galleries of page state: a list of three pictures or more, each with its own caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from embedkit import credits, urls
from embedkit.islands.item import picture_of, words_of
from embedkit.islands.nodes import is_aside
from embedkit.models import Photo
from embedkit.page import Page

FEWEST: Final = 3
_MOST: Final = 500
_CONTAINERS: Final = 2_000
"""Containers that are looked at in one value."""
_PICTURE: Final = (
    "src",
    "url",
    "image",
    "imageUrl",
    "image_url",
    "img",
    "photo",
    "full",
    "large",
    "original",
    "contentUrl",
    "href",
    "media",
    "picture",
    "file",
)
_CAPTION: Final = ("caption", "captionText", "description", "subtitle", "legend", "text", "title")
_CREDIT: Final = ("credit", "credits", "copyright", "photographer", "byline", "source", "author", "creditText", "copyrightHolder")
_NAMED: Final = ("by", "affiliation", "name", "text", "basic")
_ELSEWHERE: Final = frozenset(("href_article", "headline", "kicker", "teaser", "articleUrl"))
_FILE = re.compile(r"/[^/?#]+\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])|/image", re.I)


def photos_of(value: Any, page: Page) -> tuple[Photo, ...]:
    """The pictures of the first list that is a gallery; empty where there is none."""
    stack, looked = [value], 0
    while stack and looked < _CONTAINERS:
        node, looked = stack.pop(), looked + 1
        if isinstance(node, list) and len(node) >= FEWEST:
            found = {urls.image_key(photo.image.url): photo for photo in _members(node[:_MOST], page)}
            if len(found) >= FEWEST:
                return tuple(found.values())
        below = [v for k, v in node.items() if not is_aside(k)] if isinstance(node, dict) else node[:_MOST]
        stack += [v for v in reversed(below) if isinstance(v, dict | list)]
    return ()


def _members(members: list[Any], page: Page) -> Iterator[Photo]:
    """The photos of a list, none where a member is something else: renditions of one picture, cards, videos."""
    for member in members:
        photo = _photo(member, page) if isinstance(member, dict) and _ELSEWHERE.isdisjoint(member) else None
        if photo is not None:
            yield photo


def _photo(member: Mapping[str, Any], page: Page) -> Photo | None:
    image = next((found for name in _PICTURE if (found := picture_of(member.get(name), page)) and _FILE.search(found.url)), None)
    caption = next(filter(None, (words_of(member.get(name)) for name in _CAPTION)), None)
    credit = next(filter(None, (_name(member.get(name)) for name in _CREDIT)), None)
    if image is None or not (caption or credit or "alt" in member):
        return None
    said, who = credits.split(caption, credit_text=credit) if caption else (None, credits.read(credit) if credit else None)
    alt = member.get("alt")
    return Photo(image=image, images=(image,), caption=said, credit=who, alt=alt if isinstance(alt, str) and alt else None)


def _name(value: Any, depth: int = 0) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and depth < 4:
        return next(filter(None, (_name(value.get(name), depth + 1) for name in _NAMED)), None)
    return words_of(value)


__all__ = ["FEWEST", "photos_of"]

"""What looks like media: the elements for which somebody might ask why they are no block."""

from __future__ import annotations

from collections.abc import Iterator

from bs4.element import Tag

from embedkit.naming import Naming
from embedkit.page import Page, attr, words
from embedkit.pictures import is_image

FRAMES = frozenset(("iframe", "amp-iframe", "amp-video-iframe", "embed", "object", "video", "audio", "amp-video", "amp-audio", "oembed"))
NAMES = (*sorted(FRAMES), "img", "picture", "a")
"""The elements that are looked for where the soup does not reach."""
_ELEMENT = Naming(r"player|embed|(?:^|-)(?:video|audio|youtube|vimeo|tweet|instagram|tiktok)$")
_QUOTED = Naming(r"twitter-|instagram-|tiktok-|bluesky-|reddit-|mastodon-|text-post-media|wp-embedded")
_ID = Naming(r"^(?:data-)?(?:\w+-)?(?:video|media|youtube|yt|vimeo|entry|embed|episode|playlist|tweet)-?(?:id|urn|uuid)$")
_ADDRESS = ("src", "data-src", "data-lazy-src", "href", "data-url", "data-href", "url", "data", "cite", "poster")


def media_like(tree: Tag, page: Page) -> Iterator[Tag]:
    """The elements below `tree` that look like media, in document order."""
    return (tag for tag in tree.find_all(True) if looks(tag, page))


def looks(tag: Tag, page: Page) -> bool:
    """True for pictures, frames, players, quoted posts, elements with an item's id, and links to an item of a provider."""
    if tag.name in FRAMES:
        return True
    if is_image(tag):
        return tag.name == "picture" or tag.find_parent("picture") is None
    if tag.name == "a":
        return leads_to_item(attr(tag, "href"), page)
    if tag.name == "blockquote":
        return _QUOTED.search(words(tag))
    if tag.name == "script":
        return leads_to_item(attr(tag, "src"), page)
    return ("-" in tag.name and _ELEMENT.search(tag.name)) or any(map(_ID.search, tag.attrs))


def leads_to_item(url: str, page: Page) -> bool:
    """True for the address of something that a provider's player shows, or of a post."""
    identity = page.identify(page.url(url)) if url else None
    return identity is not None and (identity.player is not None or identity.kind == "post")


def address_of(tag: Tag, page: Page) -> str | None:
    """The address that an element names, absolute where the page tells its base."""
    said = attr(tag, *_ADDRESS)
    return page.url(said) or said or None


__all__ = ["NAMES", "address_of", "leads_to_item", "looks", "media_like"]

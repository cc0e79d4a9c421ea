"""HTML5 video and audio with a file or stream of their own.

    <video poster="p.jpg"><source src="a.m3u8"><source src="a.mp4"></video>
    <audio src="https://cdn.test/a.mp3"></audio>

Several sources are one item. A player without any source is a shell that other rules read; `<audio src="#">` is a read-aloud button.
"""

from __future__ import annotations

import re

from bs4.element import Tag

from embedkit import urls
from embedkit.islands import attached
from embedkit.models import Block, Kind, Rendition
from embedkit.page import Page, Rule, ancestors, attr, image, is_large, pixels, text_of, words
from embedkit.providers.hosts import category
from embedkit.rules.common import of_file, of_identity, seconds, title_of

NAME = "html5"
_READ_ALOUD = re.compile(
    r"(?<![a-z])(?:tts|read-?aloud|text-?to-?speech|listen|vorlese\w*|article-?audio|audio-?article|speech|readspeaker)(?![a-z])"
)
_MEDIA_ATTR = re.compile(r"^data-.*(?:src|url|file|hls|mp4|stream|video|audio)")


def find(tag: Tag, page: Page) -> Block | list[Block] | None:
    """The item that a video or audio element plays."""
    media = _renditions(tag, page)
    if not media:
        return (
            []
            if tag.name == "audio"
            and attr(tag, "src") in ("#", "")
            and not tag.attrs.keys() - {"src", "controls", "class", "id", "preload"}
            else None
        )
    identity = page.identify(media[0].url)
    poster = page.url(attr(tag, "poster", "data-poster"))
    common = {
        "title": title_of(tag) or _heading(tag),
        "image": image(poster),
        "duration_s": seconds(attr(tag, "data-duration", "duration")),
        "media": media,
    }
    if (item := attached(tag, page)) is not None:
        common |= {name: value for name, value in item.said().items() if not common.get(name)}
    if identity is not None and identity.player is not None:
        return of_identity(tag, page, identity, NAME, source_url=media[0].url, **common)
    if category(media[0].url) in ("ad", "tracker"):
        return []
    kind: Kind = "audio" if tag.name in ("audio", "amp-audio") or all(urls.media_kind(m.url) == "audio" for m in media) else "video"
    role = "read_aloud" if kind == "audio" and _reads_aloud(tag, media) else None
    looped = tag.has_attr("autoplay") and tag.has_attr("loop") and tag.has_attr("muted")
    return of_file(tag, page, media[0].url, kind, NAME, role=role, confidence=0.5 if looped else 0.9, **common)


def _renditions(tag: Tag, page: Page) -> tuple[Rendition, ...]:
    found: dict[str, Rendition] = {}
    for element in (tag, *tag.find_all("source")):
        for name, value in element.attrs.items():
            if isinstance(value, str) and (name == "src" or _MEDIA_ATTR.match(name)) and not value.startswith(("blob:", "#", "{", "data:")):
                url = page.url(value)
                if (
                    url
                    and url not in found
                    and (name == "src" or urls.media_kind(url) in ("video", "audio"))
                    and url.split("#")[0] != (page.address or "").split("#")[0]
                ):
                    found[url] = Rendition(
                        url=url,
                        mime=attr(element, "type") or None,
                        width=pixels(element.get("width")),
                        height=pixels(element.get("height")),
                    )
    return tuple(found.values())


def _reads_aloud(tag: Tag, media: tuple[Rendition, ...]) -> bool:
    return category(media[0].url) == "read_aloud" or any(_READ_ALOUD.search(words(node)) for node in (tag, *ancestors(tag, 4)))


def _heading(tag: Tag) -> str | None:
    """The heading right before a player, or of the small block around it."""
    before = tag.find_previous_sibling(True)
    if isinstance(before, Tag) and before.name in ("h2", "h3", "h4"):
        return text_of(before) or None
    for node in ancestors(tag, 3):
        if is_large(node):
            return None
        heading = node.find(("h2", "h3", "h4"))
        if isinstance(heading, Tag):
            return text_of(heading) or None if len(node.get_text()) < 400 else None
    return None


RULE = Rule(NAME, find, frozenset(("video", "audio", "amp-video", "amp-audio")))

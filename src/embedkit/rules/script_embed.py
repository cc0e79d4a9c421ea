"""Embeds that are a script.

    <script src="https://cdn.jwplayer.com/players/MEDIA-PLAYER.js"></script>
    <script src="https://geo.dailymotion.com/player/PLAYER.js" data-video="ID"></script>
    <script class="podigee-podcast-player" src="…" data-configuration="https://SHOW.podigee.io/EPISODE/embed"></script>
    <script>jwplayer("a").setup({"mediaid": "ID"})</script>

Loader libraries (widgets.js, embed.js) are no items. In inline scripts only the known calls are read.
"""

from __future__ import annotations

import re

from bs4.element import Tag

from embedkit.models import Block
from embedkit.page import Page, Rule, attr
from embedkit.rules.common import of_file, of_id, of_url

NAME = "script_embed"
_LIBRARY = re.compile(r"widgets\.js|/embed\.js(?:\?|$)|sdk\.js|/libraries/|embed-loader|/js/")
_CALLS = (
    (re.compile(r"jwplayer\([^)]{0,80}\)\s*\.setup\("), re.compile(r"[\"']?(?:mediaid|mediaId|media_id)[\"']?\s*:\s*[\"']([A-Za-z0-9]{8})[\"']|/(?:manifests|videos|v2/media)/([A-Za-z0-9]{8})"), "jwplayer"),
    (re.compile(r"kWidget\.(?:embed|thumbEmbed)\(|KalturaPlayer"), re.compile(r"[\"']?entry_?[iI]d[\"']?\s*:\s*[\"']([01]_[a-z0-9]{8})[\"']"), "kaltura"),
    (re.compile(r"new YT\.Player\("), re.compile(r"videoId[\"']?\s*:\s*[\"']([A-Za-z0-9_-]{11})[\"']"), "youtube"),
    (re.compile(r"DM\.player\("), re.compile(r"video[\"']?\s*:\s*[\"']([A-Za-z0-9]{5,20})[\"']"), "dailymotion"),
    (re.compile(r"OO\.Player\.create\("), re.compile(r"OO\.Player\.create\(\s*[\"'][^\"']{1,80}[\"']\s*,\s*[\"']([\w-]{20,40})[\"']"), "ooyala"),
    (re.compile(r"\$bp\(|bridPlayStack\.push\("), re.compile(r"video[\"']?\s*:\s*[\"']?(\d{4,12})"), "brid"),
)  # fmt: skip


def find(tag: Tag, page: Page) -> Block | list[Block] | None:
    """The item that a script embeds."""
    src = attr(tag, "src", "data-src")
    if src:
        video = attr(tag, "data-video")
        if video and "dailymotion" in src:
            return of_id(tag, page, "dailymotion", video, NAME)
        if "data-configuration" in tag.attrs:
            return _configured(tag, page)
        if _LIBRARY.search(src) and "datawrapper" not in src and "dwcdn" not in src:
            return None
        return of_url(tag, page, src, NAME) if not src.endswith((".min.js",)) else None
    if attr(tag, "type") not in ("", "text/javascript", "application/javascript", "module"):
        return None
    text = tag.string or ""
    for call, shape, provider in _CALLS:
        if call.search(text) and (found := shape.search(text)) is not None:
            return of_id(tag, page, provider, next(filter(None, found.groups())), NAME)
    return None


def _configured(tag: Tag, page: Page) -> Block | None:
    """A podcast player whose script is told the episode by the address of its configuration (Podigee, also on a house's own host)."""
    raw = attr(tag, "data-configuration")
    url = page.url(raw) if raw.startswith(("http", "//")) else None
    if url is None:
        return None
    return of_url(tag, page, raw, NAME) or of_file(tag, page, url, "audio", NAME, source_url=raw, confidence=0.8)


RULE = Rule(NAME, find, frozenset(("script",)))
